"""An organisation's people at a session: who is registered, who may be added, what is missing; and one's own badge."""

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

from consultation.participation.errors import NotGranted
from consultation.processes.forms.languages import attempt
from consultation.processes.views.secretariat import told
from consultation.registration.actions import persons as actions
from consultation.registration.attendance import Attendance, attendance_of
from consultation.registration.forms import NewPersonForm, PersonForm
from consultation.registration.models import Registration, RegistrationWindow
from consultation.registration.states import STANDING
from consultation.registration.whole import delegation_of
from register.errors import MoveRefused
from stakeholders.organisations.models import Organisation

never_stored = cache_control(private=True, no_store=True)
_WHOLE = ("organisation", "session__process", "session__registration_window", "group", "country", "sub_group")


@never_stored
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Sessions that are open for registration, and everybody of one's organisations who is registered somewhere."""
    at = timezone.now()
    open_now = RegistrationWindow.objects.visible_to(request.user).open_at(at).select_related("session__process")
    registrations = Registration.objects.visible_to(request.user).select_related(*_WHOLE)
    context = {
        "at": at,
        "windows": open_now.order_by("closes_at", "pk"),
        "organisations": Organisation.objects.with_member(request.user).order_by("name", "pk"),
        "registrations": registrations.order_by("-session__starts_on", "organisation_name", "name", "pk"),
    }
    return render(request, "registration/contributor/mine.html", context)


@never_stored
@require_safe
def delegation(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    """My organisation at this session."""
    at = timezone.now()
    window, own = _window(request, pk), _own_organisation(request, organisation)
    _attends, refusal = _attendance(own, window, at)
    whole = delegation_of(own, window)
    is_open = window.stage_at(at) == RegistrationWindow.Stage.OPEN and window.session.process.announced_at
    context = {
        "at": at,
        "window": window,
        "session": window.session,
        "process": window.session.process,
        "organisation": own,
        "stage": window.stage_at(at),
        "delegation": whole,
        "refusal": refusal,
        "may_add": is_open and not refusal and whole.has_place and request.user.has_perm("registration.register", own),
        "is_focal_point": request.user.has_perm("registration.register", own),
    }
    return render(request, "registration/contributor/delegation.html", context)


@never_stored
def add(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    """Register a person: the page says at once where the session is not open to the organisation."""
    at = timezone.now()
    window, own = _window(request, pk), _own_organisation(request, organisation)
    if not request.user.has_perm("registration.register", own):
        raise PermissionDenied
    attendance, refusal = _attendance(own, window, at)
    form = NewPersonForm(
        request.POST or None, instance=Registration(session=window.session), window=window, organisation=own,
        category=attendance.category if attendance else "", initial={"language": request.user.language},  # type: ignore[union-attr]
    )  # fmt: skip
    if form.is_valid() and attempt(
        form,
        lambda: actions.register_person(window=window, organisation=own, person=form.person(), by=request.user, at=at),
    ):
        messages.success(request, _("Registered. A letter is on its way; the secretariat confirms it."))
        return redirect("registration:delegation", pk, organisation)
    context = {"at": at, "window": window, "session": window.session, "process": window.session.process,
               "organisation": own, "form": form, "refusal": refusal}  # fmt: skip
    return render(request, "registration/contributor/add.html", context)


@never_stored
@require_safe
def person(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One registration: what the badge says, where it stands, and what can still be done about it."""
    found = _visible(request, public_id)
    at, window = timezone.now(), found.session.registration_window
    is_open = window.stage_at(at) == RegistrationWindow.Stage.OPEN
    is_standing = found.state in STANDING
    context = {
        "at": at,
        "registration": found,
        "window": window,
        "session": found.session,
        "process": found.session.process,
        "refused": found.events.filter(kind="refused").last(),
        "may_change": is_standing and is_open and request.user.has_perm("registration.change_registration", found),
        "may_withdraw": is_standing and request.user.has_perm("registration.withdraw_registration", found),
        "may_consent": is_standing and request.user.has_perm("registration.set_consent", found),
        "is_members": request.user.has_perm("organisations.see_members", found.organisation),
    }
    return render(request, "registration/contributor/person.html", context)


@never_stored
def change(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Change what was written of a person while registration is open."""
    found = _visible(request, public_id)
    if not request.user.has_perm("registration.change_registration", found):
        raise PermissionDenied
    window = found.session.registration_window
    form = PersonForm(
        request.POST or None, instance=_visible(request, public_id), window=window, category=found.category
    )
    again: list[bool] = []
    if form.is_valid() and attempt(
        form,
        lambda: again.append(
            actions.change_registration(registration=found, person=form.person(), by=request.user, at=timezone.now())
        ),
    ):
        messages.success(request, _("Changed. The secretariat has to confirm it again.") if again[0] else _("Changed."))
        return redirect("registration:person", public_id)
    context = {"registration": found, "window": window, "session": found.session, "process": found.session.process,
               "form": form}  # fmt: skip
    return render(request, "registration/contributor/change.html", context)


@require_POST
def consent(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Let the public list name the person, or no longer."""
    found, at = _visible(request, public_id), timezone.now()
    is_listed = request.POST.get("is_listed") == "yes"
    actions.set_consent(registration=found, is_listed=is_listed, by=request.user, at=at)
    told_so = (
        _("The public list may name this person.") if is_listed else _("The public list does not name this person.")
    )
    messages.success(request, told_so)
    return redirect("registration:person", public_id)


@never_stored
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take the person off the list, after a page that says what that means."""
    found = _visible(request, public_id)
    if not request.user.has_perm("registration.withdraw_registration", found):
        raise PermissionDenied
    if request.method == "POST":
        if told(
            request,
            lambda: actions.withdraw_registration(registration=found, by=request.user, at=timezone.now()),
        ):
            messages.success(request, _("Withdrawn."))
        return redirect("registration:person", public_id)
    context = {"registration": found, "session": found.session, "process": found.session.process,
               "is_over": found.state not in STANDING}  # fmt: skip
    return render(request, "registration/contributor/withdraw.html", context)


def _window(request: HttpRequest, pk: int) -> RegistrationWindow:
    rows = RegistrationWindow.objects.visible_to(request.user).with_rules().select_related("session__process")
    return get_object_or_404(rows, pk=pk)


def _own_organisation(request: HttpRequest, pk: int) -> Organisation:
    rows = Organisation.objects.with_member(request.user).select_related("seat", "group_verified", "group_declared")
    return get_object_or_404(rows, pk=pk)


def _visible(request: HttpRequest, public_id: uuid.UUID) -> Registration:
    rows = Registration.objects.visible_to(request.user).select_related(*_WHOLE)
    return get_object_or_404(rows, public_id=public_id)


def _attendance(organisation: Organisation, window: RegistrationWindow, at: Any) -> tuple[Attendance | None, str]:
    """As what the organisation attends the session, or why it cannot register anybody for it, in words."""
    try:
        return attendance_of(organisation, window, at=at), ""
    except (MoveRefused, NotGranted) as refusal:
        return None, str(refusal)
