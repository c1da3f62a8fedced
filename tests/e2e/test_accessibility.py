"""Nothing stands in anybody's way: every kind of page, empty, usual, full and wrong, in both directions, on any screen."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

import pytest
from django.urls import get_resolver, reverse
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.browsing import DESK, PHONE, Visitor, barriers, looked_at, overflow
from tests.e2e.conftest import Visit
from tests.e2e.portal import Portal
from tests.e2e.standing import StandingWorld as World
from tests.e2e.world import LONG

NARROW = 320  # CSS pixels: WCAG 2.2, 1.4.10 Reflow
OUR_OWN = {
    "look",
    "processes",
    "sittings",
    "modalities",
    "accreditation",
    "participation",
    "proposals",
    "registration",
    "positions",
    "submissions",
    "points",
    "summaries",
    "documents",
    "exports",
    "likeness",
    "coverage",
    "dispositions",
    "inquiries",
    "accounts",
    "organisations",
    "mailroom",
    "demo",
}
STATES: Mapping[str, Mapping[str, Any]] = {
    "empty": {"rows": 0},
    "usual": {"rows": 3},
    "full": {"rows": 200, "name": LONG},
}
FACES = (("en", DESK), ("ar", PHONE))

# Who opens which pages, and what of the world their addresses name.
PAGES: Mapping[str, Mapping[str, str]] = {
    "anybody": {
        "processes:home": "", "processes:process": "process.slug", "processes:session": "session.symbol",
        "sittings:programme": "programmed.symbol",
        "modalities:modalities": "regulated.slug", "modalities:version": "regulated.slug version.number",
        "modalities:changes": "regulated.slug version.number", "accreditation:rounds": "process.slug",
        "accreditation:round": "open_round.pk", "accreditation:accredited": "process.slug",
        "registration:participants": "window.session_id",
        "submissions:call": "call.symbol", "submissions:register": "process.slug",
        "submissions:participation": "process.slug", "submissions:submission": "published.reference",
        "summaries:summary": "issued.symbol", "coverage:trace": "published.reference", "documents:list": "", "documents:of_summary": "issued.symbol",
        "documents:of_process": "process.slug", "dispositions:public": "answered.symbol",
        "inquiries:public": "answered.symbol", "inquiries:inquiry": "inquiry.public_id",
        "documents:document": "ready.public_id", "mailroom:caught": "", "mailroom:letter": "letter.pk",
        "look:accessibility": "", "look:privacy": "", "account_login": "", "account_signup": "",
        "account_reset_password": "",
    },
    "contributor": {
        "submissions:desk": "", "submissions:start_draft": "call.symbol", "submissions:draft": "draft.public_id",
        "submissions:check_draft": "draft.public_id", "submissions:discard_draft": "draft.public_id",
        "submissions:sent": "returned.public_id", "submissions:withdraw": "returned.public_id",
        "inquiries:file": "answered.symbol", "coverage:own_trace": "returned.public_id", "organisations:mine": "", "organisations:find": "", "organisations:propose": "",
        "participation:mine": "regulated.slug", "participation:segment": "regulated_segment.pk",
        "accreditation:mine": "", "accreditation:apply": "next_round.pk",
        "accreditation:application": "application.public_id", "accreditation:withdraw": "application.public_id",
        "proposals:propose": "session.symbol", "proposals:proposal": "proposal.public_id",
        "positions:mine": "", "positions:record": "ballot.pk",
        "registration:mine": "", "registration:delegation": "window.pk organisation.pk",
        "registration:add": "window.pk organisation.pk", "registration:person": "registration.public_id",
        "registration:change": "registration.public_id", "registration:withdraw": "registration.public_id",
        "organisations:organisation": "organisation.pk", "organisations:edit": "organisation.pk",
        "organisations:refuse_member": "request.pk", "organisations:role": "colleague.pk",
        "organisations:end_membership": "colleague.pk", "accounts:profile": "",
        "accounts:second_factor_needed": "", "account_email": "", "mfa_index": "", "usersessions_list": "",
    },
    "newcomer": {"submissions:desk": "", "organisations:mine": "", "organisations:join": "organisation.pk"},
    "mission": {"accreditation:mission": "", "accreditation:mission_application": "circulated.public_id"},
    "chair": {
        "accreditation:oversight": "", "proposals:desk": "", "proposals:decide": "proposal.public_id",
        "positions:all": "ballot.pk",
        "submissions:chair_desk": "", "submissions:decide": "submitted.public_id",
        "submissions:decide_in_bulk": "call=call.symbol",
        "likeness:desk": "", "likeness:families": "process.slug", "likeness:family": "family.pk",
        "points:choose": "", "points:shelf": "process.slug", "points:topics": "process.slug",
        "points:desk": "point.submission.public_id",
        "points:mark": "point.submission.public_id source=point.source starts=point.starts ends=point.ends",
        "points:change": "point.public_id", "points:drop": "point.public_id", "points:topic": "point.topic.pk",
        "points:passage": "point.public_id source=point.source starts=point.starts ends=point.ends",
        "summaries:desk": "", "summaries:begin": "", "summaries:write": "summary.pk",
        "summaries:add_paragraph": "summary.pk section.pk", "summaries:paragraph": "summary.pk paragraph.pk",
        "summaries:remove": "summary.pk paragraph.pk", "summaries:split": "summary.pk paragraph.pk",
        "summaries:merge": "summary.pk paragraph.pk", "summaries:place": "summary.pk paragraph.pk",
        "summaries:section": "summary.pk section.pk", "summaries:history": "summary.pk",
        "summaries:paragraph_history": "summary.pk paragraph.anchor",
        "summaries:remarks": "summary.pk paragraph.anchor", "coverage:correct": "issued.pk",
        "dispositions:list": "summary.pk", "dispositions:review": "summary.pk",
        "dispositions:answer": "summary.pk asked.public_id", "dispositions:boilerplates": "process.slug",
        "dispositions:boilerplate": "boilerplate.pk", "inquiries:desk": "", "inquiries:reply": "inquiry.public_id",
        "coverage:coverage": "summary.pk", "coverage:contributions": "summary.pk", "coverage:points": "summary.pk",
        "coverage:asides": "summary.pk", "coverage:keep_word": "summary.pk paragraph.pk", "coverage:issue": "summary.pk",
        "documents:compile": "issued.pk",
        "documents:document": "running.public_id", "documents:correct": "ready.public_id",
    },
    "secretariat": {
        "processes:secretariat_desk": "", "processes:create_process": "", "processes:manage_process": "process.slug",
        "processes:edit_process": "process.slug", "processes:log": "process.slug", "processes:offices": "process.slug",
        "processes:rules": "process.slug", "processes:edit_rule": "rule.pk", "processes:add_session": "process.slug",
        "processes:edit_session": "session.pk", "processes:agenda": "session.pk",
        "sittings:manage": "programmed.pk", "sittings:log": "programmed.pk", "sittings:add_meeting": "programmed.pk",
        "sittings:edit_meeting": "meeting.pk", "sittings:add_segment": "meeting.pk",
        "sittings:edit_segment": "segment.pk", "sittings:suspend": "segment.pk", "sittings:sub_groups": "process.slug",
        "sittings:edit_sub_group": "sub_group.pk",
        "modalities:manage": "regulated.slug", "modalities:begin": "process.slug",
        "modalities:draft": "version_in_preparation.pk", "modalities:edit": "version_in_preparation.pk",
        "modalities:clauses": "version_in_preparation.pk", "modalities:edit_clause": "clause.pk",
        "modalities:cells": "version_in_preparation.pk :negotiation", "modalities:enforce": "version_in_preparation.pk",
        "accreditation:desk": "", "accreditation:create_round": "process.slug",
        "accreditation:manage_round": "open_round.pk", "accreditation:edit_round": "open_round.pk",
        "accreditation:extend_round": "open_round.pk", "accreditation:extend_silence": "circulation.pk", "accreditation:check": "received.public_id",
        "registration:desk": "", "registration:set_up": "window.session_id", "registration:registered": "window.pk",
        "registration:take_back": "window.pk", "registration:complete": "lacking.pk mission.pk",
        "registration:badges": "window.pk", "registration:decide": "waiting.public_id",
        "accreditation:standings": "associate.process.slug", "accreditation:end_standing": "associate.pk",
        "processes:edit_agenda_item": "item.pk", "submissions:create_call": "session.pk",
        "submissions:manage_call": "planned_call.pk", "submissions:edit_call": "planned_call.pk",
        "submissions:extend_call": "call.pk", "submissions:add_question": "planned_call.pk",
        "submissions:edit_question": "question.pk", "submissions:imports": "call.symbol",
        "submissions:import": "batch.public_id", "submissions:entered": "entered.public_id", "submissions:enter_input": "call.symbol", "organisations:desk": "",
        "organisations:examine": "proposed.pk", "organisations:groups": "", "organisations:new_group": "",
        "organisations:group": "group.pk", "documents:new": "process.slug",
        "documents:letterhead": "process.slug", "exports:list": "", "exports:process": "process.slug", "summaries:bands": "process.slug", "coverage:gate": "process.slug",
        "exports:export": "export.public_id",
    },
}  # fmt: skip
# Addresses that only take a form, move something, or hand out a file or a part of a page.
NO_PAGES = {
    "look:language", "processes:announce_process", "processes:end_office", "processes:move_rule", "processes:remove_rule",
    "processes:remove_session", "processes:move_agenda_item", "processes:remove_agenda_item",
    "sittings:calendar", "sittings:follow", "sittings:leave", "sittings:publish", "sittings:adopt",
    "sittings:undo_adoption", "sittings:tell", "sittings:copy_day", "sittings:remove_meeting",
    "sittings:remove_segment", "sittings:remove_sub_group",
    "modalities:remove_clause", "modalities:discard", "accreditation:letter", "accreditation:mission_act",
    "accreditation:answer", "accreditation:announce_round", "accreditation:circulate", "accreditation:publish_list",
    "accreditation:check_act", "registration:consent", "registration:confirm", "registration:badges_csv",
    "registration:publish", "proposals:withdraw",
    "submissions:attachment", "submissions:autosave_draft", "submissions:correct", "submissions:answer_request",
    "submissions:announce_call", "submissions:move_question", "submissions:remove_question", "submissions:load_import",
    "submissions:retry_import", "likeness:look", "dispositions:alike", "dispositions:change_state", "dispositions:retire", "inquiries:withhold",
    "likeness:change_member", "coverage:take_back", "summaries:add_section", "summaries:rearrange", "summaries:change_state",
    "summaries:rearrange_section", "summaries:remove_section", "summaries:autosave", "summaries:restore",
    "summaries:bring_back",
    "points:go_on", "points:read", "points:share", "points:move_topic",
    "documents:download", "documents:preview", "documents:change", "documents:use_letterhead", "exports:download", "exports:change", "exports:record_csv",
    "exports:record_jsonl", "organisations:admit", "organisations:recognise", "organisations:refuse",
    "organisations:verify", "organisations:group_up",
    "demo:logins",  # only where the demo's people are: tests/demo looks at it
}  # fmt: skip
# What exists before anything is in it: these pages are looked at in the empty state too.
WITHOUT_ROWS = {
    "", "process.slug", "programmed.pk", "programmed.symbol", "session.pk", "session.symbol", "call.symbol", "call.pk", "organisation.pk", "group.pk",
    "regulated.slug", "open_round.pk", "window.pk", "window.session_id", "window.pk organisation.pk",
}  # fmt: skip


def addresses(world: World, audience: str) -> list[str]:
    """The addresses of the audience's pages, with what they show made on the way."""
    wanted = PAGES[audience].items()
    if not world.rows:
        wanted = [(name, names) for name, names in wanted if names in WITHOUT_ROWS]
    return [address_of(world, name, names) for name, names in wanted]


def address_of(world: World, name: str, names: str) -> str:
    """The address of a page whose parts are those of the world; `parameter=part` stands in the query, `:word` for itself."""
    path = [part[1:] if part[0] == ":" else attrgetter(part)(world) for part in names.split() if "=" not in part]
    query = {
        parameter: attrgetter(part)(world)
        for parameter, part in (pair.split("=") for pair in names.split() if "=" in pair)
    }
    return reverse(name, args=path, query=query)


def people(world: World) -> dict[str, Any]:
    return {
        "anybody": None, "contributor": world.member, "newcomer": world.newcomer, "mission": world.delegate,
        "chair": world.officer,
        "secretariat": world.officer,
    }  # fmt: skip


def test_every_page_of_ours_is_looked_at() -> None:
    spaces = get_resolver().namespace_dict
    ours = {
        f"{space}:{name}" for space in OUR_OWN for name in spaces[space][1].reverse_dict if isinstance(name, str)
    }  # fmt: skip
    seen = {name for pages in PAGES.values() for name in pages if ":" in name}
    assert ours - NO_PAGES == seen


@pytest.mark.parametrize("audience", PAGES)
@pytest.mark.parametrize("state", STATES)
def test_nothing_stands_in_the_way(visit: Visit, audience: str, state: str) -> None:
    world = World(**STATES[state])
    person, paths = people(world)[audience], addresses(world, audience)
    problems = []
    for language, width in FACES:
        visitor = visit(person, language=language, width=width)
        for path in paths:
            assert visitor.go(path) == 200, path
            assert visitor.page.locator(f"html[lang='{language}']").count(), path
            problems += [
                f"{path} in {language}: {problem}"
                for problem in [*looked_at(visitor.page, width), *squeezed(visitor.page)]
            ]
    assert problems == []


def squeezed(page: Page) -> list[str]:
    """What does not fit at 320 CSS pixels, and what is cut off or pushed out when the text is twice as large."""
    before = page.viewport_size
    assert before
    problems = []
    page.set_viewport_size({"width": NARROW, "height": 900})
    if overflow(page):
        problems.append(f"{overflow(page)} px too wide at {NARROW} px")
    page.set_viewport_size({"width": DESK, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if overflow(page):
        problems.append(f"{overflow(page)} px too wide with text at 200 %")
    cut = page.evaluate(CUT_OFF)
    problems += [f"cut off with text at 200 %: {text}" for text in cut]
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(before)
    return problems


CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((element) => {
    const style = getComputedStyle(element);
    return !["visible", "auto", "scroll"].includes(style.overflowY) && !element.closest(".unseen, .skip, svg, select, input, textarea")
        && element.scrollHeight > element.clientHeight + 2 && element.clientHeight > 0;
}).map((element) => element.outerHTML.slice(0, 120))"""


WRONG = {
    "sign in": ("anybody", "account_login", "", {}, "button[type=submit]"),
    "sign up": ("anybody", "account_signup", "", {"email": "nobody"}, "button[type=submit]"),
    "search": ("anybody", "submissions:register", "process.slug", None, ""),
    "draft": ("contributor", "submissions:draft", "draft.public_id", {"title": "t" * 251}, "button[name=save]"),
    "organisation": ("contributor", "organisations:propose", "", {}, ""),
    "profile": ("contributor", "accounts:profile", "", {"full_name": ""}, ""),
    "decision": ("chair", "submissions:decide", "submitted.public_id", {}, ""),
    "several decisions": ("chair", "submissions:decide_in_bulk", "", {}, ""),
    "summary": ("chair", "summaries:begin", "", {"symbol": "not a symbol"}, ""),
    "answer": ("chair", "dispositions:answer", "summary.pk asked.public_id", {"change_text": "x" * 5001}, ""),
    "application": ("contributor", "accreditation:application", "application.public_id", {"contact_email": "nobody"}, ""),
    "person": ("contributor", "registration:add", "window.pk organisation.pk", {"email": "nobody"}, ""),
    "refusal of a person": ("secretariat", "registration:decide", "waiting.public_id", {}, "button[value=refuse]"),
    "registration": ("secretariat", "registration:set_up", "window.session_id", {"zone": "Nowhere"}, ""),
    "round": ("secretariat", "accreditation:create_round", "process.slug", {}, ""),
    "longer silence": ("secretariat", "accreditation:extend_silence", "circulation.pk", {}, ""),
    "rules": ("secretariat", "modalities:edit", "version_in_preparation.pk", {"title_en": ""}, ""),
    "clause": ("secretariat", "modalities:clauses", "version_in_preparation.pk", {}, ""),
    "rules in force": ("secretariat", "modalities:enforce", "version_in_preparation.pk", {}, ""),
    "meeting": ("secretariat", "sittings:add_meeting", "programmed.pk", {"webcast": "nowhere"}, ""),
    "inquiry": ("contributor", "inquiries:file", "answered.symbol", {"text": "Short."}, ""),
    "point": ("chair", "points:change", "point.public_id", {"restatement": ""}, ""),
    "topic": ("chair", "points:topics", "process.slug", {}, ""),
    "paragraph": ("chair", "summaries:add_paragraph", "summary.pk section.pk", {}, ""),
    "process": ("secretariat", "processes:create_process", "", {}, ""),
    "session": ("secretariat", "processes:add_session", "process.slug", {}, ""),
    "call": ("secretariat", "submissions:create_call", "session.pk", {}, ""),
    "input by mail": ("secretariat", "submissions:enter_input", "call.symbol", {}, ""),
    "import": ("secretariat", "submissions:imports", "call.symbol", {}, ""),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_wrong_is_said_on_top_and_takes_the_focus(visit: Visit, language: str) -> None:
    world = World(rows=2)
    visitors: dict[str, Visitor] = {}
    problems = []
    for what, (audience, name, names, typed, button) in WRONG.items():
        if audience not in visitors:
            visitors[audience] = visit(people(world)[audience], language=language)
        visitor = visitors[audience]
        arguments = [attrgetter(part)(world) for part in names.split()]
        query = {"q": "a" * 5000} if typed is None else {"call": world.call.symbol} if "bulk" in name else {}
        world.submitted  # noqa: B018 - something awaits a decision
        visitor.go(reverse(name, args=arguments, query=query))
        if typed is not None:
            visitor.fill(**typed)
            visitor.press(button or steps.SUBMIT)
        expect(visitor.page.locator(".problems").first, what).to_be_focused()
        if language == "en":
            assert visitor.page.title().startswith("Error: "), what
        problems += [f"{what}: {problem}" for problem in looked_at(visitor.page, DESK, PHONE)]
    assert problems == []


@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/chair/", 403)])
def test_a_refusal_is_a_page_too(visit: Visit, portal: Portal, path: str, status: int) -> None:
    visitor = visit(World(rows=1).member)
    visitor.expected.append(str(status))  # a browser reports such an answer
    visitor.go(path)
    assert barriers(visitor.page) == []
    expect(visitor.page.locator("h1")).to_be_visible()
