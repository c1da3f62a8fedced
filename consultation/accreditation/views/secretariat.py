"""How the secretariat runs a round: prepares it, checks that applications are complete, circulates, publishes."""

import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from consultation.accreditation.actions import checking
from consultation.accreditation.actions import rounds as actions
from consultation.accreditation.arranged import arranged_in, new_round
from consultation.accreditation.forms import (
    CheckForm,
    DecisionForm,
    LongerSilenceForm,
    RoundExtensionForm,
    RoundForm,
    SilenceForm,
)
from consultation.accreditation.models import Application, Circulation, Round, RoundExtension
from consultation.accreditation.states import ApplicationState
from consultation.accreditation.whole import in_words, lacking
from consultation.processes import log
from consultation.processes.forms.languages import attempt
from consultation.processes.models import Process
from consultation.processes.views.secretariat import for_secretariat, served_process, told
from register.errors import MoveRefused

never_stored = cache_control(private=True, no_store=True)
_S = ApplicationState


@require_safe
@never_stored
@for_secretariat
def desk(request: HttpRequest) -> HttpResponse:
    """Rounds by process, with what awaits the secretariat in each."""
    at = timezone.now()
    rounds = list(Round.objects.served_by(request.user).select_related("process").order_by("process", "-number"))
    waiting = Counter(
        Application.objects.filter(round__in=rounds).awaiting_secretariat_at(at).values_list("round", flat=True)
    )
    context = {
        "at": at,
        "processes": Process.objects.served_by(request.user).order_by("name"),
        "rounds": [(one, one.stage_at(at), waiting[one.pk]) for one in rounds],
    }
    return render(request, "accreditation/secretariat/desk.html", context)


@never_stored
@for_secretariat
def create_round(request: HttpRequest, slug: str) -> HttpResponse:
    """A new round of a process."""
    process = served_process(request, slug)
    at = timezone.now()
    arranged = arranged_in(process, at=at)
    form = RoundForm(request.POST or None, instance=new_round(process, arranged), arranged=arranged,
                     initial={"zone": process.time_zone})  # fmt: skip
    if form.is_valid() and attempt(form, lambda: actions.create_round(round_=form.instance, by=request.user, at=at)):
        messages.success(request, _("The round is kept. Look it over, then announce it."))
        return redirect("accreditation:manage_round", form.instance.pk)
    return render(request, "accreditation/secretariat/round_form.html", {"form": form, "process": process})


@require_safe
@never_stored
@for_secretariat
def manage_round(request: HttpRequest, pk: int) -> HttpResponse:
    """A round as it stands, its applications by what is true of them now, and what can be done."""
    return _round_page(request, _served(request, pk))


@never_stored
@for_secretariat
def edit_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything while the round is in preparation, its texts afterwards."""
    round_ = _served(request, pk)
    at = timezone.now()
    form = RoundForm(request.POST or None, instance=_served(request, pk), arranged=arranged_in(round_.process, at=at))
    if form.is_valid() and attempt(form, lambda: actions.change_round(round_=form.instance, by=request.user, at=at)):
        messages.success(request, _("The round is changed."))
        return redirect("accreditation:manage_round", pk)
    context = {"form": form, "process": round_.process, "round": round_}
    return render(request, "accreditation/secretariat/round_form.html", context)


@require_POST
@for_secretariat
def announce_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the round to everybody."""
    round_ = _served(request, pk)
    if told(request, lambda: actions.announce_round(round_=round_, by=request.user, at=timezone.now())):
        messages.success(request, _("The round is announced."))
    return redirect("accreditation:manage_round", pk)


@never_stored
@for_secretariat
def extend_round(request: HttpRequest, pk: int) -> HttpResponse:
    """A later deadline for applications: typed, shown back in the round’s zone and in UTC, then made public."""
    round_ = _served(request, pk)
    if not round_.is_announced:
        return redirect("accreditation:edit_round", pk)
    form = RoundExtensionForm(request.POST or None, instance=RoundExtension(round=round_))
    is_checking = form.is_bound and form.is_valid() and "change" not in request.POST
    if (
        is_checking
        and "confirm" in request.POST
        and attempt(
            form, lambda: actions.extend_round(extension=form.instance, by=request.user, at=timezone.now())
        )
    ):  # fmt: skip
        messages.success(request, _("The deadline is extended, and the round says so."))
        return redirect("accreditation:manage_round", pk)
    context = {"form": form, "round": round_, "process": round_.process, "is_checking": is_checking and not form.errors}
    return render(request, "accreditation/secretariat/extend_round.html", context)


@require_POST
@for_secretariat
def circulate(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what is complete to the missions; the silence period begins."""
    round_ = _served(request, pk)
    form = SilenceForm(request.POST)
    if form.is_valid() and attempt(
        form,
        lambda: actions.circulate(
            round_=round_, silence_ends_at=form.silence_ends_at(), zone=form.cleaned_data["zone"], by=request.user,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, _("Circulated to the missions. Silence ends by itself; nobody has to click."))
        return redirect("accreditation:manage_round", pk)
    return _round_page(request, round_, form=form)


@never_stored
@for_secretariat
def extend_silence(request: HttpRequest, pk: int) -> HttpResponse:
    """A later end of a silence period that still runs: the list is circulated once more."""
    rows = Circulation.objects.filter(round__in=Round.objects.served_by(request.user).values("pk"))
    circulation = get_object_or_404(rows.select_related("round__process"), pk=pk)
    round_ = circulation.round
    form = LongerSilenceForm(request.POST or None, circulation=circulation)
    if form.is_valid() and attempt(
        form,
        lambda: actions.extend_silence(
            circulation=circulation, silence_ends_at=form.silence_ends_at(), reason=form.cleaned_data["reason"],
            by=request.user, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, _("The list is circulated once more, with the later end."))
        return redirect("accreditation:manage_round", round_.pk)
    context = {"form": form, "circulation": circulation, "round": round_, "process": round_.process}
    return render(request, "accreditation/secretariat/extend.html", context)


@require_POST
@for_secretariat
def publish_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everybody who takes part."""
    round_ = _served(request, pk)
    if told(request, lambda: actions.publish_list(round_=round_, by=request.user, at=timezone.now())):
        messages.success(request, _("The list is published."))
    return redirect("accreditation:manage_round", pk)


# --- one application --------------------------------------------------------------------------------------------------


@require_safe
@never_stored
@for_secretariat
def application(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One application with its check list."""
    return _check_page(request, _checked(request, public_id))


@require_POST
@never_stored
@for_secretariat
def act(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What was found, or what the body decided."""
    found = _checked(request, public_id)
    if not request.user.has_perm("accreditation.check_application", found):
        raise PermissionDenied
    form, done = _asked_for(request, found)
    if form is not None and not form.is_valid():
        return _check_page(request, found, form=form)
    try:
        done()
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done."))
    return redirect("accreditation:check", public_id)


def _asked_for(request: HttpRequest, found: Application) -> tuple[Any, Callable[[], object]]:
    """The form that the act needs, and the act."""
    who: dict[str, Any] = {"application": found, "by": request.user, "at": timezone.now()}
    plain: dict[str, Callable[..., None]] = {
        "begin": checking.begin_check,
        "complete": checking.find_complete,
        "confirm": checking.confirm_status,
    }
    name = request.POST.get("act", "")
    if name in plain:
        return None, lambda: plain[name](**who)
    if name == "decide":
        decision = DecisionForm(request.POST)
        return decision, lambda: checking.write_bodys_decision(
            **who, is_accredited=decision.cleaned_data["outcome"] == "accredited",
            decision=decision.cleaned_data["decision"],
        )  # fmt: skip
    form = CheckForm(request.POST)
    if name == "return":
        return form, lambda: checking.return_application(**who, **form.cleaned_data)
    if name == "not_found":
        return form, lambda: checking.status_not_found(**who, note=form.cleaned_data["note"])
    raise Http404


def _checked(request: HttpRequest, public_id: uuid.UUID) -> Any:
    rounds = Round.objects.served_by(request.user).values("pk")
    rows = Application.objects.filter(round__in=rounds).exclude(state=_S.DRAFT).standing_at(timezone.now())
    rows = rows.select_related(
        "organisation__seat", "organisation__group_declared", "organisation__group_verified", "round__process",
        "circulation", "previous__round",
    )  # fmt: skip
    return get_object_or_404(rows, public_id=public_id)


def _check_page(request: HttpRequest, found: Any, *, form: Any = None) -> HttpResponse:
    gone = lacking(found)
    context = {
        "at": timezone.now(),
        "application": found,
        "round": found.round,
        "process": found.round.process,
        "label": ApplicationState(found.standing).label,
        "parts": [(part.label, part.value in gone) for part in Application.Part],
        "lacking": in_words(gone),
        "letters": found.letters.all(),
        "form": form if isinstance(form, CheckForm) else CheckForm(initial={"missing": gone}),
        "decision_form": form if isinstance(form, DecisionForm) else DecisionForm(),
        "history": found.events.select_related("by"),
        "may_act": request.user.has_perm("accreditation.check_application", found),
    }
    return render(request, "accreditation/secretariat/application.html", context)


# --- one round --------------------------------------------------------------------------------------------------------


def _served(request: HttpRequest, pk: int) -> Round:
    rows = Round.objects.served_by(request.user).select_related("process", "session")
    found: Round = get_object_or_404(rows, pk=pk)
    return found


def _round_page(request: HttpRequest, round_: Round, *, form: SilenceForm | None = None) -> HttpResponse:
    at = timezone.now()
    sent = Application.objects.filter(round=round_).exclude(state=_S.DRAFT).standing_at(at)
    rows = list(sent.select_related("organisation__seat").order_by("organisation__name", "pk"))
    arranged = arranged_in(round_.process, at=at)
    circulations = list(round_.circulations.select_related("extended_by").order_by("pk"))
    context = {
        "at": at,
        "round": round_,
        "process": round_.process,
        "session": round_.session,
        "stage": round_.stage_at(at),
        "arranged": arranged,
        "differing": arranged.differing(round_) if arranged else [],
        "groups": _by_standing(rows),
        "complete": sum(row.standing == _S.COMPLETE for row in rows),
        "circulations": [(one, one.is_silent_at(at) and not hasattr(one, "extended_by")) for one in circulations],
        "is_silent": any(row.standing == _S.CIRCULATED for row in rows),
        "form": form or SilenceForm(initial={"zone": round_.zone, "ends_time": "23:59"}),
        "lines": log.told(round_.events.select_related("by").order_by("-at", "-pk")),
    }
    return render(request, "accreditation/secretariat/round.html", context)


def _by_standing(rows: list[Any]) -> list[tuple[str, Any, list[Any]]]:
    """The applications by what is true of them, in the order in which a round goes."""
    groups = ((state.value, state.label, [row for row in rows if row.standing == state]) for state in ApplicationState)
    return [group for group in groups if group[2]]
