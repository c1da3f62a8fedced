"""The app of the record."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Holds the abstract event and the only way to move a row from state to state."""

    name = "register"
    label = "register"
