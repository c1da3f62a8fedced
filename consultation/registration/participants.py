"""Who is on a session's list of participants: organisations by group; persons only with their consent.

An annex of participants lists organisations; a person stands on it only if she agreed. Under the Chatham House Rule
neither the identity nor the affiliation of any participant may be revealed: where all that stakeholders say in the
session is under it the list is empty, whatever was published before; and nobody is on it who was registered only for
the meetings of a group in which it holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from consultation.processes.models import Session
from consultation.processes.ordering import sort_key
from consultation.registration.models import Registration
from consultation.sittings.attribution import hides_participants
from consultation.sittings.kinds import Attribution
from consultation.sittings.models import Segment
from stakeholders.organisations.models import StakeholderGroup


@dataclass(frozen=True, slots=True)
class Delegation:
    """An organisation as it was when its people were registered, and those of them who may be named."""

    name: str
    country: str
    persons: list[Registration]


@dataclass(frozen=True, slots=True)
class Group:
    """A stakeholder group and its organisations in alphabetical order."""

    group: StakeholderGroup
    delegations: list[Delegation]


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list shows, and why it shows nothing where it does."""

    is_withheld: bool = False
    is_published: bool = False
    groups: list[Group] = field(default_factory=list)


def listed_at(session: Session, *, language: str) -> Listed:
    """The list of participants in the reader's order of names; one query, or two where there is a list to read.

    `session` has been read with its `registration_window`.
    """
    window = getattr(session, "registration_window", None)
    if window is None or not window.list_published_at:
        return Listed()
    if hides_participants(session):
        return Listed(is_withheld=True)
    rows = Registration.objects.confirmed().filter(session=session).exclude(_behind_closed_doors(session))
    return Listed(is_published=True, groups=_grouped(rows.select_related("group", "country"), language))


def _behind_closed_doors(session: Session) -> Q:
    """Who came for one group only, a meeting of which is under the rule: to list her would tell that she was there."""
    segments = Segment.objects.standing().of_session(session).filter(attribution=Attribution.CHATHAM_HOUSE)
    groups = segments.filter(meeting__sub_group__isnull=False).order_by().values("meeting__sub_group")
    return Q(sub_group__isnull=False, sub_group__in=groups)


def _grouped(rows: Iterable[Registration], language: str) -> list[Group]:
    organisations: dict[int, list[Registration]] = {}
    for row in rows:
        organisations.setdefault(row.organisation_id, []).append(row)
    groups: dict[StakeholderGroup, list[Delegation]] = {}
    for each in organisations.values():
        newest = max(each, key=lambda row: (row.registered_at, row.pk))
        groups.setdefault(newest.group, []).append(_delegation(newest, each, language))
    return [
        Group(group, sorted(groups[group], key=lambda delegation: sort_key(delegation.name, language)))
        for group in sorted(groups, key=lambda group: (group.position, group.pk))
    ]


def _delegation(newest: Registration, rows: list[Registration], language: str) -> Delegation:
    """Named as in the newest row; the head of delegation stands first."""
    named = [row for row in rows if row.is_listed]
    named.sort(key=lambda row: (not row.is_head, sort_key(row.name, language)))
    return Delegation(newest.organisation_name, newest.country.name if newest.country else "", named)
