"""Pages that anyone may read: calls, the record of what was received, one contribution, its files, participation."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from consultation.processes.agenda import below
from consultation.processes.files import sent_as_download
from consultation.processes.models import Process
from consultation.submissions.contribution import contribution
from consultation.submissions.forms.record import WITHOUT_REGION, RecordForm
from consultation.submissions.models import Attachment, Call, CallQuestion, Submission
from consultation.submissions.querysets import SubmissionQuerySet
from consultation.submissions.record import (
    bars_by_region,
    calls_on_record,
    counted_by_group,
    groups_by_key,
    items_of,
    theme_table,
    with_names,
)
from consultation.submissions.search import search
from look.paging import KeysetPage, counted_up_to

NEWEST = 5


@login_not_required
@require_safe
def read_call(request: HttpRequest, symbol: str) -> HttpResponse:
    """What is asked, of whom, until when; and what was published of the answers."""
    at = timezone.now()
    calls = Call.objects.visible_to(request.user).select_related("process", "session")
    call = get_object_or_404(calls, symbol=symbol)
    context: dict[str, Any] = {
        "call": call,
        "process": call.process,
        "session": call.session,
        "at": at,
        "stage": call.stage_at(at),
        "takes_input": call.takes_input_at(at),
        "questions": list(call.questions.select_related("agenda_item")),
        "agenda_items": call.agenda_items.all(),
        "extensions": call.extensions.all(),
    }
    if not call.is_confidential:
        context |= _published_so_far(call, context["questions"])
    return _page(request, "submissions/public/call.html", context)


def _published_so_far(call: Call, questions: list[CallQuestion]) -> dict[str, Any]:
    groups = groups_by_key()
    published = Submission.objects.public().in_calls([call])
    counted = counted_by_group([call], groups.values())
    themes = [question for question in questions if question.kind == CallQuestion.Kind.THEME]
    return {
        "bars": [bar for bar in counted.bars if bar.number],
        "not_shown": counted.not_shown,
        "theme_table": theme_table(call, themes, groups) if themes and counted.total else None,
        "newest": with_names(published.as_listed()[:NEWEST], groups),
    }


@login_not_required
@require_safe
def search_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything published in a process, newest first, narrowed by what the reader asks for."""
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    calls, groups = calls_on_record(process), groups_by_key()
    items = items_of(process)
    form = RecordForm(request.GET, groups=groups.values(), items=items, calls=calls)
    form.is_valid()
    wanted = form.cleaned_data
    record = Submission.objects.public().filter(process=process).in_calls(calls)
    found = _narrowed(record, wanted, groups=groups, items=items, calls=calls)
    found, count = search(found, wanted["q"]) if wanted.get("q") else (found, counted_up_to(found))
    page = KeysetPage(found.as_listed(), order="-received_at", query=request.GET)
    context = {
        "process": process,
        "form": form,
        "count": count,
        "page": page,
        "rows": with_names(page, groups),
        "is_narrowed": any(wanted.values()),
    }
    return _page(request, "submissions/public/record.html", context)


def _narrowed(
    record: SubmissionQuerySet, wanted: dict[str, str], *, groups: dict[int, Any], items: list[Any], calls: list[Any]
) -> SubmissionQuerySet:
    """Apply the filters that were well-formed; the others are named on the page and narrow nothing."""
    if code := wanted.get("group"):
        record = record.in_group(next(group for group in groups.values() if group.code == code))
    if region := wanted.get("region"):
        record = record.in_region("" if region == WITHOUT_REGION else region)
    if item_key := wanted.get("item"):
        record = record.on_items(below(next(item for item in items if str(item.pk) == item_key), items))
    if symbol := wanted.get("call"):
        record = record.in_calls([call for call in calls if call.symbol == symbol])
    if language := wanted.get("language"):
        record = record.in_language(language)
    if kind := wanted.get("kind"):
        record = record.of_kind(kind)
    return record


@login_not_required
@require_safe
def read_submission(request: HttpRequest, reference: str) -> HttpResponse:
    """One contribution as it was received, or the stub of a withdrawn one."""
    submission = contribution(reference)
    if submission is None:
        raise Http404
    context: dict[str, Any] = {
        "submission": submission,
        "process": submission.process,
        "session": submission.call.session,
        "call": submission.call,
        "address": settings.SITE_URL + reverse("submissions:submission", args=[reference]),
        "is_group_verified": _was_verified(submission),
    }
    page = "withdrawn" if submission.withdrawn_at else "submission"
    return _page(request, f"submissions/public/{page}.html", context)


def _was_verified(submission: Any) -> bool:
    """Whether the secretariat had verified the group, as it is named on the input, when the input was sent."""
    organisation = submission.organisation
    if organisation.group_verified_at is None or organisation.group_verified_id != submission.group_id:
        return False
    return bool(organisation.group_verified_at <= submission.submitted_at)


@login_not_required
@require_safe
def show_participation(request: HttpRequest, slug: str) -> HttpResponse:
    """Who took part, by group and by region: numbers of published inputs that came in time, and the late ones apart."""
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    groups = groups_by_key()
    calls = calls_on_record(process)
    published = Submission.objects.public().in_calls(calls)
    counted = counted_by_group(calls, groups.values())
    page = KeysetPage(published.late().as_listed(), order="-received_at", query=request.GET)
    context = {
        "process": process,
        "by_group": counted.bars,
        "by_region": bars_by_region(published.counted()),
        "total": counted.total,
        "not_shown": counted.not_shown,
        "page": page,
        "late": with_names(page, groups),
    }
    return _page(request, "submissions/public/participation.html", context)


@login_not_required
@require_safe
def download_attachment(request: HttpRequest, public_id: Any) -> HttpResponseBase:
    """A file, for those who may have it at this moment; anyone else learns nothing."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user), public_id=public_id)
    is_public = Attachment.objects.public().filter(pk=attachment.pk).exists()
    return sent_as_download(attachment, is_public=is_public, with_body=request.method == "GET")


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; one made for a person who is signed in is kept by no cache."""
    response = render(request, template, context)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response
