"""Pages travel compressed; files travel as they were stored."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PagesCompressedMiddleware(GZipMiddleware):
    """Compresses pages of text for browsers that take it, and leaves downloads with their length and digest alone.

    A page that holds a secret beside words from its address could be guessed from its length (BREACH, CVE-2013-3587):
    Django masks the CSRF token anew in each page and puts bytes of random number before the compressed ones.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:  # type: ignore[override]
        """The page compressed, anything else as it is."""
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response  # type: ignore[arg-type]
