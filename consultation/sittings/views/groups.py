"""How the secretariat keeps the groups of a process."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultation.processes.forms.languages import attempt
from consultation.processes.models import Process
from consultation.processes.views.secretariat import for_secretariat, form_page, served_process, told
from consultation.sittings.actions import sub_groups as groups
from consultation.sittings.forms.meeting import SubGroupForm
from consultation.sittings.models import SubGroup


@for_secretariat
def sub_groups(request: HttpRequest, slug: str) -> HttpResponse:
    """The groups to which a meeting can be limited, and one more."""
    process = served_process(request, slug)
    form = SubGroupForm(request.POST or None, instance=SubGroup(process=process))
    if form.is_valid() and attempt(
        form, lambda: groups.add_sub_group(group=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The group is added."))
        return redirect("sittings:sub_groups", slug)
    context = {"process": process, "form": form, "groups": SubGroup.objects.filter(process=process)}
    return render(request, "sittings/secretariat/groups.html", context)


@for_secretariat
def edit_sub_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Code and names of a group."""
    group = served_group(request, pk)
    form = SubGroupForm(request.POST or None, instance=group)
    if form.is_valid() and attempt(
        form, lambda: groups.change_sub_group(group=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The group is changed."))
        return redirect("sittings:sub_groups", group.process.slug)
    return form_page(request, form, heading=_("Change the group"), process=group.process)


@require_POST
@for_secretariat
def remove_sub_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a group away to which nothing refers."""
    group = served_group(request, pk)
    if told(request, lambda: groups.remove_sub_group(group=group, by=request.user, at=timezone.now())):
        messages.success(request, _("The group is removed."))
    return redirect("sittings:sub_groups", group.process.slug)


def served_group(request: HttpRequest, pk: int) -> SubGroup:
    """The group, or 404 where the person does not serve its process."""
    found = SubGroup.objects.filter(process__in=Process.objects.served_by(request.user))
    return get_object_or_404(found.select_related("process"), pk=pk)
