"""The app of participation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    """Who may do what, where."""

    name = "consultation.participation"
    label = "participation"
    verbose_name = _("participation")
