"""The app of processes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcessesConfig(AppConfig):
    """Processes and sessions."""

    name = "consultation.processes"
    label = "processes"
    verbose_name = _("processes")
