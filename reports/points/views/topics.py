"""The list of topics: add, name, order, merge."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultation.processes.models import Process
from register.errors import MoveRefused
from reports.points.actions import topics as actions
from reports.points.forms import MergeForm, TopicForm
from reports.points.models import Topic
from reports.points.views.shelf import for_readers, processes_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def topics(request: HttpRequest, slug: str) -> HttpResponse:
    """The topics of a process with the number of their points, and a further one."""
    user: Any = request.user
    process = get_object_or_404(processes_of(request), slug=slug)
    form = TopicForm(request.POST or None)
    if request.method == "POST" and not user.has_perm("points.mark_point", process):
        raise PermissionDenied
    if form.is_valid():
        actions.add_topic(process=process, label=form.cleaned_data["label"], by=user, at=timezone.now())
        return redirect("points:topics", slug)
    context = {
        "process": process, "form": form, "topics": _counted(process),
        "may_mark": user.has_perm("points.mark_point", process),
    }  # fmt: skip
    return render(request, "points/topics.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a topic another name, or merge it into another topic."""
    row = _topic(request, pk)
    is_merge = "into" in request.POST
    naming = TopicForm(None if is_merge else request.POST or None, initial={"label": row.label})
    merging = MergeForm(request.POST if is_merge else None, topic=row)
    form: Any = merging if is_merge else naming
    if form.is_valid():
        try:
            _carry_out(request, row, form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error("label" if form is naming else "into", str(refusal))
        else:
            return redirect("points:topics", row.process.slug)
    context = {"topic": row, "process": row.process, "naming": naming, "merging": merging, "form": form}
    return render(request, "points/topic.html", context)


@require_POST
@for_readers
def move_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a topic up or down in the list."""
    row = _topic(request, pk)
    actions.move_topic(topic=row, up=request.POST.get("how") == "up", by=request.user, at=timezone.now())
    return redirect("points:topics", row.process.slug)


def _carry_out(request: HttpRequest, row: Topic, typed: dict[str, Any]) -> None:
    by, at = request.user, timezone.now()
    if "into" in typed:
        actions.merge_topics(topic=row, into=typed["into"], by=by, at=at)
        messages.success(request, _("The topics were merged."))
    else:
        actions.rename_topic(topic=row, label=typed["label"], by=by, at=at)
        messages.success(request, _("Saved."))


def _counted(process: Process) -> Any:
    standing = Count("points", filter=Q(points__dropped_at=None))
    return Topic.objects.filter(process=process).annotate(number=standing).order_by("position", "label", "pk")


def _topic(request: HttpRequest, pk: int) -> Topic:
    user: Any = request.user
    rows = Topic.objects.filter(process__in=user.offices.held().values("process")).select_related("process")
    row: Topic = get_object_or_404(rows, pk=pk)
    if not user.has_perm("points.mark_point", row.process):
        raise PermissionDenied
    return row
