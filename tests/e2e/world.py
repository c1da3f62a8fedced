"""A process with something on every page: as little as there can be, as much as is usual, and as much as there can be."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from consultation.likeness.models import Family
from consultation.processes.models import AgendaItem, ModerationRule, Office, Process, Session
from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Meeting, Segment, SubGroup
from consultation.submissions.models import Call, CallQuestion, Draft, Import, Party, Submission
from consultation.submissions.models.intake import ImportRefusal
from reports.dispositions.models import Boilerplate, Disposition
from reports.documents.models import Document
from reports.exports.models import Export
from reports.inquiries.models import Inquiry
from reports.points.models import Point
from reports.summaries.actions import add_paragraph, begin_summary, cite, finalise_summary, issue_summary
from reports.summaries.models import Paragraph, Section, Summary
from stakeholders.accounts.models import PortalRole, RoleHeld, User
from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import Membership, Organisation, StakeholderGroup
from tests.factories import (
    group,
    join,
    make_agenda_item,
    make_call,
    make_draft,
    make_family,
    make_focal_point,
    make_officer,
    make_organisation,
    make_party,
    make_process,
    make_question,
    make_rule,
    make_session,
    make_submission,
    make_user,
)
from tests.factories.answers import make_answer, make_asking_point, make_inquiry
from tests.factories.documents import make_document
from tests.factories.points import make_point, make_topic
from tests.factories.sittings import make_change, make_meeting, make_programme, make_segment, make_sub_group

LONG = "Überprüfungsmechanismus" * 10  # 230 letters without a place to break, as compound languages write them
LANGUAGES = ("en", "fr", "ar", "zh", "ru", "es")


@dataclass
class World:
    """One process and its people. `name` makes every name, `rows` is the length of every list; made when first named."""

    rows: int
    name: str = ""
    at: datetime = field(default_factory=timezone.now)

    def named(self, short: str, limit: int = 250) -> str:
        return (self.name or short)[:limit]

    @cached_property
    def process(self) -> Process:
        return make_process(
            slug="trust", symbol_stem="WG.9", name=self.named("Working Group on Trust"), languages=list(LANGUAGES[:3]),
            short_name=self.named("WG Trust", 60), mandate="To consider *trust*.", announced_at=self.at,
        )  # fmt: skip

    @cached_property
    def session(self) -> Session:
        return make_session(self.process, symbol="WG.9/2027/S.1", ordinal=1, place=self.named("Nairobi", 100))

    @cached_property
    def item(self) -> AgendaItem:
        for number in range(2, 2 + min(self.rows, 12)):
            make_agenda_item(self.session, str(number), title=self.named("Capacity-building"))
        return make_agenda_item(self.session, "1", title=self.named("Points of contact"))

    @cached_property
    def programmed(self) -> Session:
        """The session with a published programme: of each day one meeting, suspended once, the first one moved."""
        make_programme(self.session)
        for number in range(min(self.rows, 40)):
            start = self.at + timedelta(days=number, hours=1)
            meeting = make_meeting(
                self.session, starts_at=start, room=self.named("Conference Room 4", 150), title=self.named("", 250),
            )  # fmt: skip
            make_segment(meeting, SegmentKind.PRE_MEETING_SLOT)
            make_segment(meeting, ends_at=start + timedelta(hours=1), agenda_item=self.item, title=self.named("", 250))
            make_segment(
                meeting, SegmentKind.INFORMAL_MODE, starts_at=start + timedelta(hours=1), attribution="chatham_house"
            )
            make_change(meeting, ("moved", "added", "rearranged")[number % 3])
        if self.rows:
            event = make_meeting(
                self.session, is_official=False, organiser=self.named("Friends of Talk", 200), cancelled_at=self.at,
                starts_at=self.at,
            )  # fmt: skip
            make_segment(event, SegmentKind.UNOFFICIAL_DIALOGUE)
        return self.session

    @cached_property
    def meeting(self) -> Meeting:
        return self.programmed.meetings.filter(is_official=True)[0]

    @cached_property
    def segment(self) -> Segment:
        return self.meeting.segments.all()[1]

    @cached_property
    def sub_group(self) -> SubGroup:
        return make_sub_group(self.process, name=self.named("Study group 17", 200))

    @cached_property
    def rule(self) -> ModerationRule:
        return make_rule(self.process)

    @cached_property
    def call(self) -> Call:
        call = make_call(
            self.session, symbol="WG.9/2027/C1", title=self.named("Input on points of contact"), word_limit=900,
            opens_at=self.at - timedelta(days=3), closes_at=self.at + timedelta(days=4), announced_at=self.at,
            publication_policy=Call.PublicationPolicy.PUBLIC_UNLESS_ASKED,
        )  # fmt: skip
        call.agenda_items.add(self.item)
        make_question(call, self.named("What has worked?"), agenda_item=self.item)
        return call

    @cached_property
    def planned_call(self) -> Call:
        return make_call(self.session, symbol="WG.9/2027/C2", announced_at=None, opens_at=self.at + timedelta(days=3),
                         closes_at=self.at + timedelta(days=9))  # fmt: skip

    @cached_property
    def question(self) -> CallQuestion:
        return make_question(self.planned_call, self.named("What has not?"))

    @cached_property
    def organisation(self) -> Organisation:
        return make_organisation(self.named("Lagos Incident Response Forum", 255), acronym="LIRF")

    @cached_property
    def proposed(self) -> Organisation:
        return make_organisation(
            self.named("Lagos Incident Response Forum and Friends", 254) + "2",
            state="proposed",
            proposed_by=self.member,
        )

    @cached_property
    def member(self) -> User:
        return make_focal_point(
            self.organisation, email="amina@people.example", full_name=self.named("Amina Okafor", 200)
        )

    @cached_property
    def newcomer(self) -> User:
        return make_user("newcomer@people.example")

    @cached_property
    def officer(self) -> User:
        """Chair, secretariat of the process and of the portal in one, who sees every page of the staff."""
        user = make_officer(
            self.process, Office.Kind.CHAIR, email="officer@people.example", full_name="Sofia Lindqvist"
        )
        Office.objects.create(process=self.process, user=user, kind=Office.Kind.SECRETARIAT, given_at=self.at)
        RoleHeld.objects.create(user=user, role=PortalRole.SECRETARIAT, given_at=self.at)
        return user

    @cached_property
    def office(self) -> Office:
        return Office.objects.create(
            process=self.process, user=make_user(full_name=self.named("Bola", 200)), kind="co_chair", given_at=self.at
        )

    @cached_property
    def request(self) -> Membership:
        user = make_user(full_name=self.named("Bola Adeyemi", 200))
        return Membership.objects.create(
            organisation=self.organisation,
            user=user,
            state="requested",
            requested_at=self.at,
            message="I write for it.",
        )

    @cached_property
    def colleague(self) -> Membership:
        return join(make_user(full_name=self.named("Chidi Eze", 200)), self.organisation)

    @cached_property
    def group(self) -> StakeholderGroup:
        return group("academia")

    @cached_property
    def draft(self) -> Draft:
        return make_draft(self.call, self.organisation, self.member, title=self.named("A directory"), saved_at=self.at)

    def _submission(self, number: int, state: str, **fields: Any) -> Submission:
        fields.setdefault("submitted_at", self.at)
        fields.setdefault("received_at", self.at - timedelta(minutes=number))
        if state == "published":
            fields.setdefault("published_at", self.at - timedelta(minutes=number))
        language = LANGUAGES[number % len(LANGUAGES)]
        title = self.named(f"Contribution {number}")
        return make_submission(self.call, self.organisation, state=state, title=title, language=language, **fields)

    @cached_property
    def published(self) -> Submission:
        for number in range(1, self.rows):
            self._submission(number, "published")
        return self._submission(0, "published", body="# Heading\n\nA *text*, a list:\n\n- one\n- two\n\n" + self.name)

    @cached_property
    def point(self) -> Point:
        """The first of so many points of one contribution, each under a topic of its own; every third has lost its passage."""
        for number in range(1, min(self.rows, 30)):
            topic = make_topic(self.process, self.named(f"Topic {number}", 100) + str(number))
            anchor = "lost" if number % 3 == 0 else "held"
            make_point(
                self.published, topic=topic, anchor=anchor, by=self.officer, restatement=self.named("A view", 600)
            )
        topic = make_topic(self.process, self.named("Points of contact", 120))
        return make_point(self.published, topic=topic, by=self.officer, restatement=self.named("A list is needed", 600))

    @cached_property
    def submitted(self) -> Submission:
        for number in range(1, self.rows):
            self._submission(number, "submitted")
        return self._submission(0, "submitted", is_late=True)

    @cached_property
    def returned(self) -> Submission:
        return self._submission(0, "returned")

    @cached_property
    def withdrawn(self) -> Submission:
        return self._submission(0, "withdrawn", published_at=self.at)

    @cached_property
    def entered(self) -> Submission:
        return self._submission(0, "submitted", via="mail")

    @cached_property
    def party(self) -> Party:
        theirs = make_submission(self.call, make_organisation(), title=self.named("A joint statement"))
        return make_party(theirs, self.organisation)

    @cached_property
    def family(self) -> Family:
        """Near-identical texts, one of them taken out; beside them as many families as there are rows, some judged."""
        for number in range(1, self.rows):
            judged = {"state": "campaign", "decided_by": self.officer, "decided_at": self.at} if number % 2 else {}
            make_family(self._alike(4 * number), self._alike(4 * number + 1), **judged)
        family = make_family(*(self._alike(number) for number in (0, 1, 2, *range(1000, 1000 + self.rows))))
        out = family.members.all()[2]
        out.left_out_at, out.left_out_by = self.at, self.officer
        out.save()
        return family

    def _alike(self, number: int) -> Submission:
        return self._submission(number, "submitted", body=f"{self.name} {number} supports this.\n\nAnd so it *says*.")

    @cached_property
    def export(self) -> Export:
        asked: dict[str, Any] = {"process": self.process, "kinds": ["register", "moderation"], "format": "xlsx",
                                 "scope": "staff", "queued_at": self.at, "queued_by": self.officer}  # fmt: skip
        for number in range(self.rows):
            language, failure = LANGUAGES[number % 6], self.named("No space left on device.")
            Export.objects.create(**asked, language=language, state="failed", failure=failure)
        return Export.objects.create(
            **asked, language="en", state="ready", counts={"register": 100_000, "moderation": 7}, rows_planned=100_007,
            rows_done=100_007, size=123_456_789, sha256="0" * 64, file="exports/none", as_of=self.at,
            finished_at=self.at, filters={"call": self.call.symbol, "language": "fr"},
        )  # fmt: skip

    @cached_property
    def summary(self) -> Summary:
        return self._summary(1)

    @cached_property
    def issued(self) -> Summary:
        issued = self._summary(2)
        finalise_summary(summary=issued, by=self.officer, at=self.at)
        issue_summary(summary=issued, by=self.officer, at=self.at)
        return issued

    def _summary(self, number: int) -> Summary:
        summary = begin_summary(
            session=self.session, calls=[self.call], title=self.named("Chair’s summary"), language="en",
            symbol=f"WG.9/2027/CS.{number}", attribution="attributed", by=self.officer, at=self.at,
        )  # fmt: skip
        for _number in range(min(self.rows, 30)):
            text = f"It was highlighted that {self.named('small responders')} needed one list."
            paragraph = add_paragraph(section=summary.sections.get(), text=text, by=self.officer, at=self.at)
            cite(paragraph=paragraph, submission=self.published, by=self.officer, at=self.at)
        return summary

    @cached_property
    def asked(self) -> Point:
        """A point of the summary, whose answer is drafted; half of as many others have one."""
        for number in range(1, min(self.rows, 60)):
            point = make_asking_point(self.published, self.officer, self.named(f"Asks for list {number}"))
            if number % 2:
                make_answer(self.summary, point, self.officer, reason=self.named("It is beyond the mandate."))
        point = make_asking_point(self.published, self.officer, self.named("Asks for one list"))
        make_answer(self.summary, point, self.officer, boilerplate=self.boilerplate)
        return point

    @cached_property
    def boilerplate(self) -> Boilerplate:
        return Boilerplate.objects.create(
            process=self.process, title=self.named("Beyond the mandate", 120), text=self.named("It is beyond it."),
            saved_at=self.at, saved_by=self.officer,
        )  # fmt: skip

    @cached_property
    def answered(self) -> Summary:
        """The issued summary with its answers."""
        outcomes = Disposition.Outcome.values
        for number in range(min(self.rows, 60)):
            point = make_asking_point(self.published, self.officer, self.named(f"Asked for list {number}"))
            outcome, reason = outcomes[number % 5], self.named("It is beyond the mandate.")
            make_answer(self.issued, point, self.officer, "released", outcome=outcome, reason=reason, clause=number % 2)
        return self.issued

    @cached_property
    def inquiry(self) -> Inquiry:
        for number in range(min(self.rows, 12)):
            make_inquiry(
                self.issued, self.member, is_named=bool(number % 2), author_name=self.organisation.name,
                filed_at=self.at - timedelta(days=number * 6), text=self.named("Nothing is said of telephones."),
            )  # fmt: skip
        return make_inquiry(self.issued, self.member, filed_at=self.at, author_name=self.organisation.name)

    @cached_property
    def section(self) -> Section:
        return self.summary.sections.get()

    @cached_property
    def paragraph(self) -> Paragraph:
        return self.section.paragraphs.first()

    @cached_property
    def ready(self) -> Document:
        return self._document("issued", pages=12, issued_at=self.at, issued_by=self.officer)

    @cached_property
    def running(self) -> Document:
        return self._document("running", heartbeat_at=self.at, steps_done=1, steps_planned=4, step="parts", attempts=1)

    @cached_property
    def failed(self) -> Document:
        return self._document("failed", failure="A file could not be written: no space left on device")

    def _document(self, state: str, **fields: Any) -> Document:
        return make_document(self.issued, state, queued_at=self.at, queued_by=self.officer, **fields)

    @cached_property
    def batch(self) -> Import:
        batch = Import.objects.create(
            call=self.call, name=self.named("inputs.csv", 200), sha256="b" * 64, state="ready", lines_total=400,
            lines_read=400, loaded=363, refused=37, queued_at=self.at, queued_by=self.officer, finished_at=self.at,
            encoding="windows-1252",
        )  # fmt: skip
        for line in range(min(self.rows, 37)):
            reasons = [{"code": "unknown_language", "found": "xx"}]
            ImportRefusal.objects.create(batch=batch, line=line + 2, source_id=f"row-{line}", reasons=reasons)
        return batch

    @cached_property
    def letter(self) -> Letter:
        for number in range(1, min(self.rows, 60)):
            self._letter(number)
        return self._letter(0)

    def _letter(self, number: int) -> Letter:
        return Letter.objects.create(
            key=f"letter-{number}", to="amina@people.example", language=("en", "ar")[number % 2],
            subject=self.named("Your contribution is published"), text="Dear Amina,\n\nit is published.",
            written_at=self.at, next_attempt_at=self.at,
        )  # fmt: skip
