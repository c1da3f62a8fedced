"""The International Labour Conference: governments, employers and workers vote delegate by delegate."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="ilo",
    title=_("International Labour Conference: governments, employers and workers, each delegate with a vote"),
    basis="Constitution of the International Labour Organisation, articles 3 and 4; standing orders of the Conference.",
    source="ILO Constitution, articles 3 and 4",
    profile="""
        actors              tripartite
        structure           membership
        codification        treaty
        mission             agreement
        who_may_propose     members
        decision_rule       delegates_vote
        representation      tripartite
        participation_gate  membership
        negotiations        observed
        result              treaty
        objection_effect    refer_to_body
        ecosoc_track        by_status
        speaking_order      same_list
    """,
    clauses="""
        1. Each member is represented by two delegates of its government, one of its employers and one of its workers.
        2. Delegates of employers and workers (here: accredited) speak, negotiate and vote as those of governments do,
           each for herself, against her own government if she sees fit.
        3. Intergovernmental organisations attend, and speak without a vote.
        4. Other organisations that were invited attend, and speak where the officers agree.
        5. Who is no delegate has no part in negotiation and vote.
        6. The Conference is for delegates and those invited.
        7. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                           | who                       | may        | by | else | on condition
        *                               | *                         | -          |    | 5    |
        *                               | not_accredited individual | -          |    | 6    |
        *                               | state                     | AOSWCPRNDI | 1  | 1    |
        *                               | accredited                | AOSWCPRNDI | 2  | 2    |
        exchange_of_views informal_mode | igo                       | AOS        | 3  | 5    |
        negotiation adoption            | igo                       | AO         | 3  | 5    |
        in_writing                      | igo                       | W          | 3  | 5    |
        exchange_of_views informal_mode | ecosoc                    | AOS        | 4  | 5    | time-permitting
        negotiation adoption            | ecosoc                    | AO         | 4  | 5    |
        in_writing                      | ecosoc                    | W          | 4  | 5    |
        unofficial_dialogue             | igo ecosoc                | AOSW       | 7  | 5    |
        unofficial_dialogue             | not_accredited individual | AOSW       | 7  | 6    |
    """,
)
