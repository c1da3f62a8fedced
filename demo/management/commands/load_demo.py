"""Load the demo once, or print who may sign in to it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.loading import is_loaded, load
from demo.logins import PASSWORD, logins

SHOWN = ("secretariat@wg7.example", "chair@wg7.example", "nairobi@uziwazi.example", "amman@nakhla.example",
         "mission@valmarine.example")  # fmt: skip


class Command(BaseCommand):
    """The story in demo/story, with days counted from today."""

    help = "Load an invented working group with its calls, organisations and contributions; once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The question who may sign in, and a way past the guard."""
        parser.add_argument("--show-logins", action="store_true", help="print who may sign in, and load nothing")
        parser.add_argument(
            "--anyway", action="store_true", help="load it into an installation that is not EMBEDDED too"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, or show."""
        if options["show_logins"]:
            self._show_logins()
        elif not (settings.EMBEDDED or options["anyway"]):
            raise CommandError(
                "The demo has staff with a password that everybody can read. It is for installations with EMBEDDED "
                "set; to load it into this one nevertheless: load_demo --anyway"
            )
        elif load(at=timezone.now()):
            self.stdout.write("The demo is loaded.")
        elif options["verbosity"] > 1:
            self.stdout.write("The demo was there already.")

    def _show_logins(self) -> None:
        if not is_loaded():
            return
        people = [login for login in logins(timezone.now()) if login.email in SHOWN]
        self.stdout.write(f"Demo log-ins, all with the password {PASSWORD}")
        for login in people:
            who = f"{login.role}, {login.organisation}" if login.organisation else login.role
            self.stdout.write(f"  {login.email:<26} {login.name}, {who}")
        self.stdout.write(f"One-time codes, and everybody else: {settings.SITE_URL}/demo/")
