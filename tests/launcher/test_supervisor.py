"""The supervisor restarts what dies, with growing pauses, and leaves nothing when it ends."""

import os
import signal
from pathlib import Path

import pytest

from launcher.processes import kill
from launcher.supervisor import StopRequested, Supervisor, how, supervised
from launcher.terminal import SetupError
from tests.launcher.conftest import MakeChild
from tests.launcher.patience import eventually


def test_a_killed_child_is_started_again_after_its_pause(make_child: MakeChild) -> None:
    supervisor, child = Supervisor(), make_child("web", "sleep 600")
    supervisor.run([child])
    first = child.pid
    assert first is not None
    kill(first)
    assert eventually(lambda: not child.is_running())
    supervisor.look_after(now=100.0)
    supervisor.look_after(now=100.49)
    assert not child.is_running()
    supervisor.look_after(now=100.51)
    assert child.is_running()
    assert child.pid != first
    supervisor.stop()


def test_one_dead_child_does_not_hold_up_another(make_child: MakeChild) -> None:
    supervisor = Supervisor()
    supervisor.run([make_child("hopeless", "exit 1"), make_child("good", "sleep 600")])
    hopeless, good = supervisor.portal
    hopeless.failures = 6  # its pause is half a minute now
    assert eventually(lambda: not hopeless.is_running())
    supervisor.look_after(now=100.0)
    assert good.pid is not None
    kill(good.pid)
    assert eventually(lambda: not good.is_running())
    supervisor.look_after(now=101.0)
    supervisor.look_after(now=102.0)
    assert (good.is_running(), hopeless.is_running()) == (True, False)
    supervisor.stop()


def test_the_person_is_told_what_ended_and_why(make_child: MakeChild, capsys: pytest.CaptureFixture[str]) -> None:
    supervisor, child = Supervisor(), make_child("worker", "echo no memory left; exit 3")
    supervisor.run([child])
    assert eventually(lambda: not child.is_running())
    supervisor.look_after(now=0.0)
    assert "worker ended (exit code 3); starting it again in 0.5 s. no memory left" in capsys.readouterr().out


def test_a_service_that_fails_at_first_is_tried_again(make_child: MakeChild, tmp_path: Path) -> None:
    script = f"test -e {tmp_path}/tried || {{ touch {tmp_path}/tried; exit 1; }}; touch {tmp_path}/up; sleep 600"
    supervisor = Supervisor()
    supervisor.serve(make_child("database", script, is_ready=(tmp_path / "up").exists), seconds=10)
    assert supervisor.services[0].is_running()
    supervisor.stop()


def test_a_service_that_never_comes_up_is_given_up_with_the_end_of_its_log(make_child: MakeChild) -> None:
    supervisor = Supervisor()
    with pytest.raises(SetupError, match=r"database did not start(.|\n)*out of space"):
        supervisor.serve(make_child("database", "echo out of space; sleep 600", is_ready=lambda: False), seconds=0.3)
    supervisor.stop()
    assert not supervisor.services[0].is_running()


def test_services_end_after_what_uses_them(make_child: MakeChild, tmp_path: Path) -> None:
    script = "trap 'echo {0} >> {1}/order; exit' TERM; touch {1}/{0}; while :; do sleep 0.05; done"
    supervisor = Supervisor()
    for name in ("database", "web"):
        child = make_child(name, script.format(name, tmp_path), is_ready=(tmp_path / name).exists)
        (supervisor.serve if name == "database" else lambda each: supervisor.run([each]))(child)
        assert child.becomes_ready(10)
    supervisor.stop()
    assert (tmp_path / "order").read_text() == "web\ndatabase\n"


@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_ends_everything_once(make_child: MakeChild, request_to_stop: signal.Signals) -> None:
    before = signal.getsignal(request_to_stop)
    child = make_child("web", "sleep 600")

    def portal() -> None:
        with supervised() as supervisor:
            supervisor.run([child])
            os.kill(os.getpid(), request_to_stop)
            supervisor.watch()

    with pytest.raises(StopRequested):
        portal()
    assert child.pid is not None
    assert not child.is_running()
    assert signal.getsignal(request_to_stop) == before


def test_an_error_ends_everything_too(make_child: MakeChild) -> None:
    child = make_child("web", "sleep 600")

    def portal() -> None:
        with supervised() as supervisor:
            supervisor.run([child])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        portal()
    assert child.pid is not None
    assert not child.is_running()


def test_exit_codes_are_said_in_words() -> None:
    assert (how(1), how(-9)) == ("exit code 1", "signal SIGKILL")
