"""A policy development process of ICANN: open working groups, public comment, and a board that decides."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="icann",
    title=_("Policy development at ICANN: open working group, public comment, the Board decides"),
    basis="Bylaws of ICANN, annex A; operating procedures of its supporting organisations.",
    source="ICANN Bylaws, annex A and article 12",
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
        1. Working groups are open to anybody who discloses her interests; members work on an equal footing and find
           the degree of consensus together.
        2. Every report is put to public comment; anybody may comment.
        3. Governments advise through their advisory committee and take part in working groups as others do.
        4. The Board decides. Whoever is not on it attends its open meetings and does not vote.
        5. Documents of the Board that are not published are for the Board.
        6. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where               | who   | may       | by | else | on condition
        *                   | *     | AOSWCPNDI | 1  | 5    |
        *                   | state | AOSWCPNDI | 3  | 5    |
        in_writing          | *     | WCPNI     | 2  | 4    |
        adoption            | *     | AO        | 4  | 4    |
        unofficial_dialogue | *     | AOSW      | 6  | 6    |
    """,
)
