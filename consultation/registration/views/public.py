"""The list of participants of a session, as everybody reads it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from consultation.processes.models import Session
from consultation.registration.participants import listed_at


@login_not_required
@require_safe
def participants(request: HttpRequest, pk: int) -> HttpResponse:
    """Organisations by group, and those of their people who agreed; nobody at all under the Chatham House Rule.

    A list that was not published, or was taken back, is not there.
    """
    sessions = Session.objects.visible_to(request.user).select_related("process", "registration_window")
    session = get_object_or_404(sessions, pk=pk)
    listed = listed_at(session, language=get_language() or "")
    if not (listed.is_published or listed.is_withheld):
        raise Http404
    context = {"session": session, "process": session.process, "listed": listed}
    return render(request, "registration/public/participants.html", context)
