"""Addresses of calls, drafts, submissions, files and imports; one section for each room of views."""

from django.urls import URLPattern, path

from consultation.submissions.views import chair as chair_views

app_name = "submissions"

public: list[URLPattern] = []
contributor: list[URLPattern] = []
chair: list[URLPattern] = [
    path("chair/", chair_views.chair_desk, name="chair_desk"),
    path("chair/submissions/<uuid:public_id>/", chair_views.decide, name="decide"),
    path("chair/bulk/", chair_views.decide_in_bulk, name="decide_in_bulk"),
]
secretariat: list[URLPattern] = []
intake: list[URLPattern] = []

urlpatterns = [*public, *contributor, *chair, *secretariat, *intake]
