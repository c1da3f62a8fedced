"""Coverage and balance counted from plain facts."""

from reports.coverage.balance import balance, by_gender, coverage, coverage_of_items, late
from reports.coverage.facts import Facts, Input, Tally


def an_input(**fields) -> Input:
    """A contribution of group 1 in English, in time, of a voice of its own unless said."""
    told = {
        "group": 1, "region": "africa", "language": "en", "gender": "", "voice": "o1", "is_late": False,
        "is_first": False,
    }  # fmt: skip
    return Input(**{**told, **fields})


def facts(inputs, *, cited_by=None, aside=(), on_item=None) -> Facts:
    """Facts of these contributions."""
    return Facts(
        inputs=inputs, on_item=on_item or {}, aside=frozenset(aside),
        cited_by={key: frozenset(keys) for key, keys in (cited_by or {}).items()},
    )  # fmt: skip


def test_cited_and_set_aside_are_never_counted_twice():
    found = facts({n: an_input() for n in range(5)}, cited_by={1: {0, 1}, 2: {1}}, aside={1, 2})
    assert coverage(found) == Tally(total=5, cited=2, aside=1)
    assert coverage(found).is_open == 2


def test_late_ones_count_apart():
    found = facts({0: an_input(), 1: an_input(is_late=True)}, cited_by={1: {1}})
    assert coverage(found) == Tally(total=1)
    assert late(found) == Tally(total=1, cited=1)
    assert found.voices_of([0, 1]) == 1


def test_a_citation_of_what_is_no_longer_before_the_chair_counts_nowhere():
    """Withdrawn or withheld since: the paragraph still names it, but no number does."""
    found = facts({0: an_input()}, cited_by={1: {0, 99}})
    assert coverage(found).cited == 1
    assert sum(row.citations for row in balance(found, lambda entry: entry.group)) == 1
    assert found.voices_of({0, 99}) == 1


def test_voices_count_once():
    found = facts({0: an_input(voice="f7"), 1: an_input(voice="f7"), 2: an_input(voice="o2")})
    assert found.voices_of([0, 1, 2]) == 2


def test_shares_of_contributions_beside_shares_of_citations():
    inputs = {0: an_input(), 1: an_input(), 2: an_input(), 3: an_input(group=2)}
    one, two = balance(facts(inputs, cited_by={1: {0, 3}, 2: {3}, 3: {3}}), lambda entry: entry.group)
    assert (one.key, one.inputs, one.citations, one.input_share, one.citation_share) == (1, 3, 1, 75, 25)
    assert (two.key, two.inputs, two.citations, two.difference) == (2, 1, 3, 50)


def test_shares_add_up_to_a_hundred_and_nothing_is_divided_by_zero():
    assert balance(facts({}), lambda entry: entry.group) == []
    rows = balance(facts({n: an_input(group=n % 3) for n in range(7)}), lambda entry: entry.group)
    assert round(sum(row.input_share for row in rows), 6) == 100
    assert sum(row.citation_share for row in rows) == 0


def test_what_few_say_about_themselves_is_not_shown():
    """Two men among five women could be told from the table who they are."""
    said = ["woman"] * 5 + ["man"] * 2 + [""] * 9
    rows = by_gender(facts({n: an_input(gender=gender) for n, gender in enumerate(said)}))
    assert [(row.key, row.inputs) for row in rows] == [("woman", 5)]


def test_items_count_what_speaks_to_them():
    found = facts(
        {n: an_input() for n in range(4)}, cited_by={1: {0}}, aside={1}, on_item={7: frozenset({0, 1, 2}), 8: frozenset({2})}
    )  # fmt: skip
    assert coverage_of_items(found) == {7: Tally(3, 1, 1), 8: Tally(1)}
