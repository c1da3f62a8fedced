"""The names and dates of sessions in the reader's language."""

from django import template

from consultation.processes import naming
from consultation.processes.models import Session

register = template.Library()


@register.filter
def in_words(session: Session) -> str:
    """"Third substantive session"."""
    return naming.title_of(session)


@register.filter
def dates(session: Session) -> str:
    """"8–12 March 2027"."""
    return naming.dates_of(session)
