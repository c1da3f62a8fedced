"""What may my organisation do here, in a process and in a segment; who looked on in silence."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from consultation.accreditation.models import Accreditation
from consultation.modalities.vocabulary import PASSIVE, Capability
from consultation.participation.errors import NotGranted
from consultation.participation.models import Observation
from consultation.participation.rights import demand
from consultation.sittings.models import Programme, SubGroup
from tests.consultation.participation.test_rights import segment_in
from tests.factories import NOON, join, make_member, make_organisation, make_process, make_session, make_user
from tests.factories.modalities import LONG_BEFORE, make_modalities, make_of_category

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine) -> None:
    time_machine.move_to(NOON, tick=False)


def page(client, name: str, *args, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return answer.content.decode()


def shown_segment(process, kind: str):
    session = make_session(process)
    Programme.objects.create(session=session, state="provisional", published_at=NOON)
    return segment_in(process, kind)


def test_each_organisation_of_the_person_has_its_category_and_its_answers(client) -> None:
    process = make_process()
    make_modalities(process)
    accredited = make_of_category("accredited", process, name="Accredited Body")
    other = make_organisation(name="Other Body")
    person = make_member(accredited)
    join(person, other)
    client.force_login(person)
    said = page(client, "participation:mine", process.slug)
    first, second = said.index("Accredited Body"), said.index("Other Body")
    assert "<strong>Organisation accredited to the process</strong>" in said[first:second]
    assert "You may: speak (up to 3 minutes)" in said[first:second]
    assert "<strong>Organisation that is not accredited</strong>" in said[second:]
    assert 'href="#clause-8">(clause 8)' in said[second:]


def test_the_number_of_queries_is_that_of_one_organisation(client, django_assert_num_queries) -> None:
    process = make_process()
    make_modalities(process)
    person = make_member(make_organisation())
    client.force_login(person)
    url = reverse("participation:mine", args=[process.slug])
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)
    for _number in range(3):
        join(person, make_of_category("accredited", process))
    with django_assert_num_queries(7):
        client.get(url)


def test_an_associate_is_told_her_group(client) -> None:
    process = make_process()
    make_modalities(process, "itu-study-group")
    of = make_organisation()
    Accreditation.objects.create(
        process=process, organisation=of, sub_group=SubGroup.objects.create(process=process, code="sg", name_en="Group 17"),
        decision="Decision 1", since=LONG_BEFORE, valid_until=NOON.replace(year=2030), given_at=LONG_BEFORE,
    )  # fmt: skip
    client.force_login(make_member(of))
    assert "Group 17" in page(client, "participation:mine", process.slug)


def test_whoever_has_no_organisation_is_led_to_one_and_a_stranger_to_the_sign_in(client) -> None:
    process = make_process()
    page(client, "participation:mine", process.slug, status=302)
    client.force_login(make_user())
    said = page(client, "participation:mine", process.slug)
    assert "You are not a member of a recognised organisation." in said
    assert "No modalities are in force in this process." in said


def test_row_07_who_may_only_watch_is_refused_every_act_and_the_look_is_kept(client) -> None:
    """Silent onlookers: every act is refused in that segment, and who looked on is logged."""
    process = make_process()
    make_modalities(process, "netmundial")
    segment = shown_segment(process, "negotiation")
    of = make_of_category("accredited", process)
    person = make_member(of)
    client.force_login(person)
    said = page(client, "participation:segment", segment.pk)
    page(client, "participation:segment", segment.pk)
    assert "You look on in silence" in said
    kept = Observation.objects.get()
    assert (kept.segment, kept.organisation, kept.observed_by, kept.observed_at) == (segment, of, person, NOON)
    for what in set(Capability.values) - set(PASSIVE):
        with pytest.raises(NotGranted, match="Clause"):
            demand(what, of=of, process=process, at=NOON, segment=segment)
    assert client.post(reverse("participation:segment", args=[segment.pk])).status_code == 405
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.update(observed_at=LONG_BEFORE)


@pytest.mark.parametrize(("kind", "speaks"), [("exchange_of_views", True), ("negotiation", False), ("adoption", False)])
def test_row_02_the_floor_is_offered_in_an_exchange_of_views_and_not_where_a_text_is_negotiated(
    client, kind: str, speaks: bool
) -> None:
    """Speaking rights, excluded from negotiation: what the page offers is what an act is granted."""
    process = make_process()
    make_modalities(process, "speaking-rights")
    segment = shown_segment(process, kind)
    of = make_of_category("accredited", process)
    client.force_login(make_member(of))
    said = page(client, "participation:segment", segment.pk)
    assert ("You may: speak" in said) is speaks
    assert "You may not:" in said
    if not speaks:
        with pytest.raises(PermissionDenied, match="you may not do this: speak"):
            demand("speak", of=of, process=process, at=NOON, segment=segment)


def test_row_02_the_conditions_of_the_floor_are_told_where_it_is_offered(client) -> None:
    """Within which minutes, after whom: a right without its conditions is half told."""
    process = make_process()
    make_modalities(process)
    client.force_login(make_member(make_of_category("accredited", process)))
    said = page(client, "participation:segment", shown_segment(process, "dedicated_stakeholder").pk)
    assert "You may: speak (up to 3 minutes)" in said


def test_who_may_speak_is_no_onlooker(client) -> None:
    process = make_process()
    make_modalities(process)
    segment = shown_segment(process, "dedicated_stakeholder")
    client.force_login(make_member(make_of_category("accredited", process)))
    said = page(client, "participation:segment", segment.pk)
    assert "You may: speak" in said
    assert not Observation.objects.exists()


def test_a_segment_that_is_not_announced_is_not_there(client) -> None:
    process = make_process()
    segment = segment_in(process, "negotiation")
    client.force_login(make_user())
    page(client, "participation:segment", segment.pk, status=404)


def test_the_page_of_a_segment_says_that_its_meeting_is_open_to_those_who_are_not_accredited(client) -> None:
    process = make_process()
    make_modalities(process)
    client.force_login(make_member(make_organisation(name="Lake Watch")))
    segment = shown_segment(process, "exchange_of_views")
    assert "This meeting is open" not in page(client, "participation:segment", segment.pk)
    segment.meeting.open_to_unaccredited = True
    segment.meeting.save()
    said = page(client, "participation:segment", segment.pk)
    assert "This meeting is open to organisations that are not accredited." in said
    assert "You may: attend" in said
    assert "You may not: observe in silence" in said
