"""Addresses that belong to no app: health, language choice."""

from django.urls import URLPattern

app_name = "look"
urlpatterns: list[URLPattern] = []
