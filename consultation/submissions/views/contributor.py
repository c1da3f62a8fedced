"""Pages of an organisation: its desk, the start of a draft, what it sent, joint statements that wait for its word."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.submissions.actions.drafts import start_draft as start
from consultation.submissions.actions.endorsing import confirm_party, decline_party
from consultation.submissions.actions.submitting import take_up_correction, withdraw_submission
from consultation.submissions.errors import TooLate
from consultation.submissions.forms.draft import StartDraftForm, WithdrawForm
from consultation.submissions.models import (
    CONTENT_LANGUAGES,
    Attachment,
    Call,
    Draft,
    Party,
    Submission,
    SubmissionEvent,
)
from consultation.submissions.states import SUBMISSION_MOVES, SubmissionState
from consultation.submissions.views.keeping import never_stored
from consultation.submissions.whole import RECEIPT
from look.paging import KeysetPage
from register.errors import MoveRefused
from register.moves import open_moves
from stakeholders.organisations.models import Membership, Organisation
from stakeholders.organisations.rules import active_roles


def _organisations_of(user: Any) -> QuerySet[Organisation]:
    return Organisation.objects.with_member(user).select_related("group_declared", "group_verified", "seat")


# --- the desk ---------------------------------------------------------------------------------------------------------


@never_stored
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What is open, what is being written, what was sent and what became of it, who waits for an answer."""
    at = timezone.now()
    organisations = list(_organisations_of(request.user).order_by("name"))
    sent = KeysetPage(_sent_by(organisations), order="-received_at", query=request.GET, size=25)
    rows = list(sent)
    context = {
        "at": at, "organisations": organisations, "calls": _calls_that_take_input(at),
        "drafts": _drafts_of(organisations), "page": sent, "sent": rows, "reasons": _reasons_given(rows),
        "requests": _requests_to(request.user),
    }  # fmt: skip
    return render(request, "submissions/contributor/desk.html", context)


def _calls_that_take_input(at: datetime) -> QuerySet[Call]:
    return Call.objects.open_at(at).select_related("process", "session").order_by("closes_at", "pk")[:50]


def _drafts_of(organisations: list[Organisation]) -> QuerySet[Draft]:
    drafts = Draft.objects.filter(organisation__in=organisations)
    return drafts.select_related("call", "organisation", "saved_by", "submission").order_by("-saved_at", "-pk")[:50]


def _sent_by(organisations: list[Organisation]) -> QuerySet[Submission]:
    sent = Submission.objects.filter(organisation__in=organisations)
    return sent.select_related("call", "organisation", "withheld_under").defer("body", "search")


def _reasons_given(rows: list[Submission]) -> dict[int, str]:
    """The Chair's last words on each submission that was returned or withheld, by its id."""
    told = [row.pk for row in rows if row.state in (SubmissionState.RETURNED, SubmissionState.WITHHELD)]
    events = SubmissionEvent.objects.filter(subject__in=told, kind__in=("returned", "withheld")).order_by("at", "pk")
    return dict(events.values_list("subject_id", "note"))


def _requests_to(user: Any) -> QuerySet[Party]:
    """Joint statements that wait for the word of an organisation whose focal point the person is."""
    mine = user.memberships.active().filter(role=Membership.Role.FOCAL_POINT).values("organisation")
    waiting = Party.objects.filter(organisation__in=mine, confirmed_at=None, declined_at=None)
    waiting = waiting.exclude(submission__state=SubmissionState.WITHDRAWN)
    return waiting.select_related("submission__call", "organisation").order_by("submission__call__closes_at", "pk")[:50]


# --- starting ---------------------------------------------------------------------------------------------------------


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def start_draft(request: HttpRequest, symbol: str) -> HttpResponse:
    """Say what becomes of a text, then ask in whose name it is written; drafts that exist already come first."""
    at = timezone.now()
    call = get_object_or_404(Call.objects.visible_to(request.user).select_related("process", "session"), symbol=symbol)
    organisations = _organisations_of(request.user)
    form = StartDraftForm(request.POST if request.method == "POST" else None, call=call, organisations=organisations)
    if form.is_valid():
        try:
            draft = _started(request, call, form, at=at)
        except TooLate as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("submissions:draft", draft.public_id)
    context = {
        "at": at, "call": call, "form": form, "organisations": organisations,
        "drafts": Draft.objects.filter(call=call, organisation__in=organisations, submission=None).select_related(
            "organisation", "saved_by"
        ),
        "is_over": call.stage_at(at) == Call.Stage.CLOSED and not call.takes_input_at(at),
    }  # fmt: skip
    return render(request, "submissions/contributor/start.html", context)


def _started(request: HttpRequest, call: Call, form: StartDraftForm, *, at: datetime) -> Draft:
    return start(
        call=call, organisation=form.cleaned_data["organisation"], by=request.user, at=at,
        public_id=form.cleaned_data["draft_id"], language=_language_now(),
        is_confidential=form.asks_for_confidentiality,
    )  # fmt: skip


def _language_now() -> str:
    """The language of the page as the language of a text, which a person can change: most write as they read."""
    code = (get_language() or "en").partition("-")[0]
    return code if code in dict(CONTENT_LANGUAGES) else "en"


# --- what was sent ----------------------------------------------------------------------------------------------------


def _sent_or_404(user: Any, public_id: UUID) -> Any:
    """A submission of one of the person's organisations, or one in which they are named; else there is none."""
    found = RECEIPT.one(list(active_roles(user)), public_id)
    if found is None:
        raise Http404
    return found


@never_stored
@require_safe
def sent(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The receipt: what was sent, when, under which deadline, with which files; and what happens next."""
    submission = _sent_or_404(request.user, public_id)
    revisions = list(submission.revisions.select_related("submitted_by").only(*_OF_A_REVISION).order_by("-number"))
    parties = list(submission.parties.all())
    context = {
        "at": timezone.now(), "submission": submission, "call": submission.call, "revision": revisions[0],
        "zone_differs": _clocks_differ(revisions[0].submitted_at, submission.call.zone),
        "revisions": revisions, "is_being_corrected": submission.has_draft,
        "attachments": Attachment.objects.filter(revision=revisions[0]) if submission.has_files else (),
        "parties": parties,
        "requests": [party for party in parties if request.user.has_perm("submissions.answer_for_party", party)],
        "answers": [(a.question.text, a.text) for a in submission.answers.all()],
        "agenda_items": submission.agenda_items.all(),
        "reason": _reasons_given([submission]).get(submission.pk, ""),
        "moves": {move.name for move in open_moves(submission, SUBMISSION_MOVES, by=request.user)},
    }  # fmt: skip
    return render(request, "submissions/contributor/sent.html", context)


_OF_A_REVISION = (
    "submission", "number", "sha256", "submitted_at", "deadline", "is_late", "submitted_by__full_name",
    "submitted_by__email",
)  # fmt: skip
"""What the receipt shows of each revision: not its text, which is the submission's or an earlier one."""


def _clocks_differ(instant: datetime, zone: str) -> bool:
    return instant.astimezone(ZoneInfo(zone)).utcoffset() != timezone.localtime(instant).utcoffset()


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what withdrawing means, then do it."""
    submission = _sent_or_404(request.user, public_id)
    if not any(move.name == "withdrawn" for move in open_moves(submission, SUBMISSION_MOVES, by=request.user)):
        raise PermissionDenied
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        note = form.cleaned_data["note"]
        try:
            withdraw_submission(submission=submission, by=request.user, at=timezone.now(), note=note)
        except MoveRefused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, _("The contribution has been withdrawn."))
        return redirect("submissions:sent", public_id)
    context = {"submission": submission, "call": submission.call, "form": form}
    return render(request, "submissions/contributor/withdraw.html", context)


@never_stored
@require_POST
def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take up a returned or waiting submission again."""
    submission = _sent_or_404(request.user, public_id)
    try:
        draft = take_up_correction(submission=submission, by=request.user, at=timezone.now())
    except MoveRefused as reason:
        messages.error(request, str(reason))
        return redirect("submissions:sent", public_id)
    return redirect("submissions:draft", draft.public_id)


@never_stored
@require_POST
def answer_request(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Confirm that one's organisation speaks in a joint statement, or decline."""
    party = get_object_or_404(_sent_or_404(request.user, public_id).parties, pk=pk)
    acts = {"confirm": confirm_party, "decline": decline_party}
    act = acts.get(request.POST.get("answer", ""))
    if act is None:
        raise BadRequest
    try:
        act(party=party, by=request.user, at=timezone.now())
    except MoveRefused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("Your organisation’s answer has been recorded."))
    return redirect("submissions:sent", public_id)
