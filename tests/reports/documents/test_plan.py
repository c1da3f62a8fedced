"""Parts: bounded, independent of their place, and only those change whose contents did."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from reports.documents import plan
from reports.documents.chunks import HEAVIEST, HEAVY, chunks_of
from reports.documents.contents import (
    Attribution,
    Order,
    Paragraph,
    Participant,
    ParticipantGroup,
    ReportContents,
    Section,
)
from reports.documents.layout import html_of
from reports.documents.matter import Matter
from reports.documents.plan import Part, Role, parts_of, single_parts
from tests.reports.documents.samples import (
    BY_NAME,
    BY_QUESTION,
    COMPILATION,
    COVER_NOTE,
    DISPOSITION_TABLE,
    ENGLISH,
    LIST_OF_PARTICIPANTS,
    OF_EACH_KIND,
    REPORT,
    STATISTICS,
)

HALF = 25


def many(count: int, *, text: str = "A text.", first: int = 0) -> tuple:
    """Contributions that differ in reference, anchor and organisation."""
    return tuple(
        replace(ENGLISH, reference=f"WG.7/2/C.{n}", anchor=f"c{n}", organisation=f"Forum {n:05}", text=text)
        for n in range(first, first + count)
    )


def chunked(keys: Sequence[str], half: int = HALF) -> list[tuple[str, ...]]:
    return [tuple(chunk) for chunk in chunks_of(keys, key=lambda key: key, half=half)]


def roles(contents: ReportContents) -> list[tuple[str, str]]:
    return [(part.role.value, Matter.from_json(part.payload).form.value) for part in parts_of(contents)]


# --- which parts --------------------------------------------------------------------------------------------------


def test_each_kind_has_its_parts() -> None:
    assert roles(REPORT) == [("text", "text"), ("annex", "participants"), ("annex", "list"), ("annex", "received")]
    assert roles(COMPILATION) == roles(BY_NAME) == [("annex", "received")]
    assert roles(BY_QUESTION) == [("annex", "list"), ("annex", "answers")]
    assert roles(LIST_OF_PARTICIPANTS) == [("annex", "participants")]
    assert roles(DISPOSITION_TABLE) == [("annex", "dispositions")]
    assert roles(STATISTICS) == [("annex", "charts")]
    assert roles(COVER_NOTE) == []


def test_parts_hold_what_the_policy_leaves() -> None:
    assert roles(replace(REPORT, attribution=Attribution.CHATHAM_HOUSE)) == [("text", "text")]
    text = parts_of(replace(REPORT, attribution=Attribution.NON_ATTRIBUTED))[0]
    assert "WG.7/2/C.1" not in text.payload


def test_a_part_names_the_contributions_in_it() -> None:
    assert parts_of(REPORT)[3].references == ("WG.7/2/C.1", "WG.7/2/C.2", "WG.7/2/C.3", "WG.7/2/C.4", "WG.7/2/C.5")
    assert parts_of(REPORT)[0].references == ()
    assert parts_of(DISPOSITION_TABLE)[0].references == ("LBF-001", "JW-002", "DH-003", "FR-004")


def test_a_compilation_of_more_papers_than_a_table_of_contents_holds_has_a_list() -> None:
    small, large = (replace(BY_NAME, contributions=many(count)) for count in (400, 401))
    assert {form for _, form in roles(small)} == {"received"}
    assert {form for _, form in roles(large)} == {"list", "received"}


@pytest.mark.parametrize("contents", OF_EACH_KIND.values(), ids=OF_EACH_KIND)
def test_only_the_first_part_opens_and_only_the_last_closes(contents: ReportContents) -> None:
    long = replace(contents, contributions=many(300)) if contents.contributions else contents
    by_form: dict[str, list[Matter]] = {}
    for matter in (Matter.from_json(part.payload) for part in parts_of(long)):
        by_form.setdefault(matter.form, []).append(matter)
    for matters in by_form.values():
        assert [matter.closes for matter in matters] == [False] * (len(matters) - 1) + [True]
        assert all(matter.annex is None for matter in matters[1:])


def test_a_long_text_is_cut_between_chapters() -> None:
    paragraphs = tuple(Paragraph(number=n, text="Short.") for n in range(1, 151))
    chapters = [Section(heading=f"Chapter {n}", paragraphs=paragraphs) for n in range(4)]
    sections = (*chapters[:2], Section(heading="A", level=2, paragraphs=paragraphs[:1]), *chapters[2:])
    parts = [part for part in parts_of(replace(REPORT, sections=sections)) if part.role is Role.TEXT]
    held = [[chapter.section.heading for chapter in Matter.from_json(part.payload).chapters] for part in parts]
    assert held == [["Chapter 0", "Chapter 1", "A"], ["Chapter 2", "Chapter 3"]]


def test_a_contribution_keeps_its_place_where_it_is_met_first_question_by_question() -> None:
    entries = Matter.from_json(parts_of(BY_QUESTION)[1].payload).entries
    assert [(entry.opens.heading if entry.opens else "", entry.contribution.anchor) for entry in entries] == [
        ("Which information should a directory hold?", "c-2"), ("Who should keep it?", "c-2-q2"),
        ("General comments", "c-3"), ("", "c-2-text"), ("", "c-1"), ("", "c-4"), ("", "c-5"),
    ]  # fmt: skip
    assert [answer.text for answer in entries[1].contribution.answers] == [""]


# --- payload and key ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("contents", OF_EACH_KIND.values(), ids=OF_EACH_KIND)
def test_a_payload_comes_back_as_it_was_and_is_all_that_is_needed(contents: ReportContents) -> None:
    for part in parts_of(contents):
        assert Matter.from_json(part.payload).to_json() == part.payload
        assert html_of(part.payload).startswith("<!doctype html>")


def test_a_key_changes_with_the_payload_the_look_and_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    part = parts_of(REPORT)[0]
    same = Part(role=part.role, references=(), payload=part.payload)
    assert (len(part.key), part.key) == (64, same.key)
    changed = {parts_of(replace(REPORT, language="fr"))[0].key}
    monkeypatch.setattr(plan, "templates_version", lambda: "another look")
    changed.add(Part(role=part.role, references=(), payload=part.payload).key)
    monkeypatch.setattr(plan, "ENGINE_VERSION", "another engine")
    changed.add(Part(role=part.role, references=(), payload=part.payload).key)
    assert len(changed | {part.key}) == 4


def test_the_title_and_the_symbol_are_in_no_part() -> None:
    """Or a correction of either would set every page anew."""
    other = replace(REPORT, title="Another title", masthead=replace(REPORT.masthead, symbol="WG.7/2026/2/CRP.1/Rev.1"))
    assert [part.key for part in parts_of(other)] == [part.key for part in parts_of(REPORT)]


def test_one_paragraph_changes_one_part() -> None:
    sections = (*REPORT.sections[:-1], replace(REPORT.sections[-1], paragraphs=(Paragraph(number=7, text="Changed."),)))
    before, after = parts_of(REPORT), parts_of(replace(REPORT, sections=sections))
    assert [one.key == other.key for one, other in zip(before, after, strict=True)] == [False, True, True, True]


# --- chunks -------------------------------------------------------------------------------------------------------

numbers = some.integers(min_value=0, max_value=10_000_000)


@settings(max_examples=60, deadline=None)
@given(some.lists(numbers, max_size=600, unique=True), some.integers(2, 40))
def test_chunks_hold_everything_in_its_order_and_are_bounded(found: list[int], half: int) -> None:
    keys = [f"WG/{number}" for number in found]
    chunks = chunked(keys, half)
    assert [key for chunk in chunks for key in chunk] == keys
    assert all(len(chunk) <= 4 * half for chunk in chunks)
    assert all(len(chunk) >= half for chunk in chunks) or len(chunks) == 1


@settings(max_examples=60, deadline=None)
@given(some.lists(numbers, min_size=1, max_size=600, unique=True), numbers, some.data())
def test_what_is_put_in_changes_its_neighbourhood_only(found: list[int], new: int, data: some.DataObject) -> None:
    keys = [f"WG/{number}" for number in found]
    place = data.draw(some.integers(0, len(keys)))
    before, after = set(chunked(keys)), chunked([*keys[:place], f"new/{new}", *keys[place:]])
    changed = [chunk for chunk in after if chunk not in before]
    assert 1 <= len(changed) <= 4
    assert any(f"new/{new}" in chunk for chunk in changed)


def test_an_insertion_or_a_removal_nearly_always_changes_one_chunk_of_many() -> None:
    keys = [f"WG.7/2/C.{number}" for number in range(2_000)]
    before = set(chunked(keys))
    assert 30 <= len(before) <= 55
    put_in = [[*keys[:place], f"late/{place}", *keys[place:]] for place in range(0, 2_000, 40)]
    taken_out = [[*keys[:place], *keys[place + 1 :]] for place in range(0, 2_000, 40)]
    changed = [sum(chunk not in before for chunk in chunked(these)) for these in (*put_in, *taken_out)]
    assert sum(number == 1 for number in changed) >= 85
    assert max(changed) <= 3


def test_an_inserted_contribution_leaves_the_other_parts_as_they_are() -> None:
    contributions = many(400)
    late = many(1, first=9_999)
    inserted = (*contributions[:200], *late, *contributions[200:])
    before = {part.key for part in parts_of(replace(BY_NAME, contributions=contributions))}
    after = [
        part.key for part in parts_of(replace(BY_NAME, contributions=inserted)) if '"form":"received"' in part.payload
    ]
    assert len(after) > 5
    assert sum(key not in before for key in after) == 1


def test_what_is_heavy_is_alone() -> None:
    light, heavy = many(10), many(1, text="word " * (HEAVY // 5 + 1), first=50)
    contents = replace(BY_NAME, contributions=(*light[:5], *heavy, *light[5:]))
    assert [len(part.references) for part in parts_of(contents)] == [5, 1, 5]


def test_no_part_has_more_text_than_it_may() -> None:
    contents = replace(BY_NAME, contributions=many(20, text="word " * (HEAVY // 5 - 10)))
    weights = [sum(len(e.contribution.text) for e in Matter.from_json(p.payload).entries) for p in parts_of(contents)]
    assert len(weights) == 4
    assert max(weights) <= HEAVIEST


def test_a_part_can_be_taken_apart_to_find_the_culprit() -> None:
    singles = single_parts(parts_of(REPORT)[3])
    assert [part.references for part in singles] == [(f"WG.7/2/C.{number}",) for number in range(1, 6)]
    assert all(len(json.loads(part.payload)["entries"]) == 1 for part in singles)
    assert single_parts(parts_of(DISPOSITION_TABLE)[0])[0].references == ("LBF-001",)
    assert single_parts(parts_of(REPORT)[0]) == ()


def test_many_participants_are_several_parts_and_a_group_is_opened_once() -> None:
    people = tuple(Participant(name=f"Forum {number:04}", country="") for number in range(1_500))
    groups = (ParticipantGroup(group="Civil society", participants=people),)
    matters = [Matter.from_json(part.payload) for part in parts_of(replace(LIST_OF_PARTICIPANTS, participants=groups))]
    assert len(matters) > 1
    assert [row.participant.name for matter in matters for row in matter.attendances] == [p.name for p in people]
    assert [row.opens is not None for matter in matters for row in matter.attendances].count(True) == 1


def test_in_a_compilation_by_group_each_group_is_opened_once() -> None:
    matters = [Matter.from_json(part.payload) for part in parts_of(COMPILATION)]
    opened = [entry.opens.heading for matter in matters for entry in matter.entries if entry.opens]
    assert opened == ["Academia", "Business", "Civil society", "Technical community"]
    assert not any(
        entry.opens for entry in Matter.from_json(parts_of(replace(COMPILATION, order=Order.NAME))[0].payload).entries
    )
