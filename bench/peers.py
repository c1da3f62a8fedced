"""Other ways to a PDF of the same words: Chromium, Typst and ReportLab, each where it is installed."""

import importlib
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from reports.documents.contents import ReportContents
from reports.documents.layout import page_of, whole_styles_of

Peer = Callable[[ReportContents, Path], None]  # writes the file


def installed() -> dict[str, Peer]:
    """The peers on this machine, by name, with what their files lack beside ours."""
    found: dict[str, Peer] = {}
    if shutil.which("chromium"):
        found["Chromium (no page numbers in the contents, not PDF/UA)"] = by_chromium
    if importlib.util.find_spec("typst"):
        found["Typst (PDF/UA-1; all at once in memory)"] = by_typst
    if importlib.util.find_spec("reportlab"):
        found["ReportLab (not tagged)"] = by_reportlab
    return found


def by_chromium(contents: ReportContents, to: Path) -> None:
    """Print the page that a single run of WeasyPrint is given."""
    styles = "".join(f"<style>{style}</style>" for style in whole_styles_of(contents))
    source = to.with_suffix(".html")
    source.write_text(page_of(contents).replace("</head>", f"{styles}</head>"), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--timeout=600000"]
    command += ["--no-pdf-header-footer", f"--print-to-pdf={to}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def by_typst(contents: ReportContents, to: Path) -> None:
    """Set headings, numbered paragraphs and a table of contents."""
    typst = importlib.import_module("typst")
    head = (
        f'#set document(title: "{contents.title}")\n#set text(lang: "en", font: "Noto Serif", size: 9.5pt)\n'
        '#set page(paper: "a4", margin: 30mm, numbering: "1 / 1")\n#outline()\n'
    )
    body = "\n\n".join(f"= {_typst(heading)}\n\n{_typst(text)}" for heading, text in _pieces(contents))
    source = to.with_suffix(".typ")
    source.write_text(head + body, encoding="utf-8")
    typst.compile(str(source), output=str(to), pdf_standards=["ua-1"])


def by_reportlab(contents: ReportContents, to: Path) -> None:
    """Set headings and paragraphs, with running page numbers."""
    platypus = importlib.import_module("reportlab.platypus")
    styles = importlib.import_module("reportlab.lib.styles").getSampleStyleSheet()
    flow = []
    for heading, text in _pieces(contents):
        flow.append(platypus.Paragraph(escape(heading), styles["Heading2"]))
        flow += [platypus.Paragraph(escape(paragraph), styles["BodyText"]) for paragraph in text.split("\n\n")]

    def number(canvas, document) -> None:
        canvas.drawRightString(540, 30, f"Page {document.page}")

    platypus.SimpleDocTemplate(str(to)).build(flow, onFirstPage=number, onLaterPages=number)


def _pieces(contents: ReportContents) -> Iterator[tuple[str, str]]:
    for section in contents.sections:
        yield section.heading, "\n\n".join(f"{paragraph.number}. {paragraph.text}" for paragraph in section.paragraphs)
    for entry in contents.contributions:
        yield f"{entry.reference}, {entry.organisation}", f"{entry.title}\n\n{entry.text}"


def _typst(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@=~\[\]/+-])", r"\\\1", text)
