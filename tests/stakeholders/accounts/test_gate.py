"""The gate before the pages of staff: role and second factor, in every combination."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from stakeholders.accounts.gate import lacks_only_second_factor, staff_page
from tests.factories import make_chair, make_officer, make_process, make_secretariat, make_user, with_second_factor

pytestmark = pytest.mark.django_db


@staff_page("accounts.act_as_secretariat")
def a_page(request):
    return HttpResponse("opened")


def answer(rf, user):
    request = rf.get("/")
    request.user = user
    try:
        response = a_page(request)
    except PermissionDenied:
        return "refused"
    return response.text or response["Location"]


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (AnonymousUser, "refused"),
        (make_user, "refused"),
        (lambda: with_second_factor(make_user()), "refused"),
        (lambda: make_secretariat(second_factor=False), "/account/second-factor/"),
        (make_secretariat, "opened"),
        (lambda: make_secretariat(is_active=False), "refused"),
        (lambda: make_chair(make_process()), "refused"),
    ],
)
def test_who_passes(rf, person, expected):
    assert answer(rf, person()) == expected


def test_asking_what_is_lacking_gives_nothing_away():
    user = make_secretariat(second_factor=False)
    assert lacks_only_second_factor(user, "accounts.act_as_secretariat")
    assert not user.has_second_factor
    assert not user.has_perm("accounts.act_as_secretariat")


def test_it_works_for_the_offices_of_a_process_too():
    chair = make_officer(make_process(), "chair", second_factor=False)
    assert lacks_only_second_factor(chair, "processes.open_chair_desk")
    assert not lacks_only_second_factor(chair, "processes.open_secretariat_desk")


def test_the_page_says_why_and_leads_to_the_setup(client):
    client.force_login(make_secretariat(second_factor=False))
    response = client.get(reverse("organisations:desk"), follow=True)
    assert response.redirect_chain == [("/account/second-factor/", 302)]
    assert "A second factor is needed" in response.text
    assert f'href="{reverse("mfa_activate_totp")}"' in response.text


def test_once_it_is_set_the_page_leads_to_the_desk(client):
    client.force_login(make_secretariat())
    page = client.get(reverse("accounts:second_factor_needed"))
    assert "Your second factor is set." in page.text


SECRETARIAT_PAGES = [
    ("organisations:desk", [], "get"), ("organisations:examine", [1], "get"), ("organisations:recognise", [1], "post"),
    ("organisations:refuse", [1], "post"), ("organisations:verify", [1], "post"), ("organisations:groups", [], "get"),
    ("organisations:new_group", [], "get"), ("organisations:new_group", [], "post"),
    ("organisations:group", [1], "get"), ("organisations:group", [1], "post"), ("organisations:group_up", [1], "post"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "method"), SECRETARIAT_PAGES)
def test_no_page_of_the_secretariat_opens_without_role_and_second_factor(client, name, args, method):
    address = reverse(name, args=args)
    assert getattr(client, method)(address)["Location"].startswith("/account/login/")
    client.force_login(make_user())
    assert getattr(client, method)(address).status_code == 403
    client.force_login(make_secretariat(second_factor=False))
    assert getattr(client, method)(address)["Location"] == "/account/second-factor/"
