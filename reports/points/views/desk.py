"""The desk for one contribution: its text with the points beside it, who reads it, whose part it is."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from consultation.submissions.models import Attachment, Submission
from register.errors import MoveRefused
from reports.points import marks
from reports.points.actions import sharing
from reports.points.clockwork import seek_passages
from reports.points.forms import GiveForm
from reports.points.models import Point, Share
from reports.points.reading import sources_of, texts_by_source
from reports.points.shelf import readable
from reports.points.views.shelf import for_readers, kept
from stakeholders.accounts.models import User


@require_safe
@for_readers
def desk(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The contribution with its marked passages. `?move=` names a point that gets another passage."""
    submission = contribution(request, public_id)
    points = list(_points(submission))
    seek_passages(submission, points, at=timezone.now())
    sources = sources_of(submission)
    numbered = marks.numbered(points, sources)
    moving = next((one for one in numbered if str(one.point.public_id) == request.GET.get("move")), None)
    context = {
        "submission": submission,
        "process": submission.process,
        "texts": marks.drawn(sources, numbered),
        "points": [(one, _now(one.point, texts_by_source(sources))) for one in numbered],
        "moving": moving,
        "mark_url": _mark_url(submission, moving),
        "may_mark": request.user.has_perm("points.mark_point", submission.process),
        "attachments": Attachment.objects.filter(
            revision__submission=submission, revision__number=submission.revision_number
        ),
        "parties": submission.parties.all(),
        "kept": kept(request.GET),
        **_reading(request, submission),
    }
    return render(request, "points/desk.html", context)


@require_POST
@for_readers
def note_reading(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Read, or unread again; then stay, or go on to the next."""
    submission = contribution(request, public_id)
    action = sharing.mark_unread if request.POST.get("how") == "unread" else sharing.mark_read
    action(submission=submission, by=request.user, at=timezone.now())
    if "go_on" in request.POST:
        query = "&".join(part for part in (f"from={submission.reference}", kept(request.GET)) if part)
        return HttpResponseRedirect(f"{reverse('points:go_on', args=[submission.process.slug])}?{query}")
    return back_to_desk(request, submission)


@require_POST
@for_readers
def share_out(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take the contribution as one's part, give it to a colleague, or give it back."""
    submission, by, at = contribution(request, public_id), request.user, timezone.now()
    try:
        match request.POST.get("how"):
            case "take":
                sharing.take_share(submission=submission, by=by, at=at)
            case "back":
                sharing.give_back(submission=submission, by=by)
            case _:
                colleague = get_object_or_404(User, pk=_number(request.POST.get("reader", "")))
                sharing.give_share(submission=submission, to=colleague, by=by, at=at)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return back_to_desk(request, submission)


# --- parts ------------------------------------------------------------------------------------------------------------


def contribution(request: HttpRequest, public_id: uuid.UUID) -> Submission:
    """The contribution if it lies before the person; anyone else learns nothing (404)."""
    rows = readable(request.user).select_related("process", "call", "group", "country").defer("search")
    found: Submission = get_object_or_404(rows, public_id=public_id)
    return found


def back_to_desk(request: HttpRequest, submission: Submission, *, point: Point | None = None) -> HttpResponse:
    """Lead to the desk of the contribution, to the place of the point."""
    address = reverse("points:desk", args=[submission.public_id])
    query = kept(request.GET)
    place = f"#point-{point.public_id}" if point else ""
    return HttpResponseRedirect(f"{address}{'?' if query else ''}{query}{place}")


def _points(submission: Submission) -> Any:
    rows = Point.objects.standing().filter(submission=submission)
    return rows.select_related("agenda_item", "topic", "marked_by").in_order_of_text()


def _now(point: Point, texts: dict[str, str]) -> str:
    """What stands at the place of the point, where that is not what was marked."""
    words = "" if point.is_lost else texts.get(point.source, "")[point.starts : point.ends]
    return words if words != point.quote else ""


def _mark_url(submission: Submission, moving: marks.Numbered | None) -> str:
    if moving:
        return reverse("points:passage", args=[moving.point.public_id])
    return reverse("points:mark", args=[submission.public_id])


def _reading(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    readings = list(submission.readings.select_related("reader"))
    mine = next((row for row in readings if row.reader_id == request.user.pk), None)
    share = Share.objects.select_related("reader").filter(submission=submission).first()
    team = User.objects.filter(
        pk__in=submission.process.offices.on_chairs_team().exclude(user=request.user.pk).values("user")
    )
    return {
        "readings": [row for row in readings if row.revision == submission.revision_number],
        "is_read": bool(mine and mine.revision == submission.revision_number),
        "share": share,
        "is_my_part": bool(share and share.reader_id == request.user.pk),
        "give_form": GiveForm(team=team.order_by("full_name", "email")),
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
