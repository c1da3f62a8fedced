"""What the chair types to decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.processes.models import ModerationRule, Process
from consultation.submissions.models import Call
from register.states import Transition

MOST_AT_ONCE = 1000

LABELS = {
    "published": _("Publish it in the public record"),
    "accepted": _("Receive it in confidence; it is not published"),
    "returned": _("Return it for correction"),
    "withheld": _("Withhold it under a rule"),
}


class DecisionForm(forms.Form):
    """One decision about one submission; only the moves that are open now are offered."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    rule: "forms.ModelChoiceField[ModerationRule]" = forms.ModelChoiceField(
        ModerationRule.objects.none(), label=_("Rule"), required=False, help_text=_("Needed to withhold.")
    )
    reason = forms.CharField(
        label=_("Reason, as the contributor will read it"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Needed to return or to withhold. Say what to change, or what the rule forbids, and where."),
    )  # fmt: skip

    def __init__(self, *args: Any, moves: list[Transition], process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [(move.name, LABELS[move.name]) for move in moves]  # type: ignore[attr-defined]
        self.fields["rule"].queryset = ModerationRule.objects.filter(process=process)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A reason where one is due, a rule where something is withheld."""
        cleaned = super().clean() or {}
        decision = cleaned.get("decision")
        if decision in ("returned", "withheld") and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Give a reason: the contributor has a right to know why."))
        if decision == "withheld" and not cleaned.get("rule"):
            self.add_error("rule", _("Choose the published rule on which this rests."))
        return cleaned


class BulkForm(forms.Form):
    """Publishing many at once, on a ground that is recorded with each."""

    call: "forms.ModelChoiceField[Call]" = forms.ModelChoiceField(
        Call.objects.none(), label=_("Call"), widget=forms.HiddenInput
    )
    rule = forms.CharField(
        label=_("Ground for publishing these together"), max_length=400,
        help_text=_("Recorded with each of them, such as: read by two members of the team, within the scope."),
    )  # fmt: skip
    chosen = forms.MultipleChoiceField(label=_("Contributions"), widget=forms.CheckboxSelectMultiple, required=False)
    everything = forms.BooleanField(label=_("All that await a decision in this call"), required=False)

    def __init__(self, *args: Any, calls: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]
        self.fields["chosen"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """At least one, or all."""
        cleaned = super().clean() or {}
        if not cleaned.get("everything") and not cleaned.get("chosen") and not self.errors:
            raise forms.ValidationError(_("Tick at least one contribution, or choose all."))
        return cleaned


class DeskFilterForm(forms.Form):
    """What to show of what awaits the chair."""

    call: "forms.ModelChoiceField[Call]" = forms.ModelChoiceField(
        Call.objects.none(), label=_("Call"), required=False, empty_label=_("All calls"), to_field_name="symbol"
    )

    def __init__(self, *args: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]
