"""How the secretariat parts a meeting into segments."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultation.processes.forms.languages import attempt
from consultation.processes.models import Process
from consultation.processes.views.secretariat import for_secretariat
from consultation.sittings.actions import segments
from consultation.sittings.forms.segment import SegmentForm, SuspendForm
from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Segment
from consultation.sittings.naming import meeting_name, segment_name
from consultation.sittings.views.secretariat import done, programme_form, served_meeting


@for_secretariat
def add_segment(request: HttpRequest, pk: int) -> HttpResponse:
    """One more part of a meeting."""
    meeting = served_meeting(request, pk)
    form = SegmentForm(request.POST or None, instance=Segment(meeting=meeting))
    if form.is_valid() and attempt(
        form, lambda: segments.add_segment(segment=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The part is added."))
        return redirect("sittings:manage", meeting.session_id)
    heading = _("New part of %(meeting)s") % {"meeting": meeting_name(meeting)}
    return programme_form(request, form, meeting.session, heading=heading)


@for_secretariat
def edit_segment(request: HttpRequest, pk: int) -> HttpResponse:
    """Mode, times, item, title, and who may be named afterwards."""
    segment = served_segment(request, pk)
    heading = _("Change “%(segment)s”") % {"segment": segment_name(segment)}
    form = SegmentForm(request.POST or None, instance=segment)
    if form.is_valid() and attempt(
        form, lambda: segments.change_segment(segment=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The part is changed."))
        return redirect("sittings:manage", segment.meeting.session_id)
    return programme_form(request, form, segment.meeting.session, heading=heading)


@for_secretariat
def suspend_segment(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspend a part of a meeting into another mode, and resume it."""
    segment = served_segment(request, pk)
    form = SuspendForm(request.POST or None, segment=segment, initial={"kind": SegmentKind.INFORMAL_MODE})
    if form.is_valid() and attempt(
        form,
        lambda: segments.suspend_segment(
            segment=segment, kind=form.cleaned_data["kind"], starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"], by=request.user, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, _("The part is suspended for that time."))
        return redirect("sittings:manage", segment.meeting.session_id)
    heading = _("Suspend “%(segment)s”") % {"segment": segment_name(segment)}
    context = {
        "form": form, "heading": heading, "process": segment.meeting.session.process,
        "session": segment.meeting.session, "segment": segment, "zone": form.zone,
    }  # fmt: skip
    return render(request, "sittings/secretariat/suspend.html", context)


@require_POST
@for_secretariat
def remove_segment(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a part away on which nothing rests."""
    segment = served_segment(request, pk)
    return done(
        request,
        segment.meeting.session,
        lambda: segments.remove_segment(segment=segment, by=request.user, at=timezone.now()),
        _("The part is removed."),
    )


def served_segment(request: HttpRequest, pk: int) -> Segment:
    """The part of a meeting, or 404 where the person does not serve its process."""
    found = Segment.objects.filter(meeting__session__process__in=Process.objects.served_by(request.user))
    segment: Segment = get_object_or_404(found.select_related("meeting__session__process"), pk=pk)
    return segment
