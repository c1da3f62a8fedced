"""Letters that were caught instead of sent, for whoever tries the portal on a machine without a mail server."""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stakeholders.mailroom.models import Letter

NEWEST = 50  # letters on the page


@login_not_required
@require_safe
@never_cache
def caught(request: HttpRequest) -> HttpResponse:
    """The newest letters; the page exists only where letters are caught."""
    _only_where_caught()
    return render(request, "mailroom/caught.html", {"letters": Letter.objects.all()[:NEWEST]})


@login_not_required
@require_safe
@never_cache
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter as text, with its links to this portal."""
    _only_where_caught()
    shown = get_object_or_404(Letter, pk=pk)
    return render(request, "mailroom/letter.html", {"letter": shown, "links": own_links(shown.text)})


def own_links(text: str) -> list[str]:
    """The addresses on this portal that stand in the text, each once; never one that leads elsewhere."""
    found = re.findall(re.escape(settings.SITE_URL) + r"/[^\s<>\"']*", text)
    return list(dict.fromkeys(found))


def _only_where_caught() -> None:
    if not settings.MAIL_CAUGHT:
        raise Http404
