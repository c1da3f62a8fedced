"""What is posted to each address in the access matrix: well-formed, so that nothing but the person's standing decides."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from consultation.submissions.actions.drafts import seal_of
from tests.architecture.access_world import World
from tests.factories import country, group


def fields_for(world: World, name: str, situation: str, method: str) -> dict[str, Any]:
    """The form, or the query of a page that cannot do without one."""
    if method == "GET":
        return {"call": world.call.symbol} if name == "submissions:decide_in_bulk" else {}
    if (name, situation) == ("submissions:decide", "accepted"):
        return {"decision": "withheld", "rule": world.rule.pk, "reason": "It is outside the scope."}
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


MADE_FOR: dict[str, Callable[[World], dict[str, Any]]] = {
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
    "documents:new": lambda world: {
        "language": "en", "variant": "ua1", "kind": "statistics", "arrangement": "group", "call": world.call.pk,
        "title": "Who took part", "symbol": "WG.1/STAT",
    },
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
    "processes:edit_rule": {"code": "off-topic", "text_en": "Outside the scope."},
    "processes:move_rule": {"step": "up"},
    "processes:add_session": {"kind": "resumed", "ordinal": "1", "starts_on": "2027-06-01", "ends_on": "2027-06-02",
                              "place_en": "Nairobi", "symbol": "WG.1/R.1"},
    "processes:edit_session": {"kind": "resumed", "ordinal": "2", "starts_on": "2027-06-01", "ends_on": "2027-06-02",
                               "place_en": "Nairobi", "symbol": "WG.1/S.9"},
    "processes:agenda": {"label": "9", "title_en": "Other matters"},
    "processes:edit_agenda_item": {"label": "3", "title_en": "Trust"},
    "processes:move_agenda_item": {"step": "up"},
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
    "summaries:add_section": {"heading": "Capacity"},
    "summaries:add_paragraph": {"text": "Some spoke of capacity."},
    "summaries:paragraph": {"text": "Most spoke of trust.", "version": "1"},
    "summaries:rearrange": {"how": "up"},
    "summaries:change_state": {"move": "finalised"},
    "documents:compile": {"language": "en", "variant": "ua1"},
    "documents:correct": {"correction": "corr", "reason": "A name was misspelt."},
    "documents:letterhead": {"paper": "A4", "distribution": "general"},
    "documents:change": {"move": "cancelled"},
    "exports:process": {"kinds": ["register"], "format": "csv", "scope": "public"},
    "exports:change": {"move": "cancelled"},
}  # fmt: skip
