"""The app of the demo data."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Loads the story in demo/story."""

    name = "demo"
    label = "demo"
