"""How public pages show what the secretariat wrote in Markdown."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from consultation.submissions.text import as_html
from look.templatetags.plenum import in_language, text_and_language

register = template.Library()


@register.simple_tag
def written_markdown(row: Any, field: str, top_heading: int = 2) -> SafeString:
    """A field that exists once per language, as safe HTML in the reader's language or, marked, in the one there is."""
    text, code = text_and_language(row, field)
    html = mark_safe(as_html(text, top_heading=top_heading))  # noqa: S308 - as_html is the wall
    return in_language(html, code, "div")
