"""What a meeting is: its segments with one mode each, its group, and the programme of work in which it stands."""

import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from consultation.processes.models import AgendaItem, Process, Session
from consultation.sittings.kinds import Attribution, SegmentKind
from consultation.sittings.querysets import MeetingQuerySet, ProgrammeQuerySet, SegmentQuerySet
from consultation.sittings.states import PROGRAMME_MOVES, ProgrammeState
from register.models import Event

IS_HTTPS = URLValidator(schemes=["https"])


class SubGroup(models.Model):
    """A study group or thematic group of a process, to which a meeting may be limited, or an associate's rights."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="sub_groups", verbose_name=_("process"))
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("group of the process")
        verbose_name_plural = _("groups of the process")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["process", "code"], name="sub_group_once")]

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """The programme of work of a session: all its meetings, in preparation, provisional or adopted.

    `adopted_on` is the day on which the body adopted it, in the process' time zone.
    """

    session = models.OneToOneField(Session, models.PROTECT, related_name="programme", verbose_name=_("session"))
    state = models.CharField(_("state"), max_length=12, choices=ProgrammeState, default=ProgrammeState.PREPARING)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)

    objects: ClassVar = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme of work")
        verbose_name_plural = _("programmes of work")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=ProgrammeState.PREPARING) ^ Q(published_at__isnull=False),
                name="programme_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state=ProgrammeState.ADOPTED) ^ Q(adopted_on=None), name="programme_adopted_has_day"
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.FSM(
                name="legal_moves",
                field="state",
                transitions=sorted({(source, move.target) for move in PROGRAMME_MOVES for source in move.sources}),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_state_display()}"

    @property
    def is_public(self) -> bool:
        """Whether everybody reads it who sees the process."""
        return self.state != ProgrammeState.PREPARING


class ProgrammeEvent(Event):
    """What was done to a programme of work, its meetings and their segments: nothing of it is ever changed."""

    subject = models.ForeignKey(Programme, models.PROTECT, related_name="events")


FITS = """
IF EXISTS (
    SELECT 1 FROM sittings_segment s JOIN sittings_meeting m ON m.id = s.meeting_id
    WHERE m.id = {meeting} AND NOT (
        (s.kind = 'unofficial_dialogue') <> m.is_official
        AND (s.agenda_item_id IS NULL OR EXISTS (
            SELECT 1 FROM processes_agendaitem a WHERE a.id = s.agenda_item_id AND a.session_id = m.session_id))
        AND CASE WHEN s.kind = 'pre_meeting_slot'
            THEN s.ends_at = m.starts_at AND s.ends_at - s.starts_at >= make_interval(mins => s.minutes::int)
            ELSE s.starts_at >= m.starts_at AND s.ends_at <= m.ends_at END
    )
) THEN
    RAISE EXCEPTION 'a segment does not fit into its meeting'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'segment_fits_into_meeting';
END IF;
RETURN NULL;
"""
"""Asked when a transaction ends, so that a meeting can be moved with its segments: a segment lies within its meeting,
a slot before the official start ends with that start and has room for its minutes, what is unofficial stays among
itself, and an agenda item is one of the session."""


class Meeting(models.Model):
    """A sitting: usually three hours, in one room, parted into segments.

    `number` counts the official meetings of a session; an event that is no part of the process has none, and always
    names its organiser. `uid` names the meeting in calendars for good, and `sequence` grows with every change that a
    calendar has to take up (RFC 5545, 3.8.7.4). A meeting of a published programme is cancelled, never deleted.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="meetings", verbose_name=_("session"))
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=250, blank=True)
    starts_at = models.DateTimeField(_("official start"))
    ends_at = models.DateTimeField(_("end"))
    room = models.CharField(_("room or place"), max_length=150, blank=True)
    sub_group = models.ForeignKey(
        SubGroup, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("only for the group")
    )
    is_official = models.BooleanField(_("part of the process"), default=True)
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    open_to_unaccredited = models.BooleanField(_("open to those who are not accredited"), default=False)
    webcast = models.URLField(_("webcast"), blank=True, validators=[IS_HTTPS])
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(_("last changed at"))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    objects: ClassVar = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering: ClassVar = ["starts_at", "number", "pk"]
        indexes: ClassVar = [models.Index(fields=["session", "starts_at"], name="meetings_of_session")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "number"], condition=Q(cancelled_at=None), name="meeting_numbered_once"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(is_official=True, number__isnull=False, number__gt=0, organiser="")
                | (Q(is_official=False, number=None) & ~Q(organiser="")),
                name="meeting_numbered_or_with_organiser",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="segments_fit", when=pgtrigger.After, operation=pgtrigger.Update, timing=pgtrigger.Deferred,
                func=FITS.format(meeting="NEW.id"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.session_id}/{self.number or self.organiser}"


class Segment(models.Model):
    """A part of a meeting that is held in one mode: a formal meeting is suspended into informal mode and resumed.

    `minutes` is the time that the speakers of a slot before the official start share.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="segments", verbose_name=_("meeting"))
    kind = models.CharField(_("mode"), max_length=24, choices=SegmentKind)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="segments", verbose_name=_("agenda item")
    )
    title = models.CharField(_("title"), max_length=250, blank=True)
    attribution = models.CharField(_("attribution"), max_length=16, choices=Attribution)
    minutes = models.PositiveSmallIntegerField(_("minutes that speakers share"), null=True, blank=True)

    objects: ClassVar = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="segment_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(kind=SegmentKind.PRE_MEETING_SLOT, minutes__isnull=False, minutes__gt=0)
                | (~Q(kind=SegmentKind.PRE_MEETING_SLOT) & Q(minutes=None)),
                name="segment_slot_has_minutes",
            ),
            ExclusionConstraint(
                name="segments_do_not_overlap",
                expressions=[
                    # A range of one number needs no extension, where "meeting =" would need btree_gist.
                    (Func("meeting_id", "meeting_id", Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                deferrable=Deferrable.IMMEDIATE,
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="fits_into_meeting", when=pgtrigger.After, operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred, func=FITS.format(meeting="NEW.meeting_id"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d %H:%M}"


class Change(models.Model):
    """A change of a published programme that readers have to see: a meeting moved, cancelled, added or held otherwise.

    The times are those of the meeting before and after; a meeting that was added has none before.
    """

    class Kind(models.TextChoices):
        """What happened to the meeting."""

        ADDED = "added", _("Added")
        MOVED = "moved", _("Moved")
        CANCELLED = "cancelled", _("Cancelled")
        REARRANGED = "rearranged", _("Parts or place changed")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="changes", verbose_name=_("programme"))
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="changes", verbose_name=_("meeting"))
    kind = models.CharField(_("what happened"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("at"))
    started_at = models.DateTimeField(_("start before"), null=True, blank=True)
    ended_at = models.DateTimeField(_("end before"), null=True, blank=True)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))

    class Meta:
        verbose_name = _("change of the programme")
        verbose_name_plural = _("changes of the programme")
        ordering: ClassVar = ["at", "pk"]
        triggers: ClassVar = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"


class Follower(models.Model):
    """A person who asked to be told of changes of a session's programme."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="followers", verbose_name=_("session"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions_followed", verbose_name=_("person")
    )
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "user"], name="session_followed_once")]

    def __str__(self) -> str:
        return f"{self.user}"


class Notice(models.Model):
    """That followers have to be told of all changes up to `last_change`, and how far the letters got.

    Letters are written in the order of the followers' keys; `last_follower` is the last that was done.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="notices", verbose_name=_("programme"))
    first_change = models.BigIntegerField()
    last_change = models.BigIntegerField()
    asked_at = models.DateTimeField(_("asked for at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    last_follower = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("letters about changes")
        verbose_name_plural = _("letters about changes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "last_change"], name="changes_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.programme}"
