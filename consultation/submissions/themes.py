"""What is said to a theme: lists of short texts, typed one a line, and how they read as one text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext, override

PARTS = ("principles", "commitments")
"""What is asked on a theme, in this order (form of contributions to the Global Digital Compact, 2023)."""

LONGEST_LINE = 500
_BULLET = re.compile(r"^\s*(?:[-*+•–—]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: its text as it is read, and to a theme its two lists."""

    text: str
    principles: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()


def key_of(question: int, part: str) -> str:
    """The key in a draft's answers of one list on a theme."""
    return f"{question}_{part}"


def place_of(key: str) -> tuple[int, str]:
    """The question that a key of a draft's answers belongs to, and the list, "" for an answer in a text."""
    question, _mark, part = key.partition("_")
    return int(question), part


def lines_of(text: str) -> tuple[str, ...]:
    """The short texts that a person typed one a line, without bullets of her own and without empty lines."""
    lines = (" ".join(_BULLET.sub("", line).split()) for line in text.splitlines())
    return tuple(filter(None, lines))


def said_in(answers: Mapping[str, str], language: str) -> dict[int, Said]:
    """What the answers of a draft in that language say, by the key of the question; what says nothing is left out."""
    texts: dict[int, dict[str, str]] = {}
    for key, text in answers.items():
        question, part = place_of(key)
        texts.setdefault(question, {})[part] = text
    found = {question: _said(parts, language) for question, parts in texts.items()}
    return {question: said for question, said in found.items() if said.text.strip()}


def _said(parts: Mapping[str, str], language: str) -> Said:
    if "" in parts:
        return Said(parts[""])
    principles, commitments = (lines_of(parts.get(part, "")) for part in PARTS)
    return Said(_in_one(principles, commitments, language), principles, commitments)


def _in_one(principles: tuple[str, ...], commitments: tuple[str, ...], language: str) -> str:
    """Both lists as Markdown, each under its heading in the language of the contribution."""
    code = "zh-hans" if language == "zh" else language
    with override(code if code in dict(settings.LANGUAGES) else "en"):
        headed = ((gettext("Core principles"), principles), (gettext("Commitments"), commitments))
        return "\n\n".join(
            f"**{heading}**\n\n" + "\n".join(f"- {line}" for line in lines) for heading, lines in headed if lines
        )
