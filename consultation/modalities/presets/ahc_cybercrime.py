"""The Ad Hoc Committee on cybercrime, 2022–2024: the body decides on contested applications, States speak first."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="ahc-cybercrime",
    title=_("Ad hoc committee on cybercrime, 2022: contested applications go to the body, stakeholders after States"),
    basis="General Assembly resolution 75/282, paragraphs 8 to 10; list approved by the Committee on 24 February 2022.",
    source="A/AC.291/6, annex II",
    profile="""
        actors              states_consult
        structure           intergovernmental
        codification        treaty
        mission             agreement
        who_may_propose     states
        decision_rule       vote
        representation      with_observers
        participation_gate  by_the_body
        negotiations        observed
        result              treaty
        objection_effect    refer_to_body
        ecosoc_track        by_status
        speaking_order      states_first
    """,
    clauses="""
        1. Member States negotiate, draft and decide; these roles are theirs alone.
        2. Observers take part without the right to vote: intergovernmental organisations, organisations in
           consultative status that registered, and other organisations on the list that the Committee approved.
        3. Observers attend open formal sessions.
        4. At the end of the discussion of each substantive item, after Member States and time permitting, they make
           oral statements; they are encouraged to choose spokespersons among themselves in a balanced way.
        5. They send written material of up to 2,000 words, posted in its original language.
        6. The Chair holds consultations between sessions and reports on them to the Committee.
        7. Participation does not entail negotiation and drafting, which are the prerogative of Member States.
        8. Sessions and written material are open to the organisations on the list only.
        9. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                      | who                       | may        | by | else | on condition
        *                          | *                         | -          |    | 7    |
        *                          | not_accredited individual | -          |    | 8    |
        *                          | state                     | AOSWCPRNDI | 1  | 1    |
        exchange_of_views adoption | igo admitted              | AO         | 3  | 7    |
        exchange_of_views          | igo admitted              | +S         | 4  |      | after-states time-permitting
        negotiation                | igo admitted              | AO         | 3  | 7    |
        dedicated_stakeholder      | igo admitted              | AOS        | 4  | 7    | time-permitting
        in_writing                 | igo admitted              | W          | 5  | 7    | 2000words
        intersessional             | igo admitted              | AOSW       | 6  | 7    | time-permitting 2000words
        intersessional             | not_accredited            | AOS        | 6  | 8    | time-permitting
        unofficial_dialogue        | igo stakeholders          | AOSW       | 9  | 7    |
    """,
)
