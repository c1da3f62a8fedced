"""Every text that the source marks for translation is in the catalogues, and Arabic and French leave none of it out."""

import ast
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
WITH_TEXTS = ("config", "consultation", "demo", "look", "register", "reports", "stakeholders", "static", "templates")
COMPLETE = ("ar", "fr")
PREPARED = ("es", "ru", "zh_Hans")
FORMS = {"ar": 6, "fr": 2, "es": 2, "ru": 3, "zh_Hans": 1}
SEEN_FIRST = ("Sign in", "Sign up", "Consultations", "Deadline", "Submit", "Language:", "Page not found")
# What a translator must carry over letter by letter: placeholders, tags and entities.
KEPT = re.compile(r"%%|%\(\w+\)[sd]|\{\w+\}|</?[a-z][^>]*>|&[a-z]+;")


class Entry(NamedTuple):
    """One message of a catalogue; `forms` holds as many texts as it has plurals, one where it has none."""

    context: str
    text: str
    plural: str
    forms: tuple[str, ...]
    is_fuzzy: bool

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.text


def entries_of(catalogue: Path) -> Iterator[Entry]:
    """The messages of a .po file, its heading left out, obsolete ones too."""
    for block in re.split(r"\n\n+", catalogue.read_text(encoding="utf-8")):
        values = _values(block)
        if values.get("msgid"):
            forms = tuple(text for name, text in values.items() if name.startswith("msgstr"))
            yield Entry(
                values.get("msgctxt", ""),
                values["msgid"],
                values.get("msgid_plural", ""),
                forms,
                is_fuzzy=re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE) is not None,
            )


def _values(block: str) -> dict[str, str]:
    """The named strings of one entry, each joined from its lines."""
    values: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        head = re.match(r"(msg\w+(?:\[\d\])?) (?=\")", line)
        if head:
            name = head[1]
            values[name] = ""
        if head or line.startswith('"'):
            values[name] += ast.literal_eval(line[head.end() if head else 0 :])
    return values


def committed(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `locale` as `makemessages` would leave it now, made from a copy so that the real one stays as it is."""
    copy = tmp_path_factory.mktemp("source")
    for name in (*WITH_TEXTS, "locale"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(copy)
        patch.setattr(settings, "LOCALE_PATHS", [copy / "locale"])
        call_command("makemessages", locale=[*COMPLETE, *PREPARED], no_obsolete=True, verbosity=0)
    return copy / "locale"


def test_every_offered_language_but_the_source_has_a_catalogue() -> None:
    offered = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    assert offered == {"ar", "fr", "es", "ru", "zh-hans"}
    assert {path.name for path in (ROOT / "locale").iterdir()} == {*COMPLETE, *PREPARED}


@pytest.mark.parametrize("language", COMPLETE)
def test_a_complete_language_says_everything_the_source_says(language: str, extracted: Path) -> None:
    now = list(entries_of(extracted / language / "LC_MESSAGES" / "django.po"))
    assert len(now) > 1400
    assert [entry.key for entry in now if entry.is_fuzzy or "" in entry.forms] == []


@pytest.mark.parametrize("language", [*COMPLETE, *PREPARED])
def test_a_catalogue_holds_nothing_that_the_source_no_longer_says(language: str, extracted: Path) -> None:
    now = {entry.key for entry in entries_of(extracted / language / "LC_MESSAGES" / "django.po")}
    assert {entry.key for entry in entries_of(committed(language))} - now == set()


@pytest.mark.parametrize("language", PREPARED)
def test_a_prepared_language_says_what_a_visitor_meets_first(language: str) -> None:
    entries = {entry.text: entry for entry in entries_of(committed(language))}
    assert [text for text in SEEN_FIRST if "" in entries[text].forms] == []
    assert [entry.key for entry in entries.values() if entry.is_fuzzy] == []


@pytest.mark.parametrize("language", [*COMPLETE, *PREPARED])
def test_every_plural_has_the_forms_of_its_language(language: str) -> None:
    heading = committed(language).read_text(encoding="utf-8").partition("\n\n")[0]
    assert f"nplurals={FORMS[language]};" in heading
    plurals = [entry for entry in entries_of(committed(language)) if entry.plural]
    assert len(plurals) > 30
    assert [entry.key for entry in plurals if any(entry.forms) and len(entry.forms) != FORMS[language]] == []


@pytest.mark.parametrize("language", [*COMPLETE, *PREPARED])
def test_placeholders_and_tags_are_carried_over(language: str) -> None:
    assert [entry.key for entry in entries_of(committed(language)) if not _keeps_everything(entry)] == []


def _keeps_everything(entry: Entry) -> bool:
    """A form may leave out one value, its number, where the word itself says it: "one file", the Arabic dual."""
    wanted = Counter(KEPT.findall(entry.plural or entry.text))
    for form in filter(None, entry.forms):
        found = Counter(KEPT.findall(form))
        missing = (wanted - found).total()
        if found - wanted or missing > (1 if entry.plural else 0):
            return False
    return True


@pytest.mark.parametrize("language", [*COMPLETE, *PREPARED])
def test_the_catalogue_compiles(language: str) -> None:
    done = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", str(committed(language))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Dear %(name)s,", ("Bonjour,",)),
        ("<bdi>%(name)s</bdi>", ("<bdi>%(name)s",)),
        ("{day} UTC", ("{jour} UTC",)),
        ("Zoom 400 %%", ("Zoom 400 %",)),
    ],
)
def test_the_check_notices_what_is_lost(text: str, forms: tuple[str, ...]) -> None:
    assert not _keeps_everything(Entry("", text, "", forms, is_fuzzy=False))
