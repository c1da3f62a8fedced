"""Addresses of exports."""

from django.urls import path

from reports.exports import views
from reports.exports.states import Format

app_name = "exports"
urlpatterns = [
    path("exports/", views.exports, name="list"),
    path("exports/of/<slug:slug>/", views.export_process, name="process"),
    path("exports/<uuid:public_id>/", views.export, name="export"),
    path("exports/<uuid:public_id>/file/", views.download, name="download"),
    path("exports/<uuid:public_id>/change/", views.change, name="change"),
    path("processes/<slug:slug>/record.csv", views.download_record, {"form": Format.CSV}, name="record_csv"),
    path("processes/<slug:slug>/record.jsonl", views.download_record, {"form": Format.JSONL}, name="record_jsonl"),
]
