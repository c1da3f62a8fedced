"""Meetings and their hours in words."""

import html
from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from consultation.sittings import naming, words
from look import dates

register = template.Library()

register.filter("meeting_name", naming.meeting_name)
register.filter("segment_name", naming.segment_name)
register.filter("disclaimer", words.disclaimer_of)
register.filter("naming_rule", words.rule_of_segment)


@register.simple_tag
def hours(span: Any, zone: str) -> SafeString:
    """Start and end of a meeting or part on the clocks of a zone: "10:00–13:00"."""
    start = span.starts_at.astimezone(UTC).isoformat(timespec="seconds")
    return format_html('<time datetime="{}"><bdi>{}</bdi></time>', start, words.time_span(span, zone))


@register.simple_tag
def reader_hours(span: Any, zone: str) -> SafeString | str:
    """The same on the reader's clocks, where they show another time then; else nothing."""
    reader = timezone.get_current_timezone()
    if _same(span, zone):
        return ""
    return format_html("<bdi>{}</bdi>", words.time_span(span, str(reader)))


@register.simple_tag
def reader_day(span: Any, zone: str) -> SafeString | str:
    """Day, hours and city of the reader's clocks, where they show another time then; else nothing."""
    reader = timezone.get_current_timezone()
    if _same(span, zone):
        return ""
    day = dates.day_in_words(span.starts_at.astimezone(reader).date())
    return format_html(
        "<bdi>{}</bdi> · <bdi>{}</bdi> · <bdi>{}</bdi>", dates.city_of(reader), day, words.time_span(span, str(reader))
    )


@register.simple_tag
def plainly(instant: datetime, zone: str) -> str:
    """An instant in words without markup, for the text of a letter."""
    return html.unescape(strip_tags(dates.in_words(instant, dates.zone_of(zone))))


def _same(span: Any, zone: str) -> bool:
    """Whether the reader's clocks show what those of the zone show."""
    reader = timezone.get_current_timezone()
    return span.starts_at.astimezone(reader).utcoffset() == span.starts_at.astimezone(dates.zone_of(zone)).utcoffset()
