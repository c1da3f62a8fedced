"""The process of the story with its offices, rules, sessions, agendas and calls, set up as a secretariat does it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from consultation.processes.actions.agenda import add_agenda_item
from consultation.processes.actions.moderation_rules import add_moderation_rule
from consultation.processes.actions.offices import give_office
from consultation.processes.actions.processes import announce_process, create_process
from consultation.processes.actions.sessions import add_session
from consultation.processes.models import AgendaItem, ModerationRule, Office, Process, Session
from consultation.submissions.actions.calls import add_question, announce_call, create_call
from consultation.submissions.models import Call, CallQuestion
from demo.calendar import Calendar
from demo.texts import in_columns, portal_language, story
from stakeholders.accounts.models import User

CREATED, SET_UP, ANNOUNCED = -235, -234, -232  # days from the day of loading


@dataclass(slots=True)
class Stage:
    """What the story calls by its keys: sessions, items by session and key, calls, and their questions in order."""

    process: Process
    sessions: dict[str, Session] = field(default_factory=dict)
    items: dict[tuple[str, str], AgendaItem] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    questions: dict[str, list[CallQuestion]] = field(default_factory=dict)


def set_up(calendar: Calendar, people: dict[str, User], secretariat: User) -> Stage:
    """The process from its creation to the announcement of every call."""
    stage = Stage(_process(calendar, secretariat))
    _offices(stage.process, calendar, people, secretariat)
    for told in story("process")["sessions"]:
        _session(stage, told, calendar, secretariat)
    for told in story("calls"):
        _call(stage, told, calendar, secretariat)
    return stage


def _process(calendar: Calendar, by: User) -> Process:
    told = story("process")["process"]
    texts = {k: text for name in ("name", "short_name", "mandate") for k, text in in_columns(name, told[name]).items()}
    process = Process(
        slug=told["slug"], mandate_symbol=told["mandate_symbol"], symbol_stem=told["symbol_stem"],
        time_zone=told["time_zone"], languages=[portal_language(code) for code in told["languages"]], **texts,
    )  # fmt: skip
    create_process(process=process, by=by, at=calendar.instant(CREATED))
    for rule in told["moderation_rules"]:
        row = ModerationRule(process=process, code=rule["code"], **in_columns("text", rule["text"]))
        add_moderation_rule(rule=row, by=by, at=calendar.instant(SET_UP))
    announce_process(process=process, by=by, at=calendar.instant(ANNOUNCED))
    return process


def _offices(process: Process, calendar: Calendar, people: dict[str, User], by: User) -> None:
    for told in story("people"):
        kind, person = told["office"], people[told["email"]]
        if kind and person != by:
            give_office(process=process, person=person, kind=kind, by=by, at=calendar.instant(SET_UP))
    Office.objects.create(
        process=process, user=by, kind=Office.Kind.SECRETARIAT, given_at=calendar.instant(SET_UP)
    )  # nobody gives an office to herself: this one is as the installation left it


def _session(stage: Stage, told: dict[str, Any], calendar: Calendar, by: User) -> None:
    session = Session(
        process=stage.process, kind=told["kind"], ordinal=told["ordinal"], symbol=told["symbol"],
        starts_on=calendar.day(told["days_from_today_start"]), ends_on=calendar.day(told["days_from_today_end"]),
        **in_columns("place", told["place"]),
    )  # fmt: skip
    stage.sessions[told["key"]] = add_session(session=session, by=by, at=calendar.instant(SET_UP, 11))
    _items(stage, told["key"], told["agenda"], None, calendar, by)


def _items(
    stage: Stage, session: str, agenda: list[dict[str, Any]], parent: AgendaItem | None, calendar: Calendar, by: User
) -> None:
    for told in agenda:
        item = AgendaItem(
            session=stage.sessions[session], parent=parent, label=told["label"], **in_columns("title", told["title"])
        )
        add_agenda_item(item=item, by=by, at=calendar.instant(SET_UP, 12))
        stage.items[session, told["key"]] = item
        _items(stage, session, told["children"], item, calendar, by)


def _call(stage: Stage, told: dict[str, Any], calendar: Calendar, by: User) -> None:
    session, zone = stage.sessions[told["session"]], told["zone"]
    opens_at = calendar.instant(told["opens_days"], 0, zone)
    closes_days = told["extended"]["from_days"] if told["extended"] else told["closes_days"]
    call = Call(
        process=stage.process, session=session, symbol=f"{session.symbol}/C{told['number']}", opens_at=opens_at,
        closes_at=calendar.deadline(closes_days, told["closes_time"], zone), zone=zone, word_limit=told["word_limit"],
        file_limit=told["file_limit"], publication_policy=told["publication_policy"], late_policy=told["late_policy"],
        **in_columns("title", told["title"]), **in_columns("invitation", told["invitation"]),
    )  # fmt: skip
    prepared_at = calendar.before_now(opens_at - timedelta(days=4))
    agenda_items = [stage.items[told["session"], key] for key in told["agenda_items"]]
    create_call(call=call, agenda_items=agenda_items, by=by, at=prepared_at)
    stage.calls[told["key"]] = call
    stage.questions[told["key"]] = [_question(stage, call, told, asked, by, prepared_at) for asked in told["questions"]]
    announce_call(call=call, by=by, at=calendar.before_now(opens_at - timedelta(days=1)))


def _question(stage: Stage, call: Call, told: dict[str, Any], asked: dict[str, Any], by: User, at: Any) -> CallQuestion:
    item = stage.items[told["session"], asked["agenda_item"]] if asked["agenda_item"] else None
    question = CallQuestion(call=call, agenda_item=item, **in_columns("text", asked["text"]))
    return add_question(question=question, by=by, at=at)
