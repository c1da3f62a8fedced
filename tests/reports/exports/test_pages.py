"""The pages of exports without JavaScript, the downloads, and the public record as data."""

import hashlib
from collections.abc import Generator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.exports import actions, places
from reports.exports.models import Export
from tests import factories as make
from tests.factories import NOON
from tests.reports.exports.reading import read_csv, read_json_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Any:
    process = make.make_process(symbol_stem="WG.7", slug="wg-7", short_name="Working Group")
    return make.make_call(make.make_session(process), symbol="WG.7/2026/C1")


@pytest.fixture
def secretary(call: Any) -> Any:
    return make.make_officer(call.process, "secretariat", full_name="Amina Otieno")


@pytest.fixture
def staff(secretary: Any) -> Client:
    client = Client()
    client.force_login(secretary)
    return client


CHOSEN = {"kinds": ["register"], "format": "csv", "scope": "public"}


def asked(staff: Client, capture: Any, **chosen: Any) -> Any:
    """The page that follows after the form was sent and everything is committed."""
    with capture(execute=True):
        response = staff.post("/exports/of/wg-7/", {**CHOSEN, **chosen})
    return staff.get(response["Location"])


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_from_the_desk_to_the_file(staff: Client, call: Any, django_capture_on_commit_callbacks: Any) -> None:
    make.make_submission(call, state="published", reference="WG.7/2026/C1/001")
    assert 'href="/exports/of/wg-7/"' in text_of(staff.get("/secretariat/processes/wg-7/"))
    assert "Write the file" in text_of(staff.get("/exports/of/wg-7/"))
    page = asked(staff, django_capture_on_commit_callbacks)
    export = Export.objects.get()
    assert page.request["PATH_INFO"] == f"/exports/{export.public_id}/"
    assert (export.state, export.queued_by.full_name) == ("ready", "Amina Otieno")
    for told in ("Ready", "1 row", export.sha256, "Download the file", "Amina Otieno", "Kept until"):
        assert told in text_of(page)
    assert "confidential. It is for" not in text_of(page)
    response = staff.get(f"/exports/{export.public_id}/file/")
    content = b"".join(response)
    assert hashlib.sha256(content).hexdigest() == export.sha256
    assert read_csv(content)[1][0] == "WG.7/2026/C1/001"
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{export.file_name}"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_the_name_of_a_file_says_what_it_is_and_no_system_refuses_it(call: Any) -> None:
    export = Export(process=call.process, kinds=["register", "moderation"], format="xlsx", as_of=NOON)
    call.process.symbol_stem = "A/AC.291"
    assert export.file_name == "A-AC.291-register-moderation-20261123T120000Z.xlsx"


@pytest.mark.parametrize(
    ("chosen", "problem"),
    [
        ({"kinds": ["register", "participants"]}, "This form holds one table. Choose XLSX, or one table only."),
        ({"kinds": ["register", "participants"], "format": "jsonl"}, "This form holds one table."),
        ({"kinds": ["submissions"]}, "Not all that you chose is for everybody."),
        ({"kinds": ["moderation"], "format": "xlsx"}, "Not all that you chose is for everybody."),
        ({"kinds": []}, "This field is required."),
        ({"kinds": ["passwords"]}, "Select a valid choice."),
        ({"call": "WG.8/2026/C1"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_had_is_said_and_nothing_is_asked_for(
    staff: Client, call: Any, chosen: dict[str, Any], problem: str
) -> None:
    page = staff.post("/exports/of/wg-7/", {**CHOSEN, **chosen})
    assert page.status_code == 200
    assert problem in text_of(page)
    assert "<title>Error:" in text_of(page)
    assert not Export.objects.exists()


def test_the_confidential_view_says_that_it_is(
    staff: Client, call: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = asked(
        staff, django_capture_on_commit_callbacks, kinds=["submissions", "moderation"], format="xlsx", scope="staff",
        call="WG.7/2026/C1", language="fr",
    )  # fmt: skip
    export = Export.objects.get()
    assert (export.kinds, export.filters) == (["submissions", "moderation"], {"call": "WG.7/2026/C1", "language": "fr"})
    for told in ("This file holds what is confidential.", "WG.7/2026/C1", "French", "0 rows"):
        assert told in text_of(page)


def test_a_large_export_tells_how_far_it_is_and_can_be_cancelled_and_tried_again(
    staff: Client, call: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(actions, "SMALL", -1)
    monkeypatch.setattr(actions.make_export_later, "delay", lambda *, export_id: None)
    page = text_of(asked(staff, django_capture_on_commit_callbacks))
    export = Export.objects.get()
    Export.objects.update(rows_done=1_234, rows_planned=5_000)
    for told in ("Waiting", "Look again", 'hx-trigger="every 2s"', "django_htmx/htmx"):
        assert told in page
    page = text_of(staff.get(f"/exports/{export.public_id}/"))
    assert "1,234 of 5,000 rows written" in page
    assert '<progress id="done" value="1234" max="5000">' in page
    part = text_of(staff.get(f"/exports/{export.public_id}/", headers={"HX-Request": "true"}))
    assert part.strip().startswith('<div id="progress"')
    assert "<html" not in part
    page = text_of(staff.post(f"/exports/{export.public_id}/change/", {"move": "cancelled"}, follow=True))
    assert "Cancelled" in page
    assert "hx-get" not in page
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(f"/exports/{export.public_id}/change/", {"move": "retried"})
    export.refresh_from_db()
    assert export.state == "queued"
    assert [event.kind for event in export.events.all()] == ["requested", "cancelled", "retried"]


def test_a_move_that_came_too_late_is_told(staff: Client, call: Any, secretary: Any) -> None:
    export = Export.objects.create(
        process=call.process, kinds=["register"], format="csv", scope="public", language="en", queued_at=NOON,
        state="failed", failure="The disk is full.",
    )  # fmt: skip
    page = text_of(staff.post(f"/exports/{export.public_id}/change/", {"move": "cancelled"}, follow=True))
    assert "Somebody else has changed this in the meantime." in page
    assert "The disk is full." in page


def test_what_is_not_ready_is_not_sent(staff: Client, call: Any) -> None:
    export = Export.objects.create(
        process=call.process, kinds=["register"], format="csv", scope="public", language="en", queued_at=NOON,
        state="running", heartbeat_at=NOON, file="exports/half",
    )  # fmt: skip
    response = staff.get(f"/exports/{export.public_id}/file/")
    assert (response.status_code, response["Location"]) == (302, f"/exports/{export.public_id}/")


def test_an_office_that_ended_opens_no_file(
    staff: Client, call: Any, secretary: Any, django_capture_on_commit_callbacks: Any
) -> None:
    asked(staff, django_capture_on_commit_callbacks)
    path = f"/exports/{Export.objects.get().public_id}/file/"
    assert staff.get(path).status_code == 200
    secretary.offices.update(ended_at=NOON)
    assert staff.get(path).status_code == 403
    make.Office.objects.create(process=make.make_process(), user=secretary, kind="secretariat", given_at=NOON)
    assert staff.get(path).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("path", ["/exports/", "/exports/of/wg-7/"])
def test_lists_ask_as_many_queries_whatever_they_show(
    staff: Client, call: Any, secretary: Any, path: str, number: int
) -> None:
    for place in range(number):
        Export.objects.create(
            process=call.process, kinds=["register"], format="csv", scope="public", language="en",
            queued_at=NOON - timedelta(minutes=place), queued_by=secretary, state="failed", failure="x",
        )  # fmt: skip
    staff.get(path)
    with CaptureQueriesContext(connection) as queries:
        page = text_of(staff.get(path))
    assert page.count('<span class="tag stop">Failed</span>') == number
    assert len(queries) == {"/exports/": 3, "/exports/of/wg-7/": 5}[path]


def test_a_process_of_others_can_be_read_but_not_exported(staff: Client, call: Any) -> None:
    make.make_process(slug="elsewhere")
    assert staff.get("/exports/of/elsewhere/").status_code == 403
    assert staff.post("/exports/of/elsewhere/", CHOSEN).status_code == 403
    assert staff.get("/exports/of/nowhere/").status_code == 404
    assert not Export.objects.exists()


def test_the_list_offers_the_processes_that_the_person_works_on(staff: Client, call: Any) -> None:
    make.make_process(slug="elsewhere")
    page = text_of(staff.get("/exports/"))
    assert 'href="/exports/of/wg-7/"' in page
    assert "elsewhere" not in page


# --- the public record ------------------------------------------------------------------------------------------------


def test_anybody_has_the_record_as_data(client: Client, call: Any) -> None:
    make.make_submission(call, state="published", reference="R1", title="Äpfel")
    make.make_submission(call, make.make_organisation("Canary"), state="accepted", is_confidential=True)
    page = text_of(client.get("/processes/wg-7/record/"))
    assert 'href="/processes/wg-7/record.csv"' in page
    assert 'href="/processes/wg-7/record.jsonl"' in page
    response = client.get("/processes/wg-7/record.csv")
    content = b"".join(response)  # type: ignore[arg-type]
    assert [row[:3] for row in read_csv(content)[:2]] == [["reference", "call", "title"], ["R1", call.symbol, "Äpfel"]]
    assert read_csv(content)[2][0].startswith("# rows=1; as_of=2026-")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="WG.7-register-')
    assert b"Canary" not in content
    rows = read_json_lines(b"".join(client.get("/processes/wg-7/record.jsonl")))  # type: ignore[arg-type]
    assert [row.get("reference") for row in rows] == [None, "R1", None]
    assert rows[-1]["plenum"]["rows"] == 1


def test_an_office_gives_no_more_of_the_public_record(staff: Client, call: Any) -> None:
    make.make_submission(call, state="submitted")
    assert len(read_csv(b"".join(staff.get("/processes/wg-7/record.csv")))) == 2  # type: ignore[arg-type]


def test_the_record_is_sent_while_it_is_read_and_a_head_reads_nothing(client: Client, call: Any) -> None:
    make.make_submission(call, state="published")
    with CaptureQueriesContext(connection) as queries:
        assert client.head(reverse("exports:record_csv", args=["wg-7"])).status_code == 200
        response = client.get(reverse("exports:record_csv", args=["wg-7"]))
        assert "submissions_submission" not in str([query["sql"] for query in queries])
        b"".join(response)  # type: ignore[arg-type]
    assert sum("submissions_submission" in query["sql"] for query in queries) == 1
    assert response.streaming


def test_downloads_of_the_record_leave_threads_for_the_pages(client: Client, call: Any) -> None:
    make.make_submission(call, state="published", reference="R1")
    under_way = [client.get("/processes/wg-7/record.csv") for _place in range(places.AT_ONCE)]
    refused = client.get("/processes/wg-7/record.jsonl")
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    assert "Please try again in a minute" in text_of(refused)
    assert client.head("/processes/wg-7/record.csv").status_code == 200
    assert b"R1" in b"".join(under_way[0])  # type: ignore[arg-type]
    again = client.get("/processes/wg-7/record.jsonl")
    assert again.status_code == 200
    for response in (under_way[1], again):
        b"".join(response)  # type: ignore[arg-type]


def test_a_place_is_given_back_once_whether_the_download_was_read_or_not() -> None:
    def pieces() -> Generator[bytes, None, None]:
        yield b"one"
        yield b"two"

    read = places.Sent(pieces())
    assert list(read) == [b"one", b"two"]
    read.close()
    read.close()
    left, unread = places.Sent(pieces()), places.Sent(pieces())
    assert next(left) == b"one"
    with pytest.raises(places.NoPlace):
        places.Sent(pieces())
    left.close()
    unread.close()
    for download in [places.Sent(pieces()) for _place in range(places.AT_ONCE)]:
        download.close()
