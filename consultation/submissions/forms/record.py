"""How a reader narrows the public record."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.submissions.models import CONTENT_LANGUAGES, Call, CommentKind
from stakeholders.organisations.models import Region, StakeholderGroup

WITHOUT_REGION = "global"
_ANY = [("", pgettext_lazy("choice in a filter", "All"))]


class FilterSelect(forms.Select):
    """A select written in one go: with a template for each of 60 options, the filters took longer than the rows."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The select with what was chosen marked."""
        chosen = {str(one) for one in self.format_value(value)}
        options = format_html_join(
            "", '<option value="{}"{}>{}</option>',
            ((key, mark_safe(" selected") if str(key) in chosen else "", label) for key, label in self.choices),
        )  # fmt: skip
        shown = {key: text for key, text in self.build_attrs(self.attrs, attrs).items() if text is not False}
        return format_html("<select{}>{}</select>", flatatt({"name": name, **shown}), options)


class RecordForm(forms.Form):
    """Filters of the record: only what is listed may be asked for, and a wrong value is named, not guessed at."""

    q = forms.CharField(
        label=pgettext_lazy("to search for", "Words"), required=False, max_length=200,
        help_text=_("In titles, names and texts. “Exact phrase”, or, -not."),
    )  # fmt: skip
    group = forms.ChoiceField(label=_("Stakeholder group"), required=False, widget=FilterSelect)
    region = forms.ChoiceField(label=_("Region"), required=False, widget=FilterSelect)
    item = forms.ChoiceField(label=_("Agenda item"), required=False, widget=FilterSelect)
    call = forms.ChoiceField(label=_("Call for input"), required=False, widget=FilterSelect)
    language = forms.ChoiceField(label=_("Language"), required=False, widget=FilterSelect)
    kind = forms.ChoiceField(label=_("Kind of comment"), required=False, widget=FilterSelect)

    def __init__(
        self, *args: Any, groups: Iterable[StakeholderGroup], items: Iterable[Any], calls: Sequence[Call],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._offer("group", [(group.code, group.name) for group in groups])
        self._offer("region", [*Region.choices, (WITHOUT_REGION, pgettext_lazy("region of an author", "Global"))])
        self._offer("item", [(str(item.pk), f"{item.label}. {item.title} ({item.session_symbol})") for item in items])
        self._offer("call", [(call.symbol, f"{call.symbol} {call.title}") for call in calls])
        self._offer("language", CONTENT_LANGUAGES)
        if any(call.asks_kind for call in calls):
            self._offer("kind", CommentKind.choices)
        else:
            del self.fields["kind"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        wrong = {"invalid_choice": _("This choice does not exist here. Choose one from the list.")}
        self.fields[name] = forms.ChoiceField(
            label=self.fields[name].label, required=False, choices=[*_ANY, *choices], error_messages=wrong,
            widget=FilterSelect,
        )  # fmt: skip
