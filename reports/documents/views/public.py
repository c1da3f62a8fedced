"""Pages of documents for everybody: what there is, one of them with its versions, its files, its first pages."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from consultation.processes.models import Process
from look.paging import KeysetPage
from register.moves import open_moves
from reports.documents.models import Document
from reports.documents.naming import names_told
from reports.documents.states import DOCUMENT_MOVES, DocumentKind, DocumentState, Format
from reports.summaries.forms import IssueForm
from reports.summaries.models import Summary

CONTENT_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.HTML: "text/html; charset=utf-8",
    Format.JSON: "application/json",
}


@require_safe
@login_not_required
def documents(request: HttpRequest) -> HttpResponse:
    """The documents that exist for this reader, newest first."""
    return _list(request)


@require_safe
@login_not_required
def of_process(request: HttpRequest, slug: str) -> HttpResponse:
    """The documents of one process."""
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    return _list(request, process=process)


@require_safe
@login_not_required
def of_summary(request: HttpRequest, symbol: str) -> HttpResponse:
    """The documents of one issued summary."""
    summary = get_object_or_404(Summary.objects.public().select_related("session__process"), symbol=symbol)
    return _list(request, summary=summary)


@require_safe
@login_not_required
def document(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What the document is and how far it got; asked by htmx, only the part that changes."""
    return page_of(request, visible(request, public_id))


def page_of(request: HttpRequest, found: Document, issue_form: IssueForm | None = None) -> HttpResponse:
    """The page of a document; `issue_form` is given where the person has to look at it again."""
    moves = {move.name for move in open_moves(found, DOCUMENT_MOVES, by=request.user)}
    context: dict[str, Any] = {
        "document": found,
        "moves": moves,
        "issue_form": issue_form or IssueForm(names=names_told(found) if "issued" in moves else ()),
        "editions": sorted(found.editions.all(), key=lambda edition: Format.values.index(edition.format)),
        "previews": found.previews.all() if found.is_complete else [],
        "later": _versions(request, supersedes=found).first(),
        "is_staff": request.user.has_perm("documents.compile_document", found),
        "may_correct": found.state == DocumentState.ISSUED and request.user.has_perm("documents.issue_document", found),
    }
    part = "documents/document.html#progress" if request.htmx else "documents/document.html"  # type: ignore[attr-defined]
    response = render(request, part, context)
    patch_cache_control(response, no_store=True)
    return response


@require_safe
@login_not_required
def download(request: HttpRequest, public_id: uuid.UUID, format_: str) -> HttpResponse | FileResponse:
    """One of the files, for whoever may see the document, always as an attachment."""
    found = visible(request, public_id)
    if not found.is_complete:
        return redirect("documents:document", public_id)
    edition = get_object_or_404(found.editions, format=format_)
    name = f"{found.full_symbol.replace('/', '-')}-{found.language}.{edition.format}"
    content_type = CONTENT_TYPES[Format(edition.format)]
    return _sent(FileResponse(edition.file.open("rb"), as_attachment=True, filename=name, content_type=content_type))


@require_safe
@login_not_required
def preview(request: HttpRequest, public_id: uuid.UUID, page: int) -> HttpResponse | FileResponse:
    """The picture of one of the first pages."""
    found = visible(request, public_id)
    picture = get_object_or_404(found.previews.filter(document__state__in=["ready", "issued"]), page=page)
    return _sent(
        FileResponse(picture.file.open("rb"), as_attachment=True, filename=f"{page}.png", content_type="image/png")
    )


def visible(request: HttpRequest, public_id: uuid.UUID) -> Document:
    """The document, or 404 for whoever may not know of it."""
    rows = Document.objects.visible_to(request.user)
    found: Document = get_object_or_404(
        rows.select_related("process", "summary__session__process", "call", "queued_by", "issued_by", "supersedes"),
        public_id=public_id,
    )
    return found


def _sent(response: FileResponse) -> FileResponse:
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _versions(request: HttpRequest, **of: Any) -> Any:
    return Document.objects.visible_to(request.user).filter(state=DocumentState.ISSUED, **of)


def _list(request: HttpRequest, *, process: Process | None = None, summary: Summary | None = None) -> HttpResponse:
    rows = Document.objects.visible_to(request.user).exclude(kind=DocumentKind.SPECIMEN)
    rows = rows.filter(process=process) if process else rows
    rows = rows.filter(summary=summary) if summary else rows
    rows = rows.select_related("process", "supersedes").prefetch_related("editions").with_later_versions()
    context = {
        "page": KeysetPage(rows, order="-queued_at", query=request.GET),
        "process": process,
        "summary": summary,
        "may_compile": bool(process) and request.user.has_perm("documents.compile_document", Document(process=process)),
    }
    return render(request, "documents/list.html", context)
