"""Addresses of calls, drafts, submissions, files and imports; one section for each room of views."""

from django.urls import URLPattern

app_name = "submissions"

public: list[URLPattern] = []
contributor: list[URLPattern] = []
chair: list[URLPattern] = []
secretariat: list[URLPattern] = []
intake: list[URLPattern] = []

urlpatterns = [*public, *contributor, *chair, *secretariat, *intake]
