"""All positions of a segment, for those who run the meeting."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from consultation.positions.models import Position
from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Segment
from stakeholders.accounts.gate import staff_page

never_stored = cache_control(private=True, no_store=True)


@require_safe
@never_stored
@staff_page("positions.open_list")
def show_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Delegate by delegate, in the order of delegations and sides; nothing is added up."""
    rows = Segment.objects.filter(kind=SegmentKind.ADOPTION).select_related("meeting__session__process", "agenda_item")
    segment: Segment = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("positions.read", segment):
        raise Http404
    taken = Position.objects.filter(segment=segment).current().select_related("registration")
    order = ("registration__organisation_name", "registration__role", "registration__name", "pk")
    context = {
        "segment": segment, "session": segment.meeting.session, "process": segment.meeting.session.process,
        "positions": taken.order_by(*order),
    }  # fmt: skip
    return render(request, "positions/all.html", context)
