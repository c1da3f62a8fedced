"""What a document of many contributions costs: compiled in parts, again after a change, and in a single run."""

import argparse
import os
import pickle
import resource
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML

from bench import fill, peers
from bench.report import Figure, tell
from reports.documents import engine
from reports.documents.check import check_pdf
from reports.documents.contents import (
    Attribution,
    Contribution,
    Kind,
    Masthead,
    Paragraph,
    Participant,
    ParticipantGroup,
    ReportContents,
    Section,
)
from reports.documents.editions import write_all
from reports.documents.engine.jail import Assets
from reports.documents.keeping import PICTURES
from reports.documents.layout import book_of, front_html, html_of, page_of, styles_of, whole_styles_of
from reports.documents.pictures import pictures_of
from reports.documents.plan import Part, parts_of, templates_version
from tests.reports.documents.judge import verdict

LIMITS = engine.Limits(seconds=600, memory=2 << 30)
MIB = 1 << 20
AT_LEAST_TIMES_FASTER = {1000: 2.0, 2000: 3.0}
MOST_MEMORY = {2000: 300, 10_000: 700}  # MiB
LARGE = 1000  # where one part of many is changed, and not one of three
CHANGES = {"one paragraph changed": 0.10, "one contribution changed": 0.15, "one contribution put in": 0.15}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much, and beside what."""
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000, 2000], help="contributions in the document")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--alone", action="store_true", help="without the single run, which takes minutes and 2 GB")
    parser.add_argument(
        "--speed-up-at", type=int, default=500, help="contributions at which workers are compared; 0: no"
    )
    parser.add_argument("--peers", action="store_true", help="Chromium, Typst and ReportLab too, where installed")
    parser.add_argument(
        "--judge", action="store_true", help="have veraPDF look at the largest file, which takes minutes"
    )
    parser.add_argument("--to", type=Path, help="keep the PDF files in this folder")


def run(options: argparse.Namespace) -> int:
    """Compile documents of each size in each way and tell the ratios."""
    figures: list[Figure] = []
    templates_version()  # once for all that is measured, even if somebody edits a template meanwhile
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="plenum-bench-") as folder:
            figures += figures_at(size, Path(folder), options)
            if options.judge and size == max(options.sizes):
                figures.append(
                    Figure(f"{size}: rules of PDF/UA-1 broken", rules_broken(Path(folder) / "cold.pdf"), at_most=0)
                )
            if options.to:
                options.to.mkdir(parents=True, exist_ok=True)
                shutil.copy(Path(folder) / "cold.pdf", options.to / f"{size}.pdf")
    if options.speed_up_at:
        figures.append(speed_up(options.speed_up_at))
    return tell(figures, to=Path(options.json) if options.json else None)


def figures_at(size: int, folder: Path, options: argparse.Namespace) -> list[Figure]:
    """All figures of one size."""
    contents = contents_of(size)
    compile_it = partial(compiled, shelf=folder / "shelf", workers=options.workers)
    cold = measured(lambda: compile_it(contents, to=folder / "cold.pdf"))
    told = [
        Figure(f"{size}: pages", cold.answer),
        Figure(f"{size}: seconds, nothing cached", cold.seconds),
        Figure(f"{size}: processor seconds of that", cold.work),
        Figure(f"{size}: MiB of the largest process", cold.memory / MIB, at_most=MOST_MEMORY.get(size)),
    ]
    single = None
    if not options.alone:
        single = measured(lambda: single_run(contents, to=folder / "single.pdf"))
        told += [
            Figure(f"{size}: a single run, seconds", single.seconds),
            Figure(f"{size}: a single run, processor seconds", single.work),
            Figure(f"{size}: a single run, MiB", single.memory / MIB),
            Figure(f"{size}: times faster", single.seconds / cold.seconds, at_least=AT_LEAST_TIMES_FASTER.get(size)),
        ]
    if options.peers:
        told += beside_peers(size, contents, folder, cold)
    archive = partial(compiled, contents, shelf=folder / "archive", workers=options.workers, variant="a3a")
    told += for_the_archive(size, measured(lambda: archive(to=folder / "a3a.pdf")), single)
    cached = measured(lambda: compile_it(contents, to=folder / "cached.pdf"))
    if (folder / "cached.pdf").read_bytes() != (folder / "cold.pdf").read_bytes():
        raise AssertionError("The same contents gave other bytes.")
    most = CHANGES if size >= LARGE else dict.fromkeys(CHANGES)
    least_of_all = 0.08 if size >= LARGE else None
    told.append(Figure(f"{size}: all cached, of the whole", cached.seconds / cold.seconds, at_most=least_of_all))
    for name, changed in zip(CHANGES, changes(contents), strict=True):
        again = measured(lambda changed=changed: compile_it(changed, to=folder / "changed.pdf"))
        told.append(Figure(f"{size}: {name}, of the whole", again.seconds / cold.seconds, at_most=most[name]))
        measured(lambda: compile_it(contents, to=folder / "back.pdf"))  # the front is kept for one document only
    return told


def for_the_archive(size: int, cold: "Measured", single: "Measured | None") -> list[Figure]:
    """The same with everything set anew for PDF/A-3a, the data attached."""
    told = [
        Figure(f"{size}: PDF/A-3a: seconds, nothing cached", cold.seconds),
        Figure(f"{size}: PDF/A-3a: processor seconds", cold.work),
        Figure(f"{size}: PDF/A-3a: MiB of the largest process", cold.memory / MIB, at_most=MOST_MEMORY.get(size)),
    ]
    if single:
        faster, least = single.seconds / cold.seconds, AT_LEAST_TIMES_FASTER.get(size)
        told.append(Figure(f"{size}: PDF/A-3a: times faster", faster, at_least=least))
    return told


def beside_peers(size: int, contents: ReportContents, folder: Path, cold: "Measured") -> list[Figure]:
    """Seconds of other ways to the same words, how often they go into ours, and the memory of their largest process."""
    figures = []
    for name, peer in peers.installed().items():
        theirs = measured(lambda peer=peer: peer(contents, folder / "peer.pdf"))
        figures += [
            Figure(f"{size}: {name}: seconds", theirs.seconds),
            Figure(f"{size}: {name}: times faster than ours", cold.seconds / theirs.seconds),
            Figure(f"{size}: {name}: MiB", theirs.memory / MIB),
        ]
    return figures


def speed_up(size: int) -> Figure:
    """What the second worker brings."""
    contents, seconds = contents_of(size), []
    for workers in (1, 2):
        with tempfile.TemporaryDirectory(prefix="plenum-bench-") as folder:
            shelf, to = Path(folder) / "shelf", Path(folder) / "it.pdf"
            seconds.append(measured(partial(compiled, contents, shelf=shelf, workers=workers, to=to)).seconds)
    return Figure(f"{size}: times faster by a second worker", seconds[0] / seconds[1], at_least=1.6)


def rules_broken(path: Path) -> int:
    """How many rules of ISO 14289-1 veraPDF finds broken."""
    judged = verdict(path, memory="3g")
    if not judged.stdout:
        raise RuntimeError(judged.stderr[-500:])
    return judged.stdout.count(": clause ")


# --- what is compiled ---------------------------------------------------------------------------------------------


def contents_of(size: int) -> ReportContents:
    """A chair's summary of 96 paragraphs with so many contributions of 450 words in an annex."""
    texts = fill.texts(size, 0)
    contributions = tuple(_contribution(number, text) for number, text in enumerate(texts, start=1))
    members = tuple(Participant(name=f"Organisation {number}", country="Kenya") for number in range(fill.AUTHORS))
    return ReportContents(
        kind=Kind.CHAIRS_SUMMARY, language="en", direction="ltr", process="Working Group on Measured Things",
        session="First substantive session", place_and_dates="Nairobi, 7–11 September 2026", title="Chair’s summary",
        attribution=Attribution.ATTRIBUTED, as_of=datetime(2026, 9, 20, 9, 0, tzinfo=UTC),
        masthead=Masthead(
            body="Working Group on Measured Things", organ="Working Group", symbol="WG.99/2026/CRP.1",
            distribution="general", issued_on=date(2026, 9, 20), original_language="en",
        ),
        sections=tuple(_sections()), contributions=contributions,
        participants=(ParticipantGroup(group="Civil society", participants=members),),
    )  # fmt: skip


def _contribution(number: int, text: str) -> Contribution:
    return Contribution(
        reference=f"WG.99/2026/C1/{number:06d}", anchor=f"c-{number}", organisation=f"Organisation {number % 400}",
        country="Kenya", group="Civil society", title=f"Contribution {number} {text[:60]}", language="en",
        language_name="English", direction="ltr", submitted_on=date(2026, 8, 3), text=text,
    )  # fmt: skip


def _sections() -> list[Section]:
    words = "\n\n".join(fill.texts(40, 1_000_000)).replace("\n\n", " ").split()
    numbers = iter(range(1, 97))
    return [
        Section(
            level=1, heading=f"Chapter {chapter}",
            paragraphs=tuple(
                Paragraph(number=number, text=" ".join(words[number * 100 : number * 100 + 100]))
                for number, _ in zip(numbers, range(8), strict=False)
            ),
        )
        for chapter in range(1, 13)
    ]  # fmt: skip


def changes(contents: ReportContents) -> list[ReportContents]:
    """The same with a word more in a paragraph; in a contribution; with a contribution more."""
    first, *others = contents.sections
    paragraph, *rest = first.paragraphs
    said = replace(first, paragraphs=(replace(paragraph, text=paragraph.text + " Amended."), *rest))
    middle = len(contents.contributions) // 2
    before, entry, after = (
        contents.contributions[:middle],
        contents.contributions[middle],
        contents.contributions[middle + 1 :],
    )
    further = _contribution(10_000_000, next(iter(fill.texts(1, 5_000_000))))
    return [
        replace(contents, sections=(said, *others)),
        replace(contents, contributions=(*before, replace(entry, text=entry.text + "\n\nAmended."), *after)),
        replace(contents, contributions=(*before, further, entry, *after)),
    ]


# --- the ways of compiling ----------------------------------------------------------------------------------------


def compiled(contents: ReportContents, *, shelf: Path, workers: int, to: Path, variant: str = "ua1") -> int:
    """Compile as the pipeline does, with the sheets that lie on the shelf already; returns the number of pages.

    All that the portal does is in it: the PDF, its check, the pictures of its first pages, and beside it DOCX and HTML.
    """
    shelf.mkdir(exist_ok=True)
    parts = parts_of(contents)
    missing = [part for part in parts if not (shelf / f"{part.key}.json").exists()]
    with closing(get_context("fork").Pool(workers)) as pool:
        pool.map(partial(_set, shelf), missing, chunksize=1)
        bound = pool.apply_async(_bind, (contents, parts, shelf, to, variant))
        pool.apply_async(write_all, (contents,), {"assets": {}, "folder": shelf}).get()
        pages = bound.get()
        pool.close()
        pool.join()
    return pages


def _bind(contents: ReportContents, parts: tuple[Part, ...], shelf: Path, to: Path, variant: str) -> int:
    facts = [engine.PartFacts.from_json((shelf / f"{part.key}.json").read_text()) for part in parts]
    kept = shelf / "front.json"
    front = engine.set_front(
        lambda pages: front_html(contents, pages=pages), facts, styles=styles_of(contents), limits=LIMITS,
        to=shelf / "front", last=engine.PartFacts.from_json(kept.read_text()) if kept.exists() else None,
    )  # fmt: skip
    kept.write_text(front.to_json())
    sheets = [(shelf / part.key, fact) for part, fact in zip(parts, facts, strict=True)]
    attachments = () if variant == "ua1" else (_data(contents),)
    book = book_of(contents, variant=engine.Variant(variant), attachments=attachments)
    pages = engine.assemble((shelf / "front", front), sheets, book, to=to, limits=LIMITS)
    check_pdf(to, contents)
    list(pictures_of(to, pages=PICTURES))
    return pages


def _data(contents: ReportContents) -> engine.Attached:
    data = contents.to_json().encode()
    return engine.Attached(name="data.json", mime="application/json", description="The data", content=data)


def _set(shelf: Path, part: Part) -> None:
    styles = styles_of(part.payload)
    facts = engine.set_part(html_of(part.payload), styles=styles, limits=LIMITS, to=shelf / part.key)
    (shelf / f"{part.key}.json").write_text(facts.to_json())


def single_run(contents: ReportContents, *, to: Path) -> int:
    """Compile in one run of WeasyPrint, with its own running heads and page numbers."""
    fetcher = Assets({})
    styles = [CSS(string=style, url_fetcher=fetcher) for style in whole_styles_of(contents)]
    source = HTML(string=page_of(contents), url_fetcher=fetcher, media_type="print")
    document = source.render(stylesheets=styles, presentational_hints=True)
    document.write_pdf(to, pdf_variant="pdf/ua-1")
    return len(document.pages)


# --- measuring ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """What work answered, in how many seconds, of processors and of the clock, with how many bytes in one process."""

    answer: Any
    seconds: float
    work: float
    memory: int


def measured(work: Callable[[], Any]) -> Measured:
    """Do the work in a process of its own, so that the kernel tells the peak of its memory alone."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            started = time.perf_counter()
            answer = work()
            seconds = time.perf_counter() - started
            used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
            worked, peak = sum(one.ru_utime + one.ru_stime for one in used), max(one.ru_maxrss for one in used)
            os.write(writing, pickle.dumps((answer, seconds, worked, peak * 1024)))
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read()
    os.waitpid(child, 0)
    if not said:
        raise RuntimeError("The work to be measured failed; its traceback is above.")
    return Measured(*pickle.loads(said))
