"""How organisations of the story come to their standing: rounds of accreditation, one objection in confidence."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from consultation.accreditation.actions.applications import (
    attach_letter,
    begin_application,
    notify,
    save_application,
    submit_application,
)
from consultation.accreditation.actions.checking import confirm_status, find_complete, return_application
from consultation.accreditation.actions.objecting import ask_chair, lodge_objection
from consultation.accreditation.actions.rounds import announce_round, circulate, create_round, publish_list
from consultation.accreditation.clockwork import write_what_is_due
from consultation.accreditation.models import Application, Round
from demo.calendar import Calendar
from demo.letterheads import request_of
from demo.stage import Stage
from demo.texts import in_columns, story
from stakeholders.accounts.models import User
from stakeholders.organisations.models import Organisation

PREPARED_BEFORE, ANNOUNCED_BEFORE = timedelta(hours=37), timedelta(hours=10)  # before the midnight of its first day
CLOCK_TICKS_AFTER = timedelta(minutes=1)


@dataclass(slots=True)
class Standing:
    """Everybody who takes part, by address and by key."""

    calendar: Calendar
    people: dict[str, User]
    organisations: dict[str, Organisation]
    stage: Stage
    secretariat: User
    focal_points: dict[str, User]

    def bring_about(self) -> None:
        """Every round, from its announcement to its list."""
        for told in story("accreditation")["rounds"]:
            self._hold(told)

    # --- a round ------------------------------------------------------------------------------------------------------

    def _hold(self, told: dict[str, Any]) -> None:
        round_ = self._announced(told)
        for one in told["notifications"]:
            self._notify(round_, one)
        for one in told["applications"]:
            self._apply(round_, one)
        self._circulate(round_, told)
        for one in told["objections"]:
            self._object(round_, one)
        if told["list_published_days"] is not None:
            self._publish(round_, told)
        for one in told["questions"]:
            self._ask_chair(round_, one)

    def _announced(self, told: dict[str, Any]) -> Round:
        zone = told["zone"]
        opens_at = self.calendar.instant(told["opens_days"], 0, zone)
        round_ = Round(
            process=self.stage.process, session=self.stage.sessions[told["session"]], opens_at=opens_at,
            closes_at=self.calendar.deadline(told["closes_days"], told["closes_time"], zone), zone=zone,
            valid_until=self.calendar.deadline(told["valid_days"], "23:59", zone),
            **in_columns("title", told["title"]), **in_columns("invitation", told["invitation"]),
        )  # fmt: skip
        create_round(round_=round_, by=self.secretariat, at=opens_at - PREPARED_BEFORE)
        announce_round(round_=round_, by=self.secretariat, at=opens_at - ANNOUNCED_BEFORE)
        return round_

    def _circulate(self, round_: Round, told: dict[str, Any]) -> None:
        zone = told["zone"]
        ends_at = self.calendar.deadline(told["silence_ends_days"], told["silence_ends_time"], zone)
        at = self.calendar.instant(told["circulated_days"], 9, zone)
        circulate(round_=round_, silence_ends_at=ends_at, zone=zone, by=self.secretariat, at=at)

    def _publish(self, round_: Round, told: dict[str, Any]) -> None:
        """The clock writes down what silence decided; days later the list is published."""
        ends_at = self.calendar.deadline(told["silence_ends_days"], told["silence_ends_time"], told["zone"])
        write_what_is_due(at=ends_at + CLOCK_TICKS_AFTER)
        publish_list(
            round_=round_, by=self.secretariat, at=self.calendar.instant(told["list_published_days"], 12, told["zone"])
        )

    # --- organisations ------------------------------------------------------------------------------------------------

    def _notify(self, round_: Round, told: dict[str, Any]) -> None:
        by = self.focal_points[told["organisation"]]
        notification = notify(
            round_=round_, organisation=self.organisations[told["organisation"]], by=by,
            at=self.calendar.instant(told["days"], 10), **_contact(by),
        )  # fmt: skip
        confirmed_at = self.calendar.instant(told["confirmed_days"], 11)
        confirm_status(application=notification, by=self.secretariat, at=confirmed_at)

    def _apply(self, round_: Round, told: dict[str, Any]) -> None:
        by, at = self.focal_points[told["organisation"]], self.calendar.instant(told["days"], 10)
        organisation = self.organisations[told["organisation"]]
        application = begin_application(round_=round_, organisation=organisation, by=by, at=at)
        written = {name: told[name] for name in ("purpose", "programmes", "interactions")} | _contact(by)
        save_application(application=application, written=written, by=by, at=at + timedelta(hours=1))
        returned = told.get("returned")
        if returned is None:
            self._attach(application, by, at=at + timedelta(hours=2))
        submit_application(application=application, by=by, at=at + timedelta(hours=3))
        if returned:
            self._return(application, returned, by)
        if told["complete_days"] is not None:
            complete_at = self.calendar.instant(told["complete_days"], 15)
            find_complete(application=application, by=self.secretariat, at=complete_at)

    def _return(self, application: Application, told: dict[str, Any], by: User) -> None:
        """Sent back for what is missing, and completed where the story says so."""
        at = self.calendar.instant(told["days"], 16)
        missing, note = told["missing"], told["note"]
        return_application(application=application, missing=missing, note=note, by=self.secretariat, at=at)
        if told["completed_days"] is not None:
            completed_at = self.calendar.instant(told["completed_days"], 9)
            self._attach(application, by, at=completed_at)
            submit_application(application=application, by=by, at=completed_at + timedelta(hours=1))

    def _attach(self, application: Application, by: User, *, at: datetime) -> None:
        upload = request_of(application.organisation.website)
        attach_letter(application=application, upload=upload, by=by, at=at)

    # --- States -------------------------------------------------------------------------------------------------------

    def _object(self, round_: Round, told: dict[str, Any]) -> None:
        by, application = self.people[told["by"]], self._application(round_, told)
        lodge_objection(
            application=application, mission=self._mission_of(by), basis=told["basis"],
            basis_shareable=told["is_shareable"], by=by, at=self.calendar.instant(told["days"], 17),
        )  # fmt: skip

    def _ask_chair(self, round_: Round, told: dict[str, Any]) -> None:
        by, application = self.people[told["by"]], self._application(round_, told)
        at = self.calendar.instant(told["days"], 17)
        ask_chair(application=application, mission=self._mission_of(by), by=by, at=at)

    def _application(self, round_: Round, told: dict[str, Any]) -> Application:
        return Application.objects.get(round=round_, organisation=self.organisations[told["organisation"]])

    def _mission_of(self, delegate: User) -> Organisation:
        return next(self.organisations[key] for key, person in self.focal_points.items() if person == delegate)


def _contact(person: User) -> dict[str, str]:
    return {"contact_name": person.full_name, "contact_email": person.email}
