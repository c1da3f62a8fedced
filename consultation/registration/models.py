"""What a session's registration is, and who was registered for it."""

import uuid
from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.processes.models import Session, is_time_zone
from consultation.registration.querysets import RegistrationQuerySet, WindowQuerySet
from consultation.registration.states import REGISTRATION_MOVES, STANDING, RegistrationState
from consultation.sittings.models import SubGroup
from register.models import Event
from stakeholders.organisations.models import Country, Organisation, StakeholderGroup


class RegistrationWindow(models.Model):
    """From when to when people are registered for a session, and by which rules.

    Both instants belong to the time allowed; `zone` is the IANA zone in which people read them. `places` is how many
    persons an organisation may register, or nothing. Who may register follows from the rules of participation. Where
    none are in force organisations in good standing in the process may, and `open_to_unaccredited` opens the session to
    every recognised organisation, also to one to which a State objected.
    """

    class Composition(models.TextChoices):
        """How a State's delegation is made up."""

        NONE = "none", _("As each delegation likes")
        TRIPARTITE = "tripartite", _("Tripartite: two government, one employer, one worker delegate")

    class Stage(models.TextChoices):
        """Where the clock stands."""

        UPCOMING = "upcoming", pgettext_lazy("stage of registration", "Not open yet")
        OPEN = "open", pgettext_lazy("stage of registration", "Open")
        CLOSED = "closed", pgettext_lazy("stage of registration", "Closed")

    session = models.OneToOneField(
        Session, models.PROTECT, related_name="registration_window", verbose_name=_("session")
    )
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    zone = models.CharField(_("time zone of the deadlines"), max_length=64, validators=[is_time_zone])
    places = models.PositiveSmallIntegerField(
        _("places for each organisation"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    composition = models.CharField(
        _("composition of States’ delegations"), max_length=12, choices=Composition, default=Composition.NONE
    )
    open_to_unaccredited = models.BooleanField(_("open to organisations that are not accredited"), default=False)
    list_published_at = models.DateTimeField(_("list of participants published at"), null=True, blank=True)
    list_published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("list of participants published by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("created at"))

    objects: ClassVar = WindowQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration for a session")
        verbose_name_plural = _("registration for sessions")
        ordering: ClassVar = ["-closes_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="registration_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(places=None) | Q(places__gt=0), name="registration_has_places"),
            models.CheckConstraint(
                condition=Q(list_published_at=None, list_published_by=None)
                | Q(list_published_at__isnull=False, list_published_by__isnull=False),
                name="participants_published_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)

    def stage_at(self, at: datetime) -> "RegistrationWindow.Stage":
        """Where the clock stands at that instant, to the microsecond."""
        if at < self.opens_at:
            return self.Stage.UPCOMING
        return self.Stage.OPEN if at <= self.closes_at else self.Stage.CLOSED

    @property
    def is_tripartite(self) -> bool:
        """Whether States send delegations of governments, employers and workers."""
        return self.composition == self.Composition.TRIPARTITE


class RegistrationWindowEvent(Event):
    """What the secretariat changed in a session's registration."""

    subject = models.ForeignKey(RegistrationWindow, models.PROTECT, related_name="events")


class Registration(models.Model):
    """A person whom an organisation sends to a session: a member with an account, or somebody named without one.

    Organisation, group, country and category are kept as they were when she was registered; `name` and `title` are what
    her badge says. The address is for her letters only and is shown to her organisation and the secretariat.
    """

    class Role(models.TextChoices):
        """For whom a delegate of a tripartite delegation sits; advisers sit for nobody and do not count."""

        GOVERNMENT = "government", _("Government delegate")
        EMPLOYER = "employer", _("Employers’ delegate")
        WORKER = "worker", _("Workers’ delegate")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="registrations", verbose_name=_("session"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="registrations", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="registrations",
        verbose_name=_("member"),
    )  # fmt: skip
    name = models.CharField(_("name as on the badge"), max_length=150)
    title = models.CharField(_("function"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(
        _("language of letters"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_head = models.BooleanField(_("head of delegation"), default=False)
    role = models.CharField(_("sits for"), max_length=12, choices=Role, blank=True)
    is_listed = models.BooleanField(_("may be named on the public list of participants"), default=False)
    sub_group = models.ForeignKey(
        SubGroup, models.PROTECT, null=True, blank=True, related_name="registrations",
        verbose_name=_("only for meetings of the group"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=12, choices=RegistrationState, default=RegistrationState.REGISTERED)
    organisation_name = models.CharField(_("organisation as it was"), max_length=255)
    group = models.ForeignKey(
        StakeholderGroup, models.PROTECT, related_name="+", verbose_name=_("stakeholder group as it was")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country of seat as it was")
    )
    category = models.CharField(_("category in the process as it was"), max_length=20)
    registered_at = models.DateTimeField(_("registered at"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("registered by")
    )

    objects: ClassVar = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration of a person")
        verbose_name_plural = _("registrations of persons")
        ordering: ClassVar = ["organisation_name", "-is_head", "name", "pk"]
        indexes: ClassVar = [models.Index(fields=["session", "name", "id"], name="registered_at_session")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "organisation"],
                condition=Q(is_head=True, state__in=STANDING),
                name="one_head_of_delegation",
            ),
            models.UniqueConstraint(
                fields=["session", "user"], condition=Q(state__in=STANDING), name="person_registered_once"
            ),
            models.UniqueConstraint(
                "session", "organisation", Lower("name"), Lower("email"), condition=Q(state__in=STANDING),
                name="name_registered_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="registration_has_a_name"),
        ]  # fmt: skip
        triggers: ClassVar = [
            pgtrigger.FSM(
                name="legal_moves",
                field="state",
                transitions=sorted({(source, move.target) for move in REGISTRATION_MOVES for source in move.sources}),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation_name})"


class RegistrationEvent(Event):
    """What happened to a person's registration."""

    subject = models.ForeignKey(Registration, models.PROTECT, related_name="events")
