"""What the Chair's team does with the texts that many answers share: add, change, retire."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F

from consultation.processes.models import Process
from register.errors import OutOfDate
from reports.dispositions.errors import BoilerplateChanged, TitleTaken
from reports.dispositions.models import Boilerplate


@transaction.atomic
def add_boilerplate(*, process: Process, title: str, text: str, by: Any, at: datetime) -> Boilerplate:
    """A text for the answers of the process; raises TitleTaken, PermissionDenied."""
    boilerplate = Boilerplate(process=process, title=title, text=text, saved_at=at, saved_by=by)
    _may_change(boilerplate, by)
    try:
        with transaction.atomic():
            boilerplate.save(force_insert=True)
    except IntegrityError as error:
        raise TitleTaken from error
    boilerplate.events.create(kind="created", at=at, by=by)
    return boilerplate


@transaction.atomic
def change_boilerplate(
    *, boilerplate: Boilerplate, title: str, text: str, version: int, by: Any, at: datetime
) -> None:  # fmt: skip
    """Change title and text for answers to come; those that took it keep their copy.

    Raises BoilerplateChanged where somebody else was faster or retired it, TitleTaken, PermissionDenied.
    """
    _may_change(boilerplate, by)
    rows = Boilerplate.objects.in_use().filter(pk=boilerplate.pk, version=version)
    try:
        with transaction.atomic():
            changed = rows.update(title=title, text=text, version=F("version") + 1, saved_at=at, saved_by=by)
    except IntegrityError as error:
        raise TitleTaken from error
    if not changed:
        raise BoilerplateChanged
    before = {"title": boilerplate.title, "text": boilerplate.text}
    boilerplate.events.create(kind="changed", at=at, by=by, details={"before": before})


@transaction.atomic
def retire_boilerplate(*, boilerplate: Boilerplate, by: Any, at: datetime) -> None:
    """Offer the text no more; answers that took it keep it. Raises OutOfDate where it is retired, PermissionDenied."""
    _may_change(boilerplate, by)
    if not Boilerplate.objects.in_use().filter(pk=boilerplate.pk).update(retired_at=at, retired_by=by):
        raise OutOfDate
    boilerplate.events.create(kind="retired", at=at, by=by)


def _may_change(boilerplate: Boilerplate, by: Any) -> None:
    if not by.has_perm("dispositions.change_boilerplate", boilerplate):
        raise PermissionDenied
