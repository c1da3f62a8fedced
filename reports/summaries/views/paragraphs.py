"""The Chair's team at one paragraph: write it, rest it on evidence, split, merge, remove."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from consultation.submissions.models import Submission
from consultation.submissions.text import UnreadableText, normalised
from register.errors import MoveRefused
from reports.points.models import Point
from reports.summaries import actions
from reports.summaries.bands import bands_of
from reports.summaries.errors import ParagraphChanged
from reports.summaries.evidence import MOST_FOUND, Found, citations_of, contributions_for, points_for
from reports.summaries.forms import EvidenceForm, MergeForm, ParagraphForm, SplitForm
from reports.summaries.models import Paragraph, Section, Summary
from reports.summaries.outline import NOTHING, Place, evidence_of, places
from reports.summaries.phrases import claims_of_agreement, tongue_of
from reports.summaries.states import WRITABLE
from reports.summaries.views.chair import attempt
from reports.summaries.views.found import paragraph_of, section_of, summary_of
from stakeholders.accounts.gate import staff_page

for_team = staff_page("processes.open_team_desk")
NOTHING_FOUND = Found([], more=False)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def add(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """A new paragraph at the end of a section, or behind or before another one of it."""
    summary = summary_of(request, pk)
    section = section_of(summary, section_pk)
    beside = {name: _beside(request, section, name) for name in ("after", "before")}
    form = ParagraphForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            paragraph = actions.add_paragraph(
                section=section, text=form.cleaned_data["text"], by=request.user, at=timezone.now(), **beside
            )
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("summaries:paragraph", summary.pk, paragraph.pk)
    context = {"summary": summary, "section": section, "form": form, **_words(summary, section)}
    return render(request, "summaries/paragraph.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def edit(request: HttpRequest, pk: int, paragraph_pk: int) -> HttpResponse:
    """One paragraph with its evidence beside it; whatever button is pressed, the text is saved first."""
    summary = summary_of(request, pk)
    paragraph = paragraph_of(summary, paragraph_pk)
    finder = EvidenceForm(request.POST if request.method == "POST" else request.GET, summary=summary)
    form = ParagraphForm(request.POST or None, initial={"text": paragraph.text, "version": paragraph.version})
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            _save(paragraph, form.cleaned_data, by=request.user)
            _do_what_was_pressed(request, paragraph)
        except ParagraphChanged as refusal:
            theirs = paragraph_of(summary, paragraph_pk)
            form = _with_new_version(form, theirs)
            form.add_error(None, str(refusal))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back_to(request, summary, paragraph, finder)
    context = _page(request, summary, paragraph, finder) | {"form": form, "theirs": theirs}
    return render(request, "summaries/paragraph.html", context)


@never_cache
@require_POST
@for_team
def autosave(request: HttpRequest, pk: int, paragraph_pk: int) -> HttpResponse:
    """Save while the person writes; the answer says when, or (409) what somebody else wrote in between."""
    summary = summary_of(request, pk)
    paragraph = paragraph_of(summary, paragraph_pk)
    form = ParagraphForm(request.POST)
    context: dict[str, Any] = {"summary": summary, "form": form, "paragraph": paragraph}
    if form.is_valid():
        try:
            _save(paragraph, form.cleaned_data, by=request.user)
        except MoveRefused as refusal:
            context |= {"reason": str(refusal), "theirs": paragraph_of(summary, paragraph_pk)}
        context["claims"] = _claims(form.cleaned_data["text"], summary)
    html = render_to_string("summaries/_saved.html", context, request)
    saved = {"version": paragraph.version, "html": html, "is_saved": not form.errors}
    return JsonResponse(saved, status=409 if "reason" in context else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def split(request: HttpRequest, pk: int, paragraph_pk: int) -> HttpResponse:
    """Choose where the second paragraph begins."""
    summary = summary_of(request, pk)
    paragraph = paragraph_of(summary, paragraph_pk)
    form = SplitForm(request.POST or None, text=paragraph.text, initial={"version": paragraph.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.split_paragraph(paragraph=paragraph, by=request.user, at=timezone.now(), **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell_of_split(request)
            return redirect("summaries:paragraph", summary.pk, paragraph.pk)
    context = {"summary": summary, "paragraph": paragraph, "form": form, "place": _place(summary, paragraph)}
    return render(request, "summaries/split.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def merge(request: HttpRequest, pk: int, paragraph_pk: int) -> HttpResponse:
    """Both texts as they stand, before they become one."""
    summary = summary_of(request, pk)
    paragraph = paragraph_of(summary, paragraph_pk)
    standing = places(summary)
    place = _place(summary, paragraph, standing)
    behind = next((one for one in standing[place.number :][:1] if one.section_id == paragraph.section_id), None)
    following = paragraph_of(summary, behind.pk) if behind else None
    form = MergeForm(request.POST or None, initial={
        "version": paragraph.version, "next_version": following.version if following else 0
    })  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.merge_with_next(paragraph=paragraph, by=request.user, at=timezone.now(), **form.cleaned_data)
        except MoveRefused as refusal:
            form = _again(MergeForm, paragraph.version, following, str(refusal))
        else:
            messages.success(request, _("Merged. What either rested on, and the remarks on either, are here now."))
            return redirect("summaries:paragraph", summary.pk, paragraph.pk)
    context = {"summary": summary, "paragraph": paragraph, "following": following, "form": form, "place": place}
    return render(request, "summaries/merge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def remove(request: HttpRequest, pk: int, paragraph_pk: int) -> HttpResponse:
    """Ask once before a paragraph is removed."""
    summary = summary_of(request, pk)
    paragraph = paragraph_of(summary, paragraph_pk)
    seen = request.POST.get("version", "")
    if request.method == "POST":
        return attempt(request, pk, lambda: actions.remove_paragraph(
            paragraph=paragraph, version=int(seen[:9]) if seen.isdecimal() else None, by=request.user,
            at=timezone.now(),
        ))  # fmt: skip
    return render(request, "summaries/remove.html", {"summary": summary, "paragraph": paragraph})


# --- parts ------------------------------------------------------------------------------------------------------------


def _page(request: HttpRequest, summary: Summary, paragraph: Paragraph, finder: EvidenceForm) -> dict[str, Any]:
    wanted = finder.wanted
    standing = places(summary)
    number = _place(summary, paragraph, standing).number
    return {
        "summary": summary,
        "section": paragraph.section,
        "paragraph": paragraph,
        "number": number,
        "before": standing[number - 2] if number > 1 else None,
        "behind": standing[number] if number < len(standing) else None,
        "finder": finder,
        "cited": citations_of(paragraph, everything="all" in request.GET),
        "paragraph_evidence": evidence_of(Q(paragraph=paragraph)).get(paragraph.pk, NOTHING),
        "points": points_for(paragraph, summary, wanted),
        "contributions": NOTHING_FOUND if finder.is_about_points else contributions_for(paragraph, summary, wanted),
        "open_remarks": summary.remarks.filter(anchor=paragraph.anchor, settled_at=None).count(),
        "may_write": summary.state in WRITABLE,
        "claims": _claims(paragraph.text, summary),
        **_words(summary, paragraph.section),
    }


def _words(summary: Summary, section: Section) -> dict[str, Any]:
    """The phrase bank in the language of the summary, each quantifier with its band."""
    bands = {band.word: band for band in bands_of(summary.session.process)}
    return {"phrases": [(phrase.text, bands.get(phrase.word)) for phrase in tongue_of(summary.language).phrases]}


def _claims(text: str, summary: Summary) -> list[str]:
    return [text[start:end] for start, end in claims_of_agreement(text, summary.language)]


def _place(summary: Summary, paragraph: Paragraph, standing: list[Place] | None = None) -> Place:
    return next(place for place in standing or places(summary) if place.pk == paragraph.pk)


def _beside(request: HttpRequest, section: Section, name: str) -> Paragraph | None:
    """The paragraph of the section that `?after=` or `?before=` names."""
    typed = request.POST.get(name) or request.GET.get(name) or ""
    return section.paragraphs.filter(pk=int(typed)).first() if typed.isdecimal() and len(typed) < 16 else None


def _save(paragraph: Paragraph, typed: dict[str, Any], *, by: Any) -> None:
    if typed["text"] != paragraph.text:
        actions.save_paragraph(
            paragraph=paragraph, text=typed["text"], version=typed["version"] or 0, by=by, at=timezone.now()
        )


def _do_what_was_pressed(request: HttpRequest, paragraph: Paragraph) -> None:
    at, by, pressed = timezone.now(), request.user, request.POST
    submissions = Submission.objects.filter(process=paragraph.section.summary.session.process_id)
    for verb, action in (("cite", actions.cite), ("uncite", actions.uncite)):
        if pressed.get(verb):
            submission = get_object_or_404(submissions, reference=pressed[verb])
            action(paragraph=paragraph, submission=submission, by=by, at=at)
    for verb, act in (("attach", actions.attach_point), ("detach", actions.detach_point)):
        if pressed.get(verb, "").isdecimal():
            point = get_object_or_404(Point.objects.select_related("submission"), pk=int(pressed[verb][:15]))
            act(paragraph=paragraph, point=point, by=by, at=at)
    if pressed.get("attach_all"):
        actions.attach_points(paragraph=paragraph, points=_points_shown(pressed["attach_all"]), by=by, at=at)
    if pressed.get("split") and pressed.get("cursor", "").isdecimal():
        offset = _offset(pressed.get("text", ""), int(pressed["cursor"][:9]), paragraph.text)
        actions.split_paragraph(paragraph=paragraph, offset=offset, version=paragraph.version, by=by, at=at)
        _tell_of_split(request)


def _points_shown(keys: str) -> list[Point]:
    """The points that the page showed, by their keys in a row; those that are gone are left out."""
    shown = [int(key) for key in keys.split()[:MOST_FOUND] if key.isdecimal() and len(key) < 16]
    return list(Point.objects.standing().select_related("submission").filter(pk__in=shown).order_by("pk"))


def _offset(typed: str, cursor: int, kept: str) -> int:
    """Where the cursor stands in the text as it is kept: what was typed before it may have been cleaned."""
    try:
        head = normalised(typed.replace("\r\n", "\n")[:cursor]).strip()
    except UnreadableText:
        return 0
    return len(head) if kept.startswith(head) else 0


def _tell_of_split(request: HttpRequest) -> None:
    messages.success(request, _(
        "Split. Both paragraphs rest on all that the one rested on: take away from each what belongs to the other."
    ))  # fmt: skip


def _with_new_version(form: ParagraphForm, paragraph: Paragraph) -> ParagraphForm:
    typed = QueryDict(mutable=True)
    typed.update({"text": form.cleaned_data["text"], "version": str(paragraph.version)})
    again = ParagraphForm(typed)
    again.is_valid()
    return again


def _again(form_class: type[MergeForm], version: int, following: Paragraph | None, reason: str) -> MergeForm:
    form = form_class({"version": version, "next_version": following.version if following else 0})
    form.add_error(None, reason)
    return form


def _back_to(request: HttpRequest, summary: Summary, paragraph: Paragraph, finder: EvidenceForm) -> HttpResponse:
    if "done" in request.POST:
        return HttpResponseRedirect(reverse("summaries:write", args=[summary.pk]) + f"#paragraph-{paragraph.pk}")
    if not any(name in request.POST for name in ("cite", "uncite", "attach", "attach_all", "detach", "find", "split")):
        messages.success(request, _("Saved."))
    query = QueryDict(mutable=True)
    query.update({name: request.POST[name] for name in finder.fields if request.POST.get(name)})
    address = reverse("summaries:paragraph", args=[summary.pk, paragraph.pk])
    return HttpResponseRedirect(f"{address}?{query.urlencode()}#evidence" if query else address)
