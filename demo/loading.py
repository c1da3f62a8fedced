"""Loads the whole story once, in one transaction."""

from datetime import datetime

from django.db import transaction

from consultation.processes.models import Process
from demo.calendar import Calendar
from demo.cast import bring_in_organisations, bring_in_people, focal_points_of
from demo.delegations import Delegations
from demo.plot import Plot
from demo.rulebook import agree
from demo.stage import set_up
from demo.standing import Standing
from demo.texts import story
from demo.timetable import Timetable
from stakeholders.accounts.models import User
from stakeholders.mailroom.models import Letter
from stakeholders.mailroom.states import LetterState
from stakeholders.mailroom.transitions import mark_sent


def is_loaded() -> bool:
    """Whether the process of the story is there."""
    return Process.objects.filter(slug=story("process")["process"]["slug"]).exists()


@transaction.atomic
def load(*, at: datetime) -> bool:
    """Bring the story into an installation that does not have it; False where it has."""
    if is_loaded():
        return False
    calendar = Calendar(at, story("process")["process"]["time_zone"])
    people = bring_in_people(calendar)
    secretariat, chair = _holder("secretariat", people), _holder("chair", people)
    organisations = bring_in_organisations(calendar, people, secretariat)
    stage = set_up(calendar, people, secretariat)
    people = {email: User.objects.get(pk=user.pk) for email, user in people.items()}  # without what was asked before
    secretariat, chair, focal_points = people[secretariat.email], people[chair.email], focal_points_of(people)
    agree(stage, calendar, secretariat)
    Standing(calendar, people, organisations, stage, secretariat, focal_points).bring_about()
    Timetable(stage, calendar, people, secretariat).draw_up()
    Delegations(stage, calendar, people, organisations, focal_points, secretariat).register()
    Plot(calendar, people, organisations, stage, chair, secretariat, focal_points).play()
    _deliver_letters()
    return True


def _holder(office: str, people: dict[str, User]) -> User:
    return next(people[told["email"]] for told in story("people") if told["office"] == office)


def _deliver_letters() -> None:
    """The letters of the past have long arrived: no mail server gets them, and they stand in the caught mail."""
    for letter in Letter.objects.filter(state=LetterState.WAITING, to__endswith=".example"):
        mark_sent(letter, at=letter.written_at)
