"""Pages of documents: what there is, how far one got, and the file itself."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from look.paging import KeysetPage
from register.errors import MoveRefused
from register.moves import open_moves
from reports.documents import actions
from reports.documents.forms import CompileForm
from reports.documents.models import Document
from reports.documents.states import DOCUMENT_MOVES
from reports.summaries.models import Summary
from stakeholders.accounts.gate import staff_page


@require_safe
@login_not_required
def documents(request: HttpRequest) -> HttpResponse:
    """The documents that exist for this reader, newest first."""
    rows = Document.objects.visible_to(request.user).select_related("summary__session__process")
    page = KeysetPage(rows, order="-queued_at", query=request.GET)
    return render(request, "documents/list.html", {"page": page, "summary": None})


@require_safe
@login_not_required
def of_summary(request: HttpRequest, symbol: str) -> HttpResponse:
    """The documents of one issued summary."""
    summary = get_object_or_404(Summary.objects.public().select_related("session__process"), symbol=symbol)
    rows = Document.objects.visible_to(request.user).filter(summary=summary)
    page = KeysetPage(rows.select_related("summary__session__process"), order="-queued_at", query=request.GET)
    return render(request, "documents/list.html", {"page": page, "summary": summary})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("summaries.open_desk")
def compile_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the document of a summary, and see those that were compiled before."""
    rows = Summary.objects.seen_by_staff(request.user).select_related("session__process")
    summary = get_object_or_404(rows, pk=pk)
    form = CompileForm(request.POST or None, summary=summary, initial={"language": summary.language})
    if request.method == "POST" and form.is_valid():
        document = actions.ask_for_document(
            summary=summary, language=form.cleaned_data["language"], by=request.user, at=timezone.now()
        )
        return redirect("documents:document", document.public_id)
    context = {"summary": summary, "form": form, "documents": summary.documents.all()[:50]}
    return render(request, "documents/compile.html", context)


@require_safe
@login_not_required
def document(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """How far the document got; asked by htmx, only the part that changes."""
    found = _visible(request, public_id)
    moves = {move.name for move in open_moves(found, DOCUMENT_MOVES, by=request.user)}
    context: dict[str, Any] = {"document": found, "moves": moves}
    part = "documents/document.html#progress" if request.htmx else "documents/document.html"  # type: ignore[attr-defined]
    response = render(request, part, context)
    patch_cache_control(response, no_store=True)
    return response


@require_safe
@login_not_required
def download(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse | FileResponse:
    """The file, for whoever may see the document, always as an attachment."""
    found = _visible(request, public_id)
    if found.state != "ready":
        return redirect("documents:document", public_id)
    name = f"{found.summary.symbol.replace('/', '-')}-{found.language}.pdf"
    response = FileResponse(found.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_POST
@staff_page("summaries.open_desk")
def change(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Cancel a document that is being compiled, or try a failed one again."""
    found, at = _visible(request, public_id), timezone.now()
    action = actions.cancel_document if request.POST.get("move") == "cancelled" else actions.retry_document
    try:
        action(document=found, by=request.user, at=at)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("documents:document", public_id)


def _visible(request: HttpRequest, public_id: uuid.UUID) -> Document:
    rows = Document.objects.visible_to(request.user).select_related("summary__session__process", "queued_by")
    found: Document = get_object_or_404(rows, public_id=public_id)
    return found
