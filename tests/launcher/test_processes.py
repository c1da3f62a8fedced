"""A child is watched, ended with its whole group, and known again by a later supervisor."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from launcher.processes import LOG_LIMIT, clear_leftovers, environ_of, kill, mark, put_aside, send, stop_together
from tests.launcher.conftest import MakeChild
from tests.launcher.patience import eventually

TEN_MINUTES = "sleep 600"


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be reaped does not (proc(5), field 3)."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def number_in(path: Path) -> int:
    assert eventually(lambda: path.exists() and path.read_text().endswith("\n"))
    return int(path.read_text())


def test_a_child_has_a_session_of_its_own(make_child: MakeChild) -> None:
    child = make_child("own", TEN_MINUTES)
    child.start()
    assert child.pid is not None
    assert os.getsid(child.pid) == child.pid != os.getsid(0)


def test_what_a_child_says_is_in_its_log(make_child: MakeChild) -> None:
    child = make_child("speaker", "echo one; echo two; echo three >&2")
    child.start()
    assert eventually(lambda: not child.is_running())
    assert child.last_words(2) == "two\nthree"


def test_burying_ends_what_a_killed_leader_left_of_its_group(make_child: MakeChild, tmp_path: Path) -> None:
    child = make_child("leader", f"{TEN_MINUTES} & echo $! > {tmp_path}/helper; wait")
    child.start()
    helper = number_in(tmp_path / "helper")
    assert child.pid is not None
    kill(child.pid)
    assert eventually(lambda: not child.is_running())
    assert is_alive(helper)
    assert child.bury() == -signal.SIGKILL
    assert eventually(lambda: not is_alive(helper))


def test_a_child_that_obeys_is_not_killed(make_child: MakeChild, tmp_path: Path) -> None:
    child = make_child("polite", f"trap 'exit 7' TERM; touch {tmp_path}/set; while :; do sleep 0.05; done")
    child.start()
    assert eventually((tmp_path / "set").exists)
    send(child, signal.SIGTERM)
    assert eventually(lambda: not child.is_running())
    assert child.bury() == 7


def test_a_child_that_does_not_listen_is_asked_again_then_killed(make_child: MakeChild, tmp_path: Path) -> None:
    script = f"trap 'echo asked >> {tmp_path}/asked' TERM USR1; touch {tmp_path}/set; while :; do sleep 0.05; done"
    child = make_child("deaf", script, stop=((signal.SIGTERM, 2), (signal.SIGUSR1, 2)))
    child.start()
    assert eventually((tmp_path / "set").exists)
    stop_together([child])
    assert not child.is_running()
    assert (tmp_path / "asked").read_text() == "asked\nasked\n"


def test_all_children_are_asked_before_one_is_waited_for(make_child: MakeChild, tmp_path: Path) -> None:
    say = "echo {0} >> {1}/order"
    script = f"trap '{say}; sleep 0.3; {say}; exit' TERM; touch {{1}}/{{0}}; while :; do sleep 0.05; done"
    children = [make_child(name, script.format(name, tmp_path)) for name in ("first", "second")]
    for child in children:
        child.start()
        assert eventually((tmp_path / child.name).exists)
    stop_together(children)
    assert set((tmp_path / "order").read_text().split()[:2]) == {"first", "second"}


def test_stopping_what_never_started_or_has_ended_does_nothing(make_child: MakeChild) -> None:
    ended = make_child("ended", "true")
    ended.start()
    assert eventually(lambda: not ended.is_running())
    stop_together([make_child("never", "true"), ended])


def test_readiness_is_waited_for(make_child: MakeChild, tmp_path: Path) -> None:
    child = make_child("slow", f"sleep 0.2; touch {tmp_path}/up; {TEN_MINUTES}", is_ready=(tmp_path / "up").exists)
    child.start()
    assert child.becomes_ready(10)


def test_a_child_that_dies_never_becomes_ready(make_child: MakeChild) -> None:
    child = make_child("stillborn", "exit 3", is_ready=lambda: False)
    child.start()
    assert not child.becomes_ready(10)


def test_the_pause_doubles_up_to_half_a_minute_and_is_forgotten_after_a_steady_life(make_child: MakeChild) -> None:
    child = make_child("restless", TEN_MINUTES)
    child.start()
    assert [child.pause_before_restart() for _ in range(8)] == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    child.started -= 31
    assert child.pause_before_restart() == 0.5


def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from launcher.processes import Child; import time;"
        f"child = Child('orphan', ['/bin/sleep', '600'], {{}}, Path('{tmp_path}/orphan.log'));"
        f"child.start(); Path('{tmp_path}/orphan').write_text(f'{{child.pid}}\\n'); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parents[2])
    orphan = number_in(tmp_path / "orphan")
    parent.kill()
    parent.wait()
    assert eventually(lambda: not is_alive(orphan))


def test_leftovers_of_this_home_are_killed_and_of_no_other(make_child: MakeChild, tmp_path: Path) -> None:
    mine, other = make_child("mine", TEN_MINUTES), make_child("other", TEN_MINUTES)
    other.environ = mark(tmp_path / "elsewhere")
    mine.start()
    other.start()
    assert mine.pid is not None
    assert eventually(lambda: clear_leftovers(tmp_path) or not mine.is_running())
    assert eventually(lambda: not mine.is_running())
    assert other.is_running()
    stop_together([other])


def test_nothing_is_left_to_kill_in_a_new_home(tmp_path: Path) -> None:
    assert clear_leftovers(tmp_path) == 0


def test_a_process_that_is_gone_has_no_environment() -> None:
    gone = subprocess.Popen(["/bin/true"])
    gone.wait()
    assert environ_of(gone.pid) == []
    kill(gone.pid)


def test_a_log_that_grew_too_long_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * (LOG_LIMIT + 1))
    put_aside(log)
    assert not log.exists()
    assert (tmp_path / "web.log.1").stat().st_size == LOG_LIMIT + 1
