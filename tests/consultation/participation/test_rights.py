"""The one function that answers, against the categories that organisations really have."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from consultation.accreditation.models import Accreditation
from consultation.modalities.actions import begin_from_preset, bring_into_force
from consultation.modalities.presets import PRESETS
from consultation.modalities.vocabulary import Capability, Category, Occasion
from consultation.participation.errors import NotGranted
from consultation.participation.rights import demand, occasion_of_call, right_to, rights_by_occasion
from consultation.participation.wholesale import rights_of
from consultation.processes.models import Office
from consultation.sittings.models import Meeting, Segment, SubGroup
from stakeholders.organisations.models import Organisation
from tests.factories import NOON, make_call, make_officer, make_organisation, make_process, make_session
from tests.factories.modalities import LONG_BEFORE, make_modalities, make_of_category

pytestmark = pytest.mark.django_db


def segment_in(process, kind: str, number: int = 1, **fields) -> Segment:
    session = process.sessions.first() or make_session(process)
    starts = NOON + timedelta(days=number)
    meeting = Meeting.objects.create(
        session=session, number=None if kind == "unofficial_dialogue" else number, starts_at=starts,
        ends_at=starts + timedelta(hours=3), is_official=kind != "unofficial_dialogue",
        organiser="Friends" if kind == "unofficial_dialogue" else "", changed_at=NOON, **fields,
    )  # fmt: skip
    slot = {"minutes": 15, "starts_at": starts - timedelta(minutes=15), "ends_at": starts}
    times = slot if kind == "pre_meeting_slot" else {"starts_at": starts, "ends_at": starts + timedelta(hours=3)}
    return Segment.objects.create(meeting=meeting, kind=kind, attribution="attributed", **times)


@pytest.mark.parametrize("category", Category.values)
def test_the_category_decides_and_the_answer_names_the_clause(category: str) -> None:
    process = make_process()
    make_modalities(process)
    of = make_of_category(category, process)
    answer = right_to("speak", of=of, process=process, at=NOON, occasion="dedicated_stakeholder")
    granted_by = {"state": 1, "ecosoc_general": 4, "ecosoc_special": 4, "ecosoc_roster": 4, "accredited": 4}
    refused_by = {"igo": 7, "not_accredited": 8, "individual": 8}
    assert answer.category == category
    assert answer.is_granted is (category in granted_by)
    assert answer.clause is not None
    assert answer.clause.number == {**granted_by, **refused_by}[category]


def test_it_takes_one_query_whoever_asks(django_assert_num_queries) -> None:
    process = make_process()
    make_modalities(process)
    of = make_organisation()
    with django_assert_num_queries(1):
        right_to("submit", of=of, process=process, at=NOON)
    with django_assert_num_queries(1):
        right_to("submit", of=None, process=process, at=NOON)
    with django_assert_num_queries(1):
        rights_by_occasion(of, process, NOON)


def test_a_refusal_names_the_clause_in_words() -> None:
    process = make_process()
    make_modalities(process)
    with pytest.raises(NotGranted) as refusal:
        demand(
            "negotiate", of=make_of_category("accredited", process), process=process, at=NOON, occasion="negotiation"
        )
    assert str(refusal.value) == (
        "Taking part as “Organisation accredited to the process”, you may not do this: negotiate. Where: Negotiation of a "
        "text. Clause 7 of the modalities (version 1): The group stays intergovernmental: whoever is no State does not "
        "speak outside the dedicated session, takes no part in drafting, negotiation or decision, and is not present in "
        "informal mode."
    )


def test_a_clause_in_another_language_than_the_readers_says_so() -> None:
    process = make_process()
    make_modalities(process, "gge")
    answer = right_to("speak", of=None, process=process, at=NOON)
    with override("fr"):
        assert answer.clause.text.startswith("The group is closed")
        assert answer.clause.text.endswith("anglais)")


def test_the_version_is_the_one_in_force_at_the_instant() -> None:
    process = make_process()
    make_modalities(process, "igf")
    by = make_officer(process, Office.Kind.SECRETARIAT)
    draft = begin_from_preset(process=process, preset=PRESETS["gge"], by=by, at=NOON)
    of = make_organisation()
    assert right_to("submit", of=of, process=process, at=NOON).is_granted
    bring_into_force(modalities=draft, note="Agreed.", by=by, at=NOON)
    assert right_to("submit", of=of, process=process, at=NOON - timedelta(microseconds=1)).clause.version == 1
    answer = right_to("submit", of=of, process=process, at=NOON)
    assert (answer.is_granted, answer.clause.version) == (False, 2)
    before_all = right_to("submit", of=of, process=process, at=LONG_BEFORE - timedelta(days=1))
    assert before_all.clause is None


def test_without_modalities_writing_is_granted_and_nothing_else() -> None:
    process = make_process()
    of = make_organisation()
    granted = {what for what in Capability.values if right_to(what, of=of, process=process, at=NOON).is_granted}
    assert granted == {"submit"}
    with pytest.raises(NotGranted, match="No modalities are in force in this process"):
        demand("speak", of=of, process=process, at=NOON, occasion="adoption")


def test_the_modalities_of_another_process_say_nothing_here() -> None:
    process, other = make_process(), make_process()
    make_modalities(other, "gge")
    assert right_to("submit", of=make_organisation(), process=process, at=NOON).clause is None


def test_row_01_an_objected_organisation_speaks_in_an_informal_consultative_meeting() -> None:
    """Informal consultative meetings are open regardless of status, formal ones are not."""
    process = make_process()
    make_modalities(process)
    of = make_of_category("not_accredited", process)
    informal = segment_in(process, "intersessional")
    formal = segment_in(process, "exchange_of_views", 2)
    assert right_to("speak", of=of, process=process, at=NOON, segment=informal).is_granted
    assert right_to("attend", of=of, process=process, at=NOON, segment=informal).is_granted
    assert not right_to("attend", of=of, process=process, at=NOON, segment=formal).is_granted


def test_row_02_the_same_user_speaks_in_an_exchange_of_views_and_not_in_a_negotiation() -> None:
    """Speaking rights, excluded from negotiations."""
    process = make_process()
    make_modalities(process, "speaking-rights")
    of = make_of_category("accredited", process)
    asked = {
        kind: right_to("speak", of=of, process=process, at=NOON, segment=segment_in(process, kind, number)).is_granted
        for number, kind in enumerate(["exchange_of_views", "negotiation", "adoption"], start=1)
    }
    assert asked == {"exchange_of_views": True, "negotiation": False, "adoption": False}


def test_row_12_another_version_alone_moves_the_same_organisation_into_the_lists_of_items() -> None:
    """Nothing but the rules changes: where it spoke in a session of its own, it now speaks on the items, after States."""
    process = make_process()
    make_modalities(process, "oewg-2022")
    of = make_of_category("accredited", process)
    dedicated, item = segment_in(process, "dedicated_stakeholder"), segment_in(process, "exchange_of_views", 2)

    def speaks() -> tuple[bool, bool]:
        asked = [right_to("speak", of=of, process=process, at=NOON, segment=one) for one in (dedicated, item)]
        return asked[0].is_granted, asked[1].is_granted

    assert speaks() == (True, False)
    make_modalities(process, "laws", at=NOON)
    assert speaks() == (False, True)
    assert right_to("speak", of=of, process=process, at=NOON, segment=item).conditions.after_states


def test_row_13_in_a_closed_group_every_stakeholder_action_is_denied_and_says_why() -> None:
    """Closed membership: nothing for others, and each answer names the clause."""
    process = make_process()
    make_modalities(process, "gge")
    for category in ("ecosoc_general", "ecosoc_special", "ecosoc_roster", "accredited", "not_accredited", "individual"):
        answers = rights_by_occasion(make_of_category(category, process), process, NOON)
        assert len(answers) == 90
        assert not any(answer.is_granted for answer in answers)
        assert {answer.clause.number for answer in answers} == {2}


def test_writing_to_a_call_of_an_informal_meeting_is_part_of_that_meeting() -> None:
    process = make_process()
    make_modalities(process)
    of = make_of_category("not_accredited", process)
    formal = make_call(make_session(process))
    informal = make_call(make_session(process, kind="intersessional"))
    asked = [
        right_to("submit", of=of, process=process, at=NOON, occasion=occasion_of_call(call.pk))
        for call in (formal, informal)
    ]
    assert [answer.is_granted for answer in asked] == [False, True]
    assert [answer.occasion for answer in asked] == ["in_writing", "intersessional"]


# --- for whole sets ---------------------------------------------------------------------------------------------------


def test_the_answers_for_a_set_are_those_of_the_single_question_in_one_query(django_assert_num_queries) -> None:
    process = make_process()
    make_modalities(process)
    organisations = [make_of_category(category, process) for category in Category.values if category != "individual"]
    segments = [segment_in(process, kind, number) for number, kind in enumerate(Occasion.values[:-1], start=1)]
    with django_assert_num_queries(1):
        rights = rights_of(Organisation.objects.all(), Segment.objects.all(), process=process, at=NOON)
    for of in organisations:
        for segment in segments:
            for what in ("attend", "speak", "decide"):
                single = right_to(what, of=of, process=process, at=NOON, segment=segment)
                assert rights.may(what, of.pk, segment.pk) is single.is_granted
                assert rights.clause(what, of.pk, segment.pk) == single.clause.number


def test_without_modalities_the_set_holds_to_the_default_too() -> None:
    process = make_process()
    of, segment = make_organisation(), segment_in(process, "intersessional")
    rights = rights_of(Organisation.objects.all(), Segment.objects.all(), process=process, at=NOON)
    assert rights.segments("submit", of.pk) == {segment.pk}
    assert rights.segments("speak", of.pk) == frozenset()
    assert rights.clause("speak", of.pk, segment.pk) is None


def test_row_17_an_associate_is_denied_outside_its_group() -> None:
    """Associates are tied to one study group: inside they contribute, outside the clause says why not."""
    process = make_process()
    make_modalities(process, "itu-study-group")
    group, other = (SubGroup.objects.create(process=process, code=code, name=code) for code in ("sg-1", "sg-2"))
    of = make_organisation()
    Accreditation.objects.create(
        process=process, organisation=of, sub_group=group, decision="Decision 1", since=LONG_BEFORE,
        valid_until=NOON + timedelta(days=900), given_at=LONG_BEFORE,
    )  # fmt: skip
    inside = segment_in(process, "exchange_of_views", 1, sub_group=group)
    outside = segment_in(process, "exchange_of_views", 2, sub_group=other)
    plenary = segment_in(process, "exchange_of_views", 3)
    assert right_to("submit", of=of, process=process, at=NOON, segment=inside).is_granted
    for segment in (outside, plenary):
        with pytest.raises(NotGranted, match=r"Clause 5 .*one study group, and of no other"):
            demand("submit", of=of, process=process, at=NOON, segment=segment)
    rights = rights_of(Organisation.objects.all(), Segment.objects.all(), process=process, at=NOON)
    assert rights.segments("submit", of.pk) == {inside.pk}
    assert rights.clause("submit", of.pk, inside.pk) == 2


def test_row_17_a_sector_member_contributes_in_a_study_group_and_does_not_vote_in_the_council() -> None:
    """Equal voice in study groups, no vote in the Council."""
    process = make_process()
    make_modalities(process, "itu-study-group")
    of = make_of_category("accredited", process)
    group = segment_in(process, "exchange_of_views", 1)
    council = segment_in(process, "adoption", 2)
    assert right_to("submit", of=of, process=process, at=NOON, segment=group).is_granted
    assert not right_to("decide", of=of, process=process, at=NOON, segment=council).is_granted


# --- meetings that are open to those who are not accredited -----------------------------------------------------------


@pytest.mark.parametrize("category", [one for one in Category.values if one != "individual"])
def test_row_01_a_meeting_open_to_those_who_are_not_accredited_lets_every_organisation_attend_and_says_why(
    category: str, django_assert_num_queries
) -> None:
    """Whatever its mode; beyond the clauses it may do nothing else there, and the answer names the openness."""
    process = make_process()
    make_modalities(process)
    of = make_of_category(category, process)
    shut, opened = (segment_in(process, "informal_mode", number, open_to_unaccredited=number == 2) for number in (1, 2))
    of_rules = {what for what in Capability.values if right_to(what, of=of, process=process, at=NOON, segment=shut).is_granted}  # fmt: skip
    of_both = {what for what in Capability.values if right_to(what, of=of, process=process, at=NOON, segment=opened).is_granted}  # fmt: skip
    assert of_both == of_rules | {"attend"}
    with django_assert_num_queries(1):
        answer = right_to("attend", of=of, process=process, at=NOON, segment=opened)
    assert answer.is_by_openness is (category != "state")
    if category != "state":
        assert answer.clause is None
        assert answer.rests_on == "This meeting is open to organisations that are not accredited."


def test_row_01_a_person_in_her_own_capacity_is_no_organisation() -> None:
    """Openness is for organisations."""
    process = make_process()
    make_modalities(process)
    segment = segment_in(process, "exchange_of_views", open_to_unaccredited=True)
    assert not right_to("attend", of=None, process=process, at=NOON, segment=segment).is_granted


def test_row_01_the_answers_for_a_set_know_open_meetings_too_in_one_query(django_assert_num_queries) -> None:
    """Each answer and its reason are those of the single question."""
    process = make_process()
    make_modalities(process)
    organisations = [make_of_category(category, process) for category in Category.values if category != "individual"]
    segments = [
        segment_in(process, kind, number, open_to_unaccredited=True)
        for number, kind in enumerate(Occasion.values[:-1], start=1)
    ]
    with django_assert_num_queries(1):
        rights = rights_of(Organisation.objects.all(), Segment.objects.all(), process=process, at=NOON)
    for of in organisations:
        for segment in segments:
            for what in ("attend", "observe_silently", "speak"):
                single = right_to(what, of=of, process=process, at=NOON, segment=segment)
                assert rights.may(what, of.pk, segment.pk) is single.is_granted
                assert rights.is_by_openness(what, of.pk, segment.pk) is single.is_by_openness
                assert rights.clause(what, of.pk, segment.pk) == (single.clause and single.clause.number)


def test_without_modalities_an_open_meeting_may_be_attended() -> None:
    process = make_process()
    of = make_organisation()
    shut, opened = (
        segment_in(process, "exchange_of_views", number, open_to_unaccredited=number == 2) for number in (1, 2)
    )
    answers = [right_to("attend", of=of, process=process, at=NOON, segment=segment) for segment in (shut, opened)]
    assert [answer.is_granted for answer in answers] == [False, True]
    rights = rights_of(Organisation.objects.all(), Segment.objects.all(), process=process, at=NOON)
    assert rights.segments("attend", of.pk) == {opened.pk}
    assert not right_to("speak", of=of, process=process, at=NOON, segment=opened).is_granted
