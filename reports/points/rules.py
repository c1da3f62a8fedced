"""Who may read for the summary, and mark."""

from typing import Any

import rules

from consultation.processes.rules import CHAIRS_TEAM, holds_office, offices_held, serves, works_for_the_chair
from reports.points.models import Point
from stakeholders.accounts.rules import has_second_factor


@rules.predicate
def is_on_team_of_point(user: Any, point: Point) -> bool:
    """On the Chair's team of the point's process."""
    return holds_office(user, point.process_id, *CHAIRS_TEAM)


@rules.predicate
def holds_an_office(user: Any) -> bool:
    """Works for some Chair or in the secretariat of some process."""
    return bool(offices_held(user))


rules.add_perm("points.open_reading", holds_an_office & has_second_factor)
rules.add_perm("points.read_for_summary", (works_for_the_chair | serves) & has_second_factor)
rules.add_perm("points.mark_point", works_for_the_chair & has_second_factor)
rules.add_perm("points.change_point", is_on_team_of_point & has_second_factor)
