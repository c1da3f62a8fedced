"""What is true of an application, in words."""

from django import template
from django.utils.functional import Promise

from consultation.accreditation.states import ApplicationState

register = template.Library()


@register.filter
def in_words(standing: str) -> str | Promise:
    """A standing in the reader's language."""
    return ApplicationState(standing).label
