"""An agenda is a tree; it is written, ordered and never loses an item that something rests on."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from consultation.processes.actions import agenda as actions
from consultation.processes.agenda import as_tree, below, flat
from consultation.processes.errors import HasParts, StillUsed, WrongParent
from consultation.processes.models import AgendaItem, Session
from register.errors import OutOfDate
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return make.make_session()


@pytest.fixture
def secretary(session: Session) -> Any:
    return make.make_officer(session.process, "secretariat")


def order(session: Session) -> list[str]:
    """The labels as people read them, sub-items set in."""
    items = AgendaItem.objects.filter(session=session).order_by("position", "pk")
    return ["  " * branch.depth + branch.item.label for branch in flat(as_tree(items))]


def test_items_are_added_last_under_their_parent(session: Session, secretary: Any, noon: datetime) -> None:
    def add(label: str, parent: AgendaItem | None = None) -> AgendaItem:
        item = AgendaItem(session=session, label=label, title_en=f"Item {label}", parent=parent)
        return actions.add_agenda_item(item=item, by=secretary, at=noon)

    one = add("1")
    add("2")
    add("1 (a)", one)
    deep = add("1 (b)", one)
    add("1 (b) (i)", deep)
    assert order(session) == ["1", "  1 (a)", "  1 (b)", "    1 (b) (i)", "2"]
    assert [(event.kind, event.details["label"]) for event in session.process.events.all()] == [
        ("agenda_item_added", label) for label in ("1", "2", "1 (a)", "1 (b)", "1 (b) (i)")
    ]


@pytest.mark.parametrize(
    ("label", "step", "after"),
    [
        ("1", 1, ["2", "1", "3"]),
        ("3", -1, ["1", "3", "2"]),
        ("1", -1, ["1", "2", "3"]),
        ("3", 1, ["1", "2", "3"]),
        ("2", 0, ["1", "2", "3"]),
    ],
)
def test_items_move_among_those_beside_them(
    session: Session, secretary: Any, noon: datetime, label: str, step: int, after: list[str]
) -> None:
    for name in ("1", "2", "3"):
        make.make_agenda_item(session, name)
    item = AgendaItem.objects.get(session=session, label=label)
    actions.move_agenda_item(item=item, step=step, by=secretary, at=noon)
    assert order(session) == after
    assert session.process.events.count() == (after != ["1", "2", "3"])


def test_a_moved_item_takes_its_parts_along_and_stays_under_its_parent(
    session: Session, secretary: Any, noon: datetime
) -> None:
    one, two = make.make_agenda_item(session, "1"), make.make_agenda_item(session, "2")
    make.make_agenda_item(session, "1 (a)", parent=one)
    only = make.make_agenda_item(session, "2 (a)", parent=two)
    actions.move_agenda_item(item=only, step=-1, by=secretary, at=noon)
    actions.move_agenda_item(item=two, step=-1, by=secretary, at=noon)
    assert order(session) == ["2", "  2 (a)", "1", "  1 (a)"]


def test_an_item_put_under_another_goes_last_there(session: Session, secretary: Any, noon: datetime) -> None:
    one, two = make.make_agenda_item(session, "1"), make.make_agenda_item(session, "2")
    make.make_agenda_item(session, "1 (a)", parent=one)
    two.parent = one
    actions.change_agenda_item(item=two, by=secretary, at=noon)
    assert order(session) == ["1", "  1 (a)", "  2"]


def test_saving_without_a_change_leaves_no_event(session: Session, secretary: Any, noon: datetime) -> None:
    actions.change_agenda_item(item=make.make_agenda_item(session), by=secretary, at=noon)
    assert not session.process.events.exists()


def test_an_item_is_never_part_of_itself_nor_of_another_agenda(
    session: Session, secretary: Any, noon: datetime
) -> None:
    one = make.make_agenda_item(session, "1")
    below_one = make.make_agenda_item(session, "1 (a)", parent=one)
    elsewhere = make.make_agenda_item(make.make_session(session.process))
    for parent in (one, below_one, elsewhere):
        one.parent = parent
        with pytest.raises(WrongParent, match="never of itself"):
            actions.change_agenda_item(item=one, by=secretary, at=noon)
    assert order(session) == ["1", "  1 (a)"]


def test_an_item_with_parts_or_in_use_stays(session: Session, secretary: Any, noon: datetime) -> None:
    one = make.make_agenda_item(session, "1")
    part = make.make_agenda_item(session, "1 (a)", parent=one)
    with pytest.raises(HasParts, match="sub-items"):
        actions.remove_agenda_item(item=one, by=secretary, at=noon)
    call = make.make_call(session)
    call.agenda_items.add(part)
    with pytest.raises(StillUsed, match="refers to it"):
        actions.remove_agenda_item(item=part, by=secretary, at=noon)
    call.agenda_items.clear()
    question = make.make_question(call, agenda_item=part)
    with pytest.raises(StillUsed):
        actions.remove_agenda_item(item=part, by=secretary, at=noon)
    assert not session.process.events.exists()
    question.delete()
    actions.remove_agenda_item(item=part, by=secretary, at=noon)
    assert order(session) == ["1"]
    assert session.process.events.get().kind == "agenda_item_removed"


def test_two_who_take_the_same_number_at_once(session: Session, secretary: Any, noon: datetime) -> None:
    make.make_agenda_item(session, "1")
    with pytest.raises(OutOfDate):
        actions.add_agenda_item(item=AgendaItem(session=session, label="1", title_en="Again"), by=secretary, at=noon)


def test_only_the_secretariat_writes_the_agenda(session: Session, noon: datetime) -> None:
    item = make.make_agenda_item(session, "1")
    for person in (
        make.make_user(), make.make_chair(session.process), make.make_officer(make.make_process(), "secretariat"),
        make.make_officer(session.process, "secretariat", second_factor=False),
    ):  # fmt: skip
        for act in (
            lambda by: actions.add_agenda_item(item=AgendaItem(session=session, label="2"), by=by, at=noon),
            lambda by: actions.change_agenda_item(item=item, by=by, at=noon),
            lambda by: actions.move_agenda_item(item=item, step=1, by=by, at=noon),
            lambda by: actions.remove_agenda_item(item=item, by=by, at=noon),
        ):
            with pytest.raises(PermissionDenied):
                act(person)
    assert order(session) == ["1"]


def test_what_stands_below_an_item() -> None:
    items = [AgendaItem(pk=1), AgendaItem(pk=2, parent_id=1), AgendaItem(pk=3, parent_id=2), AgendaItem(pk=4)]
    assert below(items[1], items) == {2, 3}
