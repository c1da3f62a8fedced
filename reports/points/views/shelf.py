"""The list of what lies before the Chair's team, and the way from one contribution to the next."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultation.processes.models import Process
from consultation.submissions.models import Call
from consultation.submissions.record import groups_by_key, items_of, with_names
from look.paging import KeysetPage
from reports.points import shelf as reading_shelf
from reports.points.forms import ShelfForm
from reports.points.shelf import ORDER, SHOWN, Choices, for_me_to_read, lying, narrowed, neighbour, numbers
from stakeholders.accounts.gate import staff_page

FILTERS = ("q", "group", "region", "item", "call", "language", "reading", "points")
for_readers = staff_page("points.open_reading")


@require_safe
@for_readers
def choose_process(request: HttpRequest) -> HttpResponse:
    """The processes in which the person reads; who reads in one only is led there."""
    processes = list(processes_of(request))
    if len(processes) == 1:
        return redirect("points:shelf", processes[0].slug)
    return render(request, "points/choose.html", {"processes": processes})


@require_safe
@for_readers
def shelf(request: HttpRequest, slug: str) -> HttpResponse:
    """The contributions of a process that can be read, in the order of their arrival."""
    process = get_object_or_404(processes_of(request), slug=slug)
    choices = _choices(process)
    form, rows = _narrowed(request, process, choices)
    page = KeysetPage(rows.only(*SHOWN), order=ORDER, query=request.GET)
    context = {
        "process": process,
        "form": form,
        "rows": lying(with_names(page, choices.groups)),
        "page": page,
        "numbers": numbers(rows, request.user),
        "is_narrowed": bool(kept(request.GET)),
        "kept": kept(request.GET),
        "may_mark": request.user.has_perm("points.mark_point", process),
        "at": timezone.now(),
    }
    return render(request, "points/shelf.html", context)


@require_safe
@for_readers
def go_on(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the next contribution that the person has not read, or, with `?back=1`, to the one before."""
    process = get_object_or_404(processes_of(request), slug=slug)
    _form, rows = _narrowed(request, process, _choices(process))
    back = "back" in request.GET
    current = reading_shelf.readable(request.user).filter(reference=request.GET.get("from", "")).first()
    found = neighbour(rows if back else for_me_to_read(rows, request.user), current, back=back)
    query = kept(request.GET)
    if found is None:
        messages.info(request, _("There is nothing left for you to read here."))
        return HttpResponseRedirect(reverse("points:shelf", args=[slug]) + (f"?{query}" if query else ""))
    return HttpResponseRedirect(reverse("points:desk", args=[found.public_id]) + (f"?{query}" if query else ""))


def kept(query: QueryDict) -> str:
    """The filters in the address, to be carried from page to page."""
    return urlencode([(name, str(query[name])) for name in FILTERS if query.get(name)])


def processes_of(request: HttpRequest) -> QuerySet[Process]:
    """Those in which the person holds an office: there she may read."""
    user: Any = request.user
    rows: QuerySet[Process] = Process.objects.filter(pk__in=user.offices.held().values("process"))
    return rows


def _choices(process: Process) -> Choices:
    calls = Call.objects.filter(process=process, announced_at__isnull=False)
    return Choices(groups_by_key(), items_of(process), list(calls.only("symbol", "title", "asks_kind")))


def _narrowed(request: HttpRequest, process: Process, choices: Choices) -> tuple[ShelfForm, Any]:
    form = ShelfForm(request.GET, groups=choices.groups.values(), items=choices.items, calls=choices.calls)
    form.is_valid()
    return form, narrowed(process, form.cleaned_data, choices, request.user)
