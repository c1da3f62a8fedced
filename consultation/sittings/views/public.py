"""The programme of work for everybody: as a timetable, as a calendar, and the wish to be told of changes."""

from importlib import import_module

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultation.sittings.actions import programmes as actions
from consultation.sittings.models import Follower, Programme
from consultation.sittings.timetable import timetable_of
from stakeholders.organisations.rules import active_roles


@require_safe
@login_not_required
def show_programme(request: HttpRequest, symbol: str) -> HttpResponse:
    """The timetable of a session: days, meetings, their parts with the mode of each, what is on now, what changed."""
    at = timezone.now()
    programme = visible(request, symbol)
    session = programme.session
    follows = request.user.is_authenticated and Follower.objects.filter(session=session, user=request.user).exists()
    context = {
        "at": at,
        "programme": programme,
        "session": session,
        "process": session.process,
        "timetable": timetable_of(session, at=at),
        "follows": follows,
        "zone": session.process.time_zone,
        "is_member": bool(active_roles(request.user)),
    }
    return render(request, "sittings/public/programme.html", context)


@require_safe
@login_not_required
def show_calendar(request: HttpRequest, symbol: str) -> HttpResponse:
    """The same as a calendar to subscribe to; its library (6 MB) is loaded once a calendar is asked for, not by all."""
    calendars = import_module("consultation.sittings.calendars")
    programme = visible(request, symbol)
    address = f"{settings.SITE_URL}{reverse('sittings:programme', args=[symbol])}"
    body = calendars.calendar_of(programme, timetable_of(programme.session, at=timezone.now()), address=address)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{symbol.replace("/", "-")}.ics"'
    return response


@require_POST
def follow(request: HttpRequest, symbol: str) -> HttpResponse:
    """Tell me of changes."""
    actions.follow_programme(programme=visible(request, symbol), by=request.user, at=timezone.now())
    messages.success(request, _("You will be told by e-mail when this programme changes."))
    return redirect("sittings:programme", symbol)


@require_POST
def leave(request: HttpRequest, symbol: str) -> HttpResponse:
    """Tell me of no more changes."""
    actions.leave_programme(programme=visible(request, symbol), by=request.user)
    messages.success(request, _("You will be told of no more changes of this programme."))
    return redirect("sittings:programme", symbol)


def visible(request: HttpRequest, symbol: str) -> Programme:
    """The programme, or 404 for whoever may not know of it."""
    programmes = Programme.objects.visible_to(request.user).select_related("session__process")
    programme: Programme = get_object_or_404(programmes, session__symbol=symbol)
    return programme
