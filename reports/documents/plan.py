"""From contents to parts: pieces of bounded size, set one by one, each known by the hash of what it is made of."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings

from reports.documents.chunks import chunks_of
from reports.documents.contents import Answer, Contribution, Kind, ReportContents
from reports.documents.engine import VERSION as ENGINE_VERSION
from reports.documents.matter import Attendance, Count, Entry, Matter
from reports.documents.outline import (
    BY_GROUP,
    Annex,
    Chapter,
    Form,
    Opening,
    annexes_of,
    chapters_of,
    group_opening,
    has_text_in_front,
    question_openings,
    says_more_than_answers,
)
from reports.documents.wording import speaking

HALF_WINDOW = {
    Form.RECEIVED: 25,
    Form.REPLIES: 25,
    Form.ANSWERS: 50,
    Form.LIST: 100,
    Form.PARTICIPANTS: 200,
    Form.DISPOSITIONS: 40,
}
"""Entries on either side of one that ends a chunk, in which no other does: chunks have twice as many on average."""

PARAGRAPHS_IN_A_PART = 200
"""Paragraphs after which the next chapter begins a new part."""

_LOOKS = ("layout.py", "setting.py", "outline.py", "wording.py", "charts.py", "print/*.css")
_LOOKS_ELSEWHERE = (
    "templates/reports/documents/*.html", "consultation/submissions/text.py", "consultation/processes/naming.py",
    "locale/*/LC_MESSAGES/django.mo",
)  # fmt: skip


class Role(StrEnum):
    """What a part is in the document: the text, the beginning of an annex, or what continues it."""

    TEXT = "text"
    ANNEX = "annex"
    CHUNK = "chunk"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a document; `references` name the contributions in it, `payload` is its matter as JSON."""

    role: Role
    references: tuple[str, ...]
    payload: str

    @cached_property
    def key(self) -> str:
        """SHA-256 of all that its pages depend on: equal keys give equal pages."""
        versions = f"{templates_version()} {ENGINE_VERSION} "
        return hashlib.sha256(versions.encode() + self.payload.encode()).hexdigest()


@cache
def templates_version() -> str:
    """SHA-256 over what turns a payload into a page: templates, styles, wording in all languages, and their code."""
    here, root = Path(__file__).parent, Path(settings.BASE_DIR)
    digest = hashlib.sha256()
    for folder, patterns in ((here, _LOOKS), (root, _LOOKS_ELSEWHERE)):
        for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def parts_of(contents: ReportContents) -> tuple[Part, ...]:
    """Return the parts in the order of the document, without what the attribution policy hides.

    None of them holds what depends on its place, such as a page number. A document that is all on its first pages, like
    a cover note, has none.
    """
    contents = contents.disclosed()
    with speaking(contents.language):
        parts = list(_text_parts(contents))
        for annex in annexes_of(contents):
            parts += _annex_parts(contents, annex)
    return tuple(parts)


def single_parts(part: Part) -> tuple[Part, ...]:
    """Return the part cut into one part for each contribution or comment, to find the one that cannot be set."""
    matter = Matter.from_json(part.payload)
    singles = [replace(matter, entries=(entry,)) for entry in matter.entries]
    singles += [replace(matter, dispositions=(row,)) for row in matter.dispositions]
    return tuple(_part(part.role, single) for single in singles)


def _part(role: Role, matter: Matter) -> Part:
    named = [entry.contribution.reference for entry in matter.entries] + [row.identifier for row in matter.dispositions]
    return Part(role=role, references=tuple(dict.fromkeys(named)), payload=matter.to_json())


# --- the text -----------------------------------------------------------------------------------------------------


def _text_parts(contents: ReportContents) -> Iterator[Part]:
    if has_text_in_front(contents) or not contents.sections:
        return
    pieces = list(_pieces_of(chapters_of(contents)))
    for number, chapters in enumerate(pieces, start=1):
        matter = replace(_plain_matter(contents, Form.TEXT), chapters=tuple(chapters), closes=number == len(pieces))
        yield _part(Role.TEXT, matter)


def _pieces_of(chapters: Sequence[Chapter]) -> Iterator[list[Chapter]]:
    piece: list[Chapter] = []
    for chapter in chapters:
        held = sum(len(one.section.paragraphs) for one in piece)
        if held >= PARAGRAPHS_IN_A_PART and chapter.section.level == 1:
            yield piece
            piece = []
        piece.append(chapter)
    yield piece


def _plain_matter(contents: ReportContents, form: Form) -> Matter:
    masthead = contents.masthead
    return Matter(
        form=form, language=contents.language, direction=contents.direction,
        original_language=masthead.original_language, paper=masthead.paper,
    )  # fmt: skip


# --- what follows the text ----------------------------------------------------------------------------------------


def _annex_parts(contents: ReportContents, annex: Annex) -> Iterator[Part]:
    chunks = list(_matter_of(contents, annex.form))
    for number, matter in enumerate(chunks, start=1):
        is_first = number == 1
        matter = replace(matter, annex=annex if is_first and annex.is_headed else None, closes=number == len(chunks))
        yield _part(Role.ANNEX if is_first else Role.CHUNK, matter)


def _matter_of(contents: ReportContents, form: Form) -> Iterator[Matter]:
    """The matter of an annex in chunks; one is changed where an entry is put in or taken out, the others stay."""
    empty = _plain_matter(contents, form)
    match form:
        case Form.CHARTS:
            yield replace(empty, charts=contents.charts)
        case Form.DISPOSITIONS:
            for rows in chunks_of(contents.dispositions, key=lambda row: row.identifier, half=HALF_WINDOW[form]):
                yield replace(empty, dispositions=tuple(rows))
        case Form.PARTICIPANTS:
            yield from _participants(contents, empty)
        case _:
            entries = _entries(contents, form)
            for chunk in chunks_of(
                entries, key=lambda e: e.contribution.anchor, half=HALF_WINDOW[form], weight=_weight
            ):
                yield replace(empty, entries=tuple(chunk), level=_level_of(contents, form))


def _participants(contents: ReportContents, empty: Matter) -> Iterator[Matter]:
    attendances = [
        Attendance(participant=participant, opens=group_opening(group.group) if number == 0 else None)
        for group in contents.participants
        for number, participant in enumerate(group.participants)
    ]
    counts = _counts(contents) if contents.kind is Kind.CHAIRS_SUMMARY else ()
    for chunk in chunks_of(attendances, key=lambda row: row.participant.name, half=HALF_WINDOW[Form.PARTICIPANTS]):
        yield replace(empty, attendances=tuple(chunk), counts=counts)
        counts = ()


def _counts(contents: ReportContents) -> tuple[Count, ...]:
    standing = [entry.group for entry in contents.contributions if not entry.withdrawn_on]
    return tuple(
        Count(group=group.group, organisations=len(group.participants), contributions=standing.count(group.group))
        for group in contents.participants
    )


def _entries(contents: ReportContents, form: Form) -> list[Entry]:
    match form:
        case Form.LIST:
            return [Entry(contribution=_facts_only(contribution)) for contribution in contents.contributions]
        case Form.ANSWERS:
            return list(_by_question(contents))
        case Form.REPLIES:
            return [
                replace(entry, contribution=_reply(entry.contribution, contents)) for entry in _as_received(contents)
            ]
        case _:
            return list(_as_received(contents))


def _as_received(contents: ReportContents) -> Iterator[Entry]:
    has_groups = _has_groups(contents)
    group = ""
    for contribution in contents.contributions:
        opens = group_opening(contribution.group) if has_groups and contribution.group != group else None
        group = contribution.group
        yield Entry(contribution=contribution, opens=opens)


def _reply(contribution: Contribution, contents: ReportContents) -> Contribution:
    """The contribution with an answer to every question, empty where it was left open; a withdrawn one has none."""
    if contribution.withdrawn_on:
        return contribution
    said = {answer.question: answer for answer in contribution.answers}
    answers = (said.get(question, Answer(question=question, text="")) for question in contents.questions)
    return replace(contribution, answers=tuple(answers))


def _has_groups(contents: ReportContents) -> bool:
    return contents.kind is Kind.COMPILATION and contents.order in BY_GROUP


def _level_of(contents: ReportContents, form: Form) -> int:
    return 3 if form is Form.ANSWERS or _has_groups(contents) else 2


def _by_question(contents: ReportContents) -> Iterator[Entry]:
    """Each question with all that was said to it; a question left open is told as such, free texts come at the end.

    A contribution keeps its anchor where it is first met, so that links to it lead there.
    """
    met: set[str] = set()
    openings: list[Opening | None] = [*question_openings(contents)]
    for number, question in enumerate(contents.questions, start=1):
        opens = openings[number - 1]
        for contribution in contents.contributions:
            if contribution.answers:
                yield Entry(contribution=_answer_only(contribution, question, number, met), opens=opens)
                opens = None
    opens = openings[-1]
    for contribution in filter(says_more_than_answers, contents.contributions):
        anchor = contribution.anchor if contribution.anchor not in met else f"{contribution.anchor}-text"
        yield Entry(contribution=replace(contribution, answers=(), anchor=anchor), opens=opens)
        opens = None


def _answer_only(contribution: Contribution, question: str, number: int, met: set[str]) -> Contribution:
    anchor = f"{contribution.anchor}-q{number}" if contribution.anchor in met else contribution.anchor
    met.add(contribution.anchor)
    said = [answer for answer in contribution.answers if answer.question == question]
    answers = tuple(said) or (Answer(question=question, text=""),)
    return replace(contribution, anchor=anchor, title="", text="", answers=answers, attachments=())


def _facts_only(contribution: Contribution) -> Contribution:
    return replace(contribution, text="", answers=(), attachments=(), on_behalf_of=())


def _weight(entry: Entry) -> int:
    return len(entry.contribution.text) + sum(len(answer.text) for answer in entry.contribution.answers)
