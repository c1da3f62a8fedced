"""Which sketches and families?"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from consultation.likeness.states import DECIDED, FamilyState
from consultation.submissions.querysets import processes_seen_by_staff


class SketchQuerySet(models.QuerySet[Any]):
    """Sketches by whether they are those of what is on record now."""

    def current(self, method: int) -> "SketchQuerySet":
        """Made by that method, of the revision that stands."""
        return self.filter(method=method, revision_number=F("submission__revision_number"))


class FamilyQuerySet(models.QuerySet[Any]):
    """Families by who may see them and by what is decided."""

    def visible_to(self, user: Any) -> "FamilyQuerySet":
        """Those of processes in which the person holds an office of the team; nothing without a second factor."""
        return self.filter(processes_seen_by_staff(user)).exclude(state=FamilyState.DISSOLVED)

    def to_decide(self) -> "FamilyQuerySet":
        """Undecided ones, and decided ones that a text has joined since."""
        return self.filter(Q(state=FamilyState.UNDECIDED) | Q(Exists(self._members().inside().filter(is_new=True))))

    def decided(self) -> "FamilyQuerySet":
        """Those that a person has judged."""
        return self.filter(state__in=DECIDED)

    def with_counts(self) -> "FamilyQuerySet":
        """With `size` (texts inside), `authors` (different ones among them) and `new` (joined since decided)."""
        inside = self._members().inside().order_by().values("family")
        return self.annotate(
            size=_counted(inside, Count("pk")),
            authors=_counted(inside, Count("submission__author_name", distinct=True)),
            new=_counted(inside, Count("pk", filter=Q(is_new=True))),
        )

    def with_first(self) -> "FamilyQuerySet":
        """With `first_title`, `first_author` and `first_language`: the text that the others are like."""
        first = self._members().inside().order_by("pk")
        names = {"first_title": "title", "first_author": "author_name", "first_language": "language"}
        return self.annotate(
            **{name: Subquery(first.values(f"submission__{column}")[:1]) for name, column in names.items()}
        )

    def numbers_by_process(self) -> dict[int, int]:
        """How many of these families each process has, by its id."""
        rows = self.order_by().values("process").annotate(number=Count("pk"))
        return dict(rows.values_list("process", "number"))

    def _members(self) -> Any:
        return self.model.members.rel.related_model.objects.filter(family=OuterRef("pk"))


def _counted(rows: Any, number: Any) -> Coalesce:
    counted = Subquery(rows.annotate(number=number).values("number"), output_field=models.IntegerField())
    return Coalesce(counted, 0)


class MemberQuerySet(models.QuerySet[Any]):
    """Members by whether they are still inside."""

    def inside(self) -> "MemberQuerySet":
        """Those that nobody has taken out."""
        return self.filter(left_out_at=None)

    def judged(self) -> "MemberQuerySet":
        """Those inside to which the decision on their family applies."""
        return self.inside().filter(is_new=False)


def never_read(submissions: Any, method: int) -> Any:
    """Submissions whose current revision has no sketch of that method; withdrawn ones are left in peace."""
    stale = ~Q(sketch__revision_number=F("revision_number")) | ~Q(sketch__method=method)
    return submissions.exclude(state="withdrawn").filter(Q(sketch=None) | stale)


def due_at(submissions: Any, at: datetime, *, method: int, patience: timedelta) -> Any:
    """Of these the ones that no worker was told of within `patience`, the never told first."""
    told_lately = Q(sketch__nudged_at__gt=at - patience)
    rows = never_read(submissions, method).exclude(told_lately)
    return rows.order_by(F("sketch__nudged_at").asc(nulls_first=True), "pk")
