"""Addresses of documents."""

from django.urls import path

from reports.documents import views

app_name = "documents"
urlpatterns = [
    path("documents/", views.documents, name="list"),
    path("documents/of/<reference:symbol>/", views.of_summary, name="of_summary"),
    path("documents/<uuid:public_id>/", views.document, name="document"),
    path("documents/<uuid:public_id>/file/", views.download, name="download"),
    path("documents/<uuid:public_id>/change/", views.change, name="change"),
    path("chair/summaries/<int:pk>/documents/", views.compile_report, name="compile"),
]
