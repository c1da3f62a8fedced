"""`python -m bench NAME`: runs one bench in a database and in processes of its own."""

import argparse
import importlib
import os
import signal
import sys

import django
from django.core.management import call_command

from bench.database import own_database

NAMES = (
    "record",
    "submit",
    "memory",
    "first_visit",
    "compile",
    "export",
    "likeness",
    "reading",
    "editor",
    "coverage",
    "rights",
)
BENCHES = {name: f"bench.{name}" for name in NAMES}


def main() -> int:
    """Set up what every bench needs, then run the one asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", choices=sorted(BENCHES))
    parser.add_argument("--json", default="", help="write the figures to this file as well")
    parser.add_argument("--keep", action="store_true", help="keep the database, to look at it")
    chosen, rest = parser.parse_known_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and the database are cleared away
    with own_database(f"plenum_bench_{chosen.name}", keep=chosen.keep):
        django.setup()
        call_command("collectstatic", interactive=False, verbosity=0)
        bench = importlib.import_module(BENCHES[chosen.name])
        bench.add_arguments(parser)
        return int(bench.run(parser.parse_args([chosen.name, *rest, *_own(chosen)])))


def _own(chosen: argparse.Namespace) -> list[str]:
    return ["--json", chosen.json] if chosen.json else []


if __name__ == "__main__":
    sys.exit(main())
