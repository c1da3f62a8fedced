"""The app of proposals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    """Items proposed for the agenda of a session, and what became of them."""

    name = "consultation.proposals"
    label = "proposals"
    verbose_name = _("proposals")
