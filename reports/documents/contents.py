"""What a document says, as plain data: taken from the database once, kept as JSON, all that a renderer ever sees."""

import dataclasses
import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from reports.documents import plain
from reports.documents.plain import UnreadableContents

__all__ = ["UnreadableContents"]

FORMAT = 3
"""Raised when a field changes its meaning, so that contents kept in an older form are refused and not misread."""


class Kind(StrEnum):
    """What kind of document it is."""

    CHAIRS_SUMMARY = "chairs_summary"
    COMPILATION = "compilation"
    PARTICIPANTS = "participants"
    DISPOSITIONS = "dispositions"
    STATISTICS = "statistics"
    COVER_NOTE = "cover_note"
    SPECIMEN = "specimen"


class Attribution(StrEnum):
    """How far a document may tell who said what."""

    ATTRIBUTED = "attributed"
    NON_ATTRIBUTED = "non_attributed"
    CHATHAM_HOUSE = "chatham_house"


class Order(StrEnum):
    """In which order contributions stand: by stakeholder group then name, by name alone, or question by question.

    Replies are by stakeholder group, then name, and each goes through all questions, as the Internet Governance Forum
    publishes what is sent on its paragraph 93(a).
    """

    GROUP = "group"
    NAME = "alphabetical"
    QUESTION = "question"
    REPLIES = "replies"


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "A4"
    LETTER = "Letter"


class CommentType(StrEnum):
    """What a comment is about: general, technical or editorial (ISO template for comments, 2012-03)."""

    GENERAL = "ge"
    TECHNICAL = "te"
    EDITORIAL = "ed"


class Verdict(StrEnum):
    """What was decided on a comment (observations of the secretariat in the ISO template for comments)."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_MODIFICATIONS = "accepted_with_modifications"
    NOTED = "noted"
    NOT_ACCEPTED = "not_accepted"
    OUT_OF_SCOPE = "out_of_scope"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    TO_DO = "to_do"


@dataclass(frozen=True, kw_only=True)
class Logo:
    """A picture of the masthead: the name under which its bytes are handed to the engine, and their SHA-256."""

    name: str
    sha256: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Masthead:
    """The head of the first page. `distribution` is "general", "limited" or "restricted"; `symbol` is ours.

    `disclaimer` and `responsibility` are a process's own wording, empty for the usual one. `correction` is the reason
    of a corrigendum or a revision.
    """

    body: str
    organ: str
    symbol: str
    distribution: str
    issued_on: date
    original_language: str
    paper: Paper = Paper.A4
    logo: Logo | None = None
    disclaimer: str = ""
    responsibility: str = ""
    correction: str = ""


@dataclass(frozen=True, kw_only=True)
class MastheadSettings:
    """What a process sets of the masthead of its documents; what is empty follows from the process itself."""

    body: str = ""
    organ: str = ""
    symbol: str = ""
    distribution: str = "general"
    paper: Paper = Paper.A4
    logo: Logo | None = None
    disclaimer: str = ""
    responsibility: str = ""
    correction: str = ""


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
class Representative:
    """A person who took part for an organisation and agreed to be listed, with the function given on registration."""

    name: str
    function: str = ""


@dataclass(frozen=True, kw_only=True)
class Participant:
    """A delegation or organisation that took part; `country` is its name in the document's language, or empty."""

    name: str
    country: str
    representatives: tuple[Representative, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ParticipantGroup:
    """The participants of one category: Member States, intergovernmental organisations, a stakeholder group."""

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
class Disposition:
    """A comment on a text and what was decided on it: a row of the ISO template for comments (2012-03).

    `author` is the code of an organisation; `clause` the paragraph number of the version commented on, empty for a
    remark on the whole document; `element` the figure or table. Comment, proposal and observation are Markdown.
    `language` and `direction` are those of comment and proposal; a proposal in the contributor's own words may be in
    another language than a comment that restates it, and then has its own.
    """

    identifier: str
    author: str
    group: str
    line: str = ""
    clause: str = ""
    element: str = ""
    comment_type: CommentType = CommentType.GENERAL
    comment: str
    proposal: str = ""
    language: str
    direction: str
    proposal_language: str = ""
    proposal_direction: str = ""
    verdict: Verdict = Verdict.TO_DO
    observation: str = ""

    def __post_init__(self) -> None:
        """Refuse to turn a comment down without saying why: whoever asks in public is owed a reason."""
        if self.verdict in (Verdict.NOT_ACCEPTED, Verdict.OUT_OF_SCOPE) and not self.observation.strip():
            raise ValueError(f"{self.identifier} is not accepted: the observation has to say why.")


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A row of a chart: what is counted, and a number for each series."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Numbers drawn as stacked bars and set as a table; `description` says in words what the drawing shows.

    `dimension` heads the column of labels. `tells_names` is true where a label is the name of a participant.
    """

    title: str
    description: str
    dimension: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    tells_names: bool = False

    def __post_init__(self) -> None:
        """Refuse a row with a number too many or too few, which would be drawn under another one's name."""
        if any(len(bar.values) != len(self.series) for bar in self.bars):
            raise ValueError(f"“{self.title}” has a row whose numbers are not those of its series.")


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """What a quantifier of a summary stands for: `lowest` to `highest` voices, or per cent of them (`is_share`)."""

    phrase: str
    language: str
    lowest: int
    highest: int
    is_share: bool


@dataclass(frozen=True, kw_only=True)
class ReportContents:
    """A whole document. `as_of` is the aware instant at which the database was read.

    `subtitle` is the line below the title, such as "Note by the secretariat"; `subject` names the text that was
    commented on; `questions` are those of the call, in their order.
    """

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
    subtitle: str = ""
    subject: str = ""
    agenda_item: str = ""
    agenda_title: str = ""
    order: Order = Order.GROUP
    questions: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    sections: tuple[Section, ...] = ()
    participants: tuple[ParticipantGroup, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    charts: tuple[Chart, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an instant without a zone, and a document that would be nothing but what must not be revealed."""
        if self.as_of.tzinfo is None:
            raise ValueError("The instant at which contents were taken needs a time zone.")
        if self.attribution is Attribution.CHATHAM_HOUSE and self.kind in (Kind.COMPILATION, Kind.PARTICIPANTS):
            raise ValueError("Under the Chatham House Rule there is no list of participants and no compilation.")

    def disclosed(self) -> Self:
        """Return the contents without what the attribution policy keeps from the reader.

        Without attribution nothing tells who said what: no paragraph what it rests on, no comment and no compiled
        contribution from whom it is. A Chair's summary still lists who took part. Under the Chatham House Rule "neither
        the identity nor the affiliation of the speaker(s), nor that of any other participant, may be revealed": no
        annex is left.
        """
        if self.attribution is Attribution.ATTRIBUTED:
            return self
        is_secret = self.attribution is Attribution.CHATHAM_HOUSE
        is_compiled = self.kind is Kind.COMPILATION
        return dataclasses.replace(
            self,
            sections=tuple(_without_citations(section) for section in self.sections),
            participants=() if is_secret or is_compiled else self.participants,
            contributions=() if is_secret else _unnamed(self.contributions) if is_compiled else self.contributions,
            dispositions=tuple(_from_nobody(row, number) for number, row in enumerate(self.dispositions, start=1)),
            charts=tuple(chart for chart in self.charts if not chart.tells_names),
        )

    def own_words(self) -> tuple[str, ...]:
        """What its author wrote: titles, headings, paragraphs and observations, without what others sent.

        A comment counts where nobody is to be named: what stands in its place is then the author's restatement of it.
        """
        is_restated = self.attribution is not Attribution.ATTRIBUTED
        observed = [row.observation for row in self.dispositions]
        restated = [row.comment for row in self.dispositions if is_restated]
        return self.title, self.subtitle, *_words_of(self.sections), *observed, *restated

    def to_json(self) -> str:
        """Return the contents as JSON of one form only: the same contents give the same text."""
        return plain.to_json(self, version=FORMAT)

    @classmethod
    def from_json(cls, kept: str) -> Self:
        """Read what `to_json` wrote. Raises `UnreadableContents` for another format or a field too many or too few."""
        return plain.from_json(cls, kept, version=FORMAT)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 in hexadecimal of what `to_json` returns."""
        digest = hashlib.sha256()
        for piece in plain.pieces_of(self, version=FORMAT):
            digest.update(piece.encode())
        return digest.hexdigest()


def _without_citations(section: Section) -> Section:
    paragraphs = (dataclasses.replace(paragraph, citations=()) for paragraph in section.paragraphs)
    return dataclasses.replace(section, paragraphs=tuple(paragraphs))


def _words_of(sections: tuple[Section, ...]) -> list[str]:
    return [text for section in sections for text in (section.heading, *(p.text for p in section.paragraphs))]


def _unnamed(contributions: tuple[Contribution, ...]) -> tuple[Contribution, ...]:
    """Contributions that stand, without name and reference, in an order that tells nothing of either."""
    standing = [entry for entry in contributions if not entry.withdrawn_on]
    shuffled = sorted(standing, key=lambda entry: (entry.group, _digest(entry)))
    return tuple(_unnamed_as(number, entry) for number, entry in enumerate(shuffled, start=1))


def _unnamed_as(number: int, entry: Contribution) -> Contribution:
    nobody: dict[str, Any] = dict.fromkeys(("organisation", "country", "title"), "")
    nothing: dict[str, Any] = dict.fromkeys(("on_behalf_of", "attachments"), ())
    return dataclasses.replace(entry, reference=f"{number}", anchor=f"n{number}", **nobody, **nothing)


def _digest(entry: Contribution) -> str:
    said = [entry.text, *(answer.text for answer in entry.answers)]
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def _from_nobody(row: Disposition, number: int) -> Disposition:
    return dataclasses.replace(row, identifier=f"{number:03}", author="", group="")
