"""One stylesheet, light, for both directions of writing; scripts that need no other site and no inline code."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
CSS = re.sub(r"/\*.*?\*/", "", (STATIC / "css" / "plenum.css").read_text(encoding="utf-8"), flags=re.DOTALL)
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|[;{]\s*(?:left|right|top|bottom|width|height)\s*:"
    r"|text-align:\s*(?:left|right)\b|float:\s*(?:left|right)\b"
)


def test_the_stylesheet_is_light() -> None:
    assert (STATIC / "css" / "plenum.css").stat().st_size <= 14 * 1024


@pytest.mark.parametrize("sheet", sorted((STATIC / "css").glob("*.css")), ids=lambda sheet: sheet.name)
def test_every_stylesheet_serves_both_directions(sheet: Path) -> None:
    assert PHYSICAL.findall(sheet.read_text(encoding="utf-8")) == []


def test_nothing_is_fetched_from_the_stylesheet() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS


@pytest.mark.parametrize(
    "wanted",
    ["prefers-color-scheme: dark", "forced-colors: active", "@media print", "prefers-reduced-motion", ":focus-visible"],
)
def test_every_manner_of_reading_is_drawn(wanted: str) -> None:
    assert wanted in CSS


def test_every_brace_is_closed() -> None:
    assert CSS.count("{") == CSS.count("}")


@pytest.mark.parametrize("script", sorted((STATIC / "js").glob("*.js")), ids=lambda script: script.name)
def test_scripts_stay_on_this_site_and_run_no_code_from_text(script: Path) -> None:
    code = script.read_text(encoding="utf-8")
    for forbidden in ("https://", "http://", "eval(", "document.write", ".style."):
        assert forbidden not in code
