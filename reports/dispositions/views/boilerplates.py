"""The texts that many answers share: the list, one text with where it is used, and its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultation.processes.models import Process
from look.paging import KeysetPage
from register.errors import MoveRefused
from reports.dispositions.actions import boilerplates as actions
from reports.dispositions.errors import BoilerplateChanged
from reports.dispositions.forms import BoilerplateForm
from reports.dispositions.models import Boilerplate
from stakeholders.accounts.gate import staff_page


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_team_desk")
def boilerplates(request: HttpRequest, slug: str) -> HttpResponse:
    """The texts of a process, how often each is used, and a form for another."""
    process = get_object_or_404(_processes(request), slug=slug)
    form = BoilerplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("title", "text")}
        try:
            actions.add_boilerplate(process=process, **typed, by=request.user, at=timezone.now())
        except MoveRefused as refusal:
            form.add_error("title", str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("dispositions:boilerplates", slug)
    rows = Boilerplate.objects.filter(process=process).with_uses().order_by("retired_at", "title", "pk")
    return render(request, "dispositions/boilerplates.html", {"process": process, "form": form, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_team_desk")
def boilerplate(request: HttpRequest, pk: int) -> HttpResponse:
    """One text, and the answers that took it."""
    found = _found(request, pk)
    initial = {"title": found.title, "text": found.text, "version": found.version}
    form = BoilerplateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_boilerplate(
                boilerplate=found, title=form.cleaned_data["title"], text=form.cleaned_data["text"],
                version=form.cleaned_data["version"] or 0, by=request.user, at=timezone.now(),
            )  # fmt: skip
        except BoilerplateChanged as refusal:
            return _conflict(request, found, refusal)
        except MoveRefused as refusal:
            form.add_error("title", str(refusal))
        else:
            messages.success(request, _("Saved. Answers that took the text before keep their copy."))
            return redirect("dispositions:boilerplate", pk)
    return render(request, "dispositions/boilerplate.html", _page(request, found) | {"form": form})


@require_POST
@staff_page("processes.open_team_desk")
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the text no more."""
    found = _found(request, pk)
    try:
        actions.retire_boilerplate(boilerplate=found, by=request.user, at=timezone.now())
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("dispositions:boilerplates", found.process.slug)


def _processes(request: HttpRequest) -> Any:
    user: Any = request.user
    return Process.objects.filter(pk__in=user.offices.on_chairs_team().values("process"))


def _found(request: HttpRequest, pk: int) -> Boilerplate:
    rows = Boilerplate.objects.filter(process__in=_processes(request)).select_related("process", "saved_by")
    found: Boilerplate = get_object_or_404(rows, pk=pk)
    return found


def _page(request: HttpRequest, found: Boilerplate) -> dict[str, Any]:
    uses = found.answers.select_related("summary", "point").order_by("saved_at", "pk")
    return {"boilerplate": found, "page": KeysetPage(uses, order="-saved_at", query=request.GET)}


def _conflict(request: HttpRequest, found: Boilerplate, refusal: MoveRefused) -> HttpResponse:
    """Both texts on one page: theirs as it was saved, hers in the form, which now names their version."""
    found.refresh_from_db()
    typed = QueryDict(mutable=True)
    typed.update(
        {"title": request.POST.get("title", ""), "text": request.POST.get("text", ""), "version": str(found.version)}
    )
    form = BoilerplateForm(typed)
    form.add_error(None, str(refusal))
    context = _page(request, found) | {"form": form, "theirs": found.text}
    return render(request, "dispositions/boilerplate.html", context, status=409)
