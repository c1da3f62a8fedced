"""Addresses of documents."""

from django.urls import path

from reports.documents.views import public, staff

app_name = "documents"
urlpatterns = [
    path("documents/", public.documents, name="list"),
    path("documents/of/<reference:symbol>/", public.of_summary, name="of_summary"),
    path("documents/<uuid:public_id>/", public.document, name="document"),
    path("documents/<uuid:public_id>/file/<slug:format_>/", public.download, name="download"),
    path("documents/<uuid:public_id>/page/<int:page>/", public.preview, name="preview"),
    path("documents/<uuid:public_id>/change/", staff.change, name="change"),
    path("documents/<uuid:public_id>/correct/", staff.correct, name="correct"),
    path("processes/<slug:slug>/documents/", public.of_process, name="of_process"),
    path("processes/<slug:slug>/documents/new/", staff.new_document, name="new"),
    path("processes/<slug:slug>/letterhead/", staff.letterhead, name="letterhead"),
    path("letterheads/<int:pk>/use/", staff.use_letterhead, name="use_letterhead"),
    path("chair/summaries/<int:pk>/documents/", staff.compile_report, name="compile"),
]
