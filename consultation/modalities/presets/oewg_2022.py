"""The open-ended working group on ICT security 2021–2025, whose modalities of 2022 were agreed by silence."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="oewg-2022",
    title=_("Open-ended working group, 2022: accreditation unless a State objects, dedicated stakeholder session"),
    basis="Chair's proposal, agreed under a silence procedure, 22 April 2022.",
    source="Modalities for the participation of stakeholders in the open-ended working group established by "
    "General Assembly resolution 75/240, announced by its Chair on 22 April 2022",
    profile="""
        actors              states_consult
        structure           intergovernmental
        codification        political
        mission             agreement
        who_may_propose     states
        decision_rule       consensus
        representation      with_observers
        participation_gate  non_objection
        negotiations        closed
        result              report
        objection_effect    final
        ecosoc_track        notify
        speaking_order      dedicated
    """,
    clauses="""
        1. States are the members of the group. They alone negotiate and decide; they decide by consensus.
        2. Intergovernmental organisations attend formal meetings, speak after States and send written input.
        3. Organisations in consultative status that told the secretariat of their interest, and other organisations
           that were accredited on a non-objection basis, attend formal meetings as observers.
        4. They make oral statements in the dedicated stakeholder session.
        5. They send written input, which is posted on the page of the group.
        6. Between sessions the Chair holds informal consultative meetings with all who are interested, accredited
           or not. Everybody attends them, speaks and sends input on an equal footing.
        7. The group stays intergovernmental: whoever is no State does not speak outside the dedicated session, takes
           no part in drafting, negotiation or decision, and is not present in informal mode.
        8. Formal meetings, the dedicated session and written input are for accredited organisations.
        9. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                                   | who                       | may        | by | else | on condition
        *                                       | *                         | -          |    | 7    |
        *                                       | state                     | AOSWCPRNDI | 1  | 1    |
        exchange_of_views                       | igo                       | AOSW       | 2  | 7    | after-states
        adoption dedicated_stakeholder          | igo                       | AO         | 2  | 7    |
        in_writing                              | igo                       | W          | 2  | 7    |
        exchange_of_views adoption              | admitted                  | AO         | 3  | 7    |
        dedicated_stakeholder                   | admitted                  | AO         | 3  | 7    |
        dedicated_stakeholder                   | admitted                  | +S         | 4  |      | 3min
        in_writing                              | admitted                  | W          | 5  | 7    |
        exchange_of_views dedicated_stakeholder | not_accredited individual | -          |    | 8    |
        adoption in_writing                     | not_accredited individual | -          |    | 8    |
        intersessional                          | igo stakeholders          | AOSW       | 6  | 7    | 3min
        unofficial_dialogue                     | igo stakeholders          | AOSW       | 9  | 7    |
    """,
)
