"""What is chosen to have data written into a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.submissions.models import CONTENT_LANGUAGES, Call
from reports.exports.states import PUBLIC_KINDS, Format, Kind, Scope
from stakeholders.organisations.models import StakeholderGroup

EXPLAINED = [
    (Kind.REGISTER, _("The public record: published contributions")),
    (Kind.SUBMISSIONS, _("All contributions, with their states")),
    (Kind.PARTICIPANTS, _("Participants: who contributed, and how often")),
    (Kind.MODERATION, _("The moderation record: every decision, by whom and why")),
    (Kind.DISPOSITIONS, _("Answers: what was decided on each point, and why")),
]
_ALL = [("", pgettext_lazy("choice in a filter", "All"))]
FILTERS = ("call", "group", "language")


class ExportForm(forms.Form):
    """Which tables of a process, in which form, for whose eyes, narrowed to what."""

    kinds = forms.MultipleChoiceField(
        label=_("What"), choices=EXPLAINED, widget=forms.CheckboxSelectMultiple, initial=[Kind.REGISTER],
        help_text=_("XLSX holds several tables, each on a sheet of its own. CSV and JSON Lines hold one."),
    )  # fmt: skip
    format = forms.ChoiceField(
        label=_("Form of the file"), choices=Format, widget=forms.RadioSelect, initial=Format.XLSX
    )
    scope = forms.ChoiceField(
        label=_("For whom"), choices=Scope, widget=forms.RadioSelect, initial=Scope.PUBLIC,
        help_text=_("All contributions and the moderation record are never for everybody."),
    )  # fmt: skip
    call = forms.ChoiceField(label=_("Only the call"), required=False)
    group = forms.ChoiceField(label=_("Only the stakeholder group"), required=False)
    language = forms.ChoiceField(label=_("Only the language"), required=False, choices=[*_ALL, *CONTENT_LANGUAGES])

    def __init__(self, *args: Any, process: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calls = Call.objects.filter(process=process).only("symbol", "title")
        groups = StakeholderGroup.objects.all()
        self._offer("call", [(call.symbol, f"{call.symbol} {call.title}") for call in calls])
        self._offer("group", [(group.code, group.name) for group in groups])

    def clean(self) -> dict[str, Any]:
        """One table in CSV and JSON Lines; in the public view only what has one."""
        chosen = super().clean() or {}
        kinds = chosen.get("kinds", [])
        if len(kinds) > 1 and chosen.get("format") in (Format.CSV, Format.JSONL):
            self.add_error("format", _("This form holds one table. Choose XLSX, or one table only."))
        if chosen.get("scope") == Scope.PUBLIC and not set(kinds) <= set(PUBLIC_KINDS):
            self.add_error(
                "scope",
                _("Not all that you chose is for everybody. Choose the second answer, or other tables."),
            )
        return chosen

    def filters(self) -> dict[str, str]:
        """The filters that were chosen."""
        return {name: self.cleaned_data[name] for name in FILTERS if self.cleaned_data[name]}

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [*_ALL, *choices]  # type: ignore[attr-defined]
