"""The table of released answers, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from look.paging import KeysetPage, counted_up_to
from reports.dispositions.reading import public_answers, rows_of
from reports.summaries.models import Summary


@require_safe
@login_not_required
def public(request: HttpRequest, symbol: str) -> HttpResponse:
    """The answers of an issued summary; without names unless it is attributed, none under the Chatham House Rule."""
    summary = get_object_or_404(Summary.objects.public().select_related("session__process"), symbol=symbol)
    if summary.attribution == Summary.Attribution.CHATHAM_HOUSE:
        raise Http404
    answers = public_answers(summary)
    page = KeysetPage(answers, order="clause", query=request.GET, size=50)
    context = {
        "summary": summary,
        "is_attributed": summary.attribution == Summary.Attribution.ATTRIBUTED,
        "page": page,
        "rows": rows_of(page.rows, summary),
        "count": counted_up_to(answers),
    }
    return render(request, "dispositions/public.html", context)
