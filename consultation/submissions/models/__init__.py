"""What is asked and what is said: calls, drafts, submissions, attachments, imports."""

from consultation.submissions.models.call import Call, CallEvent, CallExtension, CallQuestion
from consultation.submissions.models.draft import Draft
from consultation.submissions.models.intake import Import, ImportEvent, ImportRefusal
from consultation.submissions.models.submission import (
    CONTENT_LANGUAGES,
    Answer,
    CommentKind,
    Party,
    Revision,
    Submission,
    SubmissionEvent,
)

from consultation.submissions.models.attachment import Attachment  # isort: skip

__all__ = [
    "CONTENT_LANGUAGES",
    "Answer",
    "Attachment",
    "Call",
    "CallEvent",
    "CallExtension",
    "CallQuestion",
    "CommentKind",
    "Draft",
    "Import",
    "ImportEvent",
    "ImportRefusal",
    "Party",
    "Revision",
    "Submission",
    "SubmissionEvent",
]
