"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from look.languages import languages_offered


def page(request: HttpRequest) -> dict[str, Any]:
    """Name of the portal, languages offered, where the language choice comes back to; asks no query."""
    return {
        "site_name": settings.SITE_NAME,
        "mail_caught": settings.MAIL_CAUGHT,
        "embedded": settings.EMBEDDED,
        "languages_offered": languages_offered(),
        "here": request.get_full_path(),
    }
