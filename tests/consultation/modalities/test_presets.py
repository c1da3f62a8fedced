"""Every preset is complete, and the written rule of each body stands in its cells."""

from itertools import product

import pytest

from consultation.modalities.models import Modalities
from consultation.modalities.notation import Preset, Unreadable, read_clauses, read_matrix, read_profile
from consultation.modalities.presets import PRESETS
from consultation.modalities.profile import SETTINGS
from consultation.modalities.vocabulary import STAKEHOLDERS, Capability, Category, Occasion
from consultation.sittings.kinds import SegmentKind

EVERY = [pytest.param(preset, id=code) for code, preset in PRESETS.items()]


def test_the_presets_that_are_offered() -> None:
    assert list(PRESETS) == [
        "oewg-2022", "ahc-cybercrime", "oewg-first-informal", "speaking-rights", "advisory-committee", "wsis", "laws",
        "gge", "itu-study-group", "ilo", "icann", "ietf", "netmundial", "igf", "oecd", "gdc", "multilateral",
        "multistakeholder",
    ]  # fmt: skip


def test_the_occasions_are_the_modes_of_segments_and_writing() -> None:
    assert Occasion.values == [*SegmentKind.values, "in_writing"]


@pytest.mark.parametrize("preset", EVERY)
def test_a_preset_has_a_cell_for_every_who_where_and_what(preset: Preset) -> None:
    rules = read_matrix(preset)
    assert set(rules) == set(product(Category.values, Occasion.values, Capability.values))
    assert len(rules) == 720


@pytest.mark.parametrize("preset", EVERY)
def test_a_preset_makes_every_setting_with_a_choice_that_exists(preset: Preset) -> None:
    for name, value in read_profile(preset).items():
        assert value in dict(Modalities._meta.get_field(name).flatchoices), name
    assert len(SETTINGS) == 13


@pytest.mark.parametrize("preset", EVERY)
def test_a_preset_says_where_it_comes_from_and_each_clause_says_something(preset: Preset) -> None:
    assert preset.source.strip()
    assert preset.basis.strip()
    assert len(str(preset.title)) <= 200
    assert all(len(text) > 20 for text in read_clauses(preset).values())


@pytest.mark.parametrize("preset", EVERY)
def test_nothing_but_speaking_and_writing_has_conditions_and_only_where_granted(preset: Preset) -> None:
    for (_who, _where, what), rule in read_matrix(preset).items():
        if not rule.is_granted or what != Capability.SPEAK:
            assert (rule.after_states, rule.time_permitting, rule.minutes) == (False, False, None)
        if not rule.is_granted or what != Capability.SUBMIT:
            assert rule.word_limit is None


def preset_of(matrix: str, clauses: str = "1. One.\n2. Two.") -> Preset:
    return Preset(code="x", title="X", basis="b", source="s", profile="", clauses=clauses, matrix="head\n" + matrix)


@pytest.mark.parametrize(
    ("matrix", "told"),
    [
        ("adoption | state | A | 1 | 1 |", "719|710"),
        ("* | * | A | 1 | 3 |", "clauses"),
        ("nowhere | * | A | 1 | 1 |", "nowhere"),
        ("* | nobody | A | 1 | 1 |", "nobody"),
        ("* | * | A | 1 | 1 | soon", "soon"),
        ("* | * | A | 1 | 1", "A"),
    ],
)
def test_a_mistake_in_a_matrix_is_told(matrix: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        read_matrix(preset_of(matrix))


def test_a_setting_that_is_missing_is_told() -> None:
    with pytest.raises(Unreadable, match="actors"):
        read_profile(preset_of(""))


def test_clauses_count_on_from_one() -> None:
    with pytest.raises(Unreadable, match=r"\[1, 3\]"):
        read_clauses(preset_of("", "1. One.\n3. Three."))


def test_a_later_line_settles_again_and_a_plus_only_adds() -> None:
    rules = read_matrix(
        preset_of("* | * | A | 1 | 2 |\nadoption | state | D | 2 | 1 |\nadoption | state | +S | 1 | | 3min")
    )
    assert rules["state", "adoption", "attend"].is_granted is False
    assert rules["state", "adoption", "decide"].clause == 2
    assert (rules["state", "adoption", "speak"].is_granted, rules["state", "adoption", "speak"].minutes) == (True, 3)
    assert rules["igo", "adoption", "attend"].is_granted is True


# --- the truth table of one preset against its written rule -----------------------------------------------------------

A, O, S, W = "attend", "observe_silently", "speak", "submit"  # noqa: E741
NOBODY_BUT_STATES = {
    "propose_text",
    "see_restricted_drafts",
    "negotiate",
    "decide",
    "propose_agenda_item",
    "comment_on_drafts",
}
ADMITTED = ("ecosoc_general", "ecosoc_special", "ecosoc_roster", "accredited")
OTHERS = ("not_accredited", "individual")
OEWG_2022: dict[tuple[tuple[str, ...], str], set[str]] = {
    (ADMITTED, "exchange_of_views"): {A, O},
    (ADMITTED, "informal_mode"): set(),
    (ADMITTED, "dedicated_stakeholder"): {A, O, S},
    (ADMITTED, "pre_meeting_slot"): set(),
    (ADMITTED, "negotiation"): set(),
    (ADMITTED, "adoption"): {A, O},
    (ADMITTED, "intersessional"): {A, O, S, W},
    (ADMITTED, "unofficial_dialogue"): {A, O, S, W},
    (ADMITTED, "in_writing"): {W},
    (OTHERS, "exchange_of_views"): set(),
    (OTHERS, "informal_mode"): set(),
    (OTHERS, "dedicated_stakeholder"): set(),
    (OTHERS, "pre_meeting_slot"): set(),
    (OTHERS, "negotiation"): set(),
    (OTHERS, "adoption"): set(),
    (OTHERS, "intersessional"): {A, O, S, W},
    (OTHERS, "unofficial_dialogue"): {A, O, S, W},
    (OTHERS, "in_writing"): set(),
}


@pytest.mark.parametrize(("who", "where"), OEWG_2022)
def test_the_modalities_of_2022_grant_stakeholders_what_was_agreed(who: tuple[str, ...], where: str) -> None:
    rules = read_matrix(PRESETS["oewg-2022"])
    for category in who:
        granted = {what for what in Capability.values if rules[category, where, what].is_granted}
        assert granted == OEWG_2022[who, where], category


def test_item_09_the_modalities_of_2022_keep_negotiation_and_decision_for_states() -> None:
    rules = read_matrix(PRESETS["oewg-2022"])
    holders = {who for (who, _where, what), rule in rules.items() if what in NOBODY_BUT_STATES and rule.is_granted}
    assert holders == {"state"}
    assert all(rules["state", where, what].is_granted for where in Occasion.values for what in Capability.values)


# --- what other rows of practice say ----------------------------------------------------------------------------------


def test_row_02_speaking_rights_end_where_negotiation_begins() -> None:
    """Stakeholders speak in an exchange of views and are excluded from negotiations and adoption."""
    rules = read_matrix(PRESETS["speaking-rights"])
    for category in ADMITTED:
        assert rules[category, "exchange_of_views", "speak"].is_granted
        assert not rules[category, "negotiation", "speak"].is_granted
        assert not rules[category, "adoption", "speak"].is_granted


def test_row_08_a_limit_of_words_for_each_status_and_no_agenda_items_from_the_roster() -> None:
    """Resolution 1996/31: general status 2,000 words and agenda items; special and roster 1,500; roster proposes none."""
    rules = read_matrix(PRESETS["multilateral"])
    limits = {who: rules[who, "in_writing", "submit"].word_limit for who in ADMITTED[:3]}
    assert limits == {"ecosoc_general": 2000, "ecosoc_special": 1500, "ecosoc_roster": 1500}
    proposes = {who for who in Category.values if rules[who, "in_writing", "propose_agenda_item"].is_granted}
    assert proposes == {"state", "ecosoc_general"}


def test_row_11_after_states_time_permitting_and_two_thousand_words_for_all() -> None:
    """A/AC.291/6, annex II: oral statements after Member States, time permitting; written material of 2,000 words."""
    preset = PRESETS["ahc-cybercrime"]
    rules = read_matrix(preset)
    for category in ADMITTED:
        spoken = rules[category, "exchange_of_views", "speak"]
        assert (spoken.is_granted, spoken.after_states, spoken.time_permitting) == (True, True, True)
        assert rules[category, "in_writing", "submit"].word_limit == 2000
    assert read_profile(preset)["speaking_order"] == "states_first"


def test_row_12_the_preset_alone_moves_stakeholders_from_their_session_into_the_lists_of_items() -> None:
    """Experts on autonomous weapons: stakeholders speak in the same list, after States."""
    before, after = PRESETS["oewg-2022"], PRESETS["laws"]
    assert (read_profile(before)["speaking_order"], read_profile(after)["speaking_order"]) == ("dedicated", "same_list")
    speaks = {
        preset.code: {where for (who, where, what), rule in read_matrix(preset).items()
                      if (who, what) == ("accredited", "speak") and rule.is_granted}
        for preset in (before, after)
    }  # fmt: skip
    assert speaks == {
        "oewg-2022": {"dedicated_stakeholder", "intersessional", "unofficial_dialogue"},
        "laws": {"exchange_of_views", "informal_mode", "intersessional", "unofficial_dialogue"},
    }
    assert read_matrix(after)["accredited", "exchange_of_views", "speak"].after_states


def test_row_13_a_closed_group_grants_stakeholders_nothing_and_says_why() -> None:
    """A group of governmental experts excludes everybody else; each denial rests on the clause that says so."""
    preset = PRESETS["gge"]
    for (who, where, what), rule in read_matrix(preset).items():
        if who in STAKEHOLDERS:
            assert (rule.is_granted, rule.clause) == (False, 2), (who, where, what)
    assert read_clauses(preset)[2].startswith("The group is closed")


def test_row_17_a_sector_member_contributes_in_a_study_group_and_has_no_vote_in_the_council() -> None:
    """Telecommunication union: equal voice in study groups, no vote in Council or Plenipotentiary."""
    rules = read_matrix(PRESETS["itu-study-group"])
    for what in ("submit", "speak", "propose_text"):
        assert rules["accredited", "exchange_of_views", what].is_granted
    assert not rules["accredited", "adoption", "decide"].is_granted
    assert "no vote" in read_clauses(PRESETS["itu-study-group"])[rules["accredited", "adoption", "decide"].clause]
