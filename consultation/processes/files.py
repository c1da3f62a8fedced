"""How a stored file leaves the portal: as a download that no browser opens in our name."""

import logging
import re
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

logger = logging.getLogger(__name__)

UNNAMEABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff/\\]")
SANDBOX = "default-src 'none'; sandbox"


def sent_as_download(attachment: Any, *, is_public: bool, with_body: bool = True) -> HttpResponseBase:
    """The file as an attachment (RFC 6266), never rendered here; only public ones may be kept, and only if asked anew.

    Raises Http404, and says so in the log, where the row has no file any more.
    """
    response = _body(attachment) if with_body else HttpResponse()
    response.headers["Content-Type"] = attachment.content_type or "application/octet-stream"
    response.headers["Content-Length"] = str(attachment.size)
    name = content_disposition_header(True, download_name(attachment.name))
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-cache" if is_public else "private, no-store"
    return response


def download_name(name: str) -> str:
    """The person's own file name without what could make a browser or a reader take it for another one."""
    return UNNAMEABLE.sub("_", name).lstrip(".") or "file"


def _body(attachment: Any) -> FileResponse:
    try:
        return FileResponse(attachment.file.open("rb"))
    except FileNotFoundError as error:
        logger.exception("attachment %s has no file in the storage", attachment.public_id)
        raise Http404 from error
