"""Parts as set, kept under the hash of what they are made of, so that nothing is set twice."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models.fields.files import FieldFile

from reports.documents import engine, layout, plan
from reports.documents.failures import PartRefused
from reports.documents.models import Part, Sheet

LIMITS = engine.Limits(seconds=90, memory=1_500_000_000)
"""For one part: seconds of processor time, and bytes of memory beyond what the worker holds by itself."""


def provide(part: Part, *, at: datetime) -> None:
    """See to it that the sheet of that part is kept. Raises PartRefused, which names what causes it."""
    if Sheet.objects.filter(key=part.key).update(used_at=at):
        return
    with tempfile.TemporaryDirectory(prefix="plenum-") as folder:
        path = Path(folder) / "sheet"
        try:
            facts = _set(part.payload, to=path)
        except engine.PartFailed as failure:
            raise PartRefused(_culprits(part, folder=Path(folder)), failure) from failure
        _keep(Sheet(key=part.key, facts=facts.to_json(), made_at=at, used_at=at, size=path.stat().st_size), path)


@contextmanager
def at_hand(sheets: list[Sheet], *, folder: Path) -> Iterator[list[Path]]:
    """Paths of the sheets' files, fetched into the folder where the storage is not on this machine."""
    yield [_path_of(sheet.file, folder / f"sheet-{number}") for number, sheet in enumerate(sheets)]


def _set(payload: str, *, to: Path) -> engine.PartFacts:
    return engine.set_part(layout.html_of(payload), styles=layout.styles_of(payload), limits=LIMITS, to=to)


def _culprits(part: Part, *, folder: Path) -> list[str]:
    """The contributions that cannot be set even alone; where each of them can, all of the part."""
    if len(part.references) < 2:
        return list(part.references)
    found: list[str] = []
    whole = plan.Part(role=plan.Role(part.role), references=tuple(part.references), payload=part.payload)
    for single in plan.single_parts(whole):
        try:
            _set(single.payload, to=folder / "single")
        except engine.PartFailed:
            found += single.references
    return found or list(part.references)


def _keep(sheet: Sheet, path: Path) -> None:
    """Keep the sheet, unless another worker kept the same one in the meantime."""
    with path.open("rb") as file:
        sheet.file.save("sheet", File(file), save=False)
    try:
        with transaction.atomic():
            sheet.save()
    except BaseException as error:
        sheet.file.delete(save=False)
        if not isinstance(error, IntegrityError):
            raise


def _path_of(file: FieldFile, copy: Path) -> Path:
    try:
        return Path(file.path)
    except NotImplementedError:  # a storage elsewhere
        with file.open("rb") as kept, copy.open("wb") as local:
            for chunk in kept.chunks():
                local.write(chunk)
        return copy
