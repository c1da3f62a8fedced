"""An input that came by mail, entered by the secretariat: the form, the record, the receipt."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consultation.submissions.actions import intake
from consultation.submissions.actions.intake import Author, Letter
from consultation.submissions.models import Call, Submission
from stakeholders.mailroom.models import Letter as Mail
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db

KEY = uuid.UUID("11111111-2222-4333-8444-555555555555")
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def call() -> Call:
    return make.make_call(
        symbol="WG.9/C1", opens_at=datetime(2026, 1, 1, tzinfo=UTC), closes_at=datetime(2026, 3, 1, tzinfo=UTC)
    )


@pytest.fixture
def secretariat(client: Client) -> Any:
    person = make.make_secretariat(full_name="Naliaka")
    client.force_login(person)
    return person


def fields(**changed: Any) -> dict[str, Any]:
    filled = {
        "key": str(KEY), "received_at_0": "2026-02-01", "received_at_1": "09:30", "author_name": "Kijiji",
        "group": make.group("business").pk, "country": "KE", "title": "Trust", "language": "fr", "body": "Nous sommes d’accord.",
    }  # fmt: skip
    return {name: value for name, value in {**filled, **changed}.items() if value is not None}


def enter(client: Client, **changed: Any) -> Any:
    return client.post("/secretariat/calls/WG.9/C1/enter/", fields(**changed))


def test_what_is_entered_is_on_the_record_as_of_its_arrival(client: Client, call: Call, secretariat: Any) -> None:
    response = enter(client, attachments=[SimpleUploadedFile("lettre.txt", b"Ci-joint.")])
    submission = Submission.objects.get()
    assert response.headers["Location"] == f"/secretariat/inputs/{submission.public_id}/"
    assert (submission.reference, submission.via, submission.state) == ("WG.9/C1/001", "mail", "submitted")
    assert submission.received_at == datetime(2026, 2, 1, 6, 30, tzinfo=UTC)  # 09:30 in Nairobi
    assert (submission.author_name, submission.organisation, submission.submitted_by) == ("Kijiji", None, None)
    assert (submission.group.code, submission.country_id, submission.region) == ("business", "KE", "Africa")
    assert (submission.language, submission.word_count, submission.is_late) == ("fr", 3, False)
    event = submission.events.get()
    assert (event.kind, event.by, event.at) == ("submitted", secretariat, submission.received_at)
    file = submission.revisions.get().attachments.get()
    assert (file.name, file.size, file.uploaded_by, file.draft) == ("lettre.txt", 9, secretariat, None)
    assert file.file.read() == b"Ci-joint."
    assert not Mail.objects.exists()
    receipt = client.get(response.headers["Location"]).text
    for said in ("WG.9/C1/001", "Kijiji", "Naliaka", file.sha256, submission.revisions.get().sha256):
        assert said in receipt


def test_a_double_click_enters_it_once(client: Client, call: Call, secretariat: Any) -> None:
    assert enter(client).headers["Location"] == enter(client).headers["Location"]
    assert Submission.objects.count() == 1


def test_of_a_registered_organisation_group_and_seat_are_taken_from_there(
    client: Client, call: Call, secretariat: Any
) -> None:
    organisation = make.make_organisation(
        "Baobab", acronym="BAO", is_global=True, group_declared=make.group("academia")
    )
    enter(client, is_registered="on", author_name="bao", group=None, country=None)
    submission = Submission.objects.get()
    assert (submission.organisation, submission.author_name) == (organisation, "Baobab")
    assert (submission.group.code, submission.country, submission.region) == ("academia", None, "")


def test_what_arrived_after_the_deadline_is_late(client: Client, call: Call, secretariat: Any) -> None:
    enter(client, received_at_0="2026-03-01", received_at_1="03:01")
    assert Submission.objects.get().is_late


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"received_at_0": "2099-01-01"}, "This is in the future."),
        ({"received_at_0": ""}, "This field is required."),
        ({"body": ""}, "There is no text and no file."),
        ({"body": "half \0"}, "The text holds a NUL character"),
        ({"group": ""}, "Choose the stakeholder group; only a registered organisation has one already."),
        ({"is_registered": "on"}, "No registered organisation is called so."),
        ({"is_registered": "on", "author_name": "TWO"}, "More than one registered organisation is called so."),
        ({"title": ""}, "This field is required."),
        ({"attachments": [SimpleUploadedFile("a.exe", b"MZ")]}, "a.exe: "),
        ({"attachments": [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(3)]}, "This call takes at most 2 files."),
    ],
)
def test_what_cannot_be_entered_is_told_and_kept_on_the_page(
    client: Client, call: Call, secretariat: Any, changed: dict[str, Any], message: str
) -> None:
    Call.objects.filter(pk=call.pk).update(file_limit=2)
    for name in ("Two Towers", "Two Trees"):
        make.make_organisation(name, acronym="TWO")
    response = enter(client, **changed)
    assert response.status_code == 200
    assert message in response.text
    if "title" not in changed:
        assert 'value="Trust"' in response.text
    assert not Submission.objects.exists()


def test_a_file_alone_is_enough(client: Client, call: Call, secretariat: Any) -> None:
    enter(client, body="", attachments=[SimpleUploadedFile("letter.pdf", PDF)])
    assert Submission.objects.get().revisions.get().content["files"][0]["name"] == "letter.pdf"


@pytest.mark.parametrize(
    ("policy", "asked", "kept"),
    [("public_unless_asked", True, True), ("public_unless_asked", False, False), ("all_public", True, False),
     ("confidential", False, True)],
)  # fmt: skip
def test_confidentiality_can_be_asked_for_where_the_call_offers_it(
    client: Client, call: Call, secretariat: Any, policy: str, asked: bool, kept: bool
) -> None:
    Call.objects.filter(pk=call.pk).update(publication_policy=policy)
    enter(client, **({"is_confidential": "on"} if asked else {}))
    assert Submission.objects.get().is_confidential is kept


def test_only_the_secretariat_enters(call: Call) -> None:
    def may(person: Any) -> bool:
        author = Author("Kijiji", make.group(), None)
        letter = Letter(NOON - timedelta(days=1), "Trust", "en", "b")
        try:
            intake.enter_input(call=call, author=author, letter=letter, key=uuid.uuid4(), by=person, at=NOON)
        except PermissionDenied:
            return False
        return True

    assert [
        may(make.make_secretariat()), may(make.make_officer(call.process, "secretariat")),
        may(make.make_secretariat(second_factor=False)), may(make.make_officer(make.make_process(), "secretariat")),
        may(make.make_chair(call.process)), may(make.make_focal_point(make.make_organisation())), may(make.make_user()),
    ] == [True, True, False, False, False, False, False]  # fmt: skip


def test_the_receipt_is_for_the_secretariat_and_for_letters_only(client: Client, call: Call, secretariat: Any) -> None:
    enter(client)
    page = f"/secretariat/inputs/{Submission.objects.get().public_id}/"
    typed = make.make_submission(call)
    assert client.get(f"/secretariat/inputs/{typed.public_id}/").status_code == 404
    client.force_login(make.make_officer(make.make_process(), "secretariat"))
    assert client.get(page).status_code == 404
    client.force_login(make.make_chair(call.process))
    assert client.get(page).status_code == 403
