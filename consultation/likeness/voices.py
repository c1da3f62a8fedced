"""How many speak, rather than how many texts there are: a campaign counts once, and so does an organisation."""

from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Lower

from consultation.likeness.models import Member
from consultation.likeness.states import ONE_VOICE
from consultation.submissions.models import Submission


def with_voice(submissions: QuerySet[Submission]) -> QuerySet[Any]:
    """The same submissions with `voice`, a text that is equal for those that count as one.

    "f" and the family's id where the submission stands in a family that a person judged to be the same campaign or the
    same author, unless it was taken out of it or joined since and still waits for a look; else "o" and the
    organisation's id; else "a" and the author's name in small letters. Families join different organisations; no two of
    them share a submission. One expression of SQL.
    """
    members = Member.objects.judged().filter(submission=OuterRef("pk"), family__state__in=ONE_VOICE).order_by()
    family = Subquery(members.values(voice=_marked("f", "family_id"))[:1], output_field=TextField())
    sender = Case(
        When(organisation__isnull=False, then=_marked("o", "organisation_id")),
        default=Concat(Value("a"), Lower(F("author_name")), output_field=TextField()),
        output_field=TextField(),
    )
    return submissions.annotate(voice=Coalesce(family, sender))


def voices(submissions: QuerySet[Submission]) -> int:
    """How many different voices stand behind these submissions; one query."""
    return with_voice(submissions.order_by()).aggregate(number=Count("voice", distinct=True))["number"]


def _marked(letter: str, column: str) -> Concat:
    return Concat(Value(letter), Cast(column, CharField()), output_field=TextField())
