"""Taking a position, for the delegate herself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from consultation.positions import actions
from consultation.positions.forms import PositionForm
from consultation.positions.models import Position
from consultation.processes.forms.languages import attempt
from consultation.registration.models import Registration
from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Segment

never_stored = cache_control(private=True, no_store=True)


@never_stored
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Where one takes a position: the adoptions of the sessions at which one sits as a delegate."""
    seats = _seats(request.user).values("session")
    adoptions = Segment.objects.visible_to(request.user).standing().filter(kind=SegmentKind.ADOPTION)
    rows = adoptions.filter(meeting__session__in=seats).select_related("meeting__session__process", "agenda_item")
    context = {"at": timezone.now(), "segments": rows.order_by("starts_at", "pk")}
    return render(request, "positions/mine.html", context)


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """What one has said so far, and the form while the body adopts."""
    at = timezone.now()
    rows = Segment.objects.visible_to(request.user).filter(kind=SegmentKind.ADOPTION)
    segment = get_object_or_404(rows.select_related("meeting__session__process", "agenda_item"), pk=pk)
    seat = get_object_or_404(_seats(request.user), session=segment.meeting.session_id)
    form = PositionForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        lambda: actions.record_position(
            registration=seat, segment=segment, by=request.user, at=at, **form.cleaned_data
        ),
    ):  # fmt: skip
        messages.success(request, _("Your position is recorded."))
        return redirect("positions:record", pk)
    context = {
        "at": at, "segment": segment, "session": segment.meeting.session, "process": segment.meeting.session.process,
        "seat": seat, "form": form, "is_open": actions.is_open(segment, at),
        "said": Position.objects.filter(registration=seat, segment=segment).order_by("-recorded_at", "-pk"),
    }  # fmt: skip
    return render(request, "positions/record.html", context)


def _seats(user: Any) -> Any:
    """The registrations with which the person sits as a delegate."""
    return Registration.objects.confirmed().filter(user=user).exclude(role="").select_related("session__process")
