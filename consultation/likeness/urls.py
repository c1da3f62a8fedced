"""Addresses of near-identical texts."""

from django.urls import path

from consultation.likeness import views

app_name = "likeness"
urlpatterns = [
    path("chair/near-identical/", views.desk, name="desk"),
    path("chair/near-identical/<slug:slug>/", views.families, name="families"),
    path("chair/near-identical/<slug:slug>/look/", views.look, name="look"),
    path("chair/near-identical/families/<int:pk>/", views.family, name="family"),
    path("chair/near-identical/members/<int:pk>/", views.change_member, name="change_member"),
]
