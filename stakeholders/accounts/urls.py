"""Addresses of a person's own settings."""

from django.urls import path

from stakeholders.accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("second-factor/", views.second_factor_needed, name="second_factor_needed"),
]
