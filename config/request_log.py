"""What the log tells of a request: its method and its path, never what somebody searched for."""

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware


class QuietRequestMiddleware(RequestMiddleware):
    """The lines of the log about requests without their queries: a desk is searched by people's names."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Method and path only."""
        return f"{request.method} {request.path}"
