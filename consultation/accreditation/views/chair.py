"""What only Chair and secretariat see: the objections that stand, and what States asked and were told."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from consultation.accreditation.actions import objecting as actions
from consultation.accreditation.forms import AnswerForm
from consultation.accreditation.models import Application, Disclosure, Objection, Round
from consultation.accreditation.states import ApplicationState
from consultation.accreditation.views.mission import countries_told
from register.errors import MoveRefused
from stakeholders.accounts.gate import staff_page

never_stored = cache_control(private=True, no_store=True)
for_chair_and_secretariat = staff_page("accreditation.open_oversight")
MOST_ANSWERED = 50


@require_safe
@never_stored
@for_chair_and_secretariat
def oversight(request: HttpRequest) -> HttpResponse:
    """Objections by application, those whose silence ends first on top; questions of States, asked and answered."""
    at = timezone.now()
    rounds = Round.objects.overseen_by(request.user).values("pk")
    asked = list(_asked(rounds).filter(answered_at=None))
    answered = list(_asked(rounds).exclude(answered_at=None).order_by("-answered_at", "-pk")[:MOST_ANSWERED])
    context = {
        "at": at,
        "contested": _contested(rounds, at),
        "asked": asked,
        "answered": answered,
        "told": countries_told(answered),
    }
    return render(request, "accreditation/chair/oversight.html", context)


@require_POST
@never_stored
@for_chair_and_secretariat
def answer(request: HttpRequest) -> HttpResponse:
    """Tell a State what it asked."""
    form = AnswerForm(request.POST)
    rows = _asked(Round.objects.overseen_by(request.user).values("pk"))
    wanted = form.cleaned_data["disclosure"] if form.is_valid() else None
    found = get_object_or_404(rows, public_id=wanted)
    try:
        actions.answer_state(disclosure=found, by=request.user, at=timezone.now())
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Answered. The State reads it on its secured page."))
    return redirect("accreditation:oversight")


def _asked(rounds: Any) -> Any:
    rows = Disclosure.objects.filter(application__round__in=rounds)
    return rows.select_related(
        "application__organisation", "application__round__process", "mission", "asked_by", "answered_by"
    )


def _contested(rounds: Any, at: Any) -> list[tuple[Any, list[Objection]]]:
    """Each application to which a State objects, with its objections; in two queries."""
    stood = Objection.objects.filter(application__round__in=rounds).select_related("mission__seat", "lodged_by")
    by_application: dict[int, list[Objection]] = {}
    for objection in stood.order_by("lodged_at", "pk"):
        by_application.setdefault(objection.application_id, []).append(objection)
    rows = Application.objects.filter(pk__in=by_application).standing_at(at)
    rows = rows.select_related("organisation", "round__process", "circulation")
    rows = rows.order_by("circulation__silence_ends_at", "organisation__name", "pk")
    for row in rows:
        row.label = ApplicationState(row.standing).label
    return [(row, by_application[row.pk]) for row in rows]
