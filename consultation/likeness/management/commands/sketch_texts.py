"""`manage.py sketch_texts`: compare the texts that wait, or all texts of a process anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from consultation.likeness.minhash import METHOD
from consultation.likeness.models import FileReading, Sketch
from consultation.likeness.pipeline import sketch_submission
from consultation.likeness.querysets import never_read
from consultation.processes.models import Process
from consultation.submissions.models import Submission


class Command(BaseCommand):
    """Looks for near-identical texts here and now, without a worker."""

    help = "Look for near-identical texts among contributions that were not compared yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which process, and whether to begin anew."""
        parser.add_argument("--process", default="", help="the process as its address names it; all if left out")
        parser.add_argument("--again", action="store_true", help="compare all texts anew, and read failed files again")

    def handle(self, *_args: Any, process: str, again: bool, **_options: Any) -> None:
        """Sketch them one after another; each is kept as soon as it is done."""
        submissions = _submissions(process)
        if again:
            Sketch.objects.filter(submission__in=submissions).update(method=0)
            FileReading.objects.filter(attachment__revision__submission__in=submissions).exclude(problem="").delete()
        waiting = list(never_read(submissions, METHOD).order_by("pk").values_list("pk", flat=True))
        for pk in waiting:
            sketch_submission(submission_id=pk, at=timezone.now())
        self.stdout.write(f"{len(waiting)} texts compared.")


def _submissions(slug: str) -> Any:
    if not slug:
        return Submission.objects.all()
    process = Process.objects.filter(slug=slug).first()
    if process is None:
        raise CommandError(f"There is no process {slug}.")
    return Submission.objects.filter(process=process)
