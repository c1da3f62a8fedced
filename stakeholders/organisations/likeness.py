"""Which organisations could be taken for one another: same name to the eye, nearly the same name, same website."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from stakeholders.accounts.names import skeleton
from stakeholders.organisations.models import Organisation
from stakeholders.organisations.states import OrganisationState

ALIKE = 0.86  # share of letters in common above which two names are shown side by side
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another organisation, and whether its name looks the same to the eye though it is spelt otherwise."""

    organisation: Organisation
    is_look_alike: bool


def organisations_like(
    name: str, acronym: str = "", website: str = "", *, apart_from: int | None = None
) -> list[Likeness]:
    """Registered organisations that could be the same as the one described, look-alikes first, at most eight."""
    bones, site = skeleton(name), _site(website)
    others = Organisation.objects.exclude(state=OrganisationState.REFUSED).exclude(pk=apart_from or 0)
    found = {
        pk: skeleton(other) == bones
        for pk, other, short, address in others.values_list("pk", "name", "acronym", "website")
        if _is_like(bones, skeleton(other))
        or (acronym and short.casefold() == acronym.casefold())
        or (site and _site(address) == site)
    }
    return _shown(Organisation.objects.filter(pk__in=found).select_related("seat"), found)


def _shown(organisations: Iterable[Organisation], found: dict[int, bool]) -> list[Likeness]:
    alike = [Likeness(organisation, found[organisation.pk]) for organisation in organisations]
    return sorted(alike, key=lambda likeness: not likeness.is_look_alike)[:MOST_SHOWN]


def _is_like(one: str, other: str) -> bool:
    if not one or not other or abs(len(one) - len(other)) > (1 - ALIKE) * (len(one) + len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _site(website: str) -> str:
    return (urlsplit(website).hostname or "").removeprefix("www.")
