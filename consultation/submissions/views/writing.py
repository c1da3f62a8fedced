"""Pages of a draft: write it, have it saved while writing, submit it straight away, throw it away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultation.processes.filecheck import FileRefused
from consultation.submissions.actions.drafts import (
    Attached,
    add_file,
    add_other,
    discard_draft,
    file_attached,
    other_attached,
    remove_file,
    remove_other,
    save_draft,
)
from consultation.submissions.actions.submitting import reasons_against, submit_written
from consultation.submissions.errors import DraftChanged, DraftGone, OrganisationNotFound, SubmissionRefused
from consultation.submissions.forms.draft import DraftForm
from consultation.submissions.models import Draft
from consultation.submissions.views.draft_page import draft_of, show_draft
from consultation.submissions.views.keeping import forget, keeps_what_was_typed, kept_for, never_stored
from consultation.submissions.views.sending import gone, to_receipt
from consultation.submissions.whole import DRAFT_SAVED, DRAFT_WRITTEN

# --- writing ----------------------------------------------------------------------------------------------------------


@never_stored
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write; each button of the page saves the text first, whatever else it does."""
    at = timezone.now()
    found = draft_of(request.user, public_id, DRAFT_SAVED if request.method == "POST" else DRAFT_WRITTEN)
    if found is None:
        return gone(request, public_id)
    if request.method != "POST":
        return _open(request, found, at=at)
    form = DraftForm(request.POST, draft=found)
    form.is_valid()
    act = _submit if "submit_now" in request.POST else _save
    try:
        response = act(request, found, form, at=at)
    except DraftGone:
        return gone(request, public_id)
    return forget(request, response, public_id)


def _open(request: HttpRequest, found: Draft, *, at: datetime) -> HttpResponse:
    typed = kept_for(request, found.public_id)
    if typed is None:
        return show_draft(request, found, DraftForm(draft=found), at=at)
    form, was_submitting = DraftForm(typed, draft=found), "submit_now" in typed
    return show_draft(request, found, form, at=at, was_signed_out=True, was_submitting=was_submitting)


def _save(request: HttpRequest, found: Draft, form: DraftForm, *, at: datetime) -> HttpResponse:
    try:
        _keep(request, found, form, at=at)
    except DraftChanged as change:
        return _show_again(request, found, form, at=at, changed=change.fields)
    if form.errors:
        return _show_again(request, found, form, at=at)
    return redirect(_next_page(request.POST, found))


def _submit(request: HttpRequest, found: Draft, form: DraftForm, *, at: datetime) -> HttpResponse:
    """The straight way to the receipt. What came with the text is kept first; if that goes wrong nothing is sent."""
    added: Attached = frozenset()
    try:
        if form.errors or request.FILES or request.POST.get("other"):
            added = _keep(request, found, form, at=at)
        if form.errors:
            return _show_unsent(request, found, form, at=at)
        revision = submit_written(
            draft=found, written=form.written(), version=form.version_seen, seen=request.POST.get("attached", ""),
            added=added, by=request.user, at=at,
        )  # fmt: skip
    except DraftChanged as change:
        return _show_unsent(request, found, form, at=at, changed=change.fields)
    except SubmissionRefused as reason:
        return _show_unsent(request, found, form, at=at, refused=reason)
    return to_receipt(request, revision)


def _show_unsent(
    request: HttpRequest, found: Draft, form: DraftForm, *, at: datetime, changed: tuple[str, ...] = (),
    refused: SubmissionRefused | None = None,
) -> HttpResponse:  # fmt: skip
    """The form with everything that has to be mended before it can be submitted."""
    form.add_error(None, _("It has not been submitted; your draft is kept."))
    if refused:
        reasons = (refused, *reasons_against(_as_it_is_now(request, found), at=at))
        for message, reason in {str(reason): reason for reason in reasons}.items():
            form.add_error(reason.about, message)
    return _show_again(request, found, form, at=at, changed=changed, status=409 if refused else 200)


def _show_again(request: HttpRequest, found: Draft, form: DraftForm, *, at: datetime, **more: Any) -> HttpResponse:
    """The form as it was sent, on top of what is saved by now."""
    now = _as_it_is_now(request, found)
    form.now_stands_on(now.version)
    return show_draft(request, now, form, at=at, **more)


def _as_it_is_now(request: HttpRequest, found: Draft) -> Draft:
    return draft_of(request.user, found.public_id) or found


# --- what is kept -----------------------------------------------------------------------------------------------------


def _keep(request: HttpRequest, found: Draft, form: DraftForm, *, at: datetime) -> Attached:
    """Keep the text, then the files, then the organisations: what is wrong with one does not stop the others.

    Returns what was attached. Where another member saved another text, the others are kept all the same, and then
    DraftChanged is raised.
    """
    changed: DraftChanged | None = None
    try:
        save_draft(draft=found, written=form.written(), version=form.version_seen, by=request.user, at=at)
    except DraftChanged as change:
        changed = change
    added = _keep_files(request, found, form, at=at) | _keep_others(request, found, form)
    if changed:
        raise changed
    return added


def _keep_files(request: HttpRequest, found: Draft, form: DraftForm, *, at: datetime) -> Attached:
    added: Attached = frozenset()
    uploads = request.FILES if isinstance(request.FILES, MultiValueDict) else MultiValueDict()
    for upload in uploads.getlist("uploads"):
        try:
            added |= {file_attached(add_file(draft=found, upload=upload, by=request.user, at=at))}
        except FileRefused as reason:
            form.add_error("uploads", _("“%(name)s”: %(reason)s") % {"name": upload.name, "reason": reason})
    unwanted = _uuid(request.POST.get("remove_file", ""))
    for attachment in found.attachments.filter(public_id=unwanted) if unwanted else ():
        remove_file(attachment=attachment, by=request.user)
    return added


def _keep_others(request: HttpRequest, found: Draft, form: DraftForm) -> Attached:
    added: Attached = frozenset()
    name = form.cleaned_data.get("other", "")
    if name:
        try:
            added |= {other_attached(add_other(draft=found, name=name, by=request.user))}
        except OrganisationNotFound as reason:
            form.add_error("other", str(reason))
    unwanted = request.POST.get("remove_other", "")
    if unwanted.isascii() and unwanted.isdigit() and len(unwanted) < 10:
        remove_other(draft=found, organisation_id=int(unwanted), by=request.user)
    return added


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


@never_stored
@require_POST
def autosave_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save while the person writes; the answer says when, or (409) that somebody else wrote in between."""
    at = timezone.now()
    found = draft_of(request.user, public_id, DRAFT_SAVED)
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
    found = draft_of(request.user, public_id)
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "submissions/contributor/discard.html", {"draft": found, "call": found.call})
    discard_draft(draft=found, by=request.user)
    messages.success(request, _("The draft has been removed."))
    return redirect("submissions:desk")
