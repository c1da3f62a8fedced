"""Searching the public record: what a list needs to know of a query's result, asked once."""

from typing import Any

from consultation.submissions.querysets import SubmissionQuerySet
from look.paging import COUNT_CAP, Count


def search(among: SubmissionQuerySet, words: str) -> tuple[SubmissionQuerySet, Count]:
    """What the words find, ready to be paged, and how many, counted up to the cap; asks one query.

    Few hits are paged by their keys. Of many, the pages are read off the list itself in its own order: sorting all
    of them for each page would cost more than looking at those on the way.
    """
    found = among.found_by(words)
    keys: list[Any] = list(found.order_by().values_list("pk", flat=True)[: COUNT_CAP + 1])
    if len(keys) > COUNT_CAP:
        return found, Count(COUNT_CAP, is_capped=True)
    return among.filter(pk__in=keys), Count(len(keys), is_capped=False)
