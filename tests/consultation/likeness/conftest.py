"""A call, and contributions to it that resemble one another or do not."""

from typing import Any

import pytest

from consultation.likeness.models import Member
from consultation.likeness.pipeline import sketch_submission
from consultation.submissions.models import Call, Submission
from stakeholders.accounts.models import User
from tests.consultation.likeness.texts import edited, text
from tests.factories import NOON, make_call, make_chair, make_submission


class Ground:
    """One process with a call, and short ways to put texts before it."""

    def __init__(self) -> None:
        self.call: Call = make_call()
        self.process = self.call.process

    def said(self, body: str, **fields: Any) -> Submission:
        """A contribution with that text, compared with all before it."""
        submission = make_submission(fields.pop("call", self.call), body=body, **fields)
        sketch_submission(submission_id=submission.pk, at=NOON)
        return submission

    def family(self, number: int = 3, *, seed: int = 1) -> list[Submission]:
        """That many near-identical contributions of different organisations."""
        original = text(120, seed)
        return [self.said(original), *(self.said(edited(original, share=0.04, seed=n)) for n in range(1, number))]

    def chair(self) -> User:
        """The Chair of the process."""
        return make_chair(self.process)


@pytest.fixture
def ground() -> Ground:
    """An empty call."""
    return Ground()


def families(*submissions: Submission) -> list[int | None]:
    """The family in which each of the submissions stands now, as a small number in the order met; None for none."""
    standing = dict(Member.objects.inside().filter(submission__in=submissions).values_list("submission", "family"))
    met: dict[int, int] = {}
    return [met.setdefault(standing[one.pk], len(met) + 1) if one.pk in standing else None for one in submissions]
