"""Forged requests: redirects, fields and parameters that no page offers, messages for workers, lines for the log."""

import io
import json
import logging
import pickle
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings as configured
from django.core import mail
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from kombu.exceptions import ContentDisallowed
from kombu.serialization import loads, prepare_accept_content

from config.celery import app as celery_app
from config.logs import formatter
from stakeholders.mailroom.actions import post_message
from stakeholders.mailroom.models import Letter
from tests.architecture.access_posted import fields_for
from tests.architecture.access_table import TABLE
from tests.architecture.access_world import ROLES, World
from tests.architecture.test_access import browser_of, path_to
from tests.factories import NOON, make_user
from tests.hostile.corpora import REDIRECTS

pytestmark = pytest.mark.django_db

ROOT = Path(configured.BASE_DIR)
OUR_FOLDERS = ("config", "look", "register", "stakeholders", "consultation", "reports", "demo")
SOURCES = [path for folder in OUR_FOLDERS for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]

# --- row 22: redirects ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("signed_in", [False, True], ids=["stranger", "signed in"])
def test_row_22_choosing_a_language_never_leads_off_the_portal(client: Client, *, signed_in: bool) -> None:
    if signed_in:
        client.force_login(make_user())
    for payload in REDIRECTS:
        for sent in (
            {"data": {"language": "fr", "next": payload}},
            {"data": {"language": "fr"}, "headers": {"referer": payload}},
        ):
            response = client.post(reverse("look:language"), **sent)
            place = response.get("Location", "/")
            assert response.status_code in (204, 302), payload
            assert url_has_allowed_host_and_scheme(place, allowed_hosts={"testserver"}), (payload, place)
            assert "\n" not in place, payload
            assert "\r" not in place, payload


@pytest.mark.parametrize("name", ["account_logout", "account_signup", "account_login"])
def test_row_22_no_page_of_the_sign_in_leads_off_the_portal(name: str) -> None:
    user = make_user()
    for payload in REDIRECTS:
        browser = browser_of(user)
        for response in (browser.get(reverse(name), {"next": payload}), browser.post(reverse(name), {"next": payload})):
            place = response.get("Location", "/")
            assert url_has_allowed_host_and_scheme(place, allowed_hosts={"testserver"}), (payload, place)


# --- row 28: fields that no form offers -------------------------------------------------------------------------------

SMUGGLED: dict[str, Any] = {
    "state": "published", "is_superuser": "on", "is_staff": "on", "is_active": "", "is_public": "on",
    "announced_at": "2020-01-01", "published_at": "2020-01-01", "received_at": "2020-01-01", "issued_at": "2020-01-01",
    "process": "1", "organisation_id": "1", "submission": "1", "reference": "WG.0/1", "created_by": "1", "saved_by": "1",
    "submitted_by": "1", "user": "1", "group_verified": "1", "group_verified_by": "1", "group_verified_at": "2020-01-01",
    "proposed_by": "1", "proposed_at": "2020-01-01", "version": "77", "last_serial": "900", "public_id": "x",
    "sha256": "0" * 64, "size": "1", "pk": "1", "id": "1", "email": "evil@evil.example", "email_key": "x",
    "is_late": "", "deadline": "2099-01-01", "closes_at": "2099-01-01", "via": "mail", "queued_by": "1", "attempts": "9",
    "file": "../../etc/passwd", "queued_at": "2020-01-01", "withheld_under": "1", "password": "x", "attribution": "x",
}  # fmt: skip
OWN_FIELDS = {  # what these pages are there to change, though it carries the name of a field above
    "processes:offices": {"email"}, "submissions:imports": {"file"}, "submissions:draft": {"version"},
    "submissions:autosave_draft": {"version"}, "summaries:paragraph": {"version"}, "summaries:begin": {"attribution"},
    "summaries:remove": {"version"}, "sittings:add_segment": {"attribution"}, "sittings:edit_segment": {"attribution"},
    "registration:add": {"user"},
}  # fmt: skip
WRITING = [row for row in (line.split() for line in TABLE.splitlines() if line and line[0] != "#") if row[2] == "POST"]
ORDER = "".join(ROLES)
OURS = [model for model in apps.get_models() if model.__module__.startswith(OUR_FOLDERS)]
FACTS = frozenset({"country", "letter"})  # a letter's text tells what the other rows say, new keys included


def everything() -> dict[str, dict[str, Any]]:
    """Every row of ours as it stands."""
    return {
        model._meta.label: {
            key: {name: str(value) for name, value in row.items()}
            for key, *row_values in QuerySet(model).values_list("pk", *columns_of(model))
            for row in [dict(zip(columns_of(model), row_values, strict=True))]
        }
        for model in OURS
        if model._meta.model_name not in FACTS
    }


def columns_of(model: Any) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.column]


def outcome(browser: Client, path: str, fields: dict[str, Any]) -> dict[str, Any]:
    """What every row looks like after the form was sent; it is taken back."""
    with transaction.atomic():
        browser.post(path, fields)
        after = everything()
        transaction.set_rollback(True)
    return after


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize("name", dict.fromkeys(row[0] for row in WRITING))
def test_row_28_fields_that_no_page_offers_change_nothing(name: str, settings: Any) -> None:
    world = World(settings)
    for _name, situation, _method, letters in (row for row in WRITING if row[0] == name):
        person = next((person for person in "PCFMV" if letters[ORDER.index(person)] in ".>"), None)
        if person is None:
            continue
        path, browser = path_to(name, getattr(world, situation)), browser_of(world.persons[person])
        proper = fields_for(world, name, situation, "POST")
        smuggled = {
            key: value for key, value in SMUGGLED.items() if key not in proper and key not in OWN_FIELDS.get(name, ())
        }
        honest = outcome(browser, path, proper)
        forged = outcome(browser, path, fields_for(world, name, situation, "POST") | smuggled)
        assert differing(honest, forged) == [], (name, situation)


MADE_ANEW = {"id", "pk", "public_id", "subject_id", "file", "summary_id", "submission_id", "organisation_id", "revision_id",
             "user_id", "draft_id", "process_id", "details", "section_id", "membership_id",
             "letterhead_id", "same_as", "anchor", "paragraph_id", "meeting_id", "uid", "modalities_id", "clause_id",
             "circulation_id"}  # fmt: skip
"""Fields of a new row that differ by nature."""
POINTS_AT_NEW = {"circulation_id"}
"""Fields of a standing row that point at a new one."""


def differing(honest: dict[str, Any], forged: dict[str, Any]) -> list[Any]:
    """Rows that the forged request left otherwise than the honest one; new rows are compared without their keys."""
    found: list[Any] = []
    for model, rows in honest.items():
        others = forged[model]
        for key in rows.keys() & others.keys():
            changed = {k for k in rows[key] if rows[key][k] != others[key][k]} - POINTS_AT_NEW
            if changed:
                found.append((model, key, changed))
        new = sorted(
            sorted((k, v) for k, v in row.items() if k not in MADE_ANEW)
            for key, row in rows.items()
            if key not in others
        )
        newer = sorted(
            sorted((k, v) for k, v in row.items() if k not in MADE_ANEW)
            for key, row in others.items()
            if key not in rows
        )
        if new != newer:
            found.append((model, new, newer))
    return found


# --- row 29: messages for workers -------------------------------------------------------------------------------------


class Exploit:
    """What a forged message would run."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return (Path.touch, (Path("/tmp/never"),))


def test_row_29_workers_take_json_and_nothing_else() -> None:
    assert celery_app.conf.accept_content == ["json"]
    assert celery_app.conf.task_serializer == "json"
    assert celery_app.conf.task_ignore_result is True
    assert celery_app.conf.result_backend is None


@pytest.mark.parametrize(
    "content_type", ["application/x-python-serialize", "application/x-yaml", "application/x-msgpack"]
)
def test_row_29_a_forged_message_is_not_even_opened(content_type: str) -> None:
    accepted = prepare_accept_content(celery_app.conf.accept_content)
    with pytest.raises(ContentDisallowed):
        loads(pickle.dumps(Exploit()), content_type, "binary", accept=accepted)
    assert not Path("/tmp/never").exists()


def test_row_29_nothing_of_ours_unpickles_or_runs_text() -> None:
    dangerous = re.compile(r"\b(pickle|marshal|shelve|yaml\.load|eval\(|exec\(|os\.system\(|shell=True)")
    assert [str(path) for path in SOURCES if dangerous.search(path.read_text(encoding="utf-8"))] == []


# --- row 30: parameters of lists --------------------------------------------------------------------------------------

NO_LIST_TAKES = (
    "order=password", "order=-submitted_by__password", "order=(select pg_sleep(5))", "order=body;--", "ordering=?",
    "sort=x", "after=';select pg_sleep(5)--", "before=%00", "after=AAAA", "last=';--", "q=';select pg_sleep(5);--",
    "q=%00", "q=%27%27%27", "q=%5C", "q=" + "%28" * 150, "q=" + "-" * 200, "q=a:*%26!b", "q=%F0%9F%98%80", "group=' or 1=1--",
    "group=a&group=b", "region=') or ('1'='1", "item=1 or 1=1", "item=99999999999999999999", "item=-1", "call='--",
    "language=xx' or 'a'='a", "state=accepted", "is_confidential=1", "organisation__memberships__user__email=x",
    "page=1e9", "page=-1", "size=100000", "limit=100000", "fields=body", "format=json", "_all=1", "q[$gt]=", "q[]=a",
)  # fmt: skip
LISTS = [
    (row[0], row[1], next(person for person in "PCF" if row[3][ORDER.index(person)] == "."))
    for row in (line.split() for line in TABLE.splitlines() if line and line[0] != "#")
    if row[2] == "GET" and row[0] in {
        "submissions:register", "submissions:participation", "submissions:desk", "submissions:chair_desk", "documents:list",
        "summaries:desk", "summaries:paragraph", "organisations:find", "organisations:desk", "processes:log",
        "submissions:imports", "submissions:import", "processes:home",
    } and any(row[3][ORDER.index(person)] == "." for person in "PCF")
]  # fmt: skip


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(("name", "situation", "person"), LISTS)
def test_row_30_no_parameter_reaches_the_database_as_code(
    name: str, situation: str, person: str, settings: Any
) -> None:
    world = World(settings)
    world.published  # noqa: B018
    path, browser = path_to(name, getattr(world, situation)), browser_of(world.persons[person])
    for query in NO_LIST_TAKES:
        with CaptureQueriesContext(connection) as queries:
            response = browser.get(f"{path}?{query}")
        assert response.status_code in (200, 429), (name, query)
        sql = " ".join(asked["sql"] for asked in queries if "password" in asked["sql"].lower())
        assert "ORDER BY" not in sql or "password" not in sql.partition("ORDER BY")[2].lower(), query
        assert not [asked for asked in queries if re.search(r"(?<!')select pg_sleep\(5\)(?!.*')", asked["sql"])], query


def test_row_30_no_request_is_unpacked_into_a_query() -> None:
    unpacked = re.compile(r"\*\*\s*(self\.)?request\.(GET|POST)|\.(raw|extra)\(|order_by\(\s*request")
    assert [str(path) for path in SOURCES if unpacked.search(path.read_text(encoding="utf-8"))] == []


# --- row 13: mail headers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("breaker", ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1e"])
def test_row_13_a_title_cannot_add_a_header_to_a_letter(breaker: str) -> None:
    post_message(
        key="k", to_address="a@people.example", language="en", subject=f"Returned: x{breaker}Bcc: victim@people.example",
        text="t", html="<p>t</p>", at=NOON,
    )  # fmt: skip
    letter = Letter.objects.get()
    message = mail.EmailMultiAlternatives(letter.subject, letter.text, "p@plenum.example", [letter.to]).message()
    assert "Bcc" not in message
    assert len(message.get_all("Subject")) == 1
    assert len(message.get_all("To")) == 1


# --- row 34: the log --------------------------------------------------------------------------------------------------

BREAKERS = (
    "/a%0d%0aCRITICAL forged",
    "/a%0aforged",
    "/%1b[31mred%1b[0m",
    "/a%c2%85forged",
    "/a%e2%80%a8forged",
    "/%00",
)


@pytest.fixture
def written(settings: Any) -> Any:
    """What the handler of the portal would have written, with everything let through."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    django_logger = logging.getLogger("django")
    propagated = django_logger.propagate
    django_logger.propagate = True
    yield stream
    django_logger.propagate = propagated
    root.setLevel(before)
    root.removeHandler(handler)


@pytest.mark.parametrize("path", BREAKERS)
def test_row_34_a_hostile_path_cannot_forge_a_line(path: str, client: Client, written: io.StringIO) -> None:
    client.get(path, headers={"user-agent": "x\r\nCRITICAL forged\x1b[31m", "x-request-id": "a\nforged"})
    assert written.getvalue()
    for line in written.getvalue().rstrip("\n").split("\n"):
        assert isinstance(json.loads(line), dict)
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", line)


@time_machine.travel(NOON, tick=False)
def test_row_34_the_log_knows_nothing_of_who_said_what(settings: Any, written: io.StringIO) -> None:
    world = World(settings)
    world.owner.name = "Sisters of the Delta"
    world.owner.save()
    person = world.focal_point
    person.full_name = "Amina Otieno"
    person.save()
    browser = browser_of(person)
    where = {"REMOTE_ADDR": "198.51.100.77"}
    draft = reverse("submissions:draft", args=[world.draft.public_id])
    fields = {
        "version": "1",
        "title": "What we fear",
        "language": "en",
        "body": "They came at night.",
        "visibility": "confidential",
    }
    browser.post(draft, fields, **where)
    browser.get(reverse("submissions:check_draft", args=[world.draft.public_id]), **where)
    browser.get(reverse("submissions:sent", args=[world.accepted.public_id]), **where)
    browser.get("/no/such/page/", headers={"x-forwarded-for": "203.0.113.9"}, **where)
    log = "\n".join(line for line in written.getvalue().split("\n") if '"django.db.backends"' not in line)
    for secret in (
        "Sisters of the Delta",
        "Amina",
        person.email,
        "What we fear",
        "came at night",
        "198.51.100",
        "203.0.113",
    ):
        assert secret not in log, secret
    assert "/no/such/page/" in log


# --- row 16: files named by people ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "..\\..\\boot.ini", "a\x00.pdf", ".htaccess", "x\r\nSet-Cookie: a=b"]
)
def test_row_16_the_name_of_a_file_is_no_path_and_no_header(name: str, settings: Any) -> None:
    world = World(settings)
    kept = world.file_of_published
    QuerySet(type(kept)).filter(pk=kept.pk).update(name=name.replace("\x00", ""))
    assert re.fullmatch(r"attachments/[0-9a-f]{32}", kept.file.name)
    disposition = Client().get(path_to("submissions:attachment", kept))["Content-Disposition"]
    assert disposition.startswith("attachment; filename")
    assert not re.search(r"[/\\\r\n\x00]", disposition.replace("utf-8''", ""))
