"""How a reader narrows the public record."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.processes.models import AgendaItem
from consultation.submissions.models import CONTENT_LANGUAGES, Call
from stakeholders.organisations.models import Region, StakeholderGroup

WITHOUT_REGION = "global"
_ANY = [("", pgettext_lazy("choice in a filter", "All"))]


class FilterSelect(forms.Select):
    """A select drawn by one template; Django's own takes one for each option."""

    template_name = "submissions/public/select.html"


class RecordForm(forms.Form):
    """Filters of the record: only what is listed may be asked for, and a wrong value is named, not guessed at."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=200,
        help_text=_("In titles, names and texts. “Exact phrase”, or, -not."),
    )  # fmt: skip
    group = forms.ChoiceField(label=_("Stakeholder group"), required=False, widget=FilterSelect)
    region = forms.ChoiceField(label=_("Region"), required=False, widget=FilterSelect)
    item = forms.ChoiceField(label=_("Agenda item"), required=False, widget=FilterSelect)
    call = forms.ChoiceField(label=_("Call for input"), required=False, widget=FilterSelect)
    language = forms.ChoiceField(label=_("Language"), required=False, widget=FilterSelect)

    def __init__(
        self, *args: Any, groups: Iterable[StakeholderGroup], items: Iterable[AgendaItem], calls: Iterable[Call],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._offer("group", [(group.code, group.name) for group in groups])
        self._offer("region", [*Region.choices, (WITHOUT_REGION, pgettext_lazy("region of an author", "Global"))])
        self._offer("item", [(str(item.pk), f"{item.label}. {item.title}") for item in items])
        self._offer("call", [(call.symbol, f"{call.symbol} {call.title}") for call in calls])
        self._offer("language", CONTENT_LANGUAGES)

    def _offer(self, name: str, choices: list[Any]) -> None:
        wrong = {"invalid_choice": _("This choice does not exist here. Choose one from the list.")}
        self.fields[name] = forms.ChoiceField(
            label=self.fields[name].label, required=False, choices=[*_ANY, *choices], error_messages=wrong,
            widget=FilterSelect,
        )  # fmt: skip
