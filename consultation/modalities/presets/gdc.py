"""The Global Digital Compact, 2023–2024: input from anybody, negotiation among States."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="gdc",
    title=_("Global Digital Compact, 2023: written input from anybody, States negotiate"),
    basis="Road map of the co-facilitators, 16 January 2023.",
    source="Letters of the co-facilitators to all permanent representatives, 2023 and 2024",
    profile="""
        actors              states_consult
        structure           intergovernmental
        codification        political
        mission             policy
        who_may_propose     states_advised
        decision_rule       consensus
        representation      with_observers
        participation_gate  open
        negotiations        closed
        result              statement
        objection_effect    final
        ecosoc_track        by_status
        speaking_order      dedicated
    """,
    clauses="""
        1. States negotiate and decide; they decide by consensus.
        2. Anybody sends written input: an organisation, a person, or the result of a consultation that was held.
        3. Informal consultations with stakeholders are open to everybody who registered.
        4. Consultations of States on the elements are webcast; others attend them in silence.
        5. Negotiation and adoption are for States.
        6. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                                | who              | may        | by | else | on condition
        *                                    | *                | -          |    | 5    |
        *                                    | state            | AOSWCPRNDI | 1  | 1    |
        in_writing                           | igo stakeholders | WC         | 2  | 5    |
        intersessional dedicated_stakeholder | igo stakeholders | AOSW       | 3  | 5    | 3min
        exchange_of_views                    | igo stakeholders | AO         | 4  | 5    |
        unofficial_dialogue                  | igo stakeholders | AOSW       | 6  | 5    |
    """,
)
