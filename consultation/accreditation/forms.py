"""What is typed into rounds, applications, checks, and, in confidence, by missions."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.accreditation.arranged import Arranged
from consultation.accreditation.models import Accreditation, Application, Circulation, Round, RoundExtension
from consultation.processes.deadlines import end_of_minute, start_of_minute
from consultation.processes.filecheck import ACCEPTED
from consultation.processes.forms.clock import DayField, MinuteInput, ZoneField, named
from consultation.processes.forms.languages import InLanguages
from consultation.processes.forms.later import LaterDeadlineForm
from consultation.processes.naming import title_of
from consultation.processes.translation import in_six
from stakeholders.organisations.models import EcosocStatus, Organisation
from stakeholders.organisations.rules import active_roles

LONGEST = 10_000
"""Characters of each text of an application; the first rounds of the field asked for about a page."""

_INSTANTS = ("opens", "closes", "valid")
_CHOICES = {
    "objection_effect": Round.ObjectionEffect.choices,
    "ecosoc_track": Round.EcosocTrack.choices,
    "applicants_shown": Round.ApplicantsShown.choices,
}
"""Without the empty one: a round always has a policy."""


class RoundForm(InLanguages):
    """A round. While it is in preparation everything can be changed; once announced only its texts are asked."""

    texts = ("title", "invitation")
    zone = ZoneField(label=_("Time zone"), help_text=_("In which you name the days and times below. Type a city."))
    opens_on = DayField(label=_("Opens on"))
    opens_time = forms.TimeField(label=_("Opens at"), widget=MinuteInput)
    closes_on = DayField(label=_("Closes on"))
    closes_time = forms.TimeField(
        label=_("Closes at"), widget=MinuteInput,
        help_text=_("The last minute in which applications arrive in time: 23:59 means until the day is over."),
    )  # fmt: skip
    valid_on = DayField(label=_("Last day of the mandate"))
    valid_time = forms.TimeField(
        label=_("Last minute of the mandate"), widget=MinuteInput,
        help_text=_("Accreditation is valid until then, and lapses by itself."),
    )  # fmt: skip

    class Meta:
        model = Round
        fields = (*in_six("title", "invitation"), "session", "zone", "objection_effect", "ecosoc_track",
                  "applicants_shown", "tells_of_circulation")  # fmt: skip
        widgets: ClassVar = {
            "objection_effect": forms.RadioSelect,
            "ecosoc_track": forms.RadioSelect,
            "applicants_shown": forms.RadioSelect,
        }

    field_order = (*in_six("title", "invitation"), "session", "zone", "opens_on", "opens_time", "closes_on",
                   "closes_time", "valid_on", "valid_time")  # fmt: skip

    def __init__(self, *args: Any, arranged: Arranged | None = None, **kwargs: Any) -> None:
        round_ = kwargs["instance"]
        kwargs["initial"] = _local(round_) | kwargs.get("initial", {})
        super().__init__(*args, languages=round_.process.languages, **kwargs)
        if round_.is_announced:
            self.fields = {name: field for name, field in self.fields.items() if name in in_six(*self.texts)}
            return
        for name, choices in _CHOICES.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if arranged:
            self._tell_where_from(arranged)
        sessions = round_.process.sessions.order_by("starts_on", "pk")
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]
        self.fields["session"].choices = [  # type: ignore[attr-defined]
            ("", _("No session named")),
            *((session.pk, title_of(session)) for session in sessions),
        ]

    def _tell_where_from(self, arranged: Arranged) -> None:
        for name, words in arranged.words.items():
            parts = {"number": arranged.version, "setting": words}
            self.fields[name].help_text = _("The modalities (version %(number)s) say: %(setting)s.") % parts

    def clean(self) -> dict[str, Any]:
        """Turn days, times and zone into the three instants."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        zone, edges = cleaned.get("zone"), [named(cleaned, edge) for edge in _INSTANTS]
        if not zone or None in edges:
            return cleaned
        opens, closes, valid = [edge for edge in edges if edge]
        self.instance.opens_at = start_of_minute(opens, zone)
        self.instance.closes_at, self.instance.valid_until = end_of_minute(closes, zone), end_of_minute(valid, zone)
        if self.instance.closes_at <= self.instance.opens_at:
            self.add_error("closes_on", _("The round has to open before it closes."))
        elif self.instance.valid_until <= self.instance.closes_at:
            self.add_error("valid_on", _("The mandate has to end after the round closes."))
        return cleaned


def _local(round_: Round) -> dict[str, Any]:
    """The instants as the clocks of the round's zone show them, for the form to start from."""
    if not round_.opens_at:
        return {}
    zone = ZoneInfo(round_.zone)
    instants = zip(_INSTANTS, (round_.opens_at, round_.closes_at, round_.valid_until), strict=True)
    local = {edge: instant.astimezone(zone) for edge, instant in instants}
    return {f"{edge}_on": at.date() for edge, at in local.items()} | {
        f"{edge}_time": at.time() for edge, at in local.items()
    }


class RoundExtensionForm(LaterDeadlineForm):
    """A later deadline for applications, in the zone of the round, and why, in the languages of the process."""

    extends = "round"

    class Meta:
        model = RoundExtension
        fields = in_six("reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_time"].help_text = _("In the time zone of the round.")


class SilenceForm(forms.Form):
    """When silence ends, and in which zone that is named."""

    zone = ZoneField(label=_("Time zone"), help_text=_("In which you name the end of the silence period."))
    ends_on = DayField(label=_("Last day of the silence period"))
    ends_time = forms.TimeField(
        label=_("Last minute"), widget=MinuteInput,
        help_text=_("At least 72 hours from now. Mind weekends and holidays at the seat."),
    )  # fmt: skip

    def silence_ends_at(self) -> datetime:
        """The last instant; asked of a valid form."""
        ends = named(self.cleaned_data, "ends")
        assert ends  # noqa: S101  # both parts are required
        return end_of_minute(ends, self.cleaned_data["zone"])


class LongerSilenceForm(SilenceForm):
    """A later end of a silence period in the zone of the circulation, and why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The missions read it. It must not tell that anybody objects."),
    )  # fmt: skip

    def __init__(self, *args: Any, circulation: Circulation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].initial = circulation.zone
        self.fields["zone"].disabled = True


class ApplyForm(forms.Form):
    """In which organisation's name, and by which way."""

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None, widget=forms.RadioSelect
    )
    track = forms.ChoiceField(
        label=_("Is it in consultative status with ECOSOC?"), widget=forms.RadioSelect,
        choices=[
            (Application.Track.ECOSOC, _("Yes: it notifies the secretariat, and no State can object")),
            (Application.Track.APPLICATION, _("No: it applies, and its application is circulated to Member States")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: Iterable[Organisation], round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = list(organisations)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in mine])  # type: ignore[attr-defined]
        if len(mine) == 1:
            field.initial, field.widget = mine[0].pk, forms.HiddenInput()
        if round_.ecosoc_track != Round.EcosocTrack.NOTIFY:
            del self.fields["track"]
        elif len(mine) == 1:
            in_status = mine[0].ecosoc_status != EcosocStatus.NONE
            self.fields["track"].initial = Application.Track.ECOSOC if in_status else Application.Track.APPLICATION

    @property
    def is_notification(self) -> bool:
        """Whether the organisation notifies; asked of a valid form."""
        return self.cleaned_data.get("track") == Application.Track.ECOSOC


class AskedText(forms.CharField):
    """A text that an application has to hold, though an empty one can be saved: `required` says how the label reads."""

    def validate(self, value: Any) -> None:
        """Nothing: what is missing is said beside the button, and asked for by the secretariat."""


class AskedFile(forms.FileField):
    """The same for a file."""

    def validate(self, value: Any) -> None:
        """Nothing, as for texts."""


class ApplicationForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an application holds. Nothing is required to save it."""

    letter = AskedFile(
        label=_("Request on the organisation’s letterhead"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Signed, as a PDF if you can. A new file takes the place of the one before."),
    )  # fmt: skip

    class Meta:
        model = Application
        fields = ("purpose", "programmes", "interactions", "contact_name", "contact_email")
        field_classes: ClassVar = {"purpose": AskedText, "programmes": AskedText, "interactions": AskedText}
        help_texts: ClassVar = {
            "purpose": _("What the organisation is for. Member States read it."),
            "programmes": _("What it does in the areas of this process. Member States read it."),
            "interactions": _("Meetings attended, papers sent, events held with the UN. Say so if there are none."),
            "contact_name": _("Only the secretariat and the Chair see it."),
            "contact_email": _("Only the secretariat and the Chair see it."),
        }

    field_order = ("letter", "purpose", "programmes", "interactions", "contact_name", "contact_email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("purpose", "programmes", "interactions"):
            self.fields[name].widget.attrs["rows"] = 6
            self.fields[name].required = True
        self.fields["letter"].required = not self.instance.letters.exists()

    def clean(self) -> dict[str, Any]:
        """Refuse what is far too long, with its length."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("purpose", "programmes", "interactions"):
            if len(cleaned.get(name) or "") > LONGEST:
                told = {"length": len(cleaned[name]), "limit": LONGEST}
                self.add_error(name, _("This has %(length)s characters; it may have %(limit)s.") % told)
        return cleaned


class CheckForm(forms.Form):
    """What the secretariat found, with the reason where one is needed."""

    missing = forms.MultipleChoiceField(
        label=_("What is missing"), choices=Application.Part, widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label=_("In words, for the organisation"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(forms.Form):
    """What the body decided on an application that was referred to it."""

    outcome = forms.ChoiceField(
        label=_("The body decided"), widget=forms.RadioSelect,
        choices=[("accredited", _("to accredit the organisation")), ("not_accredited", _("not to accredit it"))],
    )  # fmt: skip
    decision = forms.CharField(label=_("Where the decision stands"), max_length=250)


class ActForm(forms.Form):
    """One act of a mission, whichever it is: the same address, so that no log tells one from another."""

    application = forms.UUIDField()
    act = forms.ChoiceField(choices=[(act, act) for act in ("object", "withdraw", "ask")])
    basis = forms.CharField(
        label=_("General basis of the objection"), required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Voluntary. Only the Chair and the secretariat read it, unless you tick the box below."),
    )  # fmt: skip
    basis_shareable = forms.BooleanField(
        label=_("The Chair may tell the basis to a Member State that asks"), required=False
    )


class AnswerForm(forms.Form):
    """Which question of a State the Chair answers."""

    disclosure = forms.UUIDField()


class StandingForm(forms.ModelForm):  # type: ignore[type-arg]
    """Standing that no round gave: whose, by which decision, from which day to which, and perhaps in one group only."""

    since_on = DayField(label=_("First day"))
    valid_on = DayField(label=_("Last day"), help_text=_("Accreditation is valid until then, and lapses by itself."))

    class Meta:
        model = Accreditation
        fields = ("organisation", "decision", "sub_group")
        help_texts: ClassVar = {
            "decision": _("Who decided it and where that stands, such as a symbol with its paragraph."),
            "sub_group": _("Left empty, it holds in the whole process."),
        }

    field_order = ("organisation", "decision", "since_on", "valid_on", "sub_group")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.recognised().exclude(pk__in=active_roles(user))
        self.fields["organisation"].queryset = others.order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["sub_group"].queryset = self.instance.process.sub_groups.all()  # type: ignore[attr-defined]
        self.fields["sub_group"].empty_label = _("The whole process")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn the days into the first and the last instant in the zone of the process."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, valid, zone = cleaned.get("since_on"), cleaned.get("valid_on"), self.instance.process.time_zone
        if since and valid:
            self.instance.since = start_of_minute(datetime.combine(since, time.min), zone)
            self.instance.valid_until = end_of_minute(datetime.combine(valid, time.max), zone)
            if valid < since:
                self.add_error("valid_on", _("The last day cannot lie before the first."))
        return cleaned


class EndStandingForm(forms.Form):
    """Why a standing ends."""

    note = forms.CharField(label=_("Reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
