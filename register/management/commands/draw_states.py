"""Write docs/states.md from the tables of legal moves."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from register.diagrams import drawn


class Command(BaseCommand):
    """`manage.py draw_states`."""

    help = "Write docs/states.md from the tables of legal moves."

    def handle(self, *args: Any, **options: Any) -> None:
        """Overwrite the page."""
        (Path(settings.BASE_DIR) / "docs" / "states.md").write_text(drawn(), encoding="utf-8")
