"""Forms of the secretariat: a version's texts and settings, a clause, the cells of one occasion, who agreed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.modalities.actions import Settled, Where
from consultation.modalities.models import Cell, Clause, Modalities
from consultation.modalities.profile import SETTINGS
from consultation.modalities.vocabulary import Capability, Category
from consultation.processes.forms.languages import InLanguages
from consultation.processes.translation import in_six


class ModalitiesForm(InLanguages):
    """Title, basis and settings of a draft."""

    texts = ("title", "basis")

    class Meta:
        model = Modalities
        fields = (*in_six("title", "basis"), *SETTINGS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, languages=kwargs["instance"].process.languages, **kwargs)


class ClauseForm(InLanguages):
    """The words of a clause."""

    texts = ("text",)

    class Meta:
        model = Clause
        fields = (*in_six("text"), "limits_to_group")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, languages=kwargs["instance"].modalities.process.languages, **kwargs)


class EnforceForm(forms.Form):
    """Who agreed the version, how and when."""

    note = forms.CharField(
        label=gettext_lazy("Who agreed these rules, how and when"), max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "Such as: agreed under a silence procedure that ended on 22 April 2022. It is kept with the version."
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the grid: its heading and its fields, each with the heading of its column."""

    heading: str
    fields: list[tuple[str, BoundField]]


CONDITIONS: dict[str, tuple[str, Any]] = {
    "after_states": (Capability.SPEAK, gettext_lazy("Speaks after States")),
    "time_permitting": (Capability.SPEAK, gettext_lazy("Speaks time permitting")),
    "minutes": (Capability.SPEAK, gettext_lazy("Minutes of one speaker")),
    "word_limit": (Capability.SUBMIT, gettext_lazy("Words of one written input")),
}
"""Each condition with the capability that it belongs to."""


class CellsForm(forms.Form):
    """All cells of one occasion: for each, granted or not, and by which clause; and the conditions of two of them."""

    def __init__(self, *args: Any, cells: list[Cell], clauses: list[Clause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(f"1-{clause.pk}", _("may (%(number)s)") % {"number": clause.number}) for clause in clauses]
        choices += [(f"0-{clause.pk}", _("may not (%(number)s)") % {"number": clause.number}) for clause in clauses]
        for cell in cells:
            self._offer(cell, choices)

    def _offer(self, cell: Cell, choices: list[tuple[str, str]]) -> None:
        who, what = str(Category(cell.category).label), str(Capability(cell.capability).label)
        self.fields[f"{cell.category}-{cell.capability}"] = forms.ChoiceField(
            choices=choices, label=f"{who}: {what}", initial=f"{int(cell.is_granted)}-{cell.clause_id}",
            widget=forms.Select({"aria-label": f"{who}: {what}"}),
        )  # fmt: skip
        for name, (capability, label) in CONDITIONS.items():
            if cell.capability == capability:
                self.fields[f"{cell.category}-{name}"] = _condition(name, f"{who}: {label}", getattr(cell, name))

    def grid(self) -> Iterator[Row]:
        """A row for each capability, a column for each category."""
        for what, label in Capability.choices:
            yield Row(str(label), [(str(name), self[f"{who}-{what}"]) for who, name in Category.choices])

    def conditions(self) -> Iterator[Row]:
        """A row for each category, a column for each condition."""
        for who, name in Category.choices:
            yield Row(str(name), [(str(label), self[f"{who}-{key}"]) for key, (_what, label) in CONDITIONS.items()])

    def settled(self) -> dict[Where, Settled]:
        """What was settled, by category and capability."""
        return {(who, what): self._settled(who, what) for who in Category.values for what in Capability.values}

    def _settled(self, who: str, what: str) -> Settled:
        granted, clause = self.cleaned_data[f"{who}-{what}"].split("-")
        conditions = {
            name: self.cleaned_data[f"{who}-{name}"] for name, (where, _label) in CONDITIONS.items() if where == what
        }
        return Settled(is_granted=granted == "1", clause_id=int(clause), **conditions)


def _condition(name: str, label: str, value: Any) -> forms.Field:
    if isinstance(value, bool):
        return forms.BooleanField(
            label=label, required=False, initial=value, widget=forms.CheckboxInput({"aria-label": label})
        )
    most = 600 if name == "minutes" else 100_000
    return forms.IntegerField(
        label=label, required=False, initial=value, min_value=1, max_value=most,
        widget=forms.NumberInput({"aria-label": label}),
    )  # fmt: skip
