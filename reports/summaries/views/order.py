"""Where a paragraph stands: up, down, or anywhere; the page asks for itself, a script for the new order."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from register.errors import MoveRefused
from reports.summaries import actions
from reports.summaries.forms import PlaceForm
from reports.summaries.models import Paragraph, Section, Summary
from reports.summaries.outline import Place, places
from reports.summaries.views.found import paragraph_of, summary_of
from stakeholders.accounts.gate import staff_page


@require_POST
@staff_page("processes.open_team_desk")
def rearrange(request: HttpRequest, pk: int, paragraph_pk: int) -> HttpResponse:
    """Move a paragraph up or down in its section."""
    summary = summary_of(request, pk)
    paragraph = paragraph_of(summary, paragraph_pk)
    up = request.POST.get("how") == "up"
    return _moved(request, paragraph, lambda: actions.move_paragraph(
        paragraph=paragraph, up=up, by=request.user, at=timezone.now()
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("processes.open_team_desk")
def place(request: HttpRequest, pk: int, paragraph_pk: int) -> HttpResponse:
    """Put a paragraph anywhere in the summary."""
    summary = summary_of(request, pk)
    paragraph = paragraph_of(summary, paragraph_pk)
    standing = places(summary)
    form = PlaceForm(request.POST or None, chapters=_chapters(summary, [p for p in standing if p.pk != paragraph.pk]))
    if request.method == "POST" and form.is_valid():
        section, after = _chosen(summary, form.cleaned_data["place"])
        return _moved(request, paragraph, lambda: actions.place_paragraph(
            paragraph=paragraph, section=section, after=after, by=request.user, at=timezone.now()
        ))  # fmt: skip
    number = next(one.number for one in standing if one.pk == paragraph.pk)
    context = {"summary": summary, "paragraph": paragraph, "number": number, "form": form}
    return render(request, "summaries/place.html", context)


# --- parts ------------------------------------------------------------------------------------------------------------


def _chapters(summary: Summary, standing: list[Place]) -> list[tuple[Section, list[Place]]]:
    return [(section, [p for p in standing if p.section_id == section.pk]) for section in summary.sections.all()]


def _chosen(summary: Summary, chosen: str) -> tuple[Section, Paragraph | None]:
    what, _dash, key = chosen.partition("-")
    if what == "section":
        return summary.sections.get(pk=key), None
    after = Paragraph.objects.select_related("section").get(pk=key)
    return after.section, after


def _moved(request: HttpRequest, paragraph: Paragraph, action: Any) -> HttpResponse:
    """Do it; a script gets the whole new order, a page leads back to where the paragraph now stands."""
    refusal = ""
    try:
        action()
    except MoveRefused as reason:
        refusal = str(reason)
    summary = paragraph.section.summary
    if request.headers.get("Accept", "").startswith("application/json"):
        return _told(summary, paragraph, refusal)
    if refusal:
        messages.error(request, refusal)
    return HttpResponseRedirect(reverse("summaries:write", args=[summary.pk]) + f"#paragraph-{paragraph.pk}")


def _told(summary: Summary, paragraph: Paragraph, refusal: str) -> JsonResponse:
    standing = places(summary)
    number = next((one.number for one in standing if one.pk == paragraph.pk), 0)
    said = refusal or _("The paragraph is now number %(number)s.") % {"number": number}
    order = [[section.pk, [one.pk for one in rows]] for section, rows in _chapters(summary, standing)]
    return JsonResponse({"order": order, "said": said}, status=409 if refusal else 200)
