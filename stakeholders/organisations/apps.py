"""The app of organisations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Organisations and their members."""

    name = "stakeholders.organisations"
    label = "organisations"
    verbose_name = _("organisations")
