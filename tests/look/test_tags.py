"""What the tags write, literally, in several languages and zones."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from look.bars import Bar, drawn

DEADLINE = datetime(2026, 11, 27, 20, 59, 59, 999_999, tzinfo=UTC)


def drawn_as(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template(source).render(Context(context))


def when(instant: datetime, zone: str | None, language: str = "en") -> str:
    return drawn_as("{% when instant zone %}", language, instant=instant, zone=zone)


def test_an_instant_is_told_in_its_zone_and_in_utc() -> None:
    assert when(DEADLINE, "Africa/Nairobi") == (
        '<time datetime="2026-11-27T20:59:59+00:00"><bdi>Friday 27 November 2026, 23:59 <bdi>Nairobi</bdi> time '
        "(20:59 UTC)</bdi></time>"
    )


def test_utc_is_told_once() -> None:
    assert when(DEADLINE, "UTC") == (
        '<time datetime="2026-11-27T20:59:59+00:00"><bdi>Friday 27 November 2026, 20:59 UTC</bdi></time>'
    )


def test_another_day_in_utc_is_named() -> None:
    assert "Friday 27 November 2026, 23:59 <bdi>New York</bdi> time (Saturday 28 November 2026, 04:59 UTC)" in when(
        datetime(2026, 11, 28, 4, 59, tzinfo=UTC), "America/New_York"
    )


def test_without_a_zone_it_is_the_readers() -> None:
    with timezone.override(ZoneInfo("Europe/Paris")):
        assert "21:59 <bdi>Paris</bdi> time (20:59 UTC)" in when(DEADLINE, None)


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("en", date(2026, 11, 1), "Sunday 1 November 2026"),
        ("fr", date(2026, 11, 1), "dimanche 1er novembre 2026"),
        ("fr", date(2026, 11, 2), "lundi 2 novembre 2026"),
        ("es", date(2026, 11, 27), "viernes 27 de noviembre de 2026"),
        ("ru", date(2026, 11, 27), "пятница, 27 ноября 2026 года"),
        ("ar", date(2026, 11, 27), "الجمعة 27 تشرين الثاني/نوفمبر 2026"),
        ("zh-hans", date(2026, 11, 27), "2026年11月27日星期五"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(language: str, day: date, words: str) -> None:
    text = drawn_as("{% day value %}", language, value=day)
    assert text == f'<time datetime="{day.isoformat()}"><bdi>{words}</bdi></time>'


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 24, 18, 0, tzinfo=UTC), "Closes in 3 days"),
        (datetime(2026, 11, 26, 0, 0, tzinfo=UTC), "Closes in 44 hours"),
        (datetime(2026, 11, 27, 19, 30, tzinfo=UTC), "Closes in 89 minutes"),
        (datetime(2026, 11, 27, 20, 59, 59, 999_999, tzinfo=UTC), "Closes in 1 minute"),
        (datetime(2026, 11, 27, 21, 0, tzinfo=UTC), "Closed 1 minute ago"),
        (datetime(2026, 11, 30, 21, 0, tzinfo=UTC), "Closed 3 days ago"),
    ],
)
def test_a_deadline_says_how_far_off_it_is(at: datetime, words: str) -> None:
    assert f'<p class="closing">{words}</p>' in deadline(at)


def deadline(at: datetime, zone: str = "Africa/Nairobi") -> str:
    return drawn_as("{% deadline instant zone %}", instant=DEADLINE, zone=zone, at=at)


@pytest.mark.parametrize(
    ("reader", "is_told"), [("Asia/Tokyo", True), ("Africa/Nairobi", False), ("Asia/Riyadh", False), ("UTC", False)]
)
def test_a_deadline_is_told_on_the_readers_clock_where_that_shows_another_time(
    reader: str, is_told: bool, noon: datetime
) -> None:
    with timezone.override(ZoneInfo(reader)):
        assert ("On your clock:" in deadline(noon)) is is_told


@dataclass
class Wording:
    """Stands for a row with a text in several languages."""

    title_en: str = ""
    title_ar: str = ""
    title_zh_hans: str = ""
    title_fr: str | None = None


def written(wording: Wording, language: str, tag: str = "written") -> str:
    return drawn_as(f'{{% {tag} obj "title" %}}', language, obj=wording)


def test_a_text_in_the_readers_language_stands_alone() -> None:
    assert written(Wording(title_en="Norms <now>", title_ar="قواعد"), "en") == "<span>Norms &lt;now&gt;</span>"


def test_a_text_in_another_language_says_which() -> None:
    assert written(Wording(title_ar="قواعد"), "en") == (
        '<span lang="ar" dir="rtl">قواعد</span> <span class="written-in">(in Arabic)</span>'
    )
    assert written(Wording(title_zh_hans="规范"), "en") == (
        '<span lang="zh-Hans" dir="ltr">规范</span> <span class="written-in">(in Chinese)</span>'
    )


def test_english_comes_first_among_the_languages_that_exist() -> None:
    assert "Norms" in written(Wording(title_en="Norms", title_ar="قواعد"), "fr")


def test_a_text_that_nobody_wrote_is_empty() -> None:
    assert written(Wording(), "en") == "<span></span>"


def test_paragraphs_are_kept_and_escaped() -> None:
    assert written(Wording(title_en="One <b>\n\nTwo"), "en", "written_text") == (
        "<div><p>One &lt;b&gt;</p>\n\n<p>Two</p></div>"
    )


@pytest.mark.parametrize(
    ("code", "tag", "direction", "name"),
    [
        ("ar", "ar", "rtl", "Arabic"),
        ("zh-hans", "zh-Hans", "ltr", "Chinese"),
        ("zh", "zh", "ltr", "Chinese"),
        ("pt-br", "pt-BR", "ltr", "Brazilian Portuguese"),
        ("fa", "fa", "rtl", "Persian"),
        ("az-arab", "az-Arab", "rtl", "Azerbaijani"),
        ("ku-latn", "ku-Latn", "ltr", "ku-latn"),
        ("xx", "xx", "ltr", "xx"),
    ],
)
def test_languages_by_name_tag_and_direction(code: str, tag: str, direction: str, name: str) -> None:
    source = "{{ code|language_tag }} {{ code|direction }} {% language_name code %}"
    assert drawn_as(source, code=code) == f"{tag} {direction} {name}"


@dataclass
class Group:
    """Stands for a stakeholder group."""

    code: str
    name: str

    def __str__(self) -> str:
        return self.name


def test_a_group_is_named_and_has_a_shape_of_its_own() -> None:
    codes = ["civil-society", "business", "technical-community", "academia", "state", "intergovernmental", "youth"]
    marks = [drawn_as("{% group_mark group %}", group=Group(code, "Name & sons")) for code in codes]
    assert all("<bdi>Name &amp; sons</bdi>" in mark for mark in marks)
    shapes = {mark.partition('aria-hidden="true">')[2].partition("</svg>")[0] for mark in marks}
    assert len(shapes) == 7


def test_a_group_may_be_given_as_it_was_then() -> None:
    mark = drawn_as('{% group_mark "Business" "business" %}')
    assert '<span class="group g-business">' in mark
    assert mark.endswith("<bdi>Business</bdi></span>")


def test_bars_are_as_long_as_their_numbers_and_the_numbers_stand_beside() -> None:
    html = drawn_as(
        "{% bars rows 'Contributions' %}", rows=[Bar("Civil society", 30, "civil-society"), Bar("Global", 10)]
    )
    assert "<caption>Contributions</caption>" in html
    assert '<title>75 %</title><rect width="100.0" height="12"/>' in html
    assert '<title>25 %</title><rect width="33.3" height="12"/>' in html
    assert '<td class="n">30</td>' in html
    assert "style=" not in html


def test_bars_of_nothing_have_no_length() -> None:
    assert [(row.length, row.share) for row in drawn([Bar("A", 0), Bar("B", 0)])] == [(0.0, 0.0), (0.0, 0.0)]
    assert drawn([]) == []


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (None, "0 bytes"), (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (9_940, "9.9 kB"),
        (10_400, "10 kB"), (999_999, "999 kB"), (1_000_000, "1.0 MB"), (20_000_000, "20.0 MB"),
    ],
)  # fmt: skip
def test_sizes_are_told_as_people_say_them(octets: int | None, text: str) -> None:
    assert drawn_as("{{ octets|filesize }}", octets=octets) == text


class TitleForm(forms.Form):
    """A form that can go wrong."""

    title = forms.CharField()


@pytest.mark.parametrize(
    ("form", "prefix"),
    [(TitleForm({"title": ""}), "Error: "), (TitleForm({"title": "x"}), ""), (TitleForm(), ""), (None, "")],
)
def test_the_title_of_a_page_with_problems_says_so(form: TitleForm | None, prefix: str) -> None:
    assert drawn_as("{% error_prefix %}", any_name=form) == prefix


def test_the_title_asks_nothing_of_lazy_objects() -> None:
    def asleep() -> None:
        raise AssertionError("woken")

    assert drawn_as("{% error_prefix %}", user=SimpleLazyObject(asleep)) == ""
