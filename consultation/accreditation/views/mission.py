"""The secured pages of a Member State's mission: the circulated list, and its own acts in confidence."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from consultation.accreditation.actions import objecting as actions
from consultation.accreditation.forms import ActForm
from consultation.accreditation.models import Application, Disclosure, Objection, Round
from consultation.accreditation.rules import missions_of
from consultation.accreditation.states import ApplicationState
from register.errors import MoveRefused
from stakeholders.accounts.gate import lacks_only_second_factor
from stakeholders.organisations.models import Country, Organisation

never_stored = cache_control(private=True, no_store=True)
ACT = "accreditation.act_for_mission"


@never_stored
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What is circulated now, the first to end first, and what was circulated before."""
    at, mission = timezone.now(), _mission(request)
    rows = Application.objects.for_missions(at).select_related(
        "organisation__seat", "organisation__group_declared", "organisation__group_verified", "round__process",
        "circulation",
    )  # fmt: skip
    rows = rows.order_by("circulation__silence_ends_at", "organisation__name", "pk")
    may_act = request.user.has_perm(ACT, mission)
    silent = [row for row in rows if row.standing == ApplicationState.CIRCULATED]
    context = {
        "at": at,
        "mission": mission,
        "may_act": may_act,
        "lacks_factor": lacks_only_second_factor(request.user, ACT, mission),
        "circulations": _by_circulation(silent),
        "decided": [(row, is_outcome_told(row)) for row in rows if row.standing != ApplicationState.CIRCULATED],
        "own": _own_objections(mission) if may_act else {},
    }
    return render(request, "accreditation/mission/desk.html", context)


@never_stored
@require_safe
def application(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One application as it was circulated, and what the State can do about it."""
    at, mission = timezone.now(), _mission(request)
    rows = Application.objects.for_missions(at).select_related(
        "organisation__seat", "organisation__group_declared", "organisation__group_verified",
        "round__process", "circulation",
    )  # fmt: skip
    return _page(request, mission, get_object_or_404(rows, public_id=public_id), at)


@never_stored
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Object, withdraw the objection, or ask the Chair: one address and one answer for each, told by the form alone."""
    at, mission = timezone.now(), _mission(request)
    if lacks_only_second_factor(request.user, ACT, mission):
        return redirect("accounts:second_factor_needed")
    if not request.user.has_perm(ACT, mission):
        raise PermissionDenied
    form = ActForm(request.POST)
    rows = Application.objects.for_missions(at).select_related("round", "circulation")
    found = get_object_or_404(rows, public_id=form.data.get("application")) if form.is_valid() else None
    if found is None:
        messages.error(request, _("Nothing was done: the form was not complete."))
        return redirect("accreditation:mission")
    try:
        _done(request, found, mission, form.cleaned_data, at)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("accreditation:mission_application", found.public_id)


def _done(request: HttpRequest, found: Application, mission: Organisation, typed: dict[str, Any], at: Any) -> None:
    who = {"application": found, "mission": mission, "by": request.user, "at": at}
    match typed["act"]:
        case "object":
            actions.lodge_objection(**who, basis=typed["basis"], basis_shareable=typed["basis_shareable"])
            messages.success(request, _("Your State’s objection is known to the Chair. Nobody else is told of it."))
        case "withdraw":
            actions.withdraw_objection(**who)
            messages.success(request, _("Your State’s objection is withdrawn. It no longer counts."))
        case "ask":
            actions.ask_chair(**who)
            messages.success(request, _("Your question is before the Chair. You get a letter when it is answered."))


def _page(request: HttpRequest, mission: Organisation, found: Any, at: Any) -> HttpResponse:
    may_act = request.user.has_perm(ACT, mission)
    own = Objection.objects.standing().of_mission(mission).filter(application=found).first() if may_act else None
    asked = list(Disclosure.objects.filter(application=found, mission=mission)) if may_act else []
    context = {
        "at": at,
        "mission": mission,
        "application": found,
        "round": found.round,
        "process": found.round.process,
        "label": ApplicationState(found.standing).label,
        "is_outcome_told": is_outcome_told(found),
        "letter": found.letters.first(),
        "may_act": may_act,
        "lacks_factor": lacks_only_second_factor(request.user, ACT, mission),
        "is_silent": found.standing == ApplicationState.CIRCULATED,
        "own": own,
        "asked": asked,
        "is_asking": any(one.answered_at is None for one in asked),
        "countries": countries_told(asked),
        "form": ActForm(),
    }
    return render(request, "accreditation/mission/application.html", context)


def is_outcome_told(row: Any) -> bool:
    """Whether missions are shown where the application stands: while silence runs, and once the list is published.

    In between the outcome would tell every State that another one objected. Where the body decides, States see what is
    before them.
    """
    is_before_body = row.round.objection_effect == Round.ObjectionEffect.REFER_TO_BODY
    return bool(row.standing == ApplicationState.CIRCULATED or is_before_body or row.round.list_published_at)


def countries_told(asked: list[Disclosure]) -> dict[int, list[tuple[str, str]]]:
    """What was told to the State, by question: each objecting State in the reader's language, with the basis shared."""
    codes = {line["state"] for one in asked for line in one.told or ()}
    names = Country.objects.in_bulk(codes) if codes else {}
    return {
        one.pk: [(str(names.get(line["state"], line["state"])), line["basis"]) for line in one.told or ()]
        for one in asked
    }


def _mission(request: HttpRequest) -> Organisation:
    """The mission for which the person is here; anybody else is refused."""
    mission = missions_of(request.user).select_related("group_verified", "seat").first()
    if mission is None:
        raise PermissionDenied
    return mission


def _own_objections(mission: Organisation) -> set[int]:
    """The applications to which the State objects."""
    return set(Objection.objects.standing().of_mission(mission).values_list("application_id", flat=True))


def _by_circulation(rows: list[Any]) -> list[tuple[Any, list[Any]]]:
    """The applications under the circulation that they came with."""
    found: dict[int, tuple[Any, list[Any]]] = {}
    for row in rows:
        found.setdefault(row.circulation_id, (row.circulation, []))[1].append(row)
    return list(found.values())
