"""The app of points."""

from django.apps import AppConfig


class PointsConfig(AppConfig):
    """Holds points and the reading desk."""

    name = "reports.points"
    label = "points"
