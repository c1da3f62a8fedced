"""The gate before the pages of staff: a role, and a second factor."""

import copy
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def staff_page(permission: str) -> Callable[[View[P]], View[P]]:
    """Open the view to those who have the permission (one that is asked without an object).

    A person who lacks nothing but a second factor is led to the page that sets one up; anybody else is refused.
    """

    def behind_gate(view: View[P]) -> View[P]:
        @wraps(view)
        def gate(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.user.has_perm(permission):
                return view(request, *args, **kwargs)
            if lacks_only_second_factor(request.user, permission):
                return redirect("accounts:second_factor_needed")
            raise PermissionDenied

        return gate

    return behind_gate


def lacks_only_second_factor(user: Any, permission: str, row: Any = None) -> bool:
    """Whether the person would have the permission if a second factor were set."""
    if not user.is_authenticated or user.has_second_factor:
        return False
    imagined = copy.copy(user)
    imagined.__dict__["has_second_factor"] = True
    return bool(imagined.has_perm(permission, row))
