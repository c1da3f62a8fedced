"""Addresses of meetings and programmes of work."""

from django.urls import URLPattern, path

from consultation.processes import addresses  # noqa: F401  its import makes <reference:…> known
from consultation.sittings.views import groups, parts, public, secretariat

app_name = "sittings"

read_by_all: list[URLPattern] = [
    path("sessions/<reference:symbol>/programme/", public.show_programme, name="programme"),
    path("sessions/<reference:symbol>/programme.ics", public.show_calendar, name="calendar"),
    path("sessions/<reference:symbol>/programme/follow/", public.follow, name="follow"),
    path("sessions/<reference:symbol>/programme/leave/", public.leave, name="leave"),
]
set_up: list[URLPattern] = [
    path("secretariat/sessions/<int:pk>/programme/", secretariat.manage_programme, name="manage"),
    path("secretariat/sessions/<int:pk>/programme/publish/", secretariat.publish, name="publish"),
    path("secretariat/sessions/<int:pk>/programme/adopt/", secretariat.adopt, name="adopt"),
    path("secretariat/sessions/<int:pk>/programme/provisional/", secretariat.undo_adoption, name="undo_adoption"),
    path("secretariat/sessions/<int:pk>/programme/tell/", secretariat.tell, name="tell"),
    path("secretariat/sessions/<int:pk>/programme/log/", secretariat.show_log, name="log"),
    path("secretariat/sessions/<int:pk>/meetings/new/", secretariat.add_meeting, name="add_meeting"),
    path("secretariat/sessions/<int:pk>/meetings/copy/", secretariat.copy_day, name="copy_day"),
    path("secretariat/meetings/<int:pk>/", secretariat.edit_meeting, name="edit_meeting"),
    path("secretariat/meetings/<int:pk>/remove/", secretariat.remove_meeting, name="remove_meeting"),
    path("secretariat/meetings/<int:pk>/parts/new/", parts.add_segment, name="add_segment"),
    path("secretariat/parts/<int:pk>/", parts.edit_segment, name="edit_segment"),
    path("secretariat/parts/<int:pk>/suspend/", parts.suspend_segment, name="suspend"),
    path("secretariat/parts/<int:pk>/remove/", parts.remove_segment, name="remove_segment"),
    path("secretariat/processes/<slug:slug>/groups/", groups.sub_groups, name="sub_groups"),
    path("secretariat/process-groups/<int:pk>/", groups.edit_sub_group, name="edit_sub_group"),
    path("secretariat/process-groups/<int:pk>/remove/", groups.remove_sub_group, name="remove_sub_group"),
]

urlpatterns = [*read_by_all, *set_up]
