"""The option that gives stakeholders the floor in exchanges of views and keeps negotiation for States."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="speaking-rights",
    title=_("Option: speaking rights in formal meetings, none in negotiations"),
    basis="One of the options discussed for stakeholders in formal meetings of a working group.",
    source="W. Kleinwächter, Cybersecurity, Internet Governance, and the Multistakeholder Approach, 2021",
    profile="""
        actors              states_consult
        structure           intergovernmental
        codification        political
        mission             agreement
        who_may_propose     states_advised
        decision_rule       consensus
        representation      with_observers
        participation_gate  non_objection
        negotiations        closed
        result              report
        objection_effect    final
        ecosoc_track        notify
        speaking_order      same_list
    """,
    clauses="""
        1. States are the members of the body. They alone negotiate and decide; they decide by consensus.
        2. Admitted organisations attend formal meetings.
        3. They have the floor in exchanges of views, after States, with three minutes for a statement.
        4. They send written input and comment on drafts that were published.
        5. They are excluded from negotiations, and do not speak when a text is adopted.
        6. Consultations between sessions are open to everybody.
        7. Formal meetings and written input are for admitted organisations.
        8. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                      | who                       | may        | by | else | on condition
        *                          | *                         | -          |    | 5    |
        *                          | not_accredited individual | -          |    | 7    |
        *                          | state                     | AOSWCPRNDI | 1  | 1    |
        exchange_of_views adoption | igo admitted              | AO         | 2  | 5    |
        exchange_of_views          | igo admitted              | +S         | 3  |      | after-states 3min
        dedicated_stakeholder      | igo admitted              | AOS        | 3  | 5    | 3min
        informal_mode              | igo admitted              | AO         | 2  | 5    |
        in_writing                 | igo admitted              | WC         | 4  | 5    |
        intersessional             | igo stakeholders          | AOSWC      | 6  | 5    | 3min
        unofficial_dialogue        | igo stakeholders          | AOSW       | 8  | 5    |
    """,
)
