"""The page with the demo's log-ins and one-time codes; it exists only in the embedded installation."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from demo.logins import PASSWORD, logins, seconds_left


@login_not_required
@never_cache
@require_safe
def show_logins(request: HttpRequest) -> HttpResponse:
    """Who may sign in to the demo, with the codes of this half minute."""
    if not settings.EMBEDDED:
        raise Http404
    at = timezone.now()
    people = logins(at)
    context = {
        "staff": [person for person in people if person.is_staff],
        "members": [person for person in people if not person.is_staff],
        "password": PASSWORD,
        "seconds_left": seconds_left(at),
    }
    return render(request, "demo/logins.html", context)
