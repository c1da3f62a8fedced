"""Pages of a draft: write it, have it saved while writing, check it, submit it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultation.submissions.actions.drafts import (
    add_file,
    add_other,
    discard_draft,
    remove_file,
    remove_other,
    save_draft,
    seal_of,
)
from consultation.submissions.actions.submitting import reasons_against, submission_of_draft, submit_draft, words_of
from consultation.submissions.errors import DraftChanged, DraftGone, OrganisationNotFound, SubmissionRefused
from consultation.submissions.filecheck import FileRefused
from consultation.submissions.forms.draft import DraftForm
from consultation.submissions.models import Draft, Submission
from consultation.submissions.views.keeping import forget, keeps_what_was_typed, kept_for, never_stored
from consultation.submissions.whole import DRAFT_CHECKED, DRAFT_SAVED, DRAFT_SEALED, DRAFT_WRITTEN, Reading
from stakeholders.organisations.rules import active_roles


def _draft_of(user: Any, public_id: UUID, reading: Reading = DRAFT_WRITTEN) -> Draft | None:
    """The draft, if it is of an organisation in which the person is an active member: she was read with these."""
    found: Draft | None = reading.one(reading.rows.of(active_roles(user)).filter(public_id=public_id))
    if found is not None and found.saved_by_id == user.pk:
        found.saved_by = user  # mostly it is she who saved it, and she has been read
    return found


def _submitted_as(user: Any, public_id: UUID) -> Submission:
    """What became of a draft that is gone; raises Http404 where the person may not know."""
    submission = submission_of_draft(public_id)
    if submission is None or not user.has_perm("submissions.revise_submission", submission):
        raise Http404
    return submission


def _gone(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The draft is a submission now: lead to its receipt, or show what was typed too late so that it can be copied."""
    submission = _submitted_as(request.user, public_id)
    receipt = reverse("submissions:sent", args=[submission.public_id])
    texts = [text for name, text in request.POST.items() if name.startswith(("title", "body", "answer_")) and text]
    if not texts:
        return redirect(receipt)
    return render(request, "submissions/contributor/gone.html", {"submission": submission, "texts": texts}, status=409)


# --- writing ----------------------------------------------------------------------------------------------------------


@never_stored
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write; each button of the page saves the text first, whatever else it does."""
    at = timezone.now()
    found = _draft_of(request.user, public_id, DRAFT_SAVED if request.method == "POST" else DRAFT_WRITTEN)
    if found is None:
        return _gone(request, public_id)
    if request.method != "POST":
        typed = kept_for(request, public_id)
        return _show(request, found, DraftForm(typed, draft=found), at=at, was_signed_out=typed is not None)
    form = DraftForm(request.POST, draft=found)
    form.is_valid()
    try:
        response = _save(request, found, form, at=at)
    except DraftGone:
        return _gone(request, public_id)
    return forget(request, response, public_id)


def _save(request: HttpRequest, found: Draft, form: DraftForm, *, at: datetime) -> HttpResponse:
    """Keep the text, then the files, then the organisations: what is wrong with one does not stop the others."""
    changed: tuple[str, ...] = ()
    try:
        save_draft(draft=found, written=form.written(), version=form.version_seen, by=request.user, at=at)
    except DraftChanged as change:
        changed = change.fields
    _keep_files(request, found, form, at=at)
    _keep_others(request, found, form)
    if changed or form.errors:
        return _show(request, found, form, at=at, changed=changed)
    return redirect(_next_page(request.POST, found))


def _keep_files(request: HttpRequest, found: Draft, form: DraftForm, *, at: datetime) -> None:
    uploads = request.FILES if isinstance(request.FILES, MultiValueDict) else MultiValueDict()
    for upload in uploads.getlist("uploads"):
        try:
            add_file(draft=found, upload=upload, by=request.user, at=at)
        except FileRefused as reason:
            form.add_error("uploads", _("“%(name)s”: %(reason)s") % {"name": upload.name, "reason": reason})
    unwanted = _uuid(request.POST.get("remove_file", ""))
    for attachment in found.attachments.filter(public_id=unwanted) if unwanted else ():
        remove_file(attachment=attachment, by=request.user)


def _keep_others(request: HttpRequest, found: Draft, form: DraftForm) -> None:
    name = form.cleaned_data.get("other", "")
    if name:
        try:
            add_other(draft=found, name=name, by=request.user)
        except OrganisationNotFound as reason:
            form.add_error("other", str(reason))
    unwanted = request.POST.get("remove_other", "")
    if unwanted.isascii() and unwanted.isdigit() and len(unwanted) < 10:
        remove_other(draft=found, organisation_id=int(unwanted), by=request.user)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _next_page(pressed: QueryDict, found: Draft) -> str:
    page = reverse("submissions:draft", args=[found.public_id])
    if "check" in pressed:
        return reverse("submissions:check_draft", args=[found.public_id])
    if "leave" in pressed:
        return reverse("submissions:desk")
    if "preview" in pressed:
        return f"{page}?preview=1#preview"
    if "add_other" in pressed or "remove_other" in pressed:
        return f"{page}#others"
    return f"{page}#files" if "add_files" in pressed or "remove_file" in pressed else page


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the page, and what another member saved in it where this person wrote something else."""

    field: BoundField
    differs: bool
    theirs: str
    is_last_counted: bool


def _rows(found: Draft, form: DraftForm, changed: tuple[str, ...]) -> list[Row]:
    now = DraftForm(draft=found) if changed else form
    different = {"visibility" if name == "is_confidential" else name for name in changed}
    names = [*form.text_names, "language", "agenda_items", "visibility"]
    return [
        Row(
            field=form[name],
            differs=name in different,
            theirs=_in_words(now[name]) if name in different else "",
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


def _show(
    request: HttpRequest, found: Draft, form: DraftForm, *, at: datetime, changed: tuple[str, ...] = (),
    was_signed_out: bool = False,
) -> HttpResponse:  # fmt: skip
    now = (request.method == "POST" and _draft_of(request.user, found.public_id)) or found
    if not was_signed_out:
        form.now_stands_on(now.version)
    words, limit = words_of(now), now.call.word_limit
    context = {
        "at": at, "draft": now, "call": now.call, "form": form, "words": words,
        "rows": _rows(now, form, changed), "is_conflict": bool(changed), "was_signed_out": was_signed_out,
        "attachments": now.attachments.all(), "is_too_long": bool(limit and words > limit),
        "others": now.others.all(), "is_previewed": "preview" in request.GET, "answers": _answers(now),
    }  # fmt: skip
    return render(request, "submissions/contributor/draft.html", context, status=409 if changed else 200)


def _answers(found: Draft) -> list[tuple[str, str]]:
    if not found.answers:
        return []
    questions = found.call.questions.all()
    return [(q.text, found.answers[str(q.pk)]) for q in questions if found.answers.get(str(q.pk))]


@never_stored
@require_POST
def autosave_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save while the person writes; the answer says when, or (409) that somebody else wrote in between."""
    at = timezone.now()
    found = _draft_of(request.user, public_id, DRAFT_SAVED)
    if found is None:
        raise Http404
    before = found.saved_by
    form = DraftForm(request.POST, draft=found)
    form.is_valid()
    context: dict[str, Any] = {"form": form, "other": before if before != request.user else None}
    try:
        found = save_draft(draft=found, written=form.written(), version=form.version_seen, by=request.user, at=at)
    except (DraftChanged, DraftGone) as reason:
        context["reason"] = reason
    context["draft"] = found
    html = render_to_string("submissions/contributor/_saved.html", context, request)
    return JsonResponse({"version": found.version, "html": html}, status=409 if "reason" in context else 200)


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Throw a draft away, after asking."""
    found = _draft_of(request.user, public_id)
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "submissions/contributor/discard.html", {"draft": found, "call": found.call})
    discard_draft(draft=found, by=request.user)
    messages.success(request, _("The draft has been removed."))
    return redirect("submissions:desk")


# --- checking and submitting ------------------------------------------------------------------------------------------


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def check_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything as it will be sent, and one button. The same press again leads to the same receipt."""
    at = timezone.now()
    found = _draft_of(request.user, public_id, DRAFT_SEALED if request.method == "POST" else DRAFT_CHECKED)
    if found is None:
        return redirect("submissions:sent", _submitted_as(request.user, public_id).public_id)
    if request.method != "POST":
        return _show_check(request, found, at=at)
    if request.POST.get("seal") != seal_of(found):
        messages.warning(request, _("The draft has changed since you checked it. Please look at it again."))
        return redirect("submissions:check_draft", public_id)
    try:
        revision = submit_draft(draft=found, by=request.user, at=at)
    except SubmissionRefused:
        return _show_check(request, _draft_of(request.user, public_id, DRAFT_CHECKED) or found, at=at, status=409)
    messages.success(request, _("Your contribution has been received. This is your receipt."))
    return redirect("submissions:sent", revision.submission.public_id)


def _show_check(request: HttpRequest, found: Draft, *, at: datetime, status: int = 200) -> HttpResponse:
    context = {
        "at": at, "draft": found, "call": found.call, "answers": _answers(found), "words": words_of(found),
        "attachments": found.attachments.all(), "others": found.others.all(), "seal": seal_of(found),
        "agenda_items": found.agenda_items.all(), "reasons": reasons_against(found, at=at),
        "is_late": at > found.call.closes_at,
    }  # fmt: skip
    return render(request, "submissions/contributor/check.html", context, status=status)
