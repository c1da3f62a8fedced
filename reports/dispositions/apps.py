"""The app of answers to points."""

from django.apps import AppConfig


class DispositionsConfig(AppConfig):
    """Holds the answers and the texts that many answers share."""

    name = "reports.dispositions"
    label = "dispositions"
