"""The issued summary, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports.summaries.legend import legend_of
from reports.summaries.models import Summary
from reports.summaries.outline import outline, shown_as_evidence


@require_safe
@login_not_required
def summary(request: HttpRequest, symbol: str) -> HttpResponse:
    """An issued summary, and what it corrects or is corrected by.

    What a paragraph rests on is named only where the summary is attributed, each contribution once.
    """
    rows = Summary.objects.public().select_related("session__process", "supersedes")
    found = get_object_or_404(rows, symbol=symbol)
    is_attributed = found.attribution == Summary.Attribution.ATTRIBUTED
    chapters = outline(found, with_evidence=is_attributed)
    for chapter in chapters:
        for numbered in chapter.paragraphs:
            numbered.rests_on = [one for one in numbered.rests_on if shown_as_evidence(one)]
    texts = (numbered.paragraph.text for chapter in chapters for numbered in chapter.paragraphs)
    context = {
        "summary": found,
        "chapters": chapters,
        "correction": Summary.objects.public().filter(supersedes=found).first(),
        "legend": legend_of(found, texts),
    }
    return render(request, "summaries/summary.html", context)
