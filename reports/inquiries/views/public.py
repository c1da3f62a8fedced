"""Inquiries and their replies, for everybody."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from look.paging import KeysetPage, counted_up_to
from reports.inquiries.models import Inquiry
from reports.inquiries.standing import may_inquire
from reports.inquiries.windows import window_of
from reports.summaries.models import Summary


@require_safe
@login_not_required
def inquiries(request: HttpRequest, symbol: str) -> HttpResponse:
    """The inquiries about an issued summary with their replies and clocks, oldest first."""
    at = timezone.now()
    summary = get_object_or_404(Summary.objects.public().select_related("session__process"), symbol=symbol)
    rows = shown(Inquiry.objects.public().filter(summary=summary))
    page = KeysetPage(rows, order="filed_at", query=request.GET, size=10)
    for row in page.rows:
        row.summary = summary
    context = {
        "summary": summary,
        "window": window_of(summary),
        "at": at,
        "page": with_clocks(page, at),
        "count": counted_up_to(rows),
        "may_inquire": may_inquire(request.user, summary, at),
    }
    return render(request, "inquiries/public.html", context)


@require_safe
@login_not_required
def inquiry(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One inquiry under an address that stays."""
    at = timezone.now()
    rows = shown(Inquiry.objects.public()).select_related("summary__session__process")
    found = get_object_or_404(rows, public_id=public_id)
    found.is_late = found.is_overdue_at(at)
    return render(request, "inquiries/one.html", {"inquiry": found, "summary": found.summary, "at": at})


def shown(rows: Any) -> Any:
    """With what the page says of each: its stakeholder group and the rule under which a text is withheld."""
    return rows.select_related("group", "withheld_under")


def with_clocks(page: KeysetPage, at: datetime) -> KeysetPage:
    """The page with each inquiry told whether its reply is overdue at that instant."""
    for row in page.rows:
        row.is_late = row.is_overdue_at(at)
    return page
