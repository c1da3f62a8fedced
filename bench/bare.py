"""The measure beside us: what Django alone needs for the same rows, with one query and one template a page."""

import uuid

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from consultation.submissions.models import Call, Submission


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


@login_required
def write(request: HttpRequest) -> HttpResponse:
    """A form; what is sent becomes one row, in a transaction."""
    if request.method != "POST":
        return render(request, "write.html")
    with transaction.atomic():
        row = insert(title=request.POST["title"], language=request.POST["language"], body=request.POST["body"])
    return redirect("received", row.public_id)


def insert(*, title: str, language: str, body: str) -> Submission:
    """One row with nothing around it: no draft, revision, digest, reference in its order, event or letter."""
    call, now, key = Call.objects.order_by("pk")[0], timezone.now(), uuid.uuid4()
    return Submission.objects.create(
        public_id=key, process_id=call.process_id, call=call, reference=str(key), author_name="Somebody", group_id=1,
        title=title, language=language, body=body, word_count=len(body.split()), received_at=now, submitted_at=now,
    )  # fmt: skip


@login_required
def received(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The row that was sent, as a page."""
    return render(request, "received.html", {"row": Submission.objects.get(public_id=public_id)})


urlpatterns = [
    path("rows/", rows),
    path("one/<path:reference>/", one),
    path("write/", write),
    path("received/<uuid:public_id>/", received, name="received"),
]
