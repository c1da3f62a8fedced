"""Applying, notifying, completing, following and withdrawing, for organisations; and the file that came with it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from consultation.accreditation.actions import applications as actions
from consultation.accreditation.forms import ApplicationForm, ApplyForm
from consultation.accreditation.models import Application, RequestLetter, Round
from consultation.accreditation.reapplying import rounds_to_apply_in
from consultation.accreditation.rules import missions_of
from consultation.accreditation.states import OVER, ApplicationState
from consultation.accreditation.whole import in_words, lacking
from consultation.processes.filecheck import FileRefused
from consultation.processes.files import sent_as_download
from consultation.processes.forms.languages import attempt
from register.errors import MoveRefused
from stakeholders.organisations.models import Membership, Organisation

never_stored = cache_control(private=True, no_store=True)


@never_stored
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The applications of one's organisations, and the rounds that are open."""
    at = timezone.now()
    applications = Application.objects.of_members(request.user).standing_at(at)
    rounds = Round.objects.open_at(at).select_related("process", "session").order_by("closes_at", "pk")
    led = list(_led_by(request.user))
    context = {
        "at": at,
        "applications": applications.select_related("organisation", "round__process").order_by("-saved_at", "-pk"),
        "rounds": rounds,
        "leads": bool(led),
        "to_apply_in": rounds_to_apply_in(rounds, led, at=at) if led else set(),
    }
    return render(request, "accreditation/contributor/mine.html", context)


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """In whose name, and whether it notifies or applies."""
    at = timezone.now()
    round_ = get_object_or_404(Round.objects.visible_to(request.user).select_related("process"), pk=pk)
    organisations = list(_led_by(request.user))
    form = ApplyForm(request.POST or None, organisations=organisations, round_=round_)
    if request.method == "POST" and not organisations:
        raise PermissionDenied
    if form.is_valid():
        begun: list[Application] = []
        begin = actions.notify if form.is_notification else actions.begin_application
        organisation = form.cleaned_data["organisation"]
        if attempt(
            form,
            lambda: begun.append(begin(round_=round_, organisation=organisation, by=request.user, at=at)),
        ):
            if form.is_notification:
                messages.success(request, _("Notified. The secretariat checks the status; you get a letter."))
            return redirect("accreditation:application", begun[0].public_id)
    context = {"at": at, "round": round_, "process": round_.process, "form": form, "organisations": organisations,
               "is_open": round_.is_announced and round_.stage_at(at) == Round.Stage.OPEN}  # fmt: skip
    return render(request, "accreditation/contributor/apply.html", context)


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One's own application: the form while it is written, then where it stands in plain words."""
    at = timezone.now()
    found = _own(request, public_id, at)
    form = ApplicationForm(request.POST or None, request.FILES or None, instance=_own(request, public_id, at))
    if request.method == "POST":
        if not request.user.has_perm("accreditation.change_application", found):
            raise PermissionDenied
        if form.is_valid() and _saved(request, found, form) and _sent_if_wished(request, found, form, at):
            return redirect("accreditation:application", public_id)
    may_change = request.user.has_perm("accreditation.change_application", found)
    gone = lacking(found)
    context = {
        "at": at,
        "application": found,
        "round": found.round,
        "process": found.round.process,
        "label": ApplicationState(found.standing).label,
        "is_written": found.standing in actions.BEING_WRITTEN and may_change,
        "form": form,
        "lacking": in_words(gone),
        "asked_for": in_words(found.missing),
        "letter": found.letters.first(),
        "returned": found.events.filter(kind__in=["returned_for_completion", "status_not_found"]).last(),
        "history": found.events.exclude(kind="begun"),
        "may_withdraw": found.standing not in OVER
        and request.user.has_perm("accreditation.withdraw_application", found),
    }
    return render(request, "accreditation/contributor/application.html", context)


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take the application back, after a page that says what that means."""
    at = timezone.now()
    found = _own(request, public_id, at)
    if not request.user.has_perm("accreditation.withdraw_application", found):
        raise PermissionDenied
    if request.method == "POST":
        try:
            actions.withdraw_application(application=found, by=request.user, at=at)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Withdrawn."))
        return redirect("accreditation:application", public_id)
    context = {"application": found, "round": found.round, "process": found.round.process,
               "is_over": found.standing in OVER}  # fmt: skip
    return render(request, "accreditation/contributor/withdraw.html", context)


@require_safe
def letter(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The request on letterhead, for its organisation, Chair and secretariat, and missions once it is circulated."""
    at = timezone.now()
    seen = Application.objects.visible_to(request.user).values("pk")
    found = RequestLetter.objects.filter(public_id=public_id)
    attached = found.filter(application__in=seen).first()
    if attached is None and missions_of(request.user).exists():
        attached = found.filter(application__in=Application.objects.for_missions(at).values("pk")).first()
    if attached is None:
        attached = get_object_or_404(found.none())
    return sent_as_download(attached, is_public=False, with_body=request.method == "GET")


def _led_by(user: Any) -> Any:
    """The organisations whose focal point the person is; missions of States do not apply."""
    led = Membership.objects.active().filter(user=user, role=Membership.Role.FOCAL_POINT)
    rows = Organisation.objects.filter(pk__in=led.values("organisation"))
    return rows.exclude(group_verified__kind="state").order_by("name", "pk")


def _own(request: HttpRequest, public_id: uuid.UUID, at: Any) -> Any:
    rows = Application.objects.of_members(request.user).standing_at(at)
    rows = rows.select_related("organisation", "round__process", "circulation", "previous__round")
    return get_object_or_404(rows, public_id=public_id)


def _saved(request: HttpRequest, found: Application, form: ApplicationForm) -> bool:
    """Keep text and file; the text is kept first, so that a file that is refused takes nothing with it."""
    at = timezone.now()
    try:
        actions.save_application(application=found, written=form.cleaned_data, by=request.user, at=at)
        if upload := form.cleaned_data.get("letter"):
            actions.attach_letter(application=found, upload=upload, by=request.user, at=at)
    except FileRefused as refusal:
        form.add_error("letter", str(refusal))
        return False
    except MoveRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _sent_if_wished(request: HttpRequest, found: Application, form: ApplicationForm, at: Any) -> bool:
    """Send what was just saved where the person pressed that button; a refusal stands at the head of the form."""
    if "send" not in request.POST:
        messages.success(request, _("Saved. It is not sent yet."))
        return True
    if not attempt(form, lambda: actions.submit_application(application=found, by=request.user, at=at)):
        return False
    messages.success(request, _("Sent. A letter with what happens next is on its way to you."))
    return True
