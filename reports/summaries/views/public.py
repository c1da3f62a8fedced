"""The issued summary, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports.summaries.models import Summary
from reports.summaries.outline import outline, shown_as_evidence


@require_safe
@login_not_required
def summary(request: HttpRequest, symbol: str) -> HttpResponse:
    """An issued summary; what a paragraph rests on is named only where the summary is attributed."""
    found = get_object_or_404(Summary.objects.public().select_related("session__process"), symbol=symbol)
    chapters = outline(found)
    is_attributed = found.attribution == Summary.Attribution.ATTRIBUTED
    for chapter in chapters:
        for numbered in chapter.paragraphs:
            numbered.rests_on = [s for s in numbered.rests_on if shown_as_evidence(s)] if is_attributed else []
    return render(request, "summaries/summary.html", {"summary": found, "chapters": chapters})
