"""How the secretariat sets up meetings, parts them, and publishes the programme of work."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultation.processes.forms.languages import attempt
from consultation.processes.models import Process, Session
from consultation.processes.views.programme import served_session
from consultation.processes.views.secretariat import for_secretariat, told
from consultation.sittings.actions import meetings, programmes
from consultation.sittings.clockwork import untold_changes
from consultation.sittings.forms.meeting import AdoptionForm, CopyDayForm, MeetingForm, ReasonForm
from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Meeting, Programme
from consultation.sittings.naming import meeting_name
from consultation.sittings.timetable import timetable_of
from consultation.sittings.walls import day_of
from look.paging import KeysetPage


@for_secretariat
def manage_programme(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme as it stands, with the way to change each meeting and each part."""
    return programme_page(request, served_session(request, pk))


def programme_page(request: HttpRequest, session: Session, **forms: Any) -> HttpResponse:
    """The page; a form that was refused comes with its problems."""
    at = timezone.now()
    programme = Programme.objects.filter(session=session).first() or Programme(session=session)
    timetable = timetable_of(session, at=at)
    context = {
        "at": at,
        "process": session.process,
        "session": session,
        "zone": session.process.time_zone,
        "programme": programme,
        "timetable": timetable,
        "untold": programme.pk and untold_changes(programme),
        "followers": session.followers.count(),
        "copy_form": CopyDayForm(session=session, days=[day.date for day in timetable.days]),
        "adoption_form": AdoptionForm(initial={"on": day_of(at, session.process.time_zone)}),
        "reason_form": ReasonForm(),
    } | forms
    return render(request, "sittings/secretariat/programme.html", context)


def done(request: HttpRequest, session: Session, act: Callable[[], object], message: str) -> HttpResponse:
    """Do it, say so, and go back to the programme; where it is refused the page says why."""
    if told(request, act):
        messages.success(request, message)
    return redirect("sittings:manage", session.pk)


@require_POST
@for_secretariat
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the programme to everybody."""
    session = served_session(request, pk)
    return done(
        request,
        session,
        lambda: programmes.publish_programme(session=session, by=request.user, at=timezone.now()),
        _("The programme is published as provisional."),
    )


@require_POST
@for_secretariat
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the programme adopted by the body."""
    session, form = served_session(request, pk), AdoptionForm(request.POST)
    if form.is_valid() and attempt(
        form,
        lambda: programmes.adopt_programme(
            session=session, on=form.cleaned_data["on"], by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, _("The programme is marked as adopted."))
        return redirect("sittings:manage", pk)
    return programme_page(request, session, adoption_form=form)


@require_POST
@for_secretariat
def undo_adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the programme provisional again."""
    session, form = served_session(request, pk), ReasonForm(request.POST)
    if form.is_valid() and attempt(
        form,
        lambda: programmes.undo_adoption(
            session=session, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, _("The programme is provisional again."))
        return redirect("sittings:manage", pk)
    return programme_page(request, session, reason_form=form)


@require_POST
@for_secretariat
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Have those told now who follow the programme."""
    session = served_session(request, pk)
    return done(
        request,
        session,
        lambda: programmes.tell_of_changes(session=session, by=request.user, at=timezone.now()),
        _("Those who follow the programme are being told."),
    )


@for_secretariat
def show_log(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what, newest first."""
    session = served_session(request, pk)
    programme = get_object_or_404(Programme, session=session)
    page = KeysetPage(programme.events.select_related("by"), order="-at", query=request.GET)
    context = {"process": session.process, "session": session, "page": page}
    return render(request, "sittings/secretariat/log.html", context)


# --- Meetings ---------------------------------------------------------------------------------------------------------


@for_secretariat
def add_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One more meeting, in one mode to begin with."""
    session = served_session(request, pk)
    is_between = session.kind == Session.Kind.INTERSESSIONAL
    kind = SegmentKind.INTERSESSIONAL if is_between else SegmentKind.EXCHANGE_OF_VIEWS
    initial = {
        "number": meetings.next_number(session), "day": session.starts_on, "starts": "10:00", "ends": "13:00",
        "kind": kind, "open_to_unaccredited": is_between,
    }  # fmt: skip
    form = MeetingForm(request.POST or None, instance=Meeting(session=session), initial=initial)
    if form.is_valid() and attempt(
        form,
        lambda: meetings.add_meeting(
            meeting=form.instance, kind=form.cleaned_data["kind"], by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, _("The meeting is added."))
        return redirect("sittings:manage", pk)
    return programme_form(request, form, session, heading=_("New meeting"))


@for_secretariat
def edit_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """When and where it is held; its parts move with it."""
    meeting = served_meeting(request, pk)
    heading = _("Change %(meeting)s") % {"meeting": meeting_name(meeting)}
    form = MeetingForm(request.POST or None, instance=meeting)
    if form.is_valid() and attempt(
        form, lambda: meetings.change_meeting(meeting=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The meeting is changed."))
        return redirect("sittings:manage", meeting.session_id)
    return programme_form(request, form, meeting.session, heading=heading)


@require_POST
@for_secretariat
def remove_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a meeting that the public knows of, delete any other."""
    meeting = served_meeting(request, pk)
    is_public = Programme.objects.get(session=meeting.session).is_public
    message = _("The meeting is cancelled. Readers see that it was.") if is_public else _("The meeting is removed.")
    return done(
        request,
        meeting.session,
        lambda: meetings.remove_meeting(meeting=meeting, by=request.user, at=timezone.now()),
        message,
    )


@require_POST
@for_secretariat
def copy_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold the meetings of one day on another one too."""
    session = served_session(request, pk)
    days = [day.date for day in timetable_of(session, at=timezone.now()).days]
    form = CopyDayForm(request.POST, session=session, days=days)
    if form.is_valid() and attempt(
        form,
        lambda: meetings.copy_day(
            session=session, from_day=form.cleaned_data["from_day"], to_day=form.cleaned_data["to_day"],
            by=request.user, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, _("The meetings of that day are copied."))
        return redirect("sittings:manage", pk)
    return programme_page(request, session, copy_form=form)


# --- What the pages share ---------------------------------------------------------------------------------------------


def programme_form(request: HttpRequest, form: Any, session: Session, *, heading: str) -> HttpResponse:
    """One form on one page, with the way back to the programme."""
    context = {"form": form, "heading": heading, "process": session.process, "session": session}
    return render(request, "sittings/secretariat/form.html", context)


def served_meeting(request: HttpRequest, pk: int) -> Meeting:
    """The meeting, or 404 where the person does not serve its process."""
    found = Meeting.objects.filter(session__process__in=Process.objects.served_by(request.user))
    meeting: Meeting = get_object_or_404(found.select_related("session__process"), pk=pk)
    return meeting
