"""What the rules of participation are: versions, their clauses, and a cell for every who, where and what."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultation.modalities import profile
from consultation.modalities.querysets import CellQuerySet, ModalitiesQuerySet
from consultation.modalities.states import MODALITIES_MOVES, ModalitiesState
from consultation.modalities.vocabulary import Capability, Category, Occasion
from consultation.processes.models import Process
from register.models import Event

_ONLY_A_DRAFT_CHANGES = """
IF (SELECT state FROM modalities_modalities WHERE id = {row}.modalities_id) <> 'draft' THEN
    RAISE EXCEPTION 'A version of the modalities that came into force does not change.';
END IF;
"""


def _held_with_its_version(name: str, operation: pgtrigger.Operation, *rows: str, more: str = "") -> pgtrigger.Trigger:
    """Rows of a version change with it, and not at all once it came into force."""
    checks = "".join(_ONLY_A_DRAFT_CHANGES.format(row=row) for row in rows)
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=operation, func=f"{checks}{more}RETURN {rows[-1]};"
    )


class Modalities(models.Model):
    """One version of the rules of a process. It changes while it is a draft; then never, but for being superseded.

    `number` counts the versions of a process; a draft has the number under which it will stand. In force from
    `in_force_at` until `superseded_at`, an instant that belongs to the next version. `preset` names what it was begun
    from, empty where it was copied from an earlier version.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="modalities", verbose_name=_("process"))
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    basis = models.TextField(
        _("basis"), help_text=_("Who agreed these rules, how and when, such as a decision or a silence procedure.")
    )
    preset = models.SlugField(_("begun from the preset"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ModalitiesState, default=ModalitiesState.DRAFT)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("created by")
    )
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)

    actors = models.CharField(_("actors"), max_length=20, choices=profile.Actors)
    structure = models.CharField(_("structure"), max_length=20, choices=profile.Structure)
    codification = models.CharField(_("codification"), max_length=20, choices=profile.Codification)
    mission = models.CharField(_("mission"), max_length=20, choices=profile.Mission)
    who_may_propose = models.CharField(_("policy development"), max_length=20, choices=profile.WhoMayPropose)
    decision_rule = models.CharField(_("decision making"), max_length=20, choices=profile.DecisionRule)
    representation = models.CharField(_("representation"), max_length=20, choices=profile.Representation)
    participation_gate = models.CharField(_("participation"), max_length=20, choices=profile.ParticipationGate)
    negotiations = models.CharField(_("negotiations"), max_length=20, choices=profile.Negotiations)
    result = models.CharField(_("result"), max_length=20, choices=profile.Result)
    objection_effect = models.CharField(_("effect of an objection"), max_length=20, choices=profile.ObjectionEffect)
    ecosoc_track = models.CharField(
        _("organisations in consultative status"), max_length=20, choices=profile.EcosocTrack
    )
    speaking_order = models.CharField(_("speaking order"), max_length=20, choices=profile.SpeakingOrder)

    objects: ClassVar = ModalitiesQuerySet.as_manager()

    class Meta:
        verbose_name = _("modalities")
        verbose_name_plural = _("modalities")
        ordering: ClassVar = ["process", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "number"], name="modalities_numbered_once"),
            models.UniqueConstraint(
                fields=["process"], condition=Q(state=ModalitiesState.IN_FORCE), name="modalities_in_force_once"
            ),
            models.UniqueConstraint(
                fields=["process"], condition=Q(state=ModalitiesState.DRAFT), name="modalities_one_draft"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="modalities_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(state=ModalitiesState.DRAFT, in_force_at=None, superseded_at=None)
                | Q(state=ModalitiesState.IN_FORCE, in_force_at__isnull=False, superseded_at=None)
                | Q(state=ModalitiesState.SUPERSEDED, in_force_at__isnull=False, superseded_at__gte=F("in_force_at")),
                name="modalities_state_has_its_instants",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.FSM(
                name="legal_moves",
                field="state",
                transitions=sorted({(source, move.target) for move in MODALITIES_MOVES for source in move.sources}),
            ),
            pgtrigger.Protect(
                name="kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=["in_force", "superseded"]),
            ),
            pgtrigger.Trigger(
                name="never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["in_force", "superseded"]),
                func="""
                IF to_jsonb(OLD) - 'state' - 'superseded_at' <> to_jsonb(NEW) - 'state' - 'superseded_at'
                   OR OLD.superseded_at <> NEW.superseded_at THEN
                    RAISE EXCEPTION 'A version of the modalities that came into force does not change.';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class ModalitiesEvent(Event):
    """What happened to a version since it came into force; before that the events of its process tell."""

    subject = models.ForeignKey(Modalities, models.PROTECT, related_name="events")


class Clause(models.Model):
    """A numbered rule in words, which a refusal names.

    `limits_to_group`: the clause on which somebody admitted to one group only is refused outside of it.
    """

    modalities = models.ForeignKey(Modalities, models.CASCADE, related_name="clauses", verbose_name=_("modalities"))
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"), max_length=2000)
    limits_to_group = models.BooleanField(_("limits associates to their group"), default=False)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering: ClassVar = ["modalities", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["modalities", "number"], name="clause_numbered_once"),
            models.UniqueConstraint(
                fields=["modalities"], condition=Q(limits_to_group=True), name="clause_limits_to_group_once"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="clause_numbered_from_one"),
        ]
        triggers: ClassVar = [
            _held_with_its_version("written_in_a_draft", pgtrigger.Insert, "NEW"),
            _held_with_its_version("changed_in_a_draft", pgtrigger.Update, "OLD", "NEW"),
            _held_with_its_version("removed_from_a_draft", pgtrigger.Delete, "OLD"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


_CLAUSE_OF_ITS_VERSION = """
IF (SELECT modalities_id FROM modalities_clause WHERE id = NEW.clause_id) <> NEW.modalities_id THEN
    RAISE EXCEPTION 'The clause is of another version.';
END IF;
"""


class Cell(models.Model):
    """Whether a category has a capability on an occasion, and the clause on which that rests, granted or not.

    Conditions stand only where it is granted: `after_states` (after the last State and intergovernmental speaker),
    `time_permitting`, `minutes` for one speaker, `word_limit` of one written input.
    """

    modalities = models.ForeignKey(Modalities, models.CASCADE, related_name="cells", verbose_name=_("modalities"))
    category = models.CharField(_("category"), max_length=16, choices=Category)
    occasion = models.CharField(_("occasion"), max_length=24, choices=Occasion)
    capability = models.CharField(_("capability"), max_length=24, choices=Capability)
    is_granted = models.BooleanField(_("granted"))
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="cells", verbose_name=_("clause"))
    after_states = models.BooleanField(_("after States"), default=False)
    time_permitting = models.BooleanField(_("time permitting"), default=False)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    word_limit = models.PositiveIntegerField(_("word limit"), null=True, blank=True)

    objects: ClassVar = CellQuerySet.as_manager()

    class Meta:
        verbose_name = _("cell of the matrix")
        verbose_name_plural = _("cells of the matrix")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["modalities", "category", "occasion", "capability"],
                name="cell_once",
                include=["is_granted", "clause"],
            ),
            models.CheckConstraint(
                condition=Q(is_granted=True)
                | Q(after_states=False, time_permitting=False, minutes=None, word_limit=None),
                name="cell_conditions_only_where_granted",
            ),
            models.CheckConstraint(
                condition=(Q(minutes=None) | Q(minutes__gt=0)) & (Q(word_limit=None) | Q(word_limit__gt=0)),
                name="cell_limits_positive",
            ),
        ]
        triggers: ClassVar = [
            _held_with_its_version("written_in_a_draft", pgtrigger.Insert, "NEW", more=_CLAUSE_OF_ITS_VERSION),
            _held_with_its_version("changed_in_a_draft", pgtrigger.Update, "OLD", "NEW", more=_CLAUSE_OF_ITS_VERSION),
            _held_with_its_version("removed_from_a_draft", pgtrigger.Delete, "OLD"),
        ]

    def __str__(self) -> str:
        return f"{self.category}, {self.occasion}, {self.capability}: {self.is_granted}"
