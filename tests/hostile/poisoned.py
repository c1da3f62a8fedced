"""A portal in which every text that anybody ever wrote is hostile."""

import itertools
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

import pgtrigger
from django.apps import apps
from django.db import connection, models
from django.db.backends.postgresql.base import Cursor
from django.db.models import CharField, EmailField, Field, QuerySet, SlugField, TextField, URLField

from tests.architecture.access_table import TABLE
from tests.architecture.access_world import ROLES, World
from tests.factories import NOON
from tests.hostile.corpora import MARK, SCRIPTS

OURS = ("accounts", "mailroom", "organisations", "processes", "submissions", "likeness", "summaries", "documents")
NOT_TYPED = frozenset({
    "reference", "symbol", "symbol_stem", "zone", "time_zone", "password", "email_key", "sha256", "contents_sha256",
    "content_type", "key", "encoding", "kind", "step", "m49", "code", "subregion", "un_status",
    "same_as",
})  # fmt: skip
"""Texts that the portal makes itself, or takes from a closed list."""

TOO_SHORT_FOR_A_SCRIPT = "<xmp>"
PERSONS = "PSCKFMOAV"


def rows_of_table() -> list[list[str]]:
    return [line.split() for line in TABLE.splitlines() if line and not line.startswith("#")]


def person_who_sees(letters: str) -> str:
    """The person with most rights who gets the page, or "" where nobody does."""
    answers = dict(zip(ROLES, letters, strict=True))
    return next((person for person in PERSONS if answers[person] == "."), "")


def filled(world: World) -> World:
    """With everything in every state that the access matrix knows, and an event with a reason for each."""
    for _name, situation, _method, _letters in rows_of_table():
        if situation not in ("embedded", "letter_where_mail_is_caught"):
            getattr(world, situation)
    for row in (world.process, world.call, world.published, world.returned, world.withheld, world.owner, world.active,
                world.drafting, world.document_failed, world.import_failed, world.family):  # fmt: skip
        kind = "returned" if row is world.returned else "withheld" if row is world.withheld else "changed"
        row.events.create(kind=kind, at=NOON, by=world.chair, note="why")
    world.question.call = world.call
    world.question.save()
    return world


@contextmanager
def values_in_the_statement() -> Iterator[None]:
    """As `pgtrigger.ignore` needs it, which puts a second statement before each: a prepared one is single."""
    connection.ensure_connection()
    former, connection.connection.cursor_factory = connection.connection.cursor_factory, Cursor
    try:
        yield
    finally:
        connection.connection.cursor_factory = former


def poison(start: int) -> None:
    """Write a payload into every text of every row, another one into each, beginning with the one at `start`."""
    payloads = itertools.cycle(SCRIPTS[start:] + SCRIPTS[:start])
    with values_in_the_statement(), pgtrigger.ignore():
        for model in (model for label in OURS for model in apps.get_app_config(label).get_models()):
            fields = [field for field in model._meta.concrete_fields if is_typed(field)]
            for row in QuerySet(model).all() if fields and model._meta.model_name != "country" else ():
                typed = [field for field in fields if getattr(row, field.name) or not may_stay_empty(field)]
                QuerySet(model).filter(pk=row.pk).update(**dict(_chosen(typed, payloads, row.pk)))


def may_stay_empty(field: Field) -> bool:
    """Whether the database wants it empty in some rows: only a correction has a reason."""
    return str(field) == "summaries.Summary.reason"


def is_typed(field: Field) -> bool:
    """Whether people type what the field holds."""
    if not isinstance(field, CharField | TextField) or isinstance(field, EmailField | SlugField):
        return False
    return not field.choices and field.name not in NOT_TYPED


def _chosen(fields: Iterable[Field], payloads: Iterator[str], key: object) -> Iterator[tuple[str, str]]:
    for field in fields:
        if isinstance(field, URLField):
            yield field.name, f"https://x.example/\"onmouseover='{MARK}'"
        elif field.max_length is None and isinstance(field, models.TextField):
            yield field.name, "\n\n".join(SCRIPTS)
        else:
            yield field.name, _that_fits(field, payloads, key)


def _that_fits(field: Field, payloads: Iterator[str], key: object) -> str:
    """The next payload that fits, with the row's key behind it, because some names must differ."""
    longest = field.max_length or 1_000_000
    if longest < 40:
        return f"{TOO_SHORT_FOR_A_SCRIPT}{key}"[:longest]
    return next(text for payload in payloads if len(text := f"{payload} {key}") <= longest)


class Inspector(HTMLParser):
    """Reads a page and names everything in it that could run, load or lead away."""

    FORBIDDEN = frozenset({"iframe", "object", "embed", "base", "style", "xmp", "marquee", "template", "math", "audio",
                           "video", "animate", "image", "frame", "applet", "noscript"})  # fmt: skip

    OURS = re.compile(r'<noscript>|<template id="[a-z-]+">')

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name.lower(): value or "" for name, value in attrs}
        shown = self.get_starttag_text()
        if (tag in self.FORBIDDEN or MARK in tag) and not self.OURS.fullmatch(shown or ""):
            self.found.append(f"element {shown}")
        is_data = tag == "script" and given.get("type") == "application/json"
        if (
            tag in ("script", "link", "img")
            and not is_data
            and not self._is_own(given.get("src") or given.get("href", ""))
        ):
            self.found.append(f"loaded {shown}")
        if tag == "meta" and "http-equiv" in given:
            self.found.append(f"meta {shown}")
        self.found += [f"attribute {name} {shown}" for name, value in given.items() if self._is_wrong(name, value)]

    @staticmethod
    def _is_own(address: str) -> bool:
        return address.startswith(("/", "data:image/")) and not address.startswith("//")

    @staticmethod
    def _is_wrong(name: str, value: str) -> bool:
        if name.startswith("on") or name in ("style", "srcdoc", "formaction") or MARK in name:
            return True
        if name.startswith(("hx-", "data-hx-")):
            return MARK in value
        if name in ("href", "action", "src", "xlink:href"):
            return (
                not value.startswith(("/", "#", "?", "https://", "http://", "mailto:", "data:image/")) and value != ""
            )
        return False


def found_in(page: str) -> list[str]:
    """What is wrong with the page."""
    return Inspector(page).found
