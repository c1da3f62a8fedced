"""The text of a file that came with a contribution, read in a process that can do no harm."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from consultation.processes.filecheck import FileRefused, checked_file

SECONDS, PATIENCE = 20, 60
"""Seconds of processor time that reading a file may take, and seconds on the clock with all else the machine does."""

LONGEST = 400_000
"""Characters that are read of a file; a report of 130 pages has about as many."""

_CHILD = Path(__file__).with_name("filechild.py")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    "application/pdf": "pdf",
    _OFFICE + "wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "text/plain": "txt",
}


class Problem(TextChoices):
    """Why a file was not read, or not to its end."""

    KIND = "kind", pgettext_lazy("why a file was not read", "Files of this kind hold no text that can be compared")
    EMPTY = "empty", pgettext_lazy("why a file was not read", "It holds no text, only pictures of pages perhaps")
    LONG = "long", pgettext_lazy("why a file was not read", "Only its beginning was read: it is very long")
    TIME = "time", pgettext_lazy("why a file was not read", "Reading it took too long")
    BROKEN = "broken", pgettext_lazy("why a file was not read", "It could not be opened")
    GONE = "gone", pgettext_lazy("why a file was not read", "The stored file is not the one that was received")


@dataclass(frozen=True, slots=True)
class FileText:
    """What was read of a file, and the problem with it if there was one."""

    text: str = ""
    problem: str = ""


def text_of(file: BinaryIO, *, name: str, content_type: str, size: int, sha256: str) -> FileText:
    """The text of a file as it was received, or why there is none; a file never makes this raise.

    The file is checked as it was when it came (`filecheck`): what unpacks to far too much is not unpacked.
    """
    kind = _KINDS.get(content_type)
    if kind is None:
        return FileText(problem=Problem.KIND)
    try:
        checked = checked_file(file, name=name, limit=size)
    except FileRefused:
        return FileText(problem=Problem.BROKEN)
    if checked.sha256 != sha256:
        return FileText(problem=Problem.GONE)
    return _read_by_child(file.read(), kind)


def _read_by_child(content: bytes, kind: str) -> FileText:
    """Read in a Python of its own, which takes its limits before it looks at the first byte."""
    command = [sys.executable, "-I", str(_CHILD), kind, str(LONGEST), str(SECONDS)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return FileText(problem=Problem.TIME)
    if done.returncode < 0:
        return FileText(problem=Problem.TIME if -done.returncode in _TOO_LONG else Problem.BROKEN)
    if done.returncode:
        return FileText(problem=Problem.BROKEN)
    text = done.stdout.decode("utf-8", errors="replace")
    return FileText(text if text.strip() else "", _shortcoming(text))


_TOO_LONG = (9, 24)  # SIGKILL and SIGXCPU: what the limit on processor time sends


def _shortcoming(text: str) -> str:
    if not text.strip():
        return Problem.EMPTY
    return Problem.LONG if len(text) >= LONGEST else ""
