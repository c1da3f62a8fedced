"""Written input under modalities: who may send it, how long it may be, and what the pages say."""

import uuid

import pytest
from django.urls import reverse

from consultation.participation.errors import NotGranted
from consultation.participation.rights import right_to
from consultation.submissions.actions.drafts import Written, add_file, save_draft, start_draft
from consultation.submissions.actions.endorsing import confirm_party, decline_party
from consultation.submissions.actions.submitting import reasons_against, submit_draft, submit_written
from consultation.submissions.errors import TooLong, TooLongForCategory
from consultation.submissions.models import Draft, Submission
from consultation.submissions.whole import DRAFT_SUBMITTED
from tests.factories import (
    NOON,
    make_call,
    make_draft,
    make_focal_point,
    make_member,
    make_organisation,
    make_party,
    make_session,
    make_submission,
)
from tests.factories.modalities import make_modalities, make_of_category

pytestmark = pytest.mark.django_db


def draft_in(
    preset: str | None, category: str, *, body: str = "What we have seen.", **call: object
) -> tuple[Draft, object]:
    opened = make_call(**call)
    if preset:
        make_modalities(opened.process, preset)
    of = make_of_category(category, opened.process)
    by = make_member(of)
    return make_draft(opened, of, by, body=body), by


def of_words(number: int) -> str:
    return "word " * number


def test_a_process_without_modalities_takes_what_it_took() -> None:
    draft, by = draft_in(None, "not_accredited")
    assert submit_draft(draft=draft, by=by, at=NOON).submission.state == "submitted"


def test_whoever_may_send_input_sends_it() -> None:
    draft, by = draft_in("oewg-2022", "accredited")
    assert submit_draft(draft=draft, by=by, at=NOON).submission.state == "submitted"


def test_whoever_may_not_is_refused_with_the_clause_and_nothing_is_made() -> None:
    draft, by = draft_in("oewg-2022", "not_accredited")
    with pytest.raises(NotGranted, match=r"Clause 8 of the modalities \(version 1\): Formal meetings"):
        submit_draft(draft=draft, by=by, at=NOON)
    assert Draft.objects.count() == 1
    assert Submission.objects.count() == 0


def test_saving_starting_and_adding_a_file_ask_the_same_rule() -> None:
    draft, by = draft_in("oewg-2022", "not_accredited")
    written = Written(title="T", language="en", body="Another text.")
    with pytest.raises(NotGranted):
        save_draft(draft=draft, written=written, version=1, by=by, at=NOON)
    with pytest.raises(NotGranted):
        submit_written(draft=draft, written=written, version=1, seen="", by=by, at=NOON)
    with pytest.raises(NotGranted):
        start_draft(call=draft.call, organisation=draft.organisation, by=by, at=NOON, public_id=uuid.uuid4())
    with pytest.raises(NotGranted):
        add_file(draft=draft, upload=None, by=by, at=NOON)  # type: ignore[arg-type]
    draft.refresh_from_db()
    assert (draft.body, Draft.objects.count()) == ("What we have seen.", 1)


def test_row_01_input_to_an_informal_consultative_meeting_is_open_to_those_not_accredited() -> None:
    """Open regardless of status; what is sent to the call of such a meeting belongs to it."""
    draft, by = draft_in("oewg-2022", "not_accredited", session=make_session(kind="intersessional"))
    assert submit_draft(draft=draft, by=by, at=NOON).submission.state == "submitted"


@pytest.mark.parametrize(
    ("preset", "category", "words", "limit"),
    [
        ("multilateral", "ecosoc_general", 2001, 2000),
        ("multilateral", "ecosoc_special", 1501, 1500),
        ("multilateral", "ecosoc_roster", 1501, 1500),
        ("ahc-cybercrime", "ecosoc_special", 2001, 2000),
        ("ahc-cybercrime", "accredited", 2001, 2000),
    ],
)
def test_row_08_and_row_11_one_word_too_many_is_refused_with_the_count_and_the_limit(
    preset: str, category: str, words: int, limit: int
) -> None:
    """Written statements: 2,000 words in general status, 1,500 in special status and on the roster; 2,000 for all
    under A/AC.291/6, annex II."""
    draft, by = draft_in(preset, category, body=of_words(words))
    with pytest.raises(TooLongForCategory) as refusal:
        submit_draft(draft=draft, by=by, at=NOON)
    said = str(refusal.value)
    assert f"has {words:,} words" in said
    assert f"{limit:,}." in said
    assert "Clause" in said
    Draft.objects.filter(pk=draft.pk).update(body=of_words(limit))
    assert submit_draft(draft=draft, by=by, at=NOON).submission.word_count == limit


def test_row_08_the_roster_has_no_right_to_propose_agenda_items() -> None:
    """Resolution 1996/31: only organisations in general status propose items."""
    call = make_call()
    make_modalities(call.process, "multilateral")
    for category, may in (("ecosoc_general", True), ("ecosoc_special", False), ("ecosoc_roster", False)):
        of = make_of_category(category, call.process)
        assert right_to("propose_agenda_item", of=of, process=call.process, at=NOON).is_granted is may


def test_the_limit_of_the_call_stands_beside_that_of_the_category() -> None:
    draft, _by = draft_in("multilateral", "ecosoc_special", body=of_words(1501), word_limit=1000)
    assert [type(reason) for reason in reasons_against(draft, at=NOON)] == [TooLong, TooLongForCategory]


def test_row_13_in_a_closed_group_nobody_writes_and_the_public_page_of_the_call_exists(client) -> None:
    """Every stakeholder action is denied and says why; the outward consultation page stays."""
    draft, by = draft_in("gge", "ecosoc_general")
    with pytest.raises(NotGranted, match="The group is closed"):
        submit_draft(draft=draft, by=by, at=NOON)
    assert client.get(reverse("submissions:call", args=[draft.call.symbol])).status_code == 200


def test_row_13_every_address_at_which_a_stakeholder_acts_answers_with_the_clause(client, time_machine) -> None:
    """Closed group: starting a text, saving it, sending it, joining in another's and proposing an item, each refused."""
    time_machine.move_to(NOON, tick=False)
    draft, _by = draft_in("gge", "ecosoc_general")
    call, of = draft.call, draft.organisation
    party = make_party(make_submission(call), of)
    client.force_login(make_focal_point(of))
    written = posted(draft, "Half a night of work.")
    acts = {
        "start": (reverse("submissions:start_draft", args=[call.symbol]),
                  {"draft_id": str(uuid.uuid4()), "organisation": of.pk, "visibility": "public"}),
        "save": (reverse("submissions:draft", args=[draft.public_id]), written),
        "send": (reverse("submissions:draft", args=[draft.public_id]), {**written, "submit_now": ""}),
        "autosave": (reverse("submissions:autosave_draft", args=[draft.public_id]), written),
        "join": (reverse("submissions:answer_request", args=[party.submission.public_id, party.pk]), {"answer": "confirm"}),
        "propose": (reverse("proposals:propose", args=[call.session.symbol]),
                    {"organisation": of.pk, "title": "T", "text": "T", "language": "en"}),
    }  # fmt: skip
    for name, (address, fields) in acts.items():
        answer = client.post(address, fields)
        assert answer.status_code == 403, name
        assert "The group is closed" in answer.content.decode(), name
    party.refresh_from_db()
    assert (Submission.objects.count(), party.confirmed_at) == (1, None)


# --- co-signing -------------------------------------------------------------------------------------------------------


def test_an_organisation_that_may_not_write_does_not_co_sign_but_may_decline() -> None:
    call = make_call()
    make_modalities(call.process)
    other = make_organisation()
    party = make_party(make_submission(call), other)
    by = make_focal_point(other)
    with pytest.raises(NotGranted, match="Clause 8"):
        confirm_party(party=party, by=by, at=NOON)
    decline_party(party=party, by=by, at=NOON)
    party.refresh_from_db()
    assert (party.confirmed_at, party.declined_at) == (None, NOON)


def test_one_that_may_write_co_signs() -> None:
    call = make_call()
    make_modalities(call.process)
    other = make_of_category("accredited", call.process)
    party = make_party(make_submission(call), other)
    confirm_party(party=party, by=make_focal_point(other), at=NOON)
    party.refresh_from_db()
    assert party.confirmed_at == NOON


# --- on the pages -----------------------------------------------------------------------------------------------------


def posted(draft: Draft, body: str, **more: str) -> dict[str, str]:
    return {"version": "1", "title": "T", "language": "en", "body": body, "visibility": "public", **more}


def test_a_refusal_is_a_page_in_words_that_gives_the_text_back(client, time_machine) -> None:
    time_machine.move_to(NOON, tick=False)
    draft, by = draft_in("oewg-2022", "not_accredited")
    client.force_login(by)
    answer = client.post(reverse("submissions:draft", args=[draft.public_id]), posted(draft, "Half a night of work."))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Clause 8 of the modalities (version 1): Formal meetings" in page
    assert "Half a night of work." in page


def test_the_page_of_the_draft_says_beforehand_that_it_cannot_be_sent(client, time_machine) -> None:
    time_machine.move_to(NOON, tick=False)
    draft, by = draft_in("oewg-2022", "not_accredited")
    client.force_login(by)
    page = client.get(reverse("submissions:draft", args=[draft.public_id])).content.decode()
    assert "The rules of participation do not let your organisation send this" in page
    assert "Clause 8" in page
    assert 'name="submit_now"' not in page


def test_the_page_counts_against_the_smaller_limit(client, time_machine) -> None:
    time_machine.move_to(NOON, tick=False)
    draft, by = draft_in("multilateral", "ecosoc_special", body=of_words(1501), word_limit=2000)
    client.force_login(by)
    page = client.get(reverse("submissions:draft", args=[draft.public_id])).content.decode()
    assert "1,501 words; this call takes 1,500" in page
    assert "Clause 7" in page


def test_modalities_cost_the_submission_one_query_more(django_assert_num_queries) -> None:
    plain, _by = draft_in(None, "accredited")
    regulated, _by = draft_in("oewg-2022", "accredited")
    for draft, queries in ((plain, 0), (regulated, 1)):
        read = DRAFT_SUBMITTED.one(draft.pk)
        with django_assert_num_queries(queries):
            assert reasons_against(read, at=NOON) == []
