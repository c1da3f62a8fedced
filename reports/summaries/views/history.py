"""How the texts came about, and what was said about them inside: history, restoring, remarks."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from look.paging import KeysetPage
from register.errors import MoveRefused
from reports.summaries import actions
from reports.summaries.forms import RemarkForm
from reports.summaries.history import gone_from, steps_of
from reports.summaries.models import Paragraph, Summary, Wording
from reports.summaries.outline import places
from reports.summaries.states import CLOSED, WRITABLE
from reports.summaries.views.found import section_of, summary_of
from stakeholders.accounts.gate import staff_page


@require_safe
@staff_page("summaries.open_desk")
def of_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was done to the summary, and the paragraphs that are gone."""
    summary = summary_of(request, pk)
    standing = {place.pk: place for place in places(summary)}
    page = KeysetPage(summary.events.select_related("by"), order="-at", query=request.GET)
    for event in page.rows:
        event.place = standing.get(event.details.get("paragraph"))
    context = {
        "summary": summary,
        "page": page,
        "gone": gone_from(summary),
        "sections": summary.sections.all(),
        "may_write": _may_write(request, summary),
    }
    return render(request, "summaries/history.html", context)


@require_safe
@staff_page("summaries.open_desk")
def of_paragraph(request: HttpRequest, pk: int, anchor: UUID) -> HttpResponse:
    """The versions of one paragraph, each with what changed."""
    summary = summary_of(request, pk)
    _spoken_of(summary, anchor)
    paragraph = _standing(summary, anchor)
    before = request.GET.get("before", "")
    is_number = before.isdecimal() and len(before) < 10
    steps = steps_of(summary, anchor, before=int(before) if is_number else None, each="each" in request.GET)
    context = {
        "summary": summary,
        "anchor": anchor,
        "paragraph": paragraph,
        "number": _number(summary, anchor),
        "steps": steps,
        "each": "each" in request.GET,
        "may_write": _may_write(request, summary),
    }
    return render(request, "summaries/paragraph_history.html", context)


@require_POST
@staff_page("processes.open_team_desk")
def restore(request: HttpRequest, pk: int, anchor: UUID) -> HttpResponse:
    """Give a paragraph one of its former texts."""
    summary = summary_of(request, pk)
    paragraph = get_object_or_404(
        Paragraph.objects.select_related("section"), section__summary=summary, anchor=anchor
    )  # fmt: skip
    paragraph.section.summary = summary
    wanted, seen = (request.POST.get(name, "") for name in ("wording", "version"))
    wording = get_object_or_404(summary.wordings, anchor=anchor, version=int(wanted[:9]) if wanted.isdecimal() else 0)
    try:
        actions.restore_wording(
            paragraph=paragraph, wording=wording, version=int(seen[:9]) if seen.isdecimal() else 0, by=request.user,
            at=timezone.now(),
        )  # fmt: skip
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The former text stands again. The one that it replaced is in the history."))
    return redirect("summaries:paragraph_history", pk, anchor)


@require_POST
@staff_page("processes.open_team_desk")
def bring_back(request: HttpRequest, pk: int, anchor: UUID) -> HttpResponse:
    """Put a removed paragraph at the end of a section."""
    summary = summary_of(request, pk)
    chosen = request.POST.get("section", "")
    section = section_of(summary, int(chosen[:15]) if chosen.isdecimal() else 0)
    try:
        actions.bring_back_paragraph(
            summary=summary, anchor=anchor, section=section, by=request.user, at=timezone.now()
        )  # fmt: skip
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The paragraph is back, without its evidence: attach what it rests on."))
    return redirect("summaries:history", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("summaries.open_desk")
def remarks(request: HttpRequest, pk: int, anchor: UUID) -> HttpResponse:
    """What the team and the readers of the factual check say about a paragraph."""
    summary = summary_of(request, pk)
    spoken_of = _spoken_of(summary, anchor)
    adding = request.method == "POST" and not {"settle", "reopen"} & set(request.POST)
    form = RemarkForm(request.POST if adding else None)
    if request.method == "POST" and (not adding or form.is_valid()):
        try:
            _remark(request, summary, anchor, form)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("summaries:remarks", pk, anchor)
    may_remark = summary.state not in CLOSED and request.user.has_perm("summaries.remark_on_summary", summary)
    context = {
        "summary": summary, "anchor": anchor, "paragraph": spoken_of, "number": _number(summary, anchor),
        "remarks": summary.remarks.filter(anchor=anchor).select_related("by", "settled_by"), "form": form,
        "may_remark": may_remark,
    }  # fmt: skip
    return render(request, "summaries/remarks.html", context)


# --- parts ------------------------------------------------------------------------------------------------------------


def _may_write(request: HttpRequest, summary: Summary) -> bool:
    return summary.state in WRITABLE and request.user.has_perm("summaries.write_summary", summary)


def _standing(summary: Summary, anchor: UUID) -> Paragraph | None:
    return Paragraph.objects.filter(section__summary=summary, anchor=anchor).first()


def _spoken_of(summary: Summary, anchor: UUID) -> Paragraph | Wording:
    """The paragraph, or its last wording where it is gone; raises Http404 where there never was one."""
    found = _standing(summary, anchor) or summary.wordings.filter(anchor=anchor).order_by("version").last()
    if found is None:
        raise Http404
    return found


def _number(summary: Summary, anchor: UUID) -> int | None:
    return next((place.number for place in places(summary) if place.anchor == anchor), None)


def _remark(request: HttpRequest, summary: Summary, anchor: UUID, form: RemarkForm) -> None:
    at, by = timezone.now(), request.user
    for verb, action in (("settle", actions.settle_remark), ("reopen", actions.reopen_remark)):
        if request.POST.get(verb, "").isdecimal():
            remark = get_object_or_404(summary.remarks, pk=int(request.POST[verb][:15]), anchor=anchor)
            remark.summary = summary
            action(remark=remark, by=by, at=at)
            return
    if form.is_bound:
        actions.add_remark(summary=summary, anchor=anchor, text=form.cleaned_data["text"], by=by, at=at)
