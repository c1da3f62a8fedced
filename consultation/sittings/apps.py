"""The app of meetings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SittingsConfig(AppConfig):
    """Meetings, their segments and the programme of work."""

    name = "consultation.sittings"
    label = "sittings"
    verbose_name = _("meetings")
