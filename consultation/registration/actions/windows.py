"""What the secretariat sets up: the registration of a session and its list of participants."""

from datetime import datetime
from typing import Any

from django.db import transaction

from consultation.processes.changes import require, save_differences, save_once, witness
from consultation.registration.errors import ChathamHouseRuleHolds
from consultation.registration.models import RegistrationWindow
from consultation.sittings.attribution import hides_participants
from register.errors import OutOfDate, ReasonMissing

SET_UP = ("opens_at", "closes_at", "zone", "places", "composition", "open_to_unaccredited")


@transaction.atomic
def create_window(*, window: RegistrationWindow, by: Any, at: datetime) -> None:
    """Set up the registration of a session; raises OutOfDate where it has one."""
    require("registration.change_window", window, by)
    window.created_at = at
    save_once(window)
    witness(window, "created", by=by, at=at)


@transaction.atomic
def change_window(*, window: RegistrationWindow, by: Any, at: datetime) -> None:
    """Change the clock or the rules; who is registered already stays so, and the event keeps what was changed."""
    require("registration.change_window", window, by)
    if changed := save_differences(window, SET_UP):
        witness(window, "changed", by=by, at=at, fields=changed)


@transaction.atomic
def publish_participants(*, window: RegistrationWindow, by: Any, at: datetime) -> None:
    """Show the list of participants to everybody from now on. Raises ChathamHouseRuleHolds, OutOfDate."""
    require("registration.change_window", window, by)
    if hides_participants(window.session):
        raise ChathamHouseRuleHolds
    rows = RegistrationWindow.objects.filter(pk=window.pk, list_published_at=None)
    if not rows.update(list_published_at=at, list_published_by=by):
        raise OutOfDate
    witness(window, "list_published", by=by, at=at)


@transaction.atomic
def take_back_participants(*, window: RegistrationWindow, note: str, by: Any, at: datetime) -> None:
    """Nobody reads the list any longer, until it is published again. Raises ReasonMissing, OutOfDate."""
    require("registration.change_window", window, by)
    if not note.strip():
        raise ReasonMissing
    rows = RegistrationWindow.objects.filter(pk=window.pk, list_published_at__isnull=False)
    if not rows.update(list_published_at=None, list_published_by=None):
        raise OutOfDate
    witness(window, "list_taken_back", by=by, at=at, note=note)
