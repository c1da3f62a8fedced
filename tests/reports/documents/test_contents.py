"""Contents survive being kept as JSON, have one digest, and say no more than the attribution policy allows."""

import json
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from reports.documents.contents import Attribution, ReportContents, UnreadableContents
from tests.reports.documents.samples import ARABIC_REPORT, ENGLISH, FRENCH_REPORT, REPORT, WITHDRAWN


@pytest.mark.parametrize("contents", [REPORT, FRENCH_REPORT, ARABIC_REPORT], ids=["en", "fr", "ar"])
def test_contents_come_back_from_json_as_they_were(contents: ReportContents) -> None:
    assert ReportContents.from_json(contents.to_json()) == contents


def test_kept_contents_are_plain_json_of_one_form() -> None:
    kept = REPORT.to_json()
    assert json.loads(kept)["masthead"]["issued_on"] == "2026-03-02"
    assert json.loads(kept)["contributions"][4]["withdrawn_on"] == "2026-02-20"
    assert "О порядке уведомления об инцидентах" in kept
    assert kept == ReportContents.from_json(kept).to_json()


def test_the_digest_changes_with_every_word_and_with_nothing_else() -> None:
    assert len(REPORT.content_hash) == 64
    assert replace(REPORT).content_hash == REPORT.content_hash
    assert replace(REPORT, title=REPORT.title + ".").content_hash != REPORT.content_hash
    assert replace(REPORT, as_of=REPORT.as_of + timedelta(seconds=1)).content_hash != REPORT.content_hash


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept.update(format=3),
        lambda kept: kept.pop("format"),
        lambda kept: kept.pop("title"),
        lambda kept: kept.update(unheard_of=1),
        lambda kept: kept.update(sections=7),
        lambda kept: kept["masthead"].pop("symbol"),
    ],
    ids=["later format", "no format", "field missing", "field too many", "no list", "inner field missing"],
)
def test_contents_of_another_form_are_refused_and_not_misread(change) -> None:  # type: ignore[no-untyped-def]
    kept = json.loads(REPORT.to_json())
    change(kept)
    with pytest.raises(UnreadableContents):
        ReportContents.from_json(json.dumps(kept))


def test_contents_cannot_be_changed_after_they_were_taken() -> None:
    with pytest.raises(FrozenInstanceError):
        REPORT.title = "Another"  # type: ignore[misc]


def test_an_instant_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(REPORT, as_of=datetime(2026, 3, 2, 9, 30))


def test_the_same_instant_in_another_zone_is_read_back() -> None:
    nairobi = replace(REPORT, as_of=datetime(2026, 3, 2, 12, 30, tzinfo=timezone(timedelta(hours=3))))
    assert ReportContents.from_json(nairobi.to_json()).as_of.astimezone(UTC) == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_a_withdrawn_contribution_says_nothing_any_more() -> None:
    with pytest.raises(ValueError, match=r"WG\.7/2/C\.1 was withdrawn"):
        replace(ENGLISH, withdrawn_on=date(2026, 2, 20))
    assert WITHDRAWN.text == ""


def test_an_attributed_document_discloses_all() -> None:
    assert REPORT.disclosed() is REPORT


def test_without_attribution_no_paragraph_tells_what_it_rests_on() -> None:
    disclosed = replace(REPORT, attribution=Attribution.NON_ATTRIBUTED).disclosed()
    assert [paragraph.citations for section in disclosed.sections for paragraph in section.paragraphs] == [()] * 7
    assert disclosed.participants == REPORT.participants
    assert disclosed.contributions == REPORT.contributions


def test_under_the_chatham_house_rule_no_name_is_left() -> None:
    disclosed = replace(REPORT, attribution=Attribution.CHATHAM_HOUSE).disclosed()
    kept = disclosed.to_json()
    for contribution in REPORT.contributions:
        assert contribution.organisation not in kept
        assert contribution.reference not in kept
    assert [paragraph.number for section in disclosed.sections for paragraph in section.paragraphs] == [
        1, 2, 3, 4, 5, 6, 7,
    ]  # fmt: skip
