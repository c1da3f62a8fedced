"""Where a contribution went: for everybody as far as the attribution allows, for those who sent it in full."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from consultation.submissions.models import Call, Submission
from reports.coverage.trace import own_traces, public_traces


@require_safe
@login_not_required
def public(request: HttpRequest, reference: str) -> HttpResponse:
    """The paragraphs of attributed summaries that rest on a contribution of the public record."""
    rows = Submission.objects.public().in_calls(Call.objects.on_record())
    rows = rows.filter(withdrawn_at=None).select_related("process", "call__session")
    submission = get_object_or_404(rows, reference=reference)
    context = {"submission": submission, "process": submission.process, "traces": public_traces(submission)}
    return render(request, "coverage/trace.html", context)


@require_safe
def own(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Everything, for the members of the organisations that sent it and for the Chair's team and the secretariat."""
    rows = Submission.objects.known_to(request.user).select_related("process", "call__session", "group", "country")
    submission = get_object_or_404(rows, public_id=public_id)
    return render(request, "coverage/own_trace.html", {"submission": submission, "traces": own_traces(submission)})
