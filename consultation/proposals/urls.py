"""Addresses of proposed agenda items."""

from django.urls import path

from consultation.processes import addresses  # noqa: F401  its import makes <reference:…> known
from consultation.proposals.views import contributor, officers

app_name = "proposals"
urlpatterns = [
    path("sessions/<reference:symbol>/agenda/propose/", contributor.propose, name="propose"),
    path("proposals/<uuid:public_id>/", contributor.show_proposal, name="proposal"),
    path("proposals/<uuid:public_id>/withdraw/", contributor.withdraw, name="withdraw"),
    path("agenda/proposals/", officers.desk, name="desk"),
    path("agenda/proposals/<uuid:public_id>/", officers.decide, name="decide"),
]
