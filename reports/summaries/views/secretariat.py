"""The secretariat sets how many voices each quantifier stands for in a process."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.processes.models import Process
from reports.summaries import actions
from reports.summaries.bands import USUAL, bands_of, misfits
from reports.summaries.forms import BandForm
from stakeholders.accounts.gate import staff_page


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_secretariat_desk")
def bands(request: HttpRequest, slug: str) -> HttpResponse:
    """The bands of the quantifiers; gaps and overlaps are said, for only people can say whether they are meant."""
    process = get_object_or_404(Process.objects.served_by(request.user), slug=slug)
    at, by = timezone.now(), request.user
    if request.method == "POST" and "usual" in request.POST:
        actions.forget_bands(process=process, by=by, at=at)
        messages.success(request, _("The usual bands are used again."))
        return redirect("summaries:bands", slug)
    in_use = {band.word: band for band in bands_of(process)}
    forms = [BandForm(request.POST or None, band=in_use.get(usual.word, usual)) for usual in USUAL]
    wrong = [form for form in forms if form.errors]
    if request.method == "POST" and not wrong:
        actions.set_bands(process=process, bands=[form.view for form in forms], by=by, at=at)
        messages.success(request, _("The bands are kept. Summaries of this process are checked against them."))
        return redirect("summaries:bands", slug)
    is_own = tuple(in_use.values()) != USUAL
    context = {
        "process": process, "forms": forms, "wrong": wrong, "misfits": misfits(in_use.values()), "is_own": is_own,
    }  # fmt: skip
    return render(request, "summaries/bands.html", context)
