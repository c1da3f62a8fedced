"""Addresses of calls, drafts, submissions, files and imports; one section for each room of views."""

from django.urls import URLPattern, path

from consultation.submissions.views import chair as chair_views
from consultation.submissions.views import contributor as contributor_views
from consultation.submissions.views import intake as intake_views
from consultation.submissions.views import public as public_views
from consultation.submissions.views import secretariat as secretariat_views
from consultation.submissions.views import sending, writing

app_name = "submissions"

public: list[URLPattern] = [
    path("calls/<reference:symbol>/", public_views.read_call, name="call"),
    path("processes/<slug:slug>/record/", public_views.search_record, name="register"),
    path("processes/<slug:slug>/participation/", public_views.show_participation, name="participation"),
    path("submissions/<reference:reference>/", public_views.read_submission, name="submission"),
    path("files/<uuid:public_id>/", public_views.download_attachment, name="attachment"),
]
contributor: list[URLPattern] = [
    path("desk/", contributor_views.desk, name="desk"),
    path("desk/calls/<reference:symbol>/write/", contributor_views.start_draft, name="start_draft"),
    path("desk/drafts/<uuid:public_id>/", writing.draft, name="draft"),
    path("desk/drafts/<uuid:public_id>/autosave/", writing.autosave_draft, name="autosave_draft"),
    path("desk/drafts/<uuid:public_id>/check/", sending.check_draft, name="check_draft"),
    path("desk/drafts/<uuid:public_id>/remove/", writing.discard, name="discard_draft"),
    path("desk/submissions/<uuid:public_id>/", contributor_views.sent, name="sent"),
    path("desk/submissions/<uuid:public_id>/withdraw/", contributor_views.withdraw, name="withdraw"),
    path("desk/submissions/<uuid:public_id>/correct/", contributor_views.correct, name="correct"),
    path(
        "desk/submissions/<uuid:public_id>/parties/<int:pk>/", contributor_views.answer_request, name="answer_request"
    ),
]
chair: list[URLPattern] = [
    path("chair/", chair_views.chair_desk, name="chair_desk"),
    path("chair/submissions/<uuid:public_id>/", chair_views.decide, name="decide"),
    path("chair/bulk/", chair_views.decide_in_bulk, name="decide_in_bulk"),
]
secretariat: list[URLPattern] = [
    path("secretariat/sessions/<int:pk>/calls/new/", secretariat_views.create_call, name="create_call"),
    path("secretariat/calls/<int:pk>/", secretariat_views.manage_call, name="manage_call"),
    path("secretariat/calls/<int:pk>/edit/", secretariat_views.edit_call, name="edit_call"),
    path("secretariat/calls/<int:pk>/announce/", secretariat_views.announce_call, name="announce_call"),
    path("secretariat/calls/<int:pk>/extend/", secretariat_views.extend_call, name="extend_call"),
    path("secretariat/calls/<int:pk>/questions/new/", secretariat_views.add_question, name="add_question"),
    path("secretariat/questions/<int:pk>/", secretariat_views.edit_question, name="edit_question"),
    path("secretariat/questions/<int:pk>/move/", secretariat_views.move_question, name="move_question"),
    path("secretariat/questions/<int:pk>/remove/", secretariat_views.remove_question, name="remove_question"),
]
intake: list[URLPattern] = [
    path("secretariat/calls/<reference:symbol>/import/", intake_views.ask_import, name="imports"),
    path("secretariat/calls/<reference:symbol>/enter/", intake_views.enter_input, name="enter_input"),
    path("secretariat/inputs/<uuid:public_id>/", intake_views.show_entered, name="entered"),
    path("secretariat/imports/<uuid:public_id>/", intake_views.follow_import, name="import"),
    path("secretariat/imports/<uuid:public_id>/load/", intake_views.load_import, name="load_import"),
    path("secretariat/imports/<uuid:public_id>/retry/", intake_views.retry_import, name="retry_import"),
]

urlpatterns = [*public, *contributor, *chair, *secretariat, *intake]
