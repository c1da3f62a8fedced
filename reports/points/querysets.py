"""Which points?"""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import BooleanField, F, Func, Value

from consultation.submissions.states import SubmissionState

READABLE = (
    SubmissionState.SUBMITTED, SubmissionState.RETURNED, SubmissionState.PUBLISHED, SubmissionState.ACCEPTED,
)  # fmt: skip
"""States in which a contribution lies before the Chair's team; what was withheld or withdrawn is not read."""

_QUOTES = dict.fromkeys(map(ord, "“”„«»"), '"')


class PointQuerySet(models.QuerySet[Any]):
    """Points by whether they stand, what they are about and who may see them."""

    def standing(self) -> "PointQuerySet":
        """Those that nobody has dropped."""
        return self.filter(dropped_at=None)

    def readable(self) -> "PointQuerySet":
        """Those of contributions that lie before the Chair's team: neither withheld nor withdrawn."""
        return self.filter(submission__state__in=READABLE)

    def to_calls(self, calls: Any) -> "PointQuerySet":
        """Points of contributions to those calls."""
        return self.filter(submission__call__in=calls)

    def about(self, **wanted: Any) -> "PointQuerySet":
        """Those on an `agenda_item`, `topic`, `kind`, `asks`, or of a `group`, `region`, `language`.

        Raises TypeError for anything else, so that no name of a field comes from outside.
        """
        if unknown := set(wanted) - {"agenda_item", "topic", "kind", "asks", *_OF_SUBMISSION}:
            raise TypeError(f"Points are not narrowed by {sorted(unknown)}.")
        asked = {_OF_SUBMISSION.get(name, name): value for name, value in wanted.items() if value not in (None, "")}
        return self.filter(**asked)

    def found_by(self, words: str) -> "PointQuerySet":
        """Those whose restatement or passage a reader's query finds, read as in the public record; never an error."""
        query = Func(Value(words.translate(_QUOTES)), function="submissions_search_query",
                     output_field=SearchVectorField())  # fmt: skip
        return self.filter(Func(F("search"), query, template="(%(expressions)s)", arg_joiner=" @@ ",
                                output_field=BooleanField()))  # fmt: skip

    def with_revised_text(self) -> "PointQuerySet":
        """Standing ones whose contribution was submitted again since their passage was last looked for."""
        return self.standing().filter(sought__lt=F("submission__revision_number"))

    def in_order_of_text(self) -> "PointQuerySet":
        """As the passages follow one another in a contribution."""
        return self.order_by("submission", "source", "starts", "pk")

    def of_team(self, user: Any) -> "PointQuerySet":
        """Those of processes in which the person is on the Chair's team; nothing without a second factor."""
        if not (user.is_authenticated and user.is_active and user.has_second_factor):
            return self.none()
        return self.filter(process__in=user.offices.on_chairs_team().values("process"))

    def visible_to(self, user: Any) -> "PointQuerySet":
        """Those of processes in which the person works for the Chair or holds the secretariat's office."""
        if not (user.is_authenticated and user.is_active and user.has_second_factor):
            return self.none()
        return self.filter(process__in=user.offices.held().values("process"))


_OF_SUBMISSION = {name: f"submission__{name}" for name in ("group", "region", "language")}


class PointManager(models.Manager.from_queryset(PointQuerySet)):  # type: ignore[misc]
    """Points without what only the search reads."""

    def get_queryset(self) -> PointQuerySet:
        """All points, their search vector left in the database."""
        found: PointQuerySet = super().get_queryset().defer("search")
        return found
