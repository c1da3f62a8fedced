"""Addresses of the reading desk."""

from django.urls import path

from reports.points.views import desk, marking, shelf, topics

app_name = "points"
urlpatterns = [
    path("chair/reading/", shelf.choose_process, name="choose"),
    path("chair/reading/<slug:slug>/", shelf.shelf, name="shelf"),
    path("chair/reading/<slug:slug>/next/", shelf.go_on, name="go_on"),
    path("chair/reading/<slug:slug>/topics/", topics.topics, name="topics"),
    path("chair/submissions/<uuid:public_id>/reading/", desk.desk, name="desk"),
    path("chair/submissions/<uuid:public_id>/reading/read/", desk.note_reading, name="read"),
    path("chair/submissions/<uuid:public_id>/reading/share/", desk.share_out, name="share"),
    path("chair/submissions/<uuid:public_id>/reading/mark/", marking.mark, name="mark"),
    path("chair/points/<uuid:public_id>/", marking.change, name="change"),
    path("chair/points/<uuid:public_id>/passage/", marking.choose_passage, name="passage"),
    path("chair/points/<uuid:public_id>/drop/", marking.drop, name="drop"),
    path("chair/topics/<int:pk>/", topics.topic, name="topic"),
    path("chair/topics/<int:pk>/move/", topics.move_topic, name="move_topic"),
]
