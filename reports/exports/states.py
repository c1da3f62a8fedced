"""What an export may hold, in which form, what states it has, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.states import Transition


class Kind(TextChoices):
    """Tables that can be had."""

    REGISTER = "register", pgettext_lazy("table of an export", "The public record")
    SUBMISSIONS = "submissions", pgettext_lazy("table of an export", "All contributions")
    PARTICIPANTS = "participants", pgettext_lazy("table of an export", "Participants")
    MODERATION = "moderation", pgettext_lazy("table of an export", "The moderation record")
    DISPOSITIONS = "dispositions", pgettext_lazy("table of an export", "Answers to points")


class Format(TextChoices):
    """Forms of a file; the value is the ending of its name."""

    XLSX = "xlsx", _("XLSX: for Excel, LibreOffice and other spreadsheets")
    CSV = "csv", _("CSV: one table, for statistics programs")
    JSONL = "jsonl", _("JSON Lines: one table, for programs")


class Scope(TextChoices):
    """Whose eyes the table is for."""

    PUBLIC = "public", _("For everybody: only what is on the public pages")
    STAFF = "staff", _("For the Chair and the secretariat: all that they see, in confidence")


PUBLIC_KINDS = (Kind.REGISTER, Kind.PARTICIPANTS, Kind.DISPOSITIONS)
"""Tables of which there is a public view; of the others there is only the view of the staff."""


class ExportState(TextChoices):
    """How far the writing of an export got."""

    QUEUED = "queued", pgettext_lazy("state of an export", "Waiting")
    RUNNING = "running", pgettext_lazy("state of an export", "Being written")
    READY = "ready", pgettext_lazy("state of an export", "Ready")
    FAILED = "failed", pgettext_lazy("state of an export", "Failed")
    CANCELLED = "cancelled", pgettext_lazy("state of an export", "Cancelled")
    EXPIRED = "expired", pgettext_lazy("state of an export", "Expired")


_E = ExportState
UNDER_WAY = (_E.QUEUED, _E.RUNNING)
_RUN = "exports.run_export"

EXPORT_MOVES = (
    Transition("started", (_E.QUEUED,), _E.RUNNING, ""),
    Transition("finished", (_E.RUNNING,), _E.READY, ""),
    Transition("failed", (_E.QUEUED, _E.RUNNING), _E.FAILED, ""),
    Transition("picked_up", (_E.RUNNING,), _E.QUEUED, ""),
    Transition("expired", (_E.READY,), _E.EXPIRED, ""),
    Transition("cancelled", (_E.QUEUED, _E.RUNNING), _E.CANCELLED, _RUN),
    Transition("retried", (_E.FAILED, _E.CANCELLED, _E.EXPIRED), _E.QUEUED, _RUN),
)
