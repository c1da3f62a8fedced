"""Every kind of event that the code writes has words of its own."""

import re
from pathlib import Path

from django.conf import settings

from register.diagrams import tables
from register.words import EVENT_WORDS, in_words

WRITTEN = re.compile(r'witness\(\s*[^,()]+(?:\([^()]*\))?,\s*"([a-z_]+)"|kind="([a-z_]+)",\s*at=', re.MULTILINE)


def kinds_in_the_code() -> set[str]:
    found: set[str] = set()
    for storey in ("stakeholders", "consultation", "reports"):
        for path in (Path(settings.BASE_DIR) / storey).rglob("*.py"):
            found |= {first or second for first, second in WRITTEN.findall(path.read_text(encoding="utf-8"))}
    return found


def test_every_kind_has_words() -> None:
    kinds = kinds_in_the_code()
    assert {"submitted", "requested", "begun", "office_given", "question_added"} <= kinds
    assert kinds - set(EVENT_WORDS) == set()


def test_every_move_has_words() -> None:
    assert {move.name for _label, _name, moves in tables() for move in moves} - set(EVENT_WORDS) == set()


def test_a_kind_without_words_is_still_readable() -> None:
    assert in_words("something_new") == "Something new"
