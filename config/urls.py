"""Every address of Plenum: each app's urls.py under its prefix."""

from django.contrib import admin
from django.urls import include, path

from config.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("", include("look.urls")),
    path("", include("consultation.processes.urls")),
    path("", include("consultation.submissions.urls")),
    path("", include("reports.summaries.urls")),
    path("", include("reports.documents.urls")),
    path("", include("reports.exports.urls")),
    path("account/", include("stakeholders.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("stakeholders.organisations.urls")),
    path("letters/", include("stakeholders.mailroom.urls")),
    path("demo/", include("demo.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "look.views.bad_request"
handler403 = "look.views.permission_denied"
handler404 = "look.views.page_not_found"
handler500 = "look.views.server_error"
