"""Addresses that belong to no app: the choice of language, accessibility, privacy."""

from django.urls import path

from look import views

app_name = "look"
urlpatterns = [
    path("language/", views.choose_language, name="language"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
