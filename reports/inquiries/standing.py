"""Who may challenge a summary, and in whose name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from consultation.submissions.models import Party, Submission
from consultation.submissions.states import SubmissionState
from reports.inquiries.windows import window_of
from reports.summaries.models import Summary
from reports.summaries.states import SummaryState
from stakeholders.organisations.models import Organisation, StakeholderGroup
from stakeholders.organisations.rules import active_roles


@dataclass(frozen=True, slots=True)
class Voice:
    """In whose name a person may challenge: an organisation that contributed, or herself who sent a contribution."""

    name: str
    group: StakeholderGroup
    submission: Submission | None
    organisation: Organisation | None = None

    @property
    def key(self) -> str:
        """What names it in a form."""
        return str(self.organisation.pk) if self.organisation else "self"


def voices_of(user: Any, summary: Summary) -> list[Voice]:
    """The voices in which the person may challenge the summary; none where she did not contribute to its calls.

    Her organisations that sent a contribution or confirmed a joint one come first, by name; where she is no longer a
    member of any of them, what she once submitted herself lets her speak in her own name. What was withdrawn gives no
    voice: whoever withdrew has asked not to be heard. Asks three queries at most.
    """
    if not user.is_authenticated:
        return []
    mine = list(active_roles(user))
    sent = _contributions(summary).filter(organisation__in=mine).select_related("organisation").order_by("reference")
    joined = _confirmed(summary, mine)
    by_organisation: dict[int, Voice] = {}
    for submission in sent:
        by_organisation.setdefault(submission.organisation_id, _voice(submission.organisation, submission))
    for party in joined:
        by_organisation.setdefault(party.organisation_id or 0, _voice(party.organisation, party.submission))
    voices = sorted(by_organisation.values(), key=lambda voice: voice.name.casefold())
    return voices or _alone(user, summary)


def may_inquire(user: Any, summary: Summary, at: datetime) -> bool:
    """Whether the person may challenge the summary at that instant: it is issued, in its window, she contributed."""
    window = window_of(summary)
    is_open = summary.state == SummaryState.ISSUED and window is not None and window.holds(at)
    return is_open and bool(voices_of(user, summary))


def _contributions(summary: Summary) -> QuerySet[Any, Any]:
    rows = Submission.objects.filter(call__in=summary.calls.order_by().values("pk"))
    rows = rows.exclude(state=SubmissionState.WITHDRAWN).defer("body", "search")
    return rows.select_related("group")


def _confirmed(summary: Summary, organisations: list[int]) -> QuerySet[Any, Any]:
    calls = summary.calls.order_by().values("pk")
    parties = Party.objects.filter(
        ~Q(submission__state=SubmissionState.WITHDRAWN), organisation__in=organisations,
        submission__call__in=calls, confirmed_at__isnull=False,
    )  # fmt: skip
    return parties.select_related("organisation", "submission").order_by("submission__reference")


def _voice(organisation: Any, submission: Submission) -> Voice:
    return Voice(organisation.name, organisation.group, submission, organisation)


def _alone(user: Any, summary: Summary) -> list[Voice]:
    submission = _contributions(summary).filter(submitted_by=user).order_by("reference").first()
    if submission is None:
        return []
    return [Voice(user.full_name, submission.group, submission)]
