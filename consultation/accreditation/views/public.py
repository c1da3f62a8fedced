"""Rounds, calls for applications and the list of who takes part, for everybody."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultation.accreditation.models import Accreditation, Application, Round
from consultation.accreditation.states import ApplicationState
from consultation.processes.models import Process


@login_not_required
@require_safe
def rounds(request: HttpRequest, slug: str) -> HttpResponse:
    """The rounds of a process, and how non-objection works, in plain words."""
    at = timezone.now()
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    found = process.accreditation_rounds.visible_to(request.user).select_related("session")
    context = {"at": at, "process": process, "rounds": [(one, one.stage_at(at)) for one in found]}
    return render(request, "accreditation/public/rounds.html", context)


@login_not_required
@require_safe
def show_round(request: HttpRequest, pk: int) -> HttpResponse:
    """A round: the call for applications, its deadlines, its rule; applicants only where the policy shows them."""
    at = timezone.now()
    round_ = get_object_or_404(Round.objects.visible_to(request.user).select_related("process", "session"), pk=pk)
    context = {
        "at": at,
        "round": round_,
        "process": round_.process,
        "session": round_.session,
        "stage": round_.stage_at(at),
        "extensions": round_.extensions.all(),
        "circulation": round_.circulations.last(),
        "applicants": applicants_shown(round_, at),
    }
    return render(request, "accreditation/public/round.html", context)


@login_not_required
@require_safe
def accredited(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes part in a process by accreditation, as published; who is not on it is not told of at all."""
    at = timezone.now()
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    seated = Application.objects.seated_at(at).filter(
        round__in=process.accreditation_rounds.announced().filter(list_published_at__lte=at).values("pk")
    )
    seated = seated.select_related("organisation__seat", "round").order_by("organisation__name", "pk")
    given = Accreditation.objects.valid_at(at).filter(process=process).select_related("organisation__seat", "sub_group")
    listed = [one for one in seated if one.is_notification]
    others = {one.organisation_id: one for one in (*given, *(one for one in seated if not one.is_notification))}
    context = {
        "at": at,
        "process": process,
        "listed": listed,
        "accredited": sorted(others.values(), key=lambda one: one.organisation.name.casefold()),
        "published": process.accreditation_rounds.announced().filter(list_published_at__lte=at),
    }
    return render(request, "accreditation/public/accredited.html", context)


def applicants_shown(round_: Round, at: Any) -> Any:
    """Those that were circulated, until the list is published and where the round shows them.

    Until then nobody leaves this list but by withdrawing: who is accredited is told by the published list alone.
    """
    if round_.applicants_shown != Round.ApplicantsShown.NAMES or round_.list_published_at:
        return Application.objects.none()
    circulated = round_.applications.filter(circulation__circulated_at__lte=at)
    shown = circulated.exclude(state=ApplicationState.WITHDRAWN).select_related("organisation__seat")
    return shown.order_by("organisation__name", "pk")
