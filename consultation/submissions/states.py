"""What states a submission and an import have, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class SubmissionState(TextChoices):
    """Where a submission stands. A draft is not a submission yet and has no state."""

    SUBMITTED = "submitted", pgettext_lazy("state of a submission", "Awaiting decision")
    RETURNED = "returned", pgettext_lazy("state of a submission", "Returned for correction")
    PUBLISHED = "published", pgettext_lazy("state of a submission", "Published")
    ACCEPTED = "accepted", pgettext_lazy("state of a submission", "Received in confidence")
    WITHHELD = "withheld", pgettext_lazy("state of a submission", "Withheld")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a submission", "Withdrawn")


_S = SubmissionState
_DECIDE = "submissions.decide_submission"

SUBMISSION_MOVES = (
    Transition("resubmitted", (_S.SUBMITTED, _S.RETURNED), _S.SUBMITTED, "submissions.revise_submission"),
    Transition("published", (_S.SUBMITTED, _S.WITHHELD), _S.PUBLISHED, _DECIDE),
    Transition("accepted", (_S.SUBMITTED, _S.WITHHELD), _S.ACCEPTED, _DECIDE),
    Transition("returned", (_S.SUBMITTED,), _S.RETURNED, _DECIDE, needs_note=True),
    Transition("withheld", (_S.SUBMITTED, _S.PUBLISHED, _S.ACCEPTED), _S.WITHHELD, _DECIDE, needs_note=True),
    Transition("withdrawn", (_S.SUBMITTED, _S.RETURNED, _S.PUBLISHED, _S.ACCEPTED, _S.WITHHELD), _S.WITHDRAWN,
               "submissions.withdraw_submission"),
)  # fmt: skip


class ImportState(TextChoices):
    """How far a bulk import got."""

    QUEUED = "queued", pgettext_lazy("state of an import", "Waiting")
    RUNNING = "running", pgettext_lazy("state of an import", "Running")
    READY = "ready", pgettext_lazy("state of an import", "Done")
    FAILED = "failed", pgettext_lazy("state of an import", "Failed")


_I = ImportState

IMPORT_MOVES = (
    Transition("started", (_I.QUEUED,), _I.RUNNING, ""),
    Transition("finished", (_I.RUNNING,), _I.READY, ""),
    Transition("failed", (_I.QUEUED, _I.RUNNING), _I.FAILED, ""),
    Transition("picked_up", (_I.RUNNING,), _I.QUEUED, ""),
    Transition("retried", (_I.FAILED,), _I.QUEUED, "submissions.run_import"),
)
