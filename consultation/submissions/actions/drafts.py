"""Writing: start a draft, save it and overwrite nobody, add and remove files and co-signatories, throw it away."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.processes.filecheck import CheckedFile, FileRefused, checked_file
from consultation.submissions.errors import DraftChanged, DraftGone, OrganisationNotFound, TooLate
from consultation.submissions.models import Attachment, Call, Draft
from consultation.submissions.rights import demand_to_send
from consultation.submissions.themes import place_of
from stakeholders.organisations.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the form of a draft holds; texts are normalised, `answers` are by the id of the question (as text)."""

    title: str
    language: str
    body: str
    answers: Mapping[str, str] = field(default_factory=dict)
    agenda_items: frozenset[int] = frozenset()
    is_confidential: bool = False
    comment_kind: str = ""
    consulted: int | None = None
    consulted_how: str = ""


BESIDE_THE_TEXT = ("is_confidential", "comment_kind", "consulted", "consulted_how")
"""Fields of a draft that are one value each and no text of the contribution."""


def written_in(draft: Draft) -> Written:
    """What the draft holds now."""
    return Written(
        title=draft.title,
        language=draft.language,
        body=draft.body,
        answers={key: text for key, text in draft.answers.items() if text},
        agenda_items=frozenset(item.pk for item in draft.agenda_items.all()),
        is_confidential=draft.is_confidential,
        comment_kind=draft.comment_kind,
        consulted=draft.consulted,
        consulted_how=draft.consulted_how,
    )


def differences(mine: Written, theirs: Written) -> tuple[str, ...]:
    """Names of the form's fields in which the two differ, in the order of the form."""
    keys = sorted({*mine.answers, *theirs.answers}, key=place_of)
    plain = ("title", "body", "language", "agenda_items", *BESIDE_THE_TEXT)
    changed = [name for name in plain if getattr(mine, name) != getattr(theirs, name)]
    return (*changed, *(f"answer_{key}" for key in keys if mine.answers.get(key, "") != theirs.answers.get(key, "")))


def seal_of(draft: Draft) -> str:
    """A short word for the draft as it stands, files and co-signatories included: what a person checked and submits."""
    return _seal((draft.version, sorted(attached_to(draft))))


Attached = frozenset[tuple[str, str]]
"""Files by digest and name, organisations by name and acronym."""


def attached_to(draft: Draft) -> Attached:
    """What goes with the text of the draft."""
    return frozenset(map(file_attached, draft.attachments.all())) | frozenset(map(other_attached, draft.others.all()))


def file_attached(file: Attachment) -> tuple[str, str]:
    """A file as `attached_to` names it."""
    return (file.sha256, file.name)


def other_attached(other: Organisation) -> tuple[str, str]:
    """An organisation as `attached_to` names it."""
    return (other.name, other.acronym)


def seal_of_attached(attached: Attached) -> str:
    """A short word for files and co-signatories alone: what a person saw beside the text that she is still writing."""
    return _seal(sorted(attached))


def _seal(said: Any) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


@transaction.atomic
def start_draft(
    *, call: Call, organisation: Organisation, by: Any, at: datetime, public_id: uuid.UUID, language: str = "en",
    is_confidential: bool = False,
) -> Draft:  # fmt: skip
    """A new draft of the organisation; the same `public_id` again (a double click) finds the first one.

    Raises PermissionDenied where the person is no member, NotGranted where the modalities do not let the organisation
    send written input, TooLate where the call is over and takes nothing late.
    """
    draft = Draft(
        call=call, organisation=organisation, public_id=public_id, language=language, is_confidential=is_confidential,
        created_at=at, saved_at=at, saved_by=by,
    )  # fmt: skip
    _may_write(draft, by)
    demand_to_send(draft, at)
    if call.stage_at(at) == Call.Stage.CLOSED and not call.takes_input_at(at):
        raise TooLate
    fields = {name: getattr(draft, name) for name in _STARTED_WITH}
    found, _is_new = Draft.objects.get_or_create(public_id=public_id, defaults=fields)
    _may_write(found, by)
    return found


_STARTED_WITH = (
    "call", "organisation", "language", "is_confidential", "created_at", "saved_at", "saved_by",
)  # fmt: skip


@transaction.atomic
def save_draft(*, draft: Draft, written: Written, version: int, by: Any, at: datetime) -> Draft:
    """Keep what the person wrote on top of the version she saw; returns the draft as it now is.

    Where nothing differs nothing is written, so a repeated save changes nothing. Raises DraftChanged, which names the
    fields that differ, where somebody else saved another text in between: nothing is overwritten. Raises DraftGone
    where it was submitted or thrown away in between, and NotGranted where the organisation may not write to the call.
    The row stays locked until the transaction around it ends.
    """
    demand_to_send(draft, at)
    return save_text(draft=draft, written=written, version=version, by=by, at=at)


def save_text(*, draft: Draft, written: Written, version: int, by: Any, at: datetime) -> Draft:
    """As `save_draft`, within a transaction that asks itself whether the organisation may write to the call."""
    _may_write(draft, by)
    changed = differences(written, written_in(draft))
    if changed and draft.version == version and _write(draft, written, changed, by=by, at=at):
        return draft
    return _save_on_top_of_others(draft, written, version, by=by, at=at)


def _save_on_top_of_others(draft: Draft, written: Written, version: int, *, by: Any, at: datetime) -> Draft:
    """Save, or say why not, by the row as it is now: `draft` was read too early, or there is nothing to write."""
    kept = Draft.objects.select_for_update(of=("self",)).select_related("saved_by").filter(pk=draft.pk).first()
    if kept is None:
        raise DraftGone
    changed = differences(written, written_in(kept))
    if changed and kept.version != version:
        raise DraftChanged(changed)
    if changed:
        _write(kept, written, changed, by=by, at=at)
    return kept


def _write(draft: Draft, written: Written, changed: tuple[str, ...], *, by: Any, at: datetime) -> bool:
    """Write onto the version that `draft` is; False, with nothing written, where the row is another by now."""
    fields = {
        "title": written.title, "language": written.language, "body": written.body, "answers": dict(written.answers),
        **{name: getattr(written, name) for name in BESIDE_THE_TEXT}, "version": draft.version + 1, "saved_at": at,
        "saved_by": by,
    }  # fmt: skip
    if not Draft.objects.filter(pk=draft.pk, version=draft.version).update(**fields):
        return False
    for name, value in fields.items():
        setattr(draft, name, value)
    if "agenda_items" in changed:
        draft.agenda_items.set(written.agenda_items)
    return True


@transaction.atomic
def discard_draft(*, draft: Draft, by: Any) -> None:
    """Throw the draft away with its files; a submission that it would have corrected stays as it is."""
    _may_write(draft, by)
    for attachment in Attachment.objects.filter(draft=draft):
        remove_file(attachment=attachment, by=by)
    draft.delete()


def _may_write(draft: Draft, by: Any) -> None:
    if not by.has_perm("submissions.write_draft", draft):
        raise PermissionDenied


# --- files ------------------------------------------------------------------------------------------------------------


def add_file(*, draft: Draft, upload: UploadedFile, by: Any, at: datetime) -> Attachment:
    """Check the file and keep it with the draft; the same file under the same name is kept once.

    Raises FileRefused, whose text says what is wrong and what to do, DraftGone, and NotGranted.
    """
    _may_write(draft, by)
    demand_to_send(draft, at)
    limit = settings.ATTACHMENT_LIMIT_MB * 1024 * 1024
    checked = checked_file(cast("BinaryIO", upload.file), name=upload.name or "", limit=limit)
    with transaction.atomic():
        if not Draft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).exists():
            raise DraftGone
        existing: Attachment | None = draft.attachments.filter(sha256=checked.sha256, name=checked.name).first()
        return existing or _keep_file(draft, upload, checked, by=by, at=at)


def _keep_file(draft: Draft, upload: UploadedFile, checked: CheckedFile, *, by: Any, at: datetime) -> Attachment:
    most = draft.call.file_limit
    if Attachment.objects.filter(draft=draft).count() >= most:
        raise FileRefused(
            ngettext(
                "This call takes %(most)s file, and there is one already. Remove it first.",
                "This call takes %(most)s files, and there are as many already. Remove one first.",
                most,
            )
            % {"most": most}
            if most
            else _("This call takes no files. Put what matters into the text.")
        )
    return Attachment.objects.create(
        draft=draft, file=upload, name=checked.name, content_type=checked.content_type, size=checked.size,
        sha256=checked.sha256, uploaded_at=at, uploaded_by=by,
    )  # fmt: skip


@transaction.atomic
def remove_file(*, attachment: Attachment, by: Any) -> None:
    """Take a file out of a draft. Its bytes go too, unless a revision that was submitted rests on them."""
    if attachment.draft is None:
        raise PermissionDenied
    _may_write(attachment.draft, by)
    name, storage = str(attachment.file.name), attachment.file.storage
    attachment.delete()
    if not Attachment.objects.filter(file=name).exists():
        transaction.on_commit(lambda: storage.delete(name))


# --- on whose behalf --------------------------------------------------------------------------------------------------


def organisations_called(name: str, *, besides: Draft) -> list[Organisation]:
    """Recognised organisations of exactly that name or acronym, whatever its capitals; at most ten."""
    wanted = " ".join(name.split())
    if not wanted:  # else it would be the acronym of every organisation that has none
        return []
    recognised = Organisation.objects.recognised().exclude(pk=besides.organisation_id)
    return list(recognised.filter(name__iexact=wanted)[:10] or recognised.filter(acronym__iexact=wanted)[:10])


@transaction.atomic
def add_other(*, draft: Draft, name: str, by: Any) -> Organisation:
    """Name one more organisation on whose behalf the input is to be sent; it will be asked to confirm.

    `name` is its official name or acronym, exactly. Raises OrganisationNotFound where there is no such organisation or
    where several share the acronym.
    """
    _may_write(draft, by)
    found = organisations_called(name, besides=draft)
    if len(found) != 1:
        raise OrganisationNotFound(name, several=[str(organisation) for organisation in found])
    draft.others.add(found[0])
    return found[0]


@transaction.atomic
def remove_other(*, draft: Draft, organisation_id: int, by: Any) -> None:
    """Take an organisation off the list of those on whose behalf the input is to be sent."""
    _may_write(draft, by)
    draft.others.remove(organisation_id)
