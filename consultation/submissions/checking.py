"""What one record of a file must hold to become a submission, and every reason why it cannot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from consultation.submissions.models import CONTENT_LANGUAGES, Submission
from consultation.submissions.naming import Groups, Place, Places
from consultation.submissions.reading import Record
from consultation.submissions.text import UnreadableText, normalised, word_count

Reason = Mapping[str, Any]

_LANGUAGES = frozenset(code for code, _name in CONTENT_LANGUAGES)
_COLUMNS = {"source_id": "source_id", "title": "title", "organisation": "author_name"}
_LONGEST: dict[str, int] = {
    name: getattr(Submission._meta.get_field(column), "max_length", 0) for name, column in _COLUMNS.items()
}


@dataclass(frozen=True, slots=True)
class Contribution:
    """A record that can be loaded; `notes` are the codes of what was filled in or is worth knowing."""

    line: int
    source_id: str
    title: str
    body: str
    author_name: str
    group: int
    place: Place
    language: str
    word_count: int
    received_at: datetime
    url: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that cannot be loaded, with all the reasons."""

    line: int
    source_id: str
    reasons: list[Reason]


@dataclass(slots=True)
class Checks:
    """The rules for the records of one file.

    `at` is the instant of the import, `undated_at` when an input without a date counts as received, `zone` the zone of
    dates without one. `default_group` (a primary key) and `default_author` stand where the file says nothing usable.
    """

    places: Places
    groups: Groups
    zone: ZoneInfo
    at: datetime
    undated_at: datetime
    word_limit: int | None = None
    default_group: int | None = None
    default_author: str = ""
    _seen: dict[int, int] = field(default_factory=dict)

    def check(self, record: Record) -> Contribution | Refused:
        """The record as a contribution, or everything that is wrong with it."""
        if record.reason is not None:
            return Refused(record.line, "", [record.reason])
        found = _Findings(record, self)
        contribution = found.contribution()
        first = self._first_line_with(found.source_id, record.line) if not found.reasons else record.line
        if first != record.line:
            found.reasons.append({"code": "repeated", "line": first})
        return Refused(record.line, found.source_id[:200], found.reasons) if found.reasons else contribution

    def _first_line_with(self, source_id: str, line: int) -> int:
        """The first good line with that identifier in this file; kept as a hash, so that memory stays small."""
        return self._seen.setdefault(hash(source_id), line)


class _Findings:
    """One record under examination: each method returns the value it can make out and notes what is wrong."""

    def __init__(self, record: Record, checks: Checks) -> None:
        self.record, self.checks = record, checks
        self.reasons: list[Reason] = []
        self.notes: list[str] = []
        self.source_id = self._line_of_text("source_id")

    def contribution(self) -> Contribution:
        if not (self.source_id or self.reasons):
            self._refuse("missing", field="source_id")
        body, language = self._text("body"), self._language()
        words = word_count(body, language)
        if self.checks.word_limit and words > self.checks.word_limit:
            self.notes.append("longer_than_the_limit")
        if not body:
            self._refuse("missing", field="body")
        return Contribution(
            line=self.record.line, source_id=self.source_id, title=self._required("title"), body=body,
            author_name=self._author(), group=self._group(), place=self._place(), language=language, word_count=words,
            received_at=self._received_at(), url=self._url(), notes=tuple(self.notes),
        )  # fmt: skip

    def _refuse(self, code: str, **parameters: Any) -> None:
        self.reasons.append({"code": code, **parameters})

    def _raw(self, name: str) -> str:
        return self.record.fields.get(name, "")

    def _text(self, name: str) -> str:
        try:
            return normalised(self._raw(name))
        except UnreadableText:
            self._refuse("unreadable", field=name)
            return ""

    def _line_of_text(self, name: str) -> str:
        value = " ".join(self._text(name).split())
        most = _LONGEST.get(name, 0)
        if most and len(value) > most:
            self._refuse("too_many_characters", field=name, found=len(value), most=most)
        return value

    def _required(self, name: str) -> str:
        value = self._line_of_text(name)
        if not value and not any(reason.get("field") == name for reason in self.reasons):
            self._refuse("missing", field=name)
        return value

    def _author(self) -> str:
        if self._raw("organisation").strip():
            return self._line_of_text("organisation")
        if self.checks.default_author:
            self.notes.append("no_author")
        else:
            self._refuse("missing", field="organisation")
        return self.checks.default_author

    def _group(self) -> int:
        text = self._line_of_text("stakeholder_group")
        group = self.checks.groups.find(text)
        if group is not None:
            return group
        if self.checks.default_group is None:
            self._refuse("unknown_group", found=text[:80], valid=list(self.checks.groups.codes))
        else:
            self.notes.append("default_group")
        return self.checks.default_group or 0

    def _place(self) -> Place:
        text = self._line_of_text("country")
        if not text:
            self.notes.append("no_country")
            return Place()
        place = self.checks.places.find(text)
        if place is None:
            self._refuse("unknown_country", found=text[:80])
        return place or Place()

    def _language(self) -> str:
        text = self._line_of_text("language").lower()
        primary = text.replace("_", "-").partition("-")[0]
        if primary in _LANGUAGES:
            return primary
        if not text or (primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 3):
            self.notes.append("language_not_listed" if text else "no_language")
            return "und"
        self._refuse("unknown_language", found=text[:40])
        return "und"

    def _received_at(self) -> datetime:
        text = self._line_of_text("submitted_at")
        if not text:
            self.notes.append("no_date")
            return self.checks.undated_at
        try:
            instant = datetime.fromisoformat(text)
            instant = (instant if instant.tzinfo else instant.replace(tzinfo=self.checks.zone)).astimezone(UTC)
            is_future = instant > self.checks.at
        except (ValueError, OverflowError):
            self._refuse("no_instant", found=text[:40])
            return self.checks.undated_at
        if is_future:
            self._refuse("in_the_future", found=text[:40])
        return instant

    def _url(self) -> str:
        text = self._line_of_text("url")
        if not text:
            return ""
        try:
            parts = urlsplit(text)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in {"http", "https"} or not parts.netloc or len(text) > 2000:
            self._refuse("no_address", found=text[:80])
        return text
