"""The option of three advisory committees, whose chairs form a troika that advises the formal meetings."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="advisory-committee",
    title=_("Option: advisory committee of three groups, with a troika of their chairs"),
    basis="One of the options discussed for stakeholders in formal meetings of a working group.",
    source="W. Kleinwächter, Cybersecurity, Internet Governance, and the Multistakeholder Approach, 2021",
    profile="""
        actors              states_consult
        structure           advised
        codification        political
        mission             agreement
        who_may_propose     states_advised
        decision_rule       consensus
        representation      constituencies
        participation_gate  non_objection
        negotiations        observed
        result              report
        objection_effect    final
        ecosoc_track        notify
        speaking_order      dedicated
    """,
    clauses="""
        1. States are the members of the body. They alone negotiate and decide; they decide by consensus.
        2. Admitted organisations work in advisory sub-committees of business, civil society and the technical
           community. Their chairs, the troika, speak for them.
        3. They attend formal meetings; advice is given in the session set aside for it.
        4. They receive drafts, comment on them and propose text as advice to the Chair.
        5. They sit in negotiations in silence.
        6. Advice does not bind. Who is no State neither negotiates nor decides, nor speaks in the lists of States.
        7. Who belongs to no sub-committee takes part in open consultations only.
        8. Consultations between sessions are open to everybody.
        9. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                      | who                       | may        | by | else | on condition
        *                          | *                         | -          |    | 6    |
        *                          | not_accredited individual | -          |    | 7    |
        *                          | state                     | AOSWCPRNDI | 1  | 1    |
        exchange_of_views adoption | igo admitted              | AO         | 3  | 6    |
        negotiation informal_mode  | igo admitted              | AO         | 5  | 6    |
        dedicated_stakeholder      | igo admitted              | AOS        | 3  | 6    | 5min
        in_writing                 | igo admitted              | WCPR       | 4  | 6    |
        intersessional             | igo stakeholders          | AOSWC      | 8  | 6    |
        unofficial_dialogue        | igo stakeholders          | AOSW       | 9  | 6    |
    """,
)
