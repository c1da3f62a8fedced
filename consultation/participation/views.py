"""What may my organisation do here: in a process, and in one segment of a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultation.accreditation.standing import with_category
from consultation.modalities.models import Cell, Modalities
from consultation.modalities.reading import COLUMNS, Line, Sheet, cells_of, line, sheets
from consultation.modalities.vocabulary import PASSIVE, Capability, Category
from consultation.participation.actions import keep_observations
from consultation.participation.rights import associates
from consultation.participation.wholesale import Rights, rights_of
from consultation.processes.models import Process
from consultation.sittings.models import Segment
from stakeholders.organisations.models import Organisation

Rules = Mapping[tuple[str, str], Mapping[str, Any]]
"""Cells of one occasion by category and capability."""

UNCONDITIONAL = {"after_states": False, "time_permitting": False, "minutes": None, "word_limit": None}


@dataclass(frozen=True, slots=True)
class Standing:
    """An organisation of the person, as what it takes part, and what that means; `groups`: where it is an associate."""

    organisation: Any
    category: str
    sheet: Sheet | None
    groups: list[Any]


@require_safe
def my_rights(request: HttpRequest, slug: str) -> HttpResponse:
    """For each organisation of the person: its category, and each capability by occasion with the clause."""
    at = timezone.now()
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    version = Modalities.objects.in_force_at(at).filter(process=process).first()
    context = {
        "at": at, "process": process, "version": version, "standings": _standings(request.user, process, version, at),
        "clauses": version.clauses.all() if version else (),
    }  # fmt: skip
    return render(request, "participation/mine.html", context)


def _standings(user: Any, process: Process, version: Modalities | None, at: datetime) -> list[Standing]:
    organisations = list(with_category(_mine(user).order_by("name"), process, at))
    by_category = {sheet.category: sheet for sheet in sheets(cells_of(version))} if version else {}
    groups: dict[int, list[Any]] = {}
    for given in associates(process, at).filter(organisation__in=organisations).select_related("sub_group"):
        groups.setdefault(given.organisation_id, []).append(given.sub_group)
    return [
        Standing(one, str(Category(one.category).label), by_category.get(one.category), groups.get(one.pk, []))
        for one in organisations
    ]


def _mine(user: Any) -> Any:
    return Organisation.objects.with_member(user).recognised()


@require_safe
def show_segment(request: HttpRequest, pk: int) -> HttpResponse:
    """One segment: what each organisation of the person may do in it. That silent onlookers looked on is kept."""
    at = timezone.now()
    visible = Segment.objects.visible_to(request.user).select_related("meeting__session__process", "agenda_item")
    segment = get_object_or_404(visible, pk=pk)
    process = segment.meeting.session.process
    organisations = list(_mine(request.user).order_by("name"))
    rights = rights_of(_mine(request.user), Segment.objects.filter(pk=pk), process=process, at=at)
    silent = [one.pk for one in organisations if is_onlooker(rights, one.pk, segment.pk)]
    if silent:
        keep_observations(segment=segment, organisations=silent, by=request.user, at=at)
    rules = _rules_at(segment, process, at)
    context = {
        "at": at, "segment": segment, "meeting": segment.meeting, "session": segment.meeting.session,
        "process": process,
        "lines": [
            (one, _line(rights, one.pk, segment, rules), one.pk in silent, _is_let_in(rights, one.pk, segment.pk))
            for one in organisations
        ],
        "is_regulated": rights.is_regulated,
    }  # fmt: skip
    return render(request, "participation/segment.html", context)


def is_onlooker(rights: Rights, organisation_id: int, segment_id: int) -> bool:
    """Whether the organisation may watch and do nothing that leaves a trace."""
    granted = {what for what in Capability.values if rights.may(what, organisation_id, segment_id)}
    return Capability.OBSERVE_SILENTLY in granted and granted <= set(PASSIVE)


def _is_let_in(rights: Rights, organisation_id: int, segment_id: int) -> bool:
    return rights.is_by_openness(Capability.ATTEND, organisation_id, segment_id)


def _line(rights: Rights, organisation_id: int, segment: Segment, rules: Rules) -> Line:
    """What the organisation may and may not do, with the conditions under which the rules grant it."""
    category = rights.category_in(organisation_id, segment.pk)
    cells = {}
    for what in Capability.values:
        is_by_rules = not rights.is_by_openness(what, organisation_id, segment.pk)
        cells[what] = {
            **UNCONDITIONAL, **(rules.get((category, what), {}) if is_by_rules else {}), "capability": what,
            "is_granted": rights.may(what, organisation_id, segment.pk),
            "number": rights.clause(what, organisation_id, segment.pk),
        }  # fmt: skip
    return line(segment.kind, cells)


def _rules_at(segment: Segment, process: Process, at: datetime) -> Rules:
    """The cells in force for the mode of the segment, by category and capability."""
    cells = Cell.objects.in_force_at(at).filter(modalities__process=process, occasion=segment.kind)
    return {(cell["category"], cell["capability"]): cell for cell in cells.order_by().values(*COLUMNS)}
