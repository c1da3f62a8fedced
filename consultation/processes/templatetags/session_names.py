"""The names and dates of sessions in the reader's language."""

from django import template

from consultation.processes import naming
from consultation.processes.models import Session

register = template.Library()


@register.filter
def in_words(session: Session) -> str:
    """The name, such as "Third substantive session", in the reader's language."""
    return naming.title_of(session)


@register.filter
def dates(session: Session) -> str:
    """The days, such as 8–12 March 2027, in the reader's language."""
    return naming.dates_of(session)
