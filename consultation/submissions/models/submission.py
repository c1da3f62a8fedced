"""A submission: what was said, by whom as they then were, and every revision of it."""

import uuid
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.processes.models import AgendaItem, ModerationRule, Process
from consultation.submissions.models.call import Call, CallQuestion
from consultation.submissions.querysets import SubmissionQuerySet
from consultation.submissions.states import SUBMISSION_MOVES, SubmissionState
from register.models import Event
from stakeholders.organisations.models import Country, Organisation, Region, StakeholderGroup

CONTENT_LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
    ("bn", _("Bengali")),
    ("de", _("German")),
    ("fa", _("Persian")),
    ("he", _("Hebrew")),
    ("hi", _("Hindi")),
    ("id", _("Indonesian")),
    ("it", _("Italian")),
    ("ja", _("Japanese")),
    ("ko", _("Korean")),
    ("pt", _("Portuguese")),
    ("sw", _("Swahili")),
    ("tr", _("Turkish")),
    ("uk", _("Ukrainian")),
    ("ur", _("Urdu")),
    ("vi", _("Vietnamese")),
    ("und", pgettext_lazy("language of a text", "Another language")),
]


class CommentKind(models.TextChoices):
    """What a contribution on a text is about, as the review of the World Summit on the Information Society asked."""

    STRUCTURE = "structure", pgettext_lazy("kind of comment", "On the structure")
    ELEMENT = "element", pgettext_lazy("kind of comment", "On elements")
    PROPOSAL = "proposal", pgettext_lazy("kind of comment", "Text proposal")


_PUBLIC = Q(is_confidential=False) & (
    Q(state=SubmissionState.PUBLISHED) | Q(state=SubmissionState.WITHDRAWN, published_at__isnull=False)
)

_IS_PUBLIC: Any = _PUBLIC  # a condition is an expression, though the stubs do not say so


def _record_index(name: str, *fields: str) -> models.Index:
    """The public record under those fields, newest first; state and call with it, so that counts read no rows."""
    carried = [field for field in ("state", "call") if field not in fields]
    order = [*fields, "-received_at", "-id"]
    return models.Index(fields=order, name=name, condition=Q(is_public=True), include=carried)


class Submission(models.Model):
    """A written input to a call, as last submitted. Name, group, country and region are kept as they then were.

    `reference` is the public one and never changes; `received_at` is when the first revision arrived.
    """

    class Via(models.TextChoices):
        """How the input arrived."""

        PORTAL = "portal", pgettext_lazy("how an input arrived", "In the portal")
        MAIL = "mail", pgettext_lazy("how an input arrived", "By mail")
        IMPORT = "import", pgettext_lazy("how an input arrived", "In bulk")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="submissions", verbose_name=_("process"))
    call = models.ForeignKey(Call, models.PROTECT, related_name="submissions", verbose_name=_("call"))
    reference = models.CharField(_("reference"), max_length=80, unique=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name=_("organisation")
    )
    author_name = models.CharField(_("submitted by"), max_length=255)
    group = models.ForeignKey(StakeholderGroup, models.PROTECT, related_name="+", verbose_name=_("stakeholder group"))
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country of seat")
    )
    region = models.CharField(_("region of seat"), max_length=20, choices=Region, blank=True)
    title = models.CharField(_("title"), max_length=250)
    language = models.CharField(_("language"), max_length=3, choices=CONTENT_LANGUAGES)
    body = models.TextField(_("text"), blank=True)
    word_count = models.PositiveIntegerField(_("words"), default=0)
    agenda_items = models.ManyToManyField(
        AgendaItem, blank=True, related_name="submissions", verbose_name=_("agenda items")
    )
    is_confidential = models.BooleanField(_("not for publication"), default=False)
    comment_kind = models.CharField(_("kind of comment"), max_length=9, choices=CommentKind, blank=True)
    consulted = models.PositiveIntegerField(_("people consulted"), null=True, blank=True)
    consulted_how = models.CharField(_("how the consultation was held"), max_length=300, blank=True)
    via = models.CharField(_("arrived"), max_length=8, choices=Via, default=Via.PORTAL)
    source_id = models.CharField(_("identifier in the source"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SubmissionState, default=SubmissionState.SUBMITTED)
    revision_number = models.PositiveSmallIntegerField(_("revision"), default=1)
    received_at = models.DateTimeField(_("received at"))
    submitted_at = models.DateTimeField(_("last submitted at"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    is_late = models.BooleanField(_("late"), default=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withheld_under = models.ForeignKey(
        ModerationRule, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("withheld under")
    )
    is_public = models.GeneratedField(expression=_IS_PUBLIC, output_field=models.BooleanField(), db_persist=True)
    search = SearchVectorField(null=True, editable=False)

    objects: ClassVar = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering: ClassVar = ["-received_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=SubmissionState.PUBLISHED) | Q(is_confidential=False, published_at__isnull=False),
                name="submission_published_is_not_confidential",
            ),
            models.CheckConstraint(
                condition=Q(state=SubmissionState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=SubmissionState.WITHDRAWN) & Q(withdrawn_at=None)),
                name="submission_withdrawn_has_time",
            ),
            models.UniqueConstraint(
                fields=["call", "source_id"], condition=~Q(source_id=""), name="submission_source_once"
            ),
        ]
        indexes: ClassVar = [
            _record_index("record_newest", "process"),
            _record_index("record_by_group", "process", "group"),
            _record_index("record_by_region", "process", "region"),
            _record_index("record_by_both", "process", "group", "region"),
            _record_index("record_by_call", "call"),
            models.Index(
                fields=["process", "received_at", "id"], name="awaiting_decision", condition=Q(state="submitted")
            ),
            models.Index(
                fields=["call", "group"],
                name="counted_not_shown",
                condition=Q(state=SubmissionState.ACCEPTED, is_late=False),
            ),
            models.Index(fields=["organisation", "-received_at", "-id"], name="sent_by_organisation"),
            GinIndex(fields=["search"], name="submission_search"),
        ]
        triggers: ClassVar = [
            pgtrigger.FSM(
                name="legal_moves",
                field="state",
                transitions=sorted({(source, move.target) for move in SUBMISSION_MOVES for source in move.sources}),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def is_global(self) -> bool:
        """Whether the author had no single country of seat."""
        return self.country_id is None


class SubmissionEvent(Event):
    """What happened to a submission."""

    subject = models.ForeignKey(Submission, models.PROTECT, related_name="events")


class Party(models.Model):
    """An organisation or person on whose behalf the lead also speaks; shown in public once it has confirmed."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="parties", verbose_name=_("submission"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=255)
    group = models.ForeignKey(
        StakeholderGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("stakeholder group")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country of seat")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("declined by")
    )

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["submission", "organisation"], condition=Q(organisation__isnull=False), name="party_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(declined_at=None), name="party_confirmed_or_declined"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """The part of the current revision that answers one guiding question.

    To a theme it is `principles` and `commitments`, lists of short texts; `text` has them in one, for whoever reads.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="answers", verbose_name=_("submission"))
    question = models.ForeignKey(CallQuestion, models.PROTECT, related_name="answers", verbose_name=_("question"))
    text = models.TextField(_("answer"))
    principles = models.JSONField(_("core principles"), default=list, blank=True)
    commitments = models.JSONField(_("commitments"), default=list, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering: ClassVar = ["question__position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "question"], name="answer_once"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Revision(models.Model):
    """What was submitted at one time, never changed afterwards.

    `draft_id` is the public id of the draft that was submitted: a repeated POST of the same draft finds this row
    instead of making another. `content` holds title, language, body, answers, names of parties and, for each file,
    name, size and SHA-256; `sha256` is the digest of its canonical JSON (RFC 8785 order and separators).
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="revisions", verbose_name=_("submission"))
    number = models.PositiveSmallIntegerField(_("number"))
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4)
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    submitted_at = models.DateTimeField(_("submitted at"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    deadline = models.DateTimeField(_("deadline then in force"))
    is_late = models.BooleanField(_("late"), default=False)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering: ClassVar = ["submission", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "number"], name="revision_numbered_once"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.submission_id}, revision {self.number}"
