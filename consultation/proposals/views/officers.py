"""Proposed agenda items before the Chair and the secretariat."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from consultation.processes.agenda import as_tree
from consultation.processes.forms.languages import attempt
from consultation.proposals import actions
from consultation.proposals.forms import AcceptForm, DeclineForm
from consultation.proposals.models import Proposal
from consultation.proposals.states import ProposalState
from stakeholders.accounts.gate import staff_page

never_stored = cache_control(private=True, no_store=True)
for_officers = staff_page("proposals.open_desk")
MOST = 100
"""Decided proposals on the desk; those that wait are all there."""


@require_safe
@never_stored
@for_officers
def desk(request: HttpRequest) -> HttpResponse:
    """What was proposed for the agendas of one's processes: what waits first, then what was decided."""
    rows = Proposal.objects.before_officers(request.user).select_related("session__process", "item")
    context = {
        "waiting": rows.waiting().order_by("proposed_at", "pk"),
        "decided": rows.exclude(state=ProposalState.PROPOSED)[:MOST],
    }
    return render(request, "proposals/officers/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_stored
@for_officers
def decide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One proposal, the agenda as it stands, and the two ways to decide."""
    rows = Proposal.objects.before_officers(request.user).select_related("session__process", "organisation", "item")
    proposal = get_object_or_404(rows, public_id=public_id)
    is_declined = request.POST.get("act") == "decline"
    posted = request.POST or None
    accept = AcceptForm(None if is_declined else posted, proposal=proposal)
    decline = DeclineForm(posted if is_declined else None)
    if request.method == "POST" and not request.user.has_perm("proposals.decide_proposal", proposal):
        raise PermissionDenied
    if _decided(proposal, decline if is_declined else accept, by=request.user):
        messages.success(request, _("Decided. The organisation gets a letter."))
        return redirect("proposals:desk")
    context = {
        "proposal": proposal, "session": proposal.session, "process": proposal.session.process, "form": accept,
        "decline_form": decline, "agenda": as_tree(proposal.session.agenda_items.order_by("position", "pk")),
        "history": proposal.events.select_related("by"),
        "may_decide": request.user.has_perm("proposals.decide_proposal", proposal),
        "waits": proposal.state == ProposalState.PROPOSED,
    }  # fmt: skip
    return render(request, "proposals/officers/decide.html", context)


def _decided(proposal: Proposal, form: Any, *, by: Any) -> bool:
    """Whether the form was sent, was in order, and what it asks for was done."""
    at = timezone.now()
    if not form.is_valid():
        return False
    if isinstance(form, DeclineForm):
        reason = form.cleaned_data["reason"]
        return attempt(form, lambda: actions.decline_proposal(proposal=proposal, reason=reason, by=by, at=at))
    return attempt(form, lambda: actions.put_on_agenda(proposal=proposal, item=form.instance, by=by, at=at))
