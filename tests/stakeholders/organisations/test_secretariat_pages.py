"""The secretariat's pages: deciding about organisations, verifying groups, keeping the list of groups."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import StakeholderGroup
from tests.factories import NOON, group, make_focal_point, make_organisation, make_secretariat

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara(client):
    user = make_secretariat()
    client.force_login(user)
    return user


def page(client, name, *args, **query):
    return client.get(reverse(f"organisations:{name}", args=args), query)


def post(client, name, *args, **posted):
    return client.post(reverse(f"organisations:{name}", args=args), posted)


def test_nothing_awaits(client, sara):
    text = page(client, "desk").text
    assert "No organisation awaits a decision." in text
    assert "No organisation found." in text


def test_the_oldest_proposal_comes_first(client, sara):
    make_organisation("Second", state="proposed", proposed_at=NOON)
    make_organisation("First", state="proposed", proposed_at=NOON - timedelta(days=1))
    make_organisation("Third", state="recognised")
    context = page(client, "desk").context
    assert [organisation.name for organisation in context["awaiting"]] == ["First", "Second"]
    assert [organisation.name for organisation in context["page"]] == ["Third"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_the_same_queries(client, sara, rows, django_assert_num_queries):
    for _row in range(rows):
        make_organisation(state="proposed")
        make_organisation(group_verified=group(), group_verified_at=NOON, group_verified_by=sara)
    with django_assert_num_queries(DESK_QUERIES):
        page(client, "desk")


DESK_QUERIES = 3  # person, awaiting, the page


def test_all_are_found_by_name(client, sara):
    make_organisation("Lake Watch", state="proposed")
    make_organisation("Lake Trust", state="refused")
    make_organisation("River")
    found = [organisation.name for organisation in page(client, "desk", q="lake").context["page"]]
    assert sorted(found) == ["Lake Trust", "Lake Watch"]


def test_row_32_look_alikes_are_flagged(client, sara):
    make_organisation("Lake Watch")
    text = page(client, "examine", make_organisation("Lаke Wаtch", state="proposed").pk).text
    assert "Letters of several scripts" in text
    assert "looks the same to the eye" in text
    text = page(client, "examine", make_organisation("River Trust", state="proposed").pk).text
    assert "Letters of several scripts" not in text
    assert "Could be taken for" not in text


def test_recognising(client, sara):
    organisation = make_organisation("Lake Watch", state="proposed")
    amina = make_focal_point(organisation)
    assert post(client, "recognise", organisation.pk)["Location"] == f"/secretariat/organisations/{organisation.pk}/"
    organisation.refresh_from_db()
    assert organisation.state == "recognised"
    assert Letter.objects.get().to == amina.email
    text = page(client, "examine", organisation.pk).text
    assert "Recognised" in text
    response = client.post(reverse("organisations:recognise", args=[organisation.pk]), follow=True)
    assert "Somebody else has changed this in the meantime." in response.text
    assert Letter.objects.count() == 1


def test_refusing_needs_a_reason(client, sara):
    organisation = make_organisation(state="proposed")
    response = post(client, "refuse", organisation.pk, reason="")
    assert "This field is required." in response.text
    post(client, "refuse", organisation.pk, reason="No statutes.")
    organisation.refresh_from_db()
    assert organisation.state == "refused"
    assert "No statutes." in page(client, "examine", organisation.pk).text
    assert "Not recognised" in page(client, "examine", organisation.pk).text


def test_a_refused_one_can_be_recognised_later(client, sara):
    organisation = make_organisation(state="refused")
    post(client, "recognise", organisation.pk)
    organisation.refresh_from_db()
    assert organisation.state == "recognised"


def test_verifying_the_group(client, sara):
    organisation = make_organisation()
    response = client.post(reverse("organisations:verify", args=[organisation.pk]), {"group": ""}, follow=True)
    assert "Choose one of the groups." in response.text
    post(client, "verify", organisation.pk, group=group("business").pk)
    organisation.refresh_from_db()
    assert (organisation.group_verified.code, organisation.group_verified_by) == ("business", sara)


def test_what_does_not_exist_is_not_found(client, sara):
    for name in ("examine", "group"):
        assert page(client, name, 999999).status_code == 404
    for name in ("recognise", "refuse", "verify", "group_up"):
        assert post(client, name, 999999, reason="x").status_code == 404


@pytest.mark.parametrize("name", ["recognise", "refuse", "verify", "group_up"])
def test_row_36_looking_decides_nothing(client, sara, name):
    organisation = make_organisation(state="proposed")
    assert page(client, name, organisation.pk).status_code == 405
    organisation.refresh_from_db()
    assert organisation.state == "proposed"


SIX = {"name_en": "Youth", "name_ar": "الشباب", "name_fr": "Jeunes", "name_es": "Juventud", "name_ru": "Молодёжь",
       "name_zh_hans": "青年", "kind": "stakeholder", "is_offered": "on"}  # fmt: skip


def test_a_group_in_six_languages(client, sara):
    group()
    assert post(client, "new_group", **SIX)["Location"] == "/secretariat/groups/"
    youth = StakeholderGroup.objects.get(code="youth")
    assert (youth.name_ar, youth.name_zh_hans, youth.position) == ("الشباب", "青年", 7)
    client.cookies["django_language"] = "fr"
    assert "Jeunes" in page(client, "groups").text


def test_only_english_is_needed(client, sara):
    assert "This field is required." in post(client, "new_group", **{**SIX, "name_en": ""}).text
    others = {f"name_{code}": "" for code in ("ar", "fr", "es", "ru", "zh_hans")}
    post(client, "new_group", **{**SIX, **others})
    assert StakeholderGroup.objects.filter(code="youth").exists()


def test_renaming_and_ordering(client, sara):
    business = group("business")
    post(client, "group", business.pk, **{**SIX, "name_en": "Private sector"})
    post(client, "group_up", business.pk)
    business.refresh_from_db()
    assert (business.name_en, business.code, business.position) == ("Private sector", "business", 1)
    assert "This field is required." in post(client, "group", business.pk, **{**SIX, "name_en": ""}).text
