"""The multilateral end of the comparison: States act, with organisations consulted as resolution 1996/31 says."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="multilateral",
    title=_("Multilateral: States act, organisations in consultative status are consulted"),
    basis="Economic and Social Council resolution 1996/31, parts IV and V.",
    source="ECOSOC resolution 1996/31; W. Kleinwächter, 2021, table 1",
    profile="""
        actors              states
        structure           intergovernmental
        codification        treaty
        mission             agreement
        who_may_propose     states
        decision_rule       vote
        representation      delegations
        participation_gate  by_the_body
        negotiations        closed
        result              treaty
        objection_effect    refer_to_body
        ecosoc_track        by_status
        speaking_order      states_first
    """,
    clauses="""
        1. States take part and decide.
        2. Intergovernmental organisations attend and speak after States.
        3. Organisations in consultative status attend public meetings.
        4. Those in general status may propose items for the agenda.
        5. Those in general and special status may speak, after States.
        6. Those in general status circulate written statements of up to 2,000 words.
        7. Those in special status and on the roster circulate written statements of up to 1,500 words.
        8. Participation is for States; consultation gives no part in negotiation and decision.
        9. Consultative status is the way in.
        10. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                                   | who                           | may        | by | else | on condition
        *                                       | *                             | -          |    | 9    |
        *                                       | igo ecosoc                    | -          |    | 8    |
        *                                       | state                         | AOSWCPRNDI | 1  | 1    |
        exchange_of_views                       | igo                           | AOS        | 2  | 8    | after-states
        adoption                                | igo                           | AO         | 2  | 8    |
        in_writing                              | igo                           | W          | 2  | 8    | 2000words
        exchange_of_views adoption              | ecosoc                        | AO         | 3  | 8    |
        exchange_of_views dedicated_stakeholder | ecosoc_general ecosoc_special | +AOS       | 5  |      | after-states
        in_writing                              | ecosoc_general                | W          | 6  | 8    | 2000words
        in_writing exchange_of_views            | ecosoc_general                | +I         | 4  |      |
        in_writing                              | ecosoc_special ecosoc_roster  | W          | 7  | 8    | 1500words
        unofficial_dialogue                     | igo stakeholders              | AOSW       | 10 | 8    |
    """,
)
