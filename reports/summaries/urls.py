"""Addresses of summaries."""

from django.urls import path

from reports.summaries.views import chair, history, order, paragraphs, public, secretariat

app_name = "summaries"

SUMMARY = "chair/summaries/<int:pk>/"
SECTION = SUMMARY + "sections/<int:section_pk>/"
PARAGRAPH = SUMMARY + "paragraphs/<int:paragraph_pk>/"
HISTORY = SUMMARY + "history/<uuid:anchor>/"

urlpatterns = [
    path("summaries/<reference:symbol>/", public.summary, name="summary"),
    path("chair/summaries/", chair.desk, name="desk"),
    path("chair/summaries/begin/", chair.begin, name="begin"),
    path(SUMMARY, chair.write, name="write"),
    path(SUMMARY + "state/", chair.change_state, name="change_state"),
    path(SUMMARY + "sections/", chair.add_section, name="add_section"),
    path(SECTION, chair.edit_section, name="section"),
    path(SECTION + "order/", chair.rearrange_section, name="rearrange_section"),
    path(SECTION + "remove/", chair.remove_section, name="remove_section"),
    path(SECTION + "paragraph/", paragraphs.add, name="add_paragraph"),
    path(PARAGRAPH, paragraphs.edit, name="paragraph"),
    path(PARAGRAPH + "autosave/", paragraphs.autosave, name="autosave"),
    path(PARAGRAPH + "order/", order.rearrange, name="rearrange"),
    path(PARAGRAPH + "place/", order.place, name="place"),
    path(PARAGRAPH + "split/", paragraphs.split, name="split"),
    path(PARAGRAPH + "merge/", paragraphs.merge, name="merge"),
    path(PARAGRAPH + "remove/", paragraphs.remove, name="remove"),
    path(SUMMARY + "history/", history.of_summary, name="history"),
    path(HISTORY, history.of_paragraph, name="paragraph_history"),
    path(HISTORY + "restore/", history.restore, name="restore"),
    path(HISTORY + "bring-back/", history.bring_back, name="bring_back"),
    path(SUMMARY + "remarks/<uuid:anchor>/", history.remarks, name="remarks"),
    path("secretariat/processes/<slug:slug>/bands/", secretariat.bands, name="bands"),
]
