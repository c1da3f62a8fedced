"""Which rounds, applications and objections, and what is true of an application at an instant."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from consultation.accreditation.states import AWAITING_SECRETARIAT, SEATED, SEEN_BY_STATES, ApplicationState

_S = ApplicationState


class RoundQuerySet(models.QuerySet[Any]):
    """Rounds by the clock and by who may see them."""

    def announced(self) -> "RoundQuerySet":
        """Those that everybody may see, where the process is announced too."""
        return self.filter(announced_at__isnull=False, process__announced_at__isnull=False)

    def open_at(self, at: datetime) -> "RoundQuerySet":
        """Announced rounds that take applications at that instant; the minute of the deadline belongs to it."""
        return self.announced().filter(opens_at__lte=at, closes_at__gte=at)

    def served_by(self, user: Any) -> "RoundQuerySet":
        """Those of the processes that the person serves as secretariat."""
        processes = self.model._meta.get_field("process").related_model._default_manager
        return self.filter(process__in=processes.served_by(user))

    def presided_by(self, user: Any) -> "RoundQuerySet":
        """Those of the processes over which the person presides; nothing without a second factor."""
        if not (user.is_authenticated and user.is_active and user.has_second_factor):
            return self.none()
        offices = user.offices.held().filter(kind__in=["chair", "co_chair"])
        return self.filter(process__in=offices.values("process"))

    def overseen_by(self, user: Any) -> "RoundQuerySet":
        """Those in which the person may know of objections: as secretariat, or presiding."""
        return self.served_by(user) | self.presided_by(user)

    def visible_to(self, user: Any) -> "RoundQuerySet":
        """Announced ones for everybody, those in preparation for Chair and secretariat."""
        seen = Q(pk__in=self.announced().values("pk"))
        if user.is_authenticated:
            seen |= Q(pk__in=self.overseen_by(user).values("pk"))
        return self.filter(seen)


class ApplicationQuerySet(models.QuerySet[Any]):
    """Applications by what is true of them at an instant, and by who may see them."""

    def standing_at(self, at: datetime) -> "ApplicationQuerySet":
        """With what is true at that instant as `standing`, whether or not the clock has written it yet.

        Every page, letter and question reads this, never `state`: silence ends, and a mandate does, without a click.
        While silence runs, objections are not looked at, so that the answer takes the same work whether one stands.
        """
        return self.annotate(
            outcome=Case(
                When(state=_S.CIRCULATED, circulation__silence_ends_at__lt=at, then=self._after_silence()),
                default=F("state"),
                output_field=models.CharField(),
            ),
            standing=Case(
                When(outcome__in=SEATED, round__valid_until__lt=at, then=Value(_S.LAPSED.value)),
                default=F("outcome"),
                output_field=models.CharField(),
            ),
        )

    def seated_at(self, at: datetime) -> "ApplicationQuerySet":
        """Those that give their organisation standing at that instant: accredited, or listed after notification."""
        return self.standing_at(at).filter(standing__in=SEATED)

    def awaiting_secretariat_at(self, at: datetime) -> "ApplicationQuerySet":
        """Those whose next step at that instant is the secretariat's."""
        return self.standing_at(at).filter(standing__in=AWAITING_SECRETARIAT)

    def overdue_at(self, at: datetime) -> "ApplicationQuerySet":
        """Those whose row lags behind what is true: silence or mandate is over and the clock has not written it."""
        return self.standing_at(at).exclude(standing=F("state"))

    def of_members(self, user: Any) -> "ApplicationQuerySet":
        """Those of the organisations in which the person is an active member."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(organisation__in=user.memberships.active().values("organisation"))

    def for_missions(self, at: datetime) -> "ApplicationQuerySet":
        """What the missions of Member States read: what was circulated to them and has not been withdrawn."""
        return self.standing_at(at).filter(circulation__isnull=False, standing__in=SEEN_BY_STATES)

    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """One's own organisation's; all of a round for its Chair and secretariat, but for drafts."""
        rounds = self.model._meta.get_field("round").related_model._default_manager.overseen_by(user)
        sent = Q(round__in=rounds.values("pk")) & ~Q(state=_S.DRAFT)
        return self.filter(Q(pk__in=self.of_members(user).values("pk")) | sent)

    def _after_silence(self) -> Case:
        """What silence leaves: accredited, unless an objection stood at its last instant."""
        objections = self.model._meta.apps.get_model("accreditation", "Objection")._default_manager
        stood = objections.filter(application=OuterRef("pk")).stood_at(OuterRef("circulation__silence_ends_at"))
        return Case(
            When(~Exists(stood), then=Value(_S.ACCREDITED.value)),
            When(round__objection_effect="refer_to_body", then=Value(_S.REFERRED.value)),
            default=Value(_S.NOT_ACCREDITED.value),
        )


class ObjectionQuerySet(models.QuerySet[Any]):
    """Objections. Only Chair, secretariat and the objecting State's mission ever ask for their rows."""

    def stood_at(self, instant: Any) -> "ObjectionQuerySet":
        """Those lodged by that instant (the last of the silence period) and not withdrawn by then."""
        return self.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=instant), lodged_at__lte=instant)

    def standing(self) -> "ObjectionQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of_mission(self, mission: Any) -> "ObjectionQuerySet":
        """Those of that State."""
        return self.filter(mission=mission)


class AccreditationQuerySet(models.QuerySet[Any]):
    """Standing that was given outside of a round."""

    def valid_at(self, at: datetime) -> "AccreditationQuerySet":
        """Those that hold at that instant."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at), since__lte=at, valid_until__gte=at)

    def served_by(self, user: Any) -> "AccreditationQuerySet":
        """Those in the processes that the person serves as secretariat."""
        processes = self.model._meta.get_field("process").related_model._default_manager
        return self.filter(process__in=processes.served_by(user))
