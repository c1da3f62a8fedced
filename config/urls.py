"""Every address of Plenum: each app's urls.py under its prefix."""

from django.contrib import admin
from django.urls import include, path

from config.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("", include("look.urls")),
    path("", include("consultation.sittings.urls")),  # before processes, whose references may hold a slash
    path("", include("consultation.proposals.urls")),  # before processes, for the same reason
    path("", include("consultation.processes.urls")),
    path("", include("consultation.accreditation.urls")),
    path("", include("consultation.registration.urls")),
    path("", include("consultation.positions.urls")),
    path("", include("consultation.modalities.urls")),
    path("", include("consultation.participation.urls")),
    path("", include("consultation.submissions.urls")),
    path("", include("consultation.likeness.urls")),
    path("", include("reports.dispositions.urls")),  # before summaries, whose references may hold a slash
    path("", include("reports.inquiries.urls")),
    path("", include("reports.points.urls")),
    path("", include("reports.summaries.urls")),
    path("", include("reports.coverage.urls")),
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
