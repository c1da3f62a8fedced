"""The pages on which people find, join, register and run their organisations."""

import pytest
from django.urls import reverse

from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import Membership, Organisation
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


def enter(client, user):
    client.force_login(user)
    return user


def page(client, name, *args, **query):
    return client.get(reverse(f"organisations:{name}", args=args), query)


def described(**fields):
    return {
        "name": "Lake Watch", "acronym": "LW", "reach": "country", "seat": country().pk, "website": "lakewatch.example",
        "group_declared": group().pk, "ecosoc_status": "special", "ecosoc_year": "2014", **fields,
    }  # fmt: skip


# --- mine ------------------------------------------------------------------------------------------------------------


def test_somebody_without_an_organisation_is_told_what_to_do(client):
    enter(client, make_user())
    assert "You belong to no organisation yet." in page(client, "mine").text


def test_mine_shows_standing_asked_and_refused_but_not_ended(client):
    ben = enter(client, make_user())
    for name, state in (("One", "active"), ("Two", "requested"), ("Three", "refused"), ("Four", "ended")):
        Membership.objects.create(organisation=make_organisation(name), user=ben, state=state, requested_at=NOON)
    text = page(client, "mine").text
    assert [name in text for name in ("One", "Two", "Three", "Four")] == [True, True, True, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_mine_asks_the_same_queries(client, rows, django_assert_num_queries):
    ben = enter(client, make_user())
    for _row in range(rows):
        Membership.objects.create(organisation=make_organisation(), user=ben, state="active", requested_at=NOON)
    page(client, "mine")
    with django_assert_num_queries(MINE_QUERIES):
        page(client, "mine")


MINE_QUERIES = 2  # person, memberships


# --- find ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "names"),
    [("lake", ["Lake Watch"]), ("LAKE W", ["Lake Watch"]), ("la", []), ("", []), ("lw1", ["Lake Watch"]), ("zzz", []),
     ("%%%", []), ("   ", [])],
)  # fmt: skip
def test_found_by_name_or_acronym(client, words, names):
    enter(client, make_user())
    make_organisation("Lake Watch", acronym="LW1")
    make_organisation("Lake Proposed", state="proposed")
    make_organisation("Lake Refused", state="refused")
    assert [organisation.name for organisation in page(client, "find", q=words).context["found"]] == names


def test_ten_are_shown_and_more_are_said_to_be_there(client):
    enter(client, make_user())
    for number in range(11):
        make_organisation(f"Lake Watch {number:02d}")
    response = page(client, "find", q="lake")
    assert len(response.context["found"]) == 10
    assert "There are more." in response.text


def test_row_7_nobody_lists_organisations_by_searching_without_end(client):
    enter(client, make_user())
    statuses = [page(client, "find", q="lake").status_code for _search in range(31)]
    assert statuses == [200] * 30 + [429]
    enter(client, make_user())
    assert page(client, "find", q="lake").status_code == 200


def test_row_7_no_page_tells_a_stranger_who_belongs_to_an_organisation(client):
    organisation = make_organisation("Lake Watch")
    make_focal_point(organisation, full_name="Amina Otieno", email="amina@people.example")
    enter(client, make_user())
    texts = [page(client, "find", q="lake").text, page(client, "join", organisation.pk).text]
    for text in texts:
        assert "Amina" not in text
        assert "amina@" not in text
    assert page(client, "organisation", organisation.pk).status_code == 404


@pytest.mark.parametrize("words", ["\x00lake", "lake'; DROP TABLE x;--", "l" * 5000, "\u202elake", "🌊🌊🌊"])
def test_any_words_may_be_searched(client, words):
    enter(client, make_user())
    assert page(client, "find", q=words).status_code == 200


# --- join ------------------------------------------------------------------------------------------------------------


def test_asking_to_join(client):
    organisation = make_organisation("Lake Watch")
    make_focal_point(organisation)
    ben = enter(client, make_user())
    address = reverse("organisations:join", args=[organisation.pk])
    assert client.post(address, {"message": "I run the programme."})["Location"] == "/organisations/"
    assert ben.memberships.values_list("state", "message").get() == ("requested", "I run the programme.")


def test_row_27_a_second_press_changes_nothing_and_says_so(client):
    organisation = make_organisation()
    ben = enter(client, make_user())
    address = reverse("organisations:join", args=[organisation.pk])
    client.post(address, {"message": ""})
    response = client.post(address, {"message": "typed again"})
    assert "your request still waits for an answer" in response.text
    assert "typed again" in response.text
    assert ben.memberships.count() == 1


@pytest.mark.parametrize("state", ["proposed", "refused"])
def test_what_is_not_recognised_cannot_be_joined(client, state):
    enter(client, make_user())
    organisation = make_organisation(state=state)
    assert page(client, "join", organisation.pk).status_code == 404
    assert client.post(reverse("organisations:join", args=[organisation.pk])).status_code == 404


# --- register --------------------------------------------------------------------------------------------------------


def test_an_organisation_is_registered(client):
    amina = enter(client, make_user())
    response = client.post(reverse("organisations:propose"), described())
    organisation = Organisation.objects.get()
    assert response["Location"] == f"/organisations/{organisation.pk}/"
    assert (organisation.name, organisation.acronym, organisation.seat_id, organisation.website) == (
        "Lake Watch", "LW", "KE", "https://lakewatch.example",
    )  # fmt: skip
    assert (organisation.ecosoc_status, organisation.ecosoc_year, organisation.state) == ("special", 2014, "proposed")
    assert organisation.proposed_by == amina
    assert "You can prepare drafts, but not submit." in client.get(response["Location"]).text


def test_a_global_organisation_has_no_seat(client):
    enter(client, make_user())
    client.post(reverse("organisations:propose"), described(reach="global"))
    organisation = Organisation.objects.get()
    assert (organisation.is_global, organisation.seat) == (True, None)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 256}, "at most 255 characters"),
        ({"name": "http://evil.example"}, "without a web address"),
        ({"name": "\u200b\u202e"}, "This field is required."),
        ({"seat": ""}, "Choose the country of its seat."),
        ({"seat": "XX"}, "Select a valid choice."),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"website": "ftp://files.example"}, "Enter a valid URL."),
        ({"group_declared": ""}, "This field is required."),
        ({"group_declared": "999999"}, "Select a valid choice."),
        ({"ecosoc_status": "observer"}, "Select a valid choice."),
        ({"ecosoc_year": "1945"}, "greater than or equal to 1946"),
        ({"ecosoc_status": "none", "ecosoc_year": "1900"}, "greater than or equal to 1946"),
        ({"ecosoc_year": "2999"}, "This year has not come yet."),
        ({"ecosoc_year": "x"}, "Enter a whole number."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, fields, said):
    enter(client, make_user())
    response = client.post(reverse("organisations:propose"), described(acronym="KEPT", **fields))
    assert response.status_code == 200
    assert said in response.text
    assert 'value="KEPT"' in response.text
    assert not Organisation.objects.exists()


def test_a_group_that_is_no_longer_offered_cannot_be_declared(client):
    enter(client, make_user())
    type(group()).objects.filter(code="business").update(is_offered=False)
    client.post(reverse("organisations:propose"), described(group_declared=group("business").pk))
    assert not Organisation.objects.exists()


def test_likely_duplicates_are_shown_before_anything_is_registered(client):
    make_organisation("Lake-Watch")
    enter(client, make_user())
    response = client.post(reverse("organisations:propose"), described())
    assert "Is it one of these?" in response.text
    assert Organisation.objects.count() == 1
    client.post(reverse("organisations:propose"), described(is_another="1"))
    assert Organisation.objects.count() == 2


def test_the_very_same_name_is_refused_even_if_it_is_said_to_be_another(client):
    make_organisation("LAKE WATCH")
    enter(client, make_user())
    response = client.post(reverse("organisations:propose"), described(is_another="1"))
    assert "An organisation of this name is registered already." in response.text
    assert Organisation.objects.count() == 1


def test_row_28_state_and_verification_cannot_be_posted(client):
    enter(client, make_user())
    client.post(
        reverse("organisations:propose"), described(state="recognised", group_verified=group().pk, proposed_by="")
    )
    organisation = Organisation.objects.get()
    assert (organisation.state, organisation.group_verified) == ("proposed", None)


# --- the organisation's own page -------------------------------------------------------------------------------------


@pytest.fixture
def lake():
    return make_organisation("Lake Watch")


@pytest.mark.parametrize(
    ("person", "status"),
    [("member", 200), ("focal point", 200), ("secretariat", 200), ("stranger", 404), ("other focal point", 404),
     ("asker", 404), ("secretariat without factor", 404)],
)  # fmt: skip
def test_who_sees_it(client, lake, person, status):
    asker = make_user()
    Membership.objects.create(organisation=lake, user=asker, requested_at=NOON)
    people = {
        "member": lambda: make_member(lake), "focal point": lambda: make_focal_point(lake), "asker": lambda: asker,
        "secretariat": make_secretariat, "stranger": make_user,
        "other focal point": lambda: make_focal_point(make_organisation()),
        "secretariat without factor": lambda: make_secretariat(second_factor=False),
    }  # fmt: skip
    enter(client, people[person]())
    assert page(client, "organisation", lake.pk).status_code == status
    assert page(client, "edit", lake.pk).status_code == (403 if person == "member" else status)


def test_requests_are_shown_to_who_decides(client, lake):
    Membership.objects.create(
        organisation=lake, user=make_user(full_name="Ben"), requested_at=NOON, message="<b>me</b>"
    )
    enter(client, make_member(lake))
    assert "Ben" not in page(client, "organisation", lake.pk).text
    enter(client, make_focal_point(lake))
    text = page(client, "organisation", lake.pk).text
    assert "Ben" in text
    assert "&lt;b&gt;me&lt;/b&gt;" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_queries_however_many_members(client, lake, rows, django_assert_num_queries):
    enter(client, make_focal_point(lake))
    for _row in range(rows):
        make_member(lake)
        Membership.objects.create(organisation=lake, user=make_user(), requested_at=NOON)
    with django_assert_num_queries(3):  # person, organisation, its memberships
        page(client, "organisation", lake.pk)


def test_the_focal_point_edits_what_is_hers(client, lake):
    enter(client, make_focal_point(lake))
    form = page(client, "edit", lake.pk)
    assert 'name="name"' not in form.text
    assert 'name="ecosoc_status"' not in form.text
    client.post(
        reverse("organisations:edit", args=[lake.pk]),
        {"name": "Hijacked", "acronym": "LW", "reach": "global", "group_declared": group("academia").pk, "website": ""},
    )
    lake.refresh_from_db()
    assert (lake.name, lake.acronym, lake.is_global, lake.group_declared.code) == ("Lake Watch", "LW", True, "academia")
    assert lake.events.get().kind == "changed"


def test_the_secretariat_is_told_when_a_name_is_taken(client, lake):
    make_organisation("River Watch")
    enter(client, make_secretariat())
    address = reverse("organisations:edit", args=[lake.pk])
    response = client.post(address, described(name="RIVER WATCH", acronym="KEPT"))
    assert "An organisation of this name is registered already." in response.text
    assert 'value="KEPT"' in response.text
    assert client.post(address, described(name="Lake Watch Trust"))["Location"] == f"/organisations/{lake.pk}/"
    lake.refresh_from_db()
    assert (lake.name, lake.acronym, lake.ecosoc_year) == ("Lake Watch Trust", "LW", 2014)


def test_a_group_that_is_no_longer_offered_is_kept_by_those_who_have_it(client, lake):
    type(group()).objects.filter(pk=lake.group_declared_id).update(is_offered=False)
    enter(client, make_focal_point(lake))
    posted = {"acronym": "LW", "reach": "country", "seat": "KE", "group_declared": lake.group_declared_id}
    assert client.post(reverse("organisations:edit", args=[lake.pk]), posted).status_code == 302


def test_an_organisation_that_is_global_is_shown_as_such_in_its_form(client):
    everywhere = make_organisation(is_global=True)
    enter(client, make_focal_point(everywhere))
    assert page(client, "edit", everywhere.pk).context["form"].initial["reach"] == "global"


def test_an_edit_that_is_wrong_keeps_what_was_typed(client, lake):
    enter(client, make_focal_point(lake))
    response = client.post(
        reverse("organisations:edit", args=[lake.pk]), {"acronym": "KEPT", "website": "javascript:x"}
    )
    assert 'value="KEPT"' in response.text
    assert not lake.events.exists()


# --- members ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(lake):
    return Membership.objects.create(organisation=lake, user=make_user("ben@people.example"), requested_at=NOON)


def post(client, name, membership, **posted):
    return client.post(reverse(f"organisations:{name}", args=[membership.pk]), posted)


def test_admitting(client, lake, asked):
    enter(client, make_focal_point(lake))
    assert post(client, "admit", asked)["Location"] == f"/organisations/{lake.pk}/"
    asked.refresh_from_db()
    assert asked.state == "active"
    assert Letter.objects.get().to == "ben@people.example"


def test_row_27_admitting_twice_says_that_it_is_done(client, lake, asked):
    enter(client, make_focal_point(lake))
    post(client, "admit", asked)
    response = client.post(reverse("organisations:admit", args=[asked.pk]), follow=True)
    assert "Somebody else has changed this in the meantime." in response.text
    assert asked.events.count() == 1
    assert Letter.objects.count() == 1


def test_refusing_asks_for_the_reason(client, lake, asked):
    enter(client, make_focal_point(lake))
    assert page(client, "refuse_member", asked.pk).status_code == 200
    assert "This field is required." in post(client, "refuse_member", asked, reason="  ").text
    post(client, "refuse_member", asked, reason="I do not know you.")
    asked.refresh_from_db()
    assert asked.state == "refused"


def test_giving_the_role_on_and_leaving(client, lake):
    amina, ben = enter(client, make_focal_point(lake)), make_member(lake)
    own = amina.memberships.get()
    response = client.post(reverse("organisations:end_membership", args=[own.pk]), follow=True)
    assert "only focal point" in response.text
    assert page(client, "role", ben.memberships.get().pk).status_code == 200
    post(client, "role", ben.memberships.get(), role="focal_point")
    assert "Leave the organisation" in page(client, "end_membership", own.pk).text
    assert post(client, "end_membership", own)["Location"] == "/organisations/"
    assert list(lake.memberships.active().values_list("user", flat=True)) == [ben.pk]


@pytest.mark.parametrize("name", ["admit", "refuse_member", "role", "end_membership"])
def test_row_25_others_decide_nothing(client, lake, asked, name):
    posted = {"reason": "because", "role": "focal_point"}
    for person, status in ((make_member(lake), 403), (make_user(), 404), (make_focal_point(make_organisation()), 404)):
        enter(client, person)
        assert post(client, name, asked, **posted).status_code == status
    asked.refresh_from_db()
    assert (asked.state, asked.role) == ("requested", "representative")


def test_a_role_that_does_not_exist_is_refused_in_the_form(client, lake):
    enter(client, make_focal_point(lake))
    membership = make_member(lake).memberships.get()
    assert "Select a valid choice." in post(client, "role", membership, role="owner").text
