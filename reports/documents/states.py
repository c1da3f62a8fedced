"""What states a document has, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class DocumentState(TextChoices):
    """How far the compiling of a document got."""

    QUEUED = "queued", pgettext_lazy("state of a document", "Waiting for a worker")
    RUNNING = "running", pgettext_lazy("state of a document", "Being compiled")
    READY = "ready", pgettext_lazy("state of a document", "Ready")
    FAILED = "failed", pgettext_lazy("state of a document", "Failed")
    CANCELLED = "cancelled", pgettext_lazy("state of a document", "Cancelled")


_D = DocumentState

DOCUMENT_MOVES = (
    Transition("started", (_D.QUEUED,), _D.RUNNING, ""),
    Transition("finished", (_D.RUNNING,), _D.READY, ""),
    Transition("failed", (_D.QUEUED, _D.RUNNING), _D.FAILED, ""),
    Transition("picked_up", (_D.RUNNING,), _D.QUEUED, ""),
    Transition("cancelled", (_D.QUEUED, _D.RUNNING), _D.CANCELLED, "documents.compile_document"),
    Transition("retried", (_D.FAILED, _D.CANCELLED), _D.QUEUED, "documents.compile_document"),
)


STEPS = {
    "snapshot": pgettext_lazy("step of compiling", "Reading the summary and the contributions"),
    "layout": pgettext_lazy("step of compiling", "Laying out the pages"),
    "check": pgettext_lazy("step of compiling", "Checking the file"),
    "store": pgettext_lazy("step of compiling", "Storing the file"),
}
"""The steps of compiling in their order, in words."""
