"""Turns a template and its values into the subject, the text and the HTML of a letter."""

import unicodedata
from dataclasses import dataclass
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from stakeholders.mailroom.errors import HeaderRefused

SUBJECT_LIMIT = 250  # characters; the width of the column


class Addressee(Protocol):
    """Somebody who can be written to: where, in which language, and in whose time."""

    email: Any
    language: Any
    time_zone: Any


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a letter, ready to be kept."""

    subject: str
    text: str
    html: str


def write_message(*, to: Addressee, template: str, context: dict[str, Any]) -> Message:
    """The message in the addressee's language and time zone.

    `template` names three files: `.subject.txt`, `.txt` and `.html`. In the text files values stand as they are; in
    the HTML file every value is escaped. `site_url`, `site_name` and `to` are known to each.
    """
    values = {"site_url": settings.SITE_URL, "site_name": settings.SITE_NAME, **context, "to": to}
    with translation.override(to.language), timezone.override(ZoneInfo(to.time_zone)):
        return Message(
            subject=header_line(_rendered(f"{template}.subject.txt", values, autoescape=False)),
            text=_rendered(f"{template}.txt", values, autoescape=False).strip() + "\n",
            html=_rendered(f"{template}.html", values, autoescape=True).strip() + "\n",
        )


def header_line(text: str) -> str:
    """The text on one line: every kind of line break and space becomes one space, other controls go away."""
    line = " ".join(text.split())
    kept = "".join(character for character in line if unicodedata.category(character) not in {"Cc", "Cf", "Cs"})
    return kept if len(kept) <= SUBJECT_LIMIT else kept[: SUBJECT_LIMIT - 1] + "…"


def checked_address(address: str) -> str:
    """The address itself; raises HeaderRefused where it could start another header or another recipient."""
    unsafe = any(character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in address)
    if unsafe or not address or any(character in address for character in ",;<>"):
        raise HeaderRefused(repr(address))
    return address


def _rendered(name: str, values: dict[str, Any], *, autoescape: bool) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(values, autoescape=autoescape)))
