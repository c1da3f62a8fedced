"""What the Chair's team of the story does between reading and issuing: points, answers, one campaign, one challenge."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from consultation.likeness.actions import judge_family
from consultation.likeness.pipeline import sketch_submission
from consultation.submissions.models import Submission
from demo.calendar import Calendar
from demo.stage import Stage
from demo.texts import story
from reports.dispositions.actions.answers import Observation, review_answer, save_answer
from reports.inquiries.actions import answer_inquiry, file_inquiry
from reports.points.actions.marking import Place, Said, mark_point
from reports.points.actions.sharing import mark_read
from reports.points.models import Point
from reports.points.reading import sources_of
from reports.summaries.actions import attach_point
from reports.summaries.models import Paragraph, Summary
from stakeholders.accounts.models import User
from stakeholders.organisations.models import Organisation

NAMESPACE = uuid.UUID("6f6d6f64-706c-656e-756d-000000000008")
READ, DRAFTED, REVIEWED = -132, -105, -103  # days from the day of loading; the summary is issued after them


@dataclass(slots=True)
class Evidence:
    """The points of the story with what was told of each, once they are marked."""

    stage: Stage
    calendar: Calendar
    people: dict[str, User]
    submissions: dict[int, Submission]
    marked: list[tuple[dict[str, Any], Point]] = field(default_factory=list)

    def read(self, *, chair: User) -> None:
        """Everything is read, passages are marked, and two near-identical texts are judged to be one campaign."""
        told = story("evidence")
        for email, numbers in told["read"].items():
            for number in numbers:
                mark_read(submission=self._now(number), by=self.people[email], at=self.calendar.instant(READ, 9))
        for number, point in enumerate(told["points"]):
            at = self.calendar.instant(READ, 10) + timedelta(minutes=7 * number)
            self.marked.append((point, self._mark(point, at=at)))
        self._judge(told["campaign"], chair)

    def attach(self, paragraphs: dict[int, Paragraph], *, by: User, at: datetime) -> None:
        """Let the paragraphs, by their number, rest on their points."""
        for told, point in self.marked:
            attach_point(paragraph=paragraphs[told["paragraph"]], point=point, by=by, at=at)

    def answer(self, summary: Summary, paragraphs: dict[int, Paragraph], *, chair: User) -> None:
        """Answer what was asked: drafted by who marked it, reviewed by the Chair."""
        for told, point in self.marked:
            if told["answer"]:
                said = Observation(**told["answer"], led_to=paragraphs[told["paragraph"]].anchor)
                drafted_at = self.calendar.instant(DRAFTED, 11)
                by = self.people[told["by"]]
                answer = save_answer(summary=summary, point=point, said=said, version=0, by=by, at=drafted_at)
                review_answer(answer=answer, version=answer.version, by=chair, at=self.calendar.instant(REVIEWED, 16))

    def challenge(self, summary: Summary, organisations: dict[str, Organisation], *, chair: User) -> None:
        """One contributor challenges the issued summary, and the Chair replies."""
        told = story("evidence")["inquiry"]
        inquiry = file_inquiry(
            summary=summary, voice=str(organisations[told["organisation"]].pk), text=told["text"], is_named=True,
            key=uuid.uuid5(NAMESPACE, "inquiry"), by=self.people[told["by"]],
            at=self.calendar.instant(-told["days_ago"], 18),
        )  # fmt: skip
        answer_inquiry(
            inquiry=inquiry, reply=told["reply"], by=chair, at=self.calendar.instant(-told["reply_days_ago"], 10)
        )

    def _mark(self, told: dict[str, Any], *, at: datetime) -> Point:
        submission, by = self._now(told["submission"]), self.people[told["by"]]
        item = self.stage.items[story("summary")["session"], told["agenda_item"]]
        said = Said(told["restatement"], told["kind"], asks=told["asks"], agenda_item=item, topic=told["topic"])
        key = uuid.uuid5(NAMESPACE, f"{told['submission']} {told['quote']}")
        return mark_point(
            submission=submission, place=_place(submission, told["quote"]), said=said, key=key, by=by, at=at
        )

    def _judge(self, told: dict[str, Any], chair: User) -> None:
        at = self.calendar.instant(READ, 15)
        texts = [self._now(number) for number in told["texts"]]
        for text in texts:
            sketch_submission(submission_id=text.pk, at=at)
        family = texts[0].family_members.get().family
        judge_family(family=family, judgement="judged_campaign", by=chair, at=at, note=told["note"])

    def _now(self, number: int) -> Submission:
        return Submission.objects.get(pk=self.submissions[number].pk)


def _place(submission: Submission, quote: str) -> Place:
    """Where the words stand in the contribution; raises LookupError where they do not."""
    for source in sources_of(submission):
        starts = source.reading.text.find(quote)
        if starts >= 0:
            return Place(source.name, submission.revision_number, starts, starts + len(quote))
    raise LookupError(f"Contribution {submission.reference} does not say “{quote}”.")
