"""What is typed into the registration of a person, of a session, and into lists of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.modalities.vocabulary import Category
from consultation.processes.deadlines import end_of_minute, start_of_minute
from consultation.processes.forms.clock import DayField, MinuteInput, ZoneField
from consultation.processes.models import Session
from consultation.registration import composition
from consultation.registration.actions.persons import Person
from consultation.registration.models import Registration, RegistrationWindow
from consultation.registration.states import RegistrationState
from look.languages import languages_offered
from stakeholders.accounts.models import User
from stakeholders.organisations.models import Organisation, StakeholderGroup

ALL = ("", pgettext_lazy("filter", "All"))


class MemberChoice(forms.ModelChoiceField):
    """A member by her name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name, or the address of somebody who gave none."""
        return str(obj)


class PersonForm(forms.ModelForm):
    """A person to be registered: what her badge needs first, what is personal last."""

    class Meta:
        model = Registration
        fields = ("name", "title", "role", "is_head", "email", "language", "is_listed")
        help_texts: ClassVar = {
            "title": _("Such as Director. It is printed on the badge."),
            "is_head": _("Your delegation has one head at most."),
            "email": _("For the letters on this registration. Only you and the secretariat see it."),
            "is_listed": _(
                "Tick it only if the person has agreed. Your organisation is listed in any case, unless the session is"
                " held under the Chatham House Rule. It can be changed at any time."
            ),
        }
        widgets: ClassVar = {"role": forms.RadioSelect}

    def __init__(self, *args: Any, window: RegistrationWindow, category: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (language.code, language.own_name) for language in languages_offered()
        ]
        if composition.binds(window, category):
            self.fields["role"].choices = [("", _("Adviser: sits for nobody")), *Registration.Role.choices]  # type: ignore[attr-defined]
        else:
            del self.fields["role"]

    def person(self) -> Person:
        """What was written, as the actions take it; asked of a valid form."""
        return Person(**self.cleaned_data)  # type: ignore[typeddict-item]


class NewPersonForm(PersonForm):
    """A person of whom nothing is known yet: a member is chosen, or anybody is named."""

    user = MemberChoice(
        User.objects.none(), label=_("Member of your organisation"), required=False,
        empty_label=_("Somebody without an account: I write name and address below"),
    )  # fmt: skip
    field_order = ("user", "name", "title", "role", "is_head", "email", "language", "is_listed")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = organisation.memberships.active().values("user")
        self.fields["user"].queryset = User.objects.filter(pk__in=members, is_active=True).order_by(  # type: ignore[attr-defined]
            "full_name", "pk"
        )
        self.fields["name"].required = self.fields["email"].required = False
        self.fields["name"].help_text = _("Left empty for a member, it is taken from the account.")

    def clean(self) -> dict[str, Any]:
        """Take from the account of a member what was left empty; of anybody else name and address are needed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        member = cleaned.get("user")
        known = {"name": member.full_name[:150], "email": member.email} if member else {}
        for name in ("name", "email"):
            cleaned[name] = cleaned.get(name) or known.get(name, "")
            if not cleaned[name] and name not in self.errors:
                self.add_error(name, self.fields[name].default_error_messages["required"])
        return cleaned


class LatePersonForm(PersonForm):
    """A delegate whom a tripartite delegation lacks, and why she comes late. Consent to be named is not asked here."""

    note = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, sides: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, category=Category.STATE, **kwargs)
        del self.fields["is_listed"]
        offered = set(sides)
        role: Any = self.fields["role"]
        role.choices = [(value, label) for value, label in Registration.Role.choices if value in offered]
        role.required = True

    def person(self) -> Person:
        """What was written of the person, without the reason."""
        return Person(**{name: value for name, value in self.cleaned_data.items() if name != "note"})  # type: ignore[typeddict-item]


class WindowForm(forms.ModelForm):
    """When people are registered for a session, and by which rules."""

    zone = ZoneField(label=_("Time zone"), help_text=_("In which you name the days and times below. Type a city."))
    opens_on = DayField(label=_("Opens on"))
    opens_time = forms.TimeField(label=_("Opens at"), widget=MinuteInput)
    closes_on = DayField(label=_("Closes on"))
    closes_time = forms.TimeField(
        label=_("Closes at"), widget=MinuteInput,
        help_text=_("The last minute in which people can be registered: 23:59 means until the day is over."),
    )  # fmt: skip
    field_order = ("zone", "opens_on", "opens_time", "closes_on", "closes_time", "places", "composition",
                   "open_to_unaccredited")  # fmt: skip

    class Meta:
        model = RegistrationWindow
        fields = ("zone", "places", "composition", "open_to_unaccredited")
        help_texts: ClassVar = {
            "places": _("How many people an organisation may register. Left empty, as many as it likes."),
            "open_to_unaccredited": _(
                "For informal consultative meetings: every recognised organisation may register, also one to which a"
                " State objected for formal sessions."
            ),
        }
        widgets: ClassVar = {"composition": forms.RadioSelect}

    def __init__(self, *args: Any, is_regulated: bool, **kwargs: Any) -> None:
        kwargs["initial"] = _local(kwargs["instance"]) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if is_regulated:  # who may come is settled by the rules of participation, and by what each meeting is open to
            del self.fields["open_to_unaccredited"]
        self.fields["composition"].choices = RegistrationWindow.Composition.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn days, times and zone into the two instants."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        zone, opens, closes = cleaned.get("zone"), _named(cleaned, "opens"), _named(cleaned, "closes")
        if zone and opens and closes:
            self.instance.opens_at, self.instance.closes_at = start_of_minute(opens, zone), end_of_minute(closes, zone)
            if self.instance.closes_at <= self.instance.opens_at:
                self.add_error("closes_on", _("Registration has to open before it closes."))
        return cleaned


def _named(cleaned: dict[str, Any], edge: str) -> datetime | None:
    day, time = cleaned.get(f"{edge}_on"), cleaned.get(f"{edge}_time")
    return datetime.combine(day, time) if day and time is not None else None


def _local(window: RegistrationWindow) -> dict[str, Any]:
    """The instants as the clocks of the window's zone show them, for the form to start from."""
    if not window.opens_at:
        return {}
    zone = ZoneInfo(window.zone)
    opens, closes = window.opens_at.astimezone(zone), window.closes_at.astimezone(zone)
    return {"opens_on": opens.date(), "opens_time": opens.time(), "closes_on": closes.date(),
            "closes_time": closes.time()}  # fmt: skip


def new_window(session: Session) -> RegistrationWindow:
    """The registration of a session that has none yet: open to all where it is informal and between sessions."""
    return RegistrationWindow(
        session=session, zone=session.process.time_zone,
        open_to_unaccredited=session.kind == Session.Kind.INTERSESSIONAL,
    )  # fmt: skip


class RegisterFilter(forms.Form):
    """Which of the registered a list shows."""

    state = forms.ChoiceField(
        label=pgettext_lazy("of a registration", "State"), required=False, choices=[ALL, *RegistrationState.choices]
    )
    group: Any = forms.ModelChoiceField(
        StakeholderGroup.objects.all(), label=_("Stakeholder group"), required=False, empty_label=ALL[1],
        to_field_name="code",
    )  # fmt: skip
    name = forms.CharField(label=_("Name of person or organisation"), required=False, max_length=100)


class DecisionForm(forms.Form):
    """Why somebody cannot be admitted."""

    note = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person and her organisation read it, in your words."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why something is done that the rules do not foresee; it is kept with the event."""

    note = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
