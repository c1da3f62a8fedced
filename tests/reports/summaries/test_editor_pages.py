"""The pages of the editor without scripts: everything can be done, nothing typed is lost, nothing leaks, nothing grows."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from consultation.submissions.models import Submission
from reports.summaries import actions
from reports.summaries.models import Paragraph, Summary
from tests import factories as make
from tests.reports.summaries.writing import evidence, history, make_point, standing, written

pytestmark = pytest.mark.django_db

NOT_CACHED = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.fixture
def paragraph(summary: Summary, chair: Any) -> Paragraph:
    return written(summary.sections.first(), chair, "Trust was noted. Some cautioned.")[0]


@pytest.fixture
def team(client: Client, assistant: Any) -> Client:
    """The browser of one of the Chair's team, who does not preside."""
    client.force_login(assistant)
    return client


def at(summary: Summary, paragraph: Paragraph | None = None, rest: str = "") -> str:
    return f"/chair/summaries/{summary.pk}/" + (f"paragraphs/{paragraph.pk}/" if paragraph else "") + rest


def page(browser: Client, path: str, **query: Any) -> str:
    answer = browser.get(path, query)
    assert answer.status_code == 200, path
    return answer.content.decode()


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_points_are_found_attached_and_detached_with_one_press_each(
    team: Client, summary: Summary, call: Any, paragraph: Paragraph
) -> None:
    near = make_point(make.make_submission(call, state="published"), quote="Directories that answer.")
    far = make_point(make.make_submission(call, state="published"), quote="Something else.")
    url = at(summary, paragraph)
    found = page(team, url, q="directories")
    assert "Directories that answer." in found
    assert "Something else." not in found
    led = team.post(url, {"text": "Trust, then.", "version": 1, "attach": near.pk, "q": "directories"})
    assert led["Location"] == f"{url}?q=directories#evidence"
    paragraph.refresh_from_db()
    assert (paragraph.text, evidence(paragraph)) == ("Trust, then.", {(near.submission_id, near.pk)})
    again = page(team, url)
    assert f'name="detach" value="{near.pk}"' in again
    assert f'name="attach" value="{near.pk}"' not in again
    assert f'name="attach" value="{far.pk}"' in again
    team.post(url, {"text": "Trust, then.", "version": 2, "detach": near.pk})
    assert evidence(paragraph) == set()


def test_the_search_is_narrowed_by_each_choice(
    team: Client, summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    item = call.agenda_items.first()
    business = make.make_organisation(group_declared=make.group("business"), seat=make.country("FR"))
    theirs = make.make_submission(call, business, state="published", language="fr")
    topic = call.process.topics.create(label="Directories")
    wanted = make_point(theirs, quote="The one.", agenda_item=item, topic=topic, kind="concern")
    other = make_point(make.make_submission(call, state="published"), quote="The other.")
    (second,) = written(summary.sections.first(), chair, "Elsewhere.")
    actions.attach_point(paragraph=second, point=other, by=chair, at=noon)
    choices = {"q": "one", "item": item.pk, "topic": topic.pk, "kind": "concern", "group": "business",
               "region": theirs.region, "language": "fr", "uncited": "on"}  # fmt: skip
    for name, value in choices.items():
        found = page(team, at(summary, paragraph), **{name: value})
        assert f'value="{wanted.pk}"' in found, name
        assert "The other." not in found, name
    assert "The other." in page(team, at(summary, paragraph))


def test_only_what_can_be_cited_is_offered(
    team: Client, summary: Summary, call: Any, paragraph: Paragraph, noon: datetime
) -> None:
    for state in ("submitted", "returned", "withheld", "withdrawn"):
        make_point(make.make_submission(call, state=state), quote=f"In the state {state}.")
    dropped_by = make.make_user()
    make_point(
        make.make_submission(call, state="published"), quote="Dropped since.", dropped_at=noon, dropped_by=dropped_by
    )
    make_point(make.make_submission(make.make_call(call.session), state="published"), quote="To another call.")
    found = page(team, at(summary, paragraph))
    assert "In the state" not in found
    assert "Dropped since." not in found
    assert "To another call." not in found


def test_what_was_withdrawn_since_is_said(
    team: Client, summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    submission = make.make_submission(call, state="published")
    actions.attach_point(paragraph=paragraph, point=make_point(submission), by=chair, at=noon)
    assert "Rests on 1 contribution, 1 passage" in page(team, at(summary))
    Submission.objects.filter(pk=submission.pk).update(state="withdrawn", withdrawn_at=noon)
    assert "1 of them was withdrawn or withheld since" in page(team, at(summary))


def test_the_phrases_stand_with_the_bands_of_the_process(team: Client, summary: Summary, paragraph: Paragraph) -> None:
    shown = page(team, at(summary, paragraph))
    assert "Several participants" in shown
    assert "21 to 40 % of the voices on the item" in shown
    assert "2 to 3 voices" in shown
    Summary.objects.filter(pk=summary.pk).update(language="ru")
    assert "Многие участники" in page(team, at(summary, paragraph))


def test_a_claim_of_agreement_is_warned_about(team: Client, summary: Summary, paragraph: Paragraph) -> None:
    assert "report the view" not in page(team, at(summary, paragraph))
    team.post(at(summary, paragraph), {"text": "It was agreed that trust grows.", "version": 1})
    assert "report the view" in page(team, at(summary, paragraph))


# --- saving -----------------------------------------------------------------------------------------------------------


def autosaved(browser: Client, summary: Summary, paragraph: Paragraph, text: str, version: int) -> Any:
    return browser.post(at(summary, paragraph, "autosave/"), {"text": text, "version": version})


def test_the_text_is_saved_while_it_is_written(team: Client, summary: Summary, paragraph: Paragraph) -> None:
    told = autosaved(team, summary, paragraph, "Trust. It was agreed.", 1)
    assert (told.status_code, told.json()["version"], told.json()["is_saved"]) == (200, 2, True)
    assert "Tomas Reyes" in told.json()["html"]
    assert "report the view" in told.json()["html"]
    assert told["Cache-Control"] == NOT_CACHED
    assert history(summary, paragraph)[-1] == (2, "saved", "Trust. It was agreed.")


def test_a_conflict_while_writing_shows_the_others_text_and_overwrites_nothing(
    team: Client, summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    actions.save_paragraph(paragraph=paragraph, text="The Chair’s <b>words</b>.", version=1, by=chair, at=noon)
    told = autosaved(team, summary, paragraph, "Mine.", 1)
    assert told.status_code == 409
    assert "The Chair’s &lt;b&gt;words&lt;/b&gt;." in told.json()["html"]
    paragraph.refresh_from_db()
    assert (paragraph.text, paragraph.version) == ("The Chair’s <b>words</b>.", 2)
    shown = team.post(at(summary, paragraph), {"text": "Mine.", "version": 1, "done": "1"}).content.decode()
    assert "Solveig Tamarua" in shown
    assert "Mine.</textarea>" in shown
    assert 'data-autosave=""' in shown


def test_an_empty_text_is_not_saved_and_said(team: Client, summary: Summary, paragraph: Paragraph) -> None:
    told = autosaved(team, summary, paragraph, "  ", 1)
    assert (told.status_code, told.json()["is_saved"]) == (200, False)
    assert "Not saved" in told.json()["html"]
    assert standing(summary)[0] == ["Trust was noted. Some cautioned."]


def test_all_passages_shown_are_attached_with_one_press(
    team: Client, summary: Summary, call: Any, chair: Any, paragraph: Paragraph
) -> None:
    submission = make.make_submission(call, state="published")
    gone, *here = [make_point(submission, quote=f"Said {number}.") for number in range(3)]
    elsewhere = make_point(submission, quote="On the item.", agenda_item=paragraph.section.agenda_item)
    shown = re.search(r'name="attach_all" value="([^"]*)"', team.get(at(summary, paragraph)).content.decode())
    assert shown
    assert shown[1].split()[0] == str(elsewhere.pk)  # those on the item of the section stand first
    type(gone).objects.filter(pk=gone.pk).update(dropped_at=make.NOON, dropped_by=chair)
    team.post(
        at(summary, paragraph), {"text": "Trust.", "version": 1, "attach_all": shown[1] + "x 9999999999999999999"}
    )
    assert set(paragraph.citations.values_list("point", flat=True)) == {point.pk for point in (*here, elsewhere)}


def test_evidence_is_attached_although_somebody_saved_the_same_text(
    team: Client, summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    actions.save_paragraph(paragraph=paragraph, text="Newer.", version=1, by=chair, at=noon)
    point = make_point(make.make_submission(call, state="published"))
    team.post(at(summary, paragraph), {"text": "Newer.", "version": 1, "attach": point.pk})
    assert evidence(paragraph) == {(point.submission_id, point.pk)}


def test_nothing_is_saved_where_the_text_stands_still_and_what_was_typed_stays(
    team: Client, summary: Summary, paragraph: Paragraph
) -> None:
    Summary.objects.filter(pk=summary.pk).update(state="circulated")
    shown = team.post(at(summary, paragraph), {"text": "Too late.", "version": 1}).content.decode()
    assert "its text cannot be changed" in shown
    assert "Too late.</textarea>" in shown
    assert "Insert below" not in page(team, at(summary))


# --- split, merge, place, sections ------------------------------------------------------------------------------------


def test_a_paragraph_is_split_at_a_sentence(team: Client, summary: Summary, paragraph: Paragraph) -> None:
    url = at(summary, paragraph, "split/")
    assert "Some cautioned." in page(team, url)
    assert team.post(url, {"version": 1}).status_code == 200
    team.post(url, {"offset": 17, "version": 1})
    assert standing(summary)[0] == ["Trust was noted.", "Some cautioned."]
    assert "Both paragraphs rest on all" in page(team, at(summary, paragraph))
    stale = team.post(url, {"offset": 17, "version": 1}).content.decode()
    assert "there is no place to split it" in stale
    assert standing(summary)[0] == ["Trust was noted.", "Some cautioned."]


def test_a_paragraph_is_split_at_the_cursor_with_what_was_typed(
    team: Client, summary: Summary, paragraph: Paragraph
) -> None:
    typed = "  Trust 🤝 was noted.\r\n\r\nSome cautioned, others not.  "
    cursor = typed.replace("\r\n", "\n").index("Some")
    team.post(at(summary, paragraph), {"text": typed, "version": 1, "split": "1", "cursor": cursor})
    assert standing(summary)[0] == ["Trust 🤝 was noted.", "Some cautioned, others not."]


def test_two_paragraphs_are_merged(
    team: Client, summary: Summary, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    (behind,) = written(summary.sections.first(), chair, "Others asked.")
    url = at(summary, paragraph, "merge/")
    assert 'name="next_version" value="1"' in page(team, url)
    actions.save_paragraph(paragraph=behind, text="Others asked again.", version=1, by=chair, at=noon)
    shown = team.post(url, {"version": 1, "next_version": 1}).content.decode()
    assert "Nothing is overwritten" in shown
    assert 'name="next_version" value="2"' in shown
    assert "Others asked again." in shown
    team.post(url, {"version": 1, "next_version": 2})
    assert standing(summary)[0] == ["Trust was noted. Some cautioned. Others asked again."]
    assert "This is the last paragraph of its section." in page(team, url)


def test_a_paragraph_is_put_anywhere_from_a_list(
    team: Client, summary: Summary, chair: Any, paragraph: Paragraph
) -> None:
    first, second = summary.sections.all()
    (there,) = written(second, chair, "Norms were recalled.")
    url = at(summary, paragraph, "place/")
    assert "After paragraph 2: Norms were recalled." in page(team, url)
    led = team.post(url, {"place": f"paragraph-{there.pk}"})
    assert led["Location"] == f"/chair/summaries/{summary.pk}/#paragraph-{paragraph.pk}"
    assert standing(summary) == [[], ["Norms were recalled.", "Trust was noted. Some cautioned."]]
    team.post(url, {"place": f"section-{first.pk}"})
    assert standing(summary) == [["Trust was noted. Some cautioned."], ["Norms were recalled."]]
    assert team.post(url, {"place": "section-0"}).status_code == 200


def test_a_script_is_told_the_whole_new_order(team: Client, summary: Summary, chair: Any, paragraph: Paragraph) -> None:
    first, second = summary.sections.all()
    (behind,) = written(first, chair, "Others.")
    url = at(summary, paragraph, "order/")
    told = team.post(url, {"how": "down"}, headers={"accept": "application/json"})
    assert told.json() == {
        "order": [[first.pk, [behind.pk, paragraph.pk]], [second.pk, []]], "said": "The paragraph is now number 2.",
    }  # fmt: skip
    Summary.objects.filter(pk=summary.pk).update(state="circulated")
    told = team.post(url, {"how": "up"}, headers={"accept": "application/json"})
    assert (told.status_code, told.json()["order"][0][1]) == (409, [behind.pk, paragraph.pk])
    assert "cannot be changed" in told.json()["said"]


def test_paragraphs_are_inserted_above_and_below(team: Client, summary: Summary, paragraph: Paragraph) -> None:
    url = f"/chair/summaries/{summary.pk}/sections/{paragraph.section_id}/paragraph/"
    team.post(f"{url}?before={paragraph.pk}", {"text": "Above."})
    team.post(f"{url}?after={paragraph.pk}", {"text": "Below."})
    team.post(f"{url}?after=x&before=99999999999999999999", {"text": "Last."})
    assert standing(summary)[0] == ["Above.", "Trust was noted. Some cautioned.", "Below.", "Last."]


def test_sections_are_renamed_moved_and_removed(team: Client, summary: Summary, paragraph: Paragraph) -> None:
    first, second = summary.sections.all()
    base = f"/chair/summaries/{summary.pk}/sections/"
    assert "can be removed once no paragraph stands in it" in page(team, f"{base}{first.pk}/")
    team.post(f"{base}{first.pk}/", {"heading": "Dangers", "seen": "Threats"})
    shown = team.post(f"{base}{first.pk}/", {"heading": "Risks", "seen": "Threats"}).content.decode()
    assert "renamed this section meanwhile" in shown
    assert 'value="Risks"' in shown
    team.post(f"{base}{second.pk}/order/", {"how": "up"})
    assert [section.pk for section in summary.sections.all()] == [second.pk, first.pk]
    team.post(f"{base}{first.pk}/remove/")
    assert "still has paragraphs" in page(team, at(summary))
    team.post(f"{base}{second.pk}/remove/")
    assert [section.heading for section in summary.sections.all()] == ["Dangers"]


# --- states, history, remarks -----------------------------------------------------------------------------------------


def test_it_goes_round_before_it_is_closed(client: Client, summary: Summary, chair: Any, paragraph: Paragraph) -> None:
    client.force_login(chair)
    for move, reached in (("sent_for_review", "review"), ("circulated", "circulated"), ("reopened", "circulated")):
        client.post(at(summary, rest="state/"), {"move": move})
        summary.refresh_from_db()
        assert summary.state == reached
    client.post(at(summary, rest="state/"), {"move": "reopened", "reason": "Paragraph 1 misquotes."})
    summary.refresh_from_db()
    assert summary.state == "drafting"
    assert "Paragraph 1 misquotes." in page(client, at(summary, rest="history/"))


def test_an_empty_summary_is_not_sent_round(client: Client, summary: Summary, chair: Any) -> None:
    client.force_login(chair)
    for move in ("sent_for_review", "finalised"):
        client.post(at(summary, rest="state/"), {"move": move})
        assert "has no paragraph yet" in page(client, at(summary))
    Summary.objects.filter(pk=summary.pk).update(state="review")
    client.post(at(summary, rest="state/"), {"move": "circulated"})
    summary.refresh_from_db()
    assert summary.state == "review"


def test_the_history_tells_each_change_and_restores(team: Client, summary: Summary, paragraph: Paragraph) -> None:
    autosaved(team, summary, paragraph, "Trust was noted. Many cautioned.", 1)
    url = at(summary, rest=f"history/{paragraph.anchor}/")
    shown = page(team, url)
    assert '<del><span class="unseen">[taken out: </span>Some<span class="unseen">]</span></del>' in shown
    assert '<ins><span class="unseen">[added: </span>Many<span class="unseen">]</span></ins>' in shown
    team.post(f"{url}restore/", {"wording": 1, "version": 1})
    assert standing(summary)[0] == ["Trust was noted. Many cautioned."]
    assert "Nothing is overwritten" in page(team, url)
    team.post(f"{url}restore/", {"wording": 1, "version": 2})
    assert standing(summary)[0] == ["Trust was noted. Some cautioned."]
    assert team.post(f"{url}restore/", {"wording": 77, "version": 3}).status_code == 404


def test_saves_of_one_person_are_one_step_until_asked(team: Client, summary: Summary, paragraph: Paragraph) -> None:
    for number in range(30):
        autosaved(team, summary, paragraph, f"Trust {number}.", number + 1)
    url = at(summary, rest=f"history/{paragraph.anchor}/")
    shown = page(team, url)
    assert "30 saves" in shown
    assert shown.count("<h2>Version") == 2
    each = page(team, url, each="1")
    assert each.count("<h2>Version") == 20
    assert "?before=12&amp;each=1" in each
    assert page(team, url, each="1", before="12").count("<h2>Version") == 11
    assert page(team, url, before="x").count("<h2>Version") == 2
    assert "There is no earlier version." in page(team, url, before="1")


def test_what_is_gone_is_brought_back(team: Client, summary: Summary, paragraph: Paragraph) -> None:
    second = summary.sections.last()
    team.post(at(summary, paragraph, "remove/"), {"version": 2})
    assert "Nothing is overwritten" in page(team, at(summary))
    team.post(at(summary, paragraph, "remove/"), {"version": 1})
    assert "Trust was noted. Some cautioned." in page(team, at(summary, rest="history/"))
    back = at(summary, rest=f"history/{paragraph.anchor}/bring-back/")
    team.post(back, {"section": second.pk})
    assert standing(summary) == [[], ["Trust was noted. Some cautioned."]]
    team.post(back, {"section": second.pk})
    assert "Nothing is overwritten" in page(team, at(summary, rest="history/"))
    assert team.post(back, {"section": "x"}).status_code == 404


def test_remarks_are_added_settled_and_opened_again(
    client: Client, team: Client, summary: Summary, paragraph: Paragraph
) -> None:
    Summary.objects.filter(pk=summary.pk).update(state="circulated")
    url = at(summary, rest=f"remarks/{paragraph.anchor}/")
    checker = make.make_officer(summary.session.process, "secretariat", full_name="Ada Moyo")
    client.force_login(checker)
    client.post(url, {"text": "Is it really some?"})
    assert client.post(url, {"text": " "}).status_code == 200
    shown = page(client, url)
    assert "Is it really some?" in shown
    assert "Ada Moyo" in shown
    remark = summary.remarks.get()
    assert "1 open remark" in page(client, at(summary))
    client.post(url, {"settle": remark.pk})
    assert "open remark" not in page(client, at(summary))
    client.post(url, {"reopen": remark.pk})
    assert "1 open remark" in page(client, at(summary))
    assert client.post(url, {"settle": 0}).status_code == 404
    Summary.objects.filter(pk=summary.pk).update(state="drafting")
    client.force_login(make.make_officer(summary.session.process, "team"))
    client.post(at(summary, paragraph, "remove/"), {"version": 1})
    assert "a paragraph that is gone" in page(client, url)
    assert client.get(at(summary, rest="remarks/0b0c7bd0-5b0f-4f4e-9a43-8f1a3ad0f0aa/")).status_code == 404
    assert client.get(at(summary, rest="history/0b0c7bd0-5b0f-4f4e-9a43-8f1a3ad0f0aa/")).status_code == 404


# --- leaks and weight -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attribution", ["attributed", "non_attributed", "chatham_house"])
def test_nothing_of_the_inside_is_on_the_public_page(
    client: Client, summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime, attribution: str
) -> None:
    Summary.objects.filter(pk=summary.pk).update(attribution=attribution)
    summary.refresh_from_db()
    submission = make.make_submission(call, make.make_organisation("Canary Forum"), state="published")
    for quote in ("A canary quote.", "A second canary."):
        actions.attach_point(paragraph=paragraph, point=make_point(submission, quote=quote), by=chair, at=noon)
    actions.add_remark(summary=summary, anchor=paragraph.anchor, text="A canary remark.", by=chair, at=noon)
    actions.save_paragraph(paragraph=paragraph, text="A canary wording.", version=1, by=chair, at=noon)
    actions.save_paragraph(paragraph=paragraph, text="What is issued.", version=2, by=chair, at=noon)
    actions.finalise_summary(summary=summary, by=chair, at=noon)
    actions.issue_summary(summary=summary, by=chair, at=noon)
    shown = page(client, "/summaries/WG.7/2026/CS.1/")
    assert "What is issued." in shown
    for secret in ("canary", str(paragraph.anchor), "Solveig Tamarua", "passage"):
        assert secret not in shown
    assert shown.count("Canary Forum") == (1 if attribution == "attributed" else 0)
    assert shown.count(submission.reference) == (2 if attribution == "attributed" else 0)  # its address and its name


PAGES = {"": 7, "paragraph": 13, "history": 6, "versions": 7, "place": 5, "remarks": 5}
"""How many queries each page asks, whatever stands in the summary."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_much_for_three_as_for_one(
    client: Client, summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime, name: str,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    paths = {
        "": at(summary), "paragraph": at(summary, paragraph), "history": at(summary, rest="history/"),
        "versions": at(summary, rest=f"history/{paragraph.anchor}/"), "place": at(summary, paragraph, "place/"),
        "remarks": at(summary, rest=f"remarks/{paragraph.anchor}/"),
    }  # fmt: skip
    client.force_login(chair)
    grow(summary, call, chair, paragraph, noon)
    with django_assert_num_queries(PAGES[name]):
        page(client, paths[name])
    for _time in range(2):
        grow(summary, call, chair, paragraph, noon)
    with django_assert_num_queries(PAGES[name]):
        page(client, paths[name])


def grow(summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime) -> None:
    """One more of everything that the pages list."""
    submission = make.make_submission(call, state="published")
    make.make_submission(call, state="published")
    topic = call.process.topics.create(label=f"Topic {submission.pk}")
    item = call.agenda_items.first()
    point = make_point(submission, topic=topic, agenda_item=item, by=make.make_user())
    make_point(submission, topic=topic, agenda_item=item, quote="Not attached.")
    actions.attach_point(paragraph=paragraph, point=point, by=chair, at=noon)
    actions.cite(paragraph=paragraph, submission=submission, by=chair, at=noon)
    text = f"{paragraph.text} More."
    actions.save_paragraph(paragraph=paragraph, text=text, version=paragraph.version, by=chair, at=noon)
    author = make.make_officer(summary.session.process, "team")
    remark = actions.add_remark(summary=summary, anchor=paragraph.anchor, text="Who?", by=author, at=noon)
    actions.settle_remark(remark=remark, by=author, at=noon)
    actions.add_remark(summary=summary, anchor=paragraph.anchor, text="Who else?", by=author, at=noon)
    removed, _kept = written(summary.sections.last(), author, "Gone.", "Kept.")
    actions.remove_paragraph(paragraph=removed, by=author, at=noon)


def test_a_long_list_of_evidence_is_shown_in_part_until_asked(
    team: Client, summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime
) -> None:
    submission = make.make_submission(call, state="published")
    for number in range(21):
        point = make_point(submission, quote=f"Sentence {number}.", starts=number, ends=number + 1, by=chair)
        actions.attach_point(paragraph=paragraph, point=point, by=chair, at=noon)
    shown = page(team, at(summary, paragraph))
    assert (shown.count('name="detach"'), "?all=1#evidence" in shown) == (20, True)
    assert "Rests on 1 contribution, 21 passages" in shown
    everything = page(team, at(summary, paragraph), all="1")
    assert (everything.count('name="detach"'), "?all=1#evidence" in everything) == (21, False)
