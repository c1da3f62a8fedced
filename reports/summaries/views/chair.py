"""The chair's team at work on a summary: begin, write, cite, finish, issue."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.processes.models import Office, Session
from consultation.processes.rules import PRESIDING
from consultation.submissions.models import Submission
from register.errors import MoveRefused
from register.moves import open_moves
from reports.summaries import actions
from reports.summaries.errors import NamesStand, ParagraphChanged
from reports.summaries.forms import BeginForm, IssueForm, ParagraphForm, PickerForm, ReasonForm, SectionForm
from reports.summaries.models import Paragraph, Section, Summary
from reports.summaries.names import names_told
from reports.summaries.outline import number_of, outline
from reports.summaries.states import SUMMARY_MOVES
from stakeholders.accounts.gate import staff_page

MOST_FOUND = 20


@require_safe
@staff_page("summaries.open_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """The summaries of my processes."""
    summaries = Summary.objects.seen_by_staff(request.user).select_related("session__process")
    may_begin = request.user.has_perm("processes.open_chair_desk")
    return render(request, "summaries/desk.html", {"summaries": summaries, "may_begin": may_begin})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_chair_desk")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a summary of a session that I preside over."""
    held = Office.objects.held().filter(user=request.user.pk, kind__in=PRESIDING)
    sessions = Session.objects.filter(process__in=held.values("process"))
    form = BeginForm(request.POST or None, sessions=sessions)
    if request.method == "POST" and form.is_valid():
        summary = actions.begin_summary(**form.cleaned_data, by=request.user, at=timezone.now())
        return redirect("summaries:write", summary.pk)
    return render(request, "summaries/begin.html", {"form": form})


@require_safe
@staff_page("summaries.open_desk")
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole summary with the evidence beside each paragraph."""
    return render(request, "summaries/write.html", _page(request, _seen(request, pk)))


@require_POST
@staff_page("processes.open_chair_desk")
def add_section(request: HttpRequest, pk: int) -> HttpResponse:
    """A further section at the end."""
    summary = _seen(request, pk)
    form = SectionForm(request.POST, session=summary.session)
    if not form.is_valid():
        return render(request, "summaries/write.html", _page(request, summary) | {"section_form": form})
    return _try(request, pk, lambda: actions.add_section(
        summary=summary, by=request.user, at=timezone.now(), **form.cleaned_data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_chair_desk")
def add_paragraph(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """A new paragraph at the end of a section."""
    summary = _seen(request, pk)
    section = get_object_or_404(summary.sections, pk=section_pk)
    form = ParagraphForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            paragraph = _added(section, summary, form.cleaned_data["text"], by=request.user)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("summaries:paragraph", summary.pk, paragraph.pk)
    return render(request, "summaries/paragraph.html", {"summary": summary, "section": section, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_chair_desk")
def edit_paragraph(request: HttpRequest, pk: int, paragraph_pk: int) -> HttpResponse:
    """One paragraph with the picker beside it; whatever button is pressed, the text is saved first."""
    summary = _seen(request, pk)
    paragraph = get_object_or_404(Paragraph, pk=paragraph_pk, section__summary=summary)
    paragraph.section.summary = summary
    picker = PickerForm(request.POST if request.method == "POST" else request.GET)
    initial = {"text": paragraph.text, "version": paragraph.version}
    form = ParagraphForm(request.POST or None, initial=initial)
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            _save_and_cite(request, paragraph, form.cleaned_data)
        except ParagraphChanged as refusal:
            paragraph.refresh_from_db()
            theirs, form = paragraph.text, _with_new_version(form, paragraph)
            form.add_error(None, str(refusal))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back_to(request, summary, paragraph, picker)
    context = _picked(picker, summary, paragraph) | {
        "summary": summary, "section": paragraph.section, "paragraph": paragraph, "form": form, "theirs": theirs,
        "number": number_of(paragraph, outline(summary)),
    }  # fmt: skip
    return render(request, "summaries/paragraph.html", context)


@require_POST
@staff_page("processes.open_chair_desk")
def rearrange(request: HttpRequest, pk: int, paragraph_pk: int) -> HttpResponse:
    """Move a paragraph up or down in its section."""
    summary = _seen(request, pk)
    paragraph = get_object_or_404(Paragraph, pk=paragraph_pk, section__summary=summary)
    up = request.POST.get("how") == "up"
    return _try(request, pk, lambda: actions.move_paragraph(
        paragraph=paragraph, up=up, by=request.user, at=timezone.now()
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_chair_desk")
def remove(request: HttpRequest, pk: int, paragraph_pk: int) -> HttpResponse:
    """Ask once before a paragraph is removed."""
    summary = _seen(request, pk)
    paragraph = get_object_or_404(Paragraph, pk=paragraph_pk, section__summary=summary)
    if request.method == "POST":
        return _try(request, pk, lambda: actions.remove_paragraph(
            paragraph=paragraph, by=request.user, at=timezone.now()
        ))  # fmt: skip
    return render(request, "summaries/remove.html", {"summary": summary, "paragraph": paragraph})


@require_POST
@staff_page("processes.open_chair_desk")
def change_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Finalise, open again with a reason, or issue."""
    summary, at, by = _seen(request, pk), timezone.now(), request.user
    match request.POST.get("move"):
        case "finalised":
            return _try(request, pk, lambda: actions.finalise_summary(summary=summary, by=by, at=at))
        case "issued":
            seen = "names_seen" in request.POST
            return _try(request, pk, lambda: actions.issue_summary(summary=summary, by=by, at=at, names_seen=seen))
        case "reopened":
            reason = request.POST.get("reason", "")[:1000]
            return _try(request, pk, lambda: actions.reopen_summary(summary=summary, by=by, at=at, reason=reason))
    return redirect("summaries:write", pk)


# --- parts ------------------------------------------------------------------------------------------------------------


def _seen(request: HttpRequest, pk: int) -> Summary:
    rows = Summary.objects.seen_by_staff(request.user).select_related("session__process")
    found: Summary = get_object_or_404(rows, pk=pk)
    return found


def _page(request: HttpRequest, summary: Summary) -> dict[str, Any]:
    moves = {move.name for move in open_moves(summary, SUMMARY_MOVES, by=request.user)}
    return {
        "summary": summary,
        "chapters": outline(summary),
        "moves": moves,
        "issue_form": IssueForm(names=names_told(summary) if "issued" in moves else ()),
        "may_write": summary.state == "drafting" and request.user.has_perm("summaries.write_summary", summary),
        "section_form": SectionForm(session=summary.session),
        "reason_form": ReasonForm(),
    }


def _added(section: Section, summary: Summary, text: str, *, by: Any) -> Paragraph:
    section.summary = summary
    return actions.add_paragraph(section=section, text=text, by=by, at=timezone.now())


def _try(request: HttpRequest, pk: int, action: Any) -> HttpResponse:
    try:
        action()
    except NamesStand as refusal:
        context = _page(request, _seen(request, pk)) | {"issue_form": IssueForm(request.POST, names=refusal.names)}
        return render(request, "summaries/write.html", context)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("summaries:write", pk)


def _save_and_cite(request: HttpRequest, paragraph: Paragraph, typed: dict[str, Any]) -> None:
    at, by = timezone.now(), request.user
    if typed["text"] != paragraph.text or typed["version"] != paragraph.version:
        actions.save_paragraph(paragraph=paragraph, text=typed["text"], version=typed["version"] or 0, by=by, at=at)
    for verb, action in (("cite", actions.cite), ("uncite", actions.uncite)):
        reference = request.POST.get(verb)
        if reference:
            submission = get_object_or_404(Submission.objects.visible_to(by), reference=reference)
            action(paragraph=paragraph, submission=submission, by=by, at=at)


def _with_new_version(form: ParagraphForm, paragraph: Paragraph) -> ParagraphForm:
    typed = QueryDict(mutable=True)
    typed.update({"text": form.cleaned_data["text"], "version": str(paragraph.version)})
    again = ParagraphForm(typed)
    again.is_valid()
    return again


def _back_to(request: HttpRequest, summary: Summary, paragraph: Paragraph, picker: PickerForm) -> HttpResponse:
    if "done" in request.POST:
        return HttpResponseRedirect(reverse("summaries:write", args=[summary.pk]) + f"#paragraph-{paragraph.pk}")
    messages.success(request, _("Saved."))
    query = QueryDict(mutable=True)
    query.update({name: request.POST[name] for name in picker.fields if request.POST.get(name)})
    address = reverse("summaries:paragraph", args=[summary.pk, paragraph.pk])
    return HttpResponseRedirect(f"{address}?{query.urlencode()}#evidence" if query else address)


def _picked(picker: PickerForm, summary: Summary, paragraph: Paragraph) -> dict[str, Any]:
    cited = paragraph.cites.select_related("group", "country").defer("body", "search")
    found = Submission.objects.filter(call__in=summary.calls.all(), state__in=actions.CITABLE)
    found = found.exclude(pk__in=cited.values("pk")).select_related("group", "country").defer("body", "search")
    if picker.is_valid():
        if picker.cleaned_data["q"]:
            found = found.found_by(picker.cleaned_data["q"])
        if picker.cleaned_data["group"]:
            found = found.filter(group=picker.cleaned_data["group"])
    rows = list(found.order_by("reference")[: MOST_FOUND + 1])
    return {"picker": picker, "cited": cited, "found": rows[:MOST_FOUND], "more": len(rows) > MOST_FOUND}
