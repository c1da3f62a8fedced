"""Who asks and what is asked for in the access matrix: persons by letter, rows in every state, made when first named."""

from datetime import timedelta
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile

from consultation.accreditation.models import Accreditation, Application, Circulation, Disclosure, RequestLetter, Round
from consultation.likeness.models import Family, Member
from consultation.modalities.models import Clause, Modalities
from consultation.processes.models import AgendaItem, ModerationRule, Office, Process, Session
from consultation.proposals.models import Proposal
from consultation.registration.models import Registration, RegistrationWindow
from consultation.sittings.models import Meeting, Segment, SubGroup
from consultation.submissions.models import Attachment, Call, CallQuestion, Draft, Import, Party, Submission
from reports.coverage.models import SetAside
from reports.dispositions.models import Boilerplate
from reports.documents.models import Document, Letterhead, Preview
from reports.exports.models import Export
from reports.inquiries.models import Inquiry
from reports.points.models import Point, Topic
from reports.summaries.models import Citation, Paragraph, Section, Summary, Wording
from stakeholders.accounts.models import PortalRole, RoleHeld, User
from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import Membership, Organisation, StakeholderGroup
from tests.factories import (
    NOON,
    group,
    join,
    make_agenda_item,
    make_call,
    make_chair,
    make_draft,
    make_family,
    make_focal_point,
    make_member,
    make_officer,
    make_organisation,
    make_party,
    make_process,
    make_question,
    make_rule,
    make_secretariat,
    make_session,
    make_submission,
    make_user,
    with_second_factor,
)
from tests.factories.accreditation import (
    make_application,
    make_circulated,
    make_circulation,
    make_letter,
    make_mission,
    make_objection,
    make_round,
    make_standing,
)
from tests.factories.answers import make_answer, make_asking_point, make_inquiry
from tests.factories.documents import make_document
from tests.factories.modalities import make_draft_modalities, make_modalities
from tests.factories.points import make_point, make_topic
from tests.factories.proposals import make_proposal
from tests.factories.registration import accredit, make_registration, make_window
from tests.factories.sittings import TEN, make_change, make_meeting, make_programme, make_segment, make_sub_group

ROLES = {
    "A": "anonymous",
    "O": "member of another organisation",
    "V": "focal point of a State’s mission",
    "M": "member of the organisation",
    "F": "its focal point",
    "C": "Chair of the process",
    "K": "Co-Chair of the process",
    "E": "member of the Chair’s team of the process",
    "N": "Chair of the process without a second factor",
    "X": "Chair of another process",
    "S": "secretariat of the process",
    "T": "secretariat of another process",
    "P": "secretariat of the portal",
    "U": "superuser without any office",
    "D": "focal point, Chair and secretariat whose account is closed",
}


TELLTALE, TELLTALE_ADDRESS = "Telltale Delegate", "telltale@delegates.example"
"""The name and the address of whoever represents the organisation at a session, told to nobody else."""


class World:
    """A process, its organisation and what they hold in each state. Every name is one situation of the table."""

    def __init__(self, settings: Any) -> None:
        self.settings = settings

    # --- persons ------------------------------------------------------------------------------------------------------

    @cached_property
    def persons(self) -> dict[str, User | None]:
        """Everybody by letter; None is nobody signed in."""
        return {
            "A": None,
            "O": make_focal_point(make_organisation("The other organisation")),
            "V": make_focal_point(self.mission),
            "M": make_member(self.owner),
            "F": self.focal_point,
            "C": self.chair,
            "K": make_officer(self.process, Office.Kind.CO_CHAIR),
            "E": make_officer(self.process, Office.Kind.TEAM),
            "N": make_chair(self.process, second_factor=False),
            "X": make_chair(self.elsewhere),
            "S": make_officer(self.process, Office.Kind.SECRETARIAT),
            "T": make_officer(self.elsewhere, Office.Kind.SECRETARIAT),
            "P": make_secretariat(),
            "U": with_second_factor(make_user(is_superuser=True, is_staff=True)),
            "D": self._closed_account(),
        }

    def _closed_account(self) -> User:
        user = make_focal_point(self.owner)
        for kind in Office.Kind.values:
            Office.objects.create(process=self.process, user=user, kind=kind, given_at=NOON)
        RoleHeld.objects.create(user=user, role=PortalRole.SECRETARIAT, given_at=NOON)
        return with_second_factor(user)

    @cached_property
    def focal_point(self) -> User:
        return make_focal_point(self.owner)

    @cached_property
    def chair(self) -> User:
        return make_chair(self.process)

    @cached_property
    def newcomer(self) -> User:
        """Somebody with an account and nothing else."""
        return make_user()

    # --- organisations ------------------------------------------------------------------------------------------------

    @cached_property
    def owner(self) -> Organisation:
        """The organisation to which the drafts and submissions of the table belong."""
        return make_organisation("The organisation")

    @cached_property
    def mission(self) -> Organisation:
        """The permanent mission of a Member State, through which it speaks."""
        return make_organisation("The mission", group_declared=group("state"), group_verified=group("state"),
                                 group_verified_at=NOON, group_verified_by=make_secretariat())  # fmt: skip

    @cached_property
    def proposed(self) -> Organisation:
        """Proposed by the organisation's own focal point, who belongs to it."""
        organisation = make_organisation("A proposal", state="proposed", proposed_by=self.focal_point)
        join(self.focal_point, organisation, Membership.Role.FOCAL_POINT)
        return organisation

    @cached_property
    def requested(self) -> Membership:
        return Membership.objects.create(
            organisation=self.owner, user=make_user(), state="requested", requested_at=NOON, message="I write for it."
        )

    @cached_property
    def active(self) -> Membership:
        make_focal_point(self.owner)  # else the last focal point could not be ended
        return join(make_user(), self.owner)

    @cached_property
    def group(self) -> StakeholderGroup:
        return group("academia")

    # --- processes ----------------------------------------------------------------------------------------------------

    @cached_property
    def process(self) -> Process:
        return make_process(slug="the-process", symbol_stem="WG.1")

    @cached_property
    def elsewhere(self) -> Process:
        """Another process of the portal, with officers of its own."""
        return make_process(slug="elsewhere", symbol_stem="WG.9")

    @cached_property
    def unannounced(self) -> Process:
        """A process in preparation, run by the same Chair and secretariat as the announced one."""
        process = make_process(slug="unannounced", symbol_stem="WG.2", announced_at=None)
        for letter, kind in {"C": "chair", "K": "co_chair", "E": "team", "N": "chair", "S": "secretariat"}.items():
            Office.objects.create(process=process, user=self.persons[letter], kind=kind, given_at=NOON)
        return process

    @cached_property
    def session(self) -> Session:
        return make_session(self.process, symbol="WG.1/S.1")

    @cached_property
    def unannounced_session(self) -> Session:
        return make_session(self.unannounced, symbol="WG.2/S.1")

    @cached_property
    def spare_session(self) -> Session:
        """A session on which nothing rests."""
        return make_session(self.process, symbol="WG.1/S.9")

    @cached_property
    def item(self) -> AgendaItem:
        make_agenda_item(self.spare_session, "1")
        return make_agenda_item(self.spare_session, "2")

    @cached_property
    def office(self) -> Office:
        user = make_user()
        return Office.objects.create(process=self.process, user=user, kind="co_chair", given_at=NOON)

    @cached_property
    def rule(self) -> ModerationRule:
        return make_rule(self.process)

    # --- programmes of work -------------------------------------------------------------------------------------------

    def _session_with(self, state: str, process: Process, symbol: str) -> Session:
        """A session with one meeting, of which the last hour is free, and a change that nobody has been told of."""
        session = make_session(process, symbol=symbol, starts_on=TEN.date(), ends_on=TEN.date() + timedelta(days=4))
        make_programme(session, state)
        segment = make_segment(make_meeting(session), ends_at=TEN + timedelta(hours=2))
        make_change(segment.meeting)
        return session

    @cached_property
    def session_published(self) -> Session:
        return self._session_with("provisional", self.process, "WG.1/S.21")

    @cached_property
    def session_adopted(self) -> Session:
        return self._session_with("adopted", self.process, "WG.1/S.22")

    @cached_property
    def session_preparing(self) -> Session:
        return self._session_with("preparing", self.process, "WG.1/S.23")

    @cached_property
    def session_of_unannounced(self) -> Session:
        return self._session_with("provisional", self.unannounced, "WG.2/S.21")

    @cached_property
    def meeting(self) -> Meeting:
        return self.session_published.meetings.get()

    @cached_property
    def meeting_in_preparation(self) -> Meeting:
        session = make_session(self.process, symbol="WG.1/S.24")
        make_programme(session, "preparing")
        return make_meeting(session)

    @cached_property
    def segment(self) -> Segment:
        return self.meeting.segments.get()

    @cached_property
    def sub_group(self) -> SubGroup:
        return make_sub_group(self.process)

    # --- rules of participation ---------------------------------------------------------------------------------------

    @cached_property
    def modalities(self) -> Modalities:
        """In force, in another process, so that there can be a draft in this one."""
        return make_modalities(self.elsewhere)

    @cached_property
    def modalities_of_unannounced(self) -> Modalities:
        return make_modalities(self.unannounced)

    @cached_property
    def modalities_draft(self) -> Modalities:
        return make_draft_modalities(self.process)

    @cached_property
    def clause(self) -> Clause:
        """A clause on which no cell rests."""
        return Clause.objects.create(modalities=self.modalities_draft, number=10, text_en="One more.")

    # --- calls --------------------------------------------------------------------------------------------------------

    @cached_property
    def call(self) -> Call:
        return make_call(self.session, symbol="WG.1/C.1")

    @cached_property
    def call_in_preparation(self) -> Call:
        return make_call(self.session, symbol="WG.1/C.2", announced_at=None)

    @cached_property
    def confidential_call(self) -> Call:
        return make_call(self.session, symbol="WG.1/C.3", publication_policy="confidential")

    @cached_property
    def call_of_unannounced(self) -> Call:
        return make_call(self.unannounced_session, symbol="WG.2/C.1")

    @cached_property
    def question(self) -> CallQuestion:
        """A question of a call that nobody has read yet."""
        return make_question(self.call_in_preparation)

    # --- drafts and submissions ---------------------------------------------------------------------------------------

    @cached_property
    def draft(self) -> Draft:
        return make_draft(self.call, self.owner, self.focal_point)

    @property
    def draft_submitted_at_once(self) -> Draft:
        """The same draft; what is posted asks for more."""
        return self.draft

    def _submission(self, state: str, **fields: Any) -> Submission:
        return make_submission(fields.pop("call", self.call), self.owner, state=state, title=state, **fields)

    @cached_property
    def submitted(self) -> Submission:
        return self._submission("submitted", submitted_by=self.focal_point)

    @cached_property
    def returned(self) -> Submission:
        return self._submission("returned", submitted_by=self.focal_point)

    @cached_property
    def published(self) -> Submission:
        return self._submission("published")

    @cached_property
    def accepted(self) -> Submission:
        return self._submission("accepted", is_confidential=True)

    @cached_property
    def withheld(self) -> Submission:
        return self._submission("withheld", withheld_under=self.rule)

    @cached_property
    def withheld_after_publication(self) -> Submission:
        return self._submission("withheld", withheld_under=self.rule, published_at=NOON)

    @cached_property
    def withdrawn(self) -> Submission:
        """Withdrawn before anybody had published it."""
        return self._submission("withdrawn")

    @cached_property
    def withdrawn_after_publication(self) -> Submission:
        return self._submission("withdrawn", published_at=NOON)

    @cached_property
    def published_in_confidential_call(self) -> Submission:
        """What no action brings about, and what must stay hidden all the same."""
        return self._submission("published", call=self.confidential_call)

    @cached_property
    def published_in_unannounced(self) -> Submission:
        return self._submission("published", call=self.call_of_unannounced)

    @cached_property
    def entered_by_mail(self) -> Submission:
        return self._submission("submitted", via="mail")

    @cached_property
    def party(self) -> Party:
        """The organisation is asked to stand behind a statement of a third one."""
        return make_party(make_submission(self.call, make_organisation("A third organisation")), self.owner)

    # --- files --------------------------------------------------------------------------------------------------------

    def _file(self, **where: Any) -> Attachment:
        return Attachment.objects.create(
            file=ContentFile(b"%PDF-1.7 what was attached", name="x"), name="paper.pdf", content_type="application/pdf",
            size=26, sha256="0" * 64, uploaded_at=NOON, **where,
        )  # fmt: skip

    @cached_property
    def file_of_draft(self) -> Attachment:
        return self._file(draft=self.draft)

    def __getattr__(self, name: str) -> Any:
        """`file_of_<situation>` is a file of the first revision of that submission."""
        if not name.startswith("file_of_"):
            raise AttributeError(name)
        submission = getattr(self, name.removeprefix("file_of_"))
        made = self.__dict__[name] = self._file(revision=submission.revisions.get())
        return made

    @cached_property
    def file_of_earlier_revision(self) -> Attachment:
        """A file that the organisation left out when it corrected what is now published."""
        submission = self._submission("published", revision_number=2)
        return self._file(revision=submission.revisions.get())

    # --- points -------------------------------------------------------------------------------------------------------

    @cached_property
    def point(self) -> Point:
        return make_point(self.published)

    @cached_property
    def point_dropped(self) -> Point:
        return make_point(self.published, dropped_at=NOON)

    @cached_property
    def point_of_withheld(self) -> Point:
        return make_point(self.withheld)

    @cached_property
    def topic(self) -> Topic:
        make_topic(self.process, "The first")
        return make_topic(self.process)

    # --- summaries and documents --------------------------------------------------------------------------------------

    def _summary(self, state: str, **fields: Any) -> Summary:
        session = fields.pop("session", self.session)
        summary = Summary.objects.create(
            session=session, title="What was heard", state=state,
            symbol=fields.pop("symbol", f"{session.symbol}/{state}".upper()),
            created_at=NOON, created_by=self.chair, issued_at=NOON if state == "issued" else None, **fields,
        )  # fmt: skip
        summary.calls.add(self.call)
        section = Section.objects.create(summary=summary, heading="Trust", position=1)
        paragraph = Paragraph.objects.create(
            section=section, position=1, text="Many spoke of trust.", saved_at=NOON, saved_by=self.chair
        )
        Citation.objects.create(paragraph=paragraph, submission=self.published, cited_at=NOON, cited_by=self.chair)
        Wording.objects.create(
            summary=summary, anchor=paragraph.anchor, version=1, text=paragraph.text, how="written", at=NOON,
            by=self.chair,
        )  # fmt: skip
        return summary

    @cached_property
    def drafting(self) -> Summary:
        return self._summary("drafting")

    @cached_property
    def with_something_set_aside(self) -> Summary:
        return self._aside_in(self._summary("review", symbol="WG.1/ASIDE"))

    @cached_property
    def issued_with_something_set_aside(self) -> Summary:
        return self._aside_in(self._summary("issued", symbol="WG.1/ASIDE.2"))

    def _aside_in(self, summary: Summary) -> Summary:
        SetAside.objects.create(
            summary=summary, submission=self.published, reason="Said elsewhere.", at=NOON, by=self.chair
        )
        return summary

    @cached_property
    def review(self) -> Summary:
        return self._summary("review")

    @cached_property
    def circulated(self) -> Summary:
        return self._summary("circulated")

    @cached_property
    def final(self) -> Summary:
        return self._summary("final")

    @cached_property
    def issued(self) -> Summary:
        return self._summary("issued")

    @cached_property
    def issued_in_unannounced(self) -> Summary:
        return self._summary("issued", session=self.unannounced_session)

    @cached_property
    def document_queued(self) -> Document:
        return make_document(self.issued, "queued")

    @cached_property
    def document_running(self) -> Document:
        return make_document(self.issued, "running", language="fr")

    @cached_property
    def document_failed(self) -> Document:
        return make_document(self.issued, "failed", language="ar")

    @cached_property
    def document_ready(self) -> Document:
        return make_document(self.issued, "ready")

    @cached_property
    def document_of_issued(self) -> Document:
        return make_document(self.issued, "issued")

    @cached_property
    def compilation_ready(self) -> Document:
        return make_document(self.call, "ready")

    @cached_property
    def preview(self) -> Any:
        return self._preview(self.document_of_issued)

    @cached_property
    def preview_of_ready(self) -> Any:
        return self._preview(self.document_ready)

    def _preview(self, document: Document) -> Any:
        picture = ContentFile(b"\x89PNG", name="x")
        Preview.objects.create(document=document, page=1, file=picture, width=10, height=14)
        return SimpleNamespace(public_id=document.public_id, page=1)

    @cached_property
    def letterhead(self) -> Letterhead:
        """One whose specimen can be looked at."""
        letterhead = Letterhead.objects.create(process=self.process, proposed_at=NOON, proposed_by=self.chair)
        make_document(self.call, "ready", kind="specimen", letterhead=letterhead, call=None, arrangement="")
        return letterhead

    @cached_property
    def document_of_drafting(self) -> Document:
        return make_document(self.drafting, "ready")

    @cached_property
    def document_of_unannounced(self) -> Document:
        return make_document(self.issued_in_unannounced, "issued")

    # --- near-identical texts -----------------------------------------------------------------------------------------

    @cached_property
    def family(self) -> Family:
        """Three near-identical texts, one of them not for publication, and nothing decided."""
        return make_family(*(make_submission(self.call, is_confidential=not number) for number in range(3)))

    @cached_property
    def family_judged(self) -> Family:
        return make_family(
            *(make_submission(self.call) for _number in range(3)), state="campaign", decided_by=self.chair
        )

    @cached_property
    def family_of_unannounced(self) -> Family:
        return make_family(*(make_submission(self.call_of_unannounced) for _number in range(2)))

    @cached_property
    def family_dissolved(self) -> Family:
        """One in which nothing is alike any longer; only its events tell of it."""
        return Family.objects.create(process=self.process, formed_at=NOON, state="dissolved")

    @cached_property
    def member(self) -> Member:
        found: Member = self.family.members.all()[2]
        return found

    # --- answers and inquiries ----------------------------------------------------------------------------------------

    @cached_property
    def issued_under_chatham(self) -> Summary:
        return self._summary("issued", session=self.spare_session, attribution="chatham_house")

    @cached_property
    def open_point(self) -> Point:
        """A point of a published contribution that nobody has answered."""
        return make_asking_point(self.published, self.chair)

    def _answer(self, summary: Summary, state: str) -> Any:
        """An answer that the Co-Chair wrote; pages find it by its summary and its point."""
        point = make_asking_point(self.published, self.chair)
        make_answer(summary, point, self.persons["K"], state)
        return SimpleNamespace(pk=summary.pk, public_id=point.public_id)

    @cached_property
    def answer_drafted(self) -> Any:
        return self._answer(self.drafting, "drafted")

    @cached_property
    def answer_released(self) -> Any:
        return self._answer(self.issued, "released")

    @cached_property
    def boilerplate(self) -> Boilerplate:
        return Boilerplate.objects.create(
            process=self.process, title="Elsewhere it is", text="T", saved_at=NOON, saved_by=self.chair
        )

    @cached_property
    def inquiry(self) -> Inquiry:
        return make_inquiry(self.issued, self.focal_point, organisation=self.owner)

    @cached_property
    def inquiry_in_unannounced(self) -> Inquiry:
        return make_inquiry(self.issued_in_unannounced, self.focal_point)

    # --- accreditation ------------------------------------------------------------------------------------------------

    @cached_property
    def round(self) -> Round:
        """Open, with the silence period of what was circulated so far running."""
        return make_round(self.process)

    @cached_property
    def round_in_preparation(self) -> Round:
        return make_round(self.process, announced_at=None)

    @cached_property
    def round_of_unannounced(self) -> Round:
        return make_round(self.unannounced)

    @cached_property
    def round_over(self) -> Round:
        """Closed, its silence over, its list not published."""
        return make_round(self.process, closes_at=NOON - timedelta(days=1))

    @cached_property
    def application_draft(self) -> Application:
        application = make_application(self.round, self.owner, state="draft")
        make_letter(application)
        return application

    @cached_property
    def application_submitted(self) -> Application:
        application = make_application(make_round(self.process), self.owner)
        make_letter(application)
        return application

    @cached_property
    def round_with_complete(self) -> Round:
        """One with something to circulate."""
        make_application(self.round, make_organisation("Another applicant"), state="complete")
        return self.round

    @cached_property
    def application_circulated(self) -> Application:
        """Silence runs; another State objects to it."""
        application = make_circulated(make_round(self.process), self.owner)
        make_letter(application)
        make_objection(application, make_mission("NO"))
        return application

    @cached_property
    def standing(self) -> Accreditation:
        """Given by a decision outside of the rounds."""
        return make_standing(self.owner, self.process)

    @cached_property
    def application_of_unannounced(self) -> Application:
        return make_application(self.round_of_unannounced, self.owner)

    @cached_property
    def circulation(self) -> Circulation:
        return make_circulation(self.round)

    @cached_property
    def letter_of_draft(self) -> RequestLetter:
        return self.application_draft.letters.get()

    @cached_property
    def letter_of_submitted(self) -> RequestLetter:
        return self.application_submitted.letters.get()

    @cached_property
    def letter_of_circulated(self) -> RequestLetter:
        return self.application_circulated.letters.get()

    @cached_property
    def question_of_a_state(self) -> Disclosure:
        return Disclosure.objects.create(
            application=self.application_circulated, mission=self.mission, asked_at=NOON, asked_by=self.persons["V"]
        )

    # --- proposed agenda items ----------------------------------------------------------------------------------------

    @cached_property
    def session_for_proposals(self) -> Session:
        """A session to whose agenda anybody may propose: such are the rules of its process."""
        session = make_session(make_process())
        make_modalities(session.process, "multistakeholder")
        return session

    @cached_property
    def proposal(self) -> Proposal:
        return make_proposal(self.session, self.owner, proposed_by=self.focal_point)

    @cached_property
    def proposal_to_unannounced(self) -> Proposal:
        return make_proposal(self.unannounced_session, self.owner, proposed_by=self.focal_point)

    # --- registration -------------------------------------------------------------------------------------------------

    @cached_property
    def window(self) -> RegistrationWindow:
        """Open to everybody; somebody of the organisation awaits confirmation."""
        return self.registration.session.registration_window

    @cached_property
    def window_at_unannounced(self) -> RegistrationWindow:
        return make_window(self.unannounced_session, open_to_unaccredited=True)

    @cached_property
    def registration(self) -> Registration:
        return make_registration(make_window(self.spare_session, open_to_unaccredited=True), self.owner)

    @cached_property
    def delegates(self) -> list[Registration]:
        """People of the organisation at sessions whose lists are published; they did not agree to be named."""
        sessions = (self.session, self.session_published)
        windows = [make_window(session, list_published_at=NOON, open_to_unaccredited=True) for session in sessions]
        who = {"name": TELLTALE, "email": TELLTALE_ADDRESS, "state": "confirmed"}
        return [make_registration(window, self.owner, **who) for window in windows]

    @cached_property
    def delegation(self) -> SimpleNamespace:
        """The organisation at the session."""
        return SimpleNamespace(pk=self.window.pk, organisation=self.owner.pk)

    @cached_property
    def delegation_at_unannounced(self) -> SimpleNamespace:
        return SimpleNamespace(pk=self.window_at_unannounced.pk, organisation=self.owner.pk)

    @cached_property
    def session_with_list(self) -> Session:
        """Everybody reads who takes part in it."""
        return self.window_with_list.session

    @cached_property
    def unannounced_with_list(self) -> Session:
        """The list is published, and the process is not announced."""
        session = make_session(self.unannounced)
        make_window(session, list_published_at=NOON)
        return session

    @cached_property
    def window_with_list(self) -> RegistrationWindow:
        window = make_window(make_session(self.process), list_published_at=NOON)
        make_registration(window, self.owner, state="confirmed")
        return window

    @cached_property
    def delegation_lacking(self) -> SimpleNamespace:
        """A State's tripartite delegation that registration closed upon before it was complete."""
        session = make_session(self.process)
        window = make_window(session, composition="tripartite", closes_at=NOON - timedelta(days=1))
        make_registration(window, self.tripartite_mission, role="government", category="state")
        return SimpleNamespace(pk=window.pk, organisation=self.tripartite_mission.pk)

    @cached_property
    def tripartite_mission(self) -> Organisation:
        return make_mission("KE", name="Mission with three sides")

    @cached_property
    def sub_group_of_process(self) -> SubGroup:
        return make_sub_group(self.process, "sg-of-associates")

    # --- positions ----------------------------------------------------------------------------------------------------

    @cached_property
    def ballot(self) -> Segment:
        """It runs at NOON in another process, and the member of the organisation sits in it as a delegate with a vote."""
        session = make_session(make_process())
        segment = make_segment(make_meeting(session, starts_at=NOON), "adoption")
        make_modalities(session.process, "ilo")
        make_registration(make_window(session), accredit(self.owner, session.process), role="worker", state="confirmed",
                          user=self.persons["M"])  # fmt: skip
        return segment

    @cached_property
    def adoption(self) -> Segment:
        return make_segment(make_meeting(self.spare_session, starts_at=NOON), "adoption")

    # --- exports ------------------------------------------------------------------------------------------------------

    def _export(self, state: str, **fields: Any) -> Export:
        wanted = {"process": self.process, "kinds": ["register"], "format": "csv", "scope": "public", "language": "en"}
        made: dict[str, Any] = {}
        if state in ("ready", "expired"):
            made = {"sha256": "0" * 64, "size": 8, "rows_planned": 1, "rows_done": 1, "counts": {"register": 1},
                    "as_of": NOON, "finished_at": NOON}  # fmt: skip
        if state == "ready":
            made["file"] = ContentFile(b"x,y\r\n1,2", name="x")
        if state == "failed":
            made = {"failure": "The worker was killed.", "finished_at": NOON}
        return Export.objects.create(**{**wanted, **made, **fields}, state=state, queued_at=NOON)

    @cached_property
    def export_queued(self) -> Export:
        return self._export("queued")

    @cached_property
    def export_running(self) -> Export:
        return self._export("running", language="fr", heartbeat_at=NOON)

    @cached_property
    def export_failed(self) -> Export:
        return self._export("failed")

    @cached_property
    def export_ready(self) -> Export:
        return self._export("ready")

    @cached_property
    def export_expired(self) -> Export:
        return self._export("expired")

    @cached_property
    def export_of_unannounced(self) -> Export:
        return self._export("ready", process=self.unannounced)

    # --- imports ------------------------------------------------------------------------------------------------------

    def _import(self, state: str, **fields: Any) -> Import:
        return Import.objects.create(
            call=self.call, file=ContentFile(b"organisation,text\n", name="x"), name="inputs.csv", sha256="0" * 64,
            state=state, queued_at=NOON, **fields,
        )  # fmt: skip

    @cached_property
    def import_queued(self) -> Import:
        return self._import("queued")

    @cached_property
    def import_checked(self) -> Import:
        return self._import("ready", lines_total=1, lines_read=1, loaded=1)

    @cached_property
    def import_failed(self) -> Import:
        return self._import("failed", failure={"code": "empty"})

    # --- pages that exist only where a setting says so ----------------------------------------------------------------

    @cached_property
    def letter(self) -> Letter:
        return Letter.objects.create(
            key="k", to="amina@people.example", language="en", subject="Received", text="Thank you.", written_at=NOON,
            next_attempt_at=NOON,
        )  # fmt: skip

    @cached_property
    def letter_where_mail_is_caught(self) -> Letter:
        self.settings.MAIL_CAUGHT = True
        return self.letter

    @cached_property
    def embedded(self) -> None:
        self.settings.EMBEDDED = self.settings.MAIL_CAUGHT = True

    @cached_property
    def nothing(self) -> None:
        """An address without a row behind it."""
