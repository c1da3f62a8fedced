"""Addresses of the mail room."""

from django.urls import URLPattern

app_name = "mailroom"
urlpatterns: list[URLPattern] = []
