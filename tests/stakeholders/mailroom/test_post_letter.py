"""Writing letters: one for each occasion, in the reader's language, with values that cannot break out."""

import pytest
from django.db import transaction
from django.template.loader import get_template
from kombu.exceptions import OperationalError

from stakeholders.mailroom import actions, tasks
from stakeholders.mailroom.actions import post_letter, post_message
from stakeholders.mailroom.errors import HeaderRefused
from stakeholders.mailroom.models import Letter
from stakeholders.mailroom.render import checked_address, header_line
from tests.factories import NOON, make_organisation, make_user

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}",
    "{% load static %}",
    "{event.__init__.__globals__}",
    "%(password)s",
    "<a href='https://evil.example'>press</a>",
    "javascript:alert(1)",
)


@pytest.fixture
def queued(monkeypatch):
    """Ids of letters that were handed to the broker."""
    ids = []
    monkeypatch.setattr(tasks.send_letter, "delay", lambda *, letter_id: ids.append(letter_id))
    return ids


def write(to, key="occasion/1", name="Lake Watch", template="organisations/mail/recognised"):
    organisation = make_organisation(name)
    return post_letter(key=key, to=to, template=template, context={"organisation": organisation}, at=NOON)


def test_a_letter_holds_subject_text_and_html(queued):
    letter = write(make_user("amina@people.example", full_name="Amina Otieno"))
    assert letter.to == "amina@people.example"
    assert letter.subject == "Lake Watch has been recognised"
    assert letter.text.startswith("Dear Amina Otieno,\n\nThe secretariat has recognised Lake Watch.")
    assert "<p>The secretariat has recognised <bdi>Lake Watch</bdi>.</p>" in letter.html
    assert "http://127.0.0.1:8000/organisations/" in letter.text
    assert letter.state == "waiting"


def test_the_same_occasion_makes_one_letter(queued, django_capture_on_commit_callbacks):
    user = make_user()
    with django_capture_on_commit_callbacks(execute=True):
        first = write(user)
    with django_capture_on_commit_callbacks(execute=True):
        second = write(user, name="Another name")
    assert second.pk == first.pk
    assert Letter.objects.count() == 1
    assert queued == [first.pk]


def test_nothing_is_queued_before_the_commit(queued, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        write(make_user())
        assert queued == []
    assert len(callbacks) == 1


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_leaves_no_letter(queued):
    def write_then_fail():
        with transaction.atomic():
            post_message(
                key="x", to_address="a@people.example", language="en", subject="s", text="t", html="<p>h</p>", at=NOON
            )
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_then_fail()
    assert not Letter.objects.exists()
    assert queued == []


def test_without_a_broker_the_letter_waits_in_its_row(monkeypatch, caplog, django_capture_on_commit_callbacks):
    def refuse(**_kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(actions.send_letter, "delay", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        letter = write(make_user())
    assert Letter.objects.due_at(NOON).get() == letter
    assert f"The broker did not take letter {letter.pk}" in caplog.text


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_the_letter_speaks_its_readers_language_whatever_the_page_speaks(queued, language, direction):
    letter = write(make_user(language=language))
    assert letter.language == language
    assert f'<html lang="{language}" dir="{direction}">' in letter.html


@pytest.mark.parametrize("payload", HOSTILE)
def test_row_12_what_people_typed_stays_text(queued, payload):
    letter = write(make_user(full_name=payload), name=payload)
    assert payload in letter.text
    for opening in ("<script", "<img", "<a href='https://evil"):
        assert opening not in letter.html
    assert letter.html.count("<a ") == 2  # the portal, and the organisation's page
    assert "only-for-development-and-tests" not in letter.text + letter.html + letter.subject


@pytest.mark.parametrize("breaker", ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x00"])
def test_row_13_no_subject_breaks_its_line(queued, breaker):
    letter = post_message(
        key=f"k{ord(breaker[0])}", to_address="a@people.example", language="en",
        subject=f"Hello{breaker}Bcc: victim@people.example", text="t", html="<p>t</p>", at=NOON,
    )  # fmt: skip
    assert letter.subject in {"Hello Bcc: victim@people.example", "HelloBcc: victim@people.example"}


def test_row_13_bidi_marks_leave_the_subject_and_long_ones_are_cut():
    assert header_line("abc\u202egpj.exe\u2066\u200b") == "abcgpj.exe"
    assert header_line("x" * 251) == "x" * 249 + "…"
    assert header_line("x" * 250) == "x" * 250


@pytest.mark.parametrize(
    "address",
    ["", "<a@b.example>", "a@b.example\nBcc: c@d.example", "a@b.example\r", "a@b.example\u2028",
     "a@b.example,c@d.example", "a b@c.example", "a@b.example;c@d.example", "a@b.example\u202e"],
)  # fmt: skip
def test_row_13_an_address_that_breaks_out_is_refused(address):
    with pytest.raises(HeaderRefused):
        checked_address(address)


OCCASIONS = ("proposed", "recognised", "refused", "join_requested", "admitted", "join_refused", "ended", "role_changed")


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_each_occasion_has_its_three_files_and_renders(queued, occasion):
    for ending in (".subject.txt", ".txt", ".html"):
        get_template(f"organisations/mail/{occasion}{ending}")
    user = make_user(full_name="Amina")
    letter = post_letter(
        key="k", to=user, template=f"organisations/mail/{occasion}", at=NOON,
        context={"organisation": make_organisation("Lake Watch"), "person": user, "reason": "A & B", "role": "Chair"},
    )  # fmt: skip
    assert "Lake Watch" in letter.subject
    assert "Lake Watch" in letter.text
    assert "&amp;" not in letter.text
    assert "http://127.0.0.1:8000/" in letter.text
