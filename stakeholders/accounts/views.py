"""A person's own settings, and the page that asks staff for a second factor."""

from typing import Literal, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stakeholders.accounts.actions import change_profile
from stakeholders.accounts.forms import ProfileForm
from stakeholders.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language and time zone; the rest of the account is linked from here."""
    user = cast("User", request.user)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/profile.html", {"form": form})
    change_profile(user=user, **form.cleaned_data)
    with translation.override(user.language):
        messages.success(request, _("Your profile has been saved."))
    return speaking(redirect("accounts:profile"), user.language)


@require_safe
def second_factor_needed(request: HttpRequest) -> HttpResponse:
    """Says to staff why their desks are closed and how to open them."""
    return render(
        request, "accounts/second_factor_needed.html", {"is_set": cast("User", request.user).has_second_factor}
    )


def speaking(response: HttpResponse, language: str) -> HttpResponse:
    """The answer with the cookie by which this browser asks for that language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH, domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE, httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=cast("Literal['Lax']", settings.LANGUAGE_COOKIE_SAMESITE),
    )  # fmt: skip
    return response
