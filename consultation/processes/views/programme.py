"""How the secretariat sets up sessions and writes their agendas."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultation.processes.actions import agenda as items
from consultation.processes.actions import sessions as actions
from consultation.processes.agenda import as_tree, flat
from consultation.processes.forms.languages import attempt
from consultation.processes.forms.process import AgendaItemForm, SessionForm
from consultation.processes.models import AgendaItem, Process, Session
from consultation.processes.views.secretariat import STEPS, for_secretariat, form_page, served_process, told


@for_secretariat
def add_session(request: HttpRequest, slug: str) -> HttpResponse:
    """One more session."""
    process = served_process(request, slug)
    form = SessionForm(request.POST or None, instance=Session(process=process))
    if form.is_valid() and attempt(
        form, lambda: actions.add_session(session=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The session is added. Write its agenda next."))
        return redirect("processes:agenda", form.instance.pk)
    return form_page(request, form, heading=_("New session"), process=process)


@for_secretariat
def edit_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Kind, number, days and place."""
    session = served_session(request, pk)
    form = SessionForm(request.POST or None, instance=session)
    if form.is_valid() and attempt(
        form, lambda: actions.change_session(session=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The session is changed."))
        return redirect("processes:manage_process", session.process.slug)
    return form_page(request, form, heading=_("Change the session"), process=session.process)


@require_POST
@for_secretariat
def remove_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a session away on which nothing rests."""
    session = served_session(request, pk)
    if told(request, lambda: actions.remove_session(session=session, by=request.user, at=timezone.now())):
        messages.success(request, _("The session is removed."))
    return redirect("processes:manage_process", session.process.slug)


@for_secretariat
def write_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda as a tree, with the means to order it, and one more item."""
    session = served_session(request, pk)
    form = AgendaItemForm(request.POST or None, instance=AgendaItem(session=session))
    if form.is_valid() and attempt(
        form, lambda: items.add_agenda_item(item=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The item is added."))
        return redirect("processes:agenda", pk)
    tree = as_tree(session.agenda_items.order_by("position", "pk"))
    context = {"process": session.process, "session": session, "branches": flat(tree), "agenda": tree, "form": form}
    return render(request, "processes/secretariat/agenda.html", context)


@for_secretariat
def edit_agenda_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Number, title, and what the item is part of."""
    item = served_item(request, pk)
    form = AgendaItemForm(request.POST or None, instance=item)
    if form.is_valid() and attempt(
        form, lambda: items.change_agenda_item(item=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The item is changed."))
        return redirect("processes:agenda", item.session_id)
    return form_page(request, form, heading=_("Change the agenda item"), process=item.session.process)


@require_POST
@for_secretariat
def move_agenda_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down among the items beside it."""
    item, step = served_item(request, pk), STEPS.get(request.POST.get("step", ""), 0)
    told(request, lambda: items.move_agenda_item(item=item, step=step, by=request.user, at=timezone.now()))
    return redirect("processes:agenda", item.session_id)


@require_POST
@for_secretariat
def remove_agenda_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item away to which nothing refers."""
    item = served_item(request, pk)
    if told(request, lambda: items.remove_agenda_item(item=item, by=request.user, at=timezone.now())):
        messages.success(request, _("The item is removed."))
    return redirect("processes:agenda", item.session_id)


def served_session(request: HttpRequest, pk: int) -> Session:
    """The session, or 404 where the person does not serve its process."""
    sessions = Session.objects.filter(process__in=Process.objects.served_by(request.user))
    session: Session = get_object_or_404(sessions.select_related("process"), pk=pk)
    return session


def served_item(request: HttpRequest, pk: int) -> AgendaItem:
    """The item, or 404 where the person does not serve its process."""
    items_served = AgendaItem.objects.filter(session__process__in=Process.objects.served_by(request.user))
    return get_object_or_404(items_served.select_related("session__process", "parent"), pk=pk)
