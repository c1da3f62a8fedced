"""The Chair's team at work on answers: what is to be answered, one answer, many alike, and their review."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from look.paging import KeysetPage, counted_up_to
from register.errors import MoveRefused
from register.moves import open_moves
from reports.dispositions.actions import answers
from reports.dispositions.errors import AnswerChanged, NamesInAnswer
from reports.dispositions.forms import MOST_AT_ONCE, AnswerForm, FilterForm, NamesSeenForm, ObservationForm
from reports.dispositions.models import Disposition
from reports.dispositions.narrowing import UNANSWERED, narrowed
from reports.dispositions.scope import cited_at, open_points, points_to_answer, with_answers
from reports.dispositions.states import DISPOSITION_MOVES, DispositionState
from reports.points.models import Point
from reports.summaries.models import Summary
from reports.summaries.outline import numbers_by_anchor
from reports.summaries.states import CLOSED
from stakeholders.accounts.gate import staff_page


@require_safe
@staff_page("summaries.open_desk")
def to_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The points that the summary owes an answer, with the answers that they have."""
    summary = _seen(request, pk)
    form = FilterForm(request.GET, summary=summary)
    form.is_valid()
    points = narrowed(points_to_answer(summary), summary, form.chosen)
    shown = with_answers(points, summary).select_related("submission__group", "agenda_item", "topic")
    context = {
        "summary": summary,
        "form": form,
        "count": counted_up_to(points),
        "left": counted_up_to(open_points(summary)),
        "to_review": counted_up_to(_drafted(summary)),
        "page": KeysetPage(shown.defer("submission__body", "submission__search"), order="marked_at", query=request.GET),
        "may_draft": _may_draft(request, summary),
    }
    return render(request, "dispositions/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("summaries.open_desk")
def answer(request: HttpRequest, pk: int, public_id: uuid.UUID) -> HttpResponse:
    """One point with its passage, and the answer to it."""
    summary = _seen(request, pk)
    point = _point(summary, public_id)
    found = _answer_to(summary, point)
    initial = AnswerForm.initial_from(found, cited_at=cited_at(point, summary))
    form = AnswerForm(request.POST or None, summary=summary, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            answers.save_answer(
                summary=summary, point=point, said=form.said(), version=form.cleaned_data["version"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except AnswerChanged as refusal:
            return _conflict(request, summary, point, form, refusal)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("dispositions:answer", pk, public_id)
    return render(request, "dispositions/answer.html", _reading(request, summary, point, found) | {"form": form})


@require_POST
@staff_page("summaries.open_desk")
def change_state(request: HttpRequest, pk: int, public_id: uuid.UUID) -> HttpResponse:
    """Review the answer as it was read, or open a reviewed one again."""
    summary = _seen(request, pk)
    point = _point(summary, public_id)
    found = get_object_or_404(_answers(summary), point=point)
    try:
        if request.POST.get("move") == "reviewed":
            answers.review_answer(answer=found, by=request.user, at=timezone.now(), **_as_read(request.POST))
            messages.success(request, _("Reviewed. The answer goes out with the summary."))
        else:
            answers.reopen_answer(answer=found, by=request.user, at=timezone.now())
    except NamesInAnswer as refusal:
        context = _reading(request, summary, point, found) | {
            "form": AnswerForm(summary=summary, initial=AnswerForm.initial_from(found, cited_at=None)),
            "names_form": NamesSeenForm(request.POST, names=refusal.names),
        }
        return render(request, "dispositions/answer.html", context)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("dispositions:answer", pk, public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("summaries.open_desk")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The drafted answers in full, to review those that are ticked, each as it was read."""
    summary = _seen(request, pk)
    if request.method == "POST":
        if not request.user.has_perm("dispositions.draft_answers", summary):
            raise PermissionDenied
        _review_ticked(request, summary)
        return redirect("dispositions:review", pk)
    page = KeysetPage(_drafted(summary), order="saved_at", query=request.GET)
    for row in page.rows:
        row.may_review = request.user.has_perm("dispositions.review_answer", row)
    context = {
        "summary": summary,
        "page": page,
        "count": counted_up_to(_drafted(summary)),
        "numbers": numbers_by_anchor(summary),
        "may_review_any": any(row.may_review for row in page.rows),
    }
    return render(request, "dispositions/review.html", context)


@require_POST
@staff_page("summaries.open_desk")
def alike(request: HttpRequest, pk: int) -> HttpResponse:
    """Give many points the same answer: first show which, then do it."""
    summary = _seen(request, pk)
    if not _may_draft(request, summary):
        raise PermissionDenied
    points = _chosen(request, summary)
    if not points:
        messages.warning(request, _("Tick at least one point that has no answer yet."))
        return redirect("dispositions:list", pk)
    form = ObservationForm(request.POST if "confirmed" in request.POST else None, summary=summary)
    if form.is_bound and form.is_valid():
        done, left = answers.answer_alike(
            summary=summary, points=points, said=form.said(), by=request.user, at=timezone.now()
        )
        _announce(request, done, left + len(set(request.POST.getlist("points"))) - len(points))
        return redirect("dispositions:list", pk)
    return render(request, "dispositions/alike.html", {"summary": summary, "form": form, "points": points})


# --- parts ------------------------------------------------------------------------------------------------------------


def _seen(request: HttpRequest, pk: int) -> Summary:
    rows = Summary.objects.seen_by_staff(request.user).select_related("session__process")
    found: Summary = get_object_or_404(rows, pk=pk)
    return found


def _point(summary: Summary, public_id: uuid.UUID) -> Point:
    """A point to be answered, or one that was while it still asked: the answer to it can still be read."""
    points = Point.objects.to_calls(summary.calls.order_by().values("pk"))
    rows = points.select_related("submission__group", "submission__country", "agenda_item", "topic")
    found: Point = get_object_or_404(rows.defer("submission__body", "submission__search"), public_id=public_id)
    return found


def _answers(summary: Summary) -> Any:
    rows = Disposition.objects.filter(summary=summary)
    return rows.select_related(
        "summary__session__process", "point__submission", "saved_by", "reviewed_by", "boilerplate"
    ).defer("point__submission__body", "point__submission__search")


def _answer_to(summary: Summary, point: Point) -> Disposition | None:
    found: Disposition | None = _answers(summary).filter(point=point).first()
    return found


def _drafted(summary: Summary) -> Any:
    return _answers(summary).filter(state=DispositionState.DRAFTED)


def _may_draft(request: HttpRequest, summary: Summary) -> bool:
    is_open = summary.state not in CLOSED
    return is_open and request.user.has_perm("dispositions.draft_answers", summary)


def _reading(request: HttpRequest, summary: Summary, point: Point, found: Disposition | None) -> dict[str, Any]:
    is_open = summary.state not in CLOSED
    moves = {move.name for move in open_moves(found, DISPOSITION_MOVES, by=request.user)} if found and is_open else ()
    numbers = numbers_by_anchor(summary)
    return {
        "summary": summary,
        "point": point,
        "answer": found,
        "moves": moves,
        "may_draft": _may_draft(request, summary),
        "number": numbers.get(found.led_to) if found and found.led_to else None,
        "history": found.events.select_related("by") if found else (),
    }


def _conflict(
    request: HttpRequest, summary: Summary, point: Point, form: AnswerForm, refusal: MoveRefused
) -> HttpResponse:  # fmt: skip
    """Both texts on one page: theirs as it was saved, hers in the form, which now names their version."""
    theirs = _answer_to(summary, point)
    typed = QueryDict(mutable=True)
    typed.update(request.POST.dict())
    typed["version"] = str(theirs.version if theirs else 0)
    again = AnswerForm(typed, summary=summary)
    again.add_error(None, str(refusal))
    context = _reading(request, summary, point, theirs) | {"form": again, "theirs": theirs}
    return render(request, "dispositions/answer.html", context, status=409)


def _as_read(posted: QueryDict) -> dict[str, Any]:
    version = posted.get("version", "")
    return {"version": int(version) if version.isdecimal() else 0, "names_seen": "names_seen" in posted}


def _review_ticked(request: HttpRequest, summary: Summary) -> None:
    ticked = {key for key in request.POST.getlist("answer")[:MOST_AT_ONCE] if _is_key(key)}
    done = 0
    for row in _drafted(summary).filter(pk__in=ticked):
        version = _as_read(QueryDict(f"version={request.POST.get(f'version-{row.pk}', '')}"))["version"]
        try:
            answers.review_answer(answer=row, version=version, by=request.user, at=timezone.now())
        except (MoveRefused, PermissionDenied) as refusal:
            told = str(refusal) or _("You wrote this answer yourself, or your own organisation asked.")
            messages.warning(request, f"{row.point.restatement}: {told}")
        else:
            done += 1
    told = ngettext("%(count)d answer reviewed.", "%(count)d answers reviewed.", done) % {"count": done}
    messages.success(request, told)


def _is_key(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def _chosen(request: HttpRequest, summary: Summary) -> list[Point]:
    """The points that were ticked, or all that the filters show; of either only those without an answer."""
    points = narrowed(points_to_answer(summary), summary, {"state": UNANSWERED})
    if "everything" in request.POST:
        form = FilterForm(request.GET, summary=summary)
        form.is_valid()
        points = narrowed(points, summary, {**form.chosen, "state": UNANSWERED})
    else:
        points = points.filter(public_id__in=filter(_is_key, request.POST.getlist("points")[:MOST_AT_ONCE]))
    shown = points.select_related("submission__group").defer("submission__body", "submission__search")
    return list(shown.order_by("marked_at", "pk")[:MOST_AT_ONCE])


def _announce(request: HttpRequest, done: int, left: int) -> None:
    told = ngettext("%(count)d point answered in draft.", "%(count)d points answered in draft.", done)
    messages.success(request, told % {"count": done})
    if left:
        told = ngettext("%(count)d point had an answer already.", "%(count)d points had an answer already.", left)
        messages.warning(request, told % {"count": left})
