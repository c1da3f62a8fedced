"""Pages of no app: choice of language, accessibility, privacy, and what is said when something goes wrong."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from django.views.i18n import set_language

MAX_SHOWN = 200_000  # characters of one typed text shown again on the page of a failed CSRF check
NEVER_SHOWN = ("password", "token", "code", "credential", "secret", "key")


@login_not_required
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language in a cookie, and for the person's mails where she is signed in; back to the page she was on."""
    response = set_language(request)
    code = request.POST.get("language", "")
    if request.user.is_authenticated and code in dict(settings.LANGUAGES):
        request.user.language = code
        request.user.save(update_fields=["language"])
    return response


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


def texts_typed(request: HttpRequest) -> list[str]:
    """What was typed in words, each text cut at MAX_SHOWN; never passwords, codes or tokens."""
    try:
        lists = list(request.POST.lists())
    except (SuspiciousOperation, UnreadablePostError):  # too large, or cut off on the way
        return []
    named = [(name.lower(), text) for name, texts in lists for text in texts]
    return [
        text[:MAX_SHOWN]
        for name, text in named
        if (" " in text.strip() or len(text) > 80) and not any(word in name for word in NEVER_SHOWN)
    ]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request cannot be read."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may not do that; what she typed is shown again so that it can be copied."""
    return render(request, "403.html", {"reason": str(exception), "texts": texts_typed(request)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is there, or nothing that this person may see."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; the page asks nothing of database, cache or session."""
    return HttpResponse(render_to_string("500.html"), status=500)
