"""The public record as lists and charts show it: rows with names looked up once, and numbers of inputs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F
from django.utils.functional import Promise
from django.utils.translation import pgettext

from consultation.processes.models import AgendaItem, Process
from consultation.submissions.models import Answer, Call, CallQuestion, Submission
from consultation.submissions.querysets import SubmissionQuerySet
from look.bars import Bar
from stakeholders.organisations.models import Country, Region, StakeholderGroup


def calls_on_record(process: Process) -> list[Call]:
    """The calls of a process whose inputs the public may see."""
    return list(Call.objects.on_record().filter(process=process).only("symbol", "title", "asks_kind"))


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


@dataclass(frozen=True, slots=True)
class Counted:
    """How many inputs each group sent, and how many of all these are not shown because their contributors asked."""

    bars: list[Bar]
    not_shown: int

    @property
    def total(self) -> int:
        """All that were counted."""
        return sum(bar.number for bar in self.bars)


def counted_by_group(calls: Iterable[Call], groups: Iterable[StakeholderGroup]) -> Counted:
    """The inputs to these calls by stakeholder group, groups that sent none included; `calls` are on record.

    A joint input counts once, for its lead. One that is not for publication is counted here and nowhere finer, so that
    nobody can be made out. Asks two queries: the index of the record answers the first, a small one the second.
    """
    calls = list(calls)
    public = _numbers(Submission.objects.public().in_calls(calls).counted(), "group")
    not_shown = _numbers(Submission.objects.in_calls(calls).counted_not_shown(), "group")
    rows = [(group, public.get(group.pk, 0) + not_shown.get(group.pk, 0)) for group in groups]
    bars = [Bar(group.name, number, group.code) for group, number in rows if number or group.is_offered]
    return Counted(bars, sum(not_shown.values()))


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme of a call with the number of inputs on it from each group of the table, in their order."""

    theme: CallQuestion
    numbers: list[int]

    @property
    def total(self) -> int:
        """All inputs on the theme."""
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class ThemeTable:
    """Themes by stakeholder group: how many inputs say something on each."""

    groups: list[StakeholderGroup]
    rows: list[ThemeRow]


def theme_table(
    call: Call, themes: Iterable[CallQuestion], groups: Mapping[int, StakeholderGroup]
) -> ThemeTable:  # fmt: skip
    """Whose inputs to a call on record speak to which of its themes; counts as `counted_by_group`, in one query."""
    counted = Submission.objects.in_calls([call]).counted().order_by()
    said = Answer.objects.filter(submission__in=counted, question__kind=CallQuestion.Kind.THEME).order_by()
    cells = said.values_list("question", "submission__group").annotate(number=Count("pk"))
    numbers = {(theme, group): number for theme, group, number in cells}
    shown = [group for group in groups.values() if group.is_offered or any(key == group.pk for _t, key in numbers)]
    rows = [ThemeRow(theme, [numbers.get((theme.pk, group.pk), 0) for group in shown]) for theme in themes]
    return ThemeTable(shown, rows)


def bars_by_region(inputs: SubmissionQuerySet) -> list[Bar]:
    """How many inputs came from each region of M49, and from authors that have no single seat."""
    numbers = _numbers(inputs, "region")
    named: list[tuple[str, str | Promise]] = [*Region.choices, ("", pgettext("region of an author", "Global"))]
    seldom = {Region.ANTARCTICA}
    return [Bar(str(name), numbers.get(code, 0)) for code, name in named if numbers.get(code) or code not in seldom]


def _numbers(inputs: SubmissionQuerySet, field: str) -> dict[Any, int]:
    return dict(inputs.order_by().values_list(field).annotate(number=Count("pk")))
