"""The app of submissions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    """Calls for input and submissions."""

    name = "consultation.submissions"
    label = "submissions"
    verbose_name = _("submissions")
