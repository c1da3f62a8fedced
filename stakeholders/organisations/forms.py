"""What people type about organisations, memberships and groups."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.accounts.forms import NameField
from stakeholders.organisations.models import Country, EcosocStatus, Membership, Organisation, StakeholderGroup

FIRST_STATUS = 1946  # the Council's first decisions on consultative status
LONGEST_REASON = 4000  # characters
SEATED, GLOBAL = "country", "global"


class OrganisationForm(forms.ModelForm):
    """An organisation as it describes itself; the seat is a country or is said to be global."""

    name = NameField(
        label=_("Official name"), max_length=255,
        help_text=_("As in its statutes, in its own language and script if you wish. It stands beside every input."),
    )  # fmt: skip
    acronym = NameField(label=_("Acronym"), max_length=30, required=False)
    reach = forms.ChoiceField(
        label=_("Seat"), widget=forms.RadioSelect, initial=SEATED,
        choices=[(SEATED, _("In one country")), (GLOBAL, _("Global or regional, with no single seat"))],
    )  # fmt: skip
    seat: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Country of seat"), queryset=Country.objects.none(), required=False, empty_label=_("No single country"),
        help_text=_("Needed unless the organisation is global or regional."),
    )  # fmt: skip
    website = forms.URLField(
        label=_("Website"), required=False, max_length=200, assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )  # fmt: skip
    group_declared: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Stakeholder group"), queryset=StakeholderGroup.objects.none(), widget=forms.RadioSelect,
        help_text=_("The group in which your organisation sees itself. The secretariat may verify it."),
        empty_label=None,
    )  # fmt: skip
    ecosoc_status = forms.ChoiceField(label=_("ECOSOC consultative status"), choices=EcosocStatus.choices)
    ecosoc_year = forms.IntegerField(
        label=_("Year in which the status was granted"), required=False, min_value=FIRST_STATUS
    )

    class Meta:
        model = Organisation
        fields: ClassVar = ["name", "acronym", "seat", "website", "group_declared", "ecosoc_status", "ecosoc_year"]

    field_order = ("name", "acronym", "reach", "seat", "website", "group_declared", "ecosoc_status", "ecosoc_year")

    def __init__(self, *args: Any, only: Iterable[str], at: datetime, **kwargs: Any) -> None:
        """`only` names the fields that may be changed; `at` bounds the year."""
        super().__init__(*args, **kwargs)
        self.this_year = at.year
        self.fields["seat"].queryset = Country.objects.all()  # type: ignore[attr-defined]
        offered = Q(is_offered=True) | Q(pk=self.instance.group_declared_id)
        self.fields["group_declared"].queryset = StakeholderGroup.objects.filter(offered)  # type: ignore[attr-defined]
        if self.instance.is_global:
            self.initial["reach"] = GLOBAL
        for name in set(self.fields) - {*only, "reach"}:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The seat agrees with the reach, the year with the status."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._clean_seat(cleaned)
        self._clean_status(cleaned)
        return cleaned

    def _clean_seat(self, cleaned: dict[str, Any]) -> None:
        cleaned["is_global"] = self.instance.is_global = cleaned.get("reach") == GLOBAL
        if cleaned["is_global"]:
            cleaned["seat"] = None
        elif "seat" in cleaned and not cleaned["seat"]:
            self.add_error("seat", ValidationError(_("Choose the country of its seat."), code="required"))

    def _clean_status(self, cleaned: dict[str, Any]) -> None:
        year = cleaned.get("ecosoc_year")
        if cleaned.get("ecosoc_status") == EcosocStatus.NONE:
            cleaned["ecosoc_year"] = None
        elif year and year > self.this_year:
            self.add_error("ecosoc_year", ValidationError(_("This year has not come yet."), code="future"))

    @property
    def details(self) -> dict[str, Any]:
        """What an action takes: the cleaned fields without the form's own question."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reach"}


class JoinForm(forms.Form):
    """A request to join."""

    message = forms.CharField(
        label=_("Message to the focal point"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say what you do in the organisation, so that the focal point knows you."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """A decision that must be explained."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The person concerned reads these words."),
    )  # fmt: skip


class RoleForm(forms.Form):
    """What a member may do."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices, widget=forms.RadioSelect)


class VerifyGroupForm(forms.Form):
    """The group as the secretariat finds it."""

    group: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Stakeholder group, as verified"), queryset=StakeholderGroup.objects.none(), widget=forms.RadioSelect,
        empty_label=None,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = StakeholderGroup.objects.all()  # type: ignore[attr-defined]


class GroupForm(forms.ModelForm):
    """A stakeholder group in the six languages; only English must be there."""

    class Meta:
        model = StakeholderGroup
        fields: ClassVar = [*(f"name_{code.replace('-', '_')}" for code in settings.MODELTRANSLATION_LANGUAGES),
                            "kind", "is_offered"]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name.startswith("name_"):
                field.required = name == "name_en"
