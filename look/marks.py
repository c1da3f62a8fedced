"""Marks of the stakeholder groups: a shape each, so that nobody has to tell them apart by colour."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_OTHER = mark_safe('<path d="M0 4.5h4.5V0h3v4.5H12v3H7.5V12h-3V7.5H0z"/>')
_SHAPES = {
    "civil-society": mark_safe('<circle cx="6" cy="6" r="5.5"/>'),
    "business": mark_safe('<path d="M1 1h10v10H1z"/>'),
    "technical-community": mark_safe('<path d="M6 0l6 6-6 6-6-6z"/>'),
    "academia": mark_safe('<path d="M6 .5l6 11H0z"/>'),
    "state": mark_safe('<path d="M1 0h1.8v1H11v6H2.8v5H1z"/>'),
    "intergovernmental": mark_safe('<path d="M6 0a6 6 0 100 12A6 6 0 006 0zm0 3a3 3 0 110 6 3 3 0 010-6z"/>'),
}


def group_mark(name: str, code: str) -> SafeString:
    """The group's name with its shape and colour; groups that the secretariat added share a cross."""
    return format_html(
        '<span class="group g-{}"><svg class="mark" width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">{}'
        "</svg><bdi>{}</bdi></span>",
        code or "other",
        _SHAPES.get(code, _OTHER),
        name,
    )
