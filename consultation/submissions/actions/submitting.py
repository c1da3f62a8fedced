"""Submitting a draft, taking it up again for correction, and withdrawing what was submitted."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from consultation.participation.errors import NotGranted
from consultation.submissions.actions.drafts import Attached, Written, attached_to, save_text, seal_of_attached
from consultation.submissions.emails import write_receipt, write_requests
from consultation.submissions.errors import (
    AttachedChanged,
    NoKind,
    NothingSaid,
    NoTitle,
    NotRecognised,
    NotShort,
    SubmissionRefused,
    TooEarly,
    TooLate,
    TooLong,
    TooLongForCategory,
    TooManyFiles,
)
from consultation.submissions.filing import digest_of, next_references
from consultation.submissions.models import Answer, Attachment, Call, Draft, Party, Revision, Submission
from consultation.submissions.rights import demand_to_send, limit_of_category, right_to_send
from consultation.submissions.states import SubmissionState
from consultation.submissions.text import word_count
from consultation.submissions.themes import LONGEST_LINE, PARTS, key_of, lines_of, place_of, said_in
from consultation.submissions.transitions import move_submission
from consultation.submissions.whole import DRAFT_SUBMITTED
from stakeholders.organisations.states import OrganisationState

Check = Callable[[Draft, datetime], None]
"""Raises a SubmissionRefused or NotGranted that says why the draft cannot be submitted at that instant."""

Refusal = SubmissionRefused | NotGranted


def revision_of_draft(draft_id: uuid.UUID) -> Revision | None:
    """The revision that came of the draft with that public id, or None while it is still a draft."""
    return Revision.objects.select_related("submission__call").filter(draft_id=draft_id).first()


@transaction.atomic
def submit_draft(*, draft: Draft, by: Any, at: datetime) -> Revision:
    """Make the draft a submission, or the next revision of the one it corrects; returns the new revision.

    Whoever submits the same draft again gets the revision that the first time made. The deadline is decided by the
    call's row as it is in the database and by `at`. Raises PermissionDenied where the person is no member of the
    organisation, NotGranted where the modalities of the process do not let it send written input, and a
    SubmissionRefused that says why where the draft cannot be submitted; the draft is then kept.
    """
    locked = _lock(draft)
    if locked is None:
        return Revision.objects.select_related("submission__call").get(draft_id=draft.public_id)
    _check(locked, by=by, at=at)
    return _submit(locked, by=by, at=at)


def submit_written(
    *, draft: Draft, written: Written, version: int, seen: str, added: Attached = frozenset(), by: Any, at: datetime
) -> Revision:
    """Save what the person wrote and submit it, in one transaction; a refusal leaves the text saved.

    `seen` is the seal of the files and co-signatories that she saw with the text, before those that came with it
    (`added`). Raises what `save_draft` raises, with nothing saved: DraftGone where it was submitted already, NotGranted
    where the organisation may not write to the call. Raises what else `submit_draft` raises, and AttachedChanged, with
    the text saved.
    """
    with transaction.atomic():
        save_text(draft=draft, written=written, version=version, by=by, at=at)
        saved: Any = DRAFT_SUBMITTED.one(draft.pk)
        demand_to_send(saved, at)  # raised within the transaction, so that nothing is kept
        try:
            _check_seen(saved, seen, added)
            _check(saved, by=by, at=at)
        except SubmissionRefused as reason:
            refused = reason  # and raised once the text is committed
        else:
            return _submit(saved, by=by, at=at)
    raise refused


def reasons_against(draft: Draft, *, at: datetime) -> list[Refusal]:
    """Everything that stops the draft from being submitted at that instant, for the page that checks it beforehand."""
    return list(_reasons(draft, at, (*_STANDING, *_CONTENT)))


def is_taken(draft: Draft, *, at: datetime) -> bool:
    """Whether it can be submitted at that instant once its text is right: recognised author, call that takes input."""
    return not any(_reasons(draft, at, _STANDING))


def words_of(draft: Draft) -> int:
    """Words of the text and of the answers together: what the call's limit is about."""
    return sum(word_count(text, draft.language) for text in (draft.body, *draft.answers.values()))


@transaction.atomic
def take_up_correction(*, submission: Submission, by: Any, at: datetime) -> Draft:
    """The draft in which a returned or waiting submission is revised; made on the first call, found afterwards.

    Raises PermissionDenied where the person is no member of the organisation, TooLate where a submission that nobody
    returned can no longer be changed because the call is over.
    """
    if not by.has_perm("submissions.revise_submission", submission):
        raise PermissionDenied
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    existing = Draft.objects.filter(submission=submission).first()
    if existing:
        return existing
    call = submission.call
    if submission.state == SubmissionState.SUBMITTED and not call.takes_input_at(at):
        raise TooLate
    if submission.state not in (SubmissionState.SUBMITTED, SubmissionState.RETURNED) or submission.organisation is None:
        raise PermissionDenied
    return _draft_again(submission, by=by, at=at)


@transaction.atomic
def withdraw_submission(*, submission: Submission, by: Any, at: datetime, note: str = "") -> None:
    """Withdraw: what was public keeps a stub of reference, title and date; nothing is deleted.

    Raises PermissionDenied unless the person is the focal point or sent it herself, OutOfDate where it was withdrawn.
    """
    move_submission(submission, "withdrawn", by=by, at=at, note=note, withdrawn_at=at)
    Draft.objects.filter(submission=submission).delete()


# --- what may stop it -------------------------------------------------------------------------------------------------


def _lock(draft: Draft) -> Draft | None:
    """The draft, call and organisation as they are once nobody else works on the draft; None where it is gone.

    Two statements, for one that waits for a lock sees the rows beside the locked one as they were before the wait.
    """
    if not Draft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).exists():
        return None
    return DRAFT_SUBMITTED.one(draft.pk)


def _check(draft: Draft, *, by: Any, at: datetime) -> None:
    if not by.has_perm("submissions.write_draft", draft):
        raise PermissionDenied
    for reason in _reasons(draft, at, (*_STANDING, *_CONTENT)):
        raise reason


def _reasons(draft: Draft, at: datetime, checks: Iterable[Check]) -> Iterator[Refusal]:
    for check in checks:
        try:
            check(draft, at)
        except (SubmissionRefused, NotGranted) as reason:
            yield reason


def _check_seen(draft: Draft, seen: str, added: Attached) -> None:
    """What came with the text may have been there before: a second press of the button brings it again."""
    attached = attached_to(draft)
    if seen not in (seal_of_attached(attached), seal_of_attached(attached - added)):
        raise AttachedChanged


def _check_recognised(draft: Draft, _at: datetime) -> None:
    if draft.organisation.state != OrganisationState.RECOGNISED:
        raise NotRecognised


def _check_window(draft: Draft, at: datetime) -> None:
    if draft.submission and draft.submission.state == SubmissionState.RETURNED:
        return  # the Chair asked for it, so the deadline does not stand in the way
    if draft.call.announced_at is None or draft.call.stage_at(at) == Call.Stage.UPCOMING:
        raise TooEarly
    if not draft.call.takes_input_at(at):
        raise TooLate


def _check_said(draft: Draft, _at: datetime) -> None:
    if not draft.title.strip():
        raise NoTitle
    texts = (draft.body, *draft.answers.values())
    if not any(text.strip() for text in texts) and not draft.attachments.exists():
        raise NothingSaid


def _check_length(draft: Draft, _at: datetime) -> None:
    limit, words = draft.call.word_limit, words_of(draft)
    if limit and words > limit:
        raise TooLong(words, limit)


def _check_length_for_category(draft: Draft, at: datetime) -> None:
    """Written statements have limits by consultative status, such as 1,500 words in special status."""
    limit, words, answer = limit_of_category(draft, at), words_of(draft), right_to_send(draft, at)
    if limit and answer and words > limit:
        raise TooLongForCategory(words, limit, answer.rests_on)


def _check_kind(draft: Draft, _at: datetime) -> None:
    if draft.call.asks_kind and not draft.comment_kind:
        raise NoKind


def _check_lines(draft: Draft, _at: datetime) -> None:
    lists = (text for key, text in draft.answers.items() if place_of(key)[1])
    if any(len(line) > LONGEST_LINE for text in lists for line in lines_of(text)):
        raise NotShort


def _check_files(draft: Draft, _at: datetime) -> None:
    if draft.attachments.count() > draft.call.file_limit:
        raise TooManyFiles


_STANDING = (_check_recognised, demand_to_send, _check_window)
_CONTENT = (_check_said, _check_kind, _check_length, _check_length_for_category, _check_lines, _check_files)


# --- what becomes of it -----------------------------------------------------------------------------------------------


def _submit(draft: Draft, *, by: Any, at: datetime) -> Revision:
    """The draft is locked and nothing speaks against it."""
    submission = _revised(draft, by=by, at=at) if draft.submission else _created(draft, by=by, at=at)
    revision = _keep_revision(submission, draft, by=by, at=at)
    _let_go(draft)
    write_receipt(revision, to=by, at=at)
    if revision.content["parties"]:
        write_requests(submission, at=at)
    return revision


def _created(draft: Draft, *, by: Any, at: datetime) -> Submission:
    organisation, call = draft.organisation, draft.call
    submission = Submission.objects.create(
        process_id=call.process_id, call=call, reference=next_references(call, 1)[0], organisation=organisation,
        author_name=organisation.name, group_id=organisation.group_id, country=organisation.seat,
        region=organisation.seat.region if organisation.seat else "", received_at=at, submitted_at=at,
        submitted_by=by, is_late=call.stage_at(at) == Call.Stage.CLOSED, **_said_in(draft),
    )  # fmt: skip
    submission.events.create(kind="submitted", at=at, by=by)
    _name_parties(submission, draft)
    _keep_answers(submission, draft)
    return submission


def _revised(draft: Draft, *, by: Any, at: datetime) -> Submission:
    submission = draft.submission
    if submission is None:
        raise TypeError(draft)
    was_returned = submission.state == SubmissionState.RETURNED
    late = submission.is_late or (draft.call.stage_at(at) == Call.Stage.CLOSED and not was_returned)
    move_submission(
        submission, "resubmitted", by=by, at=at, revision_number=submission.revision_number + 1, submitted_at=at,
        submitted_by=by, is_late=late, **_said_in(draft),
    )  # fmt: skip
    submission.answers.all().delete()
    submission.parties.all().delete()  # a confirmation is of a text: whoever is named in the new one is asked again
    _name_parties(submission, draft)
    _keep_answers(submission, draft)
    return submission


def _said_in(draft: Draft) -> dict[str, Any]:
    confidential = draft.call.is_confidential or (
        draft.is_confidential and draft.call.publication_policy == Call.PublicationPolicy.PUBLIC_UNLESS_ASKED
    )
    return {
        "title": draft.title.strip(),
        "language": draft.language,
        "body": draft.body,
        "word_count": words_of(draft),
        "is_confidential": confidential,
        **_asked_besides(draft),
    }


def _asked_besides(draft: Draft) -> dict[str, Any]:
    """What the call asks beside the text; a draft of a call that does not ask says nothing of it."""
    call = draft.call
    return {
        "comment_kind": draft.comment_kind if call.asks_kind else "",
        "consulted": draft.consulted if call.asks_consulted else None,
        "consulted_how": draft.consulted_how.strip() if call.asks_consulted else "",
    }


def _name_parties(submission: Submission, draft: Draft) -> None:
    Party.objects.bulk_create(
        Party(
            submission=submission,
            organisation=other,
            name=other.name,
            group_id=other.group_id,
            country_id=other.seat_id,
        )
        for other in draft.others.all()
    )


def _keep_answers(submission: Submission, draft: Draft) -> None:
    answers = said_in(draft.answers, draft.language)
    questions = draft.call.questions.filter(pk__in=answers) if answers else ()
    items = {question.agenda_item_id for question in questions if question.agenda_item_id}
    Answer.objects.bulk_create(
        Answer(
            submission=submission,
            question=question,
            text=answers[question.pk].text,
            principles=list(answers[question.pk].principles),
            commitments=list(answers[question.pk].commitments),
        )
        for question in questions
    )
    chosen = {item.pk for item in draft.agenda_items.all()}
    if chosen | items or draft.submission_id:
        submission.agenda_items.set(chosen | items)


def _keep_revision(submission: Submission, draft: Draft, *, by: Any, at: datetime) -> Revision:
    files = list(draft.attachments.all())
    answers = submission.answers.select_related("question") if draft.answers else ()
    is_joint = draft.submission_id is not None or bool(draft.others.all())
    content = {
        **{name: getattr(submission, name) for name in ("title", "language", "body", "is_confidential")},
        "answers": [{"question": a.question.text, "answer": a.text} for a in answers],
        "author": submission.author_name,
        "parties": list(submission.parties.values_list("name", flat=True)) if is_joint else [],
        "files": [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in files],
        **{name: value for name, value in _asked_besides(draft).items() if value},
    }
    revision = Revision.objects.create(
        submission=submission, number=submission.revision_number, draft_id=draft.public_id, content=content,
        sha256=digest_of(content), submitted_at=at, submitted_by=by, deadline=draft.call.closes_at,
        is_late=draft.call.stage_at(at) == Call.Stage.CLOSED,
    )  # fmt: skip
    if files:
        Attachment.objects.filter(pk__in=[file.pk for file in files]).update(draft=None, revision=revision)
    return revision


def _let_go(draft: Draft) -> None:
    for chosen in (draft.others, draft.agenda_items):
        if chosen.all():
            chosen.clear()
    Draft.objects.filter(pk=draft.pk)._raw_delete(using=draft._state.db)  # type: ignore[attr-defined]


def _draft_again(submission: Submission, *, by: Any, at: datetime) -> Draft:
    draft = Draft.objects.create(
        call=submission.call, organisation_id=submission.organisation_id, submission=submission,  # type: ignore[misc]
        title=submission.title, language=submission.language, body=submission.body,
        is_confidential=submission.is_confidential, created_at=at, saved_at=at, saved_by=by,
        answers=_typed_in(submission.answers.all()), comment_kind=submission.comment_kind,
        consulted=submission.consulted, consulted_how=submission.consulted_how,
    )  # fmt: skip
    draft.agenda_items.set(submission.agenda_items.all())
    asked_again = submission.parties.filter(organisation__isnull=False, declined_at=None)
    draft.others.set(asked_again.values_list("organisation_id", flat=True))
    _copy_files(submission, draft)
    return draft


def _typed_in(answers: Iterable[Answer]) -> dict[str, str]:
    """The answers as a draft holds them: the lists on a theme one a line, any other as its text."""
    typed: dict[str, str] = {}
    for answer in answers:
        if answer.principles or answer.commitments:
            lists = {part: "\n".join(getattr(answer, part)) for part in PARTS}
            typed |= {key_of(answer.question_id, part): text for part, text in lists.items() if text}
        else:
            typed[str(answer.question_id)] = answer.text
    return typed


def _copy_files(submission: Submission, draft: Draft) -> None:
    current = Attachment.objects.filter(revision__submission=submission, revision__number=submission.revision_number)
    copied = ("file", "name", "content_type", "size", "sha256", "uploaded_at", "uploaded_by_id")
    Attachment.objects.bulk_create(
        Attachment(draft=draft, **{field: getattr(file, field) for field in copied}) for file in current
    )
