"""The chair's team before issue: what is covered, what is balanced, what is open; setting aside; issuing."""

from typing import Any

from django.contrib import messages
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.processes.models import AgendaItem
from look.paging import KeysetPage, counted_up_to
from register.errors import MoveRefused
from register.moves import open_moves
from reports.coverage import balance, gate, tables
from reports.coverage.actions import asides as actions
from reports.coverage.actions.issuing import begin_correction, issue_through_gate
from reports.coverage.facts import facts_of, open_inputs, open_points
from reports.coverage.forms import GroupFilterForm, KeepWordForm, SetAsideForm
from reports.coverage.models import SetAside
from reports.summaries.bands import bands_of
from reports.summaries.errors import NamesStand
from reports.summaries.evidence import inputs_before_chair
from reports.summaries.forms import IssueForm, ReasonForm
from reports.summaries.models import Paragraph, Summary
from reports.summaries.names import names_told
from reports.summaries.states import SUMMARY_MOVES
from stakeholders.accounts.gate import staff_page

MOST_WORDS = 20
"""Paragraphs whose words disagree with the numbers that are shown before somebody asks for all."""

for_readers = staff_page("summaries.open_desk")
for_team = staff_page("processes.open_team_desk")
for_chairs = staff_page("processes.open_chair_desk")


@require_safe
@for_readers
def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything before issue on one page: what is open, by agenda item, balance, words against numbers."""
    summary = _seen(request, pk)
    facts = facts_of(summary)
    weighed = gate.weighed_paragraphs(summary, facts)
    spoken_to = {*facts.on_item, *facts.points_on_item} - {None}
    items = AgendaItem.objects.filter(Q(calls__in=summary.calls.all()) | Q(pk__in=spoken_to)).distinct()
    to_look_at = [one for one in weighed if one.kept or any(finding.disagrees for finding in one.findings)]
    shown = to_look_at if request.GET.get("words") == "all" else to_look_at[:MOST_WORDS]
    context = {
        "summary": summary,
        "lines": gate.lines_before_issue(summary, facts, weighed),
        "whole": balance.coverage(facts),
        "late": balance.late(facts),
        "voices": facts.voices_of(facts.inputs),
        "items": tables.of_items(facts, list(items.order_by("position", "pk"))),
        "tables": tables.balances(facts),
        "weighed": shown,
        "more_words": len(to_look_at) - len(shown),
        "quantified": len(weighed),
        "bands": bands_of(summary.session.process),
        "may_decide": _may_decide(request, summary),
        "keep_form": KeepWordForm(),
    }
    return render(request, "coverage/coverage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def contributions(request: HttpRequest, pk: int) -> HttpResponse:
    """Contributions that no paragraph rests on; tick some, give a reason, and they are set aside."""
    summary = _seen(request, pk)
    rows = open_inputs(summary)
    form = SetAsideForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        return _set_aside(request, summary, "coverage:contributions", submissions=form.cleaned_data["rows"], form=form)
    shown, narrow = _narrowed(request, rows, "group")
    listed = shown.select_related("group", "country").defer("body", "search")
    page = KeysetPage(listed, order="received_at", query=request.GET)
    return _list(request, summary, "coverage/contributions.html", page, counted_up_to(shown), form, narrow)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def points(request: HttpRequest, pk: int) -> HttpResponse:
    """Points that no paragraph rests on; tick some, give a reason, and they are set aside."""
    summary = _seen(request, pk)
    rows = open_points(summary)
    form = SetAsideForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        return _set_aside(request, summary, "coverage:points", points=form.cleaned_data["rows"], form=form)
    shown, narrow = _narrowed(request, rows, "submission__group")
    listed = shown.select_related("submission__group", "agenda_item", "topic")
    listed = listed.defer("submission__body", "submission__search")
    page = KeysetPage(listed, order="marked_at", query=request.GET)
    return _list(request, summary, "coverage/points.html", page, counted_up_to(shown), form, narrow)


@require_safe
@for_readers
def asides(request: HttpRequest, pk: int) -> HttpResponse:
    """What was considered and is not reflected, with the reasons."""
    summary = _seen(request, pk)
    rows = summary.set_aside.select_related("submission__group", "point", "by")
    page = KeysetPage(rows.defer("submission__body", "submission__search"), order="-at", query=request.GET)
    context = {"summary": summary, "page": page, "may_decide": _may_decide(request, summary)}
    return render(request, "coverage/asides.html", context)


@require_POST
@for_team
def take_back(request: HttpRequest, pk: int, aside_pk: int) -> HttpResponse:
    """Open again what was set aside."""
    aside = get_object_or_404(SetAside, pk=aside_pk, summary=_seen(request, pk))
    try:
        actions.take_back(aside=aside, by=request.user, at=timezone.now())
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is open again."))
    return redirect("coverage:asides", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def keep_word(request: HttpRequest, pk: int, paragraph_pk: int) -> HttpResponse:
    """Let a quantifier stand, with a reason."""
    summary = _seen(request, pk)
    paragraph = get_object_or_404(Paragraph, pk=paragraph_pk, section__summary=summary)
    paragraph.section.summary = summary
    form = KeepWordForm(request.POST or None, initial={"version": paragraph.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_word(paragraph=paragraph, **form.cleaned_data, by=request.user, at=timezone.now())
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("coverage:coverage", pk)
    return render(request, "coverage/keep_word.html", {"summary": summary, "paragraph": paragraph, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_chairs
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of what is open, and the button that issues once nothing stands against it."""
    summary = _seen(request, pk)
    names = names_told(summary)
    form = IssueForm(request.POST if request.method == "POST" else None, names=names)
    if request.method == "POST" and form.is_valid():
        seen = "names_seen" in form.cleaned_data
        try:
            issue_through_gate(summary=summary, by=request.user, at=timezone.now(), names_seen=seen)
        except NamesStand as refusal:
            form = IssueForm(request.POST, names=refusal.names)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The summary has been issued. Everybody who contributed is told by mail."))
            return redirect("summaries:write", pk)
    facts = facts_of(summary)
    lines = gate.lines_before_issue(summary, facts, gate.weighed_paragraphs(summary, facts))
    context = {
        "summary": summary,
        "lines": lines,
        "is_blocked": any(line.blocks for line in lines),
        "may_issue": any(move.name == "issued" for move in open_moves(summary, SUMMARY_MOVES, by=request.user)),
        "form": form,
        "latest": inputs_before_chair(summary).aggregate(at=Max("received_at"))["at"],
    }
    return render(request, "coverage/issue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_chairs
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the correction of an issued summary, with its reason."""
    summary = _seen(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            corrected = begin_correction(
                summary=summary, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
            )
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The correction is begun. What is issued stays as it is until you issue it."))
            return redirect("summaries:write", corrected.pk)
    return render(request, "coverage/correct.html", {"summary": summary, "form": form})


# --- parts ------------------------------------------------------------------------------------------------------------


def _seen(request: HttpRequest, pk: int) -> Summary:
    rows = Summary.objects.seen_by_staff(request.user).select_related("session__process")
    found: Summary = get_object_or_404(rows, pk=pk)
    return found


def _may_decide(request: HttpRequest, summary: Summary) -> bool:
    return summary.state != "issued" and request.user.has_perm("coverage.set_aside", summary)


def _narrowed(request: HttpRequest, rows: QuerySet[Any], field: str) -> tuple[QuerySet[Any], GroupFilterForm]:
    form = GroupFilterForm(request.GET)
    if form.is_valid() and form.cleaned_data["group"]:
        rows = rows.filter(**{field: form.cleaned_data["group"]})
    return rows, form


def _set_aside(request: HttpRequest, summary: Summary, back: str, *, form: SetAsideForm, **rows: Any) -> HttpResponse:
    reason = form.cleaned_data["reason"]
    try:
        number = actions.set_aside(summary=summary, reason=reason, by=request.user, at=timezone.now(), **rows)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, ngettext("%(number)d was set aside.", "%(number)d were set aside.", number) % {"number": number}
        )
    return redirect(back, summary.pk)


def _list(
    request: HttpRequest, summary: Summary, template: str, page: KeysetPage, count: Any, form: SetAsideForm,
    narrow: GroupFilterForm,
) -> HttpResponse:  # fmt: skip
    context = {
        "summary": summary, "page": page, "count": count, "form": form, "narrow": narrow,
        "may_decide": _may_decide(request, summary),
        "ticked": set(request.POST.getlist("rows")),
    }  # fmt: skip
    return render(request, template, context)
