"""The app of positions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PositionsConfig(AppConfig):
    """Positions of delegates, who vote individually."""

    name = "consultation.positions"
    label = "positions"
    verbose_name = _("positions")
