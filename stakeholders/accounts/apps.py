"""The app of people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from stakeholders.accounts.later import put_off


class AccountsConfig(AppConfig):
    """People and their sign-in."""

    name = "stakeholders.accounts"
    label = "accounts"
    verbose_name = _("people")

    def ready(self) -> None:
        """Leave passkeys to the first person who uses one."""
        put_off()
