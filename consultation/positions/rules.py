"""Who records a position: the delegate herself, never another in her place. Who reads all of them."""

from typing import Any

import rules

from consultation.processes.rules import holds_a_staff_role, is_presiding, is_secretariat
from consultation.registration.models import Registration
from consultation.sittings.models import Segment
from stakeholders.accounts.rules import has_second_factor


@rules.predicate
def is_the_delegate(user: Any, registration: Registration) -> bool:
    """She herself; neither her focal point nor her head of delegation."""
    return bool(user.is_authenticated and user.is_active and registration.user_id == user.pk)


@rules.predicate
def runs_meeting(user: Any, segment: Segment) -> bool:
    """Presides over the process of the meeting or serves it, with a second factor."""
    process = segment.meeting.session.process
    return bool(is_presiding(user, process) or is_secretariat(user, process))


rules.add_perm("positions.record", is_the_delegate)
rules.add_perm("positions.read", runs_meeting)
rules.add_perm("positions.open_list", holds_a_staff_role & has_second_factor)
