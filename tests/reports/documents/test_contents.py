"""Contents survive being kept as JSON, have one digest, and say no more than the attribution policy allows."""

import hashlib
import json
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from reports.documents.contents import (
    Attachment,
    Attribution,
    Bar,
    Citation,
    Kind,
    Logo,
    Paper,
    Paragraph,
    Participant,
    ParticipantGroup,
    ReportContents,
    Representative,
    Section,
    UnreadableContents,
    Verdict,
)
from tests.reports.documents.samples import (
    ARABIC_REPORT,
    CHARTS,
    COMPILATION,
    DISPOSITIONS,
    ENGLISH,
    FRENCH_REPORT,
    OF_EACH_KIND,
    REPORT,
    WITHDRAWN,
)

LOGO = Logo(name="logo.png", sha256="ab" * 32, description="A heron")
WITH_LOGO = replace(REPORT, masthead=replace(REPORT.masthead, logo=LOGO, paper=Paper.LETTER, disclaimer="Ours."))


@pytest.mark.parametrize(
    "contents",
    [*OF_EACH_KIND.values(), FRENCH_REPORT, ARABIC_REPORT, WITH_LOGO],
    ids=[*OF_EACH_KIND, "fr", "ar", "logo"],
)
def test_contents_come_back_from_json_as_they_were(contents: ReportContents) -> None:
    assert ReportContents.from_json(contents.to_json()) == contents


def test_kept_contents_are_plain_json_of_one_form() -> None:
    kept = REPORT.to_json()
    assert json.loads(kept)["masthead"]["issued_on"] == "2026-03-02"
    assert json.loads(kept)["contributions"][4]["withdrawn_on"] == "2026-02-20"
    assert "О порядке уведомления об инцидентах" in kept
    assert kept == ReportContents.from_json(kept).to_json()
    assert kept == json.dumps(json.loads(kept), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_the_digest_changes_with_every_word_and_with_nothing_else() -> None:
    assert REPORT.content_hash == hashlib.sha256(REPORT.to_json().encode()).hexdigest()
    assert replace(REPORT).content_hash == REPORT.content_hash
    assert replace(REPORT, title=REPORT.title + ".").content_hash != REPORT.content_hash
    assert replace(REPORT, as_of=REPORT.as_of + timedelta(seconds=1)).content_hash != REPORT.content_hash


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept.update(format=kept["format"] + 1),
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


def test_a_comment_is_not_turned_down_without_a_reason() -> None:
    with pytest.raises(ValueError, match="LBF-001 is not accepted"):
        replace(DISPOSITIONS[0], verdict=Verdict.NOT_ACCEPTED, observation=" ")


def test_a_chart_has_a_number_for_each_series() -> None:
    with pytest.raises(ValueError, match="Organisations by stakeholder group"):
        replace(CHARTS[1], bars=(Bar(label="Business", values=(1, 2)),))


# --- what the policy keeps from the reader ------------------------------------------------------------------------


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


NAME = "Heron Watch"
PLANTED = replace(
    ENGLISH,
    reference=f"{NAME}/1", anchor=f"c-{NAME}", organisation=NAME, title=f"Comments of {NAME}", country=f"{NAME}land",
    on_behalf_of=(NAME,), attachments=(Attachment(name=f"{NAME}.pdf", size=1, sha256="ab" * 32),),
)  # fmt: skip
EVERYWHERE: dict[str, Any] = {
    "contributions": (PLANTED,),
    "participants": (
        ParticipantGroup(
            group="Civil society",
            participants=(Participant(name=NAME, country="", representatives=(Representative(name=f"Ms {NAME}"),)),),
        ),
    ),
    "sections": (
        Section(
            heading="I",
            paragraphs=(
                Paragraph(
                    number=1, text="x", citations=(Citation(reference=PLANTED.reference, anchor=PLANTED.anchor),)
                ),
            ),
        ),
    ),
    "dispositions": (replace(DISPOSITIONS[0], author=NAME, group=f"{NAME} group", identifier=f"{NAME}-001"),),
    "charts": (replace(CHARTS[1], bars=(Bar(label=NAME, values=(1,)),), tells_names=True),),
}


@pytest.mark.parametrize("field", EVERYWHERE)
@pytest.mark.parametrize("kind", [Kind.CHAIRS_SUMMARY, Kind.DISPOSITIONS, Kind.STATISTICS, Kind.COVER_NOTE])
def test_a_name_planted_in_a_field_is_gone_under_the_chatham_house_rule(field: str, kind: Kind) -> None:
    contents = replace(REPORT, kind=kind, attribution=Attribution.CHATHAM_HOUSE, contributions=(), participants=())
    contents = replace(contents, **{field: EVERYWHERE[field]})
    assert NAME in contents.to_json()
    assert NAME not in contents.disclosed().to_json()


@pytest.mark.parametrize("field", ["contributions", "participants", "sections", "charts", "dispositions"])
def test_a_name_planted_in_a_compilation_is_gone_without_attribution(field: str) -> None:
    contents = replace(COMPILATION, attribution=Attribution.NON_ATTRIBUTED, **{field: EVERYWHERE[field]})
    assert NAME in contents.to_json()
    assert NAME not in contents.disclosed().to_json()


def test_the_order_of_unnamed_contributions_tells_nothing() -> None:
    """However the named ones stood, and whatever stood between them."""
    contents = replace(COMPILATION, attribution=Attribution.NON_ATTRIBUTED)
    backwards = replace(contents, contributions=contents.contributions[::-1])
    assert contents.disclosed() == backwards.disclosed()
    assert [entry.reference for entry in contents.disclosed().contributions] == ["1", "2", "3", "4"]
    assert {entry.text for entry in contents.disclosed().contributions} >= {ENGLISH.text}


@pytest.mark.parametrize("kind", [Kind.COMPILATION, Kind.PARTICIPANTS])
def test_what_would_be_nothing_but_names_is_refused_under_the_chatham_house_rule(kind: Kind) -> None:
    with pytest.raises(ValueError, match="Chatham House"):
        replace(REPORT, kind=kind, attribution=Attribution.CHATHAM_HOUSE)


def test_what_the_chair_wrote_is_told_apart_from_what_others_sent() -> None:
    sections = (Section(heading="Views", paragraphs=(Paragraph(number=1, text="It was said…"),)),)
    assert replace(REPORT, title="T", subtitle="S", sections=sections).own_words() == (
        "T",
        "S",
        "Views",
        "It was said…",
    )
