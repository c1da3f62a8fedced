"""The app of near-identical texts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LikenessConfig(AppConfig):
    """Which contributions are near-identical."""

    name = "consultation.likeness"
    label = "likeness"
    verbose_name = _("near-identical texts")
