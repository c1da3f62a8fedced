"""Template tags of every page: instants, deadlines, languages, groups, bars, sizes, problems in forms."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.forms.utils import flatatt
from django.template.context import Context
from django.template.defaultfilters import linebreaks_filter
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from look import bars as charts
from look import dates, languages, marks

register = template.Library()


@register.simple_tag
def when(instant: datetime, zone: str | tzinfo | None = None) -> SafeString:
    """The day and the minute in a zone (the reader's own if none is named), and in UTC as well."""
    return format_html(
        '<time datetime="{}"><bdi>{}</bdi></time>',
        instant.astimezone(UTC).isoformat(timespec="seconds"),
        dates.in_words(instant, dates.zone_of(zone)),
    )


@register.simple_tag
def day(value: date) -> SafeString:
    """A day without a time, such as the first day of a session."""
    return format_html('<time datetime="{}"><bdi>{}</bdi></time>', value.isoformat(), dates.day_in_words(value))


@register.inclusion_tag("look/deadline.html", takes_context=True)
def deadline(context: Context, instant: datetime, zone: str) -> dict[str, Any]:
    """The deadline in its own zone, in UTC, on the reader's clock where that differs, and how far off it is.

    `at` in the context is the instant of the page; views pass it.
    """
    reader = timezone.get_current_timezone()
    shown = {instant.astimezone(UTC).utcoffset(), instant.astimezone(dates.zone_of(zone)).utcoffset()}
    return {
        "instant": instant,
        "zone": zone,
        "reader_zone": None if instant.astimezone(reader).utcoffset() in shown else reader,
        "closing": dates.closing(instant, context.get("at") or timezone.now()),
    }


@register.simple_tag
def written(obj: Any, field: str) -> SafeString:
    """What the secretariat wrote, in the reader's language or, visibly marked, in the one that exists."""
    text, code = text_and_language(obj, field)
    return in_language(text, code, "span")


@register.simple_tag
def written_text(obj: Any, field: str) -> SafeString:
    """As `written`, for texts of several paragraphs; plain text, line breaks kept."""
    text, code = text_and_language(obj, field)
    return in_language(linebreaks_filter(text), code, "div")


def text_and_language(obj: Any, field: str) -> tuple[str, str]:
    """The text of a field that exists once per language, and the language found; ("", "") if there is none."""
    current = get_language() or settings.LANGUAGE_CODE
    for code in (current, *settings.MODELTRANSLATION_LANGUAGES):
        text = getattr(obj, f"{field}_{code.replace('-', '_')}", None)
        if text:
            return str(text), code
    return "", ""


def in_language(text: str | SafeString, code: str, element: str) -> SafeString:
    """The text with its language and direction; in another language than the page's it says which."""
    if not text or code == (get_language() or settings.LANGUAGE_CODE):
        return format_html("<{0}>{1}</{0}>", element, text)
    marked = format_html(
        '<{0} lang="{1}" dir="{2}">{3}</{0}>', element, languages.tag_of(code), languages.direction_of(code), text
    )
    note = gettext("(in %(language)s)") % {"language": languages.name_of(code)}
    return format_html('{} <span class="written-in">{}</span>', marked, note)


@register.simple_tag
def language_name(code: str) -> str:
    """The language's name in the reader's language."""
    return languages.name_of(code)


@register.simple_tag
def comma() -> str:
    """The comma and its space between two parts of a line."""
    return languages.comma()


@register.filter
def language_tag(code: str) -> str:
    """The BCP 47 tag for a `lang` attribute."""
    return languages.tag_of(code)


@register.filter
def direction(code: str) -> str:
    """The direction of a language, for a `dir` attribute."""
    return languages.direction_of(code)


@register.simple_tag
def group_mark(group: Any, code: str = "") -> SafeString:
    """A stakeholder group by name, shape and colour. Takes a group, or a name and a code."""
    return marks.group_mark(str(group), code or str(getattr(group, "code", "")))


@register.inclusion_tag("look/bars.html")
def bars(rows: Iterable[charts.Bar], caption: str, heading: str = "") -> dict[str, Any]:
    """A table that draws its own bars; rows are `look.bars.Bar`."""
    return {"rows": charts.drawn(rows), "caption": caption, "heading": heading or gettext("Group")}


@register.filter
def filesize(octets: int | None) -> str:
    """The size of a file as people say it: kB of 1,000 octets, MB of 1,000,000; cut, not rounded."""
    size = octets or 0
    if size < 1000:
        return ngettext("%(size)s byte", "%(size)s bytes", size) % {"size": size}
    if size < 1_000_000:
        return gettext("%(size)s kB") % {"size": number_format(size / 1000, 1 if size < 10_000 else 0)}
    return gettext("%(size)s MB") % {"size": number_format(size / 1_000_000, 1)}


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """The word before the page's title when a form on the page has problems."""
    return gettext("Error:") + " " if any(has_problems(value) for value in context.flatten().values()) else ""


def has_problems(value: Any) -> bool:
    """Whether it is a form or formset, bound, with errors. Lazy objects are left asleep."""
    if not issubclass(type(value), (BaseForm, BaseFormSet)) or not value.is_bound:
        return False
    return not value.is_valid()


@register.filter
def options(groups: Iterable[tuple[Any, list[dict[str, Any]], int]]) -> SafeString:
    """The choices of a `select` widget (its `optgroups`), drawn at once: lists of 20 and more are common here."""
    return format_html_join("", "{}", ((_group(name, choices),) for name, choices, _index in groups))


@register.filter
def attributes(attrs: dict[str, Any]) -> SafeString:
    """The attributes of a widget, drawn at once: True stands for the bare name, False for none."""
    drawn = ((format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value),)
             for name, value in attrs.items() if value is not False)  # fmt: skip
    return format_html_join("", "{}", drawn)


def _group(name: Any, choices: list[dict[str, Any]]) -> SafeString:
    each = ((one["value"], flatatt(one["attrs"]) if one["attrs"] else "", one["label"]) for one in choices)
    drawn = format_html_join("", '\n<option value="{}"{}>{}</option>', each)
    return format_html('\n<optgroup label="{}">{}\n</optgroup>', name, drawn) if name else drawn


@register.inclusion_tag("look/forms/summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """The list of problems, for pages that draw a form's fields one by one; `{{ form }}` brings its own."""
    return {"form": form}


@register.inclusion_tag("look/forms/fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form without the list of problems."""
    return {"form": form}
