"""Addresses of coverage, issue and trace."""

from django.urls import path

from reports.coverage.views import chair, secretariat, trace

app_name = "coverage"
urlpatterns = [
    path("chair/summaries/<int:pk>/coverage/", chair.coverage, name="coverage"),
    path("chair/summaries/<int:pk>/coverage/contributions/", chair.contributions, name="contributions"),
    path("chair/summaries/<int:pk>/coverage/points/", chair.points, name="points"),
    path("chair/summaries/<int:pk>/coverage/aside/", chair.asides, name="asides"),
    path("chair/summaries/<int:pk>/coverage/aside/<int:aside_pk>/", chair.take_back, name="take_back"),
    path("chair/summaries/<int:pk>/coverage/words/<int:paragraph_pk>/", chair.keep_word, name="keep_word"),
    path("chair/summaries/<int:pk>/correct/", chair.correct, name="correct"),
    path("chair/summaries/<int:pk>/issue/", chair.issue, name="issue"),
    path("secretariat/processes/<slug:slug>/before-issue/", secretariat.gate, name="gate"),
    path("trace/<reference:reference>/", trace.public, name="trace"),
    path("desk/submissions/<uuid:public_id>/trace/", trace.own, name="own_trace"),
]
