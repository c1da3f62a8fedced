"""The app of people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and their sign-in."""

    name = "stakeholders.accounts"
    label = "accounts"
    verbose_name = _("people")
