"""What stands in each table: which rows, for whose eyes, and every value of a row that is known by heart."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configuration
from django.core.files.base import ContentFile

from consultation.submissions.actions import moderation
from consultation.submissions.models import Answer, Attachment
from reports.exports.sheets import DECISIONS, Choice, sheet_of
from reports.exports.snapshot import batches, number_of_rows
from reports.exports.states import Kind
from tests import factories as make
from tests.factories import NOON
from tests.factories.answers import make_answer, make_asking_point, make_summary

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Any:
    return make.make_call(make.make_session(make.make_process(symbol_stem="WG.7")), symbol="WG.7/2026/C1")


def table(kind: str, process: Any, scope: str = "staff", **narrowed: str) -> list[dict[str, Any]]:
    """The rows, each by the names of its columns."""
    sheet, choice = sheet_of(kind), Choice(process.pk, scope, **narrowed)
    rows = [row for batch in batches(sheet, choice) for row in batch]
    assert number_of_rows(sheet, choice) == len(rows)
    return [dict(zip(sheet.names, row, strict=True)) for row in rows]


def references(kind: str, process: Any, scope: str = "staff", **narrowed: str) -> list[str]:
    return [row["reference"] for row in table(kind, process, scope, **narrowed)]


def in_every_state(call: Any) -> dict[str, Any]:
    """A contribution in each state, in the order in which they arrived."""
    process = call.process
    rows: dict[str, dict[str, Any]] = {
        "submitted": {"state": "submitted"},
        "returned": {"state": "returned"},
        "published": {"state": "published"},
        "accepted": {"state": "accepted", "is_confidential": True},
        "withheld": {"state": "withheld", "withheld_under": make.make_rule(process), "published_at": NOON},
        "withdrawn": {"state": "withdrawn"},
        "withdrawn_after_publication": {"state": "withdrawn", "published_at": NOON},
    }
    return {
        name: make.make_submission(
            call, make.make_organisation(f"Canary {name}"), reference=name, received_at=NOON + timedelta(minutes=place),
            body=f"Secret of {name}", **fields,
        )
        for place, (name, fields) in enumerate(rows.items())
    }  # fmt: skip


# --- the register -----------------------------------------------------------------------------------------------------


def test_a_row_of_the_register(call: Any, settings: Any) -> None:
    item = make.make_agenda_item(call.session, "5 (a)")
    submission = make.make_submission(
        call, make.make_organisation("Forum of the Sea", seat=make.country("KE")), reference="WG.7/2026/C1/001",
        state="published", title="Trust", language="sw", body="Habari\nza dunia", word_count=3, is_late=True,
        received_at=NOON, submitted_at=NOON + timedelta(hours=1, microseconds=999_999), revision_number=1,
    )  # fmt: skip
    submission.agenda_items.add(item)
    make.make_party(submission, make.make_organisation("Zebra Watch"), confirmed_at=NOON, confirmed_by=make.make_user())
    make.make_party(submission, make.make_organisation("Ant Watch"), confirmed_at=NOON, confirmed_by=make.make_user())
    make.make_party(submission, make.make_organisation("Never Asked"))
    Answer.objects.create(submission=submission, question=make.make_question(call, "What works?"), text="Patience.")
    Attachment.objects.create(
        file=ContentFile(b"x", name="x"), name="paper.pdf", content_type="application/pdf", size=1, sha256="1" * 64,
        uploaded_at=NOON, revision=submission.revisions.get(),
    )  # fmt: skip
    assert table("register", call.process) == [
        {
            "reference": "WG.7/2026/C1/001",
            "call": "WG.7/2026/C1",
            "title": "Trust",
            "language": "sw",
            "state": "published",
            "withdrawn_at": None,
            "address": "http://127.0.0.1:8000/submissions/WG.7/2026/C1/001/",
            "organisation": "Forum of the Sea",
            "on_behalf_of": ["Ant Watch", "Zebra Watch"],
            "stakeholder_group": "civil-society",
            "country": "KE",
            "region": "Africa",
            "agenda_items": ["5 (a)"],
            "received_at": "2026-11-23T12:00:00Z",
            "last_submitted_at": "2026-11-23T13:00:00Z",
            "published_at": "2026-11-23T12:00:00Z",
            "late": True,
            "revision": 1,
            "sha256": "0" * 64,
            "words": 3,
            "comment_kind": "",
            "consulted": None,
            "consulted_how": "",
            "files": ["paper.pdf"],
            "body": "Habari\nza dunia",
            "answers": ["What works?\nPatience."],
        }
    ]


@pytest.mark.parametrize("scope", ["public", "staff"])
def test_the_register_is_the_public_record_whoever_asks(call: Any, scope: str) -> None:
    in_every_state(call)
    assert references("register", call.process, scope) == ["published", "withdrawn_after_publication"]


def test_of_a_withdrawn_contribution_only_the_stub_is_in_the_register(call: Any) -> None:
    in_every_state(call)
    stub = table("register", call.process)[1]
    assert {name: value for name, value in stub.items() if value is not None} == {
        "reference": "withdrawn_after_publication",
        "call": "WG.7/2026/C1",
        "title": stub["title"],
        "language": "en",
        "state": "withdrawn",
        "withdrawn_at": "2026-11-23T12:00:00Z",
        "address": "http://127.0.0.1:8000/submissions/withdrawn_after_publication/",
    }


def test_filters_do_not_tell_whose_a_withdrawn_contribution_was(call: Any) -> None:
    in_every_state(call)
    assert references("register", call.process, group="civil-society") == ["published"]
    assert references("register", call.process, group="business") == []


def test_calls_that_are_confidential_or_not_announced_are_not_in_the_register(call: Any) -> None:
    for fields in ({"publication_policy": "confidential"}, {"announced_at": None}):
        make.make_submission(make.make_call(call.session, **fields), state="published")
    make.make_submission(call, reference="public", state="published")
    assert references("register", call.process) == ["public"]
    assert len(table("submissions", call.process)) == 3


def test_a_process_that_is_not_announced_has_no_register() -> None:
    call = make.make_call(make.make_session(make.make_process(announced_at=None)))
    make.make_submission(call, state="published")
    assert table("register", call.process) == []


def test_other_processes_stay_out_of_every_table(call: Any) -> None:
    elsewhere = make.make_call()
    in_every_state(elsewhere)
    for kind in Kind:
        assert table(kind, call.process) == []


def test_files_of_earlier_revisions_are_left_out(call: Any) -> None:
    submission = make.make_submission(call, state="published", revision_number=2)
    Attachment.objects.create(
        file=ContentFile(b"x", name="x"), name="old.pdf", content_type="application/pdf", size=1, sha256="1" * 64,
        uploaded_at=NOON, revision=submission.revisions.get(),
    )  # fmt: skip
    assert [(row["files"], row["sha256"]) for row in table("register", call.process)] == [([], None)]


def test_a_question_is_told_in_the_language_in_which_it_exists(call: Any) -> None:
    submission = make.make_submission(call, state="published")
    question = make.make_question(call, "", text_en="", text_fr="Qu’avez-vous vu ?")
    Answer.objects.create(submission=submission, question=question, text="Rien.")
    assert table("register", call.process)[0]["answers"] == ["Qu’avez-vous vu ?\nRien."]


# --- all contributions ------------------------------------------------------------------------------------------------


def test_the_staff_see_every_contribution_with_its_state(call: Any) -> None:
    in_every_state(call)
    rows = table("submissions", call.process)
    assert [(row["reference"], row["state"]) for row in rows] == [
        ("submitted", "submitted"), ("returned", "returned"), ("published", "published"), ("accepted", "accepted"),
        ("withheld", "withheld"), ("withdrawn", "withdrawn"), ("withdrawn_after_publication", "withdrawn"),
    ]  # fmt: skip
    assert [row["confidential"] for row in rows] == [False, False, False, True, False, False, False]
    assert [row["withheld_under"] for row in rows] == [None, None, None, None, "off-topic", None, None]
    assert rows[0]["organisation"] == "Canary submitted"
    assert rows[0]["arrived"] == "portal"


def test_the_staff_see_who_has_not_confirmed_a_joint_statement(call: Any) -> None:
    submission = make.make_submission(call)
    make.make_party(submission, make.make_organisation("Not yet"))
    make.make_party(submission, make.make_organisation("Yes"), confirmed_at=NOON, confirmed_by=make.make_user())
    (row,) = table("submissions", call.process)
    assert (row["on_behalf_of"], row["not_confirmed"]) == (["Yes"], ["Not yet"])


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({}, ["en", "fr", "business", "other call"]),
        ({"language": "fr"}, ["fr"]),
        ({"group": "business"}, ["business"]),
        ({"call": "WG.7/2026/C2"}, ["other call"]),
        ({"call": "WG.7/2026/C2", "language": "fr"}, []),
    ],
)
def test_tables_are_narrowed(call: Any, narrowed: dict[str, str], expected: list[str]) -> None:
    make.make_submission(call, reference="en")
    make.make_submission(call, reference="fr", language="fr")
    make.make_submission(call, reference="business", group=make.group("business"))
    make.make_submission(make.make_call(call.session, symbol="WG.7/2026/C2"), reference="other call")
    assert references("submissions", call.process, **narrowed) == expected


# --- participants -----------------------------------------------------------------------------------------------------


def participants(process: Any, scope: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in table("participants", process, scope)]


def test_participants_are_counted_as_authors_and_as_co_signatories(call: Any) -> None:
    ocean, forum = make.make_organisation("Ocean"), make.make_organisation("Forum", seat=None, is_global=True)
    make.make_submission(call, ocean, state="published", received_at=NOON)
    joint = make.make_submission(call, ocean, state="published", is_late=True, received_at=NOON + timedelta(hours=1))
    make.make_party(joint, forum, confirmed_at=NOON, confirmed_by=make.make_user())
    make.make_party(joint, make.make_organisation("Never asked"))
    make.make_submission(call, ocean, state="submitted", received_at=NOON - timedelta(hours=1))
    later, earlier, noon = "2026-11-23T13:00:00Z", "2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z"
    assert participants(call.process, "public") == [
        ("Forum", "civil-society", None, None, 0, 1, 1, 1, later, later),
        ("Ocean", "civil-society", "KE", "Africa", 2, 0, 1, 2, noon, later),
    ]
    assert participants(call.process, "staff") == [
        ("Forum", "civil-society", None, None, 0, 1, 1, 1, later, later),
        ("Ocean", "civil-society", "KE", "Africa", 3, 0, 1, 2, earlier, later),
    ]


def test_whoever_withdrew_everything_is_no_participant(call: Any) -> None:
    in_every_state(call)
    assert [row[0] for row in participants(call.process, "public")] == ["Canary published"]
    assert "Canary withdrawn" not in str(participants(call.process, "staff"))


# --- the moderation record --------------------------------------------------------------------------------------------


def test_every_decision_stands_in_the_moderation_record(call: Any) -> None:
    chair = make.make_chair(call.process, full_name="Amina Otieno", email="secret@chair.example")
    rule = make.make_rule(call.process)
    submission = make.make_submission(call, make.make_organisation("Ocean"), reference="R1", title="Trust")
    moderation.publish_submission(submission=submission, by=chair, at=NOON, rule="All that are on topic")
    moderation.withhold_submission(
        submission=submission, by=chair, at=NOON + timedelta(days=1), reason="Spam.", rule=rule
    )
    submission.events.create(kind="resubmitted", at=NOON, by=chair)  # no decision
    common = {"reference": "R1", "call": "WG.7/2026/C1", "title": "Trust", "organisation": "Ocean"}
    by = {"decided_by": "Amina Otieno", "office": ["chair"], "state_now": "withheld"}
    assert table("moderation", call.process) == [
        {**common, "decision": "published", "decided_at": "2026-11-23T12:00:00Z", **by, "rule": None,
         "reason": "All that are on topic"},
        {**common, "decision": "withheld", "decided_at": "2026-11-24T12:00:00Z", **by, "rule": "off-topic",
         "reason": "Spam."},
    ]  # fmt: skip


def test_the_office_is_the_one_held_when_it_was_decided(call: Any) -> None:
    chair = make.make_chair(call.process)
    chair.offices.update(given_at=NOON, ended_at=NOON + timedelta(days=1))
    submission = make.make_submission(call)
    for hours in (-1, 0, 23, 24):
        submission.events.create(kind="published", at=NOON + timedelta(hours=hours), by=chair)
    assert [row["office"] for row in table("moderation", call.process)] == [[], ["chair"], ["chair"], []]


def test_decisions_are_those_that_the_table_of_moves_leaves_to_the_chair() -> None:
    assert DECISIONS == ("published", "accepted", "returned", "withheld")


# --- what no table tells ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("scope", ["public", "staff"])
def test_nobodys_address_is_in_any_table(call: Any, kind: str, scope: str) -> None:
    nameless = make.make_chair(call.process, email="canary@people.example", full_name="")
    submission = make.make_submission(call, submitted_by=nameless)
    moderation.publish_submission(submission=submission, by=nameless, at=NOON)
    make_answer(make_summary(call, nameless, "issued"), make_asking_point(submission, nameless), nameless, "released")
    rows = table(kind, call.process, scope)
    assert len(rows) == 1
    assert "@" not in str(rows)


@pytest.mark.parametrize("kind", ["register", "participants"])
def test_the_public_view_holds_nothing_of_what_is_not_public(call: Any, kind: str) -> None:
    in_every_state(call)
    told = str(table(kind, call.process, "public"))
    assert "Canary published" in told
    for name in ("submitted", "returned", "accepted", "withheld", "withdrawn", "withdrawn_after_publication"):
        assert f"Canary {name}'" not in told
        assert f"Secret of {name}'" not in told


# --- answers ----------------------------------------------------------------------------------------------------------


def answered(call: Any, attribution: str, *, submission: Any = None, state: str = "released") -> None:
    """An issued summary of the call with one answer in that state."""
    chair = make.make_chair(call.process, full_name="Chidi Eze")
    submission = submission or make.make_submission(
        call, make.make_organisation(f"Forum {attribution}"), state="published", reference=f"Canary/{attribution}"
    )
    summary = make_summary(call, chair, "issued", attribution=attribution, symbol=f"WG.7/CS.{attribution}")
    point = make_asking_point(submission, chair, f"Asked under {attribution}")
    make_answer(summary, point, chair, state, clause=2, change_text="As changed.")


def test_an_answer_stands_whole_in_the_confidential_view(call: Any) -> None:
    answered(call, "chatham_house", state="drafted")
    assert table("dispositions", call.process) == [
        {
            "summary": "WG.7/CS.chatham_house", "paragraph": 2, "kind": "proposal",
            "comment": "Asked under chatham_house", "outcome": "noted", "reason": "It is taken up elsewhere.",
            "change": "As changed.", "state": "drafted", "released_at": None, "organisation": "Forum chatham_house",
            "stakeholder_group": "civil-society", "reference": "Canary/chatham_house",
            "passage": "What Forum chatham_house wrote", "language": "en", "saved_by": "Chidi Eze",
            "saved_at": "2026-11-23T12:00:00Z", "reviewed_by": None, "reviewed_at": None,
        }
    ]  # fmt: skip


def test_the_public_view_of_answers_tells_who_asked_only_under_attribution(call: Any) -> None:
    for attribution in ("attributed", "non_attributed", "chatham_house"):
        answered(call, attribution)
    attributed, untold = table("dispositions", call.process, "public")
    assert (attributed["organisation"], attributed["passage"]) == ("Forum attributed", "What Forum attributed wrote")
    assert untold["comment"] == "Asked under non_attributed"
    hidden = ("organisation", "stakeholder_group", "reference", "passage", "language", "saved_by", "reviewed_by")
    assert [untold[name] for name in hidden] == [None] * 7
    assert [attributed[name] for name in ("saved_by", "saved_at", "reviewed_by", "reviewed_at")] == [None] * 4


@pytest.mark.parametrize("narrowed", [{"group": "civil-society"}, {"language": "en"}, {"call": "WG.7/2026/C1"}])
def test_a_filter_does_not_tell_what_the_column_hides(call: Any, narrowed: dict[str, str]) -> None:
    answered(call, "non_attributed")
    answered(call, "attributed")
    assert [row["summary"] for row in table("dispositions", call.process, "public", **narrowed)] == [
        "WG.7/CS.attributed"
    ]


@pytest.mark.parametrize("state", ["drafted", "reviewed"])
def test_no_answer_is_public_before_its_release(call: Any, state: str) -> None:
    answered(call, "attributed", state=state)
    assert table("dispositions", call.process, "public") == []


@pytest.mark.parametrize("state", ["accepted", "withheld", "withdrawn_after_publication"])
def test_no_answer_is_public_whose_contribution_is_not(call: Any, state: str) -> None:
    answered(call, "attributed", submission=in_every_state(call)[state])
    assert table("dispositions", call.process, "public") == []


# --- the page of columns ----------------------------------------------------------------------------------------------


def documented() -> dict[str, list[tuple[str, str]]]:
    """The columns of docs/export.md with what they hold, by the heading of their table."""
    page = (Path(configuration.BASE_DIR) / "docs" / "export.md").read_text(encoding="utf-8")
    parts = re.split(r"^### `(\w+)`.*$", page, flags=re.MULTILINE)
    row = re.compile(r"^\| `(\w+)` \| ([\w ]+) \|", re.MULTILINE)
    return {name: row.findall(text) for name, text in zip(parts[1::2], parts[2::2], strict=True)}


@pytest.mark.parametrize("kind", Kind)
def test_every_column_is_explained_in_its_order(kind: Kind) -> None:
    assert documented()[kind] == [(column.name, column.form.value) for column in sheet_of(kind).columns]


def test_no_column_is_called_as_the_lines_around_the_data() -> None:
    assert "plenum" not in {name for kind in Kind for name in sheet_of(kind).names}
