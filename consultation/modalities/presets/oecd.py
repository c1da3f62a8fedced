"""A committee of the OECD: recognised advisory committees see drafts under its rules of disclosure."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="oecd",
    title=_("Committee of the OECD: advisory committees see drafts and comment, members decide"),
    basis="Decision of the OECD Council on relations with international non-governmental organisations, 1962.",
    source="C(62)45 and the charters of the recognised advisory committees",
    profile="""
        actors              states_consult
        structure           advised
        codification        political
        mission             policy
        who_may_propose     states_advised
        decision_rule       consensus
        representation      constituencies
        participation_gate  by_the_body
        negotiations        observed
        result              recommendations
        objection_effect    refer_to_body
        ecosoc_track        by_status
        speaking_order      same_list
    """,
    clauses="""
        1. Members decide, by consensus.
        2. Recognised advisory committees (here: accredited organisations) attend the open parts of meetings and speak.
        3. They see drafts under the rules of disclosure, comment on them and propose text through their liaison.
        4. Intergovernmental organisations attend as observers and speak.
        5. Negotiation and decision are for members; confidential parts of meetings are closed.
        6. Others take part through an advisory committee, or in public consultations.
        7. Public consultations are open to everybody.
        8. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                           | who                              | may        | by | else | on condition
        *                               | *                                | -          |    | 6    |
        *                               | igo accredited                   | -          |    | 5    |
        *                               | state                            | AOSWCPRNDI | 1  | 1    |
        exchange_of_views informal_mode | accredited                       | AOSW       | 2  | 5    |
        exchange_of_views informal_mode | accredited                       | +RCP       | 3  |      |
        dedicated_stakeholder           | accredited                       | AOSW       | 2  | 5    |
        negotiation                     | accredited                       | AO         | 2  | 5    |
        negotiation                     | accredited                       | +R         | 3  |      |
        in_writing                      | accredited                       | WCPR       | 3  | 5    |
        exchange_of_views               | igo                              | AOSW       | 4  | 5    |
        informal_mode adoption          | igo                              | AO         | 4  | 5    |
        in_writing                      | igo                              | WC         | 4  | 5    |
        in_writing                      | ecosoc not_accredited individual | WC         | 7  | 6    |
        intersessional                  | igo stakeholders                 | AOSWC      | 7  | 5    |
        unofficial_dialogue             | igo stakeholders                 | AOSW       | 8  | 5    |
    """,
)
