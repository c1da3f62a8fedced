"""Addresses of answers."""

from django.urls import path

from reports.dispositions.views import boilerplates, chair, public

app_name = "dispositions"
urlpatterns = [
    path("summaries/<reference:symbol>/answers/", public.public, name="public"),
    path("chair/summaries/<int:pk>/answers/", chair.to_answer, name="list"),
    path("chair/summaries/<int:pk>/answers/review/", chair.review, name="review"),
    path("chair/summaries/<int:pk>/answers/alike/", chair.alike, name="alike"),
    path("chair/summaries/<int:pk>/answers/<uuid:public_id>/", chair.answer, name="answer"),
    path("chair/summaries/<int:pk>/answers/<uuid:public_id>/state/", chair.change_state, name="change_state"),
    path("chair/processes/<slug:slug>/texts/", boilerplates.boilerplates, name="boilerplates"),
    path("chair/texts/<int:pk>/", boilerplates.boilerplate, name="boilerplate"),
    path("chair/texts/<int:pk>/retire/", boilerplates.retire, name="retire"),
]
