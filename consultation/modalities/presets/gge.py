"""A group of governmental experts: closed, with nothing for anybody but its members."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="gge",
    title=_("Group of governmental experts: closed membership"),
    basis="A group of experts on equitable geographical distribution, as under General Assembly resolution 73/266.",
    source="General Assembly resolution 73/266",
    profile="""
        actors              experts
        structure           intergovernmental
        codification        political
        mission             agreement
        who_may_propose     states
        decision_rule       consensus
        representation      delegations
        participation_gate  closed
        negotiations        closed
        result              report
        objection_effect    final
        ecosoc_track        by_status
        speaking_order      dedicated
    """,
    clauses="""
        1. The experts whom governments nominate are the group. They work and decide by consensus.
        2. The group is closed: nobody else attends its meetings, speaks in them, sees its drafts or sends input to it.
           What it asks of others is asked by its Chair outside the group, on the pages of the portal.
    """,
    matrix="""
        where | who   | may        | by | else | on condition
        *     | *     | -          |    | 2    |
        *     | state | AOSWCPRNDI | 1  | 2    |
    """,
)
