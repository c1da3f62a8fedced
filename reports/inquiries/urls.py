"""Addresses of inquiries."""

from django.urls import path

from reports.inquiries.views import chair, contributor, public

app_name = "inquiries"
urlpatterns = [
    path("summaries/<reference:symbol>/inquiries/", public.inquiries, name="public"),
    path("summaries/<reference:symbol>/inquiries/file/", contributor.file, name="file"),
    path("inquiries/<uuid:public_id>/", public.inquiry, name="inquiry"),
    path("chair/inquiries/", chair.desk, name="desk"),
    path("chair/inquiries/<uuid:public_id>/", chair.reply, name="reply"),
    path("chair/inquiries/<uuid:public_id>/withhold/", chair.withhold, name="withhold"),
]
