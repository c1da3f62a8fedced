"""The session ends while a person types: the text is kept for her, in her browser only, and for an hour."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from consultation.submissions.models import Draft
from tests.factories import NOON, make_call, make_draft, make_focal_point, make_member, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def amina() -> Any:
    return make_focal_point(make_organisation("Lagos Incident Response Forum"))


@pytest.fixture
def draft(amina: Any) -> Draft:
    return make_draft(make_call(), amina.memberships.get().organisation, amina, body="Saved before.")


@pytest.fixture
def page(draft: Draft) -> str:
    return reverse("submissions:draft", args=[draft.public_id])


TYPED = {
    "version": "1",
    "title": "A draft",
    "body": "Typed <after> the session.",
    "language": "en",
    "visibility": "public",
}


def test_the_text_comes_back_after_the_sign_in_and_is_not_saved_by_itself(
    client: Client, amina: Any, draft: Draft, page: str
) -> None:
    answer = client.post(page, TYPED)
    assert answer.url == f"/account/login/?next={page}"
    assert "You were signed out while you were writing." in client.get(answer.url).content.decode()

    client.force_login(amina)
    html = client.get(page).content.decode()

    draft.refresh_from_db()
    assert "What you typed is here" in html
    assert "Typed &lt;after&gt; the session.</textarea>" in html
    assert draft.body == "Saved before."

    assert client.post(page, TYPED).status_code == 302
    draft.refresh_from_db()
    assert draft.body == "Typed <after> the session."
    assert "What you typed is here" not in client.get(page).content.decode()


def test_a_colleague_who_saved_meanwhile_is_not_overwritten(
    client: Client, amina: Any, draft: Draft, page: str
) -> None:
    client.post(page, TYPED)
    Draft.objects.update(version=2, body="Saved by a colleague.")
    client.force_login(amina)
    client.get(page)

    conflict = client.post(page, TYPED)

    assert conflict.status_code == 409
    assert "Saved by a colleague." in conflict.content.decode()


def test_another_browser_does_not_see_it(client: Client, amina: Any, page: str) -> None:
    client.post(page, TYPED)
    other = Client()
    other.force_login(amina)

    assert "Typed" not in other.get(page).content.decode()


def test_another_organisation_in_the_same_browser_does_not_see_it(client: Client, page: str) -> None:
    client.post(page, TYPED)
    client.force_login(make_member(make_organisation()))

    assert client.get(page).status_code == 404


def test_a_forged_cookie_opens_nothing(client: Client, amina: Any, page: str) -> None:
    client.post(page, TYPED)
    client.cookies["kept"] = client.cookies["kept"].value[:-1] + "x"
    client.force_login(amina)

    assert "What you typed is here" not in client.get(page).content.decode()


def test_after_an_hour_it_is_gone(client: Client, amina: Any, page: str) -> None:
    client.post(page, TYPED)

    with time_machine.travel(NOON + timedelta(minutes=61), tick=False):
        client.force_login(amina)
        assert "What you typed is here" not in client.get(page).content.decode()


def test_nothing_is_kept_for_a_draft_that_does_not_exist(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(cache, "set", lambda *args: kept.append(args))

    answer = client.post("/desk/drafts/00000000-0000-0000-0000-000000000000/", TYPED)

    assert answer.status_code == 302
    assert "kept" not in answer.cookies
    assert kept == []


def test_the_cookie_is_for_this_page_only_and_not_for_scripts(client: Client, page: str) -> None:
    morsel = client.post(page, TYPED).cookies["kept"]

    assert (morsel["path"], morsel["httponly"], morsel["samesite"], morsel["max-age"]) == (page, True, "Lax", 3600)


def test_reading_while_signed_out_keeps_nothing(client: Client, page: str) -> None:
    answer = client.get(page)

    assert answer.url == f"/account/login/?next={page}"
    assert "kept" not in answer.cookies


def test_an_autosave_while_signed_out_writes_nothing(client: Client, draft: Draft) -> None:
    answer = client.post(reverse("submissions:autosave_draft", args=[draft.public_id]), TYPED)

    draft.refresh_from_db()
    assert answer.status_code == 302
    assert draft.body == "Saved before."
