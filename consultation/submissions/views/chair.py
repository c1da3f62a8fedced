"""The chair's desk: what awaits a decision, one submission to decide, and many at once."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from consultation.submissions.actions import moderation
from consultation.submissions.forms.moderation import MOST_AT_ONCE, BulkForm, DecisionForm, DeskFilterForm
from consultation.submissions.models import Attachment, Call, Submission
from consultation.submissions.states import SUBMISSION_MOVES
from look.paging import KeysetPage, counted_up_to
from register.errors import MoveRefused
from register.moves import open_moves
from stakeholders.accounts.gate import staff_page

DECISIONS = ("published", "accepted", "returned", "withheld")


@require_safe
@staff_page("processes.open_chair_desk")
def chair_desk(request: HttpRequest) -> HttpResponse:
    """What awaits me: undecided submissions of the processes that I chair, longest waiting first."""
    form = DeskFilterForm(request.GET or None, calls=_calls(request))
    waiting = _waiting(request)
    if form.is_bound and form.is_valid() and form.cleaned_data["call"]:
        waiting = waiting.filter(call=form.cleaned_data["call"])
    decided = Submission.objects.presided_by(request.user).exclude(state="submitted").select_related("call")
    context = {
        "at": timezone.now(),
        "form": form,
        "count": counted_up_to(waiting),
        "page": KeysetPage(waiting, order="received_at", query=request.GET),
        "decided": decided.order_by("-submitted_at", "-pk")[:5],
    }
    return render(request, "submissions/chair/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_chair_desk")
def decide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One submission with its history, and the decisions that are open now."""
    at = timezone.now()
    submission = get_object_or_404(_decidable(request), public_id=public_id)
    moves = [move for move in open_moves(submission, SUBMISSION_MOVES, by=request.user) if _fits(move.name, submission)]
    form = DecisionForm(request.POST or None, moves=moves, process=submission.process)
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(submission, form.cleaned_data, by=request.user, at=at)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Decided: %(reference)s.") % {"reference": submission.reference})
            return redirect("submissions:chair_desk")
    context = _reading(submission) | {"form": form, "moves": moves, "at": at}
    return render(request, "submissions/chair/decide.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_chair_desk")
def decide_in_bulk(request: HttpRequest) -> HttpResponse:
    """Publish many of one call on a recorded ground; those that cannot be published stay, and are named."""
    calls = _calls(request)
    call = get_object_or_404(calls, symbol=request.POST.get("symbol") or request.GET.get("call", ""))
    waiting = _waiting(request).filter(call=call)
    offered = list(waiting[:MOST_AT_ONCE])
    choices = [(str(row.public_id), row.reference) for row in offered]
    form = BulkForm(request.POST or None, calls=calls, offered=choices, initial={"call": call})
    if request.method == "POST" and form.is_valid():
        chosen = set(form.cleaned_data["chosen"])
        rows = [row for row in offered if form.cleaned_data["everything"] or str(row.public_id) in chosen]
        _announce(request, moderation.publish_in_bulk(
            submissions=rows, by=request.user, at=timezone.now(), rule=form.cleaned_data["rule"]
        ))  # fmt: skip
        return redirect("submissions:chair_desk")
    context = {"form": form, "call": call, "offered": offered, "count": counted_up_to(waiting), "most": MOST_AT_ONCE}
    return render(request, "submissions/chair/bulk.html", context)


# --- parts ------------------------------------------------------------------------------------------------------------


def _calls(request: HttpRequest) -> QuerySet[Call]:
    waiting = Submission.objects.presided_by(request.user).awaiting_decision().order_by()
    return Call.objects.filter(pk__in=waiting.values("call"))


def _waiting(request: HttpRequest) -> Any:
    rows = Submission.objects.presided_by(request.user).awaiting_decision()
    return rows.select_related("call", "group", "country").prefetch_related("parties").defer("body", "search")


def _decidable(request: HttpRequest) -> Any:
    rows = Submission.objects.presided_by(request.user)
    return rows.select_related("call", "process", "group", "country", "submitted_by", "withheld_under").defer("search")


def _fits(decision: str, submission: Submission) -> bool:
    return decision in DECISIONS and decision != ("published" if submission.is_confidential else "accepted")


def _carry_out(submission: Submission, chosen: dict[str, Any], *, by: Any, at: Any) -> None:
    match chosen["decision"]:
        case "returned":
            moderation.return_submission(submission=submission, by=by, at=at, reason=chosen["reason"])
        case "withheld":
            moderation.withhold_submission(
                submission=submission, by=by, at=at, reason=chosen["reason"], rule=chosen["rule"]
            )
        case _:
            moderation.publish_submission(submission=submission, by=by, at=at, rule=chosen["reason"])


def _reading(submission: Submission) -> dict[str, Any]:
    current = {"revision__submission": submission, "revision__number": submission.revision_number}
    return {
        "submission": submission,
        "answers": submission.answers.select_related("question"),
        "attachments": Attachment.objects.filter(**current),
        "parties": submission.parties.all(),
        "history": submission.events.select_related("by"),
    }


def _announce(request: HttpRequest, passed: moderation.Passed) -> None:
    done = ngettext("%(count)d contribution published.", "%(count)d contributions published.", passed.count)
    messages.success(request, done % {"count": passed.count})
    for reference, reason in passed.refused[:20]:
        messages.warning(request, f"{reference}: {reason or _('You cannot decide about this one.')}")
