"""Proposing an agenda item, for organisations, and what became of it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.modalities.vocabulary import Capability, Occasion
from consultation.participation.wholesale import Rights, rights_of
from consultation.processes.forms.languages import attempt
from consultation.processes.models import Session
from consultation.processes.views.secretariat import told
from consultation.proposals import actions
from consultation.proposals.forms import ProposalForm
from consultation.proposals.models import Proposal
from consultation.proposals.states import ProposalState
from consultation.sittings.models import Segment
from stakeholders.organisations.models import Membership, Organisation

never_stored = cache_control(private=True, no_store=True)
_WHAT, _WHERE = Capability.PROPOSE_AGENDA_ITEM, Occasion.IN_WRITING


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, symbol: str) -> HttpResponse:
    """Which of one's organisations may propose an item, on which clause that rests; and the form for those."""
    at = timezone.now()
    sessions = Session.objects.visible_to(request.user).select_related("process")
    session = get_object_or_404(sessions, symbol=symbol)
    led = list(_led_by(request.user))
    if request.method == "POST" and not led:
        raise PermissionDenied
    rights = rights_of(_led_by(request.user), Segment.objects.none(), process=session.process, at=at)
    may = [one.pk for one in led if rights.may_on(_WHAT, one.pk, _WHERE)]
    form = ProposalForm(request.POST or None, led=led, may=may, initial={"language": request.user.language})  # type: ignore[union-attr]
    if form.is_valid() and attempt(form, lambda: _proposed(form, session, by=request.user, at=at)):
        messages.success(request, _("The item is proposed. You get a letter when it is decided."))
        return redirect("proposals:proposal", form.instance.public_id)
    context = {
        "at": at, "session": session, "process": session.process, "form": form, "lines": _lines(led, may, rights),
        "may": may, "is_over": actions.is_over(session, at),
        "proposals": Proposal.objects.of_members(request.user).filter(session=session).select_related("session"),
    }  # fmt: skip
    return render(request, "proposals/contributor/propose.html", context)


def _proposed(form: ProposalForm, session: Session, *, by: Any, at: Any) -> None:
    organisation = form.cleaned_data["organisation"]
    form.instance = actions.propose_item(
        session=session, organisation=organisation, written=form.written(), by=by, at=at
    )


def _lines(led: list[Organisation], may: list[int], rights: Rights) -> list[tuple[Organisation, bool, int | None]]:
    return [(one, one.pk in may, rights.clause_on(_WHAT, one.pk, _WHERE)) for one in led]


def _led_by(user: Any) -> Any:
    """The recognised organisations of which the person is focal point, by name."""
    led = user.memberships.active().filter(role=Membership.Role.FOCAL_POINT).values("organisation")
    return Organisation.objects.recognised().filter(pk__in=led).order_by("name", "pk")


@never_stored
@require_safe
def show_proposal(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One's own proposal as it was sent, and what became of it."""
    proposal = _mine(request, public_id)
    context = {
        "proposal": proposal,
        "session": proposal.session,
        "process": proposal.session.process,
        "history": proposal.events.select_related("by"),
        "may_withdraw": proposal.state == ProposalState.PROPOSED
        and request.user.has_perm("proposals.withdraw_proposal", proposal),
    }
    return render(request, "proposals/contributor/proposal.html", context)


@require_POST
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take it back."""
    proposal = _mine(request, public_id)
    if told(request, lambda: actions.withdraw_proposal(proposal=proposal, by=request.user, at=timezone.now())):
        messages.success(request, _("The proposal is withdrawn."))
    return redirect("proposals:proposal", public_id)


def _mine(request: HttpRequest, public_id: uuid.UUID) -> Any:
    rows = Proposal.objects.of_members(request.user)
    return get_object_or_404(rows.select_related("session__process", "organisation", "item"), public_id=public_id)
