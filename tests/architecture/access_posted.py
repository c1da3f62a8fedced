"""What is posted to each address in the access matrix: well-formed, so that nothing but the person's standing decides."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from consultation.modalities.profile import SETTINGS
from consultation.submissions.actions.drafts import attached_to, seal_of, seal_of_attached
from tests.architecture.access_world import World
from tests.factories import country, group


def fields_for(world: World, name: str, situation: str, method: str) -> dict[str, Any]:
    """The form, or the query of a page that cannot do without one."""
    if name in ("points:mark", "points:passage"):
        return PASSAGE if method == "GET" else {**PASSAGE, **POSTED[name]}
    if method == "GET":
        return {"call": world.call.symbol} if name == "submissions:decide_in_bulk" else {}
    if (name, situation) == ("submissions:decide", "accepted"):
        return {"decision": "withheld", "rule": world.rule.pk, "reason": "It is outside the scope."}
    if situation == "draft_submitted_at_once":
        return POSTED[name] | {"attached": seal_of_attached(attached_to(world.draft)), "submit_now": ""}
    if name == "documents:change" and situation in ("document_ready", "compilation_ready", "document_of_issued"):
        return {"move": "issued"}
    made = MADE_FOR.get(name)
    return made(world) if made else POSTED.get(name, {})


def organisation_called(name: str) -> dict[str, Any]:
    return {"name": name, "reach": "country", "seat": country().pk, "group_declared": group().pk,
            "ecosoc_status": "none", "is_another": "yes"}  # fmt: skip


def letter_received(world: World) -> dict[str, Any]:
    return {"key": "0b0c7bd0-5b0f-4f4e-9a43-8f1a3ad0f0ab", "received_at_0": "2026-11-20", "received_at_1": "09:00",
            "author_name": "Us", "group": world.group.pk, "title": "T", "language": "en", "body": "B"}  # fmt: skip


PASSAGE = {"source": "body", "starts": "0", "ends": "18"}
"""The words of every contribution of the world: "What we have seen."."""


def version_as_posted(world: World) -> dict[str, Any]:
    draft = world.modalities_draft
    return {"title_en": "T", "basis_en": "B"} | {name: getattr(draft, name) for name in SETTINGS}


def cells_as_posted(world: World) -> dict[str, Any]:
    cells = world.modalities_draft.cells.filter(occasion="negotiation")
    return {f"{cell.category}-{cell.capability}": f"0-{cell.clause_id}" for cell in cells}


MADE_FOR: dict[str, Callable[[World], dict[str, Any]]] = {
    "modalities:edit": version_as_posted,
    "modalities:cells": cells_as_posted,
    "coverage:contributions": lambda world: {"rows": [world.accepted.pk], "reason": "Said elsewhere."},
    "submissions:start_draft": lambda world: {
        "draft_id": "0b0c7bd0-5b0f-4f4e-9a43-8f1a3ad0f0aa", "organisation": world.owner.pk, "visibility": "public",
    },
    "submissions:check_draft": lambda world: {"seal": seal_of(world.draft)},
    "submissions:decide": lambda world: {"decision": "published"},
    "submissions:decide_in_bulk": lambda world: {
        "symbol": world.call.symbol, "call": world.call.pk, "rule": "Read.", "everything": "on",
    },
    "submissions:imports": lambda world: {
        "file": SimpleUploadedFile("inputs.csv", b"id,organisation,text\n1,Us,What we saw.\n"),
    },
    "submissions:enter_input": letter_received,
    "organisations:propose": lambda world: organisation_called("A new organisation"),
    "organisations:edit": lambda world: organisation_called("The organisation, renamed"),
    "organisations:verify": lambda world: {"group": world.group.pk},
    "summaries:begin": lambda world: {
        "session": world.session.pk, "calls": [world.call.pk], "title": "S", "symbol": "WG.1/CS.9", "language": "en",
        "attribution": "attributed",
    },
    "dispositions:alike": lambda world: {
        "points": [str(world.open_point.public_id)], "confirmed": "1", "outcome": "accepted",
    },
    "inquiries:file": lambda world: {
        "key": "0b0c7bd0-5b0f-4f4e-9a43-8f1a3ad0f0ac", "voice": world.owner.pk, "text": "Nothing is said of telephones.",
    },
    "inquiries:withhold": lambda world: {"rule": world.rule.pk, "reason": "It names a person."},
    "documents:new": lambda world: {
        "language": "en", "variant": "ua1", "kind": "statistics", "arrangement": "group", "call": world.call.pk,
        "title": "Who took part", "symbol": "WG.1/STAT",
    },
    "summaries:place": lambda world: {"place": f"section-{world.drafting.sections.get().pk}"},
    "summaries:bring_back": lambda world: {"section": world.drafting.sections.get().pk},
    "accreditation:apply": lambda world: {"organisation": world.owner.pk, "track": "application"},
    "accreditation:mission_act": lambda world: {"application": str(world.application_circulated.public_id), "act": "ask"},
    "proposals:propose": lambda world: {
        "organisation": world.owner.pk, "title": "Cables", "text": "They carry much.", "language": "en",
    },
    "registration:confirm": lambda world: {"person": [str(world.registration.public_id)]},
    "accreditation:standings": lambda world: {
        "organisation": world.owner.pk, "decision": "WG/2026/DEC.1", "since_on": "2026-11-01", "valid_on": "2028-12-31",
        "sub_group": world.sub_group_of_process.pk,
    },
    "accreditation:answer": lambda world: {"disclosure": str(world.question_of_a_state.public_id)},
    "processes:offices": lambda world: {"email": world.newcomer.email, "kind": "chair"},
}  # fmt: skip

POSTED: dict[str, dict[str, Any]] = {
    "look:language": {"language": "fr", "next": "/privacy/"},
    "accounts:profile": {"full_name": "Amina Otieno", "language": "en", "time_zone": "UTC"},
    "organisations:join": {"message": "I work there."},
    "organisations:refuse": {"reason": "It does not exist."},
    "organisations:refuse_member": {"reason": "We do not know you."},
    "organisations:role": {"role": "focal_point"},
    "organisations:new_group": {"name_en": "Youth", "kind": "stakeholder", "is_offered": "on"},
    "organisations:group": {"name_en": "Academia and research", "kind": "stakeholder"},
    "processes:create_process": {"name_en": "N", "short_name_en": "N", "mandate_en": "M", "slug": "n",
                                 "symbol_stem": "N.1", "time_zone": "UTC", "languages": ["en"]},
    "processes:edit_process": {"name_en": "N", "short_name_en": "N", "mandate_en": "M", "slug": "the-process",
                               "symbol_stem": "WG.1", "time_zone": "UTC", "languages": ["en"]},
    "processes:rules": {"code": "advertising", "text_en": "Advertising."},
    "modalities:begin": {"begin_from": "gge"},
    "modalities:clauses": {"text_en": "One more."},
    "modalities:edit_clause": {"text_en": "Another."},
    "modalities:enforce": {"note": "Agreed by silence."},
    "processes:edit_rule": {"code": "off-topic", "text_en": "Outside the scope."},
    "processes:move_rule": {"step": "up"},
    "processes:add_session": {"kind": "resumed", "ordinal": "1", "starts_on": "2027-06-01", "ends_on": "2027-06-02",
                              "place_en": "Nairobi", "symbol": "WG.1/R.1"},
    "processes:edit_session": {"kind": "resumed", "ordinal": "2", "starts_on": "2027-06-01", "ends_on": "2027-06-02",
                               "place_en": "Nairobi", "symbol": "WG.1/S.9"},
    "processes:agenda": {"label": "9", "title_en": "Other matters"},
    "processes:edit_agenda_item": {"label": "3", "title_en": "Trust"},
    "processes:move_agenda_item": {"step": "up"},
    "sittings:adopt": {"on": "2026-11-20"},
    "sittings:undo_adoption": {"reason": "Reopened."},
    "sittings:copy_day": {"from_day": "2027-03-08", "to_day": "2027-03-09"},
    "sittings:add_meeting": {"kind": "exchange_of_views", "number": "2", "day": "2027-03-09", "starts": "10:00",
                             "ends": "13:00"},
    "sittings:edit_meeting": {"number": "1", "day": "2027-03-08", "starts": "16:00", "ends": "19:00"},
    "sittings:add_segment": {"kind": "adoption", "starts": "20:00", "ends": "21:00"},
    "sittings:edit_segment": {"kind": "adoption", "starts": "18:00", "ends": "19:00"},
    "sittings:suspend": {"kind": "informal_mode", "starts": "19:00"},
    "sittings:sub_groups": {"code": "sg-2", "name_en": "Study group 2"},
    "sittings:edit_sub_group": {"code": "sg-1", "name_en": "Study group one"},
    "submissions:draft": {"version": "1", "title": "T", "language": "en", "body": "B", "visibility": "public"},
    "submissions:autosave_draft": {"version": "1", "title": "T", "language": "en", "body": "B", "visibility": "public"},
    "submissions:answer_request": {"answer": "confirm"},
    "submissions:create_call": {"title_en": "T", "invitation_en": "I", "zone": "UTC", "opens_on": "2026-12-01",
                                "opens_time": "09:00", "closes_on": "2026-12-31", "closes_time": "18:00",
                                "file_limit": "5", "publication_policy": "all_public", "late_policy": "refuse",
                                "symbol": "WG.1/C.9"},
    "submissions:edit_call": {"title_en": "Another title", "invitation_en": "I"},
    "submissions:extend_call": {"closes_on": "2026-12-31", "closes_time": "18:00", "reason_en": "Asked for by many.",
                                "confirm": "yes"},
    "submissions:add_question": {"text_en": "What next?"},
    "submissions:edit_question": {"text_en": "What next?"},
    "submissions:move_question": {"step": "up"},
    "points:topics": {"label": "Funding"},
    "points:topic": {"label": "Contacts"},
    "points:move_topic": {"how": "up"},
    "points:read": {"how": "read"},
    "points:share": {"how": "take"},
    "points:mark": {"passage": "body 0 18", "revision": "1", "key": "0b0c7bd0-5b0f-4f4e-9a43-8f1a3ad0f0ac", "kind": "fact",
                    "restatement": "That things were seen."},
    "points:change": {"restatement": "That things were seen.", "kind": "fact", "version": "1"},
    "points:passage": {"passage": "body 0 18", "revision": "1", "version": "1"},
    "points:drop": {"version": "1"},
    "summaries:add_section": {"heading": "Capacity"},
    "summaries:add_paragraph": {"text": "Some spoke of capacity."},
    "summaries:paragraph": {"text": "Most spoke of trust.", "version": "1"},
    "summaries:rearrange": {"how": "up"},
    "summaries:section": {"heading": "Trust and capacity", "seen": "Trust"},
    "summaries:rearrange_section": {"how": "up"},
    "summaries:autosave": {"text": "Most spoke of trust.", "version": "1"},
    "summaries:split": {"offset": "5", "version": "1"},
    "summaries:merge": {"version": "1", "next_version": "1"},
    "summaries:restore": {"wording": "1", "version": "1"},
    "summaries:remarks": {"text": "Is this so?"},
    "coverage:correct": {"reason": "A figure was wrong."},
    "coverage:keep_word": {"reason": "In the room.", "version": "1"},
    "coverage:issue": {"names_seen": "on"},
    "coverage:gate": {"words": "on"},
    "summaries:bands": {"usual": "1"},
    "summaries:change_state": {"move": "finalised"},
    "likeness:family": {"judgement": "judged_author", "note": "One person, two names."},
    "likeness:change_member": {"change": "take_out"},
    "dispositions:answer": {"outcome": "accepted", "version": "1"},
    "dispositions:change_state": {"move": "reviewed", "version": "1"},
    "dispositions:boilerplates": {"title": "Elsewhere", "text": "It is taken up elsewhere."},
    "dispositions:boilerplate": {"title": "Later", "text": "It is taken up later.", "version": "1"},
    "inquiries:reply": {"reply": "It stands in paragraph 2."},
    "documents:compile": {"language": "en", "variant": "ua1"},
    "documents:correct": {"correction": "corr", "reason": "A name was misspelt."},
    "documents:letterhead": {"paper": "A4", "distribution": "general"},
    "documents:change": {"move": "cancelled"},
    "accreditation:application": {"purpose": "To keep the lines open."},
    "accreditation:create_round": {
        "title_en": "R", "invitation_en": "I", "zone": "UTC", "opens_on": "2026-12-01", "opens_time": "09:00",
        "closes_on": "2026-12-31", "closes_time": "18:00", "valid_on": "2028-12-31", "valid_time": "23:59",
        "objection_effect": "final", "ecosoc_track": "notify", "applicants_shown": "nothing",
    },
    "accreditation:edit_round": {
        "title_en": "Another title", "invitation_en": "I", "zone": "UTC", "opens_on": "2026-12-01", "opens_time": "09:00",
        "closes_on": "2026-12-31", "closes_time": "18:00", "valid_on": "2028-12-31", "valid_time": "23:59",
        "objection_effect": "final", "ecosoc_track": "notify", "applicants_shown": "nothing",
    },
    "accreditation:extend_round": {"closes_on": "2026-12-31", "closes_time": "18:00", "reason_en": "Asked for by many.",
                                   "confirm": "yes"},
    "accreditation:circulate": {"zone": "UTC", "ends_on": "2026-12-31", "ends_time": "23:59"},
    "accreditation:extend_silence": {"ends_on": "2026-12-31", "ends_time": "23:59", "reason": "A holiday."},
    "accreditation:check_act": {"act": "begin"},
    "proposals:decide": {"act": "decline", "reason": "It is part of item 5."},
    "positions:record": {"stance": "against"},
    "accreditation:end_standing": {"note": "It asked to leave."},
    "registration:take_back": {"note": "A name was on it by mistake."},
    "registration:complete": {"name": "Juma Kazi", "email": "juma@people.example", "language": "en", "role": "worker",
                              "note": "Its note came after the deadline."},
    "registration:add": {"name": "Juma Kazi", "email": "juma@people.example", "language": "en"},
    "registration:change": {"name": "Juma Kazi", "email": "juma@people.example", "language": "en"},
    "registration:consent": {"is_listed": "yes"},
    "registration:set_up": {"zone": "UTC", "opens_on": "2026-12-01", "opens_time": "09:00", "closes_on": "2026-12-31",
                            "closes_time": "18:00", "composition": "none"},
    "registration:decide": {"act": "confirm"},
    "exports:process": {"kinds": ["register"], "format": "csv", "scope": "public"},
    "exports:change": {"move": "cancelled"},
}  # fmt: skip
