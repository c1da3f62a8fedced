"""What a web worker needs: memory when it idles and after work, and time until its first answer."""

import argparse
import os
import time
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from bench import fill
from bench.load import connected, timed
from bench.record import RECORD
from bench.report import Figure, tell
from bench.serve import served
from bench.submit import OUR_BACKEND, Browser, make_contributor, new_draft, signed_in, straight, text_of
from consultation.submissions.models import Submission

KIB = 1024  # bytes; the kernel tells memory in these
STARTS = 3
PAGES_OF_A_KIND = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much work."""
    parser.add_argument("--size", type=int, default=1000, help="contributions in the record")
    parser.add_argument("--flows", type=int, default=60, help="contributions submitted by the worker")


def run(options: argparse.Namespace) -> int:
    """Start a server as production does, read what the kernel tells of it, work it, read again."""
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    call_command("migrate", verbosity=0)
    fill.lay_ground()
    fill.fill_up_to(options.size)
    person = make_contributor()
    starts = [start() for _ in range(STARTS)]
    with served("bench.portal_wsgi:application") as (port, server):
        timed(port, ["/"])
        (worker,) = children_of(server)
        idle = resident(worker)
        work(port, signed_in(person, OUR_BACKEND), [new_draft(person) for _ in range(options.flows)])
        worked = resident(worker)
    return tell(figures(idle, worked, starts), to=Path(options.json) if options.json else None)


def start() -> tuple[float, float]:
    """Seconds from the start of the server to its first page, and processor seconds it took for that."""
    started = time.perf_counter()
    with served("bench.portal_wsgi:application") as (port, server):
        timed(port, ["/"])
        return time.perf_counter() - started, sum(processor_seconds(pid) for pid in (server, *children_of(server)))


def work(port: int, session: str, addresses: list[str]) -> None:
    """The record, searched and paged, single contributions, and whole submit flows."""
    references = islice(Submission.objects.order_by("pk").values_list("reference", flat=True), PAGES_OF_A_KIND)
    timed(port, [f"/submissions/{reference}/" for reference in references])
    for page in ("", "?group=business&region=Africa", f"?q={fill.COMMON_WORD}", "?page=last"):
        timed(port, [RECORD + page] * PAGES_OF_A_KIND)
    with connected(port) as line:
        browser = Browser(line, {"sessionid": session})
        for serial, address in enumerate(addresses, start=10_000_000):
            straight(browser, address, text_of(serial))


def figures(idle: int, worked: int, starts: list[tuple[float, float]]) -> list[Figure]:
    """Memory is resident memory of the worker's process, libraries shared with others included."""
    seconds, processor = min(starts)
    return [
        Figure("a worker after its first page, MB (million bytes)", idle * KIB / 1_000_000, at_most=110),
        Figure("after the record and the submit flow, times that", worked / idle, at_most=1.3),
        Figure(f"best of {STARTS} starts: seconds to the first page", seconds, at_most=3),
        Figure("processor seconds of that start", processor),
        Figure("processes that wanted a processor meanwhile, each (how busy the machine was)", busy()),
    ]


# --- what the kernel tells (Linux, proc(5)) ---------------------------------------------------------------------------


def children_of(pid: int) -> list[int]:
    """The server's workers."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def resident(pid: int) -> int:
    """Resident memory in KiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def processor_seconds(pid: int) -> float:
    """Processor time of the process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def busy() -> float:
    """Load of the last minute for each processor; above 1 the seconds say more of the machine than of Plenum."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)
