"""The Django admin site: for superusers who have set a second factor, and for nobody else."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest


class PlenumAdminSite(admin.AdminSite):
    """An admin site that asks for a superuser with a second factor; the secretariat works on its own desk."""

    site_header = site_title = "Plenum"
    login_template = None

    def has_permission(self, request: HttpRequest) -> bool:
        """True for an active superuser whose second factor is set."""
        user = request.user
        return bool(user.is_active and getattr(user, "is_superuser", False) and user.has_second_factor)  # type: ignore[union-attr]


class PlenumAdminConfig(AdminConfig):
    """Makes PlenumAdminSite the default site."""

    default_site = "config.admin.PlenumAdminSite"
