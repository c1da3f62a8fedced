"""Pages of the secretariat for inputs that arrived otherwise: imports from the dry run to the end, letters by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultation.submissions.actions import intake as actions
from consultation.submissions.forms.intake import COLUMNS_NEEDED, COLUMNS_READ, EnterInputForm, ImportForm
from consultation.submissions.models import Call, Import, ImportRefusal, Submission
from consultation.submissions.refusals import failure_in_words, notes_in_words, reason_in_words
from consultation.submissions.states import IMPORT_MOVES, ImportState
from look.paging import KeysetPage
from register.errors import MoveRefused
from register.moves import open_moves
from stakeholders.accounts.gate import staff_page

for_secretariat = staff_page("processes.open_secretariat_desk")


@for_secretariat
def ask_import(request: HttpRequest, symbol: str) -> HttpResponse:
    """Send a file to be checked, and see what was imported into the call before."""
    call = _call(request, symbol)
    if not request.user.has_perm("submissions.run_import", Import(call=call)):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        batch = actions.ask_for_check(
            call=call, file=form.cleaned_data["file"], choices=form.choices(), by=request.user, at=timezone.now()
        )
        return redirect("submissions:import", batch.public_id)
    page = KeysetPage(call.imports.select_related("queued_by"), order="-queued_at", query=request.GET, size=10)
    context = {
        "call": call,
        "form": form,
        "page": page,
        "columns_needed": COLUMNS_NEEDED,
        "columns_read": COLUMNS_READ,
    }
    return render(request, "submissions/intake/import.html", context)


@for_secretariat
@require_safe
def follow_import(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far an import got, what it found line by line, and what can be done next."""
    batch = _batch(request, public_id)
    page = KeysetPage(ImportRefusal.objects.filter(batch=batch), order="line", query=request.GET)
    context = {
        "at": timezone.now(),
        "batch": batch,
        "call": batch.call,
        "is_under_way": batch.state in (ImportState.QUEUED, ImportState.RUNNING),
        "failure": failure_in_words(batch.failure),
        "notes": notes_in_words(batch.notes),
        "page": page,
        "refusals": [(row, [reason_in_words(reason) for reason in row.reasons]) for row in page],
        "can_load": batch.is_dry_run and batch.state == ImportState.READY and batch.loaded,
        "can_retry": open_moves(batch, IMPORT_MOVES, by=request.user),
    }
    return render(request, "submissions/intake/follow.html", context)


@for_secretariat
@require_POST
def load_import(request: HttpRequest, public_id: str) -> HttpResponse:
    """Load the file that was checked."""
    batch = _batch(request, public_id)
    try:
        batch = actions.load_checked(batch=batch, by=request.user, at=timezone.now())
    except MoveRefused as refused:
        messages.error(request, str(refused))
    return redirect("submissions:import", batch.public_id)


@for_secretariat
@require_POST
def retry_import(request: HttpRequest, public_id: str) -> HttpResponse:
    """Go on with an import that failed."""
    batch = _batch(request, public_id)
    try:
        actions.retry_import(batch=batch, by=request.user, at=timezone.now())
    except MoveRefused as refused:
        messages.error(request, str(refused))
    return redirect("submissions:import", batch.public_id)


@for_secretariat
def enter_input(request: HttpRequest, symbol: str) -> HttpResponse:
    """Enter an input that came by mail; times are those of the call's zone."""
    call, at = _call(request, symbol), timezone.now()
    if not request.user.has_perm("submissions.enter_input", call):
        raise PermissionDenied
    with timezone.override(call.zone):
        form = EnterInputForm(request.POST or None, request.FILES or None, call=call, at=at)
        if form.is_valid():
            submission = actions.enter_input(
                call=call,
                author=form.author(),
                letter=form.letter(),
                key=form.cleaned_data["key"],
                by=request.user,
                at=at,
            )
            messages.success(request, _("The contribution is entered. It awaits the Chair’s decision."))
            return redirect("submissions:entered", submission.public_id)
        context: dict[str, Any] = {"call": call, "form": form, "at": at}
        return render(request, "submissions/intake/enter.html", context)


@for_secretariat
@require_safe
def show_entered(request: HttpRequest, public_id: str) -> HttpResponse:
    """The receipt of an input that was entered by hand, to be printed or kept."""
    entered = Submission.objects.visible_to(request.user).filter(via=Submission.Via.MAIL)
    submission = get_object_or_404(entered.select_related("call__process", "group", "country"), public_id=public_id)
    if not request.user.has_perm("submissions.enter_input", submission.call):
        raise PermissionDenied
    revision = submission.revisions.prefetch_related("attachments").get(number=1)
    context = {
        "submission": submission,
        "call": submission.call,
        "revision": revision,
        "entered": submission.events.select_related("by").filter(kind="submitted").first(),
    }
    return render(request, "submissions/intake/entered.html", context)


def _call(request: HttpRequest, symbol: str) -> Call:
    calls = Call.objects.visible_to(request.user).select_related("process", "session")
    return get_object_or_404(calls, symbol=symbol)


def _batch(request: HttpRequest, public_id: str) -> Import:
    batches = Import.objects.visible_to(request.user).select_related("call__process", "queued_by", "default_group")
    return get_object_or_404(batches, public_id=public_id)
