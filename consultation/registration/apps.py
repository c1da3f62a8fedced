"""The app of registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationConfig(AppConfig):
    """Persons at a session, apart from the standing of their organisation."""

    name = "consultation.registration"
    label = "registration"
    verbose_name = _("registration")
