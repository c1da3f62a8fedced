"""Decisions about who speaks for an organisation: taken by its focal point, or by the secretariat."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from register.errors import MoveRefused
from stakeholders.accounts.models import User
from stakeholders.organisations.actions.membership import admit_member, change_role, end_membership, refuse_member
from stakeholders.organisations.forms import ReasonForm, RoleForm
from stakeholders.organisations.models import Membership


def _membership(request: HttpRequest, pk: int) -> Membership:
    visible = Membership.objects.visible_to(request.user).select_related("organisation", "user")
    return cast("Membership", get_object_or_404(visible, pk=pk))


def _done(request: HttpRequest, membership: Membership, do: Callable[[], None], words: str) -> HttpResponse:
    """Do it and say so, or say why it could not be done; back to the organisation either way."""
    try:
        do()
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    if request.user.has_perm("organisations.see_members", membership.organisation):
        return redirect("organisations:organisation", membership.organisation_id)
    return redirect("organisations:mine")


@require_POST
def admit(request: HttpRequest, pk: int) -> HttpResponse:
    """Admit the person who asked to join."""
    at, by, membership = timezone.now(), cast("User", request.user), _membership(request, pk)
    return _done(request, membership, lambda: admit_member(membership=membership, by=by, at=at), _("Admitted."))


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse a request to join, with a reason."""
    at, by, membership = timezone.now(), cast("User", request.user), _membership(request, pk)
    if not by.has_perm("organisations.decide_membership", membership):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "organisations/refuse_member.html", {"form": form, "membership": membership})
    reason = form.cleaned_data["reason"]
    return _done(
        request, membership, lambda: refuse_member(membership=membership, reason=reason, by=by, at=at), _("Refused.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a member may do."""
    at, by, membership = timezone.now(), cast("User", request.user), _membership(request, pk)
    if not by.has_perm("organisations.end_membership", membership):
        raise PermissionDenied
    form = RoleForm(request.POST or None, initial={"role": membership.role})
    if request.method != "POST" or not form.is_valid():
        return render(request, "organisations/role.html", {"form": form, "membership": membership})
    chosen = form.cleaned_data["role"]
    return _done(
        request, membership, lambda: change_role(membership=membership, role=chosen, by=by, at=at),
        _("The role has been changed."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a membership, after one question."""
    at, by, membership = timezone.now(), cast("User", request.user), _membership(request, pk)
    if not by.has_perm("organisations.end_membership", membership):
        raise PermissionDenied
    if request.method != "POST":
        return render(
            request, "organisations/end.html", {"membership": membership, "is_own": membership.user_id == by.pk}
        )
    return _done(
        request, membership, lambda: end_membership(membership=membership, by=by, at=at), _("The membership has ended.")
    )
