"""What a submission says, and what its call gave to everybody who answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from consultation.likeness.filetext import FileText, Problem, text_of
from consultation.likeness.models import FileReading
from consultation.likeness.shingles import shingles_of
from consultation.processes.translation import column_of
from consultation.submissions.models import Attachment, Call, Submission


@dataclass(frozen=True, slots=True)
class Said:
    """The texts of a submission as it stands, in the order in which they are read, and its files that were not read.

    The title is left out: it names the author or the call more often than it says anything.
    """

    texts: tuple[str, ...]
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> str:
        """All of it as one text."""
        return "\n\n".join(self.texts)


def said_in(submission: Submission) -> Said:
    """What the submission says; files count once they were read (`read_files`)."""
    answers = submission.answers.order_by("question__position", "pk").values_list("text", flat=True)
    readings = list(_files_of(submission).filter(reading__isnull=False).select_related("reading"))
    texts = (*answers, submission.body, *(file.reading.text for file in readings))
    unread = tuple((file.name, str(Problem(file.reading.problem).label)) for file in readings if file.reading.problem)
    return Said(tuple(text for text in texts if text.strip()), unread)


def pieces_of(submission: Submission) -> set[int]:
    """The pieces by which the submission is compared: what it says without what its call gave."""
    return shingles_of(said_in(submission).texts, without=given_by(submission.call))


def given_by(call: Call) -> list[str]:
    """The call's own texts in every language: title, invitation, guiding questions. Headings often repeat these."""
    rows = [(call, "title"), (call, "invitation"), *((question, "text") for question in call.questions.all())]
    columns = [(row, column_of(field, code)) for row, field in rows for code in settings.MODELTRANSLATION_LANGUAGES]
    return [text for text in (getattr(row, column) for row, column in columns) if text]


def read_files(submission: Submission, *, at: datetime) -> None:
    """Read the files of the current revision that nobody has read yet; what cannot be read is kept with the reason."""
    for file in _files_of(submission).filter(reading=None):
        found = _read(file)
        FileReading.objects.get_or_create(
            attachment=file, defaults={"text": found.text, "problem": found.problem, "read_at": at}
        )


def _files_of(submission: Submission) -> QuerySet[Attachment]:
    current = Attachment.objects.filter(revision__submission=submission, revision__number=submission.revision_number)
    return current.order_by("uploaded_at", "pk")


def _read(file: Attachment) -> FileText:
    received: dict[str, Any] = {
        "name": file.name,
        "content_type": file.content_type,
        "size": file.size,
        "sha256": file.sha256,
    }
    try:
        with file.file.open("rb") as stored:
            return text_of(stored.file, **received)
    except FileNotFoundError:
        return FileText(problem=Problem.GONE)
