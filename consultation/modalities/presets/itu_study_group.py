"""A study group of the ITU: sector members have an equal voice in it and no vote in the Council."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="itu-study-group",
    title=_("Study group of a telecommunication union: equal voice for sector members, no vote in the Council"),
    basis="Constitution and Convention of the International Telecommunication Union, articles on sector members.",
    source="ITU Constitution, article 3; ITU Convention, articles 19 and 20",
    limits_to_group=5,
    profile="""
        actors              all_groups
        structure           membership
        codification        voluntary
        mission             standards
        who_may_propose     members
        decision_rule       vote
        representation      with_observers
        participation_gate  membership
        negotiations        open
        result              standards
        objection_effect    refer_to_body
        ecosoc_track        by_status
        speaking_order      same_list
    """,
    clauses="""
        1. Member States take part in everything, and vote.
        2. Sector members (here: accredited organisations) take part in the meetings of study groups with an equal
           voice: they contribute, speak, propose text and work on it until it is agreed.
        3. Other international organisations take part in study groups in an advisory capacity.
        4. Council and Plenipotentiary Conference decide by their Member States alone: sector members may attend and
           have no vote.
        5. An associate takes part in the work of one study group, and of no other.
        6. Study groups are for members of the union; others join as members or associates.
        7. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                                     | who          | may        | by | else | on condition
        *                                         | *            | -          |    | 6    |
        *                                         | state        | AOSWCPRNDI | 1  | 1    |
        *                                         | accredited   | -          |    | 4    |
        exchange_of_views informal_mode           | accredited   | AOSWCPRNI  | 2  | 4    |
        negotiation                               | accredited   | AOSWCPRND  | 2  | 4    |
        intersessional dedicated_stakeholder      | accredited   | AOSWCPRN   | 2  | 4    |
        in_writing                                | accredited   | WCPRNI     | 2  | 4    |
        adoption                                  | accredited   | AO         | 4  | 4    |
        exchange_of_views informal_mode           | igo          | AOSWC      | 3  | 3    |
        negotiation intersessional                | igo          | AOS        | 3  | 3    |
        in_writing                                | igo          | WC         | 3  | 3    |
        unofficial_dialogue                       | igo ecosoc accredited not_accredited individual | AOSW | 7 | 7 |
    """,
)
