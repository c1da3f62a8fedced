"""The list of topics of a process: added by whoever marks, named, ordered and merged by the Chair's team."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Max

from consultation.processes.models import Process
from reports.points.errors import ItemOfElsewhere, TopicThere
from reports.points.models import Point, Topic


@transaction.atomic
def add_topic(*, process: Process, label: str, by: Any, at: datetime) -> Topic:
    """The topic of that name, at the end of the list if it is new; capitals make no difference.

    Raises PermissionDenied off the Chair's team.
    """
    _may_keep(process, by)
    return topic_called(label, process=process, by=by, at=at)


def topic_called(label: str, *, process: Process, by: Any, at: datetime) -> Topic:
    """As `add_topic`, inside an action that has asked for the permission."""
    label = " ".join(label.split())
    there = Topic.objects.filter(process=process, label__iexact=label).first()
    if there:
        return there
    last = process.topics.aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            topic = Topic.objects.create(process=process, label=label, position=last + 1)
    except IntegrityError:  # a colleague added it in this moment
        return Topic.objects.get(process=process, label__iexact=label)
    process.events.create(kind="topic_added", at=at, by=by, details={"label": label})
    return topic


@transaction.atomic
def rename_topic(*, topic: Topic, label: str, by: Any, at: datetime) -> None:
    """Give the topic another name; raises TopicThere where another one has it, PermissionDenied."""
    _may_keep(topic.process, by)
    label, before = " ".join(label.split()), topic.label
    try:
        with transaction.atomic():
            Topic.objects.filter(pk=topic.pk).update(label=label)
    except IntegrityError as there:
        raise TopicThere from there
    topic.process.events.create(
        kind="topic_renamed", at=at, by=by, details={"label": label, "fields": {"label": [before, label]}}
    )


@transaction.atomic
def merge_topics(*, topic: Topic, into: Topic, by: Any, at: datetime) -> int:
    """Give the points of a topic to another one and remove it; returns how many there were.

    The points count as changed: who has one of them open sees that. Raises ItemOfElsewhere for a topic of another
    process, PermissionDenied.
    """
    _may_keep(topic.process, by)
    if into.process_id != topic.process_id or into.pk == topic.pk:
        raise ItemOfElsewhere
    moved = Point.objects.filter(topic=topic).update(topic=into, version=F("version") + 1, changed_at=at, changed_by=by)
    Topic.objects.filter(pk=topic.pk).delete()
    details = {"label": topic.label, "into": into.label, "points": moved}
    topic.process.events.create(kind="topic_merged", at=at, by=by, details=details)
    return moved


@transaction.atomic
def move_topic(*, topic: Topic, up: bool, by: Any, at: datetime) -> None:
    """Exchange the topic with its neighbour in the list; at the end of the list nothing happens."""
    _may_keep(topic.process, by)
    topics = list(Topic.objects.select_for_update().filter(process=topic.process_id))
    index = next(i for i, one in enumerate(topics) if one.pk == topic.pk)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(topics):
        return
    topics[index], topics[other] = topics[other], topics[index]
    for position, one in enumerate(topics, start=1):
        one.position = position
    Topic.objects.bulk_update(topics, ["position"])
    topic.process.events.create(kind="topic_moved", at=at, by=by, details={"label": topic.label})


def _may_keep(process: Process, by: Any) -> None:
    if not by.has_perm("points.mark_point", process):
        raise PermissionDenied
