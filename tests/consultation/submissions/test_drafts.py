"""Writing a draft: kept whole whatever is pasted, never overwritten, and nobody else's."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from consultation.submissions.actions.drafts import (
    Written,
    add_other,
    differences,
    discard_draft,
    remove_other,
    save_draft,
    seal_of,
    start_draft,
    written_in,
)
from consultation.submissions.errors import DraftChanged, DraftGone, OrganisationNotFound, TooLate
from consultation.submissions.forms.draft import DraftForm
from consultation.submissions.models import Call, Draft
from stakeholders.organisations.states import OrganisationState
from tests.factories import (
    NOON,
    make_agenda_item,
    make_call,
    make_draft,
    make_focal_point,
    make_member,
    make_organisation,
    make_question,
    make_user,
)
from tests.steps import growth

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def call() -> Call:
    return make_call(word_limit=2000)


@pytest.fixture
def amina(call: Call) -> Any:
    return make_focal_point(make_organisation("Lagos Incident Response Forum"), full_name="Amina Okafor")


@pytest.fixture
def organisation(amina: Any) -> Any:
    return amina.memberships.get().organisation


@pytest.fixture
def draft(call: Call, organisation: Any, amina: Any) -> Draft:
    return make_draft(call, organisation, amina, title="A directory", body="Roles, not persons.")


@pytest.fixture
def desk(client: Client, amina: Any) -> Client:
    client.force_login(amina)
    return client


def page_of(draft: Draft) -> str:
    return reverse("submissions:draft", args=[draft.public_id])


def autosave_of(draft: Draft) -> str:
    return reverse("submissions:autosave_draft", args=[draft.public_id])


def typed(**fields: Any) -> dict[str, Any]:
    return {"version": 1, "title": "A directory", "language": "en", "body": "Roles, not persons.", **fields} | (
        {} if "visibility" in fields else {"visibility": "public"}
    )


# --- starting ---------------------------------------------------------------------------------------------------------


def test_the_start_page_says_who_sees_it_before_it_asks_in_whose_name(desk: Client, call: Call) -> None:
    html = desk.get(reverse("submissions:start_draft", args=[call.symbol])).content.decode()

    assert html.index("Who sees what you write") < html.index("In whose name do you write?")
    assert html.index("Do not publish it") < html.index("In whose name do you write?")


@pytest.mark.parametrize(
    ("policy", "says"),
    [
        ("all_public", "Every contribution to this call is published with the name of the organisation."),
        ("confidential", "This call is confidential."),
    ],
)
def test_where_the_policy_leaves_no_choice_none_is_offered(desk: Client, call: Call, policy: str, says: str) -> None:
    Call.objects.filter(pk=call.pk).update(publication_policy=policy)

    html = desk.get(reverse("submissions:start_draft", args=[call.symbol])).content.decode()

    assert says in html
    assert 'name="visibility"' not in html


def test_starting_makes_one_draft_however_often_the_button_is_pressed(
    desk: Client, call: Call, organisation: Any
) -> None:
    sent = {"draft_id": str(uuid.uuid4()), "organisation": organisation.pk, "visibility": "confidential"}
    url = reverse("submissions:start_draft", args=[call.symbol])

    first, second = desk.post(url, sent), desk.post(url, sent)

    draft = Draft.objects.get()
    assert first.url == second.url == f"/desk/drafts/{sent['draft_id']}/"
    assert (draft.organisation, draft.is_confidential, draft.version, draft.saved_at) == (organisation, True, 1, NOON)


def test_a_draft_that_exists_is_offered_first(desk: Client, draft: Draft) -> None:
    html = desk.get(reverse("submissions:start_draft", args=[draft.call.symbol])).content.decode()

    assert html.index(page_of(draft)) < html.index("Start writing")


def test_nobody_starts_a_draft_for_an_organisation_that_is_not_theirs(desk: Client, call: Call) -> None:
    other = make_organisation()
    sent = {"draft_id": str(uuid.uuid4()), "organisation": other.pk, "visibility": "public"}

    page = desk.post(reverse("submissions:start_draft", args=[call.symbol]), sent)

    assert page.status_code == 200
    assert Draft.objects.count() == 0
    with pytest.raises(PermissionDenied):
        start_draft(call=call, organisation=other, by=make_user(), at=NOON, public_id=uuid.uuid4())


def test_nobody_takes_over_a_foreign_draft_by_naming_its_id(call: Call, draft: Draft) -> None:
    stranger = make_member(make_organisation())

    with pytest.raises(PermissionDenied):
        start_draft(
            call=call, organisation=stranger.memberships.get().organisation, by=stranger, at=NOON,
            public_id=draft.public_id,
        )  # fmt: skip


def test_a_call_that_is_over_and_takes_nothing_late_starts_no_draft(
    desk: Client, call: Call, organisation: Any
) -> None:
    Call.objects.filter(pk=call.pk).update(late_policy="refuse", closes_at=NOON - timedelta(seconds=1))
    sent = {"draft_id": str(uuid.uuid4()), "organisation": organisation.pk, "visibility": "public"}
    url = reverse("submissions:start_draft", args=[call.symbol])

    assert "This call is over" in desk.get(url).content.decode()
    assert desk.post(url, sent).status_code == 200
    assert Draft.objects.count() == 0
    call.refresh_from_db()
    with pytest.raises(TooLate):
        start_draft(
            call=call,
            organisation=organisation,
            by=organisation.memberships.get().user,
            at=NOON,
            public_id=uuid.uuid4(),
        )


def test_somebody_without_an_organisation_is_told_what_to_do(client: Client, call: Call) -> None:
    client.force_login(make_user())

    html = client.get(reverse("submissions:start_draft", args=[call.symbol])).content.decode()

    assert "You do not speak for an organisation yet" in html
    assert reverse("organisations:mine") in html


# --- saving -----------------------------------------------------------------------------------------------------------


def test_saving_keeps_every_field_and_raises_the_version(desk: Client, draft: Draft, amina: Any) -> None:
    question, item = make_question(draft.call), make_agenda_item(draft.call.session)
    draft.call.agenda_items.add(item)

    answer = desk.post(
        page_of(draft),
        typed(title="Un annuaire", language="fr", body="Des rôles.", visibility="confidential", agenda_items=[item.pk])
        | {f"answer_{question.pk}": "Des essais."},
    )

    draft.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, page_of(draft))
    assert (draft.title, draft.language, draft.body, draft.is_confidential) == ("Un annuaire", "fr", "Des rôles.", True)
    assert draft.answers == {str(question.pk): "Des essais."}
    assert list(draft.agenda_items.all()) == [item]
    assert (draft.version, draft.saved_by, draft.saved_at) == (2, amina, NOON)


def test_saving_what_is_saved_already_writes_nothing(draft: Draft, amina: Any) -> None:
    later = NOON + timedelta(minutes=5)

    kept = save_draft(draft=draft, written=written_in(draft), version=1, by=amina, at=later)

    assert (kept.version, kept.saved_at) == (1, NOON)


@pytest.mark.parametrize(
    ("button", "leads_to"),
    [
        ("save", "/desk/drafts/{id}/"), ("check", "/desk/drafts/{id}/check/"), ("leave", "/desk/"),
        ("preview", "/desk/drafts/{id}/?preview=1#preview"), ("add_files", "/desk/drafts/{id}/#files"),
    ],
)  # fmt: skip
def test_every_button_saves_first(desk: Client, draft: Draft, button: str, leads_to: str) -> None:
    answer = desk.post(page_of(draft), typed(body="More.", **{button: ""}))

    draft.refresh_from_db()
    assert answer.url == leads_to.format(id=draft.public_id)
    assert draft.body == "More."


def test_the_preview_shows_the_saved_text_as_it_will_be_seen(desk: Client, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(body="**Roles** <script>alert(1)</script>")

    html = desk.get(page_of(draft) + "?preview=1").content.decode()

    assert "<strong>Roles</strong> &lt;script&gt;" in html


def test_the_direction_of_the_text_follows_its_language(desk: Client, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(language="ar", title="دليل", body="أدوار")

    html = desk.get(page_of(draft) + "?preview=1").content.decode()

    tags = re.findall(r"<(?:textarea|input)[^>]*data-written[^>]*>", html)
    assert len(tags) == 2
    assert all('dir="rtl"' in tag for tag in tags)
    assert '<article class="text" lang="ar" dir="rtl">' in html


LONG = "كلمة " * 13_107 + "x"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a" * 65_536, "a" * 65_536),
        (LONG, LONG),
        ("第一段。\r\n第二段。", "第一段。\n第二段。"),
        ("cafe\u0301", "café"),
        ("café", "café"),
        ("\u202eevil\u202c", "evil"),
        ("• one\r\n• two", "- one\n- two"),
        ("  \r\n ", ""),
    ],
    ids=["65536", "rtl", "cjk", "nfd", "nfc", "bidi", "word-bullets", "blank"],
)
def test_whatever_is_pasted_is_kept_whole(desk: Client, draft: Draft, sent: str, kept: str) -> None:
    assert desk.post(page_of(draft), typed(body=sent)).status_code == 302

    draft.refresh_from_db()
    assert draft.body == kept


def test_a_nul_is_explained_and_the_rest_is_saved(desk: Client, draft: Draft) -> None:
    page = desk.post(page_of(draft), typed(title="Another title", body="before\0after"))

    draft.refresh_from_db()
    html = page.content.decode()
    assert page.status_code == 200
    assert "The text holds a NUL character, which is not text." in html
    assert "<title>Error: Your contribution" in html
    assert (draft.title, draft.body) == ("Another title", "Roles, not persons.")


def test_half_a_character_is_explained(draft: Draft) -> None:
    form = DraftForm(typed(body="half \ud800 pair"), draft=draft)

    assert form.errors["body"] == [
        "The text holds half a character at position 6. Copy it again from where it comes from."
    ]
    assert form.written().body == "Roles, not persons."


def test_half_a_character_in_the_bytes_of_a_request_does_not_break_the_page(desk: Client, draft: Draft) -> None:
    body = b"version=1&title=t&language=en&visibility=public&body=half+%ED%A0%80+pair"

    answer = desk.generic("POST", page_of(draft), body, "application/x-www-form-urlencoded")

    draft.refresh_from_db()
    assert answer.status_code == 302
    assert draft.body == "half \ufffd\ufffd\ufffd pair"


def test_a_title_that_is_too_long_does_not_lose_the_text(desk: Client, draft: Draft) -> None:
    page = desk.post(page_of(draft), typed(title="t" * 251, body="A new text."))

    draft.refresh_from_db()
    assert "at most 250 characters" in page.content.decode()
    assert "t" * 251 in page.content.decode()
    assert (draft.title, draft.body, draft.version) == ("A directory", "A new text.", 2)
    assert 'name="version" value="2"' in page.content.decode()


def test_a_text_over_the_limit_of_words_is_saved_and_the_person_told(desk: Client, draft: Draft) -> None:
    page = desk.post(page_of(draft), typed(body="word " * 2114), follow=True)

    draft.refresh_from_db()
    assert len(draft.body.split()) == 2114
    assert (
        "Your text has 2,114 words; this call takes 2,000. Nothing is lost: shorten it, or attach the rest as a file."
        in page.content.decode()
    )


@pytest.mark.parametrize("field", ["title", "body"])
def test_row_31_adversarial_text_of_the_largest_size_is_answered_with_work_in_proportion(
    desk: Client, draft: Draft, field: str
) -> None:
    def post(text: str) -> None:
        desk.post(page_of(draft), typed(version=str(Draft.objects.get().version), **{field: text}))

    for sign, number in (("[", 400_000), ("> ", 200_000), ("*a_", 130_000), ("e\u0301", 200_000)):
        assert growth(post, sign * (number // 2), sign * number) < 2.5, sign


MASS = {
    "id": "1", "pk": "1", "public_id": "00000000-0000-0000-0000-000000000000", "call": "99", "call_id": "99",
    "organisation": "99", "organisation_id": "99", "submission": "99", "answers": '{"1": "x"}', "is_confidential": "on",
    "created_at": "2020-01-01", "saved_at": "2020-01-01", "saved_by": "99", "state": "published", "reference": "X",
    "others": "99", "attachments": "99", "author_name": "X", "is_late": "on", "answer_999999": "x", "revision": "9",
}  # fmt: skip


def test_row_28_only_the_fields_of_the_form_are_read(desk: Client, draft: Draft, amina: Any) -> None:
    before = Draft.objects.values().get(pk=draft.pk)

    for url in (page_of(draft), autosave_of(draft)):
        desk.post(url, typed(body="New.", **MASS))

    after = Draft.objects.values().get(pk=draft.pk)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"body", "version"}
    assert draft.others.count() == draft.attachments.count() == 0


# --- two members at once ----------------------------------------------------------------------------------------------


@pytest.fixture
def bola(organisation: Any) -> Any:
    return make_member(organisation, full_name="Bola Adeyemi")


def test_a_conflict_shows_both_texts_and_overwrites_nothing(draft: Draft, amina: Any, bola: Any) -> None:
    hers, his = Client(), Client()
    hers.force_login(amina)
    his.force_login(bola)
    hers.post(page_of(draft), typed(body="What Amina wrote."))

    page = his.post(page_of(draft), typed(title="Bola’s title", body="What Bola wrote."))

    html = page.content.decode()
    draft.refresh_from_db()
    assert page.status_code == 409
    assert (draft.body, draft.title, draft.saved_by) == ("What Amina wrote.", "A directory", amina)
    assert "What Bola wrote.</textarea>" in html
    assert '<pre dir="auto">What Amina wrote.</pre>' in html
    assert '<pre dir="auto">A directory</pre>' in html
    assert "<bdi>Amina Okafor</bdi> saved this draft at" in html
    assert 'name="version" value="2"' in html


def test_after_a_conflict_the_text_brought_together_can_be_saved(draft: Draft, amina: Any, bola: Any) -> None:
    save_draft(draft=draft, written=Written(title="t", language="en", body="hers"), version=1, by=amina, at=NOON)
    his = Client()
    his.force_login(bola)
    his.post(page_of(draft), typed(body="his"))

    answer = his.post(page_of(draft), typed(version=2, body="hers and his"))

    draft.refresh_from_db()
    assert answer.status_code == 302
    assert (draft.body, draft.version, draft.saved_by) == ("hers and his", 3, bola)


def test_the_same_text_written_by_both_is_no_conflict(draft: Draft, amina: Any, bola: Any) -> None:
    same = Written(title="t", language="en", body="the same")
    save_draft(draft=draft, written=same, version=1, by=amina, at=NOON)

    assert save_draft(draft=draft, written=same, version=1, by=bola, at=NOON).version == 2


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "99999999999999999999", "2"])
def test_a_version_that_was_never_seen_is_a_conflict_and_no_error(desk: Client, draft: Draft, version: str) -> None:
    page = desk.post(page_of(draft), typed(version=version, body="Mine."))

    draft.refresh_from_db()
    assert page.status_code == 409
    assert draft.body == "Roles, not persons."
    assert "Mine.</textarea>" in page.content.decode()


def test_a_conflict_names_every_field_that_differs(draft: Draft, amina: Any) -> None:
    mine = Written(
        title="t", language="fr", body="b", answers={"7": "a"}, agenda_items=frozenset({3}), is_confidential=True
    )
    save_draft(draft=draft, written=Written(title="T", language="en", body="B"), version=1, by=amina, at=NOON)

    with pytest.raises(DraftChanged) as refusal:
        save_draft(draft=draft, written=mine, version=1, by=amina, at=NOON)

    assert refusal.value.fields == ("title", "body", "language", "agenda_items", "is_confidential", "answer_7")
    assert "Nothing is overwritten." in str(refusal.value)


def test_differences_are_none_between_equals() -> None:
    one = Written(title="t", language="en", body="b", answers={"10": "x", "9": "y"})

    assert differences(one, one) == ()
    assert differences(one, Written(title="t", language="en", body="b")) == ("answer_9", "answer_10")


# --- saved while writing ----------------------------------------------------------------------------------------------


def test_autosave_answers_with_the_new_version_and_who_saved(draft: Draft, amina: Any, bola: Any) -> None:
    his = Client()
    his.force_login(bola)

    answer = his.post(autosave_of(draft), typed(body="More."))

    said = answer.json()
    assert (answer.status_code, said["version"]) == (200, 2)
    assert "Saved at <bdi>12:00</bdi> by <bdi>Bola Adeyemi</bdi>" in said["html"]
    assert "before that by <bdi>Amina Okafor</bdi>" in said["html"]
    assert "no-store" in answer["Cache-Control"]


def test_autosave_does_not_name_the_person_herself_as_another(desk: Client, draft: Draft) -> None:
    assert "before that" not in desk.post(autosave_of(draft), typed(body="More.")).json()["html"]


def test_autosave_of_an_old_version_is_refused_with_409(desk: Client, draft: Draft, bola: Any) -> None:
    save_draft(draft=draft, written=Written(title="t", language="en", body="his"), version=1, by=bola, at=NOON)

    answer = desk.post(autosave_of(draft), typed(body="hers"))

    draft.refresh_from_db()
    assert answer.status_code == 409
    assert "Press “Save” to see both texts side by side." in answer.json()["html"]
    assert draft.body == "his"


def test_autosave_keeps_what_can_be_kept_and_names_what_cannot(desk: Client, draft: Draft) -> None:
    said = desk.post(autosave_of(draft), typed(title="t" * 251, body="More.")).json()

    draft.refresh_from_db()
    assert draft.body == "More."
    assert "not saved: <bdi>Title</bdi>" in " ".join(said["html"].split())


def test_autosave_escapes_names(draft: Draft, organisation: Any) -> None:
    mallory = make_member(organisation, full_name="<img src=x onerror=alert(1)>")
    client = Client()
    client.force_login(mallory)

    html = client.post(autosave_of(draft), typed(body="More.")).json()["html"]

    assert "<img" not in html
    assert "&lt;img" in html


def test_autosave_is_for_post_only(desk: Client, draft: Draft) -> None:
    assert desk.get(autosave_of(draft)).status_code == 405


def test_row_36_no_write_without_the_token(draft: Draft, amina: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(amina)

    for name in ("draft", "autosave_draft", "check_draft", "discard_draft"):
        assert strict.post(reverse(f"submissions:{name}", args=[draft.public_id]), typed(body="x")).status_code == 403
    draft.refresh_from_db()
    assert (draft.body, draft.version) == ("Roles, not persons.", 1)


# --- gone in the meantime ---------------------------------------------------------------------------------------------


def test_a_draft_that_is_gone_is_not_saved_but_said(draft: Draft, amina: Any) -> None:
    stale = Draft.objects.select_related("organisation").get(pk=draft.pk)
    discard_draft(draft=draft, by=amina)

    with pytest.raises(DraftGone):
        save_draft(draft=stale, written=Written(title="t", language="en", body="b"), version=1, by=amina, at=NOON)


# --- on whose behalf --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Nairobi Digital Rights Clinic", "  nairobi digital  RIGHTS clinic ", "ndrc"])
def test_an_organisation_is_added_by_its_exact_name_or_acronym(desk: Client, draft: Draft, name: str) -> None:
    clinic = make_organisation("Nairobi Digital Rights Clinic", acronym="NDRC")

    answer = desk.post(page_of(draft), typed(other=name, add_other=""))

    assert answer.url == page_of(draft) + "#others"
    assert list(draft.others.all()) == [clinic]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Nairobi", "No recognised organisation is called “Nairobi”."),
        ("Waiting", "No recognised organisation is called “Waiting”."),
        ("Lagos Incident Response Forum", "No recognised organisation is called “Lagos Incident Response Forum”."),
        ("TWIN", "Several organisations go by “TWIN”: Twin One; Twin Two. Type the full name."),
    ],
)
def test_parts_of_names_and_unrecognised_ones_are_not_found(desk: Client, draft: Draft, name: str, says: str) -> None:
    make_organisation("Nairobi Digital Rights Clinic")
    make_organisation("Waiting", state=OrganisationState.PROPOSED)
    make_organisation("Twin One", acronym="TWIN")
    make_organisation("Twin Two", acronym="TWIN")

    page = desk.post(page_of(draft), typed(body="Kept.", other=name))

    draft.refresh_from_db()
    assert says in page.content.decode()
    assert (draft.body, draft.others.count()) == ("Kept.", 0)


def test_an_organisation_is_taken_off_again(desk: Client, draft: Draft, amina: Any) -> None:
    other = make_organisation("Nairobi Digital Rights Clinic")
    add_other(draft=draft, name=other.name, by=amina)

    desk.post(page_of(draft), typed(remove_other=other.pk))

    assert draft.others.count() == 0


@pytest.mark.parametrize("unwanted", ["", "x", "-1", "999999999", "9999999999999999999999", "٣"])
def test_nonsense_in_place_of_an_organisation_harms_nothing(desk: Client, draft: Draft, unwanted: str) -> None:
    assert desk.post(page_of(draft), typed(remove_other=unwanted)).status_code == 302


def test_only_members_change_the_list(draft: Draft) -> None:
    stranger = make_member(make_organisation("Strangers"))

    with pytest.raises(PermissionDenied):
        add_other(draft=draft, name="Strangers", by=stranger)
    with pytest.raises(PermissionDenied):
        remove_other(draft=draft, organisation_id=1, by=stranger)
    with pytest.raises(OrganisationNotFound):
        add_other(draft=draft, name="", by=draft.saved_by)


# --- seal, removal ----------------------------------------------------------------------------------------------------


def test_the_seal_changes_with_text_files_and_co_signatories(draft: Draft, amina: Any) -> None:
    make_organisation("Other")
    seals = [seal_of(draft)]
    add_other(draft=draft, name="Other", by=amina)
    seals.append(seal_of(draft))
    seals.append(
        seal_of(
            save_draft(draft=draft, written=Written(title="", language="en", body=""), version=1, by=amina, at=NOON)
        )
    )

    assert len(set(seals)) == 3


def test_removing_a_draft_asks_first(desk: Client, draft: Draft) -> None:
    url = reverse("submissions:discard_draft", args=[draft.public_id])

    assert "You cannot undo it" in desk.get(url).content.decode()
    assert Draft.objects.count() == 1
    assert desk.post(url).url == "/desk/"
    assert Draft.objects.count() == 0
