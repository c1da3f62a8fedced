"""Pages on which people find, join, register and run their organisations."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from register.errors import MoveRefused
from stakeholders.accounts.limits import is_within_limit
from stakeholders.accounts.models import User
from stakeholders.organisations.actions.membership import ask_to_join
from stakeholders.organisations.actions.organisation import (
    PROPOSED_FIELDS,
    change_organisation,
    changeable_fields,
    propose_organisation,
)
from stakeholders.organisations.forms import JoinForm, OrganisationForm
from stakeholders.organisations.likeness import organisations_like
from stakeholders.organisations.models import Membership, Organisation

MOST_FOUND = 10  # organisations shown for one search
SEARCHES = 30  # a minute for one person


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My organisations and my requests, with the search for others."""
    own = Membership.objects.filter(user=request.user.pk).select_related("organisation").order_by("organisation__name")
    memberships = [membership for membership in own if membership.state in {"active", "requested", "refused"}]
    return render(request, "organisations/mine.html", {"memberships": memberships})


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Recognised organisations whose name or acronym has the words."""
    words = request.GET.get("q", "").replace("\x00", "")[:100]
    if words and not is_within_limit(request, "find-organisation", times=SEARCHES, seconds=60):
        return render(request, "organisations/find.html", {"words": words, "is_too_often": True}, status=429)
    found = list(Organisation.objects.recognised().named_like(words).select_related("seat")[: MOST_FOUND + 1])
    context = {"words": words, "found": found[:MOST_FOUND], "has_more": len(found) > MOST_FOUND}
    return render(request, "organisations/find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a recognised organisation to be admitted."""
    organisation = get_object_or_404(Organisation.objects.recognised(), pk=pk)
    form, problem = JoinForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            ask_to_join(
                organisation=organisation, message=form.cleaned_data["message"], by=cast("User", request.user),
                at=timezone.now(),
            )  # fmt: skip
        except MoveRefused as refusal:
            problem = refusal
        else:
            messages.success(request, _("Your request has been sent to the focal point. You will be told by mail."))
            return redirect("organisations:mine")
    return render(request, "organisations/join.html", {"form": form, "organisation": organisation, "problem": problem})


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Register an organisation; organisations that could be the same are shown first."""
    at = timezone.now()
    form, alike = OrganisationForm(request.POST or None, only=PROPOSED_FIELDS, at=at), []
    if request.method == "POST" and form.is_valid():
        described = {name: form.cleaned_data[name] for name in ("name", "acronym", "website")}
        alike = [] if request.POST.get("is_another") else organisations_like(**described)
        if not alike:
            return _proposed(request, form)
    return render(request, "organisations/propose.html", {"form": form, "alike": alike})


def _proposed(request: HttpRequest, form: OrganisationForm) -> HttpResponse:
    try:
        organisation = propose_organisation(details=form.details, by=cast("User", request.user), at=timezone.now())
    except MoveRefused as refusal:
        form.add_error("name", str(refusal))
        return render(request, "organisations/propose.html", {"form": form, "alike": []})
    messages.success(request, _("The organisation awaits the secretariat. You can prepare drafts meanwhile."))
    return redirect("organisations:organisation", organisation.pk)


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """The organisation to its members: details, people, requests."""
    shown = get_object_or_404(
        Organisation.objects.visible_to(request.user).select_related("seat", "group_declared", "group_verified"), pk=pk
    )
    memberships = shown.memberships.select_related("user").order_by("user__full_name", "pk")
    context = {
        "organisation": shown,
        "members": [membership for membership in memberships if membership.state == "active"],
        "requests": [membership for membership in memberships if membership.state == "requested"],
        "may_decide": request.user.has_perm("organisations.change_organisation", shown),
        "own_id": request.user.pk,
    }
    return render(request, "organisations/organisation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known about the organisation."""
    at, user = timezone.now(), cast("User", request.user)
    shown = get_object_or_404(Organisation.objects.visible_to(user), pk=pk)
    before = get_object_or_404(Organisation, pk=pk)  # the form writes into its own instance
    form = OrganisationForm(request.POST or None, instance=shown, only=changeable_fields(before, by=user), at=at)
    if not user.has_perm("organisations.change_organisation", before):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        try:
            change_organisation(organisation=before, details=form.details, by=user, at=at)
        except MoveRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The details have been changed."))
            return redirect("organisations:organisation", pk)
    return render(request, "organisations/edit.html", {"form": form, "organisation": before})
