"""Pages of exports: what to have, how far one got, the file itself; and the public record as data, for anybody."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.processes.models import Process
from look.paging import KeysetPage
from register.errors import MoveRefused
from register.moves import open_moves
from reports.exports import actions
from reports.exports.about import filters_of
from reports.exports.clockwork import KEPT_FOR
from reports.exports.forms import ExportForm
from reports.exports.models import Export
from reports.exports.pipeline import record_lines
from reports.exports.places import NoPlace, Sent
from reports.exports.states import EXPORT_MOVES, UNDER_WAY, ExportState, Format, Kind
from stakeholders.accounts.gate import staff_page

MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSONL: "application/jsonl; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
for_staff = staff_page("exports.open_exports")


@require_safe
@for_staff
def exports(request: HttpRequest) -> HttpResponse:
    """The exports of all processes that the person works on, newest first, and the way to a new one."""
    rows = Export.objects.visible_to(request.user).select_related("process", "queued_by")
    page = KeysetPage(rows, order="-queued_at", query=request.GET)
    processes = Process.objects.visible_to(request.user)
    worked_on = [process for process in processes if _may_export(request.user, process)]
    return render(request, "exports/list.html", {"page": page, "processes": worked_on})


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def export_process(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for data of one process, and see what was written before."""
    process: Process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    if not _may_export(request.user, process):
        raise PermissionDenied
    form = ExportForm(request.POST or None, process=process)
    if form.is_valid():
        export = actions.ask_for_export(process=process, wanted=_wanted(form), by=request.user, at=timezone.now())
        return redirect("exports:export", export.public_id)
    rows = Export.objects.filter(process=process).select_related("process", "queued_by")
    page = KeysetPage(rows, order="-queued_at", query=request.GET, size=10)
    return render(request, "exports/process.html", {"process": process, "form": form, "page": page})


def _may_export(user: Any, process: Process) -> bool:
    return bool(user.has_perm("exports.run_export", Export(process=process)))


def _wanted(form: ExportForm) -> actions.Wanted:
    chosen = form.cleaned_data
    return actions.Wanted(
        kinds=chosen["kinds"], format=chosen["format"], scope=chosen["scope"], filters=form.filters(),
        language=get_language() or "en",
    )  # fmt: skip


@require_safe
@for_staff
def export(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """How far the export got; asked by htmx, only the part that changes."""
    found = _visible(request, public_id)
    context = {
        "export": found,
        "is_under_way": found.state in UNDER_WAY,
        "moves": {move.name for move in open_moves(found, EXPORT_MOVES, by=request.user)},
        "counts": [(Kind(kind).label, found.counts.get(kind, 0)) for kind in found.kinds],
        "filters": filters_of(found),
        "expires_at": found.finished_at + KEPT_FOR if found.finished_at else None,
    }
    part = "exports/export.html#progress" if request.htmx else "exports/export.html"  # type: ignore[attr-defined]
    response = render(request, part, context)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@for_staff
def download(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The file of a ready export, for whoever may see it at this moment, always as an attachment."""
    found = _visible(request, public_id)
    if found.state != ExportState.READY:
        return redirect("exports:export", public_id)
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.file_name,
        content_type=MEDIA_TYPES[Format(found.format)],
    )  # fmt: skip
    return _kept_apart(response)


@require_POST
@for_staff
def change(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Cancel an export that is being written, or write a failed or expired one anew."""
    found, at = _visible(request, public_id), timezone.now()
    action = actions.cancel_export if request.POST.get("move") == "cancelled" else actions.retry_export
    try:
        action(export=found, by=request.user, at=at)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("exports:export", public_id)


@login_not_required
@require_safe
def download_record(request: HttpRequest, slug: str, form: Format) -> HttpResponseBase:
    """The public record of a process as data, for anybody, sent while it is read from the database."""
    process: Process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    at = timezone.now()
    try:
        lines = Sent(record_lines(process, form, as_of=at)) if request.method == "GET" else ()
    except NoPlace:
        busy = render(request, "exports/busy.html", {"process": process}, status=503)
        busy.headers["Retry-After"] = "60"
        return busy
    response = StreamingHttpResponse(lines, content_type=MEDIA_TYPES[form])
    name = f"{process.symbol_stem}-register-{at:%Y%m%dT%H%M%SZ}.{form}".replace("/", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _kept_apart(response)


def _kept_apart(response: Any) -> Any:
    """A download that no page can embed, no browser guesses about and no cache keeps."""
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _visible(request: HttpRequest, public_id: uuid.UUID) -> Export:
    rows = Export.objects.visible_to(request.user).select_related("process", "queued_by")
    found: Export = get_object_or_404(rows, public_id=public_id)
    return found
