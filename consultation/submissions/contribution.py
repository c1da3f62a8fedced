"""One contribution with all that its public page shows, read in one query.

Measured: on this page Django spends far longer writing six queries than PostgreSQL spends answering them, and the
queries are the same each time. So there is one, its SQL is written once for each process, and rows become plain names.
"""

import json
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from consultation.submissions.models import Answer, Attachment, Call, Party, Revision, Submission
from look.templatetags.plenum import text_and_language

_WANTED = "\0"  # stands in the prepared SQL for the reference; no value of ours can hold it
_LANGUAGES = [code.replace("-", "_") for code in settings.MODELTRANSLATION_LANGUAGES]
_OWN = (
    "id", "reference", "title", "language", "author_name", "body", "word_count", "state", "is_late", "revision_number",
    "group_id", "country_id", "received_at", "submitted_at", "published_at", "withdrawn_at",
    "comment_kind", "consulted", "consulted_how",
)  # fmt: skip
_AROUND = (
    "process__slug", "process__symbol_stem", "process__time_zone", "call__symbol", "call__session__symbol",
    "call__session__kind", "call__session__ordinal", "call__session__starts_on", "call__session__ends_on",
    "group__code", "organisation__group_verified_id", "organisation__group_verified_at",
)  # fmt: skip
_NAMES = (
    "process__name", "process__short_name", "call__title", "call__session__place", "group__name", "country__name",
)  # fmt: skip


class Named(SimpleNamespace):
    """What a page shows of a row; as text it is its name in the reader's language."""

    def __str__(self) -> str:
        return text_and_language(self, "name")[0]


def contribution(reference: str) -> Named | None:
    """The contribution of that reference if it is on the public record, else None. Asks one query.

    Attributes as of `Submission` with `process`, `call` (and its `session`), `group`, `country` and `organisation`, and
    the lists `parties` (confirmed ones), `answers`, `agenda_items`, `revisions` and `attachments` (of the last one).
    """
    if _WANTED in reference:
        return None
    statement, parameters = _statement()
    with connection.cursor() as cursor:
        cursor.execute(statement, [reference if value == _WANTED else value for value in parameters])
        row = cursor.fetchone()
    return _as_named(dict(zip(_keys(), row, strict=True))) if row else None


@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """The SQL of the page and its parameters, one of which is `_WANTED`."""
    statement, parameters = _page_of(_WANTED).query.sql_with_params()
    return statement, tuple(parameters)


@cache
def _keys() -> tuple[str, ...]:
    return (*_OWN, *_AROUND, *_in_all_languages(*_NAMES), *_lists())


def _page_of(reference: str) -> QuerySet[Any, Any]:
    on_record = Submission.objects.public().in_calls(Call.objects.on_record())
    lists = {name: ArraySubquery(rows.values(row=JSONObject(**fields))) for name, (rows, fields) in _lists().items()}
    columns = (*_OWN, *_AROUND, *_in_all_languages(*_NAMES))
    return on_record.filter(reference=reference).order_by().annotate(**lists).values_list(*columns, *lists)


def _lists() -> dict[str, tuple[QuerySet[Any], dict[str, Any]]]:
    """For each list on the page: its rows, and what is shown of a row."""
    of_it = {"submission": OuterRef("pk")}
    current = Attachment.objects.filter(
        revision__submission=OuterRef("pk"), revision__number=OuterRef("revision_number")
    )
    return {
        "parties_": (
            Party.objects.filter(**of_it, confirmed_at__isnull=False),
            {"name": "name", **_named("country__", "name")},
        ),
        "answers_": (Answer.objects.filter(**of_it), {"text": "text", **_named("question__", "text")}),
        "items_": (
            Submission.agenda_items.through.objects.filter(**of_it).order_by("agendaitem__position", "agendaitem"),
            {"label": "agendaitem__label", **_named("agendaitem__", "title")},
        ),
        "revisions_": (
            Revision.objects.filter(**of_it).order_by("number"), {"submitted_at": "submitted_at", "sha256": "sha256"},
        ),
        "attachments_": (
            current, {name: name for name in ("public_id", "name", "content_type", "size", "sha256")},
        ),
    }  # fmt: skip


def _named(prefix: str, field: str) -> dict[str, Any]:
    return {f"{prefix}{field}_{code}": F(f"{prefix}{field}_{code}") for code in _LANGUAGES}


def _in_all_languages(*fields: str) -> tuple[str, ...]:
    return tuple(f"{field}_{code}" for field in fields for code in _LANGUAGES)


def _as_named(row: dict[str, Any]) -> Named:
    found = _nested({key: value for key, value in row.items() if not key.endswith("_")})
    found.country = found.country if found.country_id else None
    found.parties, found.answers = _rows(row["parties_"]), _rows(row["answers_"])
    found.agenda_items, found.attachments = _rows(row["items_"]), _rows(row["attachments_"])
    found.revisions = _rows(row["revisions_"])
    for revision in found.revisions:
        revision.submitted_at = datetime.fromisoformat(revision.submitted_at)
    return found


def _rows(listed: list[str]) -> list[Named]:
    return [_nested(json.loads(row) if isinstance(row, str) else row) for row in listed]


def _nested(flat: dict[str, Any]) -> Named:
    """ "a__b" becomes attribute `b` of attribute `a`."""
    found = Named()
    for key, value in flat.items():
        *path, last = key.split("__")
        inner = found
        for step in path:
            if not hasattr(inner, step):
                setattr(inner, step, Named())
            inner = getattr(inner, step)
        setattr(inner, last, value)
    return found
