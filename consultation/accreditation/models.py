"""Rounds of accreditation, applications, their circulation, objections in confidence, and what the Chair disclosed."""

import uuid
from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.accreditation.querysets import (
    AccreditationQuerySet,
    ApplicationQuerySet,
    ObjectionQuerySet,
    RoundQuerySet,
)
from consultation.accreditation.states import APPLICATION_MOVES, ApplicationState
from consultation.processes.models import Process, Session, is_time_zone
from consultation.sittings.models import SubGroup
from register.models import Event
from stakeholders.organisations.models import Organisation


class Round(models.Model):
    """A round of accreditation: from when to when organisations apply, what an objection does, how long it is valid.

    All four instants belong to the time allowed (23:59 means until 23:59:59.999999); `zone` is the IANA zone in which
    people read them. The silence period belongs to a circulation of the list.
    """

    class ObjectionEffect(models.TextChoices):
        """What one standing objection does at the end of the silence period."""

        FINAL = "final", _("The organisation is not accredited")
        REFER_TO_BODY = "refer_to_body", _("The body decides")

    class EcosocTrack(models.TextChoices):
        """Whether organisations in consultative status with ECOSOC have a way of their own."""

        NOTIFY = "notify", _("They notify the secretariat; nobody can object")
        STATUS = "status", _("Their status is enough")
        NONE = "none", _("They apply as everybody does")

    class ApplicantsShown(models.TextChoices):
        """What everybody sees of those that were circulated, before the list is published."""

        NOTHING = "nothing", _("Nothing")
        NAMES = "names", _("Names and countries of seat")

    class Stage(models.TextChoices):
        """Where the clock stands."""

        UPCOMING = "upcoming", pgettext_lazy("stage of a round", "Not open yet")
        OPEN = "open", pgettext_lazy("stage of a round", "Open")
        CLOSED = "closed", pgettext_lazy("stage of a round", "Closed")

    process = models.ForeignKey(Process, models.PROTECT, related_name="accreditation_rounds", verbose_name=_("process"))
    number = models.PositiveSmallIntegerField(_("number"))
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("before which session")
    )
    title = models.CharField(_("title"), max_length=250)
    invitation = models.TextField(_("call for applications"), help_text=_("Who may apply and what to send."))
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    zone = models.CharField(_("time zone of the deadlines"), max_length=64, validators=[is_time_zone])
    valid_until = models.DateTimeField(_("valid until"), help_text=_("The end of the mandate."))
    objection_effect = models.CharField(
        _("what one objection does"), max_length=16, choices=ObjectionEffect, default=ObjectionEffect.FINAL
    )
    ecosoc_track = models.CharField(
        _("organisations in consultative status"), max_length=8, choices=EcosocTrack, default=EcosocTrack.NOTIFY
    )
    applicants_shown = models.CharField(
        _("what everybody sees of applicants"), max_length=8, choices=ApplicantsShown,
        default=ApplicantsShown.NOTHING,
    )  # fmt: skip
    tells_of_circulation = models.BooleanField(_("applicants get a letter when they are circulated"), default=True)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    list_published_at = models.DateTimeField(_("list published at"), null=True, blank=True)
    list_published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("list published by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("created at"))

    objects: ClassVar = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of accreditation")
        verbose_name_plural = _("rounds of accreditation")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "number"], name="round_numbered_once"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(valid_until__gt=F("closes_at")), name="round_valid_after_it_closes"),
            models.CheckConstraint(
                condition=Q(list_published_at=None, list_published_by=None)
                | Q(list_published_at__isnull=False, list_published_by__isnull=False),
                name="round_list_published_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def stage_at(self, at: datetime) -> "Round.Stage":
        """Where the clock stands at that instant, to the microsecond."""
        if at < self.opens_at:
            return self.Stage.UPCOMING
        return self.Stage.OPEN if at <= self.closes_at else self.Stage.CLOSED

    @property
    def is_announced(self) -> bool:
        """Whether everybody may see the round."""
        return self.announced_at is not None


class RoundEvent(Event):
    """What the secretariat did with a round."""

    subject = models.ForeignKey(Round, models.PROTECT, related_name="events")


class RoundExtension(models.Model):
    """A trace of a deadline for applications that was moved: from when, to when, why, by whom."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="extensions", verbose_name=_("round"))
    closed_before = models.DateTimeField(_("deadline before"))
    closes_after = models.DateTimeField(_("deadline after"))
    reason = models.CharField(_("reason"), max_length=400)
    extended_at = models.DateTimeField(_("extended at"))
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("extended by")
    )

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering: ClassVar = ["extended_at", "pk"]
        triggers: ClassVar = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes_after__gt=F("closed_before")), name="round_extension_moves_the_deadline_back"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closed_before:%Y-%m-%d %H:%M} → {self.closes_after:%Y-%m-%d %H:%M}"


class Circulation(models.Model):
    """The list as it was sent to the missions, with the end of its silence period; never changed.

    A longer silence period is a new circulation (General Assembly decision 74/544: silence runs against a text as
    circulated and a deadline as named), which takes over the applications of the one that it `extends`.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="circulations", verbose_name=_("round"))
    extends = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="extended_by", verbose_name=_("extends")
    )
    circulated_at = models.DateTimeField(_("circulated at"))
    circulated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("circulated by")
    )
    silence_ends_at = models.DateTimeField(_("silence ends at"))
    zone = models.CharField(_("time zone"), max_length=64, validators=[is_time_zone])
    reason = models.TextField(_("why longer"), blank=True)

    class Meta:
        verbose_name = _("circulation")
        verbose_name_plural = _("circulations")
        ordering: ClassVar = ["circulated_at", "pk"]
        triggers: ClassVar = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(silence_ends_at__gt=F("circulated_at")), name="circulation_gives_time"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.circulated_at:%Y-%m-%d %H:%M} → {self.silence_ends_at:%Y-%m-%d %H:%M}"

    def is_silent_at(self, at: datetime) -> bool:
        """Whether the silence period runs at that instant; its last minute belongs to it."""
        return at <= self.silence_ends_at


class Application(models.Model):
    """An organisation's request to take part, or, from one in consultative status, its notification.

    `state` is what was last written and may lag behind the clock: everything that shows or decides reads `standing`
    of `Application.objects.standing_at(at)`. No column of this row is ever touched by an objection.
    """

    class Track(models.TextChoices):
        """By which way the organisation comes."""

        ECOSOC = "ecosoc", _("Notification by an organisation in consultative status")
        APPLICATION = "application", _("Application")

    class Part(models.TextChoices):
        """What an application has to hold (aide-memoire of the OEWG on ICT security, April 2022)."""

        LETTER = "letter", _("the request on the organisation’s letterhead")
        PURPOSE = "purpose", _("the purpose of the organisation")
        PROGRAMMES = "programmes", _("programmes and activities in the areas of the process")
        INTERACTIONS = "interactions", _("an overview of past interactions with the United Nations")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="applications", verbose_name=_("round"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="applications", verbose_name=_("organisation")
    )
    track = models.CharField(_("way"), max_length=12, choices=Track, default=Track.APPLICATION)
    purpose = models.TextField(_("purpose"), blank=True)
    programmes = models.TextField(_("programmes and activities"), blank=True)
    interactions = models.TextField(_("past interactions with the United Nations"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True)
    contact_email = models.EmailField(_("e-mail address of the contact person"), blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("previous application")
    )
    state = models.CharField(_("state"), max_length=20, choices=ApplicationState, default=ApplicationState.DRAFT)
    missing = ArrayField(
        models.CharField(max_length=16, choices=Part), default=list, blank=True, verbose_name=_("what is missing")
    )
    circulation = models.ForeignKey(
        Circulation, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("circulation")
    )
    saved_at = models.DateTimeField(_("saved at"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("saved by")
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("submitted by"),
    )  # fmt: skip

    objects: ClassVar = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application for accreditation")
        verbose_name_plural = _("applications for accreditation")
        ordering: ClassVar = ["organisation__name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "organisation"], condition=~Q(state=ApplicationState.WITHDRAWN),
                name="application_once_in_a_round",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.CIRCULATED) | Q(circulation__isnull=False),
                name="application_circulated_has_circulation",
            ),
            models.CheckConstraint(
                condition=Q(track="application")
                | Q(state__in=["notified", "confirmed", "listed", "withdrawn", "lapsed"], circulation=None),
                name="application_in_status_is_never_circulated",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["notified", "confirmed", "listed"]) | Q(track="ecosoc"),
                name="application_listed_is_in_status",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state"], name="applications_of_organisation"),
        ]
        triggers: ClassVar = [
            pgtrigger.FSM(
                name="legal_moves",
                field="state",
                transitions=sorted({(source, move.target) for move in APPLICATION_MOVES for source in move.sources}),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.round})"

    @property
    def is_notification(self) -> bool:
        """Whether it comes from an organisation in consultative status, to which nobody can object."""
        return self.track == self.Track.ECOSOC


class ApplicationEvent(Event):
    """What happened to an application; nothing about objections."""

    subject = models.ForeignKey(Application, models.PROTECT, related_name="events")


def stored_as(letter: "RequestLetter", _filename: str) -> str:
    """A name that tells nothing and cannot be guessed; the person's own file name is kept in the row only."""
    return f"accreditation/{uuid.uuid4().hex}"


class RequestLetter(models.Model):
    """The request on the organisation's letterhead, stored privately as received; the newest one counts."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="letters")
    file = models.FileField(_("file"), upload_to=stored_as, max_length=200)
    name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("uploaded by")
    )

    class Meta:
        verbose_name = _("request letter")
        verbose_name_plural = _("request letters")
        ordering: ClassVar = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Objection(models.Model):
    """A State's objection, made known to the Chair in confidence; one that stands when silence ends is enough.

    The general basis is voluntary (OEWG modalities of 22 April 2022), and `basis_shareable` says whether the Chair may
    pass it on. No relation leads here from the application or the State, so that nothing counts objections by chance.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="+", verbose_name=_("application"))
    mission = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("objecting State"))
    lodged_at = models.DateTimeField(_("lodged at"))
    lodged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("lodged by")
    )
    general_basis = models.TextField(_("general basis"), blank=True)
    basis_shareable = models.BooleanField(_("the Chair may pass the basis on to States that ask"), default=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("withdrawn by"),
    )  # fmt: skip

    objects: ClassVar = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering: ClassVar = ["lodged_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "mission"], condition=Q(withdrawn_at=None), name="objection_once_a_state"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__gte=F("lodged_at"), withdrawn_by__isnull=False),
                name="objection_withdrawn_by_somebody",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_withdrawn", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "application", "mission", "lodged_at", "lodged_by", "general_basis", "basis_shareable"
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.lodged_at:%Y-%m-%d %H:%M}"


class Disclosure(models.Model):
    """A Member State asks the Chair who objected to an organisation; when the Chair answers, what was told is kept.

    `told` is a list of States with the basis that each let the Chair pass on; an empty one says that none stood.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="+", verbose_name=_("application"))
    mission = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("asking State"))
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("answered by"),
    )  # fmt: skip
    told = models.JSONField(_("what was told"), null=True, blank=True)

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "mission"], condition=Q(answered_at=None), name="disclosure_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, told=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, told__isnull=False),
                name="disclosure_answered_is_whole",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="answered_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__answered_at__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"


def _one_number(column: str) -> Func:
    """A range of one number, for a constraint: it needs no extension, where "=" beside ranges would need btree_gist."""
    return Func(column, column, Value("[]"), function="int8range")


def _held() -> Func:
    """From when to when a standing was held, for a constraint: one that ended before it began was held at no time."""
    ends = Greatest(F("since"), Least(F("valid_until"), Coalesce(F("ended_at"), F("valid_until"))))
    return Func(F("since"), ends, function="tstzrange", output_field=DateTimeRangeField())


class Accreditation(models.Model):
    """Standing that an organisation has without a round of this portal: decided by the body, or brought along.

    What a round gives is not copied here; it is computed from its applications. With a sub-group it counts in that
    group only: an associate (ITU Associates take part in one study group). It holds from `since` to `valid_until`, or
    until it was ended; nothing else of it ever changes.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="accreditations", verbose_name=_("process"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="accreditations", verbose_name=_("organisation")
    )
    sub_group = models.ForeignKey(
        SubGroup, models.PROTECT, null=True, blank=True, related_name="accreditations",
        verbose_name=_("only in the group"),
    )  # fmt: skip
    decision = models.CharField(_("decision that it rests on"), max_length=250)
    since = models.DateTimeField(_("since"))
    valid_until = models.DateTimeField(_("valid until"))
    given_at = models.DateTimeField(_("entered at"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects: ClassVar = AccreditationQuerySet.as_manager()

    class Meta:
        verbose_name = _("accreditation")
        verbose_name_plural = _("accreditations")
        ordering: ClassVar = ["organisation__name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_until__gt=F("since")), name="accreditation_valid_for_some_time"),
            ExclusionConstraint(
                name="accreditation_one_at_a_time",
                expressions=[
                    (_one_number("process_id"), RangeOperators.OVERLAPS),
                    (_one_number("organisation_id"), RangeOperators.OVERLAPS),
                    (_held(), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_ended", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "process", "organisation", "sub_group", "decision", "since", "valid_until", "given_at", "given_by"
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation} ({self.process})"

    def holds_at(self, at: datetime) -> bool:
        """Whether it gives standing at that instant; as `AccreditationQuerySet.valid_at` asks of many."""
        return self.since <= at <= self.valid_until and not self.is_ended_at(at)

    def is_ended_at(self, at: datetime) -> bool:
        """Whether somebody had ended it by that instant."""
        return self.ended_at is not None and self.ended_at <= at


class AccreditationEvent(Event):
    """Who entered a standing that no round gave, and who ended it and why."""

    subject = models.ForeignKey(Accreditation, models.PROTECT, related_name="events")
