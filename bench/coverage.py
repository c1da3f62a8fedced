"""The page of coverage and balance beside one aggregate query over the same rows."""

import argparse
import gzip
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import fill
from bench.evidence import OUR_BACKEND, lay_evidence, make_chair
from bench.report import Figure, tell
from consultation.submissions.models import Submission
from reports.summaries.models import Summary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How big and how long."""
    parser.add_argument("--submissions", type=int, default=2000)
    parser.add_argument("--paragraphs", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=15, help="times that each side is asked, in turns")


def run(options: argparse.Namespace) -> int:
    """Fill, then ask for the page and for the aggregate in turns; prints the figures."""
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    fill.lay_ground()
    fill.fill_up_to(options.submissions)
    chair = make_chair()
    TOTP.activate(chair, "JBSWY3DPEHPK3PXP")
    summary = lay_evidence(chair=chair, paragraphs=options.paragraphs)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    client = Client()
    client.force_login(chair, backend=OUR_BACKEND)
    return tell(measured(client, summary, options.rounds), to=Path(options.json) if options.json else None)


def measured(client: Client, summary: Summary, rounds: int) -> list[Figure]:
    """The median of both sides, asked in turns; each is asked twice before anything counts."""
    address = reverse("coverage:coverage", args=[summary.pk])
    sides: dict[str, Callable[[], Any]] = {
        "page": lambda: client.get(address),
        "aggregate": lambda: list(aggregate(summary)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 2):
        for name, ask in sides.items():
            started = time.perf_counter()
            ask()
            if number > 1:
                seconds[name].append(time.perf_counter() - started)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    if page.status_code != 200:
        raise RuntimeError(f"The page answered {page.status_code}.")
    return [
        Figure("page, times one aggregate query", median(seconds["page"]) / median(seconds["aggregate"]), at_most=2),
        Figure("milliseconds of the page (for orientation)", 1000 * median(seconds["page"])),
        Figure("milliseconds of the aggregate (for orientation)", 1000 * median(seconds["aggregate"])),
        Figure("queries of the page", len(queries)),
        Figure("kilobytes of the page, compressed", len(gzip.compress(page.content)) / 1000, at_most=120),
    ]  # fmt: skip


def aggregate(summary: Summary) -> Any:
    """Contributions, points and citations by group, region, language and agenda item, in one statement."""
    rows = Submission.objects.filter(call__in=summary.calls.all(), state="published").order_by()
    return rows.values("group", "region", "language", "agenda_items").annotate(
        inputs=Count("pk", distinct=True),
        points=Count("points", distinct=True),
        citations=Count("citations", distinct=True),
    )
