"""What a workbook says about itself on its first sheet, in the language of whoever asked for it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from look.languages import name_of
from reports.exports.models import Export
from reports.exports.states import Kind, Scope
from reports.exports.workbook import LONG_TEXTS, Facts, Written


def facts_about(export: Export, sheets: Sequence[Written], *, as_of: datetime) -> Facts:
    """Label and value, line by line: what the file holds, of when, for whom, and how to tell that it is whole."""
    instant = as_of.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    facts = [
        (_("Source"), f"{settings.SITE_NAME}, {settings.SITE_URL}"),
        (_("Process"), f"{export.process.symbol_stem} {export.process.name}"),
        (_("For whom"), str(Scope(export.scope).label)),
        (_("Data as of"), instant),
        *filters_of(export),
        (_("Dates and times"), "UTC"),
    ]
    for sheet in sheets:
        kind = str(Kind(sheet.name).label) if sheet.name in export.kinds else _long_texts()
        facts += [
            (_("Sheet “%(name)s”") % {"name": sheet.name}, kind),
            (_("Rows"), str(sheet.rows)),
            (_("SHA-256 of %(part)s in this archive") % {"part": sheet.part}, sheet.sha256),
        ]
    return facts


def words_for_long_texts() -> str:
    """What stands in a cell after the first piece of a text that is too long for it."""
    return _("(The whole text is on the sheet “%(name)s”.)") % {"name": LONG_TEXTS}


def _long_texts() -> str:
    return _("Texts too long for a cell, in pieces; put together in their order they are the whole text.")


def filters_of(export: Export) -> list[tuple[str, str]]:
    """What the tables are narrowed to, in words."""
    labels = {"call": _("Call for input"), "group": _("Stakeholder group"), "language": _("Language")}
    shown = {**export.filters}
    if code := shown.get("language"):
        shown["language"] = name_of(code)
    return [(label, shown[name]) for name, label in labels.items() if shown.get(name)]
