"""Addresses of the answers to: what may my organisation do here?"""

from django.urls import path

from consultation.participation import views

app_name = "participation"

urlpatterns = [
    path("processes/<slug:slug>/rights/", views.my_rights, name="mine"),
    path("segments/<int:pk>/", views.show_segment, name="segment"),
]
