"""The app of letters."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailroomConfig(AppConfig):
    """Letters and their sending."""

    name = "stakeholders.mailroom"
    label = "mailroom"
    verbose_name = _("mail room")
