"""What pages of other apps show of inquiries: the clock on the page of a summary, the count on the Chair's tabs."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from look.paging import counted_up_to
from reports.inquiries.models import Inquiry
from reports.inquiries.standing import may_inquire
from reports.inquiries.windows import window_of
from reports.summaries.models import Summary

register = template.Library()


@register.inclusion_tag("inquiries/on_summary.html", takes_context=True)
def inquiries_of(context: Context, summary: Summary) -> dict[str, Any]:
    """How many inquiries there are about an issued summary, until when it may be challenged, and the way to do so."""
    at = context.get("at") or timezone.now()
    return {
        "summary": summary,
        "window": window_of(summary),
        "at": at,
        "is_open": bool((window := window_of(summary)) and window.holds(at)),
        "count": counted_up_to(Inquiry.objects.public().filter(summary=summary)),
        "may_inquire": may_inquire(context["user"], summary, at),
    }


@register.simple_tag(takes_context=True)
def inquiries_awaiting(context: Context) -> str:
    """How many inquiries await a reply of the reader's team, as text; empty for none."""
    count = counted_up_to(Inquiry.objects.of_team(context["user"]).open(), cap=99)
    return str(count) if count.number else ""
