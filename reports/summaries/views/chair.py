"""The Chair's team and the whole of a summary: begin, read, order its sections, send round, close, issue, correct."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.processes.models import Office, Session
from consultation.processes.rules import PRESIDING
from register.errors import MoveRefused
from register.moves import open_moves
from reports.summaries import actions
from reports.summaries.forms import BeginForm, ReasonForm, SectionForm, SectionRenameForm
from reports.summaries.models import Summary
from reports.summaries.outline import outline_at_work
from reports.summaries.states import SUMMARY_MOVES, WRITABLE, SummaryState
from reports.summaries.views.found import section_of, summary_of
from stakeholders.accounts.gate import staff_page


@require_safe
@staff_page("summaries.open_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """The summaries of my processes."""
    summaries = Summary.objects.seen_by_staff(request.user).select_related("session__process", "supersedes")
    may_begin = request.user.has_perm("processes.open_chair_desk")
    return render(request, "summaries/desk.html", {"summaries": summaries, "may_begin": may_begin})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_chair_desk")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a summary of a session that I preside over."""
    held = Office.objects.held().filter(user=request.user.pk, kind__in=PRESIDING)
    sessions = Session.objects.filter(process__in=held.values("process"))
    form = BeginForm(request.POST or None, sessions=sessions)
    if request.method == "POST" and form.is_valid():
        summary = actions.begin_summary(**form.cleaned_data, by=request.user, at=timezone.now())
        return redirect("summaries:write", summary.pk)
    return render(request, "summaries/begin.html", {"form": form})


@require_safe
@staff_page("summaries.open_desk")
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole summary with the numbers of the evidence beside each paragraph."""
    return render(request, "summaries/write.html", page_of(request, summary_of(request, pk)))


@require_POST
@staff_page("processes.open_team_desk")
def add_section(request: HttpRequest, pk: int) -> HttpResponse:
    """A further section at the end."""
    summary = summary_of(request, pk)
    form = SectionForm(request.POST, session=summary.session)
    if not form.is_valid():
        return render(request, "summaries/write.html", page_of(request, summary) | {"section_form": form})
    return attempt(request, pk, lambda: actions.add_section(
        summary=summary, by=request.user, at=timezone.now(), **form.cleaned_data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_team_desk")
def edit_section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """What a section is called; below it, its place and its removal."""
    summary = summary_of(request, pk)
    section = section_of(summary, section_pk)
    initial = {"heading": section.heading, "agenda_item": section.agenda_item, "seen": section.heading}
    form = SectionRenameForm(request.POST or None, session=summary.session, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_section(section=section, by=request.user, at=timezone.now(), **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("summaries:write", pk)
    context = {"summary": summary, "section": section, "form": form, "is_empty": not section.paragraphs.exists()}
    return render(request, "summaries/section.html", context)


@require_POST
@staff_page("processes.open_team_desk")
def rearrange_section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Move a section, with its paragraphs, up or down."""
    section = section_of(summary_of(request, pk), section_pk)
    up = request.POST.get("how") == "up"
    return attempt(request, pk, lambda: actions.move_section(
        section=section, up=up, by=request.user, at=timezone.now()
    ))  # fmt: skip


@require_POST
@staff_page("processes.open_team_desk")
def remove_section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Remove a section in which nothing stands."""
    section = section_of(summary_of(request, pk), section_pk)
    return attempt(request, pk, lambda: actions.remove_section(section=section, by=request.user, at=timezone.now()))


@require_POST
@staff_page("processes.open_team_desk")
def change_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it round, close it, open it again with a reason. Issuing is an act of its own, behind the gate."""
    summary, at, by = summary_of(request, pk), timezone.now(), request.user
    match request.POST.get("move"):
        case "sent_for_review":
            return attempt(request, pk, lambda: actions.send_for_review(summary=summary, by=by, at=at))
        case "circulated":
            return attempt(request, pk, lambda: actions.circulate_summary(summary=summary, by=by, at=at))
        case "finalised":
            return attempt(request, pk, lambda: actions.finalise_summary(summary=summary, by=by, at=at))
        case "reopened":
            reason = request.POST.get("reason", "")[:1000]
            return attempt(request, pk, lambda: actions.reopen_summary(summary=summary, by=by, at=at, reason=reason))
        case "abandoned":
            reason = request.POST.get("reason", "")[:1000]
            return attempt(request, pk, lambda: actions.abandon_summary(summary=summary, by=by, at=at, reason=reason))
    return redirect("summaries:write", pk)


# --- parts ------------------------------------------------------------------------------------------------------------


def page_of(request: HttpRequest, summary: Summary) -> dict[str, Any]:
    """What the page of the whole summary shows."""
    moves = {move.name for move in open_moves(summary, SUMMARY_MOVES, by=request.user)}
    may_write = summary.state in WRITABLE and request.user.has_perm("summaries.write_summary", summary)
    is_issued = summary.state == SummaryState.ISSUED
    return {
        "summary": summary,
        "chapters": outline_at_work(summary),
        "moves": moves,
        "may_write": may_write,
        "may_correct": is_issued and request.user.has_perm("summaries.issue_summary", summary),
        "correction": Summary.objects.standing().filter(supersedes=summary).first() if is_issued else None,
        "section_form": SectionForm(session=summary.session),
        "reason_form": ReasonForm(),
        "abandon_form": ReasonForm(auto_id="abandon_%s") if "abandoned" in moves else None,
    }


def attempt(request: HttpRequest, pk: int, action: Any) -> HttpResponse:
    """Do it and lead back to the whole summary; what stands in the way is said there."""
    try:
        action()
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("summaries:write", pk)
