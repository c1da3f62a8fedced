"""Who asks and what is asked for in the access matrix: persons by letter, rows in every state, made when first named."""

from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile

from consultation.processes.models import AgendaItem, ModerationRule, Office, Process, Session
from consultation.submissions.models import Attachment, Call, CallQuestion, Draft, Import, Party, Submission
from reports.documents.models import Document, Letterhead, Preview
from reports.exports.models import Export
from reports.summaries.models import Citation, Paragraph, Section, Summary
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
from tests.factories.documents import make_document

ROLES = {
    "A": "anonymous",
    "O": "member of another organisation",
    "M": "member of the organisation",
    "F": "its focal point",
    "C": "Chair of the process",
    "K": "Co-Chair of the process",
    "N": "Chair of the process without a second factor",
    "X": "Chair of another process",
    "S": "secretariat of the process",
    "T": "secretariat of another process",
    "P": "secretariat of the portal",
    "U": "superuser without any office",
    "D": "focal point, Chair and secretariat whose account is closed",
}


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
            "M": make_member(self.owner),
            "F": self.focal_point,
            "C": self.chair,
            "K": make_officer(self.process, Office.Kind.CO_CHAIR),
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
        for letter, kind in {"C": "chair", "K": "co_chair", "N": "chair", "S": "secretariat"}.items():
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

    # --- summaries and documents --------------------------------------------------------------------------------------

    def _summary(self, state: str, **fields: Any) -> Summary:
        session = fields.pop("session", self.session)
        summary = Summary.objects.create(
            session=session, title="What was heard", symbol=f"{session.symbol}/{state}".upper(), state=state,
            created_at=NOON, created_by=self.chair, issued_at=NOON if state == "issued" else None, **fields,
        )  # fmt: skip
        summary.calls.add(self.call)
        section = Section.objects.create(summary=summary, heading="Trust", position=1)
        paragraph = Paragraph.objects.create(
            section=section, position=1, text="Many spoke of trust.", saved_at=NOON, saved_by=self.chair
        )
        Citation.objects.create(paragraph=paragraph, submission=self.published, cited_at=NOON, cited_by=self.chair)
        return summary

    @cached_property
    def drafting(self) -> Summary:
        return self._summary("drafting")

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
