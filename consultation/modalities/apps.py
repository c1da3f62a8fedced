"""The app of modalities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModalitiesConfig(AppConfig):
    """Rules of participation."""

    name = "consultation.modalities"
    label = "modalities"
    verbose_name = _("modalities")
