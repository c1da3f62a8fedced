"""What the secretariat changed in a process or a call, told in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from consultation.processes.models import AgendaItem, Office
from consultation.processes.translation import column_of
from look.languages import comma, name_of
from stakeholders.accounts.models import User

PARTS = {"session_changed": "sessions", "rule_changed": "moderation_rules", "question_changed": "questions",
         "topic_renamed": "topics", "sub_group_changed": "sub_groups", "modalities_changed": "modalities"}  # fmt: skip
CHANGED = {"agenda_item_changed": AgendaItem}


@dataclass(frozen=True)
class Line:
    """One event: what happened, to what, by whom and when, and which fields were changed from what to what."""

    event: Any
    words: Any
    subject: str
    changes: list[tuple[str, str, str]]


def told(events: Iterable[Any]) -> list[Line]:
    """The events in words; names of people are looked up now, so that the log holds none. Asks one query at most."""
    events = list(events)
    people = User.objects.in_bulk({event.details["person"] for event in events if "person" in event.details})
    return [_line(event, people) for event in events]


def _line(event: Any, people: dict[int, User]) -> Line:
    details = event.details
    changes = sorted((_label(event, name), *values) for name, values in details.get("fields", {}).items())
    return Line(event, event.what, _subject(details, people), changes)


def _label(event: Any, column: str) -> str:
    """The field in the reader's language; a text with the language it is in: "Name (French)"."""
    model = _changed_model(event)
    for code in settings.MODELTRANSLATION_LANGUAGES:
        text = column.removesuffix(column_of("", code))
        if text != column:
            return f"{_verbose_name(model, text)} ({name_of(code)})"
    return _verbose_name(model, column)


def _verbose_name(model: Any, name: str) -> str:
    label = str(model._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _changed_model(event: Any) -> Any:
    """The model whose row changed: a part of the subject, named by the relation to it, or the subject itself."""
    subject = type(event)._meta.get_field("subject").related_model
    relation = PARTS.get(event.kind)
    return subject._meta.get_field(relation).related_model if relation else CHANGED.get(event.kind, subject)


def _subject(details: dict[str, Any], people: dict[int, User]) -> str:
    if "office" in details:
        person = people.get(details["person"])
        return f"{Office.Kind(details['office']).label}: {person or details['person']}"
    parts = (details.get("session"), details.get("label") or details.get("symbol") or details.get("code"))
    return comma().join(str(part) for part in parts if part)
