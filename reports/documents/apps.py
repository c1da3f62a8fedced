"""The app of documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Compiled documents."""

    name = "reports.documents"
    label = "documents"
    verbose_name = _("documents")
