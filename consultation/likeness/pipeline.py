"""Reading one submission: its files, its pieces, its sketch, and the family it belongs to."""

from datetime import datetime

from django.db import transaction

from consultation.likeness.minhash import METHOD, sketch
from consultation.likeness.models import Sketch
from consultation.likeness.placing import lock_families_of, place
from consultation.likeness.querysets import never_read
from consultation.likeness.search import FEWEST_PIECES, file_under_bands, take_from_bands
from consultation.likeness.texts import pieces_of, read_files
from consultation.submissions.models import Submission


def sketch_submission(*, submission_id: int, at: datetime) -> bool:
    """Sketch the current revision of a submission and place it; False where there was nothing to do.

    Told twice, it works once. A revision that arrives while it reads leaves the sketch out of date, and the clock
    finds it again.
    """
    rows = never_read(Submission.objects.filter(pk=submission_id), METHOD)
    submission = rows.select_related("call").defer("search").first()
    if submission is None:
        return False
    read_files(submission, at=at)
    pieces = pieces_of(submission)
    signature = sketch(pieces) if len(pieces) >= FEWEST_PIECES else b""
    _keep(submission, signature, len(pieces), at=at)
    return True


@transaction.atomic
def _keep(submission: Submission, signature: bytes, pieces: int, *, at: datetime) -> None:
    lock_families_of(submission.process_id)
    before = Sketch.objects.filter(pk=submission.pk).first()
    if before:
        take_from_bands(before, process_id=submission.process_id)
    kept, _is_new = Sketch.objects.update_or_create(
        submission=submission,
        defaults={
            "revision_number": submission.revision_number, "method": METHOD, "signature": signature,
            "shingle_count": pieces, "sketched_at": at,
        },
    )  # fmt: skip
    file_under_bands(kept, process_id=submission.process_id)
    place(kept, at=at)
