"""What a record must hold: names of countries and groups, dates, languages, and every reason against it."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from consultation.submissions.checking import Checks, Contribution, Refused
from consultation.submissions.naming import Groups, Place, Places
from consultation.submissions.reading import Record
from consultation.submissions.refusals import (
    FAILURES,
    NOTES,
    REASONS,
    failure_in_words,
    notes_in_words,
    reason_in_words,
)
from stakeholders.organisations.models import Country, StakeholderGroup
from tests.factories import NOON, group

pytestmark = pytest.mark.django_db

FINE = {
    "source_id": "a-1", "title": "Trust", "body": "We agree.", "organisation": "Kijiji", "stakeholder_group": "NGO",
    "country": "KE", "language": "en", "submitted_at": "2026-11-20T10:00:00Z", "url": "https://kijiji.example/1",
}  # fmt: skip


@pytest.fixture
def checks() -> Checks:
    return Checks(
        places=Places(Country.objects.all()), groups=Groups(StakeholderGroup.objects.all()),
        zone=ZoneInfo("Africa/Nairobi"), at=NOON, undated_at=NOON, word_limit=5,
    )  # fmt: skip


def check(checks: Checks, **fields: str) -> Any:
    return checks.check(Record(4, {**FINE, **fields}))


def reasons(checks: Checks, **fields: str) -> list[Any]:
    refused = check(checks, **fields)
    assert isinstance(refused, Refused)
    return refused.reasons


def test_a_good_record_becomes_a_contribution(checks: Checks) -> None:
    assert check(checks) == Contribution(
        line=4, source_id="a-1", title="Trust", body="We agree.", author_name="Kijiji", group=group("civil-society").pk,
        place=Place("KE", "Africa"), language="en", word_count=2, received_at=datetime(2026, 11, 20, 10, tzinfo=UTC),
        url="https://kijiji.example/1", notes=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "country", "region"),
    [
        ("NA", "NA", "Africa"), ("na", "NA", "Africa"), ("Namibia", "NA", "Africa"), ("USA", "US", "Americas"),
        ("The United States", "US", "Americas"), ("U.S.", "US", "Americas"), ("UK", "GB", "Europe"),
        ("Côte d'Ivoire", "CI", "Africa"), ("Cote d’Ivoire", "CI", "Africa"), ("Brasil", "BR", "Americas"),
        ("Турция", "TR", "Asia"), ("Türkiye", "TR", "Asia"), ("Turkey", "TR", "Asia"), ("كينيا", "KE", "Africa"),
        ("中国", "CN", "Asia"), ("Islamic Republic of Iran", "IR", "Asia"), ("Russia", "RU", "Europe"),
        ("Norway, Europe", "NO", "Europe"), ("Kenya/Africa", "KE", "Africa"),
        ("global", None, ""), ("Mondial", None, ""), ("عالمي", None, ""), ("Europe", None, "Europe"),
        ("Latin America", None, "Americas"),
    ],
)  # fmt: skip
def test_a_place_is_known_by_code_name_or_documented_alias(
    checks: Checks, text: str, country: str | None, region: str
) -> None:
    assert check(checks, country=text).place == Place(country, region)


@pytest.mark.parametrize(
    "text",
    ["MENA", "France/United States", "Brazil and Germany", "Geneva, Switzerland", "Norway, Asia", "Kenia-ish", "N/A",
     "Commonwealth", "Sngal", "People?s Republic of China", "XX"],
)  # fmt: skip
def test_nothing_is_guessed_where_no_single_country_is_named(checks: Checks, text: str) -> None:
    assert reasons(checks, country=text) == [{"code": "unknown_country", "found": text}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("civil-society", "civil-society"), ("Civil Society", "civil-society"), ("Société civile", "civil-society"),
        ("private sector", "business"), ("government", "state"), ("学术界", "academia"), ("technical community", "technical-community"),
        ("IGO", "intergovernmental"),
    ],
)  # fmt: skip
def test_a_group_is_known_by_code_name_or_alias(checks: Checks, text: str, code: str) -> None:
    assert check(checks, stakeholder_group=text).group == group(code).pk


@pytest.mark.parametrize("text", ["", "individual"])
def test_an_unknown_group_is_refused_with_the_valid_ones_unless_one_stands_for_it(checks: Checks, text: str) -> None:
    (reason,) = reasons(checks, stakeholder_group=text)
    assert reason == {
        "code": "unknown_group", "found": text,
        "valid": ["civil-society", "business", "technical-community", "academia", "intergovernmental", "state"],
    }  # fmt: skip
    checks.default_group = group("business").pk
    contribution = check(checks, stakeholder_group=text)
    assert (contribution.group, contribution.notes) == (group("business").pk, ("default_group",))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-20", datetime(2026, 11, 19, 21, tzinfo=UTC)),
        ("2026-11-20T10:30", datetime(2026, 11, 20, 7, 30, tzinfo=UTC)),
        ("2026-11-20T10:30+01:00", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("2026-11-23T15:00", NOON),
    ],
)
def test_a_date_without_an_offset_is_read_in_the_zone_of_the_call(checks: Checks, text: str, instant: datetime) -> None:
    assert check(checks, submitted_at=text).received_at == instant


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"submitted_at": "20/11/2026"}, {"code": "no_instant", "found": "20/11/2026"}),
        ({"submitted_at": "0001-01-01T00:00+14:00"}, {"code": "no_instant", "found": "0001-01-01T00:00+14:00"}),
        ({"submitted_at": "2026-11-23T12:00:01Z"}, {"code": "in_the_future", "found": "2026-11-23T12:00:01Z"}),
        ({"language": "English"}, {"code": "unknown_language", "found": "english"}),
        ({"url": "javascript:alert(1)"}, {"code": "no_address", "found": "javascript:alert(1)"}),
        ({"url": "https://["}, {"code": "no_address", "found": "https://["}),
        ({"title": " "}, {"code": "missing", "field": "title"}),
        ({"body": "\n"}, {"code": "missing", "field": "body"}),
        ({"source_id": ""}, {"code": "missing", "field": "source_id"}),
        ({"organisation": ""}, {"code": "missing", "field": "organisation"}),
        ({"title": "x" * 251}, {"code": "too_many_characters", "field": "title", "found": 251, "most": 250}),
        (
            {"organisation": "x" * 256},
            {"code": "too_many_characters", "field": "organisation", "found": 256, "most": 255},
        ),
        ({"source_id": "x" * 201}, {"code": "too_many_characters", "field": "source_id", "found": 201, "most": 200}),
        ({"body": "half \ud800 of a pair"}, {"code": "unreadable", "field": "body"}),
        ({"title": "nul\0"}, {"code": "unreadable", "field": "title"}),
        ({"title": "\udce9cole"}, {"code": "unreadable", "field": "title"}),
    ],
)
def test_each_fault_has_its_reason(checks: Checks, fields: dict[str, str], reason: dict[str, Any]) -> None:
    assert reason in reasons(checks, **fields)


def test_all_faults_of_a_record_are_told_at_once(checks: Checks) -> None:
    codes = [reason["code"] for reason in reasons(checks, title="", country="MENA", stakeholder_group="x")]
    assert codes == ["missing", "unknown_group", "unknown_country"]


def test_the_same_identifier_again_names_the_first_line(checks: Checks) -> None:
    check(checks)
    again = checks.check(Record(9, FINE))
    assert isinstance(again, Refused)
    assert again.reasons == [{"code": "repeated", "line": 4}]


def test_a_bad_line_does_not_take_the_identifier_of_a_good_one(checks: Checks) -> None:
    check(checks, country="MENA")
    assert isinstance(checks.check(Record(9, FINE)), Contribution)


def test_what_is_filled_in_or_worth_knowing_is_noted(checks: Checks) -> None:
    checks.default_author = "A member of the public"
    contribution = check(
        checks, organisation="", country="", language="", submitted_at="", body="one two three four five six"
    )
    assert contribution.author_name == "A member of the public"
    assert (contribution.place, contribution.language, contribution.received_at) == (Place(), "und", NOON)
    assert set(contribution.notes) == {"no_author", "no_country", "no_language", "no_date", "longer_than_the_limit"}


@pytest.mark.parametrize(("text", "code"), [("fr-CA", "fr"), ("zh_Hans", "zh"), ("EN", "en"), ("nl", "und")])
def test_a_language_is_kept_by_its_primary_tag(checks: Checks, text: str, code: str) -> None:
    assert check(checks, language=text).language == code


def test_texts_are_kept_as_plenum_keeps_them_and_titles_on_one_line(checks: Checks) -> None:
    contribution = check(checks, title="Trust\r\n and  more", body="a\r\nb\u00ad", organisation="Cafe\u0301")
    assert (contribution.title, contribution.body, contribution.author_name) == ("Trust and more", "a\nb", "Café")


# --- in words ---------------------------------------------------------------------------------------------------------


PARAMETERS = {
    "most": 9, "column": 3, "column_name": "title", "field": "title", "found": "x", "expected": ["a", "b"], "line": 7,
    "valid": ["c"], "missing": ["d"], "encoding": "e", "times": 3,
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_every_code_has_words_that_take_its_parameters(language: str) -> None:
    with translation.override(language):
        said = [reason_in_words({"code": code, **PARAMETERS}) for code in REASONS]
        said += [failure_in_words({"code": code, **PARAMETERS}) for code in FAILURES]
        said += notes_in_words(dict.fromkeys(NOTES, 2))
    assert all(text and "%(" not in text for text in said)
    assert len(said) == len(set(said))


def test_words_name_the_field_as_people_do() -> None:
    assert reason_in_words({"code": "missing", "field": "body"}) == "There is no value for: text."
    assert failure_in_words({}) == ""
