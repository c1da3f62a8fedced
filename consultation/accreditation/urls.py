"""Addresses of accreditation."""

from django.urls import path

from consultation.accreditation.views import chair, contributor, mission, public, secretariat, standings

app_name = "accreditation"
urlpatterns = [
    path("processes/<slug:slug>/accreditation/", public.rounds, name="rounds"),
    path("processes/<slug:slug>/accredited/", public.accredited, name="accredited"),
    path("accreditation/rounds/<int:pk>/", public.show_round, name="round"),
    path("accreditation/rounds/<int:pk>/apply/", contributor.apply, name="apply"),
    path("accreditation/", contributor.mine, name="mine"),
    path("accreditation/<uuid:public_id>/", contributor.application, name="application"),
    path("accreditation/<uuid:public_id>/withdraw/", contributor.withdraw, name="withdraw"),
    path("accreditation/letters/<uuid:public_id>/", contributor.letter, name="letter"),
    path("mission/accreditation/", mission.desk, name="mission"),
    path("mission/accreditation/acts/", mission.act, name="mission_act"),
    path("mission/accreditation/<uuid:public_id>/", mission.application, name="mission_application"),
    path("chair/accreditation/", chair.oversight, name="oversight"),
    path("chair/accreditation/answers/", chair.answer, name="answer"),
    path("secretariat/accreditation/", secretariat.desk, name="desk"),
    path("secretariat/processes/<slug:slug>/accreditation/new/", secretariat.create_round, name="create_round"),
    path("secretariat/processes/<slug:slug>/accreditation/standings/", standings.standings, name="standings"),
    path("secretariat/accreditation/standings/<int:pk>/end/", standings.end_standing, name="end_standing"),
    path("secretariat/accreditation/rounds/<int:pk>/", secretariat.manage_round, name="manage_round"),
    path("secretariat/accreditation/rounds/<int:pk>/edit/", secretariat.edit_round, name="edit_round"),
    path("secretariat/accreditation/rounds/<int:pk>/announce/", secretariat.announce_round, name="announce_round"),
    path("secretariat/accreditation/rounds/<int:pk>/extend/", secretariat.extend_round, name="extend_round"),
    path("secretariat/accreditation/rounds/<int:pk>/circulate/", secretariat.circulate, name="circulate"),
    path("secretariat/accreditation/rounds/<int:pk>/publish/", secretariat.publish_list, name="publish_list"),
    path("secretariat/accreditation/circulations/<int:pk>/", secretariat.extend_silence, name="extend_silence"),
    path("secretariat/accreditation/<uuid:public_id>/", secretariat.application, name="check"),
    path("secretariat/accreditation/<uuid:public_id>/act/", secretariat.act, name="check_act"),
]
