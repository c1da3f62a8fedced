"""Signing in as a browser does it, under the strict Content Security Policy: passkeys, TOTP, sessions, no scripts."""

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import sync_playwright

from stakeholders.mailroom.models import Letter
from tests.factories import (
    PASSWORD,
    make_focal_point,
    make_organisation,
    make_secretariat,
    make_user,
    with_second_factor,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CHROMIUM = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def chromium(monkeypatch):
    """A browser; the ORM may be asked beside it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()
        connections.close_all()  # what was opened beside the browser's event loop is out of reach after it


@pytest.fixture
def complaints():
    """What the browsers of this test complained about: blocked scripts, errors in scripts."""
    return []


@pytest.fixture
def open_page(chromium, live_server, complaints):
    """Opens a fresh browser profile on the live server."""

    def opened(**options):
        context = chromium.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"), **options)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    return opened


def sign_in(page, email):
    page.goto("/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")


def confirm_password(page):
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")


def give_an_authenticator(page):
    """A platform authenticator that says yes, as a phone or a laptop has it (WebAuthn, virtual authenticators)."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                     "isUserVerified": True, "automaticPresenceSimulation": True}},
    )  # fmt: skip


def test_a_passkey_is_added_and_signs_in_under_the_strict_policy(open_page, complaints):
    user = make_user("amina@people.example")
    page = open_page()
    give_an_authenticator(page)
    sign_in(page, user.email)
    page.goto("/account/2fa/webauthn/add/")
    confirm_password(page)
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/account/2fa/**recovery-codes/**")
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"webauthn", "recovery_codes"}
    page.click("summary:has-text('Account')")
    page.click("button:has-text('Sign out')")
    page.goto("/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/desk/")
    assert complaints == []


def test_without_javascript_one_signs_up_confirms_and_signs_in(open_page, settings):
    settings.MAIL_CAUGHT = True
    page = open_page(java_script_enabled=False)
    page.goto("/account/signup/")
    page.fill("[name=email]", "new@people.example")
    page.fill("[name=full_name]", "New Person")
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    page.click("main form button[type=submit]")
    page.goto("/letters/")
    page.click("text=Confirm your e-mail address for Plenum")
    link = page.locator("main a[href*='confirm-email']").get_attribute("href")
    page.goto(link.replace("http://127.0.0.1:8000", ""))
    page.click("main form button[type=submit]")
    sign_in(page, "new@people.example")
    assert page.url.endswith("/desk/")
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, {"width": 360, "height": 740}])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_no_barrier_on_the_pages_of_people(open_page, complaints, viewport, locale):
    organisation = make_organisation("The International Association of Very Long Names " * 5)
    amina = make_focal_point(organisation, language=locale)
    page = open_page(viewport=viewport, locale=locale)
    found = {}
    for path in ("/account/login/", "/account/signup/", "/account/password/reset/"):
        page.goto(path)
        found[path] = barriers(page)
    sign_in(page, amina.email)
    own = f"/organisations/{organisation.pk}/"
    for path in ("/account/profile/", "/organisations/", "/organisations/find/?q=assoc", "/organisations/register/", own,
                 f"{own}edit/", "/account/email/", "/account/password/change/", "/account/2fa/", "/account/sessions/"):  # fmt: skip
        page.goto(path)
        found[path] = barriers(page)
    page.goto("/organisations/register/")
    with page.expect_navigation():  # axe must meet the page that says what is wrong, not the one being left
        page.click("main form .actions button")
    found["errors"] = barriers(page)
    assert {path: names for path, names in found.items() if names} == {}
    assert complaints == []


def barriers(page):
    """Ids of axe's rules that the page breaks, and whether it must be scrolled sideways."""
    violations = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
    names = [violation["id"] for violation in violations]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*names, "sideways scroll"] if wide else names


HOSTILE = '"><script>document.title="run"</script><img src=x onerror=alert(1)>'


def test_row_10_what_strangers_type_runs_nowhere_in_the_secretariats_browser(open_page, complaints):
    organisation = make_organisation(HOSTILE, acronym="<b>x</b>", state="proposed")
    make_focal_point(organisation, full_name=HOSTILE)
    sara = make_secretariat(email="sara@people.example")
    sara.authenticator_set.all().delete()  # signs in without a code; the factor is set again below
    page = open_page()
    page.on("dialog", lambda dialog: complaints.append("a script ran"))
    sign_in(page, sara.email)
    with_second_factor(sara)
    for path in ("/secretariat/organisations/", f"/secretariat/organisations/{organisation.pk}/",
                 f"/organisations/{organisation.pk}/", f"/organisations/{organisation.pk}/edit/", "/secretariat/organisations/?q=script"):  # fmt: skip
        assert page.goto(path).status == 200
        assert page.title() != "run"
    assert complaints == []
