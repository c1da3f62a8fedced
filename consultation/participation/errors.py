"""What the rules of participation refuse; the message names the clause on which that rests."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from consultation.participation.answers import Answer


class NotGranted(PermissionDenied):
    """The modalities of the process do not grant this; shown as a page with the status 403."""

    about: ClassVar[str | None] = None  # no field of a form can mend it

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.answer = answer

    def __str__(self) -> str:
        answer = self.answer
        if not answer.is_regulated:
            return answer.rests_on
        parts = {"capability": answer.what, "category": answer.who, "occasion": answer.where}
        said = _("Taking part as “%(category)s”, you may not do this: %(capability)s. Where: %(occasion)s.") % parts
        return f"{said} {answer.rests_on}"
