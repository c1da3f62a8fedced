"""Pages on which a draft becomes a submission: the check before it, and the way on once it is one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.submissions.actions.drafts import seal_of
from consultation.submissions.actions.submitting import reasons_against, revision_of_draft, submit_draft, words_of
from consultation.submissions.errors import SubmissionRefused
from consultation.submissions.models import Call, Draft, Revision
from consultation.submissions.rights import word_limit_of
from consultation.submissions.text import UnreadableText, normalised
from consultation.submissions.themes import said_in
from consultation.submissions.views.draft_page import answers_of, draft_of
from consultation.submissions.views.keeping import never_stored
from consultation.submissions.whole import DRAFT_CHECKED, DRAFT_SEALED

# --- checking and submitting ------------------------------------------------------------------------------------------


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def check_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything as it will be sent, and one button. The same press again leads to the same receipt."""
    at = timezone.now()
    found = draft_of(request.user, public_id, DRAFT_SEALED if request.method == "POST" else DRAFT_CHECKED)
    if found is None:
        return redirect("submissions:sent", _sent_as(request.user, public_id).submission.public_id)
    if request.method != "POST":
        return _show_check(request, found, at=at)
    if request.POST.get("seal") != seal_of(found):
        messages.warning(request, _("The draft has changed since you checked it. Please look at it again."))
        return redirect("submissions:check_draft", public_id)
    try:
        revision = submit_draft(draft=found, by=request.user, at=at)
    except SubmissionRefused:
        return _show_check(request, draft_of(request.user, public_id, DRAFT_CHECKED) or found, at=at, status=409)
    return to_receipt(request, revision)


def _show_check(request: HttpRequest, found: Draft, *, at: datetime, status: int = 200) -> HttpResponse:
    context = {
        "at": at, "draft": found, "call": found.call, "answers": answers_of(found), "words": words_of(found),
        "attachments": found.attachments.all(), "others": found.others.all(), "seal": seal_of(found),
        "agenda_items": found.agenda_items.all(), "reasons": reasons_against(found, at=at),
        "is_late": at > found.call.closes_at, "word_limit": word_limit_of(found, at),
    }  # fmt: skip
    return render(request, "submissions/contributor/check.html", context, status=status)


def to_receipt(request: HttpRequest, revision: Revision) -> HttpResponse:
    """Say that it has been received, and lead on."""
    messages.success(request, _("Your contribution has been received. This is your receipt."))
    return redirect("submissions:sent", revision.submission.public_id)


# --- when it is one already -------------------------------------------------------------------------------------------


def gone(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The draft is a submission now: lead to its receipt, or show what was typed too late so that it can be copied."""
    revision = _sent_as(request.user, public_id)
    texts = [text for name, text in request.POST.items() if name.startswith(_TEXTS) and text]
    if not texts or _is_what_was_sent(request.POST, revision):
        return redirect("submissions:sent", revision.submission.public_id)
    context = {"submission": revision.submission, "texts": texts}
    return render(request, "submissions/contributor/gone.html", context, status=409)


_TEXTS = ("title", "body", "answer_")


def _sent_as(user: Any, public_id: UUID) -> Revision:
    """What became of a draft that is gone; raises Http404 where the person may not know."""
    revision = revision_of_draft(public_id)
    if revision is None or not user.has_perm("submissions.revise_submission", revision.submission):
        raise Http404
    return revision


def _is_what_was_sent(posted: QueryDict, revision: Revision) -> bool:
    """Whether the form holds the very words of the revision: the press of its button come again, not a later text."""
    sent, typed = revision.content, {name: str(text) for name, text in posted.items()}
    try:
        title, body = (normalised(typed.get(name, "")) for name in ("title", "body"))
        answers = {name[7:]: normalised(text) for name, text in typed.items() if name.startswith("answer_")}
    except UnreadableText:
        return False
    offers_a_choice = revision.submission.call.publication_policy == Call.PublicationPolicy.PUBLIC_UNLESS_ASKED
    hidden = typed.get("visibility") == "confidential" if offers_a_choice else sent["is_confidential"]
    answered = sorted(answer["answer"] for answer in sent["answers"])
    answers_typed = sorted(said.text for said in said_in(answers, sent["language"]).values())
    return (" ".join(title.split()), body, typed.get("language"), answers_typed, hidden) == (
        sent["title"], sent["body"], sent["language"], answered, sent["is_confidential"],
    )  # fmt: skip
