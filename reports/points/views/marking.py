"""Forms beside the text: mark a passage, change a point, give it another passage, drop it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.submissions.models import Submission
from register.errors import MoveRefused
from reports.points.actions.marking import change_point, drop_point, mark_point, re_mark_point
from reports.points.errors import NoPassage, PointChanged, PointDropped, TextRevised
from reports.points.forms import DropForm, MarkForm, PointForm, RemarkForm
from reports.points.models import Point, Topic
from reports.points.passages import Span, sentences
from reports.points.reading import Source, passage_in, sources_of, texts_by_source
from reports.points.views.desk import back_to_desk, contribution
from reports.points.views.shelf import for_readers, kept

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def mark(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Mark a passage of the contribution as a point."""
    submission = _markable(request, public_id)
    choice = _choice(request, submission)
    if choice is None:
        return _choose_again(request, submission)
    initial = choice.initial | {"agenda_item": _likely_item(submission, request.user)}
    form = MarkForm(choice.typed, process=submission.process, offered=choice.offered, initial=initial)
    status = _refused(form, choice.refusal)
    if not status and form.is_valid():
        try:
            point = mark_point(
                submission=submission, place=form.place(), said=form.said(), key=form.cleaned_data["key"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except MoveRefused as refusal:
            status = _refused(form, refusal)
        else:
            messages.success(request, _("Marked."))
            return back_to_desk(request, submission, point=point)
    return _form_page(request, "points/mark.html", submission, form, status or 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def change(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Change what a point says; where a colleague was faster, both are shown."""
    point = _changeable(request, public_id)
    form = PointForm(request.POST or None, process=point.process, initial=_told(point))
    status, theirs = 200, None
    if form.is_valid():
        try:
            change_point(
                point=point, version=form.cleaned_data["version"] or 0, said=form.said(), by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except (PointChanged, PointDropped) as refusal:
            theirs, status = _point(request, public_id), CONFLICT
            form = _with_new_version(form, theirs, refusal)
        else:
            messages.success(request, _("Saved."))
            return back_to_desk(request, point.submission, point=point)
    context = {"point": point, "theirs": theirs, "history": point.events.select_related("by")}
    return _form_page(request, "points/change.html", point.submission, form, status, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def choose_passage(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Give a point another passage, one whose own was lost above all."""
    point = _changeable(request, public_id)
    submission = point.submission
    choice = _choice(request, submission)
    if choice is None:
        return _choose_again(request, submission)
    form = RemarkForm(choice.typed, offered=choice.offered, initial=choice.initial | {"version": point.version})
    status = _refused(form, choice.refusal)
    if not status and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            re_mark_point(point=point, version=version, place=form.place(), by=request.user, at=timezone.now())
        except MoveRefused as refusal:
            status = _refused(form, refusal)
        else:
            messages.success(request, _("The point has its new passage."))
            return back_to_desk(request, submission, point=point)
    return _form_page(request, "points/passage.html", submission, form, status or 200, point=point)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def drop(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask once before a point is dropped."""
    point = _changeable(request, public_id)
    form = DropForm(request.POST or None, initial={"version": point.version})
    status = 200
    if form.is_valid():
        try:
            drop_point(point=point, by=request.user, at=timezone.now(), **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
        else:
            messages.success(request, _("The point was dropped. It stays in the history."))
            return back_to_desk(request, point.submission)
    return _form_page(request, "points/drop.html", point.submission, form, status, point=point)


# --- parts ------------------------------------------------------------------------------------------------------------


def _markable(request: HttpRequest, public_id: uuid.UUID) -> Submission:
    submission = contribution(request, public_id)
    if not request.user.has_perm("points.mark_point", submission.process):
        raise PermissionDenied
    return submission


def _point(request: HttpRequest, public_id: uuid.UUID) -> Point:
    rows = Point.objects.visible_to(request.user).readable()
    rows = rows.select_related(
        "process", "submission__process", "submission__call", "agenda_item", "topic", "changed_by"
    )
    found: Point = get_object_or_404(rows.defer("search", "submission__search"), public_id=public_id)
    return found


def _changeable(request: HttpRequest, public_id: uuid.UUID) -> Point:
    point = _point(request, public_id)
    if not request.user.has_perm("points.change_point", point):
        raise PermissionDenied
    return point


@dataclass(slots=True)
class _Choice:
    """The passages that a form offers, what was typed in it, and why it cannot be taken as it was sent."""

    offered: list[tuple[str, str]]
    typed: Any
    initial: dict[str, Any]
    refusal: MoveRefused | None = None


def _choice(request: HttpRequest, submission: Submission) -> _Choice | None:
    """What the address or the form names, and if that is a whole block its sentences; None where that is no passage.

    Where the text was revised after the form was opened, what was typed is kept and every block of the new one offered;
    such a form names the place 0 to 0.
    """
    sources = sources_of(submission)
    asked = request.POST if request.method == "POST" else request.GET
    names_all = request.method == "POST" and asked.get("ends") == "0"
    offered = _every_block(sources) if names_all else _named(asked, sources)
    if request.method == "POST":
        typed: Any = request.POST.copy()
        is_revised = typed.get("revision") != str(submission.revision_number)
        if offered and not is_revised:
            return _Choice(offered, typed, {})
        typed["revision"], typed["passage"], typed["starts"], typed["ends"] = submission.revision_number, "", 0, 0
        return _Choice(_every_block(sources), typed, {}, TextRevised() if is_revised else NoPassage())
    if not offered:
        return None
    names = {"source": asked["source"], "starts": asked["starts"], "ends": asked["ends"]}
    return _Choice(offered, None, names | {"passage": offered[0][0], "revision": submission.revision_number})


def _named(asked: QueryDict, sources: list[Source]) -> list[tuple[str, str]]:
    name, span, texts = asked.get("source", ""), _span(asked), texts_by_source(sources)
    found = passage_in(texts, name, span) if span else None
    if found is None:
        return []
    blocks = [block for source in sources if source.name == name for block in source.reading.blocks]
    whole = [block for block in blocks if (block.starts, block.ends) == tuple(found[0])]
    spans = [found[0], *(sentence for block in whole for sentence in sentences(block))]
    return [(f"{name} {one.starts} {one.ends}", texts[name][one.starts : one.ends]) for one in spans]


def _every_block(sources: list[Source]) -> list[tuple[str, str]]:
    return [
        (f"{source.name} {block.starts} {block.ends}", block.text)
        for source in sources for block in source.reading.blocks
    ]  # fmt: skip


def _span(asked: QueryDict) -> Span | None:
    parts = [asked.get(name, "") for name in ("starts", "ends")]
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        return None
    return Span(*map(int, parts))


def _refused(form: Any, refusal: MoveRefused | None) -> int:
    """Say on the form why it was refused; the status of the answer, or 0."""
    if refusal is None:
        return 0
    form.add_error(None, str(refusal))
    return CONFLICT


def _likely_item(submission: Submission, reader: Any) -> int | None:
    """The agenda item to which the contribution speaks, where there is but one; else that of the reader's last point.

    One who reads a contribution from top to bottom marks several points under one item in a row.
    """
    items = list(submission.agenda_items.values_list("pk", flat=True)[:2])
    if len(items) == 1:
        return int(items[0])
    mine = submission.points.standing().filter(marked_by=reader).order_by("-pk")
    last: int | None = mine.values_list("agenda_item", flat=True).first()
    return last


def _told(point: Point) -> dict[str, Any]:
    return {
        "restatement": point.restatement, "kind": point.kind, "asks": point.asks, "agenda_item": point.agenda_item_id,
        "topic": str(point.topic or ""), "version": point.version,
    }  # fmt: skip


def _with_new_version(form: PointForm, theirs: Point, refusal: MoveRefused) -> PointForm:
    typed: QueryDict = form.data.copy()  # type: ignore[attr-defined]
    typed["version"] = str(theirs.version)
    again = PointForm(typed, process=theirs.process)
    again.add_error(None, str(refusal))
    return again


def _choose_again(request: HttpRequest, submission: Submission) -> HttpResponse:
    messages.error(request, _("Choose a passage of the text that holds at least one word."))
    return back_to_desk(request, submission)


def _form_page(
    request: HttpRequest, template: str, submission: Submission, form: Any, status: int, **context: Any
) -> HttpResponse:
    topics = Topic.objects.filter(process=submission.process_id)
    page = {"submission": submission, "process": submission.process, "form": form, "topics": topics}
    return render(request, template, page | {"kept": kept(request.GET)} | context, status=status)
