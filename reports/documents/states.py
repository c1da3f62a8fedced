"""What states a document has, what may follow what, and what a document can be."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.states import Transition


class DocumentState(TextChoices):
    """How far a document got: compiled, then issued; what is issued never changes again."""

    QUEUED = "queued", pgettext_lazy("state of a document", "Waiting for a worker")
    RUNNING = "running", pgettext_lazy("state of a document", "Being compiled")
    READY = "ready", pgettext_lazy("state of a document", "Ready")
    ISSUED = "issued", pgettext_lazy("state of a document", "Issued")
    FAILED = "failed", pgettext_lazy("state of a document", "Failed")
    CANCELLED = "cancelled", pgettext_lazy("state of a document", "Cancelled")


_D = DocumentState

DOCUMENT_MOVES = (
    Transition("started", (_D.QUEUED,), _D.RUNNING, ""),
    Transition("finished", (_D.RUNNING,), _D.READY, ""),
    Transition("failed", (_D.QUEUED, _D.RUNNING), _D.FAILED, ""),
    Transition("picked_up", (_D.RUNNING,), _D.QUEUED, ""),
    Transition("cancelled", (_D.QUEUED, _D.RUNNING), _D.CANCELLED, "documents.compile_document"),
    Transition("retried", (_D.FAILED, _D.CANCELLED), _D.QUEUED, "documents.compile_document"),
    Transition("issued", (_D.READY,), _D.ISSUED, "documents.issue_document"),
)

UNDER_WAY = (DocumentState.QUEUED, DocumentState.RUNNING)
COMPLETE = (DocumentState.READY, DocumentState.ISSUED)


class DocumentKind(TextChoices):
    """The kinds of documents; each has a layout of its own."""

    CHAIRS_SUMMARY = "chairs_summary", _("Chair’s summary")
    COMPILATION = "compilation", _("Compilation of inputs")
    PARTICIPANTS = "participants", _("List of participants")
    DISPOSITIONS = "dispositions", _("Comments and dispositions")
    STATISTICS = "statistics", _("Participation statistics")
    COVER_NOTE = "cover_note", _("Cover note")
    SPECIMEN = "specimen", _("Specimen of a letterhead")


OF_A_SUMMARY = (DocumentKind.CHAIRS_SUMMARY, DocumentKind.DISPOSITIONS)
"""Kinds that stand on a summary; all others but a specimen stand on a call."""


class Arrangement(TextChoices):
    """In which order a compilation puts the contributions."""

    BY_GROUP = "group", _("By stakeholder group, then by name")
    ALPHABETICAL = "alphabetical", _("By name, in the order of the language")
    BY_QUESTION = "question", _("Question by question")
    REPLIES = "replies", _("By stakeholder group, then by name, each reply question by question")


class Variant(TextChoices):
    """Which standard the PDF keeps."""

    UA1 = "ua1", _("PDF/UA-1: accessible")
    A3A = "a3a", _("PDF/A-3a: accessible and for the archive, with the data attached")


class Correction(TextChoices):
    """What a later version of an issued document is (UN Editorial Manual: suffixes of symbols)."""

    CORRIGENDUM = "corr", _("Corrigendum: a mistake is mended (Corr.)")
    REVISION = "rev", _("Revision: the text is new (Rev.)")


class Format(TextChoices):
    """In which formats a document can be had, all from one snapshot."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    HTML = "html", "HTML"
    JSON = "json", "JSON"


class Work(TextChoices):
    """What a worker does with a part of a document, in the order in which it is begun."""

    SHEETS = "sheets", pgettext_lazy("work on a document", "Laying out")
    BINDING = "binding", pgettext_lazy("work on a document", "Binding")
    EDITIONS = "editions", pgettext_lazy("work on a document", "Writing the other formats")


class Step(TextChoices):
    """The steps of compiling, in their order."""

    SNAPSHOT = "snapshot", pgettext_lazy("step of compiling", "Reading what the document stands on")
    PARTS = "parts", pgettext_lazy("step of compiling", "Laying out the pages")
    BINDING = "binding", pgettext_lazy("step of compiling", "Binding the pages into one document")
    CHECK = "check", pgettext_lazy("step of compiling", "Checking the file")
    EDITIONS = "editions", pgettext_lazy("step of compiling", "Writing the other formats")
