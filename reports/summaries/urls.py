"""Addresses of summaries."""

from django.urls import path

from reports.summaries.views import chair, public

app_name = "summaries"
urlpatterns = [
    path("summaries/<reference:symbol>/", public.summary, name="summary"),
    path("chair/summaries/", chair.desk, name="desk"),
    path("chair/summaries/begin/", chair.begin, name="begin"),
    path("chair/summaries/<int:pk>/", chair.write, name="write"),
    path("chair/summaries/<int:pk>/sections/", chair.add_section, name="add_section"),
    path("chair/summaries/<int:pk>/sections/<int:section_pk>/paragraph/", chair.add_paragraph, name="add_paragraph"),
    path("chair/summaries/<int:pk>/paragraphs/<int:paragraph_pk>/", chair.edit_paragraph, name="paragraph"),
    path("chair/summaries/<int:pk>/paragraphs/<int:paragraph_pk>/order/", chair.rearrange, name="rearrange"),
    path("chair/summaries/<int:pk>/paragraphs/<int:paragraph_pk>/remove/", chair.remove, name="remove"),
    path("chair/summaries/<int:pk>/state/", chair.change_state, name="change_state"),
]
