"""What anybody may read of the rules of participation of a process."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from consultation.modalities.models import Modalities
from consultation.modalities.profile import ARRANGEMENTS
from consultation.modalities.querysets import ModalitiesQuerySet
from consultation.modalities.reading import cells_of, differences, settings_in_words, sheets, table_one
from consultation.modalities.states import ModalitiesState
from consultation.processes.models import Process


@login_not_required
@require_safe
def show_modalities(request: HttpRequest, slug: str) -> HttpResponse:
    """The version in force; without one, what the portal provides for."""
    process = _process(request, slug)
    versions = list(_agreed(process))
    in_force = next((version for version in versions if version.state == ModalitiesState.IN_FORCE), None)
    if in_force is None:
        return render(request, "modalities/public/none.html", {"process": process, "versions": versions})
    return _show(request, process, in_force, versions)


@login_not_required
@require_safe
def show_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version, in force or superseded."""
    process = _process(request, slug)
    versions = list(_agreed(process))
    return _show(request, process, _numbered(process, number), versions)


@login_not_required
@require_safe
def show_changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What changed from the version before to this one, in words."""
    process = _process(request, slug)
    later = _numbered(process, number)
    earlier = _agreed(process).filter(number__lt=number).order_by("-number").first()
    context = {
        "process": process, "version": later, "earlier": earlier,
        "differences": differences(earlier, later) if earlier else None,
    }  # fmt: skip
    return render(request, "modalities/public/changes.html", context)


def _process(request: HttpRequest, slug: str) -> Process:
    process: Process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    return process


def _agreed(process: Process) -> ModalitiesQuerySet:
    """Drafts are the secretariat's."""
    versions: ModalitiesQuerySet = Modalities.objects.agreed().filter(process=process)
    return versions


def _numbered(process: Process, number: int) -> Modalities:
    version: Modalities = get_object_or_404(_agreed(process), number=number)
    return version


def _show(request: HttpRequest, process: Process, version: Modalities, versions: list[Modalities]) -> HttpResponse:
    context = {
        "process": process, "version": version, "versions": versions,
        "others": [other for other in versions if other.pk != version.pk],
        "has_earlier": any(other.number < version.number for other in versions), **in_words(version),
    }  # fmt: skip
    return render(request, "modalities/public/version.html", context)


def in_words(version: Modalities) -> dict[str, Any]:
    """The matrix, the clauses and the settings as a page shows them."""
    return {
        "sheets": sheets(cells_of(version)),
        "clauses": version.clauses.all(),
        "rows": table_one(version),
        "arrangements": settings_in_words(version, ARRANGEMENTS),
    }
