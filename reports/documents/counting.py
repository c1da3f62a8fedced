"""The charts of a document of statistics: who contributed, from where, in which language, on what."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultation.processes.models import AgendaItem
from consultation.submissions.models import CONTENT_LANGUAGES
from reports.documents.contents import Bar, Chart
from reports.documents.evidence import numbers_by, organisations_by_group
from reports.documents.wording import number_in_figures
from stakeholders.organisations.models import Region, StakeholderGroup


def charts_of(calls: Sequence[int], items: Sequence[AgendaItem], *, language: str) -> tuple[Chart, ...]:
    """The charts of what stands on the public record of those calls, in the active language; asks six queries."""
    groups = list(StakeholderGroup.objects.all())
    charts = [
        _chart(_("Contributions by stakeholder group"), _("Stakeholder group"), _by_group(groups, calls), language),
        _organisations(groups, calls, language),
        _chart(_("Contributions by region of seat"), _("Region of seat (M49)"), _by_region(calls), language),
        _chart(_("Contributions by language"), _("Language"), _by_language(calls), language),
    ]
    if items:
        charts.append(_chart(_("Contributions by agenda item"), _("Agenda item"), _by_item(items, calls), language))
    return tuple(charts)


def _chart(title: str, dimension: str, bars: Sequence[Bar], language: str) -> Chart:
    return Chart(
        title=title, description=described(bars, language), dimension=dimension,
        series=(_("In time"), _("After the deadline")), bars=tuple(bars),
    )  # fmt: skip


def _organisations(groups: Sequence[StakeholderGroup], calls: Sequence[int], language: str) -> Chart:
    numbers = organisations_by_group(calls)
    bars = [Bar(label=group.name, values=(numbers.get(group.pk, 0),)) for group in groups if _is_shown(group, numbers)]
    return Chart(
        title=_("Organisations by stakeholder group"), description=described(bars, language),
        dimension=_("Stakeholder group"), series=(_("Organisations"),), bars=tuple(bars),
    )  # fmt: skip


def described(bars: Iterable[Bar], language: str) -> str:
    """Say in words what a chart shows: the sum, the longest bar, and what has none."""
    rows = [(bar.label, sum(bar.values)) for bar in bars]
    total = sum(number for _label, number in rows)
    if not total:
        return _("Nothing was counted.")
    label, most = max(rows, key=lambda row: row[1])
    numbers = {"most": number_in_figures(most, language), "total": number_in_figures(total, language)}
    told = _("Total: %(total)s. The largest number: %(label)s (%(most)s).") % {"label": label, **numbers}
    none = ", ".join(label for label, number in rows if not number)
    return f"{told} " + _("None: %(labels)s.") % {"labels": none} if none else told


def _is_shown(group: StakeholderGroup, numbers: Mapping[int, object]) -> bool:
    return group.is_offered or group.pk in numbers


def _by_group(groups: Sequence[StakeholderGroup], calls: Sequence[int]) -> list[Bar]:
    numbers = numbers_by("group", calls)
    return [
        Bar(label=group.name, values=numbers.get(group.pk, (0, 0))) for group in groups if _is_shown(group, numbers)
    ]


def _by_region(calls: Sequence[int]) -> list[Bar]:
    """The regions of M49, and authors that have no single seat; Antarctica only where it was heard."""
    numbers = numbers_by("region", calls)
    named: list[tuple[str, Any]] = [*Region.choices, ("", pgettext("region of an author", "Global"))]
    shown = [(code, name) for code, name in named if code != Region.ANTARCTICA or code in numbers]
    return [Bar(label=str(name), values=numbers.get(code, (0, 0))) for code, name in shown]


def _by_language(calls: Sequence[int]) -> list[Bar]:
    """The six languages of the United Nations, and others that were used."""
    numbers = numbers_by("language", calls)
    six = {"ar", "zh", "en", "fr", "ru", "es"}
    shown = [(code, name) for code, name in CONTENT_LANGUAGES if code in six or code in numbers]
    return [Bar(label=str(name), values=numbers.get(code, (0, 0))) for code, name in shown]


def _by_item(items: Sequence[AgendaItem], calls: Sequence[int]) -> list[Bar]:
    """A contribution on several items counts for each."""
    numbers = numbers_by("agenda_items", calls)
    return [Bar(label=f"{item.label} {item.title}", values=numbers.get(item.pk, (0, 0))) for item in items]
