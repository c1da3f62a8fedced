"""The public record at 1,000 and at 100,000 contributions, beside a bare Django view of the same rows."""

import argparse
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import fill
from bench.load import Timing, in_turns
from bench.report import Figure, tell
from bench.serve import served

FILTER = "?group={group}&region={region}"
REGIONS = ("Africa", "Americas", "Asia", "Europe")
RECORD = f"/processes/{fill.SLUG}/record/"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How big and how long."""
    parser.add_argument("--sizes", type=int, nargs=2, default=[1000, 100_000], metavar=("SMALL", "LARGE"))
    parser.add_argument("--rounds", type=int, default=6, help="rounds of 40 pages for each side")


def run(options: argparse.Namespace) -> int:
    """Fill, measure, fill more, measure again; prints the figures."""
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    call_command("migrate", verbosity=0)
    fill.lay_ground()
    figures: list[Figure] = []
    found: list[dict[str, Timing]] = []
    for size in options.sizes:
        fill.fill_up_to(size)
        with served("bench.portal_wsgi:application") as (ours, _), served("bench.bare_wsgi:application") as (bare, _):
            found.append(measured(ours, bare, size, rounds=options.rounds))
        figures += beside_bare(found[-1], size)
    figures += [*between(*found), *counted(options.sizes[1])]
    return tell(figures, to=Path(options.json) if options.json else None)


def measured(ours: int, bare: int, size: int, *, rounds: int) -> dict[str, Timing]:
    """Times of each kind of page, ours and bare in turns."""
    filters = [FILTER.format(group=group, region=region) for group in fill.GROUPS for region in REGIONS]
    filters = (filters * 3)[:40]
    references = [f"WG.99/2026/C{serial % fill.CALLS + 1}/{serial:06d}" for serial in range(0, size, size // 40)][:40]
    sides = {
        "bare list": (bare, ["/rows/" + query for query in filters]),
        "list": (ours, [RECORD + query for query in filters]),
        "first page": (ours, [RECORD] * 40),
        "last page": (ours, [RECORD + "?last=1"] * 40),
        "rare word": (ours, [f"{RECORD}?q={fill.RARE_WORD}"] * 40),
        "common word": (ours, [f"{RECORD}?q={fill.COMMON_WORD}"] * 40),
        "bare one": (bare, [f"/one/{reference}/" for reference in references]),
        "one": (ours, [f"/submissions/{reference}/" for reference in references]),
    }
    return dict(zip(sides, in_turns(list(sides.values()), rounds=rounds), strict=True))


def beside_bare(found: dict[str, Timing], size: int) -> list[Figure]:
    """Pages a second of ours over those of the bare view."""
    bare, bare_one = found["bare list"].per_second, found["bare one"].per_second
    last_over_first = found["last page"].median / found["first page"].median
    return [
        Figure(f"{size:,}: list, times bare", found["list"].per_second / bare, at_least=0.5),
        Figure(f"{size:,}: one submission, times bare", found["one"].per_second / bare_one, at_least=0.4),
        Figure(f"{size:,}: last page over first, median", last_over_first, at_most=1.5),
        Figure(f"{size:,}: search for a rare word, times bare list", found["rare word"].per_second / bare),
        Figure(f"{size:,}: search for a common word, times bare list", found["common word"].per_second / bare),
        Figure(f"{size:,}: milliseconds of a list (for orientation)", 1000 * found["list"].median),
        Figure(f"{size:,}: milliseconds of one submission (for orientation)", 1000 * found["one"].median),
    ]  # fmt: skip


def between(small: dict[str, Timing], large: dict[str, Timing]) -> list[Figure]:
    """How flat pages stay as the record grows."""
    grown = {name: large[name].p95 / small[name].p95 for name in ("list", "one", "bare list")}
    return [
        Figure("large over small: list, p95", grown["list"], at_most=1.2),
        Figure("large over small: one submission, p95", grown["one"], at_most=1.2),
        Figure("large over small: bare list, p95 (how noisy the run was)", grown["bare list"]),
    ]


def counted(size: int) -> list[Figure]:
    """Queries of a page, counted in this process."""
    pages = {
        "list": (RECORD + FILTER.format(group="business", region="Africa"), 8),
        "search": (f"{RECORD}?q={fill.COMMON_WORD}", 8),
        "one submission": (f"/submissions/WG.99/2026/C1/{0:06d}/", 6),
    }
    figures = []
    for name, (path, most) in pages.items():
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(path)
        assert response.status_code == 200, path
        figures.append(Figure(f"{size:,}: queries of a page: {name}", len(queries), at_most=most))
    return figures
