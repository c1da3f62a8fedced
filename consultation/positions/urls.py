"""Addresses of positions."""

from django.urls import path

from consultation.positions.views import delegate, officers

app_name = "positions"
urlpatterns = [
    path("positions/", delegate.mine, name="mine"),
    path("segments/<int:pk>/position/", delegate.record, name="record"),
    path("segments/<int:pk>/positions/", officers.show_all, name="all"),
]
