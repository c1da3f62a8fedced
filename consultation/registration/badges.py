"""Badges: who gets one, and the list as CSV for whoever prints them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from consultation.processes.models import Session
from consultation.registration.models import Registration
from look.cells import csv_line


def badges_of(session: Session) -> Any:
    """The confirmed, by organisation and name, with what is printed of them."""
    rows = Registration.objects.confirmed().filter(session=session).select_related("group", "country", "sub_group")
    return rows.order_by("organisation_name", "-is_head", "name", "pk")


def as_csv(rows: Iterable[Registration]) -> Iterator[str]:
    """RFC 4180 in UTF-8 with a byte order mark; no cell is ever read as a formula. Addresses stay where they are."""
    yield "\ufeff" + csv_line(
        [_("Name"), _("Function"), _("Organisation"), _("Stakeholder group"), _("Country of seat"),
         _("Head of delegation"), _("Sits for"), _("Only for meetings of the group")]
    )  # fmt: skip
    for row in rows:
        yield csv_line(
            [row.name, row.title, row.organisation_name, row.group.name, row.country.name if row.country else "",
             _("Yes") if row.is_head else "", str(row.get_role_display()) if row.role else "",
             row.sub_group.name if row.sub_group else ""]
        )  # fmt: skip
