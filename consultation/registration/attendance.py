"""Whether an organisation may register people for a session, for which meetings of it, and why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from consultation.modalities.vocabulary import Capability, Category
from consultation.participation.answers import Answer
from consultation.participation.errors import NotGranted
from consultation.participation.rights import right_to
from consultation.participation.wholesale import Place, Rights, rights_of
from consultation.processes.models import Session
from consultation.registration.errors import GroupDoesNotMeet, NotAccredited, NotRecognised
from consultation.registration.models import RegistrationWindow
from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Meeting, Segment, SubGroup
from consultation.sittings.querysets import SegmentQuerySet
from stakeholders.organisations.models import Organisation
from stakeholders.organisations.states import OrganisationState

IN_GOOD_STANDING = (
    Category.STATE, Category.IGO, Category.ECOSOC_GENERAL, Category.ECOSOC_SPECIAL, Category.ECOSOC_ROSTER,
    Category.ACCREDITED,
)  # fmt: skip
"""Categories whose organisations attend formal sessions where no rules of participation are in force."""

IN_THE_ROOM = (Capability.ATTEND, Capability.OBSERVE_SILENTLY)
"""Either of these is a reason to come."""

FORMAL = (
    SegmentKind.EXCHANGE_OF_VIEWS, SegmentKind.DEDICATED_STAKEHOLDER, SegmentKind.INFORMAL_MODE,
    SegmentKind.NEGOTIATION, SegmentKind.ADOPTION,
)  # fmt: skip
BETWEEN = (SegmentKind.INTERSESSIONAL,)
"""Modes that a session has as long as its programme of work does not say so: the formal ones, or between sessions."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """As what an organisation attends, and to the meetings of which group it is limited (None: to none)."""

    category: str
    sub_group: SubGroup | None = None


def attendance_of(organisation: Organisation, window: RegistrationWindow, *, at: datetime) -> Attendance:
    """As what the organisation attends the session.

    Whoever may attend or observe any part of it by the rules of participation does; an objection keeps nobody from an
    informal consultative meeting. Without rules in force standing in the process decides, or openness of the session.
    Raises NotRecognised; NotGranted, which names the clause, and without rules NotAccredited or GroupDoesNotMeet.
    """
    if organisation.state != OrganisationState.RECOGNISED:
        raise NotRecognised
    who = Organisation.objects.filter(pk=organisation.pk)
    rights = rights_of(who, _parts(window.session), process=window.session.process, at=at)
    if rights.is_regulated:
        return _by_rules(organisation, window.session, rights, at)
    return _by_standing(organisation, window, rights)


# --- by the rules of participation ------------------------------------------------------------------------------------


def _by_rules(organisation: Organisation, session: Session, rights: Rights, at: datetime) -> Attendance:
    key = organisation.pk
    places = _granted(rights, key, rights.places.values()) or _granted(rights, key, _planned(session))
    if not places:
        raise NotGranted(_refusal(organisation, session, at))
    return Attendance(rights.categories[key], _only_group(rights, key, places))


def _granted(rights: Rights, organisation_id: int, places: Iterable[Place]) -> list[Place]:
    return [one for one in places if any(rights.grants(what, organisation_id, one) for what in IN_THE_ROOM)]


def _planned(session: Session) -> list[Place]:
    """Meetings that have no segments yet; before there is any meeting, the session as sessions of its kind are held."""
    meetings = Meeting.objects.standing().filter(session=session, is_official=True)
    known = list(meetings.values_list("sub_group", "open_to_unaccredited", "segments"))
    bare = [(group or 0, is_open) for group, is_open, segment in known if segment is None]
    return [
        (mode, group, is_open) for group, is_open in bare or ([] if known else [(0, False)]) for mode in _modes(session)
    ]


def _modes(session: Session) -> tuple[SegmentKind, ...]:
    return BETWEEN if session.kind == Session.Kind.INTERSESSIONAL else FORMAL


def _only_group(rights: Rights, organisation_id: int, places: list[Place]) -> SubGroup | None:
    """The group of an associate who may attend the meetings of that group and no others."""
    groups = {group for _mode, group, _is_open in places}
    own = rights.groups.get(organisation_id, frozenset())
    if rights.categories[organisation_id] != Category.NOT_ACCREDITED or len(groups) != 1 or not groups <= own:
        return None
    return SubGroup.objects.get(pk=groups.pop())


def _refusal(organisation: Organisation, session: Session, at: datetime) -> Answer:
    """Why it may not attend the first part of the session, as it may attend none."""
    first = _parts(session).select_related("meeting").first()
    return right_to(
        Capability.ATTEND, of=organisation, process=session.process_id, at=at, segment=first,
        occasion=_modes(session)[0].value,
    )  # fmt: skip


def _parts(session: Session) -> SegmentQuerySet:
    """What is part of the process: nobody is registered for the event of somebody else."""
    parts: SegmentQuerySet = Segment.objects.standing().of_session(session).filter(meeting__is_official=True)
    return parts


# --- without any ------------------------------------------------------------------------------------------------------


def _by_standing(organisation: Organisation, window: RegistrationWindow, rights: Rights) -> Attendance:
    category, groups = rights.categories[organisation.pk], rights.groups.get(organisation.pk)
    is_open = window.open_to_unaccredited or _granted(rights, organisation.pk, rights.places.values())
    if category in IN_GOOD_STANDING or is_open:
        return Attendance(category)
    if not groups:
        raise NotAccredited
    meeting = Meeting.objects.standing().filter(session=window.session_id, sub_group__in=groups)
    group = SubGroup.objects.filter(meetings__in=meeting).first()
    if group is None:
        raise GroupDoesNotMeet
    return Attendance(category, group)
