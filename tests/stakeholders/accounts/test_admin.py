"""People in the admin site: for a superuser with a second factor, and for nobody else."""

import pytest
from django.urls import reverse

from stakeholders.accounts.models import User
from tests.factories import make_secretariat, make_user, with_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    user = with_second_factor(make_user(is_superuser=True, is_staff=True))
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    "person",
    [
        make_user,
        make_secretariat,
        lambda: with_second_factor(make_user(is_staff=True)),
        lambda: make_user(is_superuser=True, is_staff=True),
    ],
)
def test_nobody_else_gets_in(client, person):
    client.force_login(person())
    response = client.get(reverse("admin:accounts_user_changelist"))
    assert response.status_code in (302, 403, 404)
    assert "@people.example" not in response.text


def test_a_superuser_gives_the_first_role_and_is_noted(client, root):
    sara = make_user()
    posted = {
        "full_name": "Sara", "language": "en", "time_zone": "UTC", "is_active": "on",
        "roles_held-TOTAL_FORMS": "1", "roles_held-INITIAL_FORMS": "0", "roles_held-0-role": "secretariat",
        "roles_held-0-given_at_0": "2026-11-23", "roles_held-0-given_at_1": "12:00:00",
    }  # fmt: skip
    assert client.post(reverse("admin:accounts_user_change", args=[sara.pk]), posted).status_code == 302
    held = sara.roles_held.get()
    assert (held.role, held.given_by, held.ended_at) == ("secretariat", root, None)


def test_people_are_neither_made_nor_removed_there(client, root):
    sara = make_user()
    assert client.get(reverse("admin:accounts_user_add")).status_code == 403
    assert client.post(reverse("admin:accounts_user_delete", args=[sara.pk]), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=sara.pk).exists()


def test_the_list_shows_and_finds_people(client, root):
    make_user("amina@people.example", full_name="Amina Otieno")
    assert "amina@people.example" in client.get(reverse("admin:accounts_user_changelist"), {"q": "otieno"}).text
