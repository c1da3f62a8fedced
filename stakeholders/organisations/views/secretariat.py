"""The secretariat's pages: organisations that await it, verified groups, the list of groups."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from look.paging import KeysetPage
from register.errors import MoveRefused
from stakeholders.accounts.gate import staff_page
from stakeholders.accounts.models import User
from stakeholders.accounts.names import is_mixed_script
from stakeholders.organisations.actions.group import add_group, change_group, move_group_up
from stakeholders.organisations.actions.organisation import recognise_organisation, refuse_organisation, verify_group
from stakeholders.organisations.forms import GroupForm, ReasonForm, VerifyGroupForm
from stakeholders.organisations.likeness import organisations_like
from stakeholders.organisations.models import Organisation, StakeholderGroup
from stakeholders.organisations.states import EVENT_NAMES

SECRETARIAT = "accounts.act_as_secretariat"


@staff_page(SECRETARIAT)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Organisations that await a decision, and all others a page at a time."""
    words = request.GET.get("q", "").replace("\x00", "")[:100]
    listed = Organisation.objects.select_related("seat", "group_declared", "group_verified")
    found = listed.named_like(words) if words else listed.exclude(state="proposed")
    context = {
        "awaiting": [] if words else listed.awaiting_decision().order_by("proposed_at", "pk"),
        "page": KeysetPage(found, order="-proposed_at", query=request.GET),
        "words": words,
    }
    return render(request, "organisations/desk.html", context)


@staff_page(SECRETARIAT)
@require_safe
def examine(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation as the secretariat sees it: what it resembles, what happened to it, what may be decided."""
    return _examined(request, _organisation(pk))


def _organisation(pk: int) -> Organisation:
    related = Organisation.objects.select_related(
        "seat", "group_declared", "group_verified", "group_verified_by", "proposed_by"
    )
    return get_object_or_404(related, pk=pk)


def _examined(request: HttpRequest, organisation: Organisation, refuse_form: ReasonForm | None = None) -> HttpResponse:
    events = organisation.events.select_related("by").order_by("-at", "-pk")
    context = {
        "organisation": organisation,
        "alike": organisations_like(
            organisation.name, organisation.acronym, organisation.website, apart_from=organisation.pk
        ),
        "is_mixed_script": is_mixed_script(organisation.name),
        "refuse_form": refuse_form or ReasonForm(),
        "group_form": VerifyGroupForm(
            initial={"group": organisation.group_verified_id or organisation.group_declared_id}
        ),
        "events": [(EVENT_NAMES.get(event.kind, event.kind), event) for event in events],
    }
    return render(request, "organisations/examine.html", context)


def _done(request: HttpRequest, pk: int, do: Callable[[], None], words: str) -> HttpResponse:
    try:
        do()
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("organisations:examine", pk)


@staff_page(SECRETARIAT)
@require_POST
def recognise(request: HttpRequest, pk: int) -> HttpResponse:
    """Recognise the organisation."""
    at, by, organisation = timezone.now(), cast("User", request.user), _organisation(pk)
    return _done(request, pk, lambda: recognise_organisation(organisation=organisation, by=by, at=at), _("Recognised."))


@staff_page(SECRETARIAT)
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline to recognise the organisation, with a reason."""
    at, by, organisation = timezone.now(), cast("User", request.user), _organisation(pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _examined(request, organisation, refuse_form=form)
    reason = form.cleaned_data["reason"]
    return _done(
        request, pk, lambda: refuse_organisation(organisation=organisation, reason=reason, by=by, at=at),
        _("Not recognised; its focal point has been told why."),
    )  # fmt: skip


@staff_page(SECRETARIAT)
@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the group to which the organisation is found to belong."""
    at, by, organisation = timezone.now(), cast("User", request.user), _organisation(pk)
    form = VerifyGroupForm(request.POST)
    if form.is_valid():
        verify_group(organisation=organisation, group=form.cleaned_data["group"], by=by, at=at)
        messages.success(request, _("The group has been verified."))
    else:
        messages.error(request, _("Choose one of the groups."))
    return redirect("organisations:examine", pk)


@staff_page(SECRETARIAT)
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The stakeholder groups in their order."""
    return render(request, "organisations/groups.html", {"groups": StakeholderGroup.objects.order_by("position", "pk")})


@staff_page(SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_group(request: HttpRequest) -> HttpResponse:
    """Add a stakeholder group."""
    form = GroupForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "organisations/group.html", {"form": form})
    add_group(details=form.cleaned_data, by=cast("User", request.user))
    messages.success(request, _("The group has been added."))
    return redirect("organisations:groups")


@staff_page(SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a stakeholder group, or stop offering it."""
    shown = get_object_or_404(StakeholderGroup, pk=pk)
    form = GroupForm(request.POST or None, instance=shown)
    if request.method != "POST" or not form.is_valid():
        return render(request, "organisations/group.html", {"form": form, "group": shown})
    change_group(group=shown, details=form.cleaned_data, by=cast("User", request.user))
    messages.success(request, _("The group has been changed."))
    return redirect("organisations:groups")


@staff_page(SECRETARIAT)
@require_POST
def group_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a group one place earlier."""
    move_group_up(group=get_object_or_404(StakeholderGroup, pk=pk), by=cast("User", request.user))
    return redirect("organisations:groups")
