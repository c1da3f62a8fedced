"""The measure beside us: what Django alone needs for the same rows, with one query and one template a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from consultation.submissions.models import Submission


def rows(request: HttpRequest) -> HttpResponse:
    """25 rows of the record, filtered by group and region; no paging, counts, choices or names in six languages."""
    found = Submission.objects.filter(is_public=True, process__slug="bench").order_by("-received_at", "-pk")
    if "group" in request.GET:
        found = found.filter(group__code=request.GET["group"], region=request.GET["region"])
    found = found.select_related("group", "country").defer("body", "search")
    return render(request, "rows.html", {"rows": found[:25]})


def one(request: HttpRequest, reference: str) -> HttpResponse:
    """One contribution: one row, its text in paragraphs."""
    found = Submission.objects.select_related("group", "country", "call", "process").defer("search")
    return render(request, "one.html", {"row": found.get(is_public=True, reference=reference)})


urlpatterns = [path("rows/", rows), path("one/<path:reference>/", one)]
