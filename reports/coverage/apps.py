"""The app of coverage and balance."""

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """Holds coverage, balance, the gate before issue, and issuing."""

    name = "reports.coverage"
    label = "coverage"
