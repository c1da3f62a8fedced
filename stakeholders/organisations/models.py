"""Countries, stakeholder groups, organisations and who belongs to them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from register.models import Event
from stakeholders.organisations.querysets import MembershipQuerySet, OrganisationQuerySet
from stakeholders.organisations.states import MembershipState, OrganisationState


class Region(models.TextChoices):
    """Regions of UN standard M49; geography for statistics, not a regional group."""

    AFRICA = "Africa", _("Africa")
    AMERICAS = "Americas", _("Americas")
    ASIA = "Asia", _("Asia")
    EUROPE = "Europe", _("Europe")
    OCEANIA = "Oceania", _("Oceania")
    ANTARCTICA = "Antarctica", _("Antarctica")


class RegionalGroup(models.TextChoices):
    """The five regional groups of Member States, used for elections and consultation; not M49."""

    AFRICAN = "African", _("African Group")
    ASIA_PACIFIC = "Asia-Pacific", _("Asia-Pacific Group")
    EASTERN_EUROPEAN = "EEG", _("Eastern European Group")
    LATIN_AMERICAN = "GRULAC", _("Latin American and Caribbean Group")
    WESTERN_EUROPEAN = "WEOG", _("Western European and others Group")


class Country(models.Model):
    """A country or area of ISO 3166 with its UN names; region (M49) and regional group are kept apart.

    Türkiye is in Western Asia by M49 and in WEOG by group; the United States is in no group, Kiribati in none.
    """

    code = models.CharField(_("ISO 3166 code"), max_length=2, primary_key=True)
    m49 = models.CharField(_("M49 code"), max_length=3)
    name = models.CharField(_("name"), max_length=120)
    region = models.CharField(_("region"), max_length=20, choices=Region, blank=True)
    subregion = models.CharField(_("subregion"), max_length=60, blank=True)
    un_status = models.CharField(_("status in the United Nations"), max_length=30)
    regional_group = models.CharField(_("regional group"), max_length=20, choices=RegionalGroup, blank=True)
    electoral_group = models.CharField(
        _("regional group for elections"), max_length=20, choices=RegionalGroup, blank=True
    )

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class StakeholderGroup(models.Model):
    """A group in whose name organisations are counted and heard; the secretariat may add to the list."""

    class Kind(models.TextChoices):
        """On which side of the table the group sits."""

        STAKEHOLDER = "stakeholder", _("Stakeholder")
        STATE = "state", _("State")
        INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organisation")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.STAKEHOLDER)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)
    is_offered = models.BooleanField(_("offered to new organisations"), default=True)

    class Meta:
        verbose_name = _("stakeholder group")
        verbose_name_plural = _("stakeholder groups")
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class EcosocStatus(models.TextChoices):
    """Consultative status with ECOSOC under resolution 1996/31."""

    NONE = "none", _("No consultative status")
    GENERAL = "general", _("General consultative status")
    SPECIAL = "special", _("Special consultative status")
    ROSTER = "roster", _("Roster")


class Organisation(models.Model):
    """A body in whose name people speak. Its seat may be global; its group is declared by itself and verified apart."""

    name = models.CharField(_("official name"), max_length=255)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    seat = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("country of seat")
    )
    is_global = models.BooleanField(_("global or regional, with no single seat"), default=False)
    website = models.URLField(_("website"), blank=True)
    group_declared = models.ForeignKey(
        StakeholderGroup, models.PROTECT, related_name="declared_by", verbose_name=_("stakeholder group, as declared")
    )
    group_verified = models.ForeignKey(
        StakeholderGroup, models.PROTECT, null=True, blank=True, related_name="verified_for",
        verbose_name=_("stakeholder group, as verified"),
    )  # fmt: skip
    group_verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    group_verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    ecosoc_status = models.CharField(
        _("ECOSOC consultative status"), max_length=10, choices=EcosocStatus, default=EcosocStatus.NONE
    )
    ecosoc_year = models.PositiveSmallIntegerField(_("year granted"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=OrganisationState, default=OrganisationState.PROPOSED)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )

    objects: ClassVar = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_global=True, seat=None) | Q(is_global=False, seat__isnull=False),
                name="organisation_has_a_seat_or_is_global",
            ),
            models.CheckConstraint(
                condition=Q(group_verified=None, group_verified_at=None, group_verified_by=None)
                | Q(group_verified__isnull=False, group_verified_at__isnull=False, group_verified_by__isnull=False),
                name="organisation_group_verified_by_somebody",
            ),
            models.UniqueConstraint(
                Lower("name"), condition=~Q(state=OrganisationState.REFUSED), name="organisation_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def group(self) -> StakeholderGroup:
        """The group that counts: as verified, else as declared."""
        return self.group_verified or self.group_declared

    @property
    def group_id(self) -> int:
        """The id of the group that counts."""
        return self.group_verified_id or self.group_declared_id


class OrganisationEvent(Event):
    """What happened to an organisation."""

    subject = models.ForeignKey(Organisation, models.PROTECT, related_name="events")


class Membership(models.Model):
    """A person's standing in an organisation, from the request to the end."""

    class Role(models.TextChoices):
        """What a member may do in the organisation's name."""

        FOCAL_POINT = "focal_point", _("Focal point")
        REPRESENTATIVE = "representative", _("Representative")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.REPRESENTATIVE)
    state = models.CharField(_("state"), max_length=10, choices=MembershipState, default=MembershipState.REQUESTED)
    message = models.TextField(_("message to the focal point"), blank=True, max_length=2000)
    requested_at = models.DateTimeField(_("requested at"))

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering: ClassVar = ["organisation__name", "user__full_name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(state__in=[MembershipState.REQUESTED, MembershipState.ACTIVE]),
                name="membership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.organisation})"


class MembershipEvent(Event):
    """What happened to a membership."""

    subject = models.ForeignKey(Membership, models.PROTECT, related_name="events")
