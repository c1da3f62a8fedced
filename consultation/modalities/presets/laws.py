"""The experts on lethal autonomous weapons systems: organisations speak in the lists of items, after States."""

from django.utils.translation import gettext_lazy as _

from consultation.modalities.notation import Preset

PRESET = Preset(
    code="laws",
    title=_("Experts on autonomous weapons: organisations take the floor on each item, after States"),
    basis="Rules of procedure of the meetings of the High Contracting Parties to the Convention on Certain "
    "Conventional Weapons.",
    source="CCW/CONF.V/4 and the practice of the group of governmental experts",
    profile="""
        actors              states_consult
        structure           intergovernmental
        codification        treaty
        mission             agreement
        who_may_propose     states
        decision_rule       consensus
        representation      with_observers
        participation_gate  by_the_body
        negotiations        observed
        result              report
        objection_effect    refer_to_body
        ecosoc_track        by_status
        speaking_order      same_list
    """,
    clauses="""
        1. The parties to the convention decide; they decide by consensus.
        2. Other international organisations and admitted organisations take part in public meetings as observers.
        3. They have the floor on each item in the list of speakers, after States.
        4. They send written contributions, which are posted.
        5. They neither negotiate nor decide.
        6. Meetings are open to admitted organisations.
        7. Consultations between sessions are open to everybody.
        8. An event that is no part of the process is held under the rules of its organiser and binds nobody.
    """,
    matrix="""
        where                      | who                       | may        | by | else | on condition
        *                          | *                         | -          |    | 5    |
        *                          | not_accredited individual | -          |    | 6    |
        *                          | state                     | AOSWCPRNDI | 1  | 1    |
        exchange_of_views          | igo admitted              | AOS        | 3  | 5    | after-states
        informal_mode              | igo admitted              | AOS        | 3  | 5    | after-states time-permitting
        negotiation adoption       | igo admitted              | AO         | 2  | 5    |
        in_writing                 | igo admitted              | WC         | 4  | 5    |
        intersessional             | igo stakeholders          | AOSW       | 7  | 5    |
        unofficial_dialogue        | igo stakeholders          | AOSW       | 8  | 5    |
    """,
)
