"""Choice of language, the pages that say what went wrong, and the frame round every page."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import UnreadablePostError
from django.test import Client, RequestFactory

from look import views
from look.templatetags import plenum
from stakeholders.accounts.models import User

pytestmark = pytest.mark.django_db
LONG = "Since 2019 our forum has run a call-down list for twelve national teams. "


@pytest.fixture
def amina() -> User:
    return User.objects.create_user("amina@example.org", "correct horse battery", full_name="Amina Okafor")


def choose(client: Client, language: str, back: str = "/privacy/?a=1") -> str:
    """Choose a language on a page; the address one is sent to."""
    response = client.post("/language/", {"language": language, "next": back})
    assert response.status_code == 302
    return response["Location"]


def test_a_visitor_keeps_the_language_and_the_page(client: Client) -> None:
    assert choose(client, "ar") == "/privacy/?a=1"
    page = client.get("/privacy/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page


def test_chinese_is_tagged_with_its_script(client: Client) -> None:
    choose(client, "zh-hans")
    assert '<html lang="zh-Hans" dir="ltr">' in client.get("/privacy/").content.decode()


def test_a_person_is_written_to_in_the_language_chosen(client: Client, amina: User) -> None:
    client.force_login(amina)
    choose(client, "fr")
    amina.refresh_from_db()
    assert amina.language == "fr"


@pytest.mark.parametrize("language", ["xx", "", "en'--", "a" * 500])
def test_an_unknown_language_changes_nothing(client: Client, amina: User, language: str) -> None:
    client.force_login(amina)
    choose(client, language)
    amina.refresh_from_db()
    assert amina.language == "en"
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com", "javascript:alert(1)", "/\\example.com"])
def test_the_choice_never_leads_to_another_site(client: Client, back: str) -> None:
    assert choose(client, "ar", back) == "/"


def test_reading_the_address_changes_nothing(client: Client, amina: User) -> None:
    client.force_login(amina)
    client.get("/language/?language=fr")
    amina.refresh_from_db()
    assert amina.language == "en"


def test_the_choice_needs_the_token_of_a_form() -> None:
    response = Client(enforce_csrf_checks=True).post("/language/", {"language": "ar"})
    assert response.status_code == 403


def test_every_page_offers_the_six_languages_in_themselves(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    for button in (
        'value="ar" lang="ar" dir="rtl">العربية<',
        'value="zh-hans" lang="zh-Hans" dir="ltr">中文<',
        'value="en" lang="en" dir="ltr" aria-current="true">English<',
        'value="fr" lang="fr" dir="ltr">Français<',
        'value="ru" lang="ru" dir="ltr">Русский<',
        'value="es" lang="es" dir="ltr">Español<',
    ):
        assert button in page


def test_the_frame_has_a_way_past_it(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    assert page.index('href="#main"') < page.index("<nav")
    assert '<main id="main"' in page


def test_a_signed_in_person_signs_out_by_post(client: Client, amina: User) -> None:
    client.force_login(amina)
    page = client.get("/privacy/").content.decode()
    assert "<bdi>Amina Okafor</bdi>" in page
    assert '<form method="post" action="/account/logout/">' in page


@pytest.mark.parametrize(("caught", "is_linked"), [(True, True), (False, False)])
def test_caught_mail_is_linked_only_where_mail_is_caught(
    client: Client, settings: object, caught: bool, is_linked: bool
) -> None:
    settings.MAIL_CAUGHT = caught  # type: ignore[attr-defined]
    assert ("Caught mail" in client.get("/privacy/").content.decode()) is is_linked


@pytest.mark.parametrize("address", ["/accessibility/", "/privacy/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_plain_pages_are_only_read(client: Client, address: str, method: str) -> None:
    assert getattr(client, method)(address).status_code == 405


def test_a_missing_page_says_what_to_do(client: Client) -> None:
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "If you typed the address, check it." in response.content.decode()


def test_a_refusal_gives_its_reason_escaped(rf: RequestFactory) -> None:
    response = views.permission_denied(asked(rf), PermissionDenied("Only <the Chair> decides."))
    assert response.status_code == 403
    assert "Only &lt;the Chair&gt; decides." in response.content.decode()


def test_a_refusal_without_a_reason_still_explains(rf: RequestFactory) -> None:
    page = views.permission_denied(asked(rf), PermissionDenied()).content.decode()
    assert "Your account does not have the permission for this step, so nothing was changed." in page


def test_a_bad_request_is_explained(rf: RequestFactory) -> None:
    response = views.bad_request(asked(rf), ValueError("internals"))
    assert response.status_code == 400
    assert "internals" not in response.content.decode()


def test_a_fault_is_told_without_asking_the_database(rf: RequestFactory, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = views.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "What you had saved before is kept." in response.content.decode()


def asked(rf: RequestFactory) -> object:
    """A request as a visitor's browser sends it."""
    request = rf.get("/some/page/")
    request.user = AnonymousUser()
    return request


def failed(typed: dict[str, object]) -> str:
    """The page shown when the form's token is missing."""
    response = Client(enforce_csrf_checks=True).post("/account/login/?next=/x/", typed)
    assert response.status_code == 403
    return response.content.decode()


def test_a_form_that_was_not_accepted_gives_the_text_back() -> None:
    page = failed({"body": LONG * 3 + "</textarea><script>x</script>", "title": "Two words"})
    assert LONG * 3 in page
    assert ">\nTwo words</textarea>" in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in page
    assert "<script>x" not in page
    assert 'href="/account/login/?next=/x/"' in page


@pytest.mark.parametrize("name", ["password", "new_password1", "csrfmiddlewaretoken", "code", "credential", "API_KEY"])
def test_secrets_are_never_shown_again(name: str) -> None:
    assert "very secret" not in failed({name: "very secret " * 20})


def test_short_choices_are_not_text() -> None:
    assert "<textarea" not in failed({"language": "en", "agreed": "on"})


def test_a_huge_text_is_cut_not_refused() -> None:
    page = failed({"body": "a " * 200_000})
    assert page.count("a a a a a ") > 10_000
    assert len(page) < 260_000


@pytest.mark.parametrize("trouble", [RequestDataTooBig("too big"), UnreadablePostError("cut off")])
def test_a_form_that_cannot_be_read_is_still_explained(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    request = asked(rf)

    def unreadable(_: object) -> None:
        raise trouble

    monkeypatch.setattr(type(request), "POST", property(unreadable))
    assert views.texts_typed(request) == []


ALLAUTH_PAGES = ["login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/"]
OWN_PAGES = ["email/", "password/change/", "2fa/", "2fa/webauthn/", "sessions/", "logout/", "reauthenticate/"]


@pytest.mark.parametrize("address", ALLAUTH_PAGES)
def test_the_pages_of_sign_in_stand_in_the_frame(client: Client, address: str) -> None:
    check_frame(client.get(f"/account/{address}").content.decode())


@pytest.mark.parametrize("address", OWN_PAGES)
def test_the_pages_of_an_account_stand_in_the_frame(client: Client, amina: User, address: str) -> None:
    client.force_login(amina)
    check_frame(client.get(f"/account/{address}").content.decode())


def check_frame(page: str) -> None:
    assert page.count("<h1>") == 1
    assert '<main id="main"' in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<title> · " not in page


def test_a_new_address_can_be_asked_for_and_taken_back(client: Client, amina: User) -> None:
    EmailAddress.objects.create(user=amina, email=amina.email, verified=True, primary=True)
    client.force_login(amina)
    page = client.post("/account/email/", {"email": "new@example.org", "action_add": ""}, follow=True).content.decode()
    assert "<bdi>new@example.org</bdi>" in page
    client.post("/account/email/", {"email": "new@example.org", "action_remove": ""})
    assert not EmailAddress.objects.filter(email="new@example.org").exists()


def test_problems_at_sign_in_are_in_the_title_and_on_top(client: Client) -> None:
    page = client.post("/account/login/", {"login": "x", "password": ""}).content.decode()
    assert "<title>Error: " in page
    assert '<a href="#id_login">' in page
    assert " novalidate" in page


def test_tags_are_built_in() -> None:
    assert "look.templatetags.plenum" in settings.TEMPLATES[0]["OPTIONS"]["builtins"]
    assert set(plenum.register.tags) == {
        "when", "day", "deadline", "written", "written_text", "language_name", "group_mark", "bars", "error_prefix",
        "error_summary", "form_fields", "comma",
    }  # fmt: skip
