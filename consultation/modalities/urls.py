"""Addresses of the rules of participation."""

from django.urls import URLPattern, path

from consultation.modalities.views import public, secretariat

app_name = "modalities"

read_by_all: list[URLPattern] = [
    path("processes/<slug:slug>/modalities/", public.show_modalities, name="modalities"),
    path("processes/<slug:slug>/modalities/<int:number>/", public.show_version, name="version"),
    path("processes/<slug:slug>/modalities/<int:number>/changes/", public.show_changes, name="changes"),
]
prepared: list[URLPattern] = [
    path("secretariat/processes/<slug:slug>/modalities/", secretariat.manage, name="manage"),
    path("secretariat/processes/<slug:slug>/modalities/new/", secretariat.begin, name="begin"),
    path("secretariat/modalities/<int:pk>/", secretariat.show_draft, name="draft"),
    path("secretariat/modalities/<int:pk>/edit/", secretariat.edit_draft, name="edit"),
    path("secretariat/modalities/<int:pk>/clauses/", secretariat.clauses, name="clauses"),
    path("secretariat/clauses/<int:pk>/", secretariat.edit_clause, name="edit_clause"),
    path("secretariat/clauses/<int:pk>/remove/", secretariat.remove_clause, name="remove_clause"),
    path("secretariat/modalities/<int:pk>/cells/<slug:occasion>/", secretariat.edit_cells, name="cells"),
    path("secretariat/modalities/<int:pk>/enforce/", secretariat.enforce, name="enforce"),
    path("secretariat/modalities/<int:pk>/discard/", secretariat.discard, name="discard"),
]

urlpatterns = [*read_by_all, *prepared]
