"""How the secretariat sets up registration, confirms people, prints badges and publishes the list of participants."""

import uuid
from collections import Counter
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from consultation.modalities.models import Modalities
from consultation.processes import log
from consultation.processes.forms.languages import attempt
from consultation.processes.models import Process, Session
from consultation.processes.views.secretariat import for_secretariat, told
from consultation.registration.actions import deciding, late
from consultation.registration.actions import windows as actions
from consultation.registration.badges import as_csv, badges_of
from consultation.registration.forms import (
    DecisionForm,
    LatePersonForm,
    ReasonForm,
    RegisterFilter,
    WindowForm,
    new_window,
)
from consultation.registration.models import Registration, RegistrationWindow
from consultation.registration.states import STANDING, RegistrationState
from consultation.registration.whole import delegation_of
from consultation.sittings.attribution import hides_participants
from look.paging import KeysetPage
from stakeholders.organisations.models import Organisation

never_stored = cache_control(private=True, no_store=True)
SIZE = 50  # people on one page of the register


@require_safe
@never_stored
@for_secretariat
def desk(request: HttpRequest) -> HttpResponse:
    """Sessions by process: whether registration is set up, and how many people await the secretariat."""
    processes = Process.objects.served_by(request.user).order_by("name")
    waiting = Count("registrations", filter=Q(registrations__state=RegistrationState.REGISTERED))
    sessions = Session.objects.filter(process__in=processes).select_related("process", "registration_window")
    context = {
        "at": timezone.now(),
        "processes": processes,
        "sessions": sessions.annotate(waiting=waiting).order_by("-starts_on", "-pk"),
    }
    return render(request, "registration/secretariat/desk.html", context)


@never_stored
@for_secretariat
def set_up(request: HttpRequest, pk: int) -> HttpResponse:
    """When people are registered for a session and by which rules: set up, or changed."""
    sessions = Session.objects.filter(process__in=Process.objects.served_by(request.user))
    session: Session = get_object_or_404(sessions.select_related("process", "registration_window"), pk=pk)
    window = RegistrationWindow.objects.filter(session=session).select_related("session__process").first()
    keep = actions.change_window if window else actions.create_window
    form = WindowForm(
        request.POST or None, instance=window or new_window(session), is_regulated=_is_regulated(session.process_id)
    )
    if form.is_valid() and attempt(form, lambda: keep(window=form.instance, by=request.user, at=timezone.now())):
        messages.success(request, _("Registration is set up.") if window is None else _("Registration is changed."))
        return redirect("registration:registered", form.instance.pk)
    context = {"form": form, "window": window, "session": session, "process": session.process}
    return render(request, "registration/secretariat/set_up.html", context)


@require_safe
@never_stored
@for_secretariat
def registered(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who was registered for a session, with filters and counts, and what can be done."""
    window, at = _served(request, pk), timezone.now()
    everybody = Registration.objects.filter(session=window.session_id)
    form = RegisterFilter(request.GET)
    rows = _filtered(everybody, form).select_related("group", "country", "sub_group")
    states = Counter(dict(everybody.order_by().values_list("state").annotate(Count("pk"))))
    context = {
        "at": at,
        "window": window,
        "session": window.session,
        "process": window.session.process,
        "stage": window.stage_at(at),
        "form": form,
        "page": KeysetPage(rows, order="name", query=request.GET, size=SIZE),
        "counts": [(RegistrationState(state), states[state]) for state in RegistrationState.values],
        "awaiting": RegistrationState.REGISTERED,
        "is_withheld": hides_participants(window.session),
        "zone": window.zone,
        "lines": log.told(window.events.select_related("by")),
    }
    return render(request, "registration/secretariat/registered.html", context)


@require_POST
@for_secretariat
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm those who were chosen in the list: all of them, or nobody where one cannot be."""
    window = _served(request, pk)
    chosen = [key for key in request.POST.getlist("person") if _is_uuid(key)][:SIZE]
    rows = Registration.objects.filter(session=window.session_id, public_id__in=chosen)
    confirmed: list[int] = []
    if told(
        request,
        lambda: confirmed.append(
            deciding.confirm_registrations(registrations=rows, by=request.user, at=timezone.now())
        ),
    ):
        number = confirmed[0]
        words = ngettext("%(number)s person is confirmed.", "%(number)s people are confirmed.", number)
        messages.success(request, words % {"number": number})
    return redirect("registration:registered", pk)


@never_stored
@for_secretariat
def decide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One person: her delegation, and the decision on her."""
    rows = Registration.objects.served_by(request.user).select_related(
        "session__process", "session__registration_window", "organisation", "group", "country", "sub_group", "user"
    )
    found, at = get_object_or_404(rows, public_id=public_id), timezone.now()
    act = request.POST.get("act", "") if request.method == "POST" else ""
    refusing = DecisionForm(request.POST if act == "refuse" else None)
    confirming = ReasonForm(request.POST if act == "confirm_incomplete" else None, prefix="incomplete")
    who: dict[str, Any] = {"registration": found, "by": request.user, "at": at}
    if act == "confirm":
        if told(request, lambda: deciding.confirm_registration(**who)):
            messages.success(request, _("Confirmed. The person gets a letter."))
        return redirect("registration:decide", public_id)
    if confirming.is_valid() and attempt(
        confirming, lambda: late.confirm_incomplete(**who, note=confirming.cleaned_data["note"])
    ):
        messages.success(request, _("Confirmed. The person gets a letter."))
        return redirect("registration:decide", public_id)
    if refusing.is_valid() and attempt(
        refusing, lambda: deciding.refuse_registration(**who, note=refusing.cleaned_data["note"])
    ):
        messages.success(request, _("Refused. The person and her organisation get a letter with the reason."))
        return redirect("registration:decide", public_id)
    context = _about(request, found, at) | {"form": refusing, "confirming": confirming}
    return render(request, "registration/secretariat/person.html", context)


def _about(request: HttpRequest, found: Registration, at: datetime) -> dict[str, Any]:
    window = found.session.registration_window
    delegation = delegation_of(found.organisation, window)
    is_late = bool(delegation.lacking) and window.stage_at(at) == RegistrationWindow.Stage.CLOSED
    return {
        "at": at,
        "registration": found,
        "window": window,
        "session": found.session,
        "process": found.session.process,
        "delegation": delegation,
        "history": found.events.select_related("by"),
        "may_decide": request.user.has_perm("registration.decide_registration", found),
        "is_waiting": found.state == RegistrationState.REGISTERED,
        "is_standing": found.state in STANDING,
        "is_late": is_late,
        "is_held_up": bool(delegation.lacking and found.role),
    }


@never_stored
@for_secretariat
def complete(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    """Register a delegate whom a tripartite delegation lacks, once registration is closed."""
    window, at = _served(request, pk), timezone.now()
    sender = get_object_or_404(Organisation.objects.select_related("seat", "group_declared", "group_verified"),
                               pk=organisation)  # fmt: skip
    sides = late.lacking_of(window, sender)
    if not sides:
        raise Http404
    if not request.user.has_perm("registration.register_late", sender):
        raise PermissionDenied
    form = LatePersonForm(request.POST or None, instance=Registration(session=window.session), window=window,
                          sides=sides, initial={"language": window.session.process.languages[0]})  # fmt: skip
    if form.is_valid() and attempt(
        form,
        lambda: late.register_late(
            window=window, organisation=sender, person=form.person(), note=form.cleaned_data["note"], by=request.user,
            at=at,
        ),
    ):  # fmt: skip
        messages.success(request, _("Registered. The person gets a letter; confirm the delegates next."))
        return redirect("registration:registered", pk)
    context = {"window": window, "session": window.session, "process": window.session.process, "organisation": sender,
               "form": form, "is_open": window.stage_at(at) != RegistrationWindow.Stage.CLOSED}  # fmt: skip
    return render(request, "registration/secretariat/complete.html", context)


@require_safe
@never_stored
@for_secretariat
def badges(request: HttpRequest, pk: int) -> HttpResponse:
    """Badges of the confirmed, ten on a sheet of A4."""
    window = _served(request, pk)
    context = {"window": window, "session": window.session, "process": window.session.process,
               "badges": badges_of(window.session)}  # fmt: skip
    return render(request, "registration/secretariat/badges.html", context)


@require_safe
@never_stored
@for_secretariat
def badges_csv(request: HttpRequest, pk: int) -> Any:
    """The same as data, for whoever prints them."""
    window = _served(request, pk)
    lines = as_csv(badges_of(window.session))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = window.session.symbol.replace("/", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="badges-{name}.csv"'
    return response


@require_POST
@for_secretariat
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the list of participants to everybody."""
    window = _served(request, pk)
    if told(request, lambda: actions.publish_participants(window=window, by=request.user, at=timezone.now())):
        messages.success(request, _("The list of participants is public."))
    return redirect("registration:registered", pk)


@never_stored
@for_secretariat
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the list of participants back, after a page that asks why."""
    window = _served(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        lambda: actions.take_back_participants(
            window=window, note=form.cleaned_data["note"], by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, _("The list of participants is taken back."))
        return redirect("registration:registered", pk)
    context = {"window": window, "session": window.session, "process": window.session.process, "form": form}
    return render(request, "registration/secretariat/take_back.html", context)


def _served(request: HttpRequest, pk: int) -> RegistrationWindow:
    rows = RegistrationWindow.objects.served_by(request.user).with_rules().select_related("session__process")
    return get_object_or_404(rows, pk=pk)


def _is_regulated(process_id: int) -> bool:
    return Modalities.objects.in_force().filter(process=process_id).exists()


def _filtered(rows: Any, form: RegisterFilter) -> Any:
    """Those asked for; what cannot be understood is left out of the question."""
    if not form.is_valid():
        return rows
    asked = form.cleaned_data
    if asked["state"]:
        rows = rows.filter(state=asked["state"])
    if asked["group"]:
        rows = rows.filter(group=asked["group"])
    if words := asked["name"].strip():
        rows = rows.filter(Q(name__icontains=words) | Q(organisation_name__icontains=words))
    return rows


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
