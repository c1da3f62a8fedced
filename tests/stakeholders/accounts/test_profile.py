"""A person's own settings: name, language, time zone, and that the choice is kept."""

import pytest
from django.urls import reverse

from stakeholders.accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(client):
    user = make_user("amina@people.example", full_name="Amina")
    client.force_login(user)
    return user


def test_name_language_and_zone_are_kept(client, amina):
    posted = {"full_name": "  Amina\u202e \u200bOtieno ", "language": "fr", "time_zone": "Africa/Nairobi"}
    response = client.post(reverse("accounts:profile"), posted)
    assert response["Location"] == "/account/profile/"
    assert response.cookies["django_language"].value == "fr"
    amina.refresh_from_db()
    assert (amina.full_name, amina.language, amina.time_zone) == ("Amina Otieno", "fr", "Africa/Nairobi")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("full_name", ""),
        ("full_name", "x" * 201),
        ("language", "xx"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../etc"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(client, amina, field, wrong):
    posted = {"full_name": "Amina Otieno", "language": "fr", "time_zone": "Africa/Nairobi", field: wrong}
    response = client.post(reverse("accounts:profile"), posted)
    assert response.status_code == 200
    assert "There is a problem" in response.text
    amina.refresh_from_db()
    assert (amina.full_name, amina.language, amina.time_zone) == ("Amina", "en", "UTC")


def test_row_28_only_those_three_are_changed(client, amina):
    posted = {
        "full_name": "A",
        "language": "en",
        "time_zone": "UTC",
        "email": "x@y.example",
        "is_staff": "1",
        "is_superuser": "1",
    }
    client.post(reverse("accounts:profile"), posted)
    amina.refresh_from_db()
    assert (amina.email, amina.is_staff, amina.is_superuser) == ("amina@people.example", False, False)


def test_a_language_chosen_on_any_page_is_kept_on_the_person(client, amina):
    client.post(reverse("look:language"), {"language": "ar", "next": "/account/profile/"})
    amina.refresh_from_db()
    assert amina.language == "ar"
    assert 'lang="ar" dir="rtl"' in client.get(reverse("accounts:profile")).text


def test_a_language_that_is_not_offered_is_not_kept(client, amina):
    client.post(reverse("look:language"), {"language": "xx"})
    amina.refresh_from_db()
    assert amina.language == "en"


def test_a_new_browser_speaks_the_persons_language(client):
    client.force_login(make_user(language="fr"))
    assert '<html lang="fr"' in client.get(reverse("accounts:profile")).text


def test_row_23_what_a_signed_in_person_sees_is_stored_by_no_cache(client, amina):
    assert client.get(reverse("accounts:profile"))["Cache-Control"] == "private, no-store"


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(reverse("accounts:profile")).status_code == 302
    assert client.post(reverse("accounts:profile"), {"full_name": "x"}).status_code == 302
    assert not User.objects.exists()
