"""Signing up, in and out: accounts are not revealed, links keep their origin, tokens wait for a button."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from stakeholders.accounts.models import User, email_key
from stakeholders.mailroom.models import Letter
from tests.factories import NOON, PASSWORD, make_secretariat, make_user

pytestmark = pytest.mark.django_db


def sign_up(client, email="amina@people.example", **fields):
    posted = {"email": email, "full_name": "Amina Otieno", "password1": PASSWORD, "password2": PASSWORD, **fields}
    return client.post(reverse("account_signup"), posted)


def sign_in(client, email, password=PASSWORD, **fields):
    return client.post(reverse("account_login"), {"login": email, "password": password, **fields})


def link_in(letter, word):
    return re.search(rf"http://127\.0\.0\.1:8000(/\S*{word}\S*)", letter.text)[1]


def body_of(response):
    """The page without what differs on every answer: the CSRF token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.text)


def test_a_newcomer_signs_up_confirms_and_signs_in(client):
    client.cookies["django_language"] = "fr"
    response = sign_up(client)
    assert response.status_code == 302
    assert response["Location"] == reverse("account_email_verification_sent")
    user = User.objects.get()
    assert (user.full_name, user.language, user.email_key) == ("Amina Otieno", "fr", "amina@people.example")
    letter = Letter.objects.get()
    assert (letter.to, letter.language) == ("amina@people.example", "fr")
    assert "Amina" not in letter.text + letter.html  # a stranger chooses the name; it is not mailed to the address
    page = link_in(letter, "confirm-email")
    assert client.post(page).status_code == 302
    assert EmailAddress.objects.get().verified
    other_browser = Client()
    sign_in(other_browser, "AMINA@people.example")
    assert other_browser.session["_auth_user_id"] == str(user.pk)


def test_row_35_opening_the_link_changes_nothing_until_the_button_is_pressed(client):
    sign_up(client)
    page = link_in(Letter.objects.get(), "confirm-email")
    scanner = Client()
    for _visit in range(10):
        assert scanner.head(page).status_code == 200
        response = scanner.get(page)
        assert response.status_code == 200
        assert '<button type="submit"' in response.text
    assert not EmailAddress.objects.get().verified
    assert "_auth_user_id" not in scanner.session
    client.post(page)
    assert EmailAddress.objects.get().verified


def test_row_35_a_reset_link_survives_scanners(client):
    user = make_user("amina@people.example")
    client.post(reverse("account_reset_password"), {"email": user.email})
    page = link_in(Letter.objects.get(), "password/reset/key")
    for _visit in range(10):
        scanner = Client()
        scanner.head(page)
        assert scanner.get(page, follow=True).status_code == 200
        assert "_auth_user_id" not in scanner.session
    form = client.get(page, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": "another long passphrase", "password2": "another long passphrase"})
    user.refresh_from_db()
    assert user.check_password("another long passphrase")


def test_the_same_address_twice_is_answered_like_the_first_time(client):
    make_user("known@people.example")
    known, unknown = sign_up(client, "known@people.example"), sign_up(Client(), "unknown@people.example")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    pages = [body_of(one.get(known["Location"])) for one in (Client(), Client())]
    assert pages[0] == pages[1]
    assert Letter.objects.get(to="known@people.example").subject == "You already have an account on Plenum"
    assert Letter.objects.get(to="unknown@people.example").subject == "Confirm your e-mail address for Plenum"


@pytest.mark.parametrize("reset_or_login", ["reset", "login"])
def test_row_19_known_and_unknown_addresses_get_the_same_answer(reset_or_login):
    make_user("known@people.example")
    answers = []
    for email in ("known@people.example", "other@people.example"):
        browser = Client()
        if reset_or_login == "reset":
            response = browser.post(reverse("account_reset_password"), {"email": email}, follow=True)
        else:
            response = sign_in(browser, email, "not the passphrase")
        answers.append((response.status_code, body_of(response).replace(email, "")))
    assert answers[0] == answers[1]


def test_row_19_reset_asks_the_same_number_of_queries_give_or_take_the_token(django_assert_max_num_queries):
    make_user("known@people.example")
    for email in ("known@people.example", "other@people.example"):
        with django_assert_max_num_queries(12):
            Client().post(reverse("account_reset_password"), {"email": email})
    assert sorted(Letter.objects.values_list("to", flat=True)) == ["known@people.example", "other@people.example"]


def test_row_19_nothing_differs_when_the_broker_and_the_mail_server_are_down(monkeypatch, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    make_user("known@people.example")
    statuses = {
        Client().post(reverse("account_reset_password"), {"email": email}).status_code
        for email in ("known@people.example", "other@people.example")
    }
    assert statuses == {302}
    assert Letter.objects.filter(state="waiting").count() == 2


def test_row_21_links_lead_to_the_portal_whatever_host_was_named(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "hostile.example"]
    make_user("known@people.example")
    client.post(
        reverse("account_reset_password"), {"email": "known@people.example"}, headers={"host": "hostile.example"}
    )
    sign_up(client, "new@people.example", headers={"host": "hostile.example"})
    for letter in Letter.objects.all():
        assert "hostile.example" not in letter.text + letter.html + letter.subject
        assert "http://127.0.0.1:8000/" in letter.text


def test_row_21_a_host_that_is_not_ours_is_refused(client):
    response = client.get(reverse("account_login"), headers={"host": "hostile.example"})
    assert response.status_code == 400
    response = client.get(reverse("account_login"), headers={"x-forwarded-host": "hostile.example"})
    assert "hostile.example" not in response.text


BARE = ("https://evil.example", "//evil.example", "///evil.example", "http:evil.example", "https:/evil.example",
        "https:///evil.example", "x:evil.example",
        "\\\\evil.example", "/\\evil.example", "\\/evil.example", "/\\/evil.example", "http://127.0.0.1:8000@evil.example",
        "http://127.0.0.1:8000.evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
        "vbscript:x",
        "ftp://evil.example", "http://[evil.example", "https://evil.example\\@127.0.0.1:8000", "//evil.example/%2f..",
        "https://127.0.0.1:8000:evil.example", "mailto:x@evil.example",
        "//127.0.0.1:8000@evil.example/")  # fmt: skip
DRESSED = ("{}", " {}", "\t{}", "{}\x00")
PAYLOADS = [dress.format(bare) for bare in BARE for dress in DRESSED]


def test_row_22_signing_in_never_leads_off_the_portal():
    user = make_user("amina@people.example")
    browser = Client()
    assert len(PAYLOADS) >= 80
    for payload in PAYLOADS:
        cache.clear()
        browser.logout()
        response = sign_in(browser, user.email, next=payload)
        assert response.status_code == 302
        assert response["Location"] == "/desk/", payload


def test_signing_in_leads_on_to_the_page_that_was_asked_for(client):
    make_user("amina@people.example")
    asked = client.get(reverse("accounts:profile"))
    assert asked["Location"] == "/account/login/?next=/account/profile/"
    assert 'name="next" value="/account/profile/"' in client.get(asked["Location"]).text
    assert sign_in(client, "amina@people.example", next="/account/profile/")["Location"] == "/account/profile/"


def test_row_24_the_session_changes_its_name_at_sign_in(client):
    make_user("amina@people.example")
    client.cookies["django_language"] = "en"
    session = client.session
    session["kept"] = "typed before"
    session.save()
    before = session.session_key
    sign_in(client, "amina@people.example")
    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_row_24_a_disabled_person_is_refused_at_the_next_request(client):
    user = make_user("amina@people.example")
    client.force_login(user)
    assert client.get(reverse("accounts:profile")).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(reverse("accounts:profile")).status_code == 302
    assert sign_in(Client(), user.email)["Location"] == reverse("account_inactive")


def test_row_24_a_role_taken_away_closes_the_desk_at_the_next_request(client):
    user = make_secretariat()
    client.force_login(user)
    assert client.get(reverse("organisations:desk")).status_code == 200
    user.roles_held.update(ended_at=NOON)
    assert client.get(reverse("organisations:desk")).status_code == 403


def test_row_20_guesses_are_limited_whatever_the_forwarding_header_says():
    user = make_user("victim@people.example")
    answers = []
    for guess in range(40):
        response = Client().post(
            reverse("account_login"), {"login": user.email, "password": f"guess {guess}"},
            headers={"x-forwarded-for": f"198.51.100.{guess}, 203.0.113.{guess}"},
        )  # fmt: skip
        answers.append(response.status_code)
    limited = [response for response in answers if response == 429]
    assert len(limited) >= 10
    assert answers[-1] == 429


def test_row_20_the_victim_can_still_get_in_by_a_new_password():
    user = make_user("victim@people.example")
    for guess in range(12):
        sign_in(Client(), user.email, f"guess {guess}")
    browser = Client(REMOTE_ADDR="192.0.2.7")
    browser.post(reverse("account_reset_password"), {"email": user.email})
    page = link_in(Letter.objects.get(to=user.email), "password/reset/key")
    form = browser.get(page, follow=True).request["PATH_INFO"]
    browser.post(form, {"password1": "another long passphrase", "password2": "another long passphrase"})
    assert sign_in(browser, user.email, "another long passphrase")["Location"] == "/desk/"


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "account_logout", "look:language"]
)
def test_row_36_nothing_is_posted_without_a_token(name):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(reverse(name), {"email": "a@b.example", "language": "fr"}).status_code == 403


def test_row_36_asking_to_sign_out_by_a_link_only_asks(client):
    client.force_login(make_user())
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session


def test_a_second_factor_is_set_up_by_the_form_and_asked_for_from_then_on(client, django_capture_on_commit_callbacks):
    user = make_user("sara@people.example")
    sign_in(client, user.email)
    asked_again = client.get(reverse("mfa_activate_totp"))
    assert asked_again["Location"] == "/account/reauthenticate/?next=%2Faccount%2F2fa%2Ftotp%2Factivate%2F"
    page = client.post(asked_again["Location"], {"password": PASSWORD}, follow=True)
    assert 'src="data:image/svg+xml' in page.text
    secret = client.session["mfa.totp.secret"]
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Incorrect code." in wrong.text
    assert not Authenticator.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert User.objects.get().has_second_factor
    assert Letter.objects.filter(to="sara@people.example", subject="Authenticator App Activated").count() == 1
    other = Client()
    assert sign_in(other, user.email)["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in other.session
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):  # a code is taken once
        other.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert other.session["_auth_user_id"] == str(user.pk)


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_recovery_codes_alone_are_no_second_factor():
    user = make_user()
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert not user.has_second_factor


@pytest.mark.parametrize(
    ("one", "other"),
    [("amina@people.example", "AMINA@People.Example"), ("amina@people.example", "ａｍｉｎａ@people.example"),
     ("mike@people.example", "miKe@people.example"), ("sam@people.example", "ſam@people.example")],
)  # fmt: skip
def test_row_32_two_spellings_of_an_address_are_one_account(client, one, other):
    make_user(one)
    assert email_key(one) == email_key(other)
    sign_up(client, other)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "email", ["mıke@people.example", "mike@gıthub.example", "mike@strаße.example", "ａß@people.example"]
)
def test_row_32_an_address_that_could_be_taken_for_another_is_refused_in_words(client, email):
    response = sign_up(client, email)
    assert response.status_code == 200
    assert "Enter a valid email address." in response.text or "plain Latin letters" in response.text
    assert not User.objects.exists()


def test_row_32_a_reset_is_mailed_to_the_address_we_know(client):
    make_user("mike@people.example")
    client.post(reverse("account_reset_password"), {"email": "miKe@people.example"})
    assert Letter.objects.get().to == "mike@people.example"


@pytest.mark.parametrize("name", ["Visit http://evil.example", "www.evil.example", "me@evil.example"])
def test_row_12_a_name_is_no_advertisement(client, name):
    response = sign_up(client, full_name=name)
    assert "Write a name without a web address or an e-mail address." in response.text
    assert not Letter.objects.exists()


def test_row_28_nobody_signs_up_as_staff(client):
    sign_up(client, is_staff="1", is_superuser="1", is_active="0", email_key="x", roles="secretariat")
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert user.roles == frozenset()


def test_two_sign_ups_of_one_address_at_once_are_answered_alike(client, monkeypatch):
    make_user("amina@people.example")
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.email_already_exists", lambda value: (value, False)
    )  # as if the other had not been stored yet when this one was checked
    response = sign_up(client)
    assert response.status_code == 302
    assert User.objects.count() == 1
