"""The world with its rules of participation, a round of accreditation, a State's mission and registration for a session."""

import itertools
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from consultation.accreditation.models import Accreditation, Application, Circulation, Disclosure, Round
from consultation.modalities.actions import begin_from_preset, begin_from_version, bring_into_force
from consultation.modalities.models import Clause, Modalities
from consultation.modalities.presets import PRESETS
from consultation.positions.models import Position
from consultation.processes.models import Process
from consultation.proposals.models import Proposal
from consultation.registration.models import Registration, RegistrationWindow
from consultation.sittings.models import Segment
from stakeholders.accounts.models import User
from stakeholders.organisations.models import Organisation
from tests.e2e.world import World
from tests.factories import country, group, make_organisation, make_process, make_session
from tests.factories.accreditation import (
    make_application,
    make_circulated,
    make_circulation,
    make_delegate,
    make_letter,
    make_mission,
    make_objection,
    make_round,
)
from tests.factories.proposals import make_proposal
from tests.factories.registration import make_associate, make_registration, make_window
from tests.factories.sittings import make_meeting, make_segment

_serial = itertools.count(1)


@dataclass
class StandingWorld(World):
    """What decides who may take part. The rules are those of a second process, which else would bind the first."""

    most: int = 12

    @property
    def many(self) -> int:
        """How many rows of a kind there are beside the one that a page shows."""
        return min(self.rows, self.most)

    def other(self) -> Organisation:
        """An organisation of a name of its own."""
        number = next(_serial)
        codes = ("civil-society", "business", "academia")
        return make_organisation(
            f"{self.named('Mombasa Registry', 240)} {number}", group_declared=group(codes[number % 3]),
            seat=country(("KE", "BR", "FR")[number % 3]), ecosoc_status="special" if number % 3 == 1 else "none",
        )  # fmt: skip

    # --- rules of participation ---------------------------------------------------------------------------------------

    @cached_property
    def regulated(self) -> Process:
        """A process whose rules are in force, in the second version; the third is in preparation."""
        process = make_process(
            slug="regulated", symbol_stem="WG.10", name=self.named("Working Group on Rules"), announced_at=self.at,
            short_name=f"{self.named('WG Rules', 58)} 2",
        )  # fmt: skip
        first = begin_from_preset(process=process, preset=PRESETS["oewg-2022"], by=self.officer, at=self.at)
        self._lengthened(first)
        second = begin_from_version(version=self._in_force(first), by=self.officer, at=self.at)
        second.clauses.filter(number=1).update(text_en=self.named("What is changed."))
        begin_from_version(version=self._in_force(second), by=self.officer, at=self.at)
        return process

    def _lengthened(self, draft: Modalities) -> None:
        if self.name:
            draft.clauses.update(text_en=self.name * 3)
            Modalities.objects.filter(pk=draft.pk).update(title_en=self.name[:200], basis_en=self.name)

    def _in_force(self, draft: Modalities) -> Modalities:
        self.at += timedelta(seconds=1)
        bring_into_force(modalities=draft, note=self.named("Agreed by silence."), by=self.officer, at=self.at)
        draft.refresh_from_db()
        return draft

    @cached_property
    def version(self) -> Modalities:
        return self.regulated.modalities.get(number=2)

    @cached_property
    def version_in_preparation(self) -> Modalities:
        return self.regulated.modalities.get(number=3)

    @cached_property
    def clause(self) -> Clause:
        return self.version_in_preparation.clauses.all()[0]

    @cached_property
    def regulated_segment(self) -> Segment:
        """A part in which the organisation is accredited."""
        Accreditation.objects.create(
            process=self.regulated, organisation=self.organisation, decision=self.named("Decision 1"),
            since=self.at - timedelta(days=9), valid_until=self.at + timedelta(days=900), given_at=self.at,
        )  # fmt: skip
        session = make_session(self.regulated, symbol="WG.10/2027/S.1", place=self.named("Nairobi", 100))
        return make_segment(make_meeting(session), "dedicated_stakeholder")

    # --- accreditation ------------------------------------------------------------------------------------------------

    def _round(self, title: str, **fields: Any) -> Round:
        at = self.at
        times = {
            "opens_at": at - timedelta(days=20), "closes_at": at + timedelta(days=3), "created_at": at,
            "announced_at": at - timedelta(days=21), "valid_until": at + timedelta(days=900),
        }  # fmt: skip
        return make_round(
            self.process, title=self.named(title), applicants_shown="names", **times | fields,
            invitation=self.named("Organisations may apply."),
        )  # fmt: skip

    @cached_property
    def open_round(self) -> Round:
        """Applications of every state lie in it, and some are circulated."""
        self.past_round  # noqa: B018 - the earlier one
        round_ = self._round("Before the eleventh session")
        states = ("submitted", "under_review", "complete", "returned", "notified", "confirmed", "withdrawn")
        for number in range(self.many):
            make_application(round_, self.other(), state=states[number % 7], submitted_at=self.at)
        return round_

    @cached_property
    def next_round(self) -> Round:
        """Open, and the organisation has not applied."""
        return self._round("Before the twelfth session")

    @cached_property
    def past_round(self) -> Round:
        """One whose list is published."""
        round_ = self._round("Before the third session", closes_at=self.at - timedelta(days=19))
        circulation = self._circulation(round_, self.at - timedelta(days=1))
        for number in range(self.many):
            outcome = ("accredited", "not_accredited", "listed")[number % 3]
            lists = {"circulation": circulation} if outcome != "listed" else {}
            make_application(round_, self.other(), state=outcome, **lists)
        if self.rows:
            Round.objects.filter(pk=round_.pk).update(list_published_at=self.at, list_published_by=self.officer)
        return round_

    def _circulation(self, round_: Round, ends_at: Any) -> Circulation:
        return make_circulation(
            round_, ends_at, circulated_at=self.at - timedelta(days=15), circulated_by=self.officer
        )  # fmt: skip

    @cached_property
    def circulation(self) -> Circulation:
        """Its silence runs."""
        return self._circulation(self.open_round, self.at + timedelta(days=4))

    @cached_property
    def application(self) -> Application:
        """The organisation's own, returned to it."""
        application = make_application(
            self.open_round, self.organisation, state="returned", missing=["letter", "purpose"],
            purpose=self.named("To keep the lines open."), contact_name=self.named("Amina Okafor", 150),
        )  # fmt: skip
        application.events.create(
            kind="returned_for_completion", at=self.at, by=self.officer, note=self.named("The letter has no signature.")
        )
        return application

    @cached_property
    def received(self) -> Application:
        """One that awaits the secretariat, with its letter."""
        application = make_application(
            self.open_round, self.other(), purpose=self.named("To keep the lines open."),
            programmes=self.named("Training."), interactions=self.named("We spoke."),
        )  # fmt: skip
        make_letter(application, name=self.named("request", 190) + ".pdf")
        return application

    @cached_property
    def circulated(self) -> Application:
        """One of those before the missions: this State objects, and another one asks which do."""
        for _number in range(self.many):
            self._before_the_missions()
        application = self._before_the_missions()
        make_letter(application)
        for mission in (self.mission, make_mission("BR")):
            make_objection(
                application, mission, lodged_at=self.at, general_basis=self.named("Its seat is not what it says.")
            )
        asking = make_mission("FR")
        Disclosure.objects.create(
            application=application, mission=asking, asked_at=self.at, asked_by=make_delegate(asking)
        )
        return application

    def _before_the_missions(self) -> Application:
        return make_circulated(
            self.open_round, self.other(), circulation=self.circulation, purpose=self.named("To train operators.")
        )  # fmt: skip

    @cached_property
    def mission(self) -> Organisation:
        return make_mission("NO", name=f"{self.named('Permanent Mission of Norway', 240)} (NO)")

    @cached_property
    def delegate(self) -> User:
        return make_delegate(self.mission, email="delegate@people.example")

    # --- registration -------------------------------------------------------------------------------------------------

    @cached_property
    def window(self) -> RegistrationWindow:
        """Open to everybody, with a published list, be it empty."""
        return make_window(
            self.session, opens_at=self.at - timedelta(days=3), closes_at=self.at + timedelta(days=3),
            open_to_unaccredited=True, list_published_at=self.at, created_at=self.at,
        )  # fmt: skip

    @cached_property
    def lacking(self) -> RegistrationWindow:
        """Closed upon a State's tripartite delegation that was not complete."""
        window = make_window(
            make_session(self.process, symbol="WG.9/2027/T.1", place="Geneva"), composition="tripartite",
            opens_at=self.at - timedelta(days=3), closes_at=self.at - timedelta(days=1), created_at=self.at,
        )  # fmt: skip
        make_registration(window, self.mission, role="government", category="state", name=self.named("Bola", 150))
        return window

    def _person(self, organisation: Organisation, name: str, **fields: Any) -> Registration:
        title = self.named("Director", 150)
        return make_registration(self.window, organisation, name=name, title=title, registered_at=self.at, **fields)

    @cached_property
    def registration(self) -> Registration:
        """The head of the organisation's delegation, who is listed with others of it and of other organisations."""
        for number in range(self.many):
            state = ("registered", "confirmed", "refused", "withdrawn")[number % 4]
            name = f"{self.named('Chidi Eze', 140)} {number}"
            self._person(self.organisation, name, state=state, is_listed=bool(number % 2))
            self._person(self.other(), name, state="confirmed", is_listed=bool(number % 2))
        name = self.named("Amina Okafor", 150)
        return self._person(self.organisation, name, state="confirmed", is_head=True, is_listed=True)

    @cached_property
    def waiting(self) -> Registration:
        """Somebody whom the secretariat has to confirm."""
        return self._person(self.registration.organisation, self.named("Bola Adeyemi", 149) + "x")

    @cached_property
    def associate(self) -> Accreditation:
        for _number in range(min(self.rows, 12)):
            make_associate(self.other(), self.process, sub_group=self.sub_group)
        return make_associate(self.other(), self.process, sub_group=self.sub_group)

    # --- what comes of rights -----------------------------------------------------------------------------------------

    @cached_property
    def proposal(self) -> Proposal:
        """An item that the member's organisation proposes for the agenda, beside others."""
        for number in range(self.many):
            make_proposal(self.session, self.other(), title=f"{self.named('Repair of cables')} {number}")
        return make_proposal(
            self.session, self.organisation, proposed_by=self.member, title=self.named("Repair of cables"),
            text=self.named("Cables carry what States say to each other.", 2_000),
        )  # fmt: skip

    @cached_property
    def ballot(self) -> Segment:
        """An adoption that runs now, in which the member sits as a delegate; she and others have taken a position."""
        session = make_session(make_process(), symbol="WG.9/2027/B.1", place="Geneva")
        segment = make_segment(make_meeting(session, starts_at=self.at - timedelta(hours=1)), "adoption")
        window = make_window(session)
        seats = [(self.organisation, self.member), *((self.other(), None) for _number in range(self.many))]
        for organisation, user in seats:
            seat = make_registration(
                window,
                organisation,
                role="employer",
                state="confirmed",
                user=user,
                name=self.named("Amina Okafor", 150),
            )
            Position.objects.create(
                segment=segment, registration=seat, stance="against", explanation=self.named("Too soon.", 2_000),
                recorded_at=self.at, recorded_by=self.officer,
            )  # fmt: skip
        return segment
