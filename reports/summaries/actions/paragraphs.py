"""What is done to the text of a paragraph: write, save, split, merge, remove, restore."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from reports.summaries.actions.order import put, standing_in
from reports.summaries.actions.pen import as_it_is, keep, reword, take_pen
from reports.summaries.errors import (
    NothingToMerge,
    NothingToSplit,
    ParagraphChanged,
    ParagraphGone,
    PlaceGone,
    TooLong,
)
from reports.summaries.models import LONGEST, Citation, Paragraph, Remark, Section, Summary, Wording


@transaction.atomic
def add_paragraph(
    *, section: Section, text: str, by: Any, at: datetime, after: Paragraph | None = None,
    before: Paragraph | None = None,
) -> Paragraph:  # fmt: skip
    """A paragraph at the end of the section, or behind or before another one of it.

    Raises PlaceGone where that one is not there any more; NotInDrafting, PermissionDenied.
    """
    summary = section.summary
    take_pen(summary, by)
    paragraph = Paragraph(section=section, text=text, saved_at=at, saved_by=by)
    _insert(paragraph, summary, how=Wording.How.WRITTEN, after=after, before=before)
    summary.events.create(kind="paragraph_added", at=at, by=by, details={"paragraph": paragraph.pk})
    return paragraph


@transaction.atomic
def save_paragraph(*, paragraph: Paragraph, text: str, version: int, by: Any, at: datetime) -> None:
    """Save the text if the paragraph still has the version that the person opened; the same text is no new version.

    Raises ParagraphChanged where somebody else was faster: nothing is overwritten; ParagraphGone, NotInDrafting,
    PermissionDenied.
    """
    summary = paragraph.section.summary
    take_pen(summary, by)
    if (now := as_it_is(paragraph, summary)).text == text:
        paragraph.version = now.version
        return
    reword(paragraph, summary, text, version=version, how=Wording.How.SAVED, by=by, at=at)
    summary.events.create(
        kind="paragraph_saved", at=at, by=by, details={"paragraph": paragraph.pk, "version": paragraph.version}
    )


@transaction.atomic
def split_paragraph(*, paragraph: Paragraph, offset: int, version: int, by: Any, at: datetime) -> Paragraph:
    """Cut the text before the character at `offset`; what follows is a paragraph of its own, which is returned.

    Both halves rest on all that the whole rested on, for only a person can say which half needs what. Remarks stay
    with the first. Raises NothingToSplit where a half would be empty, ParagraphChanged, ParagraphGone, NotInDrafting,
    PermissionDenied.
    """
    summary = paragraph.section.summary
    take_pen(summary, by)
    now = as_it_is(paragraph, summary)
    if now.version != version:
        raise ParagraphChanged
    first, second = now.text[: max(offset, 0)].strip(), now.text[max(offset, 0) :].strip()
    if not (first and second):
        raise NothingToSplit
    reword(paragraph, summary, first, version=version, how=Wording.How.SPLIT, by=by, at=at)
    behind = Paragraph(section=now.section, text=second, saved_at=at, saved_by=by)
    _insert(behind, summary, how=Wording.How.SPLIT, after=now)
    _copy_evidence(now, behind)
    summary.events.create(
        kind="paragraph_split", at=at, by=by, details={"paragraph": paragraph.pk, "behind": behind.pk}
    )
    return behind


@transaction.atomic
def merge_with_next(*, paragraph: Paragraph, version: int, next_version: int, by: Any, at: datetime) -> None:
    """Join the next paragraph of the section to this one: its text, what it rests on, the remarks on it.

    Raises NothingToMerge for the last of a section, TooLong, ParagraphChanged where either has another version than
    the person saw; ParagraphGone, NotInDrafting, PermissionDenied.
    """
    summary = paragraph.section.summary
    take_pen(summary, by)
    now = as_it_is(paragraph, summary)
    following = _following(now)
    if (now.version, following.version) != (version, next_version):
        raise ParagraphChanged
    text = ("" if summary.language.startswith("zh") else " ").join((now.text, following.text))
    if len(text) > LONGEST:
        raise TooLong
    reword(paragraph, summary, text, version=version, how=Wording.How.MERGED, by=by, at=at)
    _unite_evidence(now, following)
    Remark.objects.filter(summary=summary, anchor=following.anchor).update(anchor=now.anchor)
    details = {"paragraph": now.pk, "merged": following.pk, "anchor": str(following.anchor), "into": str(now.anchor)}
    _take_out(following, summary, by=by, at=at)
    summary.events.create(kind="paragraph_merged", at=at, by=by, details=details)


@transaction.atomic
def remove_paragraph(*, paragraph: Paragraph, by: Any, at: datetime, version: int | None = None) -> None:
    """Remove the paragraph; its text stays in the history, and what it rested on in the event.

    Raises ParagraphChanged where it has another version than the person saw, if she says which; ParagraphGone,
    NotInDrafting, PermissionDenied.
    """
    summary = paragraph.section.summary
    take_pen(summary, by)
    now = as_it_is(paragraph, summary)
    if version is not None and now.version != version:
        raise ParagraphChanged
    rested_on = [[one.submission_id, one.point_id] for one in now.citations.order_by("pk")]
    details: dict[str, Any] = {"text": now.text} | ({"rested_on": rested_on} if rested_on else {})
    summary.events.create(kind="paragraph_removed", at=at, by=by, details=details)
    _take_out(now, summary, by=by, at=at)


@transaction.atomic
def restore_wording(*, paragraph: Paragraph, wording: Wording, version: int, by: Any, at: datetime) -> None:
    """Give the paragraph a text that it had before; what stands now stays in the history.

    Raises ParagraphChanged, ParagraphGone (the wording is of another paragraph), NotInDrafting, PermissionDenied.
    """
    summary = paragraph.section.summary
    take_pen(summary, by)
    now = as_it_is(paragraph, summary)
    if (wording.summary_id, wording.anchor) != (summary.pk, now.anchor):
        raise ParagraphGone
    reword(paragraph, summary, wording.text, version=version, how=Wording.How.RESTORED, by=by, at=at)
    details = {"paragraph": paragraph.pk, "version": paragraph.version, "restored": wording.version}
    summary.events.create(kind="paragraph_restored", at=at, by=by, details=details)


@transaction.atomic
def bring_back_paragraph(*, summary: Summary, anchor: UUID, section: Section, by: Any, at: datetime) -> Paragraph:
    """Put a removed paragraph at the end of the section, with its last text and its anchor, and return it.

    Raises ParagraphChanged where it is there again already, ParagraphGone where there never was one, PlaceGone for a
    section of another summary; NotInDrafting, PermissionDenied.
    """
    take_pen(summary, by)
    last = summary.wordings.filter(anchor=anchor).order_by("version").last()
    if last is None:
        raise ParagraphGone
    if Paragraph.objects.filter(section__summary=summary, anchor=anchor).exists():
        raise ParagraphChanged
    if section.summary_id != summary.pk:
        raise PlaceGone
    paragraph = Paragraph(
        section=section, anchor=anchor, text=last.text, version=last.version + 1, saved_at=at, saved_by=by
    )
    _insert(paragraph, summary, how=Wording.How.RESTORED)
    details = {"paragraph": paragraph.pk, "version": paragraph.version, "restored": last.version}
    summary.events.create(kind="paragraph_restored", at=at, by=by, details=details)
    return paragraph


# --- parts, with the pen in hand --------------------------------------------------------------------------------------


def _insert(
    paragraph: Paragraph, summary: Summary, *, how: str, after: Paragraph | None = None, before: Paragraph | None = None
) -> None:
    section = paragraph.section
    last = section.paragraphs.aggregate(last=Max("position"))["last"] or 0
    standing = standing_in(section)
    neighbour = after or before
    if neighbour and neighbour.pk not in [one.pk for one in standing]:
        raise PlaceGone
    paragraph.position = last + 1
    paragraph.save(force_insert=True)
    keep(paragraph, summary, how=how)
    if neighbour:
        index = [one.pk for one in standing].index(neighbour.pk) + (1 if after else 0)
        put([*standing[:index], paragraph, *standing[index:]])


def _following(paragraph: Paragraph) -> Paragraph:
    standing = standing_in(paragraph.section)
    index = next(index for index, one in enumerate(standing) if one.pk == paragraph.pk)
    if index + 1 == len(standing):
        raise NothingToMerge
    return standing[index + 1]


def _take_out(paragraph: Paragraph, summary: Summary, *, by: Any, at: datetime) -> None:
    paragraph.version, paragraph.saved_at, paragraph.saved_by = paragraph.version + 1, at, by
    keep(paragraph, summary, how=Wording.How.REMOVED)
    paragraph.delete()


def _copy_evidence(origin: Paragraph, copy: Paragraph) -> None:
    Citation.objects.bulk_create(
        Citation(
            paragraph=copy, submission_id=one.submission_id, point_id=one.point_id, cited_at=one.cited_at,
            cited_by_id=one.cited_by_id,
        )
        for one in origin.citations.order_by("pk")
    )  # fmt: skip


def _unite_evidence(into: Paragraph, other: Paragraph) -> None:
    here = set(into.citations.values_list("submission", "point"))
    moving = [one.pk for one in other.citations.all() if (one.submission_id, one.point_id) not in here]
    Citation.objects.filter(pk__in=moving).update(paragraph=into)
