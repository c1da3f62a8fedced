"""The World Summit on the Information Society, 2003–2005: bureaux side by side, an hour and fifteen minutes."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="wsis",
    title=_("World Summit on the Information Society, 2003: observers in the last hour of a debate, talk and walk"),
    basis="Rules of procedure of the Preparatory Committee; arrangements of its bureau for observers, 2003.",
    source="WSIS/PC3-DOC-0008, revised",
    profile="""
        actors              states_consult
        structure           parallel
        codification        political
        mission             policy
        who_may_propose     states_advised
        decision_rule       consensus
        representation      constituencies
        participation_gate  by_the_body
        negotiations        closed
        result              statement
        objection_effect    refer_to_body
        ecosoc_track        by_status
        speaking_order      dedicated
    """,
    clauses="""
        1. States negotiate and decide; they decide by consensus.
        2. Accredited organisations attend plenary meetings as observers.
        3. The last hour of each general debate is set aside for observers: three minutes for each of the
           spokespersons whom the groups choose among themselves.
        4. In the first fifteen minutes of a drafting group observers speak; then they leave, and States draft.
        5. Observers send written contributions, which are posted.
        6. Observers do not draft, negotiate or vote, and speak at no other time.
        7. Who is not accredited takes part through the groups and caucuses, not in meetings of the Committee.
        8. Consultations between sessions are open to everybody.
        9. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                      | who                       | may        | by | else | on condition
        *                          | *                         | -          |    | 6    |
        *                          | not_accredited individual | -          |    | 7    |
        *                          | state                     | AOSWCPRNDI | 1  | 1    |
        exchange_of_views adoption | igo admitted              | AO         | 2  | 6    |
        dedicated_stakeholder      | igo admitted              | AOS        | 3  | 6    | 3min
        pre_meeting_slot           | igo admitted              | AOS        | 4  | 6    | 3min
        in_writing                 | igo admitted              | WC         | 5  | 6    |
        intersessional             | igo stakeholders          | AOSWC      | 8  | 6    |
        unofficial_dialogue        | igo stakeholders          | AOSW       | 9  | 6    |
    """,
)
