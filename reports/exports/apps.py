"""The app of exports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    """Data out."""

    name = "reports.exports"
    label = "exports"
    verbose_name = _("exports")
