"""What makes WeasyPrint faster without changing what it makes, and the versions of which this is true."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint

KNOWN = {"weasyprint": "70.0", "pydyf": "0.13.0"}


class UnknownVersion(Exception):
    """A version of a library is installed whose inside this engine does not know; the message says which it needs."""


def must_be_known() -> None:
    """Raise `UnknownVersion` where the engine would patch what it has not been tried with."""
    found = {"weasyprint": weasyprint.VERSION, "pydyf": pydyf.VERSION}
    for name, version in KNOWN.items():
        if found[name] != version:
            raise UnknownVersion(f"{name} {found[name]} is installed, and the engine knows {version}.")


@contextmanager
def replaced(owner: Any, **changes: Any) -> Iterator[None]:
    """Replace attributes of a module or class for as long as this lasts."""
    before = {name: owner.__dict__[name] for name in changes}
    for name, value in changes.items():
        setattr(owner, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(owner, name, value)


@contextmanager
def swift() -> Iterator[None]:
    """Let WeasyPrint work without its quadratic spots for as long as this lasts."""
    with replaced(pydyf.PDF, page_references=property(_page_references)):
        yield


def _page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    """The references to all pages, which pydyf writes anew for each tag."""
    kids = pdf.pages["Kids"]
    known: tuple[bytes, ...] = getattr(pdf, "known_references", ())
    if len(known) * 3 != len(kids):
        known = pdf.known_references = tuple(b"%d 0 R" % number for number in kids[::3])
    return known
