"""The page of caught letters: there for newcomers where mail is caught, and nowhere else."""

import pytest
from django.urls import reverse

from stakeholders.mailroom.models import Letter
from stakeholders.mailroom.views import own_links
from tests.factories import NOON, make_secretariat

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    return Letter.objects.create(
        key="k", to="amina@people.example", language="en", subject="<b>Hello</b>", html="<script>alert(1)</script>",
        text="Open http://127.0.0.1:8000/account/confirm-email/abc/ not http://evil.example/ <script>alert(1)</script>",
        written_at=NOON, next_attempt_at=NOON,
    )  # fmt: skip


def addresses(letter):
    return [reverse("mailroom:caught"), reverse("mailroom:letter", args=[letter.pk])]


def test_nobody_reads_letters_where_mail_is_sent(client, settings, letter):
    settings.MAIL_CAUGHT = False
    client.force_login(make_secretariat())
    for address in addresses(letter):
        assert client.get(address).status_code == 404
        client.logout()
        assert client.get(address).status_code == 404


def test_a_newcomer_reads_them_where_mail_is_caught(client, settings, letter):
    settings.MAIL_CAUGHT = True
    for address in addresses(letter):
        response = client.get(address)
        assert response.status_code == 200
        assert "&lt;b&gt;Hello&lt;/b&gt;" in response.text
        assert "<script>alert" not in response.text
        assert "no-store" in response["Cache-Control"]


def test_an_empty_page_says_what_to_do(client, settings):
    settings.MAIL_CAUGHT = True
    assert "There is no letter yet." in client.get(reverse("mailroom:caught")).text


def test_only_links_to_the_portal_can_be_pressed(client, settings, letter):
    settings.MAIL_CAUGHT = True
    page = client.get(reverse("mailroom:letter", args=[letter.pk])).text
    assert '<a href="http://127.0.0.1:8000/account/confirm-email/abc/">' in page
    assert 'href="http://evil.example' not in page
    assert own_links("http://127.0.0.1:8000.evil.example/x http://127.0.0.1:80001/") == []


def test_the_list_asks_one_query_whatever_its_length(client, settings, letter, django_assert_num_queries):
    settings.MAIL_CAUGHT = True
    with django_assert_num_queries(1):
        client.get(reverse("mailroom:caught"))
    for number in range(3):
        Letter.objects.create(
            key=str(number),
            to="a@b.example",
            language="en",
            subject="s",
            text="t",
            written_at=NOON,
            next_attempt_at=NOON,
        )
    with django_assert_num_queries(1):
        client.get(reverse("mailroom:caught"))
