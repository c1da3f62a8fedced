"""The rights question for many organisations and many segments at once, in one query.

What an organisation may do follows from its category, and there are few of these. So the query reads each
organisation with its category, each segment with its mode, and the matrix; pairs are answered from these, and
organisations of one category share one answer.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from consultation.accreditation.standing import with_category
from consultation.modalities.models import Cell
from consultation.modalities.vocabulary import Category
from consultation.participation.rights import BY_OPENNESS, DEFAULT_GRANTS, associates
from consultation.processes.models import Process
from stakeholders.organisations.models import Organisation

_ORGANISATION, _SEGMENT, _CELL, _ASSOCIATE = "organisation", "segment", "cell", "associate"

Place = tuple[str, int, bool]
"""Mode of a segment, the group to which its meeting is limited (0 for none), whether it is open to the unaccredited."""


@dataclass(slots=True)
class Rights:
    """What each of the organisations may do in each of the segments."""

    categories: dict[int, str] = field(default_factory=dict)
    groups: dict[int, frozenset[int]] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    clauses: dict[tuple[str, str, str], int] = field(default_factory=dict)
    granted: set[tuple[str, str, str]] = field(default_factory=set)
    _shared: dict[tuple[str, str, frozenset[int]], frozenset[int]] = field(default_factory=dict)

    def segments(self, capability: str, organisation_id: int) -> frozenset[int]:
        """Ids of the segments in which the organisation has the capability."""
        category, groups = self.categories[organisation_id], self.groups.get(organisation_id, _NO_GROUP)
        key = (capability, category, groups)
        if key not in self._shared:
            self._shared[key] = frozenset(
                pk for pk, place in self.places.items() if self._is_granted(category, groups, place, capability)
            )
        return self._shared[key]

    def may(self, capability: str, organisation_id: int, segment_id: int) -> bool:
        """Whether the organisation has the capability in the segment."""
        return segment_id in self.segments(capability, organisation_id)

    def grants(self, capability: str, organisation_id: int, place: Place) -> bool:
        """Whether the organisation has the capability in such a place, whether or not a segment is held there yet."""
        groups = self.groups.get(organisation_id, _NO_GROUP)
        return self._is_granted(self.categories[organisation_id], groups, place, capability)

    def clause(self, capability: str, organisation_id: int, segment_id: int) -> int | None:
        """The number of the clause in the matrix on which the answer rests.

        None where no modalities are in force, and where it rests on the openness of the meeting alone.
        """
        if self.is_by_openness(capability, organisation_id, segment_id):
            return None
        return self.clauses.get((*self._asked(organisation_id, self.places[segment_id]), capability))

    def is_by_openness(self, capability: str, organisation_id: int, segment_id: int) -> bool:
        """Whether it is granted for no other reason than that the meeting is open to those who are not accredited."""
        place = self.places[segment_id]
        return _lets_in(capability, place) and not self._is_granted_by_rules(
            *self._asked(organisation_id, place), capability
        )

    @property
    def is_regulated(self) -> bool:
        """Whether modalities are in force in the process."""
        return bool(self.clauses)

    def category_in(self, organisation_id: int, segment_id: int) -> str:
        """As what the organisation takes part in the segment: an associate as accredited where her group meets."""
        return self._asked(organisation_id, self.places[segment_id])[0]

    def _asked(self, organisation_id: int, place: Place) -> tuple[str, str]:
        mode, group, _is_open = place
        groups = self.groups.get(organisation_id, _NO_GROUP)
        return _in_group(self.categories[organisation_id], groups, group), mode

    def may_on(self, capability: str, organisation_id: int, occasion: str) -> bool:
        """Whether the organisation has the capability on the occasion, in no meeting of a group."""
        return self.grants(capability, organisation_id, (occasion, 0, False))

    def clause_on(self, capability: str, organisation_id: int, occasion: str) -> int | None:
        """The number of the clause on which that answer rests; None where no modalities are in force."""
        return self.clauses.get((self.categories[organisation_id], occasion, capability))

    def _is_granted(self, category: str, groups: frozenset[int], place: Place, capability: str) -> bool:
        mode, group, _is_open = place
        by_rules = self._is_granted_by_rules(_in_group(category, groups, group), mode, capability)
        return by_rules or _lets_in(capability, place)

    def _is_granted_by_rules(self, category: str, mode: str, capability: str) -> bool:
        if not self.is_regulated:
            return capability in DEFAULT_GRANTS
        return (category, mode, capability) in self.granted


_NO_GROUP: frozenset[int] = frozenset()


def _in_group(category: str, groups: frozenset[int], group: int) -> str:
    """An associate is accredited in her group."""
    is_there = category == Category.NOT_ACCREDITED and group in groups
    return Category.ACCREDITED if is_there else category


def _lets_in(capability: str, place: Place) -> bool:
    return capability == BY_OPENNESS and place[2]


def rights_of(organisations: QuerySet[Organisation], segments: Any, *, process: Process, at: datetime) -> Rights:
    """What these organisations may do in these segments of the process, in one query whatever their number."""
    asked = with_category(organisations.order_by(), process, at)
    who = _rows(asked, _ORGANISATION, key=F("pk"), who=F("category"))
    where = _rows(
        segments.order_by(), _SEGMENT, key=F("pk"), place=F("kind"), group=F("meeting__sub_group"),
        granted=F("meeting__open_to_unaccredited"),
    )  # fmt: skip
    admitted = associates(process, at).filter(organisation__in=organisations.order_by().values("pk"))
    to_groups = _rows(admitted, _ASSOCIATE, key=F("organisation"), group=F("sub_group"))
    matrix = _rows(
        Cell.objects.in_force_at(at).filter(modalities__process=process).order_by(), _CELL,
        key=F("clause__number"), who=F("category"), place=F("occasion"), what=F("capability"), granted=F("is_granted"),
    )  # fmt: skip
    rights = Rights()
    for row in who.union(where, to_groups, matrix, all=True):
        _keep(rights, row)
    return rights


_COLUMNS = ("row_kind", "row_key", "row_who", "row_place", "row_what", "row_granted", "row_group")


def _rows(rows: Any, kind: str, *, key: F, **columns: Any) -> Any:
    """The rows in the columns that all three kinds share; a queryset of several languages would lose their order."""
    rows = QuerySet(rows.model, query=rows.query.chain())
    text, blank = CharField(), Value("")
    return rows.annotate(
        row_kind=Value(kind, output_field=text),
        row_key=Cast(key, IntegerField()),
        row_who=Cast(columns.get("who", blank), text),
        row_place=Cast(columns.get("place", blank), text),
        row_what=Cast(columns.get("what", blank), text),
        row_granted=Coalesce(columns.get("granted"), Value(False), output_field=BooleanField())
        if "granted" in columns
        else Value(False, output_field=BooleanField()),
        row_group=Coalesce(Cast(columns.get("group", Value(0)), IntegerField()), Value(0)),
    ).values_list(*_COLUMNS)


def _keep(rights: Rights, row: tuple[Any, ...]) -> None:
    kind, key, who, place, what, granted, group = row
    if kind == _ORGANISATION:
        rights.categories[key] = who
    elif kind == _SEGMENT:
        rights.places[key] = (place, group, granted)
    elif kind == _ASSOCIATE:
        rights.groups[key] = rights.groups.get(key, _NO_GROUP) | {group}
    else:
        rights.clauses[who, place, what] = key
        if granted:
            rights.granted.add((who, place, what))
