"""Pages of no app: choice of language, accessibility, privacy, and what is said when something goes wrong."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

MAX_KEPT = 200_000  # characters of one typed text shown again on the page of a failed CSRF check


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language in a cookie, and on the person where she is signed in; back to the page she was on."""
    return set_language(request)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the portal does for accessibility and whom to tell of a barrier."""
    return render(request, "look/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, and why."""
    return render(request, "look/privacy.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not accepted; what was typed is shown again so that it can be copied."""
    return render(request, "403_csrf.html", {"texts": texts_typed(request)}, status=403)


def texts_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and texts of what was typed at some length, cut at MAX_KEPT; never passwords, codes or the token."""
    return [
        (name, text[:MAX_KEPT])
        for name, texts in request.POST.lists()
        for text in texts
        if len(text) > 60 and "password" not in name and name != "csrfmiddlewaretoken"
    ]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request cannot be read."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may not do that."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is there, or nothing that this person may see."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; the page asks nothing of database, cache or session."""
    return HttpResponse(render_to_string("500.html"), status=500)
