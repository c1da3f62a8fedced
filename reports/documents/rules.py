"""Who may compile."""

from typing import Any

import rules

from reports.documents.models import Document
from reports.summaries.rules import presides_over_summary, serves_summary
from stakeholders.accounts.rules import has_second_factor, is_portal_secretariat


@rules.predicate
def works_on_it(user: Any, document: Document) -> bool:
    """Presides over or serves the process that the document belongs to."""
    summary = document.summary
    return bool(presides_over_summary(user, summary) or serves_summary(user, summary))


rules.add_perm("documents.compile_document", (works_on_it & has_second_factor) | is_portal_secretariat)
