"""The Internet Governance Forum: a dialogue of everybody that negotiates nothing."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="igf",
    title=_("Internet Governance Forum: dialogue of everybody, nothing is negotiated"),
    basis="Tunis Agenda for the Information Society, paragraphs 72 to 79.",
    source="Tunis Agenda, paragraphs 72 to 79; General Assembly resolution 70/125",
    profile="""
        actors              all_groups
        structure           network
        codification        voluntary
        mission             dialogue
        who_may_propose     anyone
        decision_rule       no_decision
        representation      persons
        participation_gate  open
        negotiations        open
        result              summary
        objection_effect    refer_to_body
        ecosoc_track        by_status
        speaking_order      same_list
    """,
    clauses="""
        1. Everybody who is concerned attends, speaks and sends input on an equal footing, in the room or from afar.
        2. Open consultations are for everybody; on the days of the advisory group its members speak first.
        3. The forum neither negotiates nor decides; what is said is summarised.
        4. An event that is no part of the process is held under the rules of its organiser.
    """,
    matrix="""
        where                | who   | may   | by | else | on condition
        *                    | *     | AOSW  | 1  | 3    |
        in_writing           | *     | WCI   | 1  | 3    |
        intersessional       | *     | AOSWC | 2  | 3    |
        negotiation adoption | *     | -     |    | 3    |
        unofficial_dialogue  | *     | AOSW  | 4  | 3    |
    """,
)
