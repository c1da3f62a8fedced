"""What people do with summaries: one function a verb, by what it is done to."""

from reports.summaries.actions.bands import forget_bands, set_bands
from reports.summaries.actions.evidence import attach_point, attach_points, cite, detach_point, uncite
from reports.summaries.actions.order import move_paragraph, move_section, place_paragraph
from reports.summaries.actions.paragraphs import (
    add_paragraph,
    bring_back_paragraph,
    merge_with_next,
    remove_paragraph,
    restore_wording,
    save_paragraph,
    split_paragraph,
)
from reports.summaries.actions.remarks import add_remark, reopen_remark, settle_remark
from reports.summaries.actions.sections import add_section, remove_section, rename_section
from reports.summaries.actions.summaries import (
    abandon_summary,
    begin_summary,
    circulate_summary,
    correct_summary,
    finalise_summary,
    issue_summary,
    reopen_summary,
    send_for_review,
)

__all__ = [
    "abandon_summary",
    "add_paragraph",
    "add_remark",
    "add_section",
    "attach_point",
    "attach_points",
    "begin_summary",
    "bring_back_paragraph",
    "circulate_summary",
    "cite",
    "correct_summary",
    "detach_point",
    "finalise_summary",
    "forget_bands",
    "issue_summary",
    "merge_with_next",
    "move_paragraph",
    "move_section",
    "place_paragraph",
    "remove_paragraph",
    "remove_section",
    "rename_section",
    "reopen_remark",
    "reopen_summary",
    "restore_wording",
    "save_paragraph",
    "send_for_review",
    "set_bands",
    "settle_remark",
    "split_paragraph",
    "uncite",
]
