"""NETmundial, São Paulo 2014: one microphone for each group, and a drafting room in which all watch."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="netmundial",
    title=_("NETmundial, 2014: equal turns at the microphones, silent onlookers in the drafting room"),
    basis="Rules of the meeting, published by its executive committee, April 2014.",
    source="NETmundial, rules of procedure and outcome document, São Paulo, 23 and 24 April 2014",
    profile="""
        actors              all_groups
        structure           network
        codification        voluntary
        mission             policy
        who_may_propose     anyone
        decision_rule       rough_consensus
        representation      persons
        participation_gate  open
        negotiations        observed
        result              statement
        objection_effect    refer_to_body
        ecosoc_track        by_status
        speaking_order      same_list
    """,
    clauses="""
        1. Everybody takes part on an equal footing. The microphones of the four groups and those far away have the
           floor in turn, two minutes each.
        2. Everybody sends contributions and comments on the draft, paragraph by paragraph and as a whole.
        3. The drafting room is open to all; only its chairs and advisers speak and write there, all others watch in
           silence.
        4. The chairs adopt the outcome when nobody objects in substance; there is no vote.
        5. There are no restricted drafts, and no other way to decide.
        6. An event that is no part of the process is held under the rules of its organiser.
    """,
    matrix="""
        where               | who | may    | by | else | on condition
        *                   | *   | AOSWC  | 1  | 5    | 2min
        in_writing          | *   | WCPI   | 2  | 5    |
        negotiation         | *   | AO     | 3  | 3    |
        adoption            | *   | AOS    | 4  | 4    | 2min
        unofficial_dialogue | *   | AOSW   | 6  | 6    |
    """,
)
