"""What a process is: its mandate, who runs it, its sessions and what is on their agenda."""

import zoneinfo
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultation.processes.querysets import OfficeQuerySet, ProcessQuerySet, SessionQuerySet
from register.models import Event

SYMBOL = RegexValidator(r"^[A-Z0-9][A-Za-z0-9.\-/]*$", _("A symbol has capital letters, digits, points and strokes."))


def is_time_zone(name: str) -> None:
    """Raise ValidationError unless the name is a zone of the IANA database, such as Africa/Nairobi."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no time zone called “%(name)s”."), params={"name": name})


def default_languages() -> list[str]:
    """The languages of a process until somebody chooses: English only."""
    return ["en"]


class Process(models.Model):
    """A body that a mandate creates, with its rules of address: symbol stem, time zone, languages.

    `announced_at` is empty until the secretariat shows it to the public.
    """

    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=80)
    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    mandate = models.TextField(_("mandate"), help_text=_("What the body was asked to do, in a paragraph or two."))
    mandate_symbol = models.CharField(_("resolution or decision"), max_length=120, blank=True)
    symbol_stem = models.CharField(
        _("symbol stem"), max_length=40, validators=[SYMBOL], unique=True,
        help_text=_("The first part of every reference, such as WG.7. It is a portal reference, not a UN symbol."),
    )  # fmt: skip
    organ = models.CharField(
        _("organ line of the masthead"), max_length=120, blank=True,
        help_text=_("Printed at the head of documents, such as the name of the convening body."),
    )  # fmt: skip
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[is_time_zone])
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES), default=default_languages,
        verbose_name=_("languages"),
    )  # fmt: skip
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))

    objects: ClassVar = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name = _("process")
        verbose_name_plural = _("processes")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(languages__len__gt=0), name="process_has_a_language"),
        ]

    def __str__(self) -> str:
        return self.short_name


class ProcessEvent(Event):
    """What the secretariat changed in a process, its offices, sessions or agenda."""

    subject = models.ForeignKey(Process, models.PROTECT, related_name="events")


class Office(models.Model):
    """A person's office in a process; kept when it ends."""

    class Kind(models.TextChoices):
        """The offices of a process."""

        CHAIR = "chair", _("Chair")
        CO_CHAIR = "co_chair", _("Co-Chair")
        TEAM = "team", _("Member of the Chair’s team")
        SECRETARIAT = "secretariat", _("Secretariat")

    process = models.ForeignKey(Process, models.CASCADE, related_name="offices", verbose_name=_("process"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="offices", verbose_name=_("person"))
    kind = models.CharField(_("office"), max_length=12, choices=Kind)
    given_at = models.DateTimeField(_("given at"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects: ClassVar = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["process", "user", "kind"], condition=Q(ended_at=None), name="office_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"


class Session(models.Model):
    """A numbered set of meetings. Formal and informal mode belong to segments of meetings, never to the session."""

    class Kind(models.TextChoices):
        """Kinds of session."""

        ORGANIZATIONAL = "organizational", _("Organizational session")
        SUBSTANTIVE = "substantive", _("Substantive session")
        RESUMED = "resumed", _("Resumed session")
        INTERSESSIONAL = "intersessional", _("Intersessional informal consultative meeting")

    process = models.ForeignKey(Process, models.CASCADE, related_name="sessions", verbose_name=_("process"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    ordinal = models.PositiveSmallIntegerField(_("number in its kind"), default=1)
    place = models.CharField(_("place"), max_length=120)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    symbol = models.CharField(_("reference"), max_length=60, validators=[SYMBOL], unique=True)

    objects: ClassVar = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "kind", "ordinal"], name="session_numbered_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="session_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(ordinal__gt=0), name="session_ordinal_from_one"),
        ]

    def __str__(self) -> str:
        return self.symbol


class AgendaItem(models.Model):
    """An item of a session's agenda; sub-items have a parent."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="agenda_items", verbose_name=_("session"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    label = models.CharField(_("number"), max_length=12, help_text=_("Such as 5 or 5 (a)."))
    title = models.CharField(_("title"), max_length=400)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering: ClassVar = ["session", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "label"], name="agenda_item_numbered_once"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="agenda_item_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.label}. {self.title}"


class ModerationRule(models.Model):
    """A published rule on which a decision to withhold an input rests."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="moderation_rules", verbose_name=_("process"))
    code = models.SlugField(_("code"), max_length=40)
    text = models.CharField(_("rule"), max_length=400)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("rule of moderation")
        verbose_name_plural = _("rules of moderation")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "code"], name="moderation_rule_once"),
        ]

    def __str__(self) -> str:
        return self.text
