"""Pages of near-identical texts: what they show, what they take, and how little they ask."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consultation.likeness.models import Family, Member
from consultation.likeness.pipeline import sketch_submission
from consultation.likeness.states import FamilyState
from consultation.processes.models import Office
from tests.consultation.likeness.papers import attach
from tests.consultation.likeness.texts import text
from tests.factories import (
    NOON,
    make_call,
    make_chair,
    make_family,
    make_officer,
    make_process,
    make_secretariat,
    make_session,
    make_submission,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(ground: Any, client: Client) -> Client:
    client.force_login(ground.chair())
    return client


def families_page(ground: Any) -> str:
    return reverse("likeness:families", args=[ground.process.slug])


def page_of(family: Family) -> str:
    return reverse("likeness:family", args=[family.pk])


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def plain(html: str) -> str:
    """The words of a page, without what only a screen reader says."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r'<span class="unseen".*?</span>', "", html)).split())


def test_the_desk_says_in_which_process_there_is_something_to_decide(ground: Any, chair: Client) -> None:
    assert "Nothing to decide" in shown(chair, reverse("likeness:desk"))
    make_family(*(make_submission(ground.call) for _n in range(2)))
    page = shown(chair, reverse("likeness:desk"))
    assert "1 group to decide" in page
    assert families_page(ground) in page


def test_the_desk_of_somebody_without_a_process_is_empty(client: Client) -> None:
    client.force_login(make_secretariat())
    assert "There is no process" in shown(client, reverse("likeness:desk"))


def test_the_list_shows_what_is_to_decide_and_on_demand_what_is_decided(ground: Any, chair: Client) -> None:
    first, second = (make_submission(ground.call, title=f"Call for peace {n}") for n in range(2))
    make_family(first, second)
    judged = make_family(*(make_submission(ground.call, title="Judged") for _n in range(2)), state="campaign",
                         decided_by=make_chair(ground.process))  # fmt: skip
    page = shown(chair, families_page(ground))
    assert "Call for peace 0" in page
    assert "2 texts" in page
    assert "2 authors" in page
    assert "Judged" not in page
    page = shown(chair, families_page(ground) + "?show=decided")
    assert "Call for peace" not in page
    assert page_of(judged) in page
    page = shown(chair, families_page(ground) + "?show=all")
    assert "Call for peace 0" in page
    assert page_of(judged) in page
    assert shown(chair, families_page(ground) + "?show=nonsense").count("Call for peace 0") == 1


def test_a_judged_family_that_a_text_joined_is_to_decide_again(ground: Any, chair: Client) -> None:
    family = make_family(*(make_submission(ground.call) for _n in range(3)), state="campaign",
                         decided_by=make_chair(ground.process))  # fmt: skip
    Member.objects.filter(pk=family.members.all()[2].pk).update(is_new=True)
    assert "1 new text" in shown(chair, families_page(ground))
    assert "1 text joined since you decided" in shown(chair, page_of(family))


def test_an_empty_list_says_what_happens_next(ground: Any, chair: Client) -> None:
    assert "appear here within a minute of being submitted" in shown(chair, families_page(ground))
    assert "There are none." in shown(chair, families_page(ground) + "?show=all")


def test_a_dissolved_family_is_nowhere(ground: Any, chair: Client) -> None:
    family = Family.objects.create(process=ground.process, formed_at=NOON, state="dissolved")
    assert page_of(family) not in shown(chair, families_page(ground) + "?show=all")
    assert chair.get(page_of(family)).status_code == 404


def test_texts_stand_side_by_side_with_the_words_marked_that_differ(ground: Any, chair: Client) -> None:
    first, second = (
        ground.said(f"We, the {name}, ask for calm.\n\n{text(60)}", author_name=name) for name in ("Ada Group", "Bao Club")
    )  # fmt: skip
    page = shown(chair, page_of(Family.objects.get()))
    assert re.findall(r"<del>.*?</del>", plain_marks(page)) == ["<del>Ada Group,</del>"]
    assert re.findall(r"<ins>.*?</ins>", plain_marks(page)) == ["<ins>Bao Club,</ins>"]
    assert "only here:" in page
    assert "% of all runs of words stand in both texts" in page
    for submission in (first, second):
        assert submission.reference in page


def plain_marks(page: str) -> str:
    """The texts side by side with their marks, without what only a screen reader says."""
    return re.sub(r'<span class="unseen".*?</span>', "", page[page.index('class="pair"') :])


def test_another_text_is_laid_beside_another_first(ground: Any, chair: Client) -> None:
    family = make_family(*(make_submission(ground.call, body=f"We are number {n}.") for n in range(3)))
    one, two, three = family.members.all()
    page = shown(chair, page_of(family) + f"?left={two.pk}&right={three.pk}")
    sides = page[page.index('class="pair"') :]
    assert sides.index(f'id="side-{two.pk}"') < sides.index(f'id="side-{three.pk}"')
    assert f'id="side-{one.pk}"' not in sides


@pytest.mark.parametrize("asked", ["?left=x&right=", "?left=99999999999999999999", "?left=٣", "?left=0&right=-1"])
def test_a_text_that_is_not_there_is_not_laid_beside(ground: Any, chair: Client, asked: str) -> None:
    family = make_family(*(make_submission(ground.call) for _n in range(2)))
    one, two = family.members.all()
    page = shown(chair, page_of(family) + asked)
    assert f'id="side-{one.pk}"' in page
    assert f'id="side-{two.pk}"' in page


def test_a_text_of_another_family_is_not_laid_beside(ground: Any, chair: Client) -> None:
    family = make_family(*(make_submission(ground.call) for _n in range(2)))
    elsewhere = make_call(make_session(make_process()))
    foreign = make_family(*(make_submission(elsewhere, body="Nobody else's business.") for _n in range(2)))
    page = shown(chair, page_of(family) + f"?right={foreign.members.all()[0].pk}")
    assert "Nobody else" not in page


def test_the_language_and_direction_of_each_text_are_told(ground: Any, chair: Client) -> None:
    family = make_family(*(make_submission(ground.call, language=code, body="نص") for code in ("ar", "fa")))
    page = shown(chair, page_of(family))
    assert '<div class="text" lang="ar" dir="rtl">' in page
    assert '<div class="text" lang="fa" dir="rtl">' in page


def test_hostile_text_is_shown_and_not_run(ground: Any, chair: Client) -> None:
    bodies = ("<script>alert(1)</script> we support this", "<script>alert(2)</script> we support that")
    page = shown(chair, page_of(make_family(*(make_submission(ground.call, body=body) for body in bodies))))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in plain_marks(page).replace("<del>", "").replace("</del>", "")


def test_files_that_were_not_compared_are_named(ground: Any, chair: Client) -> None:
    ground.said(text(60))
    second = make_submission(ground.call, body=text(60))
    attach(second, b"%PDF-1.7\nnonsense\n%%EOF", name="position paper.pdf")
    from_command(second.pk)
    page = shown(chair, page_of(Family.objects.get()))
    assert "Files that were not compared:" in page
    assert "position paper.pdf" in page
    assert "It could not be opened" in page


def from_command(submission_id: int) -> None:
    assert sketch_submission(submission_id=submission_id, at=NOON)


def test_a_very_long_text_is_cut_on_the_page_only(ground: Any, chair: Client) -> None:
    family = make_family(*(make_submission(ground.call, body="word " * 9_000) for _n in range(2)))
    page = shown(chair, page_of(family))
    assert page.count("Only the beginning is shown") == 2
    assert len(page) < 120_000


def test_a_decision_is_taken_on_the_page(ground: Any, chair: Client) -> None:
    family = make_family(*(make_submission(ground.call) for _n in range(2)))
    response = chair.post(
        page_of(family), {"judgement": "judged_author", "note": "One person, two names."}, follow=True
    )
    assert response.redirect_chain == [(families_page(ground), 302)]
    assert "Decided: Same author." in response.content.decode()
    family.refresh_from_db()
    assert family.state == FamilyState.SAME_AUTHOR
    page = shown(chair, page_of(family))
    assert "One person, two names." in page
    assert "Judged: same author" in page


def test_without_a_choice_nothing_is_decided(ground: Any, chair: Client) -> None:
    family = make_family(*(make_submission(ground.call) for _n in range(2)))
    for fields in ({}, {"judgement": "dissolved"}, {"judgement": "judged_author", "note": "a\0b"}):
        response = chair.post(page_of(family), fields)
        assert response.status_code == 200
        assert "Error:" in response.content.decode()
    assert Family.objects.get().state == FamilyState.UNDECIDED


def test_a_text_is_taken_out_and_put_back_on_the_page(ground: Any, chair: Client) -> None:
    family = make_family(*(make_submission(ground.call) for _n in range(3)))
    member = family.members.all()[2]
    path = reverse("likeness:change_member", args=[member.pk])
    page = chair.post(path, {"change": "take_out"}, follow=True).content.decode()
    assert f"Changed: {member.submission.reference}." in page
    assert "2 near-identical texts" in page
    assert "Taken out" in page
    page = chair.post(path, {"change": "put_back"}, follow=True).content.decode()
    assert "3 near-identical texts" in page
    assert "Text put back" in page


def test_what_cannot_be_changed_is_said(ground: Any, chair: Client) -> None:
    member = make_family(*(make_submission(ground.call) for _n in range(2))).members.all()[1]
    path = reverse("likeness:change_member", args=[member.pk])
    assert "Only two texts are left here." in chair.post(path, {"change": "take_out"}, follow=True).content.decode()
    assert chair.post(path, {"change": "burn"}).status_code == 403


def test_looking_now_says_how_many_wait(ground: Any, chair: Client) -> None:
    make_submission(ground.call)
    look = reverse("likeness:look", args=[ground.process.slug])
    assert "1 contribution waits to be compared." in shown(chair, families_page(ground))
    assert "1 contribution is being compared." in chair.post(look, follow=True).content.decode()
    from_command(ground.call.submissions.get().pk)
    assert "Every contribution has been compared already." in chair.post(look, follow=True).content.decode()


def test_the_portals_secretariat_sees_and_does_not_decide(ground: Any, client: Client) -> None:
    family = make_family(*(make_submission(ground.call) for _n in range(3)))
    client.force_login(make_secretariat())
    page = shown(client, page_of(family))
    assert "The Chair and the secretariat of this process decide." in page
    assert "Take out" not in page


def test_the_secretariat_is_offered_no_page_that_is_the_chairs(ground: Any, client: Client) -> None:
    family = make_family(*(make_submission(ground.call) for _n in range(2)))
    decide = reverse("submissions:decide", args=[family.members.all()[0].submission.public_id])
    client.force_login(make_officer(ground.process, Office.Kind.SECRETARIAT))
    assert decide not in shown(client, page_of(family))
    client.force_login(make_chair(ground.process))
    assert decide in shown(client, page_of(family))


def test_the_chairs_desk_leads_here(ground: Any, chair: Client) -> None:
    assert reverse("likeness:desk") in shown(chair, reverse("submissions:chair_desk"))


@pytest.mark.parametrize("rows", [1, 3])
def test_how_little_the_pages_ask(ground: Any, chair: Client, rows: int, django_assert_num_queries: Any) -> None:
    for _n in range(rows):
        family = make_family(*(make_submission(ground.call) for _m in range(2 * rows)))
    shown(chair, families_page(ground))
    with django_assert_num_queries(4):
        shown(chair, reverse("likeness:desk"))
    with django_assert_num_queries(6):
        shown(chair, families_page(ground))
    with django_assert_num_queries(12):
        shown(chair, page_of(family))
