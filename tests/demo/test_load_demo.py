"""Loading the demo: on whatever day, whole or not at all, once, and only where it does no harm."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from consultation.processes.models import Process
from consultation.submissions.models import Call, Submission
from demo.calendar import Calendar
from demo.loading import load
from demo.logins import PASSWORD, logins, seconds_left
from demo.texts import contributions, in_columns
from register.models import Event
from stakeholders.accounts.models import User

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize("at", [datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2028, 2, 29, 21, 2, tzinfo=UTC)])
def test_one_call_is_open_one_comes_and_one_is_over_on_whatever_day_it_is_loaded(at: datetime) -> None:
    load(at=at)
    stages = {call.symbol: call.stage_at(at) for call in Call.objects.all()}
    assert stages == {"WG.7/2/C1": "closed", "WG.7/3/C1": "open", "WG.7/3/C2": "open", "WG.7/3/C3": "upcoming"}
    assert len(Event.__subclasses__()) > 10
    assert [kind for kind in Event.__subclasses__() if kind.objects.filter(at__gt=at).exists()] == []


def test_what_goes_wrong_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demo.plot.issue_through_gate", lambda **_all: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load(at=NOON)
    assert (Process.objects.count(), User.objects.count(), Submission.objects.count()) == (0, 0, 0)


def test_the_story_is_read_as_it_is_written() -> None:
    told = contributions()
    assert [one.number for one in told] == list(range(1, 41))
    assert told[14].listed("on_behalf_of") == ["reef-atoll", "baobab", "cari"]
    assert told[0].body.startswith("We run a help line")
    assert sorted(told[0].answers) == [1, 5]
    assert in_columns("title", {"en": "A", "zh": "B"}) == {
        "title_en": "A", "title_ar": "", "title_fr": "", "title_es": "", "title_ru": "", "title_zh_hans": "B",
    }  # fmt: skip


def test_days_are_those_of_the_zone_of_the_story() -> None:
    late_evening = Calendar(datetime(2026, 11, 23, 22, tzinfo=UTC), "Africa/Nairobi")
    assert str(late_evening.today) == "2026-11-24"
    assert late_evening.instant(1, 9) == datetime(2026, 11, 25, 6, tzinfo=UTC)
    assert late_evening.deadline(0, "23:59", "UTC") == datetime(2026, 11, 24, 23, 59, 59, 999_999, tzinfo=UTC)
    assert late_evening.before_now(late_evening.instant(1)) == datetime(2026, 11, 23, 21, tzinfo=UTC)


def test_nobody_is_listed_who_is_not_here() -> None:
    assert logins(NOON) == []
    assert [seconds_left(NOON + timedelta(seconds=second)) for second in (0, 1, 29, 30)] == [30, 29, 1, 30]


@pytest.mark.parametrize("is_embedded", [True, False])
def test_the_page_of_log_ins_exists_only_in_the_embedded_installation(
    client: Client, settings: Any, is_embedded: bool
) -> None:
    settings.EMBEDDED = is_embedded
    response = client.get("/demo/")
    assert response.status_code == (200 if is_embedded else 404)
    assert ("The demo is not loaded." in response.text) is is_embedded


def command(*options: str) -> str:
    out = io.StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


def test_the_command_loads_once_and_shows_who_may_sign_in(settings: Any) -> None:
    settings.EMBEDDED, settings.SITE_URL = True, "http://plenum.example"
    assert command("--show-logins") == ""
    assert command() == "The demo is loaded.\n"
    assert command() == ""
    assert command("-v2") == "The demo was there already.\n"
    shown = command("--show-logins").splitlines()
    assert shown[0] == f"Demo log-ins, all with the password {PASSWORD}"
    assert shown[1] == "  chair@wg7.example          Solveig Tamarua, Chair"
    assert shown[-2] == "  mission@valmarine.example  Aurelio Santigosa, Focal point, Permanent Mission of Valmarine"
    assert shown[-1] == "One-time codes, and everybody else: http://plenum.example/demo/"


def test_an_installation_for_real_work_does_not_get_staff_with_a_known_password(settings: Any) -> None:
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="EMBEDDED"):
        command()
    assert not User.objects.exists()
    assert command("--anyway") == "The demo is loaded.\n"
