"""Balance as the tables of a page: rows with names in the reader's language, two bars each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultation.processes.models import AgendaItem
from consultation.submissions.models import CONTENT_LANGUAGES
from reports.coverage.balance import Share, balance, by_gender, coverage_of_items
from reports.coverage.facts import Facts, Tally
from stakeholders.accounts.models import User
from stakeholders.organisations.models import Region, StakeholderGroup

FAR_APART = 10
"""Percentage points between two shares from which a row is marked as worth a look."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a balance, with the code of a stakeholder group where it is one."""

    label: str
    share: Share
    code: str = ""

    @property
    def difference(self) -> str:
        """The difference in whole percentage points, with its sign."""
        points = round(self.share.difference)
        return f"{points:+d}" if points else "0"

    @property
    def is_far_apart(self) -> bool:
        """Whether it has a much greater or smaller part of the citations than of the contributions."""
        return abs(self.share.difference) >= FAR_APART


@dataclass(frozen=True, slots=True)
class Table:
    """A balance by one thing."""

    title: str
    heading: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An agenda item with what was said to it and what of that is reflected."""

    item: AgendaItem | None
    inputs: Tally
    points: Tally
    voices: int


def balances(facts: Facts) -> list[Table]:
    """The balance by group, region, language, first-time participation, and gender where it can be shown."""
    tables = [_by_group(facts), _by_region(facts), _by_language(facts), _by_first_time(facts)]
    said = by_gender(facts)
    names: dict[str, Any] = dict(User.Gender.choices)
    rows = [Row(str(names[share.key]), share) for share in said]
    return [*tables, Table(_("By gender, of those who said it"), _("Gender"), rows)] if rows else tables


def of_items(facts: Facts, items: Sequence[AgendaItem]) -> list[ItemRow]:
    """The agenda items in their order, and points on none of them."""
    inputs = coverage_of_items(facts)
    rows: list[ItemRow] = [
        ItemRow(
            item,
            inputs.get(item.pk, Tally()),
            facts.points_on_item.get(item.pk, Tally()),
            facts.voices_of(facts.on_item.get(item.pk, ())),
        )
        for item in items
    ]
    stray = sum(
        (tally for key, tally in facts.points_on_item.items() if key not in {item.pk for item in items}), Tally()
    )
    return [*rows, ItemRow(None, Tally(), stray, 0)] if stray.total else rows


def _by_group(facts: Facts) -> Table:
    groups = {group.pk: group for group in StakeholderGroup.objects.all()}
    rows = [Row(groups[share.key].name, share, groups[share.key].code) for share in balance(facts, lambda e: e.group)]
    return Table(_("By stakeholder group"), _("Stakeholder group"), rows)


def _by_region(facts: Facts) -> Table:
    names: dict[str, Any] = {**dict(Region.choices), "": pgettext("region of an author", "Global")}
    return Table(_("By region of the seat (UN standard M49)"), _("Region"), _named(facts, lambda e: e.region, names))


def _by_language(facts: Facts) -> Table:
    return Table(_("By language"), _("Language"), _named(facts, lambda e: e.language, dict(CONTENT_LANGUAGES)))


def _by_first_time(facts: Facts) -> Table:
    names = {True: _("For the first time"), False: _("Had contributed before")}
    return Table(_("First-time participants"), _("Participation"), _named(facts, lambda e: e.is_first, names))


def _named(facts: Facts, by: Callable[[Any], Any], names: dict[Any, Any]) -> list[Row]:
    return [Row(str(names.get(share.key, share.key)), share) for share in balance(facts, by)]
