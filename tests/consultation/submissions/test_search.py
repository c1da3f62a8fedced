"""Full-text search: each text in its own language, kept by the database, and no query that hurts (failures 30, 31)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from consultation.submissions.models import Answer, Submission
from consultation.submissions.search import search
from tests.factories import NOON, make_call, make_organisation, make_question, make_submission

pytestmark = pytest.mark.django_db


def finds(words: str) -> int:
    return Submission.objects.found_by(words).count()


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Directories of responders", "directory responder"),
        ("en", "A points-of-contact directory", "points of contact"),
        ("en", "See https://example.org/a-path for more", "example"),
        ("fr", "Les équipes échangeaient des renseignements", "échange d’équipe"),
        ("es", "Las medidas propuestas por las organizaciones", "organización medida"),
        ("ru", "Кибербезопасность и меры укрепления доверия", "мера доверие"),
        ("ru", "МЕРЫ УКРЕПЛЕНИЯ", "меры укрепления"),
        ("ar", "نرحب بالاستشارات المفتوحة", "استشارات"),
        ("ar", "استشارات مفتوحة", "الاستشارات"),
        ("ar", "والشبكة آمنة", "الشبكه امنه"),
        ("ar", "الأَمْنُ السيبراني", "الامن"),
        ("ar", "شبـــكة", "شبكة"),
        ("zh", "关于网络安全的意见", "网络安全"),
        ("zh", "关于网络安全的意见", "网络 意见"),
        ("zh", "关于网络安全的意见", "网"),
        ("ja", "ネットワークの信頼醸成措置", "信頼醸成"),
        ("en", "They call it 网络安全 there", "网络安全"),
        ("zh", "关于 CERT 的意见", "cert"),
        ("de", "Vertrauensbildende Maßnahmen", "MASSNAHMEN or maßnahmen"),
        ("und", "Ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("fa", "شبکه‌های امن", "شبکه"),
        ("en", 'Ten "exact words" here', '"exact words"'),
        ("en", "Ten exact words here", "“exact words”"),
    ],
)
def test_a_text_is_found_in_its_own_language(language: str, text: str, words: str) -> None:
    make_submission(make_call(), state="published", language=language, body=text)
    assert finds(words) == 1


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Directories of responders", "directory -responders"),
        ("en", "words exact", '"exact words"'),
        ("fr", "mots exacts", "« exacts mots »"),
        ("zh", "互联网络的安全", "网络安全"),
        ("zh", "关于网络安全的意见", "-网络安全"),
        ("ar", "شبكة", "استشارات"),
        ("en", "anything", "the"),
        ("en", "anything", "!!! & | :* <->"),
        ("en", "anything", ""),
    ],
)
def test_what_is_not_asked_for_is_not_found(language: str, text: str, words: str) -> None:
    make_submission(make_call(), state="published", language=language, body=text)
    assert finds(words) == 0


def test_reference_title_author_text_and_answers_are_all_found() -> None:
    call = make_call()
    row = make_submission(call, make_organisation("Quokka Society"), title="Wombats", body="Bandicoots")
    Answer.objects.create(submission=row, question=make_question(call), text="Numbats")
    assert [finds(words) for words in (row.reference, "quokka", "wombat", "bandicoot", "numbat")] == [1, 1, 1, 1, 1]


def test_every_change_reaches_the_index() -> None:
    call = make_call()
    row = make_submission(call, state="published", title="Wombats", body="Bandicoots")
    answer = Answer.objects.create(submission=row, question=make_question(call), text="Numbats")
    Submission.objects.filter(pk=row.pk).update(title="Potoroos", language="fr")
    Answer.objects.filter(pk=answer.pk).update(text="Bettongs")
    assert [finds(words) for words in ("wombat", "potoroos", "numbat", "bettongs")] == [0, 1, 0, 1]
    answer.delete()
    assert finds("bettongs") == 0


def test_rows_made_in_bulk_are_indexed_too() -> None:
    row = make_submission(make_call(), body="Bandicoots")
    copy = Submission.objects.get(pk=row.pk)
    copy.pk, copy.reference, copy.public_id = None, "BULK/1", "11111111-1111-4111-8111-111111111111"
    Submission.objects.bulk_create([copy])
    assert finds("bandicoots") == 2


def test_of_a_withdrawn_one_only_the_stub_is_found() -> None:
    row = make_submission(make_call(), make_organisation("Quokka Society"), state="published", title="Wombats",
                          body="Bandicoots")  # fmt: skip
    Submission.objects.filter(pk=row.pk).update(state="withdrawn", withdrawn_at=NOON)
    assert [finds(words) for words in (row.reference, "wombats", "quokka", "bandicoots")] == [1, 1, 0, 0]


def test_a_title_weighs_more_than_an_author_and_an_author_more_than_a_text() -> None:
    row = make_submission(make_call(), make_organisation("Quokka"), title="Wombat", body="Bandicoot")
    with connection.cursor() as cursor:
        cursor.execute("SELECT search::text FROM submissions_submission WHERE id = %s", [row.pk])
        vector = cursor.fetchone()[0]
    assert "'wombat':1A" in vector
    assert "'bandicoot'" in vector.partition("C")[0] or "C" in vector.partition("'bandicoot':")[2][:3]
    assert "B" in vector.partition("'quokka':")[2][:3]


@pytest.mark.parametrize(
    "words",
    [
        "'", '"', "\\", "''\\'", "%s %(x)s", "a & | b", ":*", "a:*B", "((((", "<-> <2>", "-", "- -", "--", '"unclosed',
        "or", "or or -or", "\u202eabc\u202c", "\ue000", "\ue000\ue000x", "-" * 200, "a-" * 100, '-"' * 100, "( or " * 40,
        "网" * 200, "网 -" * 60, "ال" * 100, "\ufdfa" * 200, "'); DROP TABLE submissions_submission; --",
        "1' AND pg_sleep(3) --", "a" * 200, "٠١٢", "\u0301" * 200, "\U0001f600",
    ],
)  # fmt: skip
def test_no_query_is_an_error_or_more_than_one_question(words: str, django_assert_max_num_queries: Any) -> None:
    make_submission(make_call(), state="published", body="Directories of 网络安全 responders. " * 50)
    with that_ends(), django_assert_max_num_queries(1):
        assert finds(words) in {0, 1}


@pytest.mark.parametrize(
    "text",
    [
        "a-" * 500_000, "a/" * 500_000, "a." * 500_000, "a@" * 500_000, "<a " * 333_333, "&a;" * 333_333,
        "网络" * 500_000, "ال" * 500_000, "e\u0301" * 333_333, "a" * 1_000_000, "\ufdfa" * 50_000,
        " ".join(f"w{number:x}" for number in range(150_000)),
        "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(200_000)),
    ],
    ids=["hyphens", "strokes", "points", "ats", "tags", "entities", "han", "articles", "accents", "one word",
         "ligatures", "all different", "all different han"],
)  # fmt: skip
def test_a_million_hostile_characters_are_stored_and_indexed(text: str) -> None:
    row = make_submission(make_call(), body="short")
    with that_ends():
        Submission.objects.filter(pk=row.pk).update(body=text, title="Potoroo")
    assert finds("potoroo") == 1


@contextmanager
def that_ends() -> Iterator[None]:
    """The database gives a statement up that comes to no end, and the test fails: a watch, not a measure."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '60s'")
        yield
        cursor.execute("RESET statement_timeout")


def test_few_hits_are_counted_and_many_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consultation.submissions.search.COUNT_CAP", 2)
    call = make_call()
    make_submission(call, body="wombat quokka")
    make_submission(call, body="wombat quokka")
    make_submission(call, body="wombat")
    few, count = search(Submission.objects.all(), "quokka")
    assert (few.count(), str(count)) == (2, "2")
    many, count = search(Submission.objects.all(), "wombat")
    assert (many.count(), str(count)) == (3, "2+")
