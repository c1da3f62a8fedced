"""What is typed into a proposal, and into the decision on it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.processes.forms.process import AgendaItemForm
from consultation.processes.models import AgendaItem
from consultation.processes.translation import column_of
from consultation.proposals.actions import Written
from consultation.proposals.models import Proposal
from stakeholders.organisations.models import Organisation

LONGEST = 20_000
"""Characters of the text: about ten pages."""


class ProposalForm(forms.ModelForm):  # type: ignore[type-arg]
    """The proposal, and in whose name: offered are the organisations that may propose; the action refuses others."""

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None, widget=forms.RadioSelect
    )

    class Meta:
        model = Proposal
        fields = ("organisation", "title", "text", "language")
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST})}

    def __init__(self, *args: Any, led: Iterable[Organisation], may: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        led, may = list(led), set(may)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in led])  # type: ignore[attr-defined]
        field.choices = [(one.pk, one.name) for one in led if one.pk in may]  # type: ignore[attr-defined]
        if len(may) == 1:
            field.initial, field.widget = next(iter(may)), forms.HiddenInput()
        self.fields["text"].max_length = LONGEST  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """Refuse what is far too long, with its length."""
        text: str = self.cleaned_data["text"]
        if len(text) > LONGEST:
            told = {"length": len(text), "limit": LONGEST}
            raise forms.ValidationError(_("This has %(length)s characters; it may have %(limit)s.") % told)
        return text

    def written(self) -> Written:
        """The words; asked of a valid form."""
        return Written(**{name: self.cleaned_data[name] for name in ("title", "text", "language")})


class AcceptForm(AgendaItemForm):
    """The item as it will stand on the agenda: it starts from the title that was proposed."""

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        item = AgendaItem(session=proposal.session)
        super().__init__(
            *args, instance=item, initial={column_of("title", proposal.language): proposal.title}, **kwargs
        )


class DeclineForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organisation reads it."),
    )  # fmt: skip
