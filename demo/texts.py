"""Reads the story in demo/story: what happened, to whom and how many days ago, as plain data."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

STORY = Path(__file__).resolve().parent / "story"
LANGUAGES = {"en": "en", "ar": "ar", "fr": "fr", "es": "es", "ru": "ru", "zh": "zh_hans"}
"""Languages of the story and the end of the column that holds a text in each."""

_ANSWER = re.compile(r"^## \[q(\d+)\]\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Told:
    """One contribution of the story; `answers` maps numbers of guiding questions, counted from 1, to texts."""

    number: int
    head: dict[str, str]
    body: str
    answers: dict[int, str]

    def listed(self, name: str) -> list[str]:
        """The values of a line of the head that holds several, separated by commas."""
        return [part.strip() for part in self.head.get(name, "").split(",") if part.strip()]


@cache
def story(name: str) -> Any:
    """The file demo/story/<name>.json."""
    return json.loads((STORY / f"{name}.json").read_text(encoding="utf-8"))


def contributions() -> list[Told]:
    """The contributions in the order of their numbers."""
    return [_told(path) for path in sorted((STORY / "submissions").glob("*.md"))]


def in_columns(name: str, texts: dict[str, str] | None) -> dict[str, str]:
    """A text in six languages as values of the columns name_en, name_ar and so on."""
    return {f"{name}_{column}": (texts or {}).get(language, "") for language, column in LANGUAGES.items()}


def portal_language(language: str) -> str:
    """The portal's code for a language of the story: zh-hans for zh."""
    return LANGUAGES[language].replace("_", "-")


def _told(path: Path) -> Told:
    _start, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
    pairs = (line.partition(":")[::2] for line in head.splitlines() if line.strip())
    body, *parts = _ANSWER.split(text)
    answers = {int(number): part.strip() for number, part in zip(parts[::2], parts[1::2], strict=True)}
    return Told(int(path.name[:2]), {name.strip(): value.strip() for name, value in pairs}, body.strip(), answers)
