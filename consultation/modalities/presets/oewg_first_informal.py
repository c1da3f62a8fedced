"""The first open-ended working group, 2019–2021: a slot before the meeting, and an open meeting between sessions."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="oewg-first-informal",
    title=_("First open-ended working group, 2019: slot before the meeting, open meeting between sessions"),
    basis="General Assembly resolution 73/27, paragraph 5; arrangements made by the Chair, 2019.",
    source="Chair's summary of the informal intersessional consultative meeting, New York, 2 to 4 December 2019",
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
        2. Intergovernmental organisations attend formal meetings and speak after States.
        3. Organisations in consultative status, and organisations to which no State objected, attend formal meetings
           in silence.
        4. In the fifteen minutes before a meeting officially starts they address the delegates who are present and
           hand out printed material.
        5. Informal consultative meetings between sessions are open to everybody, whatever the status: States and
           others take part on an equal footing, and a summary goes to the next formal session.
        6. Nobody but States speaks in formal meetings, sends documents to them, negotiates or decides.
        7. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                      | who              | may        | by | else | on condition
        *                          | *                | -          |    | 6    |
        *                          | state            | AOSWCPRNDI | 1  | 1    |
        exchange_of_views          | igo              | AOS        | 2  | 6    | after-states
        adoption                   | igo              | AO         | 2  | 6    |
        exchange_of_views adoption | admitted         | AO         | 3  | 6    |
        pre_meeting_slot           | igo admitted     | AOSW       | 4  | 6    | 3min
        intersessional             | igo stakeholders | AOSW       | 5  | 6    | 3min
        unofficial_dialogue        | igo stakeholders | AOSW       | 7  | 6    |
    """,
)
