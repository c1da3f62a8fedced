"""Pages of the rules of participation: in plain words for everybody, as forms for the secretariat."""

import pytest
from django.urls import reverse

from consultation.modalities.models import Modalities
from consultation.modalities.vocabulary import Occasion
from consultation.processes.models import Office
from tests.factories import NOON, make_chair, make_officer, make_process
from tests.factories.modalities import make_draft_modalities, make_modalities

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine) -> None:
    time_machine.move_to(NOON, tick=False)


def page(client, name: str, *args, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return answer.content.decode()


# --- for everybody ----------------------------------------------------------------------------------------------------


def test_without_a_version_the_page_says_what_the_portal_provides_for(client) -> None:
    said = page(client, "modalities:modalities", make_process().slug)
    assert "No modalities are in force in this process." in said
    assert "every recognised organisation may send written input" in said


def test_the_matrix_is_said_in_plain_words_with_its_clauses(client) -> None:
    process = make_process()
    make_modalities(process)
    said = page(client, "modalities:modalities", process.slug)
    assert "speak (up to 3 minutes)" in said
    assert 'href="#clause-4">(clause 4)' in said
    assert 'id="clause-4"' in said
    assert '<th scope="row">Dedicated stakeholder session</th>' in said
    assert said.count("<details") >= 8
    assert "Chair&#x27;s proposal, agreed under a silence procedure, 22 April 2022." in said


def test_row_32_the_page_shows_the_settings_in_the_rows_of_the_comparison(client) -> None:
    """Ten rows: actors, structure, codification, mission, policy development, decision making, representation,
    participation, negotiations, result."""
    process = make_process()
    make_modalities(process, "multistakeholder")
    said = page(client, "modalities:modalities", process.slug)
    for row, chosen in [
        ("Actors", "Governments, business, civil society and the technical community, each in its role"),
        ("Structure", "Network of groups that work from the bottom up"),
        ("Codification", "Principles, policies and standards that are followed voluntarily"),
        ("Mission", "Policy for a shared resource or a shared problem"),
        ("Policy development", "Anybody proposes"),
        ("Decision making", "Rough consensus: every issue is addressed, not every one accommodated"),
        ("Representation", "Groups and constituencies choose who speaks for them"),
        ("Participation", "Open to anybody"),
        ("Negotiations", "In the open, with all groups"),
        ("Result", "Standards and policies"),
    ]:
        assert f'<th scope="row">{row}</th><td>{chosen}</td>' in said


def test_an_older_version_stays_readable_and_says_that_it_is_over(client) -> None:
    process = make_process()
    make_modalities(process)
    make_modalities(process, "laws", at=NOON)
    assert "No longer in force" in page(client, "modalities:version", process.slug, 1)
    now = page(client, "modalities:modalities", process.slug)
    assert "Version 2" in now
    assert reverse("modalities:version", args=[process.slug, 1]) in now


def test_what_changed_is_said_in_words(client) -> None:
    process = make_process()
    make_modalities(process)
    make_modalities(process, "laws", at=NOON)
    said = page(client, "modalities:changes", process.slug, 2)
    assert "From version 1 to version 2" in said
    assert (
        '<th scope="row">Speaking order</th><td data-label="Before">In a session of their own, not in the lists of items</td>'
        '<td data-label="Now">In one list with States</td>'
    ) in said
    assert "<h3>Formal meeting, exchange of views</h3>" in said
    assert (
        '<th scope="row">speak: Organisation in general consultative status; Organisation in special consultative status; '
        "Organisation on the roster; Organisation accredited to the process</th>"
        '<td data-label="Before">may not</td><td data-label="Now">may (after States)</td>'
    ) in said


def test_the_first_version_has_nothing_before_it(client) -> None:
    process = make_process()
    make_modalities(process)
    assert "There is no version before it." in page(client, "modalities:changes", process.slug, 1)


def test_a_draft_is_nobody_elses(client) -> None:
    process = make_process()
    make_draft_modalities(process)
    page(client, "modalities:version", process.slug, 1, status=404)
    assert "No modalities are in force" in page(client, "modalities:modalities", process.slug)


def test_a_text_that_exists_in_english_only_says_so(client) -> None:
    process = make_process()
    make_modalities(process)
    client.cookies["django_language"] = "ar"
    said = page(client, "modalities:modalities", process.slug)
    assert '<span lang="en" dir="ltr">' in said
    assert 'dir="rtl"' in said


def test_the_page_asks_the_same_few_queries_whatever_the_matrix_holds(client, django_assert_num_queries) -> None:
    process = make_process()
    make_modalities(process)
    with django_assert_num_queries(4):  # process, versions, cells, clauses
        page(client, "modalities:modalities", process.slug)
    make_modalities(process, "laws", at=NOON)
    with django_assert_num_queries(4):
        page(client, "modalities:modalities", process.slug)
    with django_assert_num_queries(7):  # process, two versions, their clauses and cells
        page(client, "modalities:changes", process.slug, 2)


# --- for the secretariat ----------------------------------------------------------------------------------------------


def secretariat_of(client, process) -> None:
    client.force_login(make_officer(process, Office.Kind.SECRETARIAT))


def test_a_version_is_begun_from_a_preset_changed_and_brought_into_force(client) -> None:
    process = make_process()
    secretariat_of(client, process)
    begun = client.post(reverse("modalities:begin", args=[process.slug]), {"begin_from": "oewg-2022"})
    draft = Modalities.objects.get()
    assert begun.url == reverse("modalities:draft", args=[draft.pk])
    said = page(client, "modalities:draft", draft.pk)
    assert "Version 1, in preparation" in said
    refused = client.post(reverse("modalities:enforce", args=[draft.pk]), {"note": ""})
    assert refused.status_code == 200
    done = client.post(reverse("modalities:enforce", args=[draft.pk]), {"note": "Agreed by silence."})
    assert done.url == reverse("modalities:modalities", args=[process.slug])
    draft.refresh_from_db()
    assert (draft.state, draft.in_force_at) == ("in_force", NOON)
    page(client, "modalities:draft", draft.pk, status=404)


def test_all_presets_are_offered_with_their_source_and_a_choice_is_needed(client) -> None:
    process = make_process()
    secretariat_of(client, process)
    said = page(client, "modalities:begin", process.slug)
    assert said.count('type="radio"') == 18
    assert "A/AC.291/6, annex II" in said
    answer = client.post(reverse("modalities:begin", args=[process.slug]), {"begin_from": "mine"}, follow=True)
    assert "Choose what the version is begun from." in answer.content.decode()


def test_the_next_version_is_copied_and_the_page_says_what_it_changes(client) -> None:
    process = make_process()
    make_modalities(process)
    secretariat_of(client, process)
    client.post(reverse("modalities:begin", args=[process.slug]), {"begin_from": "copy"})
    draft = Modalities.objects.get(state="draft")
    assert "The two versions say the same." in page(client, "modalities:draft", draft.pk)


def cells_as_posted(draft: Modalities, occasion: str) -> dict[str, str]:
    sent = {}
    for cell in draft.cells.filter(occasion=occasion):
        sent[f"{cell.category}-{cell.capability}"] = f"{int(cell.is_granted)}-{cell.clause_id}"
        if cell.capability == "speak" and cell.minutes:
            sent[f"{cell.category}-minutes"] = str(cell.minutes)
    return sent


@pytest.mark.parametrize("occasion", Occasion.values)
def test_the_grid_of_an_occasion_sent_back_as_it_is_changes_nothing(client, occasion: str) -> None:
    process = make_process()
    draft = make_draft_modalities(process)
    secretariat_of(client, process)
    before = set(draft.cells.values_list())
    answer = client.post(reverse("modalities:cells", args=[draft.pk, occasion]), cells_as_posted(draft, occasion))
    assert answer.status_code == 302 or b"after States" in answer.content
    states_first = {"igo-after_states": "on"} if occasion == "exchange_of_views" else {}
    client.post(reverse("modalities:cells", args=[draft.pk, occasion]), cells_as_posted(draft, occasion) | states_first)
    assert set(draft.cells.values_list()) == before


def test_a_cell_is_granted_on_the_grid_with_a_condition(client) -> None:
    process = make_process()
    draft = make_draft_modalities(process)
    secretariat_of(client, process)
    sent = cells_as_posted(draft, "exchange_of_views")
    sent |= {
        "accredited-speak": f"1-{draft.clauses.get(number=4).pk}",
        "accredited-after_states": "on",
        "accredited-minutes": "2",
    }
    client.post(reverse("modalities:cells", args=[draft.pk, "exchange_of_views"]), sent)
    cell = draft.cells.get(category="accredited", occasion="exchange_of_views", capability="speak")
    assert (cell.is_granted, cell.clause.number, cell.after_states, cell.minutes) == (True, 4, True, 2)


def test_a_clause_of_another_version_is_no_choice(client) -> None:
    process = make_process()
    other = make_modalities(process).clauses.first()
    draft = make_draft_modalities(process)
    secretariat_of(client, process)
    sent = cells_as_posted(draft, "adoption") | {"accredited-speak": f"1-{other.pk}"}
    answer = client.post(reverse("modalities:cells", args=[draft.pk, "adoption"]), sent)
    assert answer.status_code == 200
    assert not draft.cells.get(category="accredited", occasion="adoption", capability="speak").is_granted


def test_every_field_of_the_grid_has_a_name_of_its_own(client) -> None:
    process = make_process()
    draft = make_draft_modalities(process)
    secretariat_of(client, process)
    said = page(client, "modalities:cells", draft.pk, "adoption")
    assert 'aria-label="Organisation accredited to the process: speak"' in said
    assert said.count("<select") == 80
    page(client, "modalities:cells", draft.pk, "lunch", status=404)


def test_clauses_are_added_changed_and_removed(client) -> None:
    process = make_process()
    draft = make_draft_modalities(process)
    secretariat_of(client, process)
    client.post(reverse("modalities:clauses", args=[draft.pk]), {"text_en": "One more.", "text_fr": "Une de plus."})
    clause = draft.clauses.get(number=10)
    assert clause.text_fr == "Une de plus."
    client.post(reverse("modalities:edit_clause", args=[clause.pk]), {"text_en": "Another."})
    clause.refresh_from_db()
    assert clause.text_en == "Another."
    used = draft.clauses.get(number=4)
    answer = client.post(reverse("modalities:remove_clause", args=[used.pk]), follow=True)
    assert "Parts of the matrix rest on this clause." in answer.content.decode()
    client.post(reverse("modalities:remove_clause", args=[clause.pk]))
    assert draft.clauses.count() == 9


def test_title_basis_and_settings_are_changed_and_the_log_tells(client) -> None:
    process = make_process()
    draft = make_draft_modalities(process)
    secretariat_of(client, process)
    answer = client.get(reverse("modalities:edit", args=[draft.pk]))
    sent = {name: value for name, value in answer.context["form"].initial.items() if value is not None}
    client.post(reverse("modalities:edit", args=[draft.pk]), sent | {"decision_rule": "vote", "title_en": "Our rules"})
    draft.refresh_from_db()
    assert (draft.decision_rule, draft.title_en) == ("vote", "Our rules")
    assert "Decision making" in page(client, "processes:log", process.slug)


def test_a_draft_is_thrown_away(client) -> None:
    process = make_process()
    draft = make_draft_modalities(process)
    secretariat_of(client, process)
    client.post(reverse("modalities:discard", args=[draft.pk]))
    assert not Modalities.objects.exists()
    assert "No version is in preparation." in page(client, "modalities:manage", process.slug)


def test_nobody_else_opens_the_draft(client) -> None:
    process = make_process()
    draft = make_draft_modalities(process)
    client.force_login(make_chair(process))
    page(client, "modalities:draft", draft.pk, status=403)
    secretariat_of(client, make_process())
    page(client, "modalities:draft", draft.pk, status=404)
