"""The multistakeholder end of the comparison: all groups act in their roles, in the open."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="multistakeholder",
    title=_("Multistakeholder: all groups act in their respective roles"),
    basis="Working definition of Internet governance, Tunis Agenda for the Information Society, paragraph 34.",
    source="Tunis Agenda, paragraph 34; W. Kleinwächter, 2021, table 1",
    profile="""
        actors              all_groups
        structure           network
        codification        voluntary
        mission             policy
        who_may_propose     anyone
        decision_rule       rough_consensus
        representation      constituencies
        participation_gate  open
        negotiations        open
        result              standards
        objection_effect    refer_to_body
        ecosoc_track        by_status
        speaking_order      same_list
    """,
    clauses="""
        1. Governments, business, civil society, the technical community and persons take part on an equal footing,
           each in its role.
        2. All draft and negotiate together in the open, and find rough consensus together.
        3. There are no restricted drafts.
        4. An event that is no part of the process is held under the rules of its organiser.
    """,
    matrix="""
        where                | who | may       | by | else | on condition
        *                    | *   | AOSWCPNDI | 1  | 3    |
        negotiation adoption | *   | AOSWCPNDI | 2  | 3    |
        unofficial_dialogue  | *   | AOSW      | 4  | 4    |
    """,
)
