"""Versions: begun, changed, brought into force, superseded, and never changed again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from consultation.modalities import actions
from consultation.modalities.errors import ClauseInUse, DraftExists, NoLongerADraft
from consultation.modalities.models import Cell, Clause, Modalities
from consultation.modalities.presets import PRESETS
from consultation.modalities.profile import SETTINGS
from consultation.processes.models import Office
from register.errors import OutOfDate, ReasonMissing
from tests.factories import NOON, make_chair, make_officer, make_process
from tests.factories.modalities import LONG_BEFORE, make_draft_modalities, make_modalities

pytestmark = pytest.mark.django_db


def test_a_preset_becomes_a_draft_with_english_texts_and_every_cell() -> None:
    draft = make_draft_modalities(make_process())
    assert (draft.state, draft.number, draft.preset) == ("draft", 1, "oewg-2022")
    assert draft.basis_en == "Chair's proposal, agreed under a silence procedure, 22 April 2022."
    assert not draft.basis_fr
    assert draft.clauses.count() == 9
    assert draft.cells.count() == 720
    cell = draft.cells.get(category="accredited", occasion="dedicated_stakeholder", capability="speak")
    assert (cell.is_granted, cell.clause.number, cell.minutes) == (True, 4, 3)


def test_one_draft_at_a_time() -> None:
    process = make_process()
    make_draft_modalities(process)
    with pytest.raises(DraftExists):
        make_draft_modalities(process)


def test_only_the_secretariat_of_the_process_begins_and_brings_into_force() -> None:
    process = make_process()
    with pytest.raises(PermissionDenied):
        actions.begin_from_preset(process=process, preset=PRESETS["gge"], by=make_chair(process), at=NOON)
    draft = make_draft_modalities(process)
    with pytest.raises(PermissionDenied):
        actions.bring_into_force(modalities=draft, note="Agreed.", by=make_chair(process), at=NOON)


def test_bringing_into_force_needs_a_word_on_who_agreed() -> None:
    process = make_process()
    draft = make_draft_modalities(process)
    by = make_officer(process, Office.Kind.SECRETARIAT)
    with pytest.raises(ReasonMissing):
        actions.bring_into_force(modalities=draft, note=" ", by=by, at=NOON)


def test_the_next_version_supersedes_the_one_before_at_the_same_instant() -> None:
    process = make_process()
    first = make_modalities(process)
    by = make_officer(process, Office.Kind.SECRETARIAT)
    second = actions.begin_from_version(version=first, by=by, at=NOON)
    actions.bring_into_force(modalities=second, note="Agreed by silence.", by=by, at=NOON)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.superseded_at, second.in_force_at, second.number) == ("superseded", NOON, NOON, 2)
    assert [event.kind for event in first.events.all()] == ["brought_into_force", "superseded"]
    assert Modalities.objects.in_force_at(NOON).get() == second
    assert Modalities.objects.in_force_at(NOON - timedelta(microseconds=1)).get() == first
    assert not Modalities.objects.in_force_at(LONG_BEFORE - timedelta(seconds=1)).exists()
    with pytest.raises(OutOfDate):
        actions.bring_into_force(modalities=second, note="Again.", by=by, at=NOON)


def test_a_copy_says_what_the_version_said() -> None:
    process = make_process()
    first = make_modalities(process, "laws")
    copy = actions.begin_from_version(version=first, by=make_officer(process, Office.Kind.SECRETARIAT), at=NOON)
    columns = ("category", "occasion", "capability", "is_granted", "clause__number", "minutes", "after_states")
    assert set(copy.cells.values_list(*columns)) == set(first.cells.values_list(*columns))
    assert not set(copy.cells.values_list("clause", flat=True)) & set(first.cells.values_list("clause", flat=True))
    assert {name: getattr(copy, name) for name in SETTINGS} == {name: getattr(first, name) for name in SETTINGS}


def test_row_32_another_preset_changes_exactly_the_settings_that_it_documents() -> None:
    """A profile sets who may propose, the decision rule, the gate, the openness of negotiations, and nothing else."""
    process = make_process()
    first = make_modalities(process, "multilateral")
    before = {name: value for name, value in vars(process).items() if not name.startswith("_")}
    second = make_draft_modalities(process, "multistakeholder")
    process.refresh_from_db()
    assert {name: value for name, value in vars(process).items() if not name.startswith("_")} == before
    changed = {name for name in SETTINGS if getattr(first, name) != getattr(second, name)}
    assert changed == {
        "actors", "structure", "codification", "mission", "who_may_propose", "decision_rule", "representation",
        "participation_gate", "negotiations", "result", "speaking_order",
    }  # fmt: skip
    own = {"id", "number", "title", "basis", "preset", "state", "created_at", "created_by_id", "in_force_at"}
    differs = {n for n, value in vars(first).items() if not n.startswith("_") and value != getattr(second, n)}
    assert {n for n in differs if not n.startswith(("title_", "basis_"))} <= changed | own


# --- the database keeps it --------------------------------------------------------------------------------------------


def refused(change: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        change()  # type: ignore[operator]


def test_a_version_in_force_never_changes_whoever_asks_the_database() -> None:
    version = make_modalities(make_process())
    rows = Modalities.objects.filter(pk=version.pk)
    refused(lambda: rows.update(title_en="Another"))
    refused(lambda: rows.update(decision_rule="vote"))
    refused(lambda: rows.update(in_force_at=NOON))
    refused(lambda: rows.update(state="draft", in_force_at=None))
    refused(lambda: rows.delete())
    cells = Cell.objects.filter(modalities=version)
    refused(lambda: cells.update(is_granted=True))
    refused(lambda: cells.filter(category="igo").delete())
    clauses = Clause.objects.filter(modalities=version)
    refused(lambda: clauses.update(text_en="Another"))
    refused(lambda: Clause.objects.create(modalities=version, number=40, text_en="One more."))
    refused(lambda: clauses.filter(number=1).delete())


def test_a_cell_or_clause_cannot_be_moved_out_of_a_version_in_force() -> None:
    process = make_process()
    version = make_modalities(process)
    draft = make_draft_modalities(process)
    refused(lambda: Clause.objects.filter(modalities=version, number=9).update(modalities=draft, number=30))
    assert version.clauses.count() == 9


def test_a_superseded_version_stays_superseded_when_it_was() -> None:
    process = make_process()
    version = make_modalities(process)
    rows = Modalities.objects.filter(pk=version.pk)
    rows.update(state="superseded", superseded_at=NOON)
    refused(lambda: rows.update(superseded_at=NOON + timedelta(days=1)))
    refused(lambda: rows.update(state="in_force", superseded_at=None))


def test_one_version_of_a_process_is_in_force() -> None:
    process = make_process()
    make_modalities(process)
    draft = make_draft_modalities(process)
    with pytest.raises(IntegrityError), transaction.atomic():
        Modalities.objects.filter(pk=draft.pk).update(state="in_force", in_force_at=NOON)


def test_a_cell_rests_on_a_clause_of_its_own_version() -> None:
    process = make_process()
    other = make_modalities(process).clauses.get(number=1)
    draft = make_draft_modalities(process)
    refused(lambda: draft.cells.filter(category="igo").update(clause=other))


def test_conditions_stand_only_where_something_is_granted() -> None:
    draft = make_draft_modalities(make_process())
    denied = draft.cells.filter(is_granted=False, capability="speak")
    refused(lambda: denied.update(minutes=3))
    refused(lambda: draft.cells.filter(is_granted=True, capability="submit").update(word_limit=0))


# --- changing a draft -------------------------------------------------------------------------------------------------


def test_cells_are_settled_and_conditions_go_with_the_grant() -> None:
    process = make_process()
    draft = make_draft_modalities(process)
    by = make_officer(process, Office.Kind.SECRETARIAT)
    clause = draft.clauses.get(number=5)
    settled = {
        ("accredited", "submit"): actions.Settled(is_granted=True, clause_id=clause.pk, word_limit=1500),
        ("igo", "submit"): actions.Settled(is_granted=False, clause_id=clause.pk, word_limit=900),
    }
    changed = actions.settle_cells(modalities=draft, occasion="in_writing", settled=settled, by=by, at=NOON)
    assert changed == 2
    rows = dict(draft.cells.filter(occasion="in_writing", capability="submit").values_list("category", "word_limit"))
    assert (rows["accredited"], rows["igo"]) == (1500, None)
    assert not draft.cells.get(occasion="in_writing", capability="submit", category="igo").is_granted
    assert actions.settle_cells(modalities=draft, occasion="in_writing", settled=settled, by=by, at=NOON) == 0


def test_nothing_of_a_version_in_force_is_settled() -> None:
    process = make_process()
    version = make_modalities(process)
    by = make_officer(process, Office.Kind.SECRETARIAT)
    with pytest.raises(NoLongerADraft):
        actions.settle_cells(modalities=version, occasion="adoption", settled={}, by=by, at=NOON)
    with pytest.raises(NoLongerADraft):
        actions.change_modalities(modalities=version, by=by, at=NOON)
    with pytest.raises(NoLongerADraft):
        actions.discard_draft(modalities=version, by=by, at=NOON)


def test_clauses_are_added_last_and_removed_only_when_nothing_rests_on_them() -> None:
    process = make_process()
    draft = make_draft_modalities(process)
    by = make_officer(process, Office.Kind.SECRETARIAT)
    added = actions.add_clause(clause=Clause(modalities=draft, text_en="One more."), by=by, at=NOON)
    assert added.number == 10
    with pytest.raises(ClauseInUse):
        actions.remove_clause(clause=draft.clauses.get(number=4), by=by, at=NOON)
    unused = draft.clauses.get(number=4)
    draft.cells.filter(clause=unused).update(clause=added)
    actions.remove_clause(clause=unused, by=by, at=NOON)
    assert [clause.number for clause in draft.clauses.all()] == list(range(1, 10))
    assert draft.clauses.get(number=9).text_en == "One more."


def test_one_clause_limits_associates_to_their_group() -> None:
    process = make_process()
    draft = make_draft_modalities(process, "itu-study-group")
    by = make_officer(process, Office.Kind.SECRETARIAT)
    other = draft.clauses.get(number=6)
    other.limits_to_group = True
    actions.change_clause(clause=other, by=by, at=NOON)
    assert [clause.number for clause in draft.clauses.filter(limits_to_group=True)] == [6]


def test_a_draft_is_thrown_away_whole() -> None:
    process = make_process()
    draft = make_draft_modalities(process)
    actions.discard_draft(modalities=draft, by=make_officer(process, Office.Kind.SECRETARIAT), at=NOON)
    assert (Modalities.objects.count(), Clause.objects.count(), Cell.objects.count()) == (0, 0, 0)
    assert [event.kind for event in process.events.all()] == ["modalities_begun", "modalities_discarded"]
