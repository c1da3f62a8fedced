"""The app of summaries."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SummariesConfig(AppConfig):
    """Chair's summaries."""

    name = "reports.summaries"
    label = "summaries"
    verbose_name = _("summaries")
