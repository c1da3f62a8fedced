"""Which registrations, at which session, and whose?"""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from consultation.registration.states import STANDING, RegistrationState


class WindowQuerySet(models.QuerySet[Any]):
    """Registration of sessions by the clock and by who may see it."""

    def open_at(self, at: datetime) -> "WindowQuerySet":
        """Those in which people can be registered at that instant; the minute of the deadline belongs to it."""
        return self.filter(opens_at__lte=at, closes_at__gte=at, session__process__announced_at__isnull=False)

    def with_rules(self) -> "WindowQuerySet":
        """Each with `is_regulated`: whether rules of participation are in force, which then say who may register."""
        rules = self.model._meta.apps.get_model("modalities", "Modalities")._default_manager.in_force()
        return self.annotate(is_regulated=Exists(rules.filter(process=OuterRef("session__process")).order_by()))

    def served_by(self, user: Any) -> "WindowQuerySet":
        """Those of the processes that the person serves as secretariat."""
        return self.filter(session__process__in=self._processes().served_by(user))

    def visible_to(self, user: Any) -> "WindowQuerySet":
        """Those of the processes that the person sees."""
        return self.filter(session__process__in=self._processes().visible_to(user))

    def _processes(self) -> Any:
        session = self.model._meta.get_field("session").related_model
        return session._meta.get_field("process").related_model._default_manager


class RegistrationQuerySet(models.QuerySet[Any]):
    """Registrations of persons by state, by meeting and by who may see them."""

    def standing(self) -> "RegistrationQuerySet":
        """Those that were neither refused nor withdrawn."""
        return self.filter(state__in=STANDING)

    def awaiting(self) -> "RegistrationQuerySet":
        """Those that the secretariat has neither confirmed nor refused."""
        return self.filter(state=RegistrationState.REGISTERED)

    def confirmed(self) -> "RegistrationQuerySet":
        """Those who are expected, and get a badge."""
        return self.filter(state=RegistrationState.CONFIRMED)

    def for_meeting(self, meeting: Any) -> "RegistrationQuerySet":
        """Those confirmed for that meeting: an associate's persons only where the meeting is one of its group."""
        scope = Q(sub_group=None)
        if meeting.sub_group_id:
            scope |= Q(sub_group=meeting.sub_group_id)
        return self.confirmed().filter(scope, session=meeting.session_id)

    def of_organisations(self, user: Any) -> "RegistrationQuerySet":
        """Those of the organisations in which the person is an active member."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(organisation__in=user.memberships.active().values("organisation"))

    def visible_to(self, user: Any) -> "RegistrationQuerySet":
        """One's own, and those of one's organisations."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(Q(user=user) | Q(pk__in=self.of_organisations(user).values("pk")))

    def served_by(self, user: Any) -> "RegistrationQuerySet":
        """Those at sessions of the processes that the person serves as secretariat."""
        session = self.model._meta.get_field("session").related_model
        processes = session._meta.get_field("process").related_model._default_manager
        return self.filter(session__process__in=processes.served_by(user))
