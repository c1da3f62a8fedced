"""How the secretariat keeps standing that no round gave: what the body decided otherwise, and associates of a group."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from consultation.accreditation.actions import standings as actions
from consultation.accreditation.forms import EndStandingForm, StandingForm
from consultation.accreditation.models import Accreditation
from consultation.processes.forms.languages import attempt
from consultation.processes.views.secretariat import for_secretariat, served_process
from look.paging import KeysetPage

never_stored = cache_control(private=True, no_store=True)


@never_stored
@for_secretariat
def standings(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has standing in a process without a round, who had it and why no longer; and one more."""
    process, at = served_process(request, slug), timezone.now()
    form = StandingForm(request.POST or None, instance=Accreditation(process=process), user=request.user)
    if form.is_valid() and attempt(
        form, lambda: actions.enter_standing(accreditation=form.instance, by=request.user, at=at)
    ):
        messages.success(request, _("The standing is entered."))
        return redirect("accreditation:standings", slug)
    rows = Accreditation.objects.filter(process=process).select_related("organisation__seat", "sub_group")
    page = KeysetPage(rows.prefetch_related("events__by"), order="-given_at", query=request.GET)
    context = {"at": at, "process": process, "form": form, "page": page,
               "standings": [(one, one.holds_at(at), one.is_ended_at(at)) for one in page]}  # fmt: skip
    return render(request, "accreditation/secretariat/standings.html", context)


@never_stored
@for_secretariat
def end_standing(request: HttpRequest, pk: int) -> HttpResponse:
    """End a standing, after a page that says what that means."""
    found = _served(request, pk)
    if not request.user.has_perm("accreditation.change_standing", found):
        raise PermissionDenied
    form, at = EndStandingForm(request.POST or None), timezone.now()
    if form.is_valid() and attempt(
        form,
        lambda: actions.end_standing(accreditation=found, note=form.cleaned_data["note"], by=request.user, at=at),
    ):
        messages.success(request, _("The standing is ended."))
        return redirect("accreditation:standings", found.process.slug)
    context = {"at": at, "process": found.process, "standing": found, "form": form,
               "is_over": found.is_ended_at(at)}  # fmt: skip
    return render(request, "accreditation/secretariat/end_standing.html", context)


def _served(request: HttpRequest, pk: int) -> Any:
    rows = Accreditation.objects.served_by(request.user).select_related("process", "organisation", "sub_group")
    return get_object_or_404(rows, pk=pk)
