"""Filing an inquiry, for those who contributed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from register.errors import MoveRefused
from reports.inquiries import actions
from reports.inquiries.forms import InquiryForm
from reports.inquiries.standing import voices_of
from reports.inquiries.windows import window_of
from reports.summaries.models import Summary


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, symbol: str) -> HttpResponse:
    """Challenge an issued summary; says first what becomes public."""
    summary = get_object_or_404(Summary.objects.public().select_related("session__process"), symbol=symbol)
    voices = voices_of(request.user, summary)
    if not voices:
        raise PermissionDenied
    at, window = timezone.now(), window_of(summary)
    form = InquiryForm(request.POST or None, summary=summary, voices=voices)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            filed = actions.file_inquiry(
                summary=summary, voice=typed["voice"], text=typed["text"], is_named=typed.get("is_named", False),
                key=typed["key"], by=request.user, at=at,
            )  # fmt: skip
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your inquiry is filed. Everybody can read it from now on."))
            return redirect("inquiries:inquiry", filed.public_id)
    is_open = bool(window and window.holds(at))
    context = {
        "summary": summary, "form": form, "voices": voices, "window": window, "is_open": is_open, "at": at,
        "is_chatham": summary.attribution == Summary.Attribution.CHATHAM_HOUSE,
        "is_attributed": summary.attribution == Summary.Attribution.ATTRIBUTED,
    }  # fmt: skip
    return render(request, "inquiries/file.html", context)
