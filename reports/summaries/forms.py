"""What the chair's team types into a summary."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.processes.models import AgendaItem, Session
from consultation.processes.naming import title_of
from consultation.sittings.attribution import called_for_by, is_looser
from consultation.submissions.models import CONTENT_LANGUAGES, Call
from consultation.submissions.text import UnreadableText, normalised
from reports.points.models import Point, Topic
from reports.summaries.bands import BandView
from reports.summaries.models import LONGEST, Band, Section, Summary
from reports.summaries.outline import Place
from reports.summaries.splitting import pieces
from stakeholders.organisations.models import Region, StakeholderGroup


class SessionField(forms.ModelChoiceField):
    """A choice of sessions, named in words."""

    def label_from_instance(self, obj: Any) -> str:
        """Such as "WG.7: Third substantive session"."""
        return f"{obj.process.short_name}: {title_of(obj)}"


def held_under(owed: Summary.Attribution) -> str:
    """Why an attribution is refused: the rule under which stakeholders were heard."""
    return _("Stakeholders are heard in this session under a stricter rule: %(rule)s.") % {"rule": owed.label}


class BeginForm(forms.ModelForm):
    """A new summary: of which session and calls, under which reference, naming whom."""

    session = SessionField(Session.objects.none(), label=_("Session"))
    attribution = forms.ChoiceField(
        label=_("Attribution"), required=False, widget=forms.RadioSelect,
        choices=[("", _("What the parts of the session call for, else non-attributed")), *Summary.Attribution.choices],
    )  # fmt: skip
    is_of_other_parts = forms.BooleanField(
        label=_("The summary tells nothing of the parts held under a stricter rule"), required=False,
        help_text=_("Only where parts of the session have a stricter rule on names than the one chosen above."),
    )  # fmt: skip

    class Meta:
        model = Summary
        fields = ("session", "calls", "title", "symbol", "language", "attribution")
        widgets: ClassVar = {"calls": forms.CheckboxSelectMultiple}
        help_texts: ClassVar = {
            "symbol": _("A reference of the portal, such as WG.7/2026/CS.1. It is not a UN symbol."),
            "calls": _("The contributions to these calls can be cited."),
        }

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions.select_related("process")  # type: ignore[attr-defined]
        self.fields["calls"].queryset = Call.objects.filter(  # type: ignore[attr-defined]
            process__in=sessions.values("process"), announced_at__isnull=False
        )

    def clean(self) -> dict[str, Any]:
        """The calls belong to the process of the session."""
        cleaned = super().clean() or {}
        session, calls = cleaned.get("session"), cleaned.get("calls") or ()
        if session and any(call.process_id != session.process_id for call in calls):
            self.add_error("calls", _("Choose calls of the same process as the session."))
        if session and "attribution" in cleaned:
            self._keep_to_the_rule(session, cleaned)
        return cleaned

    def _keep_to_the_rule(self, session: Session, cleaned: dict[str, Any]) -> None:
        """Refuse to name more than the parts of the session allow, unless the summary is confirmed to be of others."""
        owed = called_for_by(session)
        cleaned["attribution"] = cleaned["attribution"] or owed or Summary.Attribution.NON_ATTRIBUTED
        if owed and is_looser(cleaned["attribution"], owed) and not cleaned.get("is_of_other_parts"):
            self.add_error("attribution", held_under(Summary.Attribution(owed)))


class SectionForm(forms.Form):
    """A further section, or what one is called from now on."""

    heading = forms.CharField(label=_("Heading of a new section"), max_length=300)
    agenda_item: "forms.ModelChoiceField[AgendaItem]" = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Agenda item"), required=False
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"].queryset = session.agenda_items.all()  # type: ignore[attr-defined]


class SectionRenameForm(SectionForm):
    """What a section is called from now on, and what it was called when the person opened it."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heading"].label = _("Heading")


def cleaned(typed: str, nothing: Any) -> str:
    """The text as the portal keeps it; raises ValidationError with the reason, or with `nothing` where it is empty."""
    try:
        text = normalised(typed).strip()
    except UnreadableText as reason:
        raise forms.ValidationError(str(reason)) from reason
    if not text:
        raise forms.ValidationError(nothing)
    return text


class ParagraphForm(forms.Form):
    """The text of a paragraph, and the version that the person opened."""

    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Reported speech, past tense. Nobody is named unless the summary is attributed."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_text(self) -> str:
        """The text as the portal keeps it; what is no text is refused with the reason."""
        return cleaned(self.cleaned_data["text"], _("Write the paragraph before you save it."))


class EvidenceForm(forms.Form):
    """Looking for passages and contributions on which a paragraph could rest."""

    q = forms.CharField(label=pgettext_lazy("to search for", "Words"), required=False, max_length=200)
    item: "forms.ModelChoiceField[AgendaItem]" = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Agenda item"), required=False, empty_label=_("All items")
    )
    topic: "forms.ModelChoiceField[Topic]" = forms.ModelChoiceField(
        Topic.objects.none(), label=_("Topic"), required=False, empty_label=_("All topics")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    group: "forms.ModelChoiceField[StakeholderGroup]" = forms.ModelChoiceField(
        StakeholderGroup.objects.all(), label=_("Stakeholder group"), required=False, empty_label=_("All groups"),
        to_field_name="code",
    )  # fmt: skip
    region = forms.ChoiceField(label=_("Region"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    uncited = forms.BooleanField(label=_("Only what no paragraph rests on yet"), required=False)

    def __init__(self, *args: Any, summary: Summary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, Any] = dict(self.fields)
        offered["item"].queryset = summary.session.agenda_items.all()
        offered["topic"].queryset = Topic.objects.filter(process=summary.session.process_id)
        offered["kind"].choices = [("", _("All kinds")), *Point.Kind.choices]
        offered["region"].choices = [("", _("All regions")), *Region.choices]
        offered["language"].choices = [("", _("All languages")), *CONTENT_LANGUAGES]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words and topic was chosen, so that the further choices have to be seen."""
        return self.is_valid() and any(value for name, value in self.cleaned_data.items() if name not in ("q", "topic"))

    @property
    def wanted(self) -> dict[str, Any]:
        """What to look for; nothing in particular where the query is not understood."""
        return self.cleaned_data if self.is_valid() else {}

    @property
    def is_about_points(self) -> bool:
        """Whether something is asked that only points have, so that whole contributions cannot be meant."""
        return bool(self.wanted.get("topic") or self.wanted.get("kind"))


class PlaceForm(forms.Form):
    """Where a paragraph goes: to the beginning of a section, or behind another paragraph."""

    place = forms.ChoiceField(label=_("Where to"))

    def __init__(self, *args: Any, chapters: Iterable[tuple[Section, Sequence[Place]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (section.heading, [(f"section-{section.pk}", _("At the beginning")), *map(self._behind, standing)])
            for section, standing in chapters
        ]

    @staticmethod
    def _behind(place: Place) -> tuple[str, str]:
        told = _("After paragraph %(number)s: %(text)s") % {"number": place.number, "text": place.begins}
        return f"paragraph-{place.pk}", told


class SplitForm(forms.Form):
    """Before which character the second paragraph begins."""

    offset = forms.TypedChoiceField(label=_("The second paragraph begins with"), coerce=int, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offset"].choices = [  # type: ignore[attr-defined]
            (offset, Truncator(piece).chars(120)) for offset, piece in pieces(text)[1:]
        ]


class MergeForm(forms.Form):
    """The versions of both paragraphs that the person has before her."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    next_version = forms.IntegerField(widget=forms.HiddenInput)


class RemarkForm(forms.Form):
    """A remark on a paragraph."""

    text = forms.CharField(label=_("Your remark"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def clean_text(self) -> str:
        """The remark as the portal keeps it."""
        return cleaned(self.cleaned_data["text"], _("Write the remark before you add it."))


class BandForm(forms.Form):
    """The limits of one quantifier."""

    unit = forms.ChoiceField(label=_("Counted in"), choices=Band.Unit.choices)
    lowest = forms.IntegerField(label=_("From"), min_value=0, max_value=10_000)
    highest = forms.IntegerField(label=_("To"), min_value=0, max_value=10_000)

    def __init__(self, typed: Any = None, *, band: BandView) -> None:
        told = {"unit": band.unit, "lowest": band.lowest, "highest": band.highest}
        super().__init__(typed, prefix=band.word, initial=told)
        self.band = band

    def clean(self) -> dict[str, Any]:
        """The lower limit is not above the upper one, and there are no more than 100 in a hundred."""
        given = super().clean() or {}
        lowest, highest = given.get("lowest"), given.get("highest")
        if lowest is not None and highest is not None and lowest > highest:
            self.add_error("highest", _("This is below the number it begins with."))
        if given.get("unit") == Band.Unit.PER_CENT and (highest or 0) > 100:
            self.add_error("highest", _("There are no more than 100 per cent."))
        return given

    @property
    def view(self) -> BandView:
        """The band as typed; only of a valid form."""
        typed = self.cleaned_data
        return BandView(self.band.word, typed["unit"], typed["lowest"], typed["highest"])


class IssueForm(forms.Form):
    """That somebody has looked at the names in a text that is to name nobody; asks nothing where there are none."""

    names_seen = forms.BooleanField(
        label=_("I have looked at these names, and they may stand in the text"),
        error_messages={
            "required": _("Tick the box if the names may stand, or go back and take them out of the text.")
        },
    )

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        if not names:
            del self.fields["names_seen"]


class ReasonForm(forms.Form):
    """Why a summary is opened again, or corrected."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
