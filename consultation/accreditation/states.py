"""What states an application has, and what may follow what.

Non-objection has no approver: the secretariat only finds an application complete. What becomes of a circulated one is
decided by the end of its silence period, and its row is moved by the clock; until then the row lags behind, and
`standing_at` (querysets.py) tells what is true. Organisations in consultative status notify (ECOSOC resolution
1996/31): nobody can object to them.
"""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class ApplicationState(TextChoices):
    """Where an application or a notification stands."""

    DRAFT = "draft", pgettext_lazy("state of an application", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state of an application", "Submitted")
    RETURNED = "returned", pgettext_lazy("state of an application", "Returned for completion")
    UNDER_REVIEW = "under_review", pgettext_lazy("state of an application", "Checked for completeness")
    COMPLETE = "complete", pgettext_lazy("state of an application", "Complete")
    CIRCULATED = "circulated", pgettext_lazy("state of an application", "Circulated to Member States")
    REFERRED = "referred_to_body", pgettext_lazy("state of an application", "Referred to the body")
    ACCREDITED = "accredited", pgettext_lazy("state of an application", "Accredited")
    NOT_ACCREDITED = "not_accredited", pgettext_lazy("state of an application", "Not accredited")
    NOTIFIED = "notified", pgettext_lazy("state of an application", "Notified")
    CONFIRMED = "confirmed", pgettext_lazy("state of an application", "Status confirmed")
    LISTED = "listed", pgettext_lazy("state of an application", "Listed")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an application", "Withdrawn")
    LAPSED = "lapsed", pgettext_lazy("state of an application", "Lapsed with the mandate")


_S = ApplicationState

NOT_CIRCULATED = (_S.DRAFT, _S.SUBMITTED, _S.RETURNED, _S.UNDER_REVIEW, _S.COMPLETE)
"""States of an application on its way to the missions: written, sent, or checked."""

OVER = (_S.NOT_ACCREDITED, _S.WITHDRAWN, _S.LAPSED)
"""States in which an application has come to its end; the organisation may apply in the next round."""

SEATED = (_S.ACCREDITED, _S.LISTED)
"""States that give an organisation its standing in the process."""

AWAITING_SECRETARIAT = (_S.SUBMITTED, _S.UNDER_REVIEW, _S.NOTIFIED, _S.COMPLETE, _S.REFERRED)
"""States in which the next step is the secretariat's: check, circulate, list, or write the body's decision down."""

SEEN_BY_STATES = (_S.CIRCULATED, _S.REFERRED, _S.ACCREDITED, _S.NOT_ACCREDITED, _S.LISTED)
"""States of what a State's mission reads on its secured page."""

_APPLY = "accreditation.change_application"
_CHECK = "accreditation.check_application"

APPLICATION_MOVES = (
    Transition("submitted", (_S.DRAFT, _S.RETURNED), _S.SUBMITTED, _APPLY),
    Transition("check_begun", (_S.SUBMITTED,), _S.UNDER_REVIEW, _CHECK),
    Transition("returned_for_completion", (_S.SUBMITTED, _S.UNDER_REVIEW), _S.RETURNED, _CHECK, needs_note=True),
    Transition("found_complete", (_S.UNDER_REVIEW,), _S.COMPLETE, _CHECK),
    Transition("circulated_to_states", (_S.COMPLETE,), _S.CIRCULATED, _CHECK),
    Transition("accredited", (_S.CIRCULATED,), _S.ACCREDITED, ""),
    Transition("not_accredited", (_S.CIRCULATED,), _S.NOT_ACCREDITED, ""),
    Transition("referred_to_body", (_S.CIRCULATED,), _S.REFERRED, ""),
    Transition("accredited_by_body", (_S.REFERRED,), _S.ACCREDITED, _CHECK, needs_note=True),
    Transition("not_accredited_by_body", (_S.REFERRED,), _S.NOT_ACCREDITED, _CHECK, needs_note=True),
    Transition("status_confirmed", (_S.NOTIFIED,), _S.CONFIRMED, _CHECK),
    Transition("status_not_found", (_S.NOTIFIED,), _S.RETURNED, _CHECK, needs_note=True),
    Transition("listed", (_S.CONFIRMED,), _S.LISTED, _CHECK),
    Transition("withdrawn_by_organisation",
               (_S.DRAFT, _S.SUBMITTED, _S.RETURNED, _S.UNDER_REVIEW, _S.COMPLETE, _S.CIRCULATED, _S.REFERRED,
                _S.ACCREDITED, _S.NOTIFIED, _S.CONFIRMED, _S.LISTED), _S.WITHDRAWN,
               "accreditation.withdraw_application"),
    Transition("lapsed", (_S.ACCREDITED, _S.LISTED), _S.LAPSED, ""),
)  # fmt: skip
