"""What happens in the story, first things first: writing, submitting, deciding, withdrawing, summing up."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from consultation.processes.models import ModerationRule
from consultation.submissions.actions.calls import extend_call
from consultation.submissions.actions.drafts import Written, add_other, save_draft, start_draft
from consultation.submissions.actions.endorsing import confirm_party
from consultation.submissions.actions.moderation import publish_submission, return_submission, withhold_submission
from consultation.submissions.actions.submitting import submit_draft, withdraw_submission
from consultation.submissions.models import CallExtension, Draft, Submission
from demo.calendar import Calendar
from demo.evidence import Evidence
from demo.stage import Stage
from demo.texts import Told, contributions, in_columns, story
from reports.coverage.actions.issuing import issue_through_gate
from reports.summaries.actions import (
    add_paragraph,
    add_section,
    begin_summary,
    cite,
    finalise_summary,
)
from reports.summaries.models import Paragraph, Section, Summary
from stakeholders.accounts.models import User
from stakeholders.organisations.models import Organisation

NAMESPACE = uuid.UUID("6f6d6f64-706c-656e-756d-000000000007")
DECIDED_AFTER, CONFIRMED_AFTER, WITHDRAWN_AFTER = timedelta(days=2), timedelta(hours=20), timedelta(days=12)


class Happening(NamedTuple):
    """Something that somebody did at an instant; happenings of one instant keep the order in which they are told."""

    at: datetime
    order: int
    do: Callable[[datetime], None]


@dataclass(slots=True)
class Plot:
    """Everybody and everything that takes part, and the submissions by their number as they come about."""

    calendar: Calendar
    people: dict[str, User]
    organisations: dict[str, Organisation]
    stage: Stage
    chair: User
    secretariat: User
    focal_points: dict[str, User]
    submissions: dict[int, Submission] = field(default_factory=dict)

    def play(self) -> None:
        """Let everything happen, first things first."""
        for happening in sorted([*self._extensions(), *self._contributions()], key=lambda told: told[:2]):
            happening.do(happening.at)
        self._sum_up()

    # --- calls --------------------------------------------------------------------------------------------------------

    def _extensions(self) -> Iterator[Happening]:
        for told in story("calls"):
            if told["extended"]:
                days = told["extended"]["from_days"]
                yield Happening(self.calendar.instant(days, 12), 0, partial(self._extend, told))

    def _extend(self, told: dict[str, Any], at: datetime) -> None:
        call = self.stage.calls[told["key"]]
        closes_after = self.calendar.deadline(told["closes_days"], told["closes_time"], told["zone"])
        extension = CallExtension(
            call=call, closes_after=closes_after, **in_columns("reason", told["extended"]["reason"])
        )
        extend_call(extension=extension, by=self.secretariat, at=at)

    # --- contributions ------------------------------------------------------------------------------------------------

    def _contributions(self) -> Iterator[Happening]:
        for told in contributions():
            at, number = self._sent_at(told), told.number
            if told.head["state"] == "draft":
                yield Happening(at, number, partial(self._draft, told))
                continue
            yield Happening(at, number, partial(self._submit, told))
            yield Happening(self.calendar.before_now(at + CONFIRMED_AFTER), number, partial(self._confirm, told))
            if told.head["state"] != "submitted":
                yield from self._decisions(told, at)

    def _sent_at(self, told: Told) -> datetime:
        call = next(call for call in story("calls") if call["key"] == told.head["call"])
        if "late" in told.head:
            deadline = self.calendar.deadline(call["closes_days"], call["closes_time"], call["zone"])
            return deadline + timedelta(minutes=int(told.head["late"]))
        sent = self.calendar.instant(-int(told.head["days_ago"]), int(told.head["hour"]), call["zone"])
        return self.calendar.before_now(sent)

    def _decisions(self, told: Told, at: datetime) -> Iterator[Happening]:
        decided_at = self.calendar.before_now(at + DECIDED_AFTER)
        yield Happening(decided_at, told.number, partial(self._decide, told))
        if told.head["state"] == "withdrawn":
            yield Happening(at + WITHDRAWN_AFTER, told.number, partial(self._withdraw, told))

    def _write(self, told: Told, at: datetime) -> Draft:
        by, organisation = self.people[told.head["by"]], self.organisations[told.head["organisation"]]
        call, questions = self.stage.calls[told.head["call"]], self.stage.questions[told.head["call"]]
        draft = start_draft(
            call=call, organisation=organisation, by=by, at=at - timedelta(hours=3),
            public_id=uuid.uuid5(NAMESPACE, str(told.number)), language=told.head["language"],
        )  # fmt: skip
        for key in told.listed("on_behalf_of"):
            add_other(draft=draft, name=self.organisations[key].name, by=by)
        answers = {str(questions[number - 1].pk): text for number, text in told.answers.items()}
        written = Written(title=told.head["title"], language=told.head["language"], body=told.body, answers=answers)
        return save_draft(draft=draft, written=written, version=draft.version, by=by, at=at)

    def _draft(self, told: Told, at: datetime) -> None:
        self._write(told, at)

    def _submit(self, told: Told, at: datetime) -> None:
        draft = self._write(told, at)
        revision = submit_draft(draft=draft, by=self.people[told.head["by"]], at=at)
        self.submissions[told.number] = revision.submission

    def _confirm(self, told: Told, at: datetime) -> None:
        """Those named in joint texts confirm; what still awaits a decision awaits a confirmation too."""
        if told.head["state"] == "submitted":
            return
        for key in told.listed("on_behalf_of"):
            party = self.submissions[told.number].parties.get(organisation=self.organisations[key])
            confirm_party(party=party, by=self.focal_points[key], at=at)

    def _decide(self, told: Told, at: datetime) -> None:
        submission, state = Submission.objects.get(pk=self.submissions[told.number].pk), told.head["state"]
        if state == "returned":
            return_submission(submission=submission, by=self.chair, at=at, reason=told.head["reason"])
        elif state == "withheld":
            rule = ModerationRule.objects.get(process=self.stage.process, code=told.head["rule"])
            withhold_submission(submission=submission, by=self.chair, at=at, reason=told.head["reason"], rule=rule)
        else:
            publish_submission(submission=submission, by=self.chair, at=at)

    def _withdraw(self, told: Told, at: datetime) -> None:
        submission = Submission.objects.get(pk=self.submissions[told.number].pk)
        focal_point = self.focal_points[told.head["organisation"]]
        withdraw_submission(submission=submission, by=focal_point, at=at, note=told.head["reason"])

    # --- the summary --------------------------------------------------------------------------------------------------

    def _sum_up(self) -> None:
        told = story("summary")
        issued_at = self.calendar.instant(-told["issued_days_ago"], 15)
        written_at = issued_at - timedelta(days=9)
        evidence = Evidence(self.stage, self.calendar, self.people, self.submissions)
        evidence.read(chair=self.chair)
        summary = begin_summary(
            session=self.stage.sessions[told["session"]], calls=[self.stage.calls[told["call"]]], title=told["title"],
            symbol=told["symbol"], language=told["language"], attribution=told["attribution_policy"], by=self.chair,
            at=written_at,
        )  # fmt: skip
        paragraphs: dict[int, Paragraph] = {}
        for position, section in enumerate(told["sections"], start=1):
            paragraphs |= self._write_section(summary, section, position, at=written_at + timedelta(hours=position))
        summary.sections.filter(paragraphs=None).delete()
        evidence.attach(paragraphs, by=self.chair, at=issued_at - timedelta(days=7))
        evidence.answer(summary, paragraphs, chair=self.chair)
        finalise_summary(summary=summary, by=self.chair, at=issued_at - timedelta(days=1))
        issue_through_gate(summary=summary, by=self.chair, at=issued_at)
        evidence.challenge(summary, self.organisations, chair=self.chair)

    def _write_section(
        self, summary: Summary, told: dict[str, Any], position: int, *, at: datetime
    ) -> dict[int, Paragraph]:
        """The section with its paragraphs, which are given back by their number."""
        item = self.stage.items[story("summary")["session"], told["agenda_item"]]
        section = summary.sections.filter(agenda_item=item).first() or add_section(
            summary=summary, heading=told["heading"], agenda_item=item, by=self.chair, at=at
        )
        Section.objects.filter(pk=section.pk).update(position=position, heading=told["heading"])
        written = {}
        for paragraph in told["paragraphs"]:
            row = written[paragraph["number"]] = add_paragraph(
                section=section, text=paragraph["text"], by=self.chair, at=at
            )
            for number in paragraph["cites"]:
                submission = Submission.objects.get(pk=self.submissions[number].pk)
                cite(paragraph=row, submission=submission, by=self.chair, at=at)
        return written
