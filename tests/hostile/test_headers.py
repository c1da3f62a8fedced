"""What every answer says to the browser: strict policy, no framing, no sniffing, and who may keep a copy (row 23)."""

import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as configured
from django.test import Client

from tests.architecture.access_table import PUBLIC, TABLE
from tests.architecture.access_world import World
from tests.architecture.test_access import browser_of, path_to
from tests.factories import NOON

pytestmark = pytest.mark.django_db

READ_BY_ALL = [
    (name, situation)
    for name, situation, method, letters in (line.split() for line in TABLE.splitlines() if line and line[0] != "#")
    if method == "GET" and letters[0] == "." and name in PUBLIC
]
FILES = (
    "submissions:attachment", "documents:download", "documents:preview", "exports:record_csv", "exports:record_jsonl",
)  # fmt: skip
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
    "frame-ancestors": "'none'", "manifest-src": "'self'",
}  # fmt: skip


def directives(policy: str) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in policy.split(";") if part.strip()]
    return {name: sources for name, _space, sources in parts}


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(("name", "situation"), READ_BY_ALL)
def test_every_public_answer_is_guarded(name: str, situation: str, client: Client, settings: Any) -> None:
    response = client.get(path_to(name, getattr(World(settings), situation)))
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in response
    if name in FILES:
        assert directives(response["Content-Security-Policy"]) == {"default-src": "'none'", "sandbox": ""}
        assert response["Content-Disposition"].startswith("attachment")
    else:
        assert directives(response["Content-Security-Policy"]) == POLICY


@pytest.mark.parametrize("path", ["/no/such/page/", "/processes/no-such/", "/submissions/WG.0/1/", "/desk/", "/admin/"])
def test_refusals_are_guarded_too(path: str, client: Client) -> None:
    response = client.get(path)
    assert directives(response["Content-Security-Policy"]) == POLICY
    assert (response["X-Content-Type-Options"], response["X-Frame-Options"]) == ("nosniff", "DENY")


def test_a_portal_on_https_says_so_to_every_browser(client: Client, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    response = client.get("/", secure=True)
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_settings_follow_the_address_of_the_site() -> None:
    source = (Path(configured.BASE_DIR) / "config" / "settings.py").read_text(encoding="utf-8")
    assert re.search(r"^SECURE_HSTS_SECONDS = 31536000 if _HTTPS else 0$", source, re.MULTILINE)
    assert re.search(r"^SECURE_SSL_REDIRECT = _HTTPS and not DEBUG$", source, re.MULTILINE)
    assert re.search(
        r"^SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS$", source, re.MULTILINE
    )


def test_cookies_are_for_the_server_and_for_this_site_only(client: Client, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    world = World(settings)
    response = client.post(
        "/account/login/", {"login": world.focal_point.email, "password": "a long enough passphrase"}
    )
    response.cookies.update(client.post("/language/", {"language": "fr"}).cookies)
    response.cookies.update(client.get("/account/profile/").cookies)
    kept = {name: cookie for name, cookie in response.cookies.items() if cookie.value}
    assert {"sessionid", "csrftoken", "django_language"} <= set(kept)
    for name, cookie in kept.items():
        assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax"), name


# --- who may keep a copy ----------------------------------------------------------------------------------------------


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(("name", "situation"), READ_BY_ALL)
def test_row_23_what_is_made_for_somebody_is_kept_by_no_cache(name: str, situation: str, settings: Any) -> None:
    world = World(settings)
    path = path_to(name, getattr(world, situation))
    response = browser_of(world.focal_point).get(path)
    if response.status_code == 200 and name != "submissions:attachment":  # a public file is the same for everybody
        assert "no-store" in response.get("Cache-Control", ""), name
    for answer in (response, Client().get(path)):
        if answer["Content-Type"].startswith("text/html"):
            assert {"Cookie", "Accept-Language"} <= {word.strip() for word in answer["Vary"].split(",")}, name


CONFIDENTIAL = ("file_of_draft", "file_of_submitted", "file_of_accepted", "file_of_withheld", "file_of_withdrawn")


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize("situation", CONFIDENTIAL)
def test_row_23_a_file_that_is_not_public_is_kept_by_no_cache(situation: str, settings: Any) -> None:
    world = World(settings)
    response = browser_of(world.focal_point).get(path_to("submissions:attachment", getattr(world, situation)))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host", "X-Forwarded-Prefix", "X-Original-URL", "X-Rewrite-URL", "Forwarded"]
)
def test_row_21_and_23_no_header_that_a_cache_ignores_changes_the_page(header: str, client: Client) -> None:
    plain, led_astray = client.get("/").text, client.get("/", headers={header: "evil.example"}).text
    assert TOKEN.sub("", led_astray) == TOKEN.sub("", plain)


@pytest.mark.parametrize("path", ["/", "/privacy/", "/account/login/", "/account/signup/", "/no/such/"])
def test_row_21_a_host_that_is_not_ours_is_refused_and_not_repeated(path: str, client: Client) -> None:
    response = client.get(path, headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.text
