"""Who may compile and issue documents."""

from typing import Any

import rules

from consultation.processes.models import Office
from consultation.processes.rules import PRESIDING, holds_office, presides_anywhere, serves_anywhere
from reports.documents.models import Document
from reports.documents.states import DocumentKind
from stakeholders.accounts.rules import has_second_factor, is_portal_secretariat


@rules.predicate
def presides_over_it(user: Any, document: Document) -> bool:
    """Chair or Co-Chair of the document's process."""
    return holds_office(user, document.process_id, *PRESIDING)


@rules.predicate
def serves_it(user: Any, document: Document) -> bool:
    """Holds the secretariat's office in the document's process."""
    return holds_office(user, document.process_id, Office.Kind.SECRETARIAT)


@rules.predicate
def is_chairs_own(user: Any, document: Document) -> bool:
    """A Chair's summary: it stands on the Chair's own responsibility, so nobody else issues it."""
    return document.kind == DocumentKind.CHAIRS_SUMMARY


works_on_it = ((presides_over_it | serves_it) & has_second_factor) | is_portal_secretariat

rules.add_perm("documents.open_desk", (presides_anywhere | serves_anywhere) & has_second_factor)
rules.add_perm("documents.compile_document", works_on_it)
rules.add_perm("documents.issue_document", (presides_over_it & has_second_factor) | (~is_chairs_own & works_on_it))
rules.add_perm("documents.change_letterhead", (serves_it & has_second_factor) | is_portal_secretariat)
