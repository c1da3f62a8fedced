"""A proposed agenda item: who proposes what, and why; what became of it."""

import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultation.modalities.vocabulary import Category
from consultation.processes.models import AgendaItem, Session
from consultation.proposals.querysets import ProposalQuerySet
from consultation.proposals.states import PROPOSAL_MOVES, ProposalState
from register.models import Event
from stakeholders.organisations.models import Organisation


class Proposal(models.Model):
    """An item that an organisation proposes for a session, in writing (ECOSOC resolution 1996/31, paragraphs 28, 34).

    Title and text stay as they were sent. `author_name` and `category` are what the organisation was called and as
    what it took part when it proposed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="proposals", verbose_name=_("session"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="proposals", verbose_name=_("organisation")
    )
    author_name = models.CharField(_("organisation as it was"), max_length=255)
    category = models.CharField(_("took part as"), max_length=20, choices=Category)
    title = models.CharField(_("title of the item"), max_length=400)
    text = models.TextField(_("what the item is about, and why it should be on the agenda"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=12, choices=ProposalState, default=ProposalState.PROPOSED)
    item = models.OneToOneField(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="proposal", verbose_name=_("agenda item")
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )

    objects: ClassVar = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed agenda item")
        verbose_name_plural = _("proposed agenda items")
        ordering: ClassVar = ["-proposed_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=ProposalState.ACCEPTED, item__isnull=False)
                | (~Q(state=ProposalState.ACCEPTED) & Q(item=None)),
                name="proposal_accepted_has_its_item",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.FSM(
                name="legal_moves", field="state",
                transitions=sorted({(source, move.target) for move in PROPOSAL_MOVES for source in move.sources}),
            ),
            pgtrigger.Protect(
                name="as_sent", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "session", "organisation", "author_name", "category", "title", "text", "language", "proposed_at",
                    "proposed_by",
                ),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class ProposalEvent(Event):
    """What happened to a proposal."""

    subject = models.ForeignKey(Proposal, models.PROTECT, related_name="events")
