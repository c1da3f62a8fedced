"""How the texts of a summary came about: versions with what changed, and the paragraphs that are gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

from reports.summaries.differences import Piece, differences
from reports.summaries.models import Paragraph, Summary, Wording

AT_ONCE = timedelta(minutes=10)
"""Saves of one person that follow one another within this time are shown as one step; each can be seen on demand."""

STEPS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Step:
    """A wording, what changed since the step before, and how many saves the step takes together."""

    wording: Wording
    pieces: tuple[Piece, ...]
    saves: int


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps of a paragraph from the newest on; `earlier` is the version before which to ask for more, or None."""

    rows: list[Step]
    earlier: int | None


def steps_of(summary: Summary, anchor: UUID, *, before: int | None = None, each: bool = False) -> Steps:
    """The steps before the version, newest first, at most STEPS_SHOWN; asks two queries.

    `each` shows every save as a step of its own.
    """
    light = summary.wordings.filter(anchor=anchor).defer("text").order_by("version")
    if before is not None:
        light = light.filter(version__lt=before)
    runs = _runs(list(light), each=each)
    shown = runs[-STEPS_SHOWN:]
    lasts = [run[-1].version for run in runs[-STEPS_SHOWN - 1 :]]
    wordings = summary.wordings.filter(anchor=anchor, version__in=lasts).select_related("by")
    texts = {wording.version: wording for wording in wordings}
    known = ["", *(texts[version].text for version in lasts)] if len(shown) == len(lasts) else _texts(texts, lasts)
    rows = [
        Step(texts[run[-1].version], differences(*pair), len(run))
        for run, pair in zip(shown, pairwise(known), strict=True)
    ]
    return Steps(rows[::-1], shown[0][0].version if len(runs) > len(shown) else None)


def gone_from(summary: Summary) -> list[Wording]:
    """The last wording of every paragraph that was removed or merged into another one, latest first."""
    here = Paragraph.objects.filter(section__summary=summary).values("anchor")
    last = summary.wordings.exclude(anchor__in=here).order_by("anchor", "-version").distinct("anchor")
    return sorted(last.select_related("by"), key=lambda wording: wording.at, reverse=True)


# --- parts ------------------------------------------------------------------------------------------------------------


def _runs(wordings: Sequence[Wording], *, each: bool) -> list[list[Wording]]:
    runs: list[list[Wording]] = []
    for wording in wordings:
        if runs and not each and _goes_on(runs[-1][-1], wording):
            runs[-1].append(wording)
        else:
            runs.append([wording])
    return runs


def _goes_on(former: Wording, wording: Wording) -> bool:
    both_saved = former.how == wording.how == Wording.How.SAVED
    return both_saved and former.by_id == wording.by_id and wording.at - former.at <= AT_ONCE


def _texts(wordings: dict[int, Wording], versions: Sequence[int]) -> list[str]:
    return [wordings[version].text for version in versions]
