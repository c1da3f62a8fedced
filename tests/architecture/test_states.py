"""The tables of states against the page in docs/ and against themselves."""

from pathlib import Path

import pytest
from django.conf import settings

from register.diagrams import drawn, tables
from register.states import Transition

TABLES = list(tables())


def test_the_page_of_states_is_what_the_code_says() -> None:
    page = (Path(settings.BASE_DIR) / "docs" / "states.md").read_text(encoding="utf-8")
    assert page == drawn(), "Run `make manage ARGS=draw_states` and commit docs/states.md."


def test_the_tables_that_are_known() -> None:
    assert sorted(name for _label, name, _moves in TABLES) == [
        "APPLICATION_MOVES", "DISPOSITION_MOVES", "DOCUMENT_MOVES", "EXPORT_MOVES", "FAMILY_MOVES", "IMPORT_MOVES",
        "INQUIRY_MOVES", "MEMBERSHIP_MOVES", "MODALITIES_MOVES", "ORGANISATION_MOVES", "PROGRAMME_MOVES", "PROPOSAL_MOVES",
        "REGISTRATION_MOVES", "SUBMISSION_MOVES", "SUMMARY_MOVES",
    ]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "moves"), TABLES, ids=[name for _label, name, _moves in TABLES])
def test_no_two_moves_of_a_table_share_a_name(label: str, name: str, moves: tuple[Transition, ...]) -> None:
    names = [move.name for move in moves]
    assert len(names) == len(set(names)), (label, name)
