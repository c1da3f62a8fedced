"""The app of the look."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """What all pages share."""

    name = "look"
    label = "look"
