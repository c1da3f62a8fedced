"""How the secretariat prepares a version of the rules of participation and brings it into force."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultation.modalities import actions
from consultation.modalities.forms import CellsForm, ClauseForm, EnforceForm, ModalitiesForm
from consultation.modalities.models import Clause, Modalities
from consultation.modalities.presets import PRESETS
from consultation.modalities.reading import differences
from consultation.modalities.states import ModalitiesState
from consultation.modalities.views.public import in_words
from consultation.modalities.vocabulary import Category, Occasion
from consultation.processes.forms.languages import attempt
from consultation.processes.models import Process
from consultation.processes.views.secretariat import for_secretariat, form_page, served_process, told

COPY = "copy"
"""The choice to begin from the version in force."""


@for_secretariat
def manage(request: HttpRequest, slug: str) -> HttpResponse:
    """The version in force, the draft of the next one, and the older ones."""
    process = served_process(request, slug)
    versions = list(process.modalities.all())
    context = {
        "process": process,
        "draft": next((version for version in versions if version.state == ModalitiesState.DRAFT), None),
        "versions": [version for version in versions if version.state != ModalitiesState.DRAFT],
    }
    return render(request, "modalities/secretariat/manage.html", context)


@for_secretariat
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose what the next version is begun from."""
    process = served_process(request, slug)
    in_force = Modalities.objects.in_force().filter(process=process).first()
    if request.method == "POST" and (draft := _begun(request, process, in_force)):
        return redirect("modalities:draft", draft.pk)
    context = {"process": process, "in_force": in_force, "presets": PRESETS.values()}
    return render(request, "modalities/secretariat/begin.html", context)


def _begun(request: HttpRequest, process: Process, in_force: Modalities | None) -> Modalities | None:
    chosen, by, at = request.POST.get("begin_from", ""), request.user, timezone.now()
    made: list[Modalities] = []
    if chosen == COPY and in_force:
        told(request, lambda: made.append(actions.begin_from_version(version=in_force, by=by, at=at)))
    elif chosen in PRESETS:
        preset = PRESETS[chosen]
        told(request, lambda: made.append(actions.begin_from_preset(process=process, preset=preset, by=by, at=at)))
    else:
        messages.error(request, _("Choose what the version is begun from."))
    return made[0] if made else None


@for_secretariat
def show_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it would be read, what it changes, and the way to each part."""
    draft = _served_draft(request, pk)
    in_force = Modalities.objects.in_force().filter(process=draft.process).first()
    context = {
        "process": draft.process, "version": draft, "in_force": in_force, "occasions": Occasion.choices,
        "differences": differences(in_force, draft) if in_force else None, **in_words(draft),
    }  # fmt: skip
    return render(request, "modalities/secretariat/draft.html", context)


@for_secretariat
def edit_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, basis, settings."""
    draft = _served_draft(request, pk)
    form = ModalitiesForm(request.POST or None, instance=draft)
    if form.is_valid() and attempt(
        form, lambda: actions.change_modalities(modalities=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The draft is changed."))
        return redirect("modalities:draft", pk)
    return form_page(request, form, heading=_("Title, basis and settings"), process=draft.process)


@for_secretariat
def clauses(request: HttpRequest, pk: int) -> HttpResponse:
    """The clauses of a draft, and one more."""
    draft = _served_draft(request, pk)
    form = ClauseForm(request.POST or None, instance=Clause(modalities=draft))
    if form.is_valid() and attempt(
        form, lambda: actions.add_clause(clause=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The clause is added."))
        return redirect("modalities:clauses", pk)
    context = {"process": draft.process, "version": draft, "clauses": draft.clauses.all(), "form": form}
    return render(request, "modalities/secretariat/clauses.html", context)


@for_secretariat
def edit_clause(request: HttpRequest, pk: int) -> HttpResponse:
    """Another wording of a clause."""
    clause = _served_clause(request, pk)
    form = ClauseForm(request.POST or None, instance=clause)
    if form.is_valid() and attempt(
        form, lambda: actions.change_clause(clause=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The clause is changed."))
        return redirect("modalities:clauses", clause.modalities_id)
    heading = _("Clause %(number)s") % {"number": clause.number}
    return form_page(request, form, heading=heading, process=clause.modalities.process)


@require_POST
@for_secretariat
def remove_clause(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a clause away on which nothing rests."""
    clause = _served_clause(request, pk)
    if told(request, lambda: actions.remove_clause(clause=clause, by=request.user, at=timezone.now())):
        messages.success(request, _("The clause is removed."))
    return redirect("modalities:clauses", clause.modalities_id)


@for_secretariat
def edit_cells(request: HttpRequest, pk: int, occasion: str) -> HttpResponse:
    """The matrix of one occasion as a form."""
    if occasion not in Occasion.values:
        raise Http404
    draft = _served_draft(request, pk)
    cells, numbered = list(draft.cells.filter(occasion=occasion)), list(draft.clauses.all())
    form = CellsForm(request.POST or None, cells=cells, clauses=numbered)
    if form.is_valid() and attempt(
        form,
        lambda: actions.settle_cells(
            modalities=draft, occasion=occasion, settled=form.settled(), by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, _("The matrix is changed."))
        return redirect("modalities:draft", pk)
    context = {
        "process": draft.process, "version": draft, "form": form, "clauses": numbered, "occasion": occasion,
        "heading": Occasion(occasion).label, "occasions": Occasion.choices, "categories": Category.labels,
    }  # fmt: skip
    return render(request, "modalities/secretariat/cells.html", context)


@for_secretariat
def enforce(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who agreed it, and bring it into force."""
    draft = _served_draft(request, pk)
    form = EnforceForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        lambda: actions.bring_into_force(
            modalities=draft, note=form.cleaned_data["note"], by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, _("The version is in force. It does not change any more."))
        return redirect("modalities:modalities", draft.process.slug)
    in_force = Modalities.objects.in_force().filter(process=draft.process).first()
    context = {"process": draft.process, "version": draft, "form": form, "in_force": in_force}
    return render(request, "modalities/secretariat/enforce.html", context)


@require_POST
@for_secretariat
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    draft = _served_draft(request, pk)
    if told(request, lambda: actions.discard_draft(modalities=draft, by=request.user, at=timezone.now())):
        messages.success(request, _("The draft is thrown away."))
    return redirect("modalities:manage", draft.process.slug)


def _served_draft(request: HttpRequest, pk: int) -> Modalities:
    """The draft, or 404 where there is none of a process that the person serves."""
    return get_object_or_404(_drafts(request.user).select_related("process"), pk=pk)


def _served_clause(request: HttpRequest, pk: int) -> Clause:
    clauses_of_drafts = Clause.objects.filter(modalities__in=_drafts(request.user))
    clause: Clause = get_object_or_404(clauses_of_drafts.select_related("modalities__process"), pk=pk)
    return clause


def _drafts(user: Any) -> Any:
    return Modalities.objects.filter(state=ModalitiesState.DRAFT, process__in=Process.objects.served_by(user))
