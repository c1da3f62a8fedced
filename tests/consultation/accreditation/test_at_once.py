"""Two at the same time: two States, an objection and the clock, an objection and a longer period, two clocks."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from consultation.accreditation.actions import objecting, rounds
from consultation.accreditation.clockwork import write_what_is_due
from consultation.accreditation.errors import SilenceOver
from consultation.accreditation.models import Application, ApplicationEvent, Circulation, Objection
from register.errors import MoveRefused
from tests.factories import make_secretariat
from tests.factories.accreditation import SILENCE_ENDS, make_circulated, make_delegate, make_mission, make_round

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = SILENCE_ENDS + timedelta(microseconds=1)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What came of each act, or how it was refused; all of them begin at the same moment."""
    ready, came_of = threading.Barrier(len(acts)), [None] * len(acts)

    def do(number: int, act: Callable[[], Any]) -> None:
        try:
            ready.wait()
            came_of[number] = act()
        except MoveRefused as refusal:
            came_of[number] = refusal  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came_of


def standing(application: Application, at: Any) -> str:
    found: str = Application.objects.standing_at(at).values_list("standing", flat=True).get(pk=application.pk)
    return found


def objection(application: Application, mission: Any, by: Any, at: Any) -> Callable[[], Any]:
    return lambda: objecting.lodge_objection(application=application, mission=mission, by=by, at=at)


def test_two_states_object_at_once_and_one_state_twice() -> None:
    application, first, second = make_circulated(make_round()), make_mission("NO"), make_mission("BR")
    by_first, by_second = make_delegate(first), make_delegate(second)
    came_of = at_once(
        objection(application, first, by_first, SILENCE_ENDS),
        objection(application, second, by_second, SILENCE_ENDS),
        objection(application, first, by_first, SILENCE_ENDS),
    )
    assert came_of[0] == came_of[2]
    assert Objection.objects.count() == 2


@pytest.mark.parametrize("turn", range(3))
def test_an_objection_and_the_clock_follow_one_another(turn: int) -> None:
    """Either the objection stands and the clock writes that, or the clock was first and the objection is refused."""
    application, mission = make_circulated(make_round()), make_mission()
    by = make_delegate(mission)
    lodged, _written = at_once(objection(application, mission, by, SILENCE_ENDS), lambda: write_what_is_due(at=AFTER))
    write_what_is_due(at=AFTER)
    application.refresh_from_db()
    if isinstance(lodged, SilenceOver):
        assert (application.state, Objection.objects.count()) == ("accredited", 0)
    else:
        assert (application.state, Objection.objects.count()) == ("not_accredited", 1)
    assert standing(application, AFTER) == application.state


def test_two_clocks_write_each_outcome_once() -> None:
    round_ = make_round()
    for _number in range(4):
        make_circulated(round_)
    at_once(lambda: write_what_is_due(at=AFTER), lambda: write_what_is_due(at=AFTER))
    write_what_is_due(at=AFTER)
    assert ApplicationEvent.objects.filter(kind="accredited").count() == 4
    assert ApplicationEvent.objects.count() == 4


def test_an_objection_while_the_period_is_made_longer_is_kept() -> None:
    application, mission, staff = make_circulated(make_round()), make_mission(), make_secretariat()
    by, circulation = make_delegate(mission), Circulation.objects.get()
    at, later = SILENCE_ENDS - timedelta(hours=1), SILENCE_ENDS + timedelta(days=5)
    at_once(
        objection(application, mission, by, at),
        lambda: rounds.extend_silence(
            circulation=circulation, silence_ends_at=later, reason="A holiday.", by=staff, at=at
        ),
    )
    assert Objection.objects.count() == 1
    assert standing(application, later) == "circulated"
    assert standing(application, later + timedelta(microseconds=1)) == "not_accredited"
