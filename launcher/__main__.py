"""The entry: `python3 -m launcher COMMAND`, which the Makefile calls."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence

from launcher import environment, packages, portal, services
from launcher.places import PYTHON, ROOT, Home
from launcher.supervisor import StopRequested, supervised
from launcher.terminal import SetupError, say, warn

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy", "."),
    ("lint-imports",),
    ("python", "-m", "tests.architecture.sizes"),
)
ALL_TESTS = ("-n", "2", "--dist", "loadgroup")  # two at a time; those that share a service stay together
LOCKED_FROM = (  # source, lock, the locks it must agree with
    ("requirements/base.in", "requirements.txt", ()),
    ("requirements/embedded.in", "requirements/embedded.txt", ("requirements.txt",)),
    ("requirements/dev.in", "requirements/dev.txt", ("requirements.txt", "requirements/embedded.txt")),
)


def set_up(environment_of: str, needed: Sequence[packages.Package] = (), *, all_essential: bool = False) -> None:
    """Bring the system packages and the environment up to date: all that a command stands on."""
    packages.provide([*needed, *environment.prerequisites()], all_essential=all_essential)
    environment.provide_environment(environment_of)


def run(arguments: Sequence[str]) -> int:
    """Set everything up, start the portal, and keep it running until Ctrl-C."""
    home, address = Home.from_environment().make(), portal.Address.from_environment()
    with home.claimed(str(address)), supervised() as supervisor:
        address.must_be_free()
        set_up(environment.for_this_machine(), packages.FOR_RUN)
        environ = portal.portal_environ(home, address, services.start_services(supervisor, home))
        say("Database and queue are up.")
        portal.prepare(home, environ)
        supervisor.run(portal.processes(home, environ))
        portal.wait_until_healthy(supervisor.portal[0], address)
        greet(home, address, portal.demo_logins(environ))
        supervisor.watch()
    return 0


def greet(home: Home, address: portal.Address, logins: str) -> None:
    """Say where the portal is, who may sign in, where its data and logs lie, and how to stop it."""
    say(f"Plenum is up: {address}")
    print(f"\n{logins}\n" if logins else "", flush=True)
    print(f"Data and logs: {home.path}\nStop with Ctrl-C.", flush=True)


def test(arguments: Sequence[str]) -> int:
    """Install what the tests need and run them on a throw-away database and queue; the exit code is pytest's."""
    set_up("dev", packages.FOR_TEST, all_essential=True)
    return beside_throw_away_services([str(PYTHON), "-m", "pytest", *(arguments or ALL_TESTS)])


def bench(arguments: Sequence[str]) -> int:
    """Run the measurements on a throw-away database and queue."""
    set_up("dev", packages.FOR_RUN)
    return beside_throw_away_services([str(PYTHON), "-m", "bench", *arguments])


def beside_throw_away_services(command: Sequence[str]) -> int:
    """Run a command with an empty database and queue that vanish with it, and return its exit code."""
    with services.throw_away_home() as home, supervised() as supervisor:
        started = services.start_services(supervisor, home, throw_away=True)
        environ = services.surroundings(home) | {"DJANGO_SETTINGS_MODULE": "config.settings"} | started
        environ |= {"PATH": os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", os.defpath)])}
        environ.setdefault("SECRET_KEY", "only-for-tests-and-measurements")
        return subprocess.run(command, cwd=ROOT, env=environ).returncode


def manage(arguments: Sequence[str]) -> int:
    """Run a Django management command beside the running portal, or with its services started for the moment."""
    set_up(environment.for_this_machine())
    home, address = Home.from_environment().make(), portal.Address.from_environment()
    command = [str(PYTHON), "manage.py", *arguments]
    if home.is_claimed():
        environ = portal.portal_environ(home, address, services.running_services(home))
        return subprocess.run(command, cwd=ROOT, env=environ).returncode
    with home.claimed("a management command"), supervised() as supervisor:
        environ = portal.portal_environ(home, address, services.start_services(supervisor, home))
        return subprocess.run(command, cwd=ROOT, env=environ).returncode


def locks(arguments: Sequence[str]) -> int:
    """Write the hashed locks anew from the `.in` files (arguments go to uv: `--upgrade`)."""
    set_up("dev")
    compile_ = [str(PYTHON), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"]
    for source, lock, agreeing in LOCKED_FROM:
        limits = [part for other in agreeing for part in ("--constraint", other)]
        target = [source, "--output-file", lock, "--python-version", "3.11"]
        subprocess.run([*compile_, *target, *limits, *arguments], cwd=ROOT, check=True)
    return 0


def check(arguments: Sequence[str]) -> int:
    """Run the linters and the type checker; every one runs, and the exit code tells whether any complained."""
    set_up("dev")
    templates = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("templates/**/*.html"))]
    commands = [*CHECKS, ("djade", "--check", "--target-version", "5.2", *templates)]
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "BUILDING": "true"}
    programs = [[str(PYTHON.parent / name), *rest] for name, *rest in commands]
    return max(subprocess.run(program, cwd=ROOT, env=environ).returncode for program in programs)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    command.__name__: command for command in (run, test, manage, locks, bench, check)
}


def main() -> int:
    """Read the command line, do what it says, and return the exit code."""
    parser = argparse.ArgumentParser(prog="launcher", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    chosen = parser.parse_args()
    try:
        return COMMANDS[chosen.command](chosen.arguments)
    except SetupError as refusal:
        warn(str(refusal))
        return 1
    except StopRequested:
        say("Stopped.")
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
