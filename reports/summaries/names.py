"""Whose names stand in a text that is to name nobody, for whoever issues it to look at; nothing is cut from it."""

import re
import unicodedata
from collections.abc import Iterable

from consultation.submissions.models import Party, Submission
from reports.summaries.models import Paragraph, Summary

_MARKUP = re.compile(r"[*_`\\]")
_SPACED = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "DIGIT")
"""Scripts whose words stand apart, and take nothing before or behind them that is not a letter of their own."""


def names_told(summary: Summary) -> tuple[str, ...]:
    """The names that title, headings and paragraphs of the summary tell all the same; none where it is attributed.

    Asks four queries at most, however much there is to read.
    """
    if summary.attribution == Summary.Attribution.ATTRIBUTED:
        return ()
    headings = summary.sections.values_list("heading", flat=True)
    paragraphs = Paragraph.objects.filter(section__summary=summary).values_list("text", flat=True)
    return names_among(summary, [summary.title, *headings, *paragraphs])


def names_among(summary: Summary, texts: Iterable[str]) -> tuple[str, ...]:
    """The names and acronyms of those who sent or joined a contribution to the summary's calls that the texts tell.

    Contributions in confidence, withheld or withdrawn count too: theirs are the names that it matters most not to tell.
    Asks two queries.
    """
    calls = summary.calls.all()
    sent = Submission.objects.filter(call__in=calls).values_list("author_name", "organisation__acronym")
    joined = Party.objects.filter(submission__call__in=calls).values_list("name", "organisation__acronym")
    known = [*sent.order_by().distinct(), *joined.order_by().distinct()]
    text = _folded("\n".join(texts))
    in_small_letters = text.casefold()
    names = {name for name, _acronym in known if _tells(in_small_letters, _folded(name).casefold())}
    acronyms = {acronym for _name, acronym in known if len(acronym or "") > 1 and _tells(text, _folded(acronym))}
    return tuple(sorted(names | acronyms))


def _folded(text: str) -> str:
    """The text without what two ways to write the same differ in: forms of letters, white space, emphasis, quotes."""
    plain = _MARKUP.sub("", unicodedata.normalize("NFKC", text)).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(plain.split())


def _tells(text: str, name: str) -> bool:
    """Whether the name stands in the text, as a word of its own where its script has words apart."""
    if not name or name not in text:
        return False
    before, behind = (r"(?<!\w)" if _stands_apart(name[0]) else ""), (r"(?!\w)" if _stands_apart(name[-1]) else "")
    return re.search(f"{before}{re.escape(name)}{behind}", text) is not None


def _stands_apart(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(_SPACED)
