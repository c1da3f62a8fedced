"""How a body works: the settings that a version of the modalities makes, as choices in words.

The first ten are the rows by which W. Kleinwächter compares multilateral and multistakeholder processes
("Cybersecurity, Internet Governance, and the Multistakeholder Approach", Global Commission on the Stability of
Cyberspace, December 2021, table 1); the last three say how participation is arranged.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Actors(TextChoices):
    """Who acts."""

    STATES = "states", _("Governments only")
    STATES_CONSULT = "states_consult", _("Governments; other stakeholders are consulted")
    EXPERTS = "experts", _("Experts whom governments nominate")
    TRIPARTITE = "tripartite", _("Governments, employers and workers")
    ALL_GROUPS = "all_groups", _("Governments, business, civil society and the technical community, each in its role")


class Structure(TextChoices):
    """How the body is built."""

    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental body with a bureau")
    ADVISED = "advised", _("Intergovernmental body with advisory committees of stakeholders")
    PARALLEL = "parallel", _("Intergovernmental bureau with bureaux of stakeholders beside it")
    MEMBERSHIP = "membership", _("Union of members with study groups")
    NETWORK = "network", _("Network of groups that work from the bottom up")


class Codification(TextChoices):
    """What binding force the results can have."""

    TREATY = "treaty", _("Binding instruments of international law")
    POLITICAL = "political", _("Political commitments of States")
    VOLUNTARY = "voluntary", _("Principles, policies and standards that are followed voluntarily")


class Mission(TextChoices):
    """What the body is for."""

    AGREEMENT = "agreement", _("Agreement between States")
    STANDARDS = "standards", _("Technical standards and shared resources")
    POLICY = "policy", _("Policy for a shared resource or a shared problem")
    DIALOGUE = "dialogue", _("Dialogue")


class WhoMayPropose(TextChoices):
    """Who starts and shapes policy."""

    STATES = "states", _("States propose")
    STATES_ADVISED = "states_advised", _("States propose; stakeholders advise")
    MEMBERS = "members", _("Members propose, whatever their group")
    ANYONE = "anyone", _("Anybody proposes")


class DecisionRule(TextChoices):
    """How the body decides."""

    CONSENSUS = "consensus", _("Consensus of States: no formal objection")
    VOTE = "vote", _("Consensus of States is sought; else States vote")
    DELEGATES_VOTE = "delegates_vote", _("Each delegate votes individually")
    ROUGH_CONSENSUS = "rough_consensus", _("Rough consensus: every issue is addressed, not every one accommodated")
    NO_DECISION = "no_decision", _("The body takes no decisions")


class Representation(TextChoices):
    """For whom those in the room speak."""

    DELEGATIONS = "delegations", _("Delegations of States")
    WITH_OBSERVERS = "with_observers", _("Delegations of States; organisations as observers")
    TRIPARTITE = "tripartite", _("National delegations of two for the government, one of employers, one of workers")
    CONSTITUENCIES = "constituencies", _("Groups and constituencies choose who speaks for them")
    PERSONS = "persons", _("Everybody speaks for herself")


class ParticipationGate(TextChoices):
    """How one comes in."""

    CLOSED = "closed", _("Closed: members of the group only")
    NON_OBJECTION = "non_objection", _("Consultative status, or accreditation unless a State objects")
    BY_THE_BODY = "by_the_body", _("Consultative status, or accreditation that the body decides on")
    MEMBERSHIP = "membership", _("Membership")
    OPEN = "open", _("Open to anybody")


class Negotiations(TextChoices):
    """How open negotiations are."""

    CLOSED = "closed", _("Behind closed doors")
    OBSERVED = "observed", _("Before silent observers")
    OPEN = "open", _("In the open, with all groups")


class Result(TextChoices):
    """What comes of it."""

    TREATY = "treaty", _("A treaty")
    REPORT = "report", _("A report that States adopt")
    RECOMMENDATIONS = "recommendations", _("Recommendations and resolutions")
    STANDARDS = "standards", _("Standards and policies")
    STATEMENT = "statement", _("A non-binding statement or declaration")
    SUMMARY = "summary", _("A summary; nothing is adopted")


class ObjectionEffect(TextChoices):
    """What the objection of one State to an application does."""

    FINAL = "final", _("The objection of one State is final for the round")
    REFER_TO_BODY = "refer_to_body", _("An application with an objection goes to the body, which decides")


class EcosocTrack(TextChoices):
    """How organisations in consultative status come in."""

    NOTIFY = "notify", _("They tell the secretariat and are listed; nobody can object")
    BY_STATUS = "by_status", _("Their status is enough")


class SpeakingOrder(TextChoices):
    """Where stakeholders stand in the list of speakers."""

    STATES_FIRST = "states_first", _("After States and intergovernmental organisations, on each item")
    SAME_LIST = "same_list", _("In one list with States")
    DEDICATED = "dedicated", _("In a session of their own, not in the lists of items")


TABLE_ONE = (
    "actors", "structure", "codification", "mission", "who_may_propose", "decision_rule", "representation",
    "participation_gate", "negotiations", "result",
)  # fmt: skip
"""The settings that are the rows of the table, in its order."""

ARRANGEMENTS = ("objection_effect", "ecosoc_track", "speaking_order")
"""The settings that say how participation is arranged."""

SETTINGS = (*TABLE_ONE, *ARRANGEMENTS)
"""Everything that a version sets beside its clauses and its cells; a preset sets these and nothing else."""
