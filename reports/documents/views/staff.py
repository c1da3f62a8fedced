"""Pages of documents for the Chair's team and the secretariat: compile, issue, correct, and how a process prints."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultation.processes.models import Process
from register.errors import MoveRefused
from reports.documents import actions
from reports.documents.forms import CompileForm, CorrectForm, LetterheadForm, NewDocumentForm
from reports.documents.models import Document, Letterhead
from reports.documents.states import DocumentKind
from reports.documents.views.public import page_of, visible
from reports.summaries.errors import NamesStand
from reports.summaries.forms import IssueForm
from reports.summaries.models import Summary
from stakeholders.accounts.gate import staff_page

MOVES: dict[str, Callable[..., None]] = {"cancelled": actions.cancel_document, "retried": actions.retry_document}
READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_SEND)
@staff_page("summaries.open_desk")
def compile_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the document of a summary, and see those that were compiled before."""
    rows = Summary.objects.seen_by_staff(request.user).select_related("session__process")
    summary = get_object_or_404(rows, pk=pk)
    form = CompileForm(request.POST or None, summary=summary, initial={"language": summary.language})
    if request.method == "POST" and form.is_valid():
        wanted = actions.summary_wanted(summary, **form.cleaned_data)
        document = actions.ask_for_document(wanted=wanted, by=request.user, at=timezone.now())
        return redirect("documents:document", document.public_id)
    context = {"summary": summary, "form": form, "documents": summary.documents.select_related("process")[:50]}
    return render(request, "documents/compile.html", context)


@require_http_methods(READ_OR_SEND)
@staff_page("documents.open_desk")
def new_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a document about a call: a compilation, its statistics, a cover note."""
    process = _worked_on(request, slug)
    form = NewDocumentForm(request.POST or None, process=process)
    if request.method == "POST" and form.is_valid():
        document = actions.ask_for_document(wanted=form.wanted(), by=request.user, at=timezone.now())
        return redirect("documents:document", document.public_id)
    return render(request, "documents/new.html", {"process": process, "form": form})


@require_POST
@staff_page("documents.open_desk")
def change(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Cancel a document that is being compiled, try a failed one again, or issue one that is ready."""
    found, asked = visible(request, public_id), request.POST.get("move", "")
    try:
        if asked == "issued":
            seen = "names_seen" in request.POST
            actions.issue_document(document=found, by=request.user, at=timezone.now(), names_seen=seen)
        elif asked in MOVES:
            MOVES[asked](document=found, by=request.user, at=timezone.now())
    except NamesStand as refusal:
        return page_of(request, found, IssueForm(request.POST, names=refusal.names))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("documents:document", public_id)


@require_http_methods(READ_OR_SEND)
@staff_page("documents.open_desk")
def correct(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Compile a corrigendum or a revision of an issued document."""
    found = visible(request, public_id)
    if not request.user.has_perm("documents.issue_document", found):
        raise PermissionDenied
    form = CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            corrected = actions.correct_document(
                document=found, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("documents:document", corrected.public_id)
    return render(request, "documents/correct.html", {"document": found, "form": form})


@require_http_methods(READ_OR_SEND)
@staff_page("documents.open_desk")
def letterhead(request: HttpRequest, slug: str) -> HttpResponse:
    """How the process prints its documents: what is in use, what was proposed, and a form to propose another."""
    process = _worked_on(request, slug, permission="documents.change_letterhead")
    in_use = process.letterheads.filter(used_from__isnull=False, used_until=None).first()
    form = LetterheadForm(request.POST or None, request.FILES or None, initial=LetterheadForm.initial_from(in_use))
    if request.method == "POST" and form.is_valid():
        specimen = actions.propose_letterhead(
            letterhead=form.proposed(process, in_use), by=request.user, at=timezone.now()
        )
        messages.success(request, _("Look at the specimen before you put the letterhead into use."))
        return redirect("documents:document", specimen.public_id)
    specimens = Prefetch("documents", Document.objects.filter(kind=DocumentKind.SPECIMEN), to_attr="specimens")
    letterheads = process.letterheads.prefetch_related(specimens)[:20]
    context = {"process": process, "form": form, "in_use": in_use, "letterheads": letterheads}
    return render(request, "documents/letterhead.html", context)


@require_POST
@staff_page("documents.open_desk")
def use_letterhead(request: HttpRequest, pk: int) -> HttpResponse:
    """Print with the letterhead from now on."""
    found = get_object_or_404(Letterhead.objects.select_related("process"), pk=pk)
    process = _worked_on(request, found.process.slug, permission="documents.change_letterhead")
    try:
        actions.use_letterhead(letterhead=found, by=request.user, at=timezone.now())
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The letterhead is in use. Documents compiled from now on are printed with it."))
    return redirect("documents:letterhead", process.slug)


def _worked_on(request: HttpRequest, slug: str, permission: str = "documents.compile_document") -> Any:
    """The process, or 404 for whoever has no such permission in it."""
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    of_it = Document(process=process)
    return process if request.user.has_perm(permission, of_it) else get_object_or_404(Process.objects.none())
