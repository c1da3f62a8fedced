"""What a person typed after her session had ended: kept for an hour, and offered to her once she has signed in again.

The text lies in the cache under a random key that only a signed cookie of this browser names. It is kept only for a
draft that exists, whose address cannot be guessed, and is shown only on the page of that draft, to its members.
"""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from consultation.submissions.models import Draft

never_stored = cache_control(private=True, no_store=True)
"""For pages of people who are signed in: no cache keeps them, so that "back" never shows a draft that was submitted."""

KEPT_FOR = 3600
"""Seconds."""

_COOKIE = "kept"

View = Callable[..., HttpResponse]


def keeps_what_was_typed(view: View) -> View:
    """Ask for a sign-in, as every page does, but keep first what was sent. The view takes `public_id`, a draft's."""

    @login_not_required
    @wraps(view)
    def asked(request: HttpRequest, public_id: UUID, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, public_id=public_id, **kwargs)
        response = redirect_to_login(request.get_full_path())
        if request.method == "POST" and Draft.objects.filter(public_id=public_id).exists():
            _keep(request, response, public_id)
            messages.warning(
                request, _("You were signed out while you were writing. Sign in: what you typed is kept for an hour.")
            )
        return response

    return asked


def _keep(request: HttpRequest, response: HttpResponse, draft_id: UUID) -> None:
    token = secrets.token_urlsafe(24)
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    cache.set(_key(draft_id, token), typed.urlencode(), KEPT_FOR)
    response.set_signed_cookie(
        _COOKIE, token, salt=str(draft_id), max_age=KEPT_FOR, httponly=True, samesite="Lax", path=request.path,
        secure=request.is_secure(),
    )  # fmt: skip


def kept_for(request: HttpRequest, draft_id: UUID) -> QueryDict | None:
    """What was typed in this browser for that draft and not saved, if anything."""
    token = request.get_signed_cookie(_COOKIE, default=None, salt=str(draft_id), max_age=KEPT_FOR)
    typed = cache.get(_key(draft_id, token)) if token else None
    return QueryDict(typed, mutable=True) if typed else None


def forget(request: HttpRequest, response: HttpResponse, draft_id: UUID) -> HttpResponse:
    """Let go of what was kept; the same response."""
    token = request.get_signed_cookie(_COOKIE, default=None, salt=str(draft_id), max_age=KEPT_FOR)
    if token:
        cache.delete(_key(draft_id, token))
        response.delete_cookie(_COOKIE, path=request.path, samesite="Lax")
    return response


def _key(draft_id: UUID, token: str) -> str:
    return f"kept:{draft_id}:{token}"
