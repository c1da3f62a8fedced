"""The Internet Engineering Task Force: persons, not organisations, and rough consensus without counting."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="ietf",
    title=_("Internet engineers: persons in their own capacity, rough consensus without counting"),
    basis="Working group guidelines and procedures of the IETF.",
    source="RFC 2418 and RFC 7282",
    profile="""
        actors              all_groups
        structure           network
        codification        voluntary
        mission             standards
        who_may_propose     anyone
        decision_rule       rough_consensus
        representation      persons
        participation_gate  open
        negotiations        open
        result              standards
        objection_effect    refer_to_body
        ecosoc_track        by_status
        speaking_order      same_list
    """,
    clauses="""
        1. Anybody takes part, as a person. Governments, organisations and companies have no other part than the
           persons who come from them.
        2. The chairs find rough consensus when every issue has been addressed, though not every one accommodated;
           nobody is counted, and what is found in a room is confirmed on the list.
        3. There are no restricted drafts.
        4. An event that is no part of the process is held under the rules of its organiser.
    """,
    matrix="""
        where               | who | may      | by | else | on condition
        *                   | *   | AOSWCPNI | 1  | 3    |
        *                   | *   | +D       | 2  |      |
        unofficial_dialogue | *   | AOSW     | 4  | 4    |
    """,
)
