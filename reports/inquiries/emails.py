"""The letters that inquiries give rise to, each in the reader's language; none tells in whose name one was filed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from consultation.processes.models import Office
from reports.inquiries.models import Inquiry
from stakeholders.mailroom.actions import post_letter


def write_received(inquiry: Inquiry, *, at: datetime) -> None:
    """To the challenger: that her inquiry is filed and public, and until when a reply is due."""
    _write("received", inquiry, to=inquiry.filed_by, at=at)


def write_answered(inquiry: Inquiry, *, at: datetime) -> None:
    """To the challenger: that the reply is there, with its words."""
    _write("answered", inquiry, to=inquiry.filed_by, at=at)


def write_withheld(inquiry: Inquiry, *, at: datetime) -> None:
    """To the challenger: that her text is no longer shown, under which rule and why."""
    _write("withheld", inquiry, to=inquiry.filed_by, at=at)


def tell_team_of_filing(inquiry: Inquiry, *, at: datetime) -> None:
    """To each of the Chair's team: that an inquiry was filed, and until when the reply is due."""
    for person in _team_of(inquiry):
        _write("filed", inquiry, to=person, at=at)


def tell_team_of_delay(inquiry: Inquiry, *, at: datetime) -> None:
    """To each of the Chair's team: that the reply is overdue; once for each inquiry."""
    for person in _team_of(inquiry):
        _write("overdue", inquiry, to=person, at=at)


def _team_of(inquiry: Inquiry) -> Iterator[Any]:
    """Everybody on the Chair's team, each once, whatever offices she holds."""
    offices = Office.objects.on_chairs_team().filter(process=inquiry.summary.session.process_id, user__is_active=True)
    people = {office.user_id: office.user for office in offices.select_related("user").order_by("pk")}
    yield from people.values()


def _write(occasion: str, inquiry: Inquiry, *, to: Any, at: datetime) -> None:
    summary = inquiry.summary
    post_letter(
        key=f"inquiry-{occasion}:{inquiry.pk}:{to.pk}", to=to, template=f"inquiries/mail/{occasion}", at=at,
        context={"inquiry": inquiry, "summary": summary, "zone": summary.session.process.time_zone},
    )  # fmt: skip
