"""What a document says, as plain data: taken from the database once, kept as JSON, all that a renderer ever sees."""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from types import UnionType
from typing import Any, Self, get_args, get_origin, get_type_hints

FORMAT = 1
"""Raised when a field changes its meaning, so that contents kept in an older form are refused and not misread."""


class Kind(StrEnum):
    """What kind of document it is."""

    CHAIRS_SUMMARY = "chairs_summary"
    COMPILATION = "compilation"


class Attribution(StrEnum):
    """How far a document may tell who said what."""

    ATTRIBUTED = "attributed"
    NON_ATTRIBUTED = "non_attributed"
    CHATHAM_HOUSE = "chatham_house"


class UnreadableContents(ValueError):
    """Kept contents are of another format than this version of Plenum writes: they have to be taken again."""


@dataclass(frozen=True, kw_only=True)
class Masthead:
    """The head of the first page. `distribution` is "general", "limited" or "restricted"; `symbol` is ours."""

    body: str
    organ: str
    symbol: str
    distribution: str
    issued_on: date
    original_language: str


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A contribution on which a paragraph rests."""

    reference: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph numbered through the whole document; its text is Markdown."""

    number: int
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A chapter (level 1) or a section of the chapter before it (level 2). `agenda_label` is empty off the agenda."""

    heading: str
    agenda_label: str = ""
    level: int = 1
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Participant:
    """An organisation that took part; `country` is its name in the language of the document, or empty."""

    name: str
    country: str


@dataclass(frozen=True, kw_only=True)
class ParticipantGroup:
    """The participating organisations of one stakeholder group."""

    group: str
    participants: tuple[Participant, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a contribution says to a guiding question: Markdown, empty where it was left open."""

    question: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that came with a contribution; `size` in bytes, `sha256` in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """A contribution as received. `language` and `language_name` are a tag and its name in the document's language.

    One that was withdrawn keeps its reference, organisation, title and dates, and nothing else.
    """

    reference: str
    anchor: str
    organisation: str
    country: str
    group: str
    title: str
    language: str
    language_name: str
    direction: str
    submitted_on: date
    on_behalf_of: tuple[str, ...] = ()
    is_late: bool = False
    withdrawn_on: date | None = None
    text: str = ""
    answers: tuple[Answer, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a withdrawn contribution that still says something."""
        if self.withdrawn_on and (self.text or self.answers or self.attachments):
            raise ValueError(f"{self.reference} was withdrawn: its text must not be taken into a document.")


@dataclass(frozen=True, kw_only=True)
class ReportContents:
    """A whole document. `as_of` is the aware instant at which the database was read."""

    kind: Kind
    language: str
    direction: str
    masthead: Masthead
    process: str
    session: str
    place_and_dates: str
    title: str
    attribution: Attribution
    as_of: datetime
    agenda_item: str = ""
    agenda_title: str = ""
    sections: tuple[Section, ...] = ()
    participants: tuple[ParticipantGroup, ...] = ()
    contributions: tuple[Contribution, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an instant without a zone, which would mean another time on another machine."""
        if self.as_of.tzinfo is None:
            raise ValueError("The instant at which contents were taken needs a time zone.")

    def disclosed(self) -> Self:
        """Return the contents without what the attribution policy keeps from the reader.

        Without attribution no paragraph tells what it rests on. Under the Chatham House Rule "neither the identity nor
        the affiliation of the speaker(s), nor that of any other participant, may be revealed": no annex is left.
        """
        if self.attribution is Attribution.ATTRIBUTED:
            return self
        sections = tuple(_without_citations(section) for section in self.sections)
        if self.attribution is Attribution.NON_ATTRIBUTED:
            return dataclasses.replace(self, sections=sections)
        return dataclasses.replace(self, sections=sections, participants=(), contributions=())

    def to_json(self) -> str:
        """Return the contents as JSON of one form only: the same contents give the same text."""
        values = {"format": FORMAT, **dataclasses.asdict(self)}
        return json.dumps(values, default=_as_text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, kept: str) -> Self:
        """Read what `to_json` wrote. Raises `UnreadableContents` for another format or a field too many or too few."""
        try:
            values = json.loads(kept)
            if values.pop("format") != FORMAT:
                raise UnreadableContents("The contents were kept by another version of Plenum.")
            return _read(cls, values)
        except (AttributeError, KeyError, TypeError) as error:
            raise UnreadableContents("The kept contents are damaged.") from error

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of the contents in hexadecimal."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def _without_citations(section: Section) -> Section:
    paragraphs = (dataclasses.replace(paragraph, citations=()) for paragraph in section.paragraphs)
    return dataclasses.replace(section, paragraphs=tuple(paragraphs))


def _as_text(value: object) -> str:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    raise TypeError(f"{value!r} is not plain data.")


def _read(kind: Any, value: Any) -> Any:
    """Return a JSON value as what an annotation says: a dataclass, a tuple, an optional, a date, an enumeration."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{name: _read(hints[name], part) for name, part in value.items()})
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], part) for part in value)
    if isinstance(kind, UnionType):
        return None if value is None else _read(get_args(kind)[0], value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return kind(value)
