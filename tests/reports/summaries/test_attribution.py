"""A summary names no more than the parts of the session allow under which stakeholders were heard."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from reports.summaries import actions
from reports.summaries.errors import LooserThanHeld
from reports.summaries.models import Summary
from tests.factories.sittings import TEN, make_meeting, make_segment

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def hold(session: Any, *parts: tuple[str, str]) -> None:
    """A meeting of the session with these parts, an hour each: mode and attribution."""
    meeting = make_meeting(session)
    for number, (kind, attribution) in enumerate(parts):
        start = TEN + number * HOUR
        make_segment(meeting, kind, starts_at=start, ends_at=start + HOUR, attribution=attribution)


def begin(client: Client, call: Any, **fields: Any) -> Any:
    usual = {"session": call.session.pk, "calls": [call.pk], "title": "Heard", "symbol": "WG.7/CS.9", "language": "en"}
    return client.post("/chair/summaries/begin/", usual | fields)


@pytest.mark.parametrize(
    ("parts", "owed"),
    [
        ([], "non_attributed"),
        ([("dedicated_stakeholder", "attributed")], "attributed"),
        ([("dedicated_stakeholder", "attributed"), ("intersessional", "chatham_house")], "chatham_house"),
        ([("dedicated_stakeholder", "attributed"), ("negotiation", "chatham_house")], "attributed"),
        ([("exchange_of_views", "attributed"), ("negotiation", "non_attributed")], "non_attributed"),
    ],
    ids=["no-programme", "dedicated", "strictest-of-two", "negotiation-is-not-summarised", "nothing-for-stakeholders"],
)
def test_what_is_proposed_is_what_the_parts_call_for(
    client: Client, call: Any, chair: Any, parts: list[tuple[str, str]], owed: str
) -> None:
    hold(call.session, *parts)
    client.force_login(chair)
    begin(client, call, attribution="")
    assert Summary.objects.get().attribution == owed


def test_row_26_a_looser_attribution_is_refused_unless_it_is_of_other_parts(
    client: Client, call: Any, chair: Any
) -> None:
    """Of what was said under the Chatham House Rule nobody's name is told, whatever a form is made to say."""
    hold(call.session, ("dedicated_stakeholder", "attributed"), ("intersessional", "chatham_house"))
    client.force_login(chair)
    for attribution in ("attributed", "non_attributed"):
        page = begin(client, call, attribution=attribution)
        assert "Stakeholders are heard in this session under a stricter rule" in page.content.decode()
    assert not Summary.objects.exists()
    begin(client, call, attribution="attributed", is_of_other_parts="on")
    summary = Summary.objects.get()
    assert summary.attribution == "attributed"
    assert summary.events.get().details == {"stricter_elsewhere": "chatham_house"}


def test_row_26_the_action_asks_again(call: Any, chair: Any, noon: datetime) -> None:
    """Whoever asks past the form is refused too."""
    hold(call.session, ("intersessional", "chatham_house"))
    with pytest.raises(LooserThanHeld):
        actions.begin_summary(
            session=call.session, calls=[call], title="T", symbol="WG.7/2026/CS.2", language="en",
            attribution="non_attributed", by=chair, at=noon,
        )  # fmt: skip


def test_a_stricter_attribution_needs_nothing(client: Client, call: Any, chair: Any) -> None:
    hold(call.session, ("dedicated_stakeholder", "attributed"))
    client.force_login(chair)
    begin(client, call, attribution="chatham_house")
    assert Summary.objects.get().events.get().details == {}


def test_what_was_cancelled_was_not_said(client: Client, call: Any, chair: Any, noon: datetime) -> None:
    hold(call.session, ("intersessional", "chatham_house"))
    call.session.meetings.update(cancelled_at=noon)
    client.force_login(chair)
    begin(client, call, attribution="attributed")
    assert Summary.objects.get().attribution == "attributed"
