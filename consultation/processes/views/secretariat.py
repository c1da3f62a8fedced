"""The secretariat's desk, and how it sets up a process, its offices and its rules of moderation."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultation.processes import log
from consultation.processes.actions import moderation_rules, offices
from consultation.processes.actions import processes as actions
from consultation.processes.forms.languages import attempt
from consultation.processes.forms.process import ModerationRuleForm, OfficeForm, ProcessForm
from consultation.processes.models import ModerationRule, Office, Process
from look.paging import KeysetPage
from register.errors import MoveRefused
from stakeholders.accounts.gate import staff_page
from stakeholders.organisations.models import Organisation

for_secretariat = staff_page("processes.open_secretariat_desk")
STEPS = {"up": -1, "down": 1}


@for_secretariat
def secretariat_desk(request: HttpRequest) -> HttpResponse:
    """What awaits the secretariat, process by process."""
    at = timezone.now()
    served = Process.objects.served_by(request.user)
    context = {
        "at": at,
        "processes": served.with_calls_ahead_at(at).with_sessions_ahead_on(at.date()),
        "organisations_awaiting": organisations_awaiting(request.user),
        "applications_awaiting": served.applications_awaiting_at(at),
        "registrations_awaiting": served.registrations_awaiting(),
        "proposals_waiting": served.proposals_waiting(),
        "imports_running": served.imports_running(),
        "documents_running": served.documents_running(),
    }
    return render(request, "processes/secretariat/desk.html", context)


@staff_page("processes.create_process")
def create_process(request: HttpRequest) -> HttpResponse:
    """A new process."""
    form = ProcessForm(request.POST or None, initial={"languages": ["en"], "time_zone": "UTC"})
    if form.is_valid() and attempt(
        form, lambda: actions.create_process(process=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The process is kept. Nobody but its officers sees it until you announce it."))
        return redirect("processes:manage_process", form.instance.slug)
    return form_page(request, form, heading=_("New process"))


@for_secretariat
def manage_process(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of a process that the secretariat can change, with the way to each."""
    process = served_process(request, slug)
    context = {
        "at": timezone.now(),
        "process": process,
        "sessions": process.sessions.order_by("starts_on", "pk"),
        "calls": process.calls.select_related("session"),
        "offices": process.offices.held().select_related("user").order_by("kind", "pk"),
        "rules": process.moderation_rules.all(),
    }
    return render(request, "processes/secretariat/process.html", context)


@for_secretariat
def edit_process(request: HttpRequest, slug: str) -> HttpResponse:
    """Mandate, names, languages, zone."""
    process = served_process(request, slug)
    form = ProcessForm(request.POST or None, instance=served_process(request, slug))
    if form.is_valid() and attempt(
        form, lambda: actions.change_process(process=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The process is changed."))
        return redirect("processes:manage_process", form.instance.slug)
    return form_page(request, form, heading=_("Change the process"), process=process)


@require_POST
@for_secretariat
def announce_process(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the process to the public."""
    process = served_process(request, slug)
    done = told(request, lambda: actions.announce_process(process=process, by=request.user, at=timezone.now()))
    if done:
        messages.success(request, _("The process is announced. Everybody can read its page now."))
    return redirect("processes:manage_process", slug)


@for_secretariat
def show_log(request: HttpRequest, slug: str) -> HttpResponse:
    """Who changed what, newest first."""
    process = served_process(request, slug)
    page = KeysetPage(process.events.select_related("by"), order="-at", query=request.GET)
    context = {"process": process, "page": page, "lines": log.told(page.rows)}
    return render(request, "processes/secretariat/log.html", context)


# --- Offices ----------------------------------------------------------------------------------------------------------


@for_secretariat
def give_office(request: HttpRequest, slug: str) -> HttpResponse:
    """Who holds which office, and an office for one more person."""
    process = served_process(request, slug)
    form = OfficeForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        lambda: offices.give_office(
            process=process, person=form.cleaned_data["person"], kind=form.cleaned_data["kind"],
            by=request.user, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, _("The office is given."))
        return redirect("processes:offices", slug)
    held = process.offices.held().select_related("user").order_by("kind", "pk")
    return render(request, "processes/secretariat/offices.html", {"process": process, "form": form, "offices": held})


@require_POST
@for_secretariat
def end_office(request: HttpRequest, pk: int) -> HttpResponse:
    """End an office."""
    held = Office.objects.filter(process__in=Process.objects.served_by(request.user)).select_related("process")
    office = get_object_or_404(held, pk=pk)
    if told(request, lambda: offices.end_office(office=office, by=request.user, at=timezone.now())):
        messages.success(request, _("The office has ended."))
    return redirect("processes:offices", office.process.slug)


# --- Rules of moderation ----------------------------------------------------------------------------------------------


@for_secretariat
def moderation_rules_of(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules in their order, and one more."""
    process = served_process(request, slug)
    form = ModerationRuleForm(request.POST or None, instance=ModerationRule(process=process))
    if form.is_valid() and attempt(
        form, lambda: moderation_rules.add_moderation_rule(rule=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The rule is added."))
        return redirect("processes:rules", slug)
    context = {"process": process, "form": form, "rules": process.moderation_rules.all()}
    return render(request, "processes/secretariat/rules.html", context)


@for_secretariat
def edit_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Another wording of a rule."""
    rule = served_rule(request, pk)
    form = ModerationRuleForm(request.POST or None, instance=rule)
    if form.is_valid() and attempt(
        form, lambda: moderation_rules.change_moderation_rule(rule=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The rule is changed."))
        return redirect("processes:rules", rule.process.slug)
    return form_page(request, form, heading=_("Change the rule"), process=rule.process)


@require_POST
@for_secretariat
def move_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    rule, step = served_rule(request, pk), STEPS.get(request.POST.get("step", ""), 0)
    told(
        request,
        lambda: moderation_rules.move_moderation_rule(rule=rule, step=step, by=request.user, at=timezone.now()),
    )
    return redirect("processes:rules", rule.process.slug)


@require_POST
@for_secretariat
def remove_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a rule away on which nothing rests."""
    rule = served_rule(request, pk)
    if told(request, lambda: moderation_rules.remove_moderation_rule(rule=rule, by=request.user, at=timezone.now())):
        messages.success(request, _("The rule is removed."))
    return redirect("processes:rules", rule.process.slug)


# --- What the pages share ---------------------------------------------------------------------------------------------


def organisations_awaiting(user: Any) -> int:
    """How many new organisations await the portal's secretariat; the officers of one process decide on none."""
    return Organisation.objects.awaiting_decision().count() if user.has_perm("accounts.act_as_secretariat") else 0


def served_process(request: HttpRequest, slug: str) -> Process:
    """The process, or 404 where the person does not serve it."""
    process: Process = get_object_or_404(Process.objects.served_by(request.user), slug=slug)
    return process


def served_rule(request: HttpRequest, pk: int) -> ModerationRule:
    """The rule, or 404 where the person does not serve its process."""
    rules = ModerationRule.objects.filter(process__in=Process.objects.served_by(request.user))
    return get_object_or_404(rules.select_related("process"), pk=pk)


def form_page(request: HttpRequest, form: Any, *, heading: str, process: Any = None, **context: Any) -> HttpResponse:
    """One form on one page."""
    context |= {"form": form, "heading": heading, "process": process}
    return render(request, "processes/secretariat/form.html", context)


def told(request: HttpRequest, act: Any) -> bool:
    """Do it; where it is refused, the next page says why."""
    try:
        act()
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return False
    return True
