"""Who may be named of what was said: the strictest rule of the parts wins."""

from datetime import timedelta

import pytest

from consultation.sittings.attribution import called_for_by, hides_participants, is_looser, strictest_of
from consultation.sittings.kinds import OPEN_TO_STAKEHOLDERS, STRICTNESS, USUAL_ATTRIBUTION, Attribution, SegmentKind
from consultation.sittings.models import Segment
from tests.factories import make_session
from tests.factories.sittings import TEN, make_meeting, make_segment

HOUR = timedelta(hours=1)
ATTRIBUTED, NON, CHATHAM = "attributed", "non_attributed", "chatham_house"


@pytest.mark.parametrize(
    ("rules", "strictest"),
    [([], None), ([ATTRIBUTED], ATTRIBUTED), ([ATTRIBUTED, NON], NON), ([CHATHAM, ATTRIBUTED, NON], CHATHAM)],
)
def test_the_strictest_rule_wins(rules: list[str], strictest: str | None) -> None:
    assert strictest_of(Segment(attribution=rule) for rule in rules) == strictest


@pytest.mark.parametrize(
    ("chosen", "owed", "expected"),
    [
        (ATTRIBUTED, None, False), (ATTRIBUTED, ATTRIBUTED, False), (ATTRIBUTED, NON, True), (NON, CHATHAM, True),
        (CHATHAM, ATTRIBUTED, False), (CHATHAM, CHATHAM, False),
    ],
)  # fmt: skip
def test_what_names_more_than_is_owed_is_looser(chosen: str, owed: str | None, expected: bool) -> None:
    assert is_looser(chosen, owed) is expected


def test_every_mode_and_every_rule_has_its_place() -> None:
    assert set(USUAL_ATTRIBUTION) == set(SegmentKind)
    assert set(STRICTNESS) == set(Attribution)
    assert USUAL_ATTRIBUTION[SegmentKind.DEDICATED_STAKEHOLDER] == ATTRIBUTED
    assert USUAL_ATTRIBUTION[SegmentKind.INTERSESSIONAL] == NON
    assert SegmentKind.NEGOTIATION not in OPEN_TO_STAKEHOLDERS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("parts", "hides", "owed"),
    [
        ([], False, None),
        ([("intersessional", CHATHAM)], True, CHATHAM),
        ([("intersessional", CHATHAM), ("dedicated_stakeholder", ATTRIBUTED)], False, CHATHAM),
        ([("intersessional", CHATHAM), ("negotiation", NON)], True, CHATHAM),
        ([("negotiation", CHATHAM)], True, CHATHAM),
        ([("intersessional", CHATHAM), ("unofficial_dialogue", ATTRIBUTED)], True, CHATHAM),
        ([("dedicated_stakeholder", ATTRIBUTED), ("unofficial_dialogue", CHATHAM)], False, ATTRIBUTED),
        ([("negotiation", CHATHAM), ("dedicated_stakeholder", ATTRIBUTED)], False, ATTRIBUTED),
    ],
)
def test_row_26_the_rule_hides_participants_where_all_is_held_under_it(
    parts: list[tuple[str, str]], hides: bool, owed: str | None
) -> None:
    """Neither who spoke nor who else took part is told of what is held under the Chatham House Rule."""
    session = make_session()
    official = make_meeting(session)
    for number, (kind, rule) in enumerate(parts):
        start = TEN + number * HOUR
        meeting = make_meeting(session, is_official=False) if kind == "unofficial_dialogue" else official
        make_segment(meeting, kind, starts_at=start, ends_at=start + HOUR, attribution=rule)
    assert hides_participants(session) is hides
    assert called_for_by(session) == owed
