"""What people do to organisations and memberships: effects, witnesses, letters, refusals."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from stakeholders.mailroom.models import Letter
from stakeholders.organisations.actions.group import add_group, change_group, move_group_up
from stakeholders.organisations.actions.membership import (
    admit_member,
    ask_to_join,
    change_role,
    end_membership,
    refuse_member,
)
from stakeholders.organisations.actions.organisation import (
    change_organisation,
    propose_organisation,
    recognise_organisation,
    refuse_organisation,
    verify_group,
)
from stakeholders.organisations.errors import AlreadyMember, LastFocalPoint, NameTaken, NotRecognised
from stakeholders.organisations.models import Membership, Organisation, StakeholderGroup
from tests.factories import (
    NOON,
    country,
    group,
    make_focal_point,
    make_member,
    make_organisation,
    make_secretariat,
    make_user,
)

pytestmark = pytest.mark.django_db


def propose(by, name="Lake Watch", **details):
    described = {"name": name, "seat": country(), "is_global": False, "group_declared": group(), **details}
    return propose_organisation(details=described, by=by, at=NOON)


def events(row):
    return [(event.kind, event.by, event.note) for event in row.events.all()]


def letters():
    return sorted(Letter.objects.values_list("to", "subject"))


# --- organisations ---------------------------------------------------------------------------------------------------


def test_a_proposer_becomes_focal_point_and_the_secretariat_is_told():
    amina, sara = make_user("amina@people.example"), make_secretariat(email="sara@people.example")
    organisation = propose(amina)
    assert (organisation.state, organisation.proposed_by, organisation.proposed_at) == ("proposed", amina, NOON)
    assert events(organisation) == [("proposed", amina, "")]
    assert organisation.memberships.values_list("user", "role", "state").get() == (amina.pk, "focal_point", "active")
    assert letters() == [(sara.email, "New organisation: Lake Watch")]


@pytest.mark.parametrize("name", ["Lake Watch", "LAKE WATCH", "lake watch"])
def test_a_name_is_taken_once_whatever_its_case(name):
    make_organisation("Lake Watch")
    with pytest.raises(NameTaken):
        propose(make_user(), name)
    assert Organisation.objects.count() == 1
    assert Membership.objects.count() == 0


def test_the_name_of_a_refused_organisation_is_free():
    make_organisation("Lake Watch", state="refused")
    assert propose(make_user()).state == "proposed"


def test_row_28_a_proposal_cannot_recognise_or_verify_itself():
    organisation = propose(make_user(), state="recognised", group_verified=group(), proposed_by=None)
    assert (organisation.state, organisation.group_verified) == ("proposed", None)


def test_recognised_and_its_focal_points_told_in_their_language():
    sara = make_secretariat()
    organisation = propose(make_user("amina@people.example", language="fr"))
    Letter.objects.all().delete()
    recognise_organisation(organisation=organisation, by=sara, at=NOON)
    assert organisation.state == "recognised"
    assert Letter.objects.values_list("to", "language").get() == ("amina@people.example", "fr")


def test_refused_with_the_reason_in_the_letter():
    sara, organisation = make_secretariat(), propose(make_user("amina@people.example"))
    Letter.objects.all().delete()
    refuse_organisation(organisation=organisation, reason="No website, no statutes.", by=sara, at=NOON)
    assert events(organisation)[-1] == ("refused", sara, "No website, no statutes.")
    letter = Letter.objects.get()
    assert letter.to == "amina@people.example"
    assert "No website, no statutes." in letter.text
    assert "No website, no statutes." in letter.html


def test_what_was_declared_stays_beside_what_was_verified():
    sara, organisation = make_secretariat(), make_organisation()
    verify_group(organisation=organisation, group=group("business"), by=sara, at=NOON)
    organisation.refresh_from_db()
    assert (organisation.group_declared.code, organisation.group_verified.code) == ("civil-society", "business")
    assert (organisation.group_verified_by, organisation.group_verified_at) == (sara, NOON)
    assert organisation.group.code == "business"
    assert organisation.events.get().details == {"from": "", "to": "business"}


@pytest.mark.parametrize("person", [make_user, lambda: make_secretariat(second_factor=False)])
def test_only_the_secretariat_verifies(person):
    organisation = make_organisation()
    with pytest.raises(PermissionDenied):
        verify_group(organisation=organisation, group=group(), by=person(), at=NOON)


def test_a_focal_point_changes_what_is_hers_and_not_the_name():
    organisation = make_organisation("Lake Watch", ecosoc_status="none")
    amina = make_focal_point(organisation)
    wanted = {"name": "United Nations", "acronym": "LW", "ecosoc_status": "general", "state": "recognised"}
    change_organisation(organisation=organisation, details=wanted, by=amina, at=NOON)
    organisation.refresh_from_db()
    assert (organisation.name, organisation.acronym, organisation.ecosoc_status) == ("Lake Watch", "LW", "none")
    assert organisation.events.get().details == {"acronym": ["", "LW"]}


def test_the_secretariat_changes_the_name_but_not_into_anothers():
    sara, organisation = make_secretariat(), make_organisation("Lake Watch")
    make_organisation("River Watch")
    change_organisation(organisation=organisation, details={"name": "Lakes Watch"}, by=sara, at=NOON)
    assert Organisation.objects.get(pk=organisation.pk).name == "Lakes Watch"
    with pytest.raises(NameTaken):
        change_organisation(organisation=organisation, details={"name": "RIVER watch"}, by=sara, at=NOON)


def test_nothing_changed_leaves_no_event():
    organisation = make_organisation(acronym="LW")
    change_organisation(
        organisation=organisation, details={"acronym": "LW"}, by=make_focal_point(organisation), at=NOON
    )
    assert not organisation.events.exists()


def test_a_member_without_the_role_changes_nothing():
    organisation = make_organisation()
    with pytest.raises(PermissionDenied):
        change_organisation(organisation=organisation, details={"acronym": "X"}, by=make_member(organisation), at=NOON)


# --- memberships -----------------------------------------------------------------------------------------------------


def test_a_request_reaches_every_focal_point_without_the_strangers_words():
    organisation = make_organisation("Lake Watch")
    make_focal_point(organisation, email="a@people.example")
    make_focal_point(organisation, email="b@people.example")
    make_member(organisation)
    membership = ask_to_join(
        organisation=organisation, message="See http://evil.example", by=make_user(full_name="Ben"), at=NOON
    )
    assert membership.message == "See http://evil.example"
    assert letters() == [
        ("a@people.example", "Somebody asks to join Lake Watch"),
        ("b@people.example", "Somebody asks to join Lake Watch"),
    ]
    for letter in Letter.objects.all():
        assert "Ben (" in letter.text
        assert "evil.example" not in letter.text + letter.html


def test_without_a_focal_point_the_secretariat_is_asked():
    make_secretariat(email="sara@people.example")
    ask_to_join(organisation=make_organisation(), message="", by=make_user(), at=NOON)
    assert Letter.objects.get().to == "sara@people.example"


@pytest.mark.parametrize("state", ["requested", "active"])
def test_row_27_nobody_asks_twice(state):
    organisation, ben = make_organisation(), make_user()
    Membership.objects.create(organisation=organisation, user=ben, state=state, requested_at=NOON)
    with pytest.raises(AlreadyMember):
        ask_to_join(organisation=organisation, message="", by=ben, at=NOON)
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("state", ["refused", "ended"])
def test_after_a_refusal_or_an_end_one_may_ask_again(state):
    organisation, ben = make_organisation(), make_user()
    Membership.objects.create(organisation=organisation, user=ben, state=state, requested_at=NOON)
    assert ask_to_join(organisation=organisation, message="", by=ben, at=NOON).state == "requested"


@pytest.mark.parametrize("state", ["proposed", "refused"])
def test_only_a_recognised_organisation_can_be_joined(state):
    with pytest.raises(NotRecognised):
        ask_to_join(organisation=make_organisation(state=state), message="", by=make_user(), at=NOON)


def test_admitted_and_told():
    organisation, ben = make_organisation("Lake Watch"), make_user("ben@people.example")
    amina = make_focal_point(organisation)
    membership = ask_to_join(organisation=organisation, message="", by=ben, at=NOON)
    Letter.objects.all().delete()
    admit_member(membership=membership, by=amina, at=NOON)
    assert (membership.state, membership.role) == ("active", "representative")
    assert events(membership) == [("requested", ben, ""), ("admitted", amina, "")]
    assert letters() == [("ben@people.example", "You may now speak for Lake Watch")]


def test_refused_and_told_why():
    organisation, ben = make_organisation("Lake Watch"), make_user("ben@people.example")
    membership = ask_to_join(organisation=organisation, message="", by=ben, at=NOON)
    Letter.objects.all().delete()
    refuse_member(membership=membership, reason="I do not know you.", by=make_focal_point(organisation), at=NOON)
    assert letters() == [("ben@people.example", "Your request to join Lake Watch")]
    assert "I do not know you." in Letter.objects.get().text


def test_who_is_removed_is_told_and_who_leaves_is_not():
    organisation = make_organisation("Lake Watch")
    amina, ben, cleo = make_focal_point(organisation), make_member(organisation), make_member(organisation)
    end_membership(membership=ben.memberships.get(), by=amina, at=NOON)
    end_membership(membership=cleo.memberships.get(), by=cleo, at=NOON)
    assert letters() == [(ben.email, "You no longer speak for Lake Watch")]
    assert list(organisation.memberships.active().values_list("user", flat=True)) == [amina.pk]


def test_the_last_focal_point_stays_until_another_is_named():
    organisation = make_organisation()
    amina, ben = make_focal_point(organisation), make_member(organisation)
    own = amina.memberships.get()
    with pytest.raises(LastFocalPoint):
        end_membership(membership=own, by=amina, at=NOON)
    with pytest.raises(LastFocalPoint):
        change_role(membership=own, role="representative", by=amina, at=NOON)
    change_role(membership=ben.memberships.get(), role="focal_point", by=amina, at=NOON)
    end_membership(membership=own, by=amina, at=NOON)
    assert own.state == "ended"


def test_a_disabled_focal_point_does_not_count():
    organisation = make_organisation()
    amina = make_focal_point(organisation)
    make_focal_point(organisation, is_active=False)
    with pytest.raises(LastFocalPoint):
        end_membership(membership=amina.memberships.get(), by=amina, at=NOON)


def test_the_secretariat_may_remove_the_last_one():
    organisation = make_organisation()
    amina = make_focal_point(organisation)
    end_membership(membership=amina.memberships.get(), by=make_secretariat(), at=NOON)
    assert not organisation.memberships.active().exists()


@pytest.mark.django_db(transaction=True)
def test_row_26_two_focal_points_who_leave_at_once_do_not_both_get_away():
    organisation = make_organisation()
    people = [make_focal_point(organisation), make_focal_point(organisation)]
    ready, outcomes = threading.Barrier(2, timeout=20), []

    def leave(user):
        membership = user.memberships.get()
        ready.wait()
        try:
            end_membership(membership=membership, by=user, at=NOON)
            outcomes.append("left")
        except LastFocalPoint:
            outcomes.append("stayed")
        connection.close()

    leaving = [threading.Thread(target=leave, args=[user]) for user in people]
    for thread in leaving:
        thread.start()
    for thread in leaving:
        thread.join()
    assert sorted(outcomes) == ["left", "stayed"]


ROLES = ("representative", "focal_point")


@pytest.mark.parametrize(
    ("person", "has", "wanted", "may"),
    [
        ("herself", "representative", "focal_point", False),
        ("herself", "focal_point", "representative", True),
        ("member", "representative", "focal_point", False),
        ("member", "focal_point", "representative", False),
        ("focal point", "representative", "focal_point", True),
        ("focal point", "focal_point", "representative", True),
        ("stranger", "representative", "focal_point", False),
        ("secretariat", "representative", "focal_point", True),
        ("secretariat", "focal_point", "representative", True),
    ],
)
def test_who_changes_which_role(person, has, wanted, may):
    organisation = make_organisation()
    make_focal_point(organisation)  # so that none is the last
    herself = make_member(organisation, has)
    by = {
        "herself": lambda: herself,
        "member": lambda: make_member(organisation),
        "focal point": lambda: make_focal_point(organisation),
        "stranger": make_user,
        "secretariat": make_secretariat,
    }[person]()
    membership = herself.memberships.get()
    if may:
        change_role(membership=membership, role=wanted, by=by, at=NOON)
        assert membership.events.get().details == {"from": has, "to": wanted}
    else:
        with pytest.raises(PermissionDenied):
            change_role(membership=membership, role=wanted, by=by, at=NOON)
    membership.refresh_from_db()
    assert membership.role == (wanted if may else has)


@pytest.mark.parametrize("role", ["owner", ""])
def test_a_role_that_does_not_exist_is_not_given(role):
    organisation = make_organisation()
    membership = make_member(organisation).memberships.get()
    with pytest.raises(PermissionDenied):
        change_role(membership=membership, role=role, by=make_secretariat(), at=NOON)


def test_the_same_role_again_leaves_no_event():
    membership = make_member(make_organisation()).memberships.get()
    change_role(membership=membership, role="representative", by=make_secretariat(), at=NOON)
    assert not membership.events.exists()


# --- groups ----------------------------------------------------------------------------------------------------------


def test_a_group_is_added_at_the_end_with_a_code_of_its_own():
    sara, _last_of_six = make_secretariat(), group("state")
    first = add_group(details={"name_en": "Local authorities", "name_fr": "Autorités locales"}, by=sara)
    second = add_group(details={"name_en": "Local authorities"}, by=sara)
    assert (first.code, first.position, first.name) == ("local-authorities", 7, "Local authorities")
    assert (second.code, second.position) == ("local-authorities-2", 8)
    assert add_group(details={"name_en": "青年"}, by=sara).code == "group"


def test_a_group_is_renamed_and_no_longer_offered():
    business = group("business")
    change_group(group=business, details={"name_en": "Private sector", "is_offered": False}, by=make_secretariat())
    business.refresh_from_db()
    assert (business.code, business.name_en, business.is_offered) == ("business", "Private sector", False)


def test_a_group_moves_up_one_place_and_the_first_stays():
    sara = make_secretariat()
    move_group_up(group=group("academia"), by=sara)
    move_group_up(group=group("civil-society"), by=sara)
    assert list(StakeholderGroup.objects.order_by("position").values_list("code", flat=True)) == [
        "civil-society", "business", "academia", "technical-community", "intergovernmental", "state",
    ]  # fmt: skip


@pytest.mark.parametrize("act", [
    lambda by: add_group(details={"name_en": "x"}, by=by),
    lambda by: change_group(group=group(), details={"name_en": "x"}, by=by),
    lambda by: move_group_up(group=group("academia"), by=by),
])  # fmt: skip
def test_nobody_else_touches_the_groups(act):
    with pytest.raises(PermissionDenied):
        act(make_focal_point(make_organisation()))
