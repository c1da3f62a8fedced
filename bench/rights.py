"""The rights question for many organisations and segments at once, beside reading the same rows and asking nothing."""

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import fill
from bench.report import Figure, tell
from consultation.accreditation.models import Accreditation
from consultation.modalities.actions import begin_from_preset, bring_into_force
from consultation.modalities.models import Cell
from consultation.modalities.presets import PRESETS
from consultation.modalities.vocabulary import Capability
from consultation.participation.wholesale import Rights, rights_of
from consultation.processes.models import Office, Process
from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Meeting, Segment
from stakeholders.accounts.models import PortalRole, RoleHeld, User
from stakeholders.organisations.models import Country, EcosocStatus, Organisation, StakeholderGroup
from stakeholders.organisations.states import OrganisationState

NOW = datetime(2027, 1, 1, tzinfo=UTC)
LONG_BEFORE = NOW - timedelta(days=90)
MODES = [mode for mode in SegmentKind.values if mode not in ("pre_meeting_slot", "unofficial_dialogue")]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many and how often."""
    parser.add_argument("--organisations", type=int, default=2000)
    parser.add_argument("--segments", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=15, help="times that each side is asked, in turns")


def run(options: argparse.Namespace) -> int:
    """Fill, then ask and read in turns; prints the figures."""
    call_command("migrate", verbosity=0)
    fill.lay_ground()
    process = Process.objects.get(slug=fill.SLUG)
    lay_rules(process)
    lay_people(process, options.organisations)
    lay_segments(process, options.segments)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return tell(measured(process, options.rounds), to=Path(options.json) if options.json else None)


def lay_rules(process: Process) -> None:
    """The modalities of 2022, in force."""
    by = User.objects.create_user("secretariat@bench.example", "a long enough passphrase")
    Office.objects.create(process=process, user=by, kind=Office.Kind.SECRETARIAT, given_at=LONG_BEFORE)
    RoleHeld.objects.create(user=by, role=PortalRole.SECRETARIAT, given_at=LONG_BEFORE)
    vars(by)["has_second_factor"] = True
    draft = begin_from_preset(process=process, preset=PRESETS["oewg-2022"], by=by, at=LONG_BEFORE)
    bring_into_force(modalities=draft, note="Agreed by silence.", by=by, at=LONG_BEFORE)


def lay_people(process: Process, number: int) -> None:
    """So many organisations in all: some in consultative status, some accredited, some neither."""
    group, seat = StakeholderGroup.objects.get(code="civil-society"), Country.objects.get(code="KE")
    statuses = EcosocStatus.values
    lacking = number - Organisation.objects.count()
    made = Organisation.objects.bulk_create(
        Organisation(
            name=f"Organisation of the rules {serial}", group_declared=group, seat=seat, proposed_at=LONG_BEFORE,
            state=OrganisationState.RECOGNISED, ecosoc_status=statuses[serial % len(statuses)],
        )
        for serial in range(lacking)
    )  # fmt: skip
    Accreditation.objects.bulk_create(
        Accreditation(
            process=process, organisation=one, decision="Decision 1", since=LONG_BEFORE,
            valid_until=NOW + timedelta(days=900), given_at=LONG_BEFORE,
        )
        for one in made[::3]
    )  # fmt: skip


def lay_segments(process: Process, number: int) -> None:
    """One segment for each of so many meetings, in all modes in turn."""
    session = process.sessions.order_by("pk")[0]
    for serial in range(number):
        starts = NOW + timedelta(hours=4 * serial)
        ends = starts + timedelta(hours=3)
        meeting = Meeting.objects.create(
            session=session, number=serial + 1, starts_at=starts, ends_at=ends, changed_at=NOW
        )
        Segment.objects.create(
            meeting=meeting, kind=MODES[serial % len(MODES)], starts_at=starts, ends_at=ends, attribution="attributed"
        )


def measured(process: Process, rounds: int) -> list[Figure]:
    """The median of both sides, asked in turns; each is asked twice before anything counts."""
    sides: dict[str, Callable[[], Any]] = {"answers": lambda: answered(process), "rows": lambda: same_rows(process)}
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 2):
        for name, ask in sides.items():
            started = time.perf_counter()
            ask()
            if number > 1:
                seconds[name].append(time.perf_counter() - started)
    with CaptureQueriesContext(connection) as queries:
        rights = answered(process)
    answering, reading = median(seconds["answers"]), median(seconds["rows"])
    return [
        Figure("queries of the question", len(queries), at_most=1),
        Figure("answering, times reading the same rows", answering / reading, at_most=2),
        Figure("milliseconds of answering (for orientation)", 1000 * answering),
        Figure("milliseconds of reading (for orientation)", 1000 * reading),
        Figure("pairs answered", len(rights.categories) * len(rights.places)),
    ]  # fmt: skip


def answered(process: Process) -> Rights:
    """Who may attend, speak and write in which segment, for every pair."""
    rights = rights_of(Organisation.objects.all(), Segment.objects.all(), process=process, at=NOW)
    for what in (Capability.ATTEND, Capability.SPEAK, Capability.SUBMIT):
        for organisation in rights.categories:
            rights.segments(what, organisation)
    return rights


def same_rows(process: Process) -> tuple[list[Organisation], list[Segment], list[Cell]]:
    """The same organisations, segments and cells, as pages read rows."""
    return (
        list(Organisation.objects.order_by()),
        list(Segment.objects.select_related("meeting").order_by()),
        list(Cell.objects.filter(modalities__process=process).select_related("clause").order_by()),
    )
