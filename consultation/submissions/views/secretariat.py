"""How the secretariat prepares, announces and extends calls for input."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultation.processes import log
from consultation.processes.forms.languages import attempt
from consultation.processes.models import Process
from consultation.processes.views.programme import served_session
from consultation.processes.views.secretariat import STEPS, for_secretariat, form_page, told
from consultation.submissions.actions import calls as actions
from consultation.submissions.forms.call import CallForm, ExtensionForm, QuestionForm
from consultation.submissions.models import Call, CallExtension, CallQuestion


@for_secretariat
def create_call(request: HttpRequest, pk: int) -> HttpResponse:
    """A new call for input ahead of a session."""
    session = served_session(request, pk)
    call = Call(process=session.process, session=session)
    form = CallForm(request.POST or None, instance=call, initial={"zone": session.process.time_zone})
    if form.is_valid() and attempt(
        form,
        lambda: actions.create_call(
            call=form.instance, agenda_items=form.cleaned_data["agenda_items"], by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, _("The call is kept. Add questions, look it over, then announce it."))
        return redirect("submissions:manage_call", form.instance.pk)
    context = {"form": form, "process": session.process, "session": session}
    return render(request, "submissions/secretariat/call_form.html", context)


@for_secretariat
def manage_call(request: HttpRequest, pk: int) -> HttpResponse:
    """A call as it stands: its window in every clock that matters, its questions, and what can be done now."""
    call, at = served_call(request, pk), timezone.now()
    context = {
        "at": at,
        "call": call,
        "process": call.process,
        "session": call.session,
        "stage": call.stage_at(at),
        "questions": call.questions.select_related("agenda_item"),
        "agenda_items": call.agenda_items.order_by("position", "pk"),
        "extensions": call.extensions.all(),
        "lines": log.told(call.events.select_related("by").order_by("-at", "-pk")),
    }
    return render(request, "submissions/secretariat/call.html", context)


@for_secretariat
def edit_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything while the call is in preparation, its texts afterwards."""
    call = served_call(request, pk)
    form = CallForm(request.POST or None, instance=served_call(request, pk))
    if form.is_valid() and attempt(
        form,
        lambda: actions.change_call(
            call=form.instance, agenda_items=form.cleaned_data.get("agenda_items"), by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, _("The call is changed."))
        return redirect("submissions:manage_call", pk)
    context = {"form": form, "process": call.process, "session": call.session, "call": call}
    return render(request, "submissions/secretariat/call_form.html", context)


@require_POST
@for_secretariat
def announce_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the call to everybody."""
    call = served_call(request, pk)
    if told(request, lambda: actions.announce_call(call=call, by=request.user, at=timezone.now())):
        messages.success(request, _("The call is announced."))
    return redirect("submissions:manage_call", pk)


@for_secretariat
def extend_call(request: HttpRequest, pk: int) -> HttpResponse:
    """A later deadline: typed, shown back in the call's zone and in UTC, and only then made public."""
    call, at = served_call(request, pk), timezone.now()
    if call.announced_at is None:
        return redirect("submissions:edit_call", pk)
    form = ExtensionForm(request.POST or None, instance=CallExtension(call=call))
    is_confirmed = "confirm" in request.POST
    if (
        form.is_valid()
        and is_confirmed
        and attempt(form, lambda: actions.extend_call(extension=form.instance, by=request.user, at=at))
    ):
        messages.success(request, _("The deadline is extended, and the call says so."))
        return redirect("submissions:manage_call", pk)
    is_checking = form.is_bound and not form.errors and "change" not in request.POST
    context = {"at": at, "call": call, "process": call.process, "session": call.session, "form": form}
    return render(request, "submissions/secretariat/call_extend.html", context | {"is_checking": is_checking})


# --- Questions --------------------------------------------------------------------------------------------------------


@for_secretariat
def add_question(request: HttpRequest, pk: int) -> HttpResponse:
    """One more guiding question."""
    call = served_call(request, pk)
    form = QuestionForm(request.POST or None, instance=CallQuestion(call=call))
    if form.is_valid() and attempt(
        form, lambda: actions.add_question(question=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The question is added."))
        return redirect("submissions:manage_call", pk)
    return form_page(request, form, heading=_("New guiding question"), process=call.process, call=call)


@for_secretariat
def edit_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Another wording, one more language."""
    question = served_question(request, pk)
    form = QuestionForm(request.POST or None, instance=question)
    if form.is_valid() and attempt(
        form, lambda: actions.change_question(question=form.instance, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The question is changed."))
        return redirect("submissions:manage_call", question.call_id)
    call = question.call
    return form_page(request, form, heading=_("Change the guiding question"), process=call.process, call=call)


@require_POST
@for_secretariat
def move_question(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    question, step = served_question(request, pk), STEPS.get(request.POST.get("step", ""), 0)
    told(request, lambda: actions.move_question(question=question, step=step, by=request.user, at=timezone.now()))
    return redirect("submissions:manage_call", question.call_id)


@require_POST
@for_secretariat
def remove_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question away before anybody has read it."""
    question = served_question(request, pk)
    if told(request, lambda: actions.remove_question(question=question, by=request.user, at=timezone.now())):
        messages.success(request, _("The question is removed."))
    return redirect("submissions:manage_call", question.call_id)


def served_call(request: HttpRequest, pk: int) -> Call:
    """The call, or 404 where the person does not serve its process."""
    calls = Call.objects.filter(process__in=Process.objects.served_by(request.user))
    call: Call = get_object_or_404(calls.select_related("process", "session"), pk=pk)
    return call


def served_question(request: HttpRequest, pk: int) -> CallQuestion:
    """The question, or 404 where the person does not serve its process."""
    questions = CallQuestion.objects.filter(call__process__in=Process.objects.served_by(request.user))
    return get_object_or_404(questions.select_related("call__process", "call__session"), pk=pk)
