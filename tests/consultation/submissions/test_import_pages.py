"""The pages of an import: who sees them, what they say at each step, and what they offer next."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from consultation.submissions import pipeline
from consultation.submissions.models import Call, Import, ImportRefusal, Submission
from consultation.submissions.states import ImportState
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.Celery.send_task", lambda *_args, **_options: None)


@pytest.fixture
def call() -> Call:
    return make.make_call(symbol="WG.9/C1")


@pytest.fixture
def secretariat(client: Client) -> Any:
    person = make.make_secretariat()
    client.force_login(person)
    return person


def upload(*rows: dict[str, Any], name: str = "inputs.jsonl") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "".join(json.dumps(row) + "\n" for row in rows).encode())


def row(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": number, "title": "Trust", "body": "b", "organisation": "Kijiji", "group": "NGO", **fields}


def ask(client: Client, *rows: dict[str, Any], **fields: Any) -> Any:
    return client.post("/secretariat/calls/WG.9/C1/import/", {"file": upload(*rows), **fields})


def run(batch: Import) -> None:
    pipeline.run_import(import_id=batch.pk, clock=lambda: NOON)


def test_from_the_file_to_the_record(client: Client, call: Call, secretariat: Any) -> None:
    assert "Nothing has been imported into this call yet." in client.get("/secretariat/calls/WG.9/C1/import/").text
    response = ask(client, row(1), row(2, country="MENA"))
    check = Import.objects.get()
    assert response.headers["Location"] == f"/secretariat/imports/{check.public_id}/"
    waiting = client.get(response.headers["Location"]).text
    assert "0 of 0 lines read" in waiting
    assert f'hx-get="/secretariat/imports/{check.public_id}/"' in waiting
    run(check)
    page = client.get(response.headers["Location"]).text
    assert "The file is checked; nothing is loaded yet" in page
    assert "“MENA” names no single country." in page
    assert check.sha256 in page
    assert "hx-get" not in page
    assert "Load 1 contribution" in page
    response = client.post(f"/secretariat/imports/{check.public_id}/load/")
    load = Import.objects.get(is_dry_run=False)
    assert response.headers["Location"] == f"/secretariat/imports/{load.public_id}/"
    assert load.sha256 == check.sha256
    run(load)
    assert "1 contribution loaded" in client.get(response.headers["Location"]).text
    assert Submission.objects.get().title == "Trust"
    listed = client.get("/secretariat/calls/WG.9/C1/import/").text
    assert "Dry run" in listed
    assert "Loaded into the call" in listed


def test_wrong_columns_are_told_and_the_names_can_be_given(client: Client, call: Call, secretariat: Any) -> None:
    where = ask(client, {"Nr": 1, "Betreff": "Trust", "Text": "b"}).headers["Location"]
    run(Import.objects.get())
    page = client.get(where).text
    assert "The file has no column for: source_id, title. Its columns are: Nr, Betreff, Text." in page
    assert "Try again" in page
    ask(client, {"Nr": 1, "Betreff": "Trust", "Text": "b"}, columns="Nr = source_id\n\nBetreff=title")
    assert Import.objects.latest("pk").columns == {"Nr": "source_id", "Betreff": "title"}


def test_a_failed_one_is_tried_again_by_a_button(client: Client, call: Call, secretariat: Any) -> None:
    where = ask(client, {"x": 1}).headers["Location"]
    run(Import.objects.get())
    assert client.post(f"{where}retry/").headers["Location"] == where
    assert Import.objects.get().state == ImportState.QUEUED
    refused = client.post(f"{where}retry/", follow=True).text
    assert "Somebody else has changed this in the meantime." in refused


def test_loading_before_the_check_has_ended_is_refused_on_the_page(
    client: Client, call: Call, secretariat: Any
) -> None:
    where = ask(client, row(1)).headers["Location"]
    assert "Somebody else has changed this" in client.post(f"{where}load/", follow=True).text
    assert Import.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"file": ""}, "This field is required."),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "The file is empty."),
        ({"file": SimpleUploadedFile("a.csv", b"x"), "columns": "Nr -> title"}, "Known names are: source_id, title"),
        ({"file": SimpleUploadedFile("a.csv", b"x"), "columns": "Nr = number"}, "“number” is not the name of a field."),
    ],
)
def test_a_form_that_cannot_be_taken_says_why(
    client: Client, call: Call, secretariat: Any, fields: dict[str, Any], message: str
) -> None:
    response = client.post("/secretariat/calls/WG.9/C1/import/", fields)
    assert response.status_code == 200
    assert message in response.text
    assert "<title>Error: " in response.text
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused(
    client: Client, call: Call, secretariat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consultation.submissions.forms.intake.MOST_MEGABYTES", 0)
    assert "The file is larger than 0 MB." in ask(client, row(1)).text


def test_reasons_are_told_in_the_language_of_the_reader(client: Client, call: Call, secretariat: Any) -> None:
    batch = Import.objects.create(
        call=call,
        name="a.csv",
        sha256="0" * 64,
        state=ImportState.READY,
        queued_at=NOON,
        queued_by=secretariat,
        refused=1,
    )
    ImportRefusal.objects.create(batch=batch, line=2, reasons=[{"code": "missing", "field": "title"}])
    with translation.override("ar"):
        page = client.get(f"/secretariat/imports/{batch.public_id}/", headers={"accept-language": "ar"})
    assert 'dir="rtl"' in page.text


def test_refused_lines_are_paged_under_a_fixed_number_of_queries(
    client: Client, call: Call, secretariat: Any, django_assert_num_queries: Any
) -> None:
    batch = Import.objects.create(
        call=call,
        name="a.csv",
        sha256="0" * 64,
        state=ImportState.READY,
        queued_at=NOON,
        queued_by=secretariat,
        refused=30,
    )
    for last in (1, 3, 30):
        ImportRefusal.objects.filter(batch=batch).delete()
        ImportRefusal.objects.bulk_create(
            ImportRefusal(batch=batch, line=number, reasons=[{"code": "no_object"}]) for number in range(1, last + 1)
        )
        with django_assert_num_queries(3):
            page = client.get(f"/secretariat/imports/{batch.public_id}/").text
        assert page.count("The line is JSON, but not an object") == min(last, 25)


WHO = {
    "anonymous": ("/account/login/", 302), "contributor": ("", 403), "focal point": ("", 403), "chair": ("", 403),
    "secretariat of the process": ("", 200), "secretariat of another": ("", 404), "secretariat of the portal": ("", 200),
    "without a second factor": ("/account/second-factor/", 302), "superuser": ("", 403),
}  # fmt: skip


def person(who: str, call: Call) -> Any:
    return {
        "contributor": lambda: make.make_member(make.make_organisation()),
        "focal point": lambda: make.make_focal_point(make.make_organisation()),
        "chair": lambda: make.make_chair(call.process),
        "secretariat of the process": lambda: make.make_officer(call.process, "secretariat"),
        "secretariat of another": lambda: make.make_officer(make.make_process(), "secretariat"),
        "secretariat of the portal": make.make_secretariat,
        "without a second factor": lambda: make.make_secretariat(second_factor=False),
        "superuser": lambda: make.make_user(is_superuser=True),
    }[who]()


@pytest.mark.parametrize("who", WHO)
def test_who_may_see_an_import(client: Client, call: Call, who: str) -> None:
    batch = Import.objects.create(call=call, name="a.csv", sha256="0" * 64, queued_at=NOON)
    if who != "anonymous":
        client.force_login(person(who, call))
    where, status = WHO[who]
    response = client.get(f"/secretariat/imports/{batch.public_id}/")
    assert response.status_code == status
    if where:
        assert response.headers["Location"].startswith("/account/")
    for action in ("load", "retry"):
        expected = 302 if status == 200 else status
        assert client.post(f"/secretariat/imports/{batch.public_id}/{action}/").status_code == expected


@pytest.mark.parametrize("who", WHO)
def test_who_may_import_and_enter(client: Client, call: Call, who: str) -> None:
    if who != "anonymous":
        client.force_login(person(who, call))
    expected = {404: 403}.get(WHO[who][1], WHO[who][1])  # the call is public, so its page says no instead of nothing
    for page in ("import", "enter"):
        assert client.get(f"/secretariat/calls/WG.9/C1/{page}/").status_code == expected


def test_a_call_in_preparation_does_not_exist_for_another_secretariat(client: Client) -> None:
    make.make_call(symbol="WG.9/C2", announced_at=None)
    client.force_login(make.make_officer(make.make_process(), "secretariat"))
    assert client.get("/secretariat/calls/WG.9/C2/import/").status_code == 404


@pytest.mark.parametrize("action", ["load", "retry"])
def test_what_changes_something_is_never_a_link(client: Client, call: Call, secretariat: Any, action: str) -> None:
    batch = Import.objects.create(call=call, name="a.csv", sha256="0" * 64, queued_at=NOON)
    assert client.get(f"/secretariat/imports/{batch.public_id}/{action}/").status_code == 405
