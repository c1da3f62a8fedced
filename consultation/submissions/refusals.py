"""Why a file or one of its lines was not loaded, and what was noted about those that were: codes put into words."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from look.languages import comma

FIELD_NAMES: dict[str, Promise] = {
    "source_id": _("identifier in the source"),
    "title": _("title"),
    "body": _("text"),
    "organisation": _("organisation"),
    "stakeholder_group": _("stakeholder group"),
    "country": _("country"),
    "language": _("language"),
    "submitted_at": _("date received"),
    "url": _("address on the web"),
}

REASONS: dict[str, Promise] = {
    "too_long": _("The line is longer than %(most)s characters."),
    "not_json": _("The line is not JSON; the mistake is at character %(column)s."),
    "no_object": _("The line is JSON, but not an object with names and values."),
    "no_text": _("The value of “%(column_name)s” is neither a text nor a number."),
    "broken_csv": _("The line cannot be read as CSV; a quotation mark that was never closed is the usual cause."),
    "wrong_number_of_columns": _("The line has %(found)s values; the first line names %(expected)s columns."),
    "missing": _("There is no value for: %(field)s."),
    "unreadable": _("There are characters that are no text, or in another encoding than the rest, in: %(field)s."),
    "too_many_characters": _("%(found)s characters are too many for: %(field)s. At most %(most)s fit."),
    "repeated": _("The same identifier stands on line %(line)s; only the first is loaded."),
    "unknown_group": _("No stakeholder group is called “%(found)s”. Valid are: %(valid)s."),
    "unknown_country": _(
        "“%(found)s” names no single country. Write an ISO 3166 code, the UN name of a country, or “global”."
    ),
    "unknown_language": _("“%(found)s” is no language code. Write a code such as en, fr or ar."),
    "no_instant": _("“%(found)s” is no date. Write it as in 2026-11-23 or 2026-11-23T17:30+03:00."),
    "in_the_future": _("The date %(found)s is in the future."),
    "no_address": _("“%(found)s” is no address on the web; it must begin with https:// or http://."),
}

FAILURES: dict[str, Promise] = {
    "empty": _("The file is empty."),
    "not_text": _("This is not a text file. Save it as CSV (in Excel: “CSV UTF-8”) or as JSON Lines and send that."),
    "unknown_encoding": _("There is no encoding called “%(encoding)s”."),
    "json_not_lines": _(
        "This is one JSON document. JSON Lines has one object on each line, without brackets around them."
    ),
    "wrong_columns": _(
        "The file has no column for: %(missing)s. Its columns are: %(found)s. Known names are: %(expected)s."
    ),
    "column_twice": _("More than one column of the file is given for: %(field)s. Keep one."),
    "column_unknown": _("“%(field)s” is not the name of a field. Known names are: %(expected)s."),
    "file_gone": _("The stored file is gone. Send it again."),
    "kept_stopping": _(
        "The work stopped %(times)s times after line %(line)s without getting further. Nothing before it is lost."
    ),
}

NOTES: dict[str, Any] = {
    "no_country": ngettext_lazy(
        "%(count)d names no country: shown without a country, as “global or not stated”.",
        "%(count)d name no country: shown without a country, as “global or not stated”.", "count",
    ),
    "no_date": ngettext_lazy(
        "%(count)d has no date: taken as received when the file was loaded, or at the deadline once the call is over.",
        "%(count)d have no date: taken as received when the file was loaded, or at the deadline once the call is over.",
        "count",
    ),
    "no_language": ngettext_lazy(
        "%(count)d names no language: kept as “another language”.",
        "%(count)d name no language: kept as “another language”.", "count",
    ),
    "language_not_listed": ngettext_lazy(
        "%(count)d is in a language that is not in the list: kept as “another language”.",
        "%(count)d are in a language that is not in the list: kept as “another language”.", "count",
    ),
    "default_group": ngettext_lazy(
        "%(count)d names no known stakeholder group: put into the group chosen for such lines.",
        "%(count)d name no known stakeholder group: put into the group chosen for such lines.", "count",
    ),
    "no_author": ngettext_lazy(
        "%(count)d names no author: shown under the name chosen for such lines.",
        "%(count)d name no author: shown under the name chosen for such lines.", "count",
    ),
    "longer_than_the_limit": ngettext_lazy(
        "%(count)d is longer than the call’s word limit: loaded as received.",
        "%(count)d are longer than the call’s word limit: loaded as received.", "count",
    ),
    "late": ngettext_lazy(
        "%(count)d was received after the deadline: loaded and marked as late.",
        "%(count)d were received after the deadline: loaded and marked as late.", "count",
    ),
}  # fmt: skip


def reason_in_words(reason: Mapping[str, Any]) -> str:
    """A reason against one line, in the reader's language."""
    return _worded(REASONS, reason)


def failure_in_words(failure: Mapping[str, Any]) -> str:
    """Why a whole file could not be loaded, in the reader's language; empty where it could."""
    return _worded(FAILURES, failure) if failure else ""


def notes_in_words(notes: Mapping[str, int]) -> list[str]:
    """What was noted about the lines that can be loaded, with counts, in the reader's language."""
    return [str(NOTES[code] % {"count": notes[code]}) for code in NOTES if notes.get(code)]


def _worded(words: Mapping[str, Promise], reason: Mapping[str, Any]) -> str:
    parameters = {name: _shown(name, value) for name, value in reason.items() if name != "code"}
    return str(words[reason["code"]]) % parameters


def _shown(name: str, value: Any) -> str:
    if isinstance(value, list):
        return comma().join(str(item) for item in value)
    return str(FIELD_NAMES.get(value, value)) if name == "field" else str(value)
