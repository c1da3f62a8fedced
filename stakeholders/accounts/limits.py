"""How often one person may do what costs much or could be used to list what is here."""

from django.core.cache import cache
from django.http import HttpRequest


def is_within_limit(request: HttpRequest, action: str, *, times: int, seconds: int) -> bool:
    """Count the action for the person signed in; False once she did it more than `times` in the window.

    The window begins with the first time. The key is the person, so no header of the request can escape it.
    """
    key = f"limit/{action}/{request.user.pk}"
    if cache.add(key, 1, timeout=seconds):
        return True
    try:
        return int(cache.incr(key)) <= times
    except ValueError:  # the window closed between the two calls
        return True
