"""Why a document could not be compiled, in words for the person who asked."""

from collections.abc import Sequence

from celery.exceptions import SoftTimeLimitExceeded
from django.utils.translation import gettext as _

from reports.documents.check import FaultyDocument
from reports.documents.engine import FontsMissing, PartFailed
from reports.documents.states import Work


class PartRefused(Exception):
    """A part cannot be set; `references` are the contributions that cause it, none where it is the text itself."""

    def __init__(self, references: Sequence[str], failure: PartFailed) -> None:
        super().__init__(failure.reason, *references)
        self.references, self.failure = tuple(references), failure


class PartDied(Exception):
    """A part was begun several times and its worker died each time; `references` are the contributions in it."""

    def __init__(self, work: Work, references: Sequence[str]) -> None:
        super().__init__(work, *references)
        self.work, self.references = work, tuple(references)


def reason_of(error: BaseException) -> str:
    """Return the reason in the active language, without anything of the inside of the machine."""
    match error:
        case PartRefused() | PartDied() | PartFailed():
            return _of_part(error)
        case FontsMissing():
            return _("Fonts are missing on this machine: %(fault)s") % {"fault": error}
        case FaultyDocument():
            return _("The finished file did not pass its check: %(fault)s") % {"fault": error}
        case MemoryError():
            return _("The document needs more memory than this machine allows.")
        case SoftTimeLimitExceeded():
            return _("The document took longer than is allowed.")
        case OSError():
            return _("A file could not be written or read: %(reason)s") % {"reason": error.strerror or error}
    told = {"kind": type(error).__name__}
    return _("Something unexpected happened (%(kind)s). The administrator finds the details in the log.") % told


def _of_part(error: PartRefused | PartDied | PartFailed) -> str:
    match error:
        case PartRefused(references=()):
            return _("The text of the document could not be set: %(why)s") % {"why": _why(error.failure)}
        case PartRefused():
            told = {"references": ", ".join(error.references), "why": _why(error.failure)}
            return _("Could not be set: %(references)s. %(why)s") % told
        case PartDied(work=Work.BINDING):
            return _("The worker died each time it bound the pages into one document.")
        case PartDied(work=Work.EDITIONS):
            return _("The worker died each time it wrote the other formats of the document.")
        case PartDied(references=()):
            return _("The worker died each time it set the text of the document.")
        case PartDied():
            told = {"references": ", ".join(error.references)}
            return _("The worker died each time it set these contributions: %(references)s.") % told
        case _:
            return _why(error)


def _why(failure: PartFailed) -> str:
    match failure.reason:
        case "time":
            return _("It takes longer to lay out than is allowed.")
        case "memory":
            return _("It needs more memory to lay out than is allowed.")
        case "refused":
            return _("It asks for something that a document may not have.")
        case _:
            return _("The renderer broke down on it. The administrator finds the details in the log.")
