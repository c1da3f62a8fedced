"""The page of a draft: its text, what hangs on it, the buttons, and what is wrong with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from consultation.submissions.actions.drafts import attached_to, seal_of_attached
from consultation.submissions.actions.submitting import is_taken, words_of
from consultation.submissions.forms.draft import DraftForm
from consultation.submissions.models import Draft
from consultation.submissions.rights import right_to_send, word_limit_of
from consultation.submissions.themes import said_in
from consultation.submissions.whole import DRAFT_WRITTEN, Reading
from stakeholders.organisations.rules import active_roles


def draft_of(user: Any, public_id: UUID, reading: Reading = DRAFT_WRITTEN) -> Draft | None:
    """The draft, if it is of an organisation in which the person is an active member: she was read with these."""
    found: Draft | None = reading.one(list(active_roles(user)), public_id)
    if found is not None and found.saved_by_id == user.pk:
        found.saved_by = user  # mostly it is she who saved it, and she has been read
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the page, and what another member saved in it where this person wrote something else."""

    field: BoundField
    differs: bool
    theirs: str
    is_last_counted: bool


def _rows(draft: Draft, form: DraftForm, changed: tuple[str, ...]) -> list[Row]:
    saved = DraftForm(draft=draft) if changed else form
    different = {"visibility" if name == "is_confidential" else name for name in changed}
    names = [*form.text_names, "language", "comment_kind", "agenda_items", "consulted", "consulted_how", "visibility"]
    return [
        Row(
            field=form[name],
            differs=name in different,
            theirs=_in_words(saved[name]) if name in different else "",
            is_last_counted=name == form.counted_names[-1],
        )
        for name in names
        if name in form.fields
    ]


def _in_words(field: BoundField) -> str:
    value = field.value()
    choices = dict(getattr(field.field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return "; ".join(str(choices.get(one, one or "")) for one in values)


def show_draft(
    request: HttpRequest, now: Draft, form: DraftForm, *, at: datetime, changed: tuple[str, ...] = (),
    status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    """The page of the draft as it is `now`; `form` may hold what the person typed instead."""
    words, limit, right = words_of(now), word_limit_of(now, at), right_to_send(now, at)
    context = {
        "at": at, "draft": now, "call": now.call, "form": form, "words": words,
        "rows": _rows(now, form, changed), "is_conflict": bool(changed),
        "attachments": now.attachments.all(), "is_too_long": bool(limit and words > limit),
        "others": now.others.all(), "is_previewed": "preview" in request.GET, "answers": answers_of(now),
        "is_taken": is_taken(now, at=at), "is_late": at > now.call.closes_at,
        "attached": seal_of_attached(attached_to(now)), "word_limit": limit, "right": right,
    }  # fmt: skip
    return render(request, "submissions/contributor/draft.html", context | more, status=409 if changed else status)


def answers_of(found: Draft) -> list[tuple[str, str]]:
    """Questions of the call with the answers, for those that have one."""
    if not found.answers:
        return []
    said = said_in(found.answers, found.language)
    return [(question.text, said[question.pk].text) for question in found.call.questions.all() if question.pk in said]
