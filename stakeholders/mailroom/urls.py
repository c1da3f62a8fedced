"""Addresses of the mail room."""

from django.urls import path

from stakeholders.mailroom import views

app_name = "mailroom"
urlpatterns = [
    path("", views.caught, name="caught"),
    path("<int:pk>/", views.letter, name="letter"),
]
