"""The public record as lists and charts show it: rows with names looked up once, and numbers of inputs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F
from django.utils.functional import Promise
from django.utils.translation import pgettext

from consultation.processes.models import AgendaItem, Process
from consultation.submissions.models import Call, Submission
from consultation.submissions.querysets import SubmissionQuerySet
from look.bars import Bar
from stakeholders.organisations.models import Country, Region, StakeholderGroup


def calls_on_record(process: Process) -> list[Call]:
    """The calls of a process whose inputs the public may see."""
    return list(Call.objects.on_record().filter(process=process).only("symbol", "title"))


def items_of(process: Process) -> list[AgendaItem]:
    """The agenda items of all its sessions, the latest session first, each with the session's symbol."""
    items = AgendaItem.objects.filter(session__process=process).annotate(session_symbol=F("session__symbol"))
    return list(items.order_by("-session__starts_on", "session", "position", "pk"))


def groups_by_key() -> dict[int, StakeholderGroup]:
    """Every stakeholder group by its key, in the order of lists."""
    return {group.pk: group for group in StakeholderGroup.objects.all()}


def with_names(rows: Iterable[Submission], groups: dict[int, StakeholderGroup]) -> list[Submission]:
    """The rows with their group, which is known already, and their country; asks one query for all countries."""
    rows = list(rows)
    countries: dict[Any, Country] = Country.objects.in_bulk({row.country_id for row in rows if row.country_id})
    for row in rows:
        row.group = groups[row.group_id]
        row.country = countries[row.country_id] if row.country_id else None
    return rows


def bars_by_group(inputs: SubmissionQuerySet, groups: Iterable[StakeholderGroup]) -> list[Bar]:
    """How many inputs each group sent, groups that sent none included; a joint one counts once, for its lead."""
    numbers = _numbers(inputs, "group")
    rows = [(group, numbers.get(group.pk, 0)) for group in groups]
    return [Bar(group.name, number, group.code) for group, number in rows if number or group.is_offered]


def bars_by_region(inputs: SubmissionQuerySet) -> list[Bar]:
    """How many inputs came from each region of M49, and from authors that have no single seat."""
    numbers = _numbers(inputs, "region")
    named: list[tuple[str, str | Promise]] = [*Region.choices, ("", pgettext("region of an author", "Global"))]
    seldom = {Region.ANTARCTICA}
    return [Bar(str(name), numbers.get(code, 0)) for code, name in named if numbers.get(code) or code not in seldom]


def _numbers(inputs: SubmissionQuerySet, field: str) -> dict[Any, int]:
    return dict(inputs.order_by().values_list(field).annotate(number=Count("pk")))
