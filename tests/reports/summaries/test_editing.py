"""What is done to paragraphs: split, merge, restore, bring back, rest on evidence, remark; nothing is ever lost."""

import random
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.utils import timezone

from reports.summaries import actions
from reports.summaries.errors import (
    NotAttachable,
    NothingToMerge,
    NothingToSplit,
    NotInDrafting,
    ParagraphChanged,
    ParagraphGone,
    PlaceGone,
    RemarksClosed,
    TooLong,
)
from reports.summaries.models import LONGEST, Citation, Paragraph, Remark, Summary, Wording
from tests import factories as make
from tests.reports.summaries.writing import evidence, history, make_point, standing, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def paragraph(summary: Summary, chair: Any) -> Paragraph:
    return written(summary.sections.first(), chair, "Trust was noted. Some cautioned.")[0]


# --- the history ------------------------------------------------------------------------------------------------------


def test_every_text_is_kept_with_how_it_came_about(
    summary: Summary, chair: Any, assistant: Any, paragraph: Paragraph, noon: datetime
) -> None:
    actions.save_paragraph(paragraph=paragraph, text="Trust.", version=1, by=assistant, at=noon)
    first = summary.wordings.get(anchor=paragraph.anchor, version=1)
    actions.restore_wording(paragraph=paragraph, wording=first, version=2, by=chair, at=noon)
    actions.remove_paragraph(paragraph=paragraph, by=chair, at=noon)
    assert history(summary, paragraph) == [
        (1, "written", "Trust was noted. Some cautioned."),
        (2, "saved", "Trust."),
        (3, "restored", "Trust was noted. Some cautioned."),
        (4, "removed", "Trust was noted. Some cautioned."),
    ]
    assert summary.wordings.get(version=2).by == assistant
    assert [event.kind for event in summary.events.all()] == [
        "begun", "paragraph_added", "paragraph_saved", "paragraph_restored", "paragraph_removed",
    ]  # fmt: skip


def test_the_database_refuses_to_change_a_wording(summary: Summary, paragraph: Paragraph) -> None:
    for change in (lambda rows: rows.update(text="Never."), lambda rows: rows.delete()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change(Wording.objects.filter(summary=summary))
    assert Wording.objects.get().text == "Trust was noted. Some cautioned."


def test_saving_the_same_text_is_no_new_version(
    summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    actions.save_paragraph(paragraph=paragraph, text=paragraph.text, version=1, by=chair, at=noon)
    assert history(summary, paragraph) == [(1, "written", "Trust was noted. Some cautioned.")]
    assert not summary.events.filter(kind="paragraph_saved").exists()


def test_a_wording_of_another_paragraph_is_not_restored(
    summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    (other,) = written(summary.sections.first(), chair, "Elsewhere.")
    wording = summary.wordings.get(anchor=other.anchor)
    with pytest.raises(ParagraphGone):
        actions.restore_wording(paragraph=paragraph, wording=wording, version=1, by=chair, at=noon)


def test_restoring_over_a_newer_text_is_a_conflict(
    summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    first = summary.wordings.get()
    actions.save_paragraph(paragraph=paragraph, text="Newer.", version=1, by=chair, at=noon)
    with pytest.raises(ParagraphChanged):
        actions.restore_wording(paragraph=paragraph, wording=first, version=1, by=chair, at=noon)
    paragraph.refresh_from_db()
    assert paragraph.text == "Newer."


def test_a_removed_paragraph_is_brought_back_under_its_anchor(
    summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    _first, second = summary.sections.all()
    actions.remove_paragraph(paragraph=paragraph, by=chair, at=noon)
    again = actions.bring_back_paragraph(summary=summary, anchor=paragraph.anchor, section=second, by=chair, at=noon)
    assert (again.anchor, again.version, again.text) == (paragraph.anchor, 3, "Trust was noted. Some cautioned.")
    assert standing(summary) == [[], ["Trust was noted. Some cautioned."]]
    assert history(summary, again)[-1] == (3, "restored", "Trust was noted. Some cautioned.")
    with pytest.raises(ParagraphChanged):
        actions.bring_back_paragraph(summary=summary, anchor=again.anchor, section=second, by=chair, at=noon)


def test_what_never_was_cannot_be_brought_back(summary: Summary, chair: Any, noon: datetime) -> None:
    with pytest.raises(ParagraphGone):
        actions.bring_back_paragraph(
            summary=summary, anchor=uuid4(), section=summary.sections.first(), by=chair, at=noon
        )  # fmt: skip


def test_nothing_is_brought_back_into_another_summary(
    summary: Summary, chair: Any, call: Any, paragraph: Paragraph, noon: datetime
) -> None:
    other = actions.begin_summary(
        session=call.session, calls=[call], title="Other", symbol="WG.7/CS.2", language="en", attribution="attributed",
        by=chair, at=noon,
    )  # fmt: skip
    actions.remove_paragraph(paragraph=paragraph, by=chair, at=noon)
    with pytest.raises(PlaceGone):
        actions.bring_back_paragraph(
            summary=summary, anchor=paragraph.anchor, section=other.sections.first(), by=chair, at=noon
        )  # fmt: skip


# --- split and merge --------------------------------------------------------------------------------------------------


def test_both_halves_of_a_split_keep_all_evidence(
    summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    whole, marked = make.make_submission(call, state="published"), make.make_submission(call, state="published")
    point = make_point(marked)
    actions.cite(paragraph=paragraph, submission=whole, by=chair, at=noon)
    actions.attach_point(paragraph=paragraph, point=point, by=chair, at=noon)
    remark = actions.add_remark(summary=summary, anchor=paragraph.anchor, text="Who?", by=chair, at=noon)
    behind = actions.split_paragraph(paragraph=paragraph, offset=17, version=1, by=chair, at=noon)
    assert standing(summary) == [["Trust was noted.", "Some cautioned."], []]
    assert evidence(paragraph) == evidence(behind) == {(whole.pk, None), (marked.pk, point.pk)}
    assert (paragraph.version, behind.version) == (2, 1)
    assert behind.anchor != paragraph.anchor
    assert Remark.objects.get(pk=remark.pk).anchor == paragraph.anchor
    assert history(summary, paragraph)[-1] == (2, "split", "Trust was noted.")
    assert history(summary, behind) == [(1, "split", "Some cautioned.")]


@pytest.mark.parametrize("offset", [-3, 0, 32, 900])
def test_no_half_is_empty(summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime, offset: int) -> None:
    with pytest.raises(NothingToSplit):
        actions.split_paragraph(paragraph=paragraph, offset=offset, version=1, by=chair, at=noon)
    assert standing(summary) == [["Trust was noted. Some cautioned."], []]


def test_a_split_of_what_changed_meanwhile_is_a_conflict(
    summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    actions.save_paragraph(paragraph=paragraph, text="Other words now. Yes.", version=1, by=chair, at=noon)
    with pytest.raises(ParagraphChanged):
        actions.split_paragraph(paragraph=paragraph, offset=5, version=1, by=chair, at=noon)
    assert standing(summary) == [["Other words now. Yes."], []]


def test_a_merge_unites_text_evidence_and_remarks(
    summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    (behind, last) = written(summary.sections.first(), chair, "Others asked for tests.", "Last.")
    submissions = [make.make_submission(call, state="published") for _number in range(3)]
    for one in submissions[:2]:
        actions.cite(paragraph=paragraph, submission=one, by=chair, at=noon)
    for one in submissions[1:]:
        actions.cite(paragraph=behind, submission=one, by=chair, at=noon)
    remark = actions.add_remark(summary=summary, anchor=behind.anchor, text="Who?", by=chair, at=noon)
    actions.merge_with_next(paragraph=paragraph, version=1, next_version=1, by=chair, at=noon)
    assert standing(summary) == [["Trust was noted. Some cautioned. Others asked for tests.", "Last."], []]
    assert evidence(paragraph) == {(one.pk, None) for one in submissions}
    remark.refresh_from_db()
    assert remark.anchor == paragraph.anchor
    assert history(summary, behind) == [
        (1, "written", "Others asked for tests."),
        (2, "removed", "Others asked for tests."),
    ]
    assert summary.events.last().details["into"] == str(paragraph.anchor)
    assert Paragraph.objects.filter(pk=last.pk).exists()


def test_chinese_is_merged_without_a_space(summary: Summary, chair: Any, noon: datetime) -> None:
    Summary.objects.filter(pk=summary.pk).update(language="zh-hans")
    summary.refresh_from_db()
    first, _second = written(summary.sections.first(), chair, "会上强调信任。", "有人告诫。")
    actions.merge_with_next(paragraph=first, version=1, next_version=1, by=chair, at=noon)
    assert standing(summary)[0] == ["会上强调信任。有人告诫。"]


def test_a_merge_has_to_know_both_versions(summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime) -> None:
    (behind,) = written(summary.sections.first(), chair, "Others.")
    actions.save_paragraph(paragraph=behind, text="Others asked.", version=1, by=chair, at=noon)
    for versions in ((1, 1), (2, 2)):
        with pytest.raises(ParagraphChanged):
            actions.merge_with_next(
                paragraph=paragraph, version=versions[0], next_version=versions[1], by=chair, at=noon
            )  # fmt: skip
    assert standing(summary)[0] == ["Trust was noted. Some cautioned.", "Others asked."]


def test_the_last_of_a_section_has_nothing_to_merge_with(
    summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    written(summary.sections.last(), chair, "In the next section.")
    with pytest.raises(NothingToMerge):
        actions.merge_with_next(paragraph=paragraph, version=1, next_version=1, by=chair, at=noon)


def test_a_merge_is_no_way_to_a_text_that_cannot_be_saved(summary: Summary, chair: Any, noon: datetime) -> None:
    first, _second = written(summary.sections.first(), chair, "a" * LONGEST, "b")
    with pytest.raises(TooLong):
        actions.merge_with_next(paragraph=first, version=1, next_version=1, by=chair, at=noon)


def test_what_somebody_removed_cannot_be_saved_or_removed_again(
    summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    actions.remove_paragraph(paragraph=Paragraph.objects.get(), by=chair, at=noon)
    with pytest.raises(ParagraphGone):
        actions.save_paragraph(paragraph=paragraph, text="Late.", version=1, by=chair, at=noon)
    with pytest.raises(ParagraphGone):
        actions.remove_paragraph(paragraph=paragraph, by=chair, at=noon)


def test_what_changed_meanwhile_is_not_removed(
    summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    actions.save_paragraph(paragraph=paragraph, text="Newer.", version=1, by=chair, at=noon)
    with pytest.raises(ParagraphChanged):
        actions.remove_paragraph(paragraph=paragraph, version=1, by=chair, at=noon)
    assert standing(summary)[0] == ["Newer."]


def test_what_a_removed_paragraph_rested_on_is_told(
    summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    point = make_point(make.make_submission(call, state="published"))
    actions.attach_point(paragraph=paragraph, point=point, by=chair, at=noon)
    actions.remove_paragraph(paragraph=paragraph, by=chair, at=noon)
    assert summary.events.last().details["rested_on"] == [[point.submission_id, point.pk]]


# --- any sequence -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_after_any_sequence_every_text_can_be_told_and_no_evidence_is_lost(
    summary: Summary, call: Any, chair: Any, noon: datetime, seed: int
) -> None:
    """Split, merge, move, save, restore in any order: evidence is only ever joined, and each text is in the history."""
    dice = random.Random(seed)
    points = [make_point(make.make_submission(call, state="published")) for _number in range(4)]
    for section in summary.sections.all():
        for number, paragraph in enumerate(written(section, chair, "One. Two.", "Three. Four.")):
            actions.attach_point(paragraph=paragraph, point=points[number], by=chair, at=noon)
            actions.attach_point(paragraph=paragraph, point=points[number + 2], by=chair, at=noon)
    cited = {point.pk for point in points}
    for step in range(40):
        paragraphs = list(Paragraph.objects.filter(section__summary=summary).select_related("section__summary"))
        _do_something(dice, summary, dice.choice(paragraphs), chair, noon, step)
        assert set(Citation.objects.values_list("point", flat=True)) == cited
        for paragraph in Paragraph.objects.all():
            versions = history(summary, paragraph)
            assert [version for version, _how, _text in versions] == list(range(1, paragraph.version + 1))
            assert versions[-1][2] == paragraph.text
    for anchor in set(summary.wordings.values_list("anchor", flat=True)):
        versions = list(summary.wordings.filter(anchor=anchor).values_list("version", flat=True))
        assert versions == list(range(1, len(versions) + 1))


def _do_something(
    dice: random.Random, summary: Summary, paragraph: Paragraph, chair: Any, at: datetime, step: int
) -> None:
    others = list(
        Paragraph.objects.filter(section=paragraph.section).exclude(pk=paragraph.pk).order_by("position", "pk")
    )
    match dice.randrange(5):
        case 0:
            text = f"{paragraph.text} Step {step}."
            actions.save_paragraph(paragraph=paragraph, text=text, version=paragraph.version, by=chair, at=at)
        case 1 if ". " in paragraph.text:
            offset = paragraph.text.index(". ") + 2
            actions.split_paragraph(paragraph=paragraph, offset=offset, version=paragraph.version, by=chair, at=at)
        case 2 if behind := [one for one in others if one.position > paragraph.position]:
            actions.merge_with_next(
                paragraph=paragraph, version=paragraph.version, next_version=behind[0].version, by=chair, at=at
            )
        case 3:
            section = dice.choice(list(summary.sections.all()))
            there = list(section.paragraphs.exclude(pk=paragraph.pk))
            after = dice.choice(there) if there and dice.random() < 0.7 else None
            actions.place_paragraph(paragraph=paragraph, section=section, after=after, by=chair, at=at)
        case 4:
            wording = dice.choice(list(summary.wordings.filter(anchor=paragraph.anchor)))
            actions.restore_wording(
                paragraph=paragraph, wording=wording, version=paragraph.version, by=chair, at=at
            )  # fmt: skip


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_a_point_is_attached_once_and_detached(
    summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    submission = make.make_submission(call, state="published")
    point, other = make_point(submission), make_point(submission, quote="Other words.")
    for one in (point, point, other):
        actions.attach_point(paragraph=paragraph, point=one, by=chair, at=noon)
    actions.cite(paragraph=paragraph, submission=submission, by=chair, at=noon)
    assert evidence(paragraph) == {(submission.pk, point.pk), (submission.pk, other.pk), (submission.pk, None)}
    actions.detach_point(paragraph=paragraph, point=point, by=chair, at=noon)
    actions.uncite(paragraph=paragraph, submission=submission, by=chair, at=noon)
    actions.uncite(paragraph=paragraph, submission=submission, by=chair, at=noon)
    assert evidence(paragraph) == {(submission.pk, other.pk)}
    kinds = list(summary.events.values_list("kind", flat=True))
    assert (kinds.count("evidence_attached"), kinds.count("evidence_detached")) == (3, 2)


@pytest.mark.parametrize("state", ["submitted", "returned", "withheld", "withdrawn"])
def test_a_point_of_what_is_not_before_the_chair_is_not_attached(
    call: Any, chair: Any, paragraph: Paragraph, noon: datetime, state: str
) -> None:
    point = make_point(make.make_submission(call, state=state))
    with pytest.raises(NotAttachable):
        actions.attach_point(paragraph=paragraph, point=point, by=chair, at=noon)


def test_a_dropped_or_foreign_point_is_not_attached(
    call: Any, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    dropped = make_point(make.make_submission(call, state="published"), dropped_at=noon, dropped_by=chair)
    foreign = make_point(make.make_submission(make.make_call(), state="published"))
    for point in (dropped, foreign):
        with pytest.raises(NotAttachable):
            actions.attach_point(paragraph=paragraph, point=point, by=chair, at=noon)
    assert not Citation.objects.exists()


# --- who, and when ----------------------------------------------------------------------------------------------------


def people(summary: Summary) -> dict[str, Any]:
    process = summary.session.process
    return {
        "chair": make.make_chair(process),
        "team": make.make_officer(process, "team"),
        "team without second factor": make.make_officer(process, "team", second_factor=False),
        "secretariat": make.make_officer(process, "secretariat"),
        "portal secretariat": make.make_secretariat(),
        "other team": make.make_officer(make.make_process(), "team"),
        "stranger": make.make_user(),
    }


def verbs(summary: Summary, call: Any, paragraph: Paragraph, remark: Remark) -> dict[str, Any]:
    """Every act on the text, as a function of who and when."""
    section, wording = paragraph.section, summary.wordings.get(anchor=paragraph.anchor, version=1)
    submission = make.make_submission(call, state="published")
    point = make_point(submission)
    text: dict[str, Any] = {
        "add_section": lambda **who: actions.add_section(summary=summary, heading="H", agenda_item=None, **who),
        "rename": lambda **who: actions.rename_section(
            section=section, heading="H", agenda_item=None, seen=section.heading, **who
        ),
        "move_section": lambda **who: actions.move_section(section=section, up=False, **who),
        "remove_section": lambda **who: actions.remove_section(section=summary.sections.last(), **who),
        "add": lambda **who: actions.add_paragraph(section=section, text="T", **who),
        "save": lambda **who: actions.save_paragraph(paragraph=paragraph, text="T", version=1, **who),
        "split": lambda **who: actions.split_paragraph(paragraph=paragraph, offset=17, version=1, **who),
        "merge": lambda **who: actions.merge_with_next(paragraph=paragraph, version=1, next_version=1, **who),
        "remove": lambda **who: actions.remove_paragraph(paragraph=paragraph, **who),
        "restore": lambda **who: actions.restore_wording(paragraph=paragraph, wording=wording, version=1, **who),
        "move": lambda **who: actions.move_paragraph(paragraph=paragraph, up=False, **who),
        "place": lambda **who: actions.place_paragraph(paragraph=paragraph, section=section, after=None, **who),
        "cite": lambda **who: actions.cite(paragraph=paragraph, submission=submission, **who),
        "uncite": lambda **who: actions.uncite(paragraph=paragraph, submission=submission, **who),
        "attach": lambda **who: actions.attach_point(paragraph=paragraph, point=point, **who),
        "detach": lambda **who: actions.detach_point(paragraph=paragraph, point=point, **who),
    }
    remarks: dict[str, Any] = {
        "remark": lambda **who: actions.add_remark(summary=summary, anchor=paragraph.anchor, text="R", **who),
        "settle": lambda **who: actions.settle_remark(remark=remark, **who),
        "reopen": lambda **who: actions.reopen_remark(remark=remark, **who),
    }
    return text | remarks


TEXT = {
    "add_section", "rename", "move_section", "remove_section", "add", "save", "split", "merge", "remove", "restore",
    "move", "place", "cite", "uncite", "attach", "detach",
}  # fmt: skip
REMARKS = {"remark", "settle", "reopen"}
MAY = {
    "chair": TEXT | REMARKS, "team": TEXT | REMARKS, "team without second factor": set(), "secretariat": REMARKS,
    "portal secretariat": set(), "other team": set(), "stranger": set(),
}  # fmt: skip


@pytest.fixture
def remark(summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime) -> Remark:
    written(summary.sections.first(), chair, "The next one.")
    return actions.add_remark(summary=summary, anchor=paragraph.anchor, text="Who?", by=chair, at=noon)


@pytest.mark.parametrize("who", MAY)
def test_who_may_do_what(
    summary: Summary, call: Any, paragraph: Paragraph, remark: Remark, noon: datetime, who: str
) -> None:
    person = people(summary)[who]
    for verb, act in verbs(summary, call, paragraph, remark).items():
        with transaction.atomic():
            if verb in MAY[who]:
                act(by=person, at=noon)
            else:
                with pytest.raises(PermissionDenied), transaction.atomic():
                    act(by=person, at=noon)
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("state", "open_to"),
    [
        ("drafting", TEXT | REMARKS), ("review", TEXT | REMARKS), ("circulated", REMARKS), ("final", REMARKS),
        ("issued", set()),
    ],
)  # fmt: skip
def test_what_can_be_done_in_which_state(
    summary: Summary, call: Any, chair: Any, paragraph: Paragraph, remark: Remark, noon: datetime, state: str,
    open_to: set[str],
) -> None:  # fmt: skip
    issued_at = noon if state == "issued" else None
    Summary.objects.filter(pk=summary.pk).update(state=state, issued_at=issued_at)
    for verb, act in verbs(summary, call, paragraph, remark).items():
        with transaction.atomic():
            if verb in open_to:
                act(by=chair, at=noon)
            else:
                with pytest.raises(RemarksClosed if verb in REMARKS else NotInDrafting), transaction.atomic():
                    act(by=chair, at=noon)
            transaction.set_rollback(True)


# --- remarks ----------------------------------------------------------------------------------------------------------


def test_a_remark_is_settled_and_opened_again(summary: Summary, chair: Any, remark: Remark, noon: datetime) -> None:
    checker = make.make_officer(summary.session.process, "secretariat")
    actions.settle_remark(remark=remark, by=checker, at=noon)
    actions.settle_remark(remark=remark, by=chair, at=timezone.now())
    remark.refresh_from_db()
    assert (remark.settled_at, remark.settled_by) == (noon, checker)
    actions.reopen_remark(remark=remark, by=chair, at=noon)
    actions.reopen_remark(remark=remark, by=chair, at=noon)
    remark.refresh_from_db()
    assert (remark.settled_at, remark.settled_by) == (None, None)
    kinds = list(summary.events.values_list("kind", flat=True))
    assert (kinds.count("remark_settled"), kinds.count("remark_reopened")) == (1, 1)


def test_nobody_remarks_on_what_never_was(summary: Summary, chair: Any, noon: datetime) -> None:
    with pytest.raises(ParagraphGone):
        actions.add_remark(summary=summary, anchor=uuid4(), text="Who?", by=chair, at=noon)
