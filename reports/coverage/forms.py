"""What the team types about coverage, and the secretariat about the gate."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.submissions.text import UnreadableText, normalised
from reports.coverage.gate import Open
from reports.coverage.models import Gate
from stakeholders.organisations.models import StakeholderGroup

MOST_AT_ONCE = 200


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give a reason: whoever contributed reads it once the summary is issued.")},
    )  # fmt: skip


class _WithReason(forms.Form):
    """A reason in words, kept as every text is."""

    reason = _reason()

    def clean_reason(self) -> str:
        """The text as the portal keeps it; what is no text is refused with the reason."""
        try:
            return normalised(self.cleaned_data["reason"]).strip()
        except UnreadableText as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class SetAsideForm(_WithReason):
    """Which of the rows shown are set aside, and why."""

    rows: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        queryset=None, widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick what is to be set aside."),
            "invalid_choice": _("One of these is cited or set aside already. Please look at the list again."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].queryset = rows  # type: ignore[attr-defined]

    def clean_rows(self) -> Any:
        """At most `MOST_AT_ONCE`: more than that nobody has looked at."""
        rows = self.cleaned_data["rows"]
        if len(rows) > MOST_AT_ONCE:
            raise forms.ValidationError(_("Too many at once."))
        return rows


class KeepWordForm(_WithReason):
    """Why a quantifier stands although the numbers say otherwise, and the version of the paragraph that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class GroupFilterForm(forms.Form):
    """Narrowing a list to one stakeholder group."""

    group: "forms.ModelChoiceField[StakeholderGroup]" = forms.ModelChoiceField(
        StakeholderGroup.objects.all(), label=_("Stakeholder group"), required=False, empty_label=_("All groups"),
        to_field_name="code",
    )  # fmt: skip


class GateForm(forms.ModelForm):
    """What must be zero before a summary of the process is issued."""

    class Meta:
        model = Gate
        fields: ClassVar[Sequence[str]] = [str(what) for what in Open]
