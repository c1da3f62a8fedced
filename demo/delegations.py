"""Who is registered for the sessions of the story, who was confirmed, and who agreed to be named."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from consultation.registration.actions.deciding import confirm_registration
from consultation.registration.actions.persons import Person, register_person, withdraw_registration
from consultation.registration.actions.windows import create_window, publish_participants
from consultation.registration.models import RegistrationWindow
from demo.calendar import Calendar
from demo.stage import Stage
from demo.texts import portal_language, story
from stakeholders.accounts.models import User
from stakeholders.organisations.models import Organisation

DECIDED_AFTER = timedelta(days=1)


@dataclass(slots=True)
class Delegations:
    """The sessions, and everybody who registers or is registered, by address and by key."""

    stage: Stage
    calendar: Calendar
    people: dict[str, User]
    organisations: dict[str, Organisation]
    focal_points: dict[str, User]
    secretariat: User

    def register(self) -> None:
        """Every session's registration, from its window to the list of participants."""
        for told in story("registration"):
            window = self._window(told)
            for person in told["people"]:
                self._register(window, person)
            if told["list_published_days"] is not None:
                at = self.calendar.instant(told["list_published_days"], 17)
                publish_participants(window=window, by=self.secretariat, at=at)

    def _window(self, told: dict[str, Any]) -> RegistrationWindow:
        zone = told["zone"]
        opens_at = self.calendar.instant(told["opens_days"], 9, zone)
        window = RegistrationWindow(
            session=self.stage.sessions[told["session"]], opens_at=opens_at, zone=zone, places=told["places"],
            closes_at=self.calendar.deadline(told["closes_days"], told["closes_time"], zone),
            open_to_unaccredited=told["open_to_unaccredited"],
        )  # fmt: skip
        create_window(window=window, by=self.secretariat, at=opens_at - timedelta(days=1))
        return window

    def _register(self, window: RegistrationWindow, told: dict[str, Any]) -> None:
        key, at = told["organisation"], self.calendar.instant(told["days"], 10)
        by, person = self.focal_points[key], _person(told, self.people.get(told["member"]))
        registration = register_person(window=window, organisation=self.organisations[key], person=person, by=by, at=at)
        if told["state"] == "withdrawn":
            withdraw_registration(registration=registration, by=by, at=at + DECIDED_AFTER)
        elif told["state"] == "confirmed":
            confirm_registration(registration=registration, by=self.secretariat, at=at + DECIDED_AFTER)


def _person(told: dict[str, Any], member: User | None) -> Person:
    """A member as her account says, or somebody without one as the story says."""
    person = Person(user=member, title=told["title"], is_head=told["is_head"], is_listed=told["is_listed"])
    if member:
        return person | Person(name=member.full_name, email=member.email, language=member.language)
    return person | Person(name=told["name"], email=told["email"], language=portal_language(told["language"]))
