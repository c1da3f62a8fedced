"""Who may prepare the modalities of a process and bring them into force."""

from typing import Any

import rules

from consultation.modalities.models import Modalities
from consultation.processes.models import Office
from consultation.processes.rules import holds_office
from stakeholders.accounts.rules import has_second_factor, is_portal_secretariat


@rules.predicate
def serves_its_process(user: Any, modalities: Modalities) -> bool:
    """Holds the secretariat's office in the process whose modalities they are."""
    return holds_office(user, modalities.process_id, Office.Kind.SECRETARIAT)


rules.add_perm("modalities.change_modalities", (serves_its_process & has_second_factor) | is_portal_secretariat)
