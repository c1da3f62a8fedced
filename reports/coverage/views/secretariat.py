"""The secretariat says what must be zero before a summary is issued."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.processes.models import Process
from reports.coverage.actions.gates import set_gate
from reports.coverage.forms import GateForm
from reports.coverage.models import Gate
from stakeholders.accounts.gate import staff_page


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_secretariat_desk")
def gate(request: HttpRequest, slug: str) -> HttpResponse:
    """The switches of one process."""
    process = get_object_or_404(Process.objects.served_by(request.user), slug=slug)
    form = GateForm(request.POST or None, instance=Gate.objects.filter(process=process).first())
    if request.method == "POST" and form.is_valid():
        set_gate(process=process, wanted=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("coverage:gate", slug)
    return render(request, "coverage/gate.html", {"process": process, "form": form})
