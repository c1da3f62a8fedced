"""What stands between a summary and its issue: everything that is open, and which of it must be zero."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultation.likeness.models import Family, Member
from reports.coverage.balance import coverage
from reports.coverage.facts import Facts
from reports.coverage.models import Gate
from reports.coverage.quantities import Finding, weighed
from reports.dispositions.scope import open_points as unanswered_points
from reports.summaries.bands import bands_of
from reports.summaries.models import Paragraph, Summary
from reports.summaries.outline import IN_ORDER
from reports.summaries.phrases import quantifiers_in


class Open(StrEnum):
    """What can be open; each is also the name of the switch of the gate."""

    CONTRIBUTIONS = "contributions"
    POINTS = "points"
    ANSWERS = "answers"
    WORDS = "words"
    REMARKS = "remarks"
    FAMILIES = "families"


TITLES: dict[Open, Promise] = {
    Open.CONTRIBUTIONS: _("Contributions that no paragraph rests on"),
    Open.POINTS: _("Points that no paragraph rests on"),
    Open.ANSWERS: _("Points that ask for something and have no answer"),
    Open.WORDS: _("Quantifiers that disagree with the numbers"),
    Open.REMARKS: _("Remarks that are not settled"),
    Open.FAMILIES: _("Near-identical texts that nobody has decided on"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list before issue: what is open, how much of it, and whether it keeps the summary from issue."""

    what: Open
    number: int
    must_be_zero: bool

    @property
    def title(self) -> Promise:
        """What is open, in words."""
        return TITLES[self.what]

    @property
    def blocks(self) -> bool:
        """Whether the summary cannot be issued because of it."""
        return self.must_be_zero and self.number > 0


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph as far as its words are weighed: its number in the document, and where it belongs."""

    number: int
    key: int
    anchor: UUID
    version: int
    text: str
    item: int | None


@dataclass(frozen=True, slots=True)
class WeighedParagraph:
    """A paragraph with what the numbers say to its quantifiers, and the reason where a word was kept."""

    paragraph: Written
    findings: tuple[Finding, ...]
    kept: str

    @property
    def disagrees(self) -> bool:
        """Whether a word disagrees with the numbers and nobody has kept it."""
        return not self.kept and any(finding.disagrees for finding in self.findings)


def gate_of(summary: Summary) -> Gate:
    """The gate of the summary's process; where there is none, one that blocks nothing."""
    process = summary.session.process_id
    return Gate.objects.filter(process=process).first() or Gate(process_id=process)


def lines_before_issue(summary: Summary, facts: Facts, weighed: Iterable[WeighedParagraph]) -> list[Line]:
    """Everything that is open, in one order; what must be zero is what the process says."""
    gate = gate_of(summary)
    numbers = {
        Open.CONTRIBUTIONS: coverage(facts).is_open,
        Open.POINTS: sum(tally.is_open for tally in facts.points_on_item.values()),
        Open.ANSWERS: unanswered_points(summary).count(),
        Open.WORDS: sum(paragraph.disagrees for paragraph in weighed),
        Open.REMARKS: summary.remarks.filter(settled_at=None).count(),
        Open.FAMILIES: undecided_families(summary),
    }
    return [Line(what, number, bool(getattr(gate, what))) for what, number in numbers.items()]


def undecided_families(summary: Summary) -> int:
    """Groups of near-identical texts among the contributions to the summary's calls that nobody has decided on."""
    inside = Member.objects.inside().filter(submission__call__in=summary.calls.all())
    return Family.objects.to_decide().filter(pk__in=inside.values("family")).count()


def weighed_paragraphs(summary: Summary, facts: Facts) -> list[WeighedParagraph]:
    """The paragraphs that hold a quantifier, each with what the numbers say; three queries.

    "Many" is many of those who spoke to the agenda item of the section; where a section has none, of all.
    """
    bands = bands_of(summary.session.process)
    kept = {(word.anchor, word.version): word.reason for word in summary.kept_words.all()}
    everybody = facts.voices_of(facts.inputs)
    on_item = {item: facts.voices_of(keys) for item, keys in facts.on_item.items()}
    found = []
    for paragraph in _written(summary):
        text = paragraph.text
        phrases = [(word, text[starts:ends]) for word, starts, ends in quantifiers_in(text, summary.language)]
        if phrases:
            voices = facts.voices_of(facts.cited_by.get(paragraph.key, ()))
            among = max(on_item.get(paragraph.item or 0, everybody), voices)
            findings = weighed(phrases, voices=voices, among=among, bands=bands)
            found.append(WeighedParagraph(paragraph, findings, kept.get((paragraph.anchor, paragraph.version), "")))
    return found


def _written(summary: Summary) -> Iterator[Written]:
    rows = Paragraph.objects.filter(section__summary=summary)
    columns = rows.order_by(*IN_ORDER).values_list("pk", "anchor", "version", "text", "section__agenda_item")
    for number, row in enumerate(columns, start=1):
        yield Written(number, *row)
