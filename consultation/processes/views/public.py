"""What anybody may read of processes and sessions."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consultation.processes.agenda import as_tree
from consultation.processes.models import Process, Session
from consultation.processes.papers import papers_of
from consultation.processes.rules import PRESIDING

LIST_LIMIT = 50  # calls of a process shown on its page; the record lists what was sent to all of them


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What the portal is, what is being asked now, and every process."""
    at = timezone.now()
    processes = Process.objects.visible_to(request.user).with_calls_open_at(at).with_sessions_ahead_on(at.date())
    calls = sorted((call for process in processes for call in process.calls_open), key=lambda call: call.closes_at)
    return render(request, "processes/public/home.html", {"at": at, "processes": processes, "calls": calls})


@login_not_required
def show_process(request: HttpRequest, slug: str) -> HttpResponse:
    """A process: its mandate, who presides, its sessions and its calls."""
    at = timezone.now()
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    sessions = process.sessions.all()
    context = {
        "at": at,
        "process": process,
        "presiding": process.offices.held().filter(kind__in=PRESIDING).select_related("user").order_by("kind", "pk"),
        "sessions_ahead": sorted(
            (session for session in sessions if session.ends_on >= at.date()), key=lambda session: session.starts_on
        ),
        "sessions_past": [session for session in sessions if session.ends_on < at.date()],
        "calls": with_stage(process.calls.visible_to(request.user).select_related("session")[:LIST_LIMIT], at),
    }
    return render(request, "processes/public/process.html", context)


@login_not_required
def show_session(request: HttpRequest, symbol: str) -> HttpResponse:
    """A session: when, where, its agenda with what was asked and issued about each item, and its calls."""
    at = timezone.now()
    sessions = Session.objects.visible_to(request.user).select_related("process").with_programme()
    session = get_object_or_404(sessions.select_related("registration_window"), symbol=symbol)
    agenda = as_tree(session.agenda_items.order_by("position", "pk"))
    calls = session.calls.visible_to(request.user).prefetch_related("agenda_items")[:LIST_LIMIT]
    context = {
        "at": at,
        "session": session,
        "process": session.process,
        "agenda": agenda,
        "calls": with_stage(calls, at),
        "papers": papers_of(session, agenda, calls, user=request.user),
    }
    return render(request, "processes/public/session.html", context)


def with_stage(calls: Any, at: datetime) -> list[tuple[Any, Any]]:
    """Each call with where the clock stands."""
    return [(call, call.stage_at(at)) for call in calls]
