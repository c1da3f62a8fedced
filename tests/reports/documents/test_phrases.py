"""The fixed phrases of documents exist in all six languages, also where the pages of the portal are not translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from consultation.submissions.models import CONTENT_LANGUAGES, Call
from stakeholders.organisations.models import Region
from tests.architecture.test_translations import KEPT, entries_of

ROOT = Path(settings.BASE_DIR)
MODULES = (
    "charts",
    "counting",
    "dispositions",
    "evidence",
    "layout",
    "outline",
    "plan",
    "prose",
    "snapshot",
    "wording",
)
CATALOGUES = ("ar", "es", "fr", "ru", "zh_Hans")
Phrase = tuple[str, str]


def in_templates() -> Iterator[Phrase]:
    for path in (ROOT / "templates/reports/documents").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        for phrase, context in re.findall(r'{% translate "([^"]+)"(?: context "([^"]+)")? %}', text):
            yield context, phrase
        for block in re.findall(r"{% blocktranslate trimmed[^%]*%}(.*?){% endblocktranslate %}", text, re.DOTALL):
            yield "", re.sub(r"{{ (\w+) }}", r"%(\1)s", " ".join(block.split()))


def in_modules() -> Iterator[Phrase]:
    for name in MODULES:
        tree = ast.parse((ROOT / f"reports/documents/{name}.py").read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            if call.func.id in ("_", "pgettext"):
                *context, phrase = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
                yield (context[0] if context else ""), phrase


def of_choices() -> Iterator[Phrase]:
    """What documents say that is marked for translation where it is defined: languages, regions, policies of calls."""
    with translation.override("en"):
        named = [*settings.LANGUAGES, *CONTENT_LANGUAGES, *Region.choices]
        named += [*Call.PublicationPolicy.choices, *Call.LatePolicy.choices]
        for code, name in named:
            yield ("language of a text" if code == "und" else ""), str(name)


PHRASES = sorted({*in_templates(), *in_modules(), *of_choices()})


def test_the_phrases_are_found() -> None:
    assert len(PHRASES) > 120
    assert ("", "Original: %(original)s") in PHRASES
    assert ("", "Annex %(number)s") in PHRASES
    assert ("region of an author", "Global") in PHRASES


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_phrase_of_a_document_is_translated(catalogue: str) -> None:
    entries = {entry.key: entry for entry in entries_of(ROOT / f"locale/{catalogue}/LC_MESSAGES/django.po")}
    missing = [phrase for phrase in PHRASES if phrase not in entries or not all(entries[phrase].forms)]
    assert missing == []
    fuzzy = [phrase for phrase in PHRASES if entries[phrase].is_fuzzy]
    assert fuzzy == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_a_translation_keeps_its_placeholders(catalogue: str) -> None:
    entries = {entry.key: entry for entry in entries_of(ROOT / f"locale/{catalogue}/LC_MESSAGES/django.po")}
    for phrase in PHRASES:
        for form in entries[phrase].forms:
            assert sorted(KEPT.findall(form)) == sorted(KEPT.findall(phrase[1])), phrase
