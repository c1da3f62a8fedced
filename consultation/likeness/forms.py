"""What the chair's team types about near-identical texts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.submissions.text import UnreadableText, normalised
from register.states import Transition

LABELS = {
    "judged_campaign": _("Same campaign: many sent the same letter. Together they count as one voice."),
    "judged_author": _("Same author: one sent it more than once. Together they count as one voice."),
    "judged_not_same": _("Not the same: each of them counts for itself."),
}
SHOWN = {
    "": pgettext_lazy("near-identical texts", "To decide"),
    "decided": pgettext_lazy("near-identical texts", "Decided"),
    "all": pgettext_lazy("near-identical texts", "All"),
}


class FilterForm(forms.Form):
    """Which families the list shows; those to decide where nothing is chosen."""

    show = forms.ChoiceField(label=_("Show"), choices=tuple(SHOWN.items()), required=False)


class JudgementForm(forms.Form):
    """One decision about one family."""

    judgement = forms.ChoiceField(label=_("What are these texts?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the team only, such as: template of a coalition, see its website."),
    )  # fmt: skip

    def __init__(self, *args: Any, moves: list[Transition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judgement"].choices = [(move.name, LABELS[move.name]) for move in moves]  # type: ignore[attr-defined]

    def clean_note(self) -> str:
        """The note as the portal keeps it; what is no text is refused with the reason."""
        try:
            return normalised(self.cleaned_data["note"])
        except UnreadableText as reason:
            raise forms.ValidationError(str(reason)) from reason
