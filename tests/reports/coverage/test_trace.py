"""The trace: for everybody as far as the attribution allows, for those who sent it in full, and never before issue."""

import pytest
from django.test import Client
from django.urls import reverse

from consultation.submissions.models import Submission
from reports.coverage.actions.asides import set_aside
from reports.summaries.models import Summary
from stakeholders.accounts.models import User
from tests import factories as make
from tests.factories.points import make_point
from tests.reports.coverage.conftest import Making

QUOTE = "What we have seen."


def page(client: Client, submission: Submission, *, by: User | None = None, own: bool = False) -> str:
    """The page as that person reads it."""
    if by:
        client.force_login(by)
    key = submission.public_id if own else submission.reference
    return client.get(reverse("coverage:own_trace" if own else "coverage:trace", args=[key])).content.decode()


def issued(making: Making, attribution: str) -> None:
    """A summary of that attribution: paragraph 1 rests on a point of the first, the second is set aside."""
    Summary.objects.filter(pk=making.summary.pk).update(attribution=attribution)
    making.write("It was told in the summary.", make_point(making.said[0], QUOTE, restatement="Words of the team"))
    set_aside(summary=making.summary, submissions=[making.said[1]], reason="Not now.", by=making.chair, at=making.at)
    making.put_in("issued")


@pytest.mark.parametrize("attribution", ["attributed", "non_attributed", "chatham_house"])
def test_those_who_sent_it_see_where_it_went(making: Making, client: Client, attribution: str) -> None:
    issued(making, attribution)
    member = make.make_member(making.said[0].organisation)
    html = page(client, making.said[0], by=member, own=True)
    assert "It was told in the summary." in html
    assert QUOTE in html
    assert "Words of the team" not in html
    other = page(client, making.said[1], by=make.make_member(making.said[1].organisation), own=True)
    assert "Not now." in other
    assert "It was told in the summary." not in other


@pytest.mark.parametrize(
    ("attribution", "shown"), [("attributed", True), ("non_attributed", False), ("chatham_house", False)]
)
def test_everybody_sees_it_only_where_names_are_named(
    making: Making, client: Client, attribution: str, shown: bool
) -> None:
    issued(making, attribution)
    html = page(client, making.said[0])
    assert ("It was told in the summary." in html) is shown
    assert "Not now." not in page(client, making.said[1])


@pytest.mark.parametrize("state", ["drafting", "review", "circulated", "final"])
def test_nothing_is_seen_before_issue(making: Making, client: Client, state: str) -> None:
    issued(making, "attributed")
    making.put_in(state)
    for own in (True, False):
        html = page(client, making.said[0], by=make.make_member(making.said[0].organisation), own=own)
        assert making.summary.symbol not in html
        assert "It was told in the summary." not in html


def test_nobody_else_has_the_full_trace(making: Making, client: Client) -> None:
    issued(making, "non_attributed")
    address = reverse("coverage:own_trace", args=[making.said[0].public_id])
    client.force_login(make.make_member(making.said[1].organisation))
    assert client.get(address).status_code == 404


def test_a_confidential_contribution_has_no_public_trace(making: Making, client: Client) -> None:
    secret = make.make_submission(making.call, state="accepted", is_confidential=True)
    issued(making, "attributed")
    assert client.get(reverse("coverage:trace", args=[secret.reference])).status_code == 404


@pytest.mark.parametrize("attribution", ["non_attributed", "chatham_house"])
def test_no_public_page_of_an_unattributed_summary_leads_to_a_contribution(
    making: Making, client: Client, attribution: str
) -> None:
    """Names, references, passages, the team's own words, reasons: nothing that tells who said what."""
    issued(making, attribution)
    html = client.get(reverse("summaries:summary", args=[making.summary.symbol])).content.decode()
    assert "It was told in the summary." in html
    for submission in making.said:
        assert submission.author_name not in html
        assert submission.reference not in html
    for secret in (QUOTE, "Words of the team", "Not now."):
        assert secret not in html
