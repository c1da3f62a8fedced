"""What stands where: paragraphs and sections go anywhere, and two who move at once lose nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from register.errors import MoveRefused
from reports.summaries import actions
from reports.summaries.errors import ParagraphChanged, PlaceGone, SectionChanged, SectionHoldsText
from reports.summaries.models import Paragraph, Section, Summary
from reports.summaries.outline import number_of, outline
from tests.factories import NOON
from tests.reports.summaries.writing import history, standing, written

pytestmark = pytest.mark.django_db


def place(paragraph: Paragraph, section: Section, after: Paragraph | None, chair: Any) -> None:
    actions.place_paragraph(paragraph=paragraph, section=section, after=after, by=chair, at=NOON)


def test_a_paragraph_goes_anywhere(summary: Summary, chair: Any) -> None:
    first, second = summary.sections.all()
    a, b, c = written(first, chair, "A", "B", "C")
    (d,) = written(second, chair, "D")
    place(c, first, None, chair)
    assert standing(summary) == [["C", "A", "B"], ["D"]]
    place(a, second, d, chair)
    assert standing(summary) == [["C", "B"], ["D", "A"]]
    place(b, second, None, chair)
    assert standing(summary) == [["C"], ["B", "D", "A"]]
    place(d, first, c, chair)
    assert standing(summary) == [["C", "D"], ["B", "A"]]
    assert number_of(a, outline(summary)) == 4


def test_a_place_that_is_gone_moves_nothing(summary: Summary, call: Any, chair: Any, noon: datetime) -> None:
    first, second = summary.sections.all()
    a, b, c = written(first, chair, "A", "B", "C")
    place(c, second, None, chair)
    other = actions.begin_summary(
        session=call.session, calls=[call], title="Other", symbol="WG.7/CS.2", language="en", attribution="attributed",
        by=chair, at=noon,
    )  # fmt: skip
    for section, after in ((first, c), (first, a), (other.sections.first(), None)):
        with pytest.raises(PlaceGone):
            place(a, section, after, chair)
    assert standing(summary) == [["A", "B"], ["C"]]
    with pytest.raises(PlaceGone):
        actions.add_paragraph(section=first, text="D", after=c, by=chair, at=noon)
    assert b.section_id == first.pk


def test_a_paragraph_is_put_before_or_behind_another(summary: Summary, chair: Any, noon: datetime) -> None:
    section = summary.sections.first()
    (b,) = written(section, chair, "B")
    actions.add_paragraph(section=section, text="A", before=b, by=chair, at=noon)
    actions.add_paragraph(section=section, text="C", after=b, by=chair, at=noon)
    assert standing(summary)[0] == ["A", "B", "C"]


def test_sections_are_moved_renamed_and_removed_when_empty(summary: Summary, chair: Any, noon: datetime) -> None:
    first, second = summary.sections.all()
    written(first, chair, "A")
    actions.move_section(section=second, up=True, by=chair, at=noon)
    actions.move_section(section=second, up=True, by=chair, at=noon)
    assert [section.pk for section in summary.sections.all()] == [second.pk, first.pk]
    actions.rename_section(section=first, heading="Dangers", agenda_item=None, seen="Threats", by=chair, at=noon)
    with pytest.raises(SectionChanged):
        actions.rename_section(section=first, heading="Risks", agenda_item=None, seen="Threats", by=chair, at=noon)
    with pytest.raises(SectionHoldsText):
        actions.remove_section(section=first, by=chair, at=noon)
    actions.remove_section(section=second, by=chair, at=noon)
    assert [section.heading for section in summary.sections.all()] == ["Dangers"]
    kinds = list(summary.events.values_list("kind", flat=True))[-3:]
    assert kinds == ["section_moved", "section_renamed", "section_removed"]


# --- at once ----------------------------------------------------------------------------------------------------------


def at_once(*acts: Any) -> list[Exception | None]:
    """Run each act in a thread and on a connection of its own; what each was refused with."""

    def run(act: Any) -> Exception | None:
        try:
            act()
        except MoveRefused as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(max_workers=len(acts)) as threads:
        return list(threads.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_moves_at_once_lose_and_double_nothing(summary: Summary, chair: Any, assistant: Any) -> None:
    first, second = summary.sections.all()
    paragraphs = written(first, chair, *"ABCDEF")
    chair.has_second_factor, assistant.has_second_factor  # noqa: B018 - asked before the threads begin

    def shuffle(by: Any, upwards: bool) -> Any:
        def act() -> None:
            for index, paragraph in enumerate(paragraphs):
                section = (first, second)[(index + upwards) % 2]
                actions.place_paragraph(
                    paragraph=Paragraph.objects.select_related("section__summary").get(pk=paragraph.pk),
                    section=section, after=None, by=by, at=NOON,
                )  # fmt: skip
                actions.move_paragraph(
                    paragraph=Paragraph.objects.select_related("section__summary").get(pk=paragraphs[-1 - index].pk),
                    up=upwards, by=by, at=NOON,
                )  # fmt: skip

        return act

    assert at_once(shuffle(chair, True), shuffle(assistant, False)) == [None, None]
    assert sorted(text for texts in standing(summary) for text in texts) == list("ABCDEF")
    for section in (first, second):
        positions = list(section.paragraphs.values_list("position", flat=True))
        assert len(positions) == len(set(positions))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_paragraph_at_once_one_is_told(summary: Summary, chair: Any, assistant: Any) -> None:
    (paragraph,) = written(summary.sections.first(), chair, "As it was.")

    def save(text: str, by: Any) -> Any:
        row = Paragraph.objects.select_related("section__summary").get(pk=paragraph.pk)
        return lambda: actions.save_paragraph(paragraph=row, text=text, version=1, by=by, at=NOON)

    refusals = at_once(save("Hers.", chair), save("His.", assistant))
    assert sorted(type(refusal) for refusal in refusals if refusal) == [ParagraphChanged]
    paragraph.refresh_from_db()
    kept = "Hers." if refusals[0] is None else "His."
    assert (paragraph.text, paragraph.version) == (kept, 2)
    assert history(summary, paragraph) == [(1, "written", "As it was."), (2, "saved", kept)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_split_and_merge_at_once_one_is_told(summary: Summary, chair: Any, assistant: Any) -> None:
    from_both = summary.sections.first()
    first, _second = written(from_both, chair, "One. Two.", "Three.")
    rows = [Paragraph.objects.select_related("section__summary").get(pk=first.pk) for _person in range(2)]
    refusals = at_once(
        lambda: actions.split_paragraph(paragraph=rows[0], offset=5, version=1, by=chair, at=NOON),
        lambda: actions.merge_with_next(paragraph=rows[1], version=1, next_version=1, by=assistant, at=NOON),
    )
    assert [type(refusal) for refusal in refusals if refusal] == [ParagraphChanged]
    assert standing(summary)[0] in (["One.", "Two.", "Three."], ["One. Two. Three."])


@pytest.mark.django_db(transaction=True)
def test_what_is_circulated_at_the_same_moment_is_either_changed_before_or_not_at_all(
    summary: Summary, chair: Any, assistant: Any
) -> None:
    (paragraph,) = written(summary.sections.first(), chair, "As it was.")
    actions.send_for_review(summary=summary, by=chair, at=NOON)
    row = Paragraph.objects.select_related("section__summary").get(pk=paragraph.pk)
    sent = Summary.objects.get(pk=summary.pk)
    refusals = at_once(
        lambda: actions.save_paragraph(paragraph=row, text="Hers.", version=1, by=assistant, at=NOON),
        lambda: actions.circulate_summary(summary=sent, by=chair, at=NOON),
    )
    assert refusals[1] is None
    assert standing(summary)[0] == (["As it was."] if refusals[0] else ["Hers."])
