"""Addresses of organisations, their members, and the secretariat's work on them."""

from django.urls import path

from stakeholders.organisations.views import contributor, members, secretariat

app_name = "organisations"
urlpatterns = [
    path("organisations/", contributor.mine, name="mine"),
    path("organisations/find/", contributor.find, name="find"),
    path("organisations/register/", contributor.propose, name="propose"),
    path("organisations/<int:pk>/", contributor.organisation, name="organisation"),
    path("organisations/<int:pk>/join/", contributor.join, name="join"),
    path("organisations/<int:pk>/edit/", contributor.edit, name="edit"),
    path("organisations/members/<int:pk>/admit/", members.admit, name="admit"),
    path("organisations/members/<int:pk>/refuse/", members.refuse, name="refuse_member"),
    path("organisations/members/<int:pk>/role/", members.role, name="role"),
    path("organisations/members/<int:pk>/end/", members.end, name="end_membership"),
    path("secretariat/organisations/", secretariat.desk, name="desk"),
    path("secretariat/organisations/<int:pk>/", secretariat.examine, name="examine"),
    path("secretariat/organisations/<int:pk>/recognise/", secretariat.recognise, name="recognise"),
    path("secretariat/organisations/<int:pk>/refuse/", secretariat.refuse, name="refuse"),
    path("secretariat/organisations/<int:pk>/verify/", secretariat.verify, name="verify"),
    path("secretariat/groups/", secretariat.groups, name="groups"),
    path("secretariat/groups/new/", secretariat.new_group, name="new_group"),
    path("secretariat/groups/<int:pk>/", secretariat.group, name="group"),
    path("secretariat/groups/<int:pk>/up/", secretariat.group_up, name="group_up"),
]
