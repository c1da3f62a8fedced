"""The Chair's desk: inquiries that await a reply, the overdue ones first, and one of them."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from look.paging import KeysetPage, counted_up_to
from register.errors import MoveRefused
from reports.inquiries import actions
from reports.inquiries.forms import ReplyForm, WithholdForm
from reports.inquiries.models import Inquiry
from reports.inquiries.states import InquiryState
from reports.inquiries.views.public import shown, with_clocks
from stakeholders.accounts.gate import staff_page

MOST_ANSWERED = 10


@require_safe
@staff_page("processes.open_team_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """What awaits a reply, first due first, and what was answered last."""
    at = timezone.now()
    mine = Inquiry.objects.of_team(request.user).select_related("summary__session__process", "group")
    answered = mine.filter(state=InquiryState.ANSWERED).order_by("-replied_at", "-pk")
    context = {
        "at": at,
        "page": with_clocks(KeysetPage(mine.open(), order="reply_due_at", query=request.GET), at),
        "count": counted_up_to(mine.open()),
        "overdue": counted_up_to(mine.overdue_at(at)),
        "answered": answered[:MOST_ANSWERED],
    }
    return render(request, "inquiries/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_team_desk")
def reply(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One inquiry with the contribution that it comes from, and the reply to it."""
    found, at = _found(request, public_id), timezone.now()
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_inquiry(inquiry=found, reply=form.cleaned_data["reply"], by=request.user, at=at)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Replied. Everybody can read the reply from now on."))
            return redirect("inquiries:desk")
    return _page(request, found, form=form)


@require_POST
@staff_page("processes.open_team_desk")
def withhold(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Keep the text of an inquiry from the public under a rule."""
    found = _found(request, public_id)
    form = WithholdForm(request.POST, process=found.summary.session.process)
    if not form.is_valid():
        return _page(request, found, withhold_form=form)
    try:
        actions.withhold_inquiry(inquiry=found, **form.cleaned_data, by=request.user, at=timezone.now())
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The text is withheld. That it was filed, and the rule, stay public."))
    return redirect("inquiries:reply", public_id)


def _found(request: HttpRequest, public_id: uuid.UUID) -> Any:
    rows = shown(Inquiry.objects.of_team(request.user)).select_related(
        "summary__session__process", "submission", "replied_by", "filed_by"
    )
    return get_object_or_404(rows.defer("submission__body", "submission__search"), public_id=public_id)


def _page(
    request: HttpRequest, found: Inquiry, *, form: ReplyForm | None = None, withhold_form: WithholdForm | None = None
) -> HttpResponse:  # fmt: skip
    at = timezone.now()
    context = {
        "inquiry": found,
        "summary": found.summary,
        "at": at,
        "is_late": found.is_overdue_at(at),
        "form": form or ReplyForm(),
        "withhold_form": withhold_form or WithholdForm(process=found.summary.session.process),
        "may_decide": request.user.has_perm("inquiries.answer_inquiry", found),
        "history": found.events.select_related("by"),
    }
    return render(request, "inquiries/reply.html", context)
