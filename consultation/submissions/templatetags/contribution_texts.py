"""How a template shows what people wrote: `{{ text|formatted:3 }}`."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from consultation.submissions.models import CommentKind
from consultation.submissions.text import as_html
from look.languages import direction_of

register = template.Library()


@register.filter
def formatted(text: str, top_heading: int = 3) -> SafeString:
    """Markdown as safe HTML whose first heading is of that level."""
    return mark_safe(as_html(text, top_heading=top_heading))  # noqa: S308 - as_html is the wall


@register.filter
def text_direction(language: str) -> str:
    """The direction of a text of that language; where the language is unknown, its first letters decide."""
    return "auto" if language == "und" else direction_of(language)


@register.filter
def kind_in_words(kind: str) -> str:
    """The kind of a comment in the reader's language; "" for one that was not asked for it."""
    return str(CommentKind(kind).label) if kind else ""
