"""Addresses of processes, sessions and the secretariat's desk."""

from django.urls import URLPattern, path

from consultation.processes import addresses  # noqa: F401  its import makes <reference:…> known
from consultation.processes.views import programme, public, secretariat

app_name = "processes"

read_by_all: list[URLPattern] = [
    path("", public.home, name="home"),
    path("processes/<slug:slug>/", public.show_process, name="process"),
    path("sessions/<reference:symbol>/", public.show_session, name="session"),
]
set_up: list[URLPattern] = [
    path("secretariat/", secretariat.secretariat_desk, name="secretariat_desk"),
    path("secretariat/processes/new/", secretariat.create_process, name="create_process"),
    path("secretariat/processes/<slug:slug>/", secretariat.manage_process, name="manage_process"),
    path("secretariat/processes/<slug:slug>/edit/", secretariat.edit_process, name="edit_process"),
    path("secretariat/processes/<slug:slug>/announce/", secretariat.announce_process, name="announce_process"),
    path("secretariat/processes/<slug:slug>/log/", secretariat.show_log, name="log"),
    path("secretariat/processes/<slug:slug>/offices/", secretariat.give_office, name="offices"),
    path("secretariat/offices/<int:pk>/end/", secretariat.end_office, name="end_office"),
    path("secretariat/processes/<slug:slug>/rules/", secretariat.moderation_rules_of, name="rules"),
    path("secretariat/rules/<int:pk>/", secretariat.edit_rule, name="edit_rule"),
    path("secretariat/rules/<int:pk>/move/", secretariat.move_rule, name="move_rule"),
    path("secretariat/rules/<int:pk>/remove/", secretariat.remove_rule, name="remove_rule"),
    path("secretariat/processes/<slug:slug>/sessions/new/", programme.add_session, name="add_session"),
    path("secretariat/sessions/<int:pk>/", programme.edit_session, name="edit_session"),
    path("secretariat/sessions/<int:pk>/remove/", programme.remove_session, name="remove_session"),
    path("secretariat/sessions/<int:pk>/agenda/", programme.write_agenda, name="agenda"),
    path("secretariat/agenda/<int:pk>/", programme.edit_agenda_item, name="edit_agenda_item"),
    path("secretariat/agenda/<int:pk>/move/", programme.move_agenda_item, name="move_agenda_item"),
    path("secretariat/agenda/<int:pk>/remove/", programme.remove_agenda_item, name="remove_agenda_item"),
]

urlpatterns = [*read_by_all, *set_up]
