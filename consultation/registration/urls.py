"""Addresses of registration."""

from django.urls import path

from consultation.registration.views import contributor, public, secretariat

app_name = "registration"
urlpatterns = [
    path("participants/<int:pk>/", public.participants, name="participants"),
    path("registration/", contributor.mine, name="mine"),
    path("registration/<int:pk>/<int:organisation>/", contributor.delegation, name="delegation"),
    path("registration/<int:pk>/<int:organisation>/add/", contributor.add, name="add"),
    path("registration/persons/<uuid:public_id>/", contributor.person, name="person"),
    path("registration/persons/<uuid:public_id>/change/", contributor.change, name="change"),
    path("registration/persons/<uuid:public_id>/consent/", contributor.consent, name="consent"),
    path("registration/persons/<uuid:public_id>/withdraw/", contributor.withdraw, name="withdraw"),
    path("secretariat/registration/", secretariat.desk, name="desk"),
    path("secretariat/registration/sessions/<int:pk>/", secretariat.set_up, name="set_up"),
    path("secretariat/registration/<int:pk>/", secretariat.registered, name="registered"),
    path("secretariat/registration/<int:pk>/confirm/", secretariat.confirm, name="confirm"),
    path("secretariat/registration/<int:pk>/publish/", secretariat.publish, name="publish"),
    path("secretariat/registration/<int:pk>/take-back/", secretariat.take_back, name="take_back"),
    path("secretariat/registration/<int:pk>/badges/", secretariat.badges, name="badges"),
    path("secretariat/registration/<int:pk>/badges.csv", secretariat.badges_csv, name="badges_csv"),
    path("secretariat/registration/<int:pk>/<int:organisation>/complete/", secretariat.complete, name="complete"),
    path("secretariat/registration/persons/<uuid:public_id>/", secretariat.decide, name="decide"),
]
