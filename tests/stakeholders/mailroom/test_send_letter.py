"""Sending letters: once, again after a failure, and never beyond three days."""

import smtplib
import threading
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.core import mail
from django.db import connection

from stakeholders.mailroom import clockwork, emails, tasks
from stakeholders.mailroom.actions import post_message
from stakeholders.mailroom.emails import message_id, send_letter
from stakeholders.mailroom.models import Letter
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _by_smtp(settings):
    settings.MAIL_CAUGHT = False


def make_letter(key="k1", **fields):
    defaults = {
        "to": "amina@people.example", "language": "fr", "subject": "Bonjour", "text": "Du texte\n",
        "html": "<p>Du HTML</p>", "written_at": NOON, "next_attempt_at": NOON,
    }  # fmt: skip
    return Letter.objects.create(key=key, **{**defaults, **fields})


@pytest.fixture
def smtp_is_down(monkeypatch):
    """A mail server that answers nothing; the list counts the attempts."""
    attempts = []

    def refuse(letter):
        attempts.append(letter.pk)
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr(emails, "_deliver", refuse)
    return attempts


def test_a_letter_is_sent_as_text_and_html_with_its_language():
    letter = make_letter()
    assert send_letter(letter_id=letter.pk, at=NOON) is True
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.attempts) == ("sent", NOON, 1)
    [sent] = mail.outbox
    assert sent.to == ["amina@people.example"]
    assert sent.subject == "Bonjour"
    assert sent.body == "Du texte\n"
    assert [tuple(part) for part in sent.alternatives] == [("<p>Du HTML</p>", "text/html")]
    assert sent.extra_headers["Content-Language"] == "fr"


def test_row_13_the_server_is_given_one_set_of_headers():
    letter = post_message(
        key="k", to_address="amina@people.example", language="en", text="t", html="<p>t</p>", at=NOON,
        subject="Hi\r\nBcc: victim@people.example\r\nSubject: other\u2028X: y",
    )  # fmt: skip
    send_letter(letter_id=letter.pk, at=NOON)
    parsed = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert parsed.get_all("To") == ["amina@people.example"]
    assert parsed.get_all("Subject") == ["Hi Bcc: victim@people.example Subject: other X: y"]
    assert parsed.get_all("Bcc") is None
    assert parsed.get_all("X") is None
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]


def test_the_same_letter_delivered_five_times_is_sent_once():
    letter = make_letter()
    outcomes = [send_letter(letter_id=letter.pk, at=NOON) for _time in range(5)]
    assert outcomes == [True, None, None, None, None]
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_five_workers_at_once_send_it_once(monkeypatch):
    letter, delivered, outcomes = make_letter(), [], []
    all_have_asked = threading.Barrier(5, timeout=20)
    monkeypatch.setattr(emails, "_deliver", lambda letter: delivered.append(letter.pk))

    def work():
        all_have_asked.wait()
        outcomes.append(send_letter(letter_id=letter.pk, at=NOON))
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert delivered == [letter.pk]
    assert outcomes.count(True) == 1


def test_each_attempt_carries_the_same_message_id():
    assert message_id(Letter(key="k1")) == message_id(Letter(key="k1"))
    assert message_id(Letter(key="k1")) != message_id(Letter(key="k2"))
    assert message_id(Letter(key="k1")).endswith("@127.0.0.1>")


def test_a_failure_is_kept_with_its_reason_and_tried_again_later(smtp_is_down):
    letter = make_letter()
    assert send_letter(letter_id=letter.pk, at=NOON) is False
    letter.refresh_from_db()
    assert letter.state == "waiting"
    assert letter.last_error == "SMTPServerDisconnected: Connection unexpectedly closed"
    assert letter.next_attempt_at == NOON + timedelta(minutes=1)
    assert send_letter(letter_id=letter.pk, at=NOON) is None  # not due yet


def test_the_pauses_grow_to_two_hours(smtp_is_down):
    letter, pauses = make_letter(), []
    at = NOON
    for _attempt in range(10):
        send_letter(letter_id=letter.pk, at=at)
        letter.refresh_from_db()
        pauses.append(int((letter.next_attempt_at - at).total_seconds() // 60))
        at = letter.next_attempt_at
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 120, 120, 120]


def test_a_day_without_a_mail_server_loses_nothing(smtp_is_down, monkeypatch):
    letter = make_letter()
    at = NOON
    while at < NOON + timedelta(hours=24):
        clockwork.send_waiting_letters(at=at)
        at += timedelta(minutes=30)
    monkeypatch.undo()
    assert clockwork.send_waiting_letters(at=NOON + timedelta(hours=27)) == 1
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_after_three_days_the_letter_has_failed_and_says_why(smtp_is_down):
    letter = make_letter()
    assert send_letter(letter_id=letter.pk, at=NOON + timedelta(days=3)) is False
    letter.refresh_from_db()
    assert letter.state == "failed"
    assert letter.last_error.startswith("SMTPServerDisconnected")
    assert send_letter(letter_id=letter.pk, at=NOON + timedelta(days=4)) is None


def test_the_clock_stops_asking_a_server_that_is_down(smtp_is_down):
    for number in range(5):
        make_letter(f"k{number}")
    assert clockwork.send_waiting_letters(at=NOON) == 0
    assert len(smtp_is_down) == 3


def test_one_letter_that_cannot_be_sent_does_not_stop_the_others(monkeypatch):
    bad, good = make_letter("bad"), make_letter("good")
    deliver = emails._deliver

    def choke(letter):
        if letter.key == "bad":
            raise UnicodeError("an address nobody can encode")
        deliver(letter)

    monkeypatch.setattr(emails, "_deliver", choke)
    assert clockwork.send_waiting_letters(at=NOON) == 1
    assert Letter.objects.get(pk=good.pk).state == "sent"
    assert Letter.objects.get(pk=bad.pk).state == "waiting"


def test_the_clock_finds_what_is_due_and_nothing_else():
    due = make_letter("due")
    make_letter("later", next_attempt_at=NOON + timedelta(seconds=1))
    make_letter("sent", state="sent", sent_at=NOON)
    make_letter("failed", state="failed")
    assert list(Letter.objects.due_at(NOON)) == [due]


def test_tasks_tolerate_arguments_of_a_newer_release():
    letter = make_letter()
    with time_machine.travel(NOON, tick=False):
        tasks.send_letter(letter_id=letter.pk, colour="new")
        tasks.send_waiting_letters(colour="new")
    assert len(mail.outbox) == 1


def test_where_mail_is_caught_no_server_is_spoken_to(settings):
    settings.MAIL_CAUGHT = True
    letter = make_letter()
    assert send_letter(letter_id=letter.pk, at=NOON) is True
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert mail.outbox == []
