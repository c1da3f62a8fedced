"""The app of accreditation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccreditationConfig(AppConfig):
    """Rounds, applications, objections in confidence, and who is accredited."""

    name = "consultation.accreditation"
    label = "accreditation"
    verbose_name = _("accreditation")
