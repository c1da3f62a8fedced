"""The paragraphs that the secretariat puts before others' words: mandate, deadline, how many received from whom."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from consultation.processes.models import AgendaItem, Process
from consultation.processes.naming import date_in_words
from consultation.submissions.models import Call, CallQuestion
from look.languages import comma
from reports.documents.contents import Contribution, Order, Paragraph, Section
from reports.documents.evidence import group_positions, numbers_not_shown
from reports.documents.wording import direction_in, number_in_figures

_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_words(text: str) -> str:
    """Return a text as Markdown that shows it as it is, on one line.

    One that runs against the active language is put between two marks of its own direction, so that a question mark or
    a bracket at its end stays there (Unicode Standard Annex #9, 2.6).
    """
    words = _MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))
    runs = direction_in(text)
    if runs == ("rtl" if get_language_bidi() else "ltr"):
        return words
    mark = "\u200f" if runs == "rtl" else "\u200e"
    return f"{mark}{words}{mark}"


def numbered(*groups: tuple[str, Iterable[str]]) -> tuple[Section, ...]:
    """Sections from headings and texts, the paragraphs numbered from 1 through all of them; empty ones are left out."""
    sections, number = [], 0
    for heading, texts in groups:
        paragraphs = [Paragraph(number=place, text=text) for place, text in enumerate(filter(None, texts), number + 1)]
        number += len(paragraphs)
        if paragraphs:
            sections.append(Section(heading=heading, paragraphs=tuple(paragraphs)))
    return tuple(sections)


def before_a_compilation(
    call: Call, contributions: Sequence[Contribution], *, order: Order, language: str
) -> tuple[Section, ...]:
    """Mandate, deadline, numbers and order, as in the notes before compilations (FCCC/SBI/1997/MISC.7)."""
    return numbered(
        (
            "",
            [
                _(
                    "The present document compiles the written contributions to the call for input “%(call)s” "
                    "(%(symbol)s) of %(process)s."
                ) % _names(call),
                _mandate(call.process),
                _window(call, language),
                _received(contributions, language),
                _not_shown(call, language),
                _(
                    "The contributions are attached and reproduced in the language in which they are received and "
                    "without formal editing."
                ),
                _arranged(order),
            ],
        )
    )  # fmt: skip


def before_statistics(call: Call, *, language: str) -> tuple[Section, ...]:
    """What is counted, and what not."""
    return numbered(
        (
            "",
            [
                _(
                    "The figures show the written contributions to the call for input “%(call)s” (%(symbol)s) of "
                    "%(process)s."
                ) % _names(call),
                _window(call, language),
                _not_shown(call, language),
                _(
                    "Counted is what is on the public record; contributions that were withdrawn are left out. A joint "
                    "contribution counts once, for the organisation that leads it. Group and seat are as declared when "
                    "the contribution was sent."
                ),
            ],
        )
    )  # fmt: skip


def before_participants(call: Call, *, names_people: bool) -> tuple[Section, ...]:
    """Who is listed."""
    listed = _("Listed are the participants in %(session)s as registered; persons are named who agreed to it.")
    senders = _(
        "Listed are the organisations whose contributions to the call for input “%(call)s” (%(symbol)s) of "
        "%(process)s are on the public record."
    )
    return numbered(("", [(listed if names_people else senders) % _names(call)]))


def cover_note(
    call: Call, *, contributions: Sequence[Contribution], questions: Sequence[CallQuestion],
    items: Sequence[AgendaItem], language: str,
) -> tuple[Section, ...]:  # fmt: skip
    """A procedural note: mandate, session, what was asked and until when, what came in."""
    process = call.process
    return numbered(
        (_("Mandate"), [as_words(process.mandate), _mandate(process)]),
        (_("Agenda"), [_listed(_("The call for input concerns the following agenda items:"), map(_item, items))]),
        (_("Call for input"), [_invited(call), _window(call, language), *_conditions(call, language)]),
        (_("Guiding questions"), [_listed(_("The Chair asked:"), (as_words(question.text) for question in questions))]),
        (_("Contributions"), [_received(contributions, language), _not_shown(call, language)]),
    )


def of_a_specimen(process: Process) -> tuple[Section, ...]:
    """A few paragraphs that show how a letterhead looks."""
    shown = _("This page shows how documents of %(process)s are printed. It says nothing of substance.")
    return numbered(
        (
            _("Introduction"),
            [
                shown % {"process": as_words(process.name)},
                _("Paragraphs are numbered through the whole document."),
            ],
        ),
        (
            _("Layout"),
            [
                _listed(
                    _("Sub-paragraphs are lettered:"), [_("the first one;"), _("the second one.")], is_lettered=True
                ),
            ],
        ),
    )


def _names(call: Call) -> dict[str, str]:
    names = {"call": call.title, "symbol": call.symbol, "process": call.process.name, "session": call.session.symbol}
    return {name: as_words(text) for name, text in names.items()}


def _mandate(process: Process) -> str:
    if not process.mandate_symbol:
        return ""
    return _("The mandate is contained in %(resolution)s.") % {"resolution": as_words(process.mandate_symbol)}


def _window(call: Call, language: str) -> str:
    opened, closed = _moment(call.opens_at, call.zone, language), _moment(call.closes_at, call.zone, language)
    told = _("The call for input was open from %(opened)s to %(closed)s (time zone: %(zone)s).")
    told %= {"opened": opened, "closed": closed, "zone": as_words(call.zone)}
    first = min((extension.closed_before for extension in call.extensions.all()), default=None)
    if first is None:
        return told
    extended = _("The deadline was extended; the first one was %(deadline)s.")
    return f"{told} {extended % {'deadline': _moment(first, call.zone, language)}}"


def _moment(at: datetime, zone: str, language: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{date_in_words(local.date(), language)}{comma()}{local:%H:%M}"


def _received(contributions: Sequence[Contribution], language: str) -> str:
    standing = [entry for entry in contributions if not entry.withdrawn_on]
    late = sum(entry.is_late for entry in standing)
    told = _(
        "Contributions received by the deadline: %(timely)s. Received after the deadline: %(late)s. "
        "Withdrawn since: %(withdrawn)s."
    )
    told %= {
        "timely": number_in_figures(len(standing) - late, language),
        "late": number_in_figures(late, language),
        "withdrawn": number_in_figures(len(contributions) - len(standing), language),
    }
    by_group = Counter(entry.group for entry in standing)
    if not by_group:
        return told
    named = [(group, by_group[group]) for group in group_positions() if by_group[group]]
    groups = (f"{as_words(group)} ({number_in_figures(number, language)})" for group, number in named)
    return f"{told} " + _("By stakeholder group: %(groups)s.") % {"groups": comma().join(groups)}


def _not_shown(call: Call, language: str) -> str:
    """How many contributions count without being shown; nothing of a confidential call, not even a number."""
    by_group = numbers_not_shown(call)
    if not by_group:
        return ""
    groups = (f"{as_words(group)} ({number_in_figures(number, language)})" for group, number in by_group)
    told = _("Received in time and not published, as their contributors asked: %(number)s. %(groups)s.")
    total = number_in_figures(sum(number for _group, number in by_group), language)
    return told % {"number": total, "groups": comma().join(groups)}


def _arranged(order: Order) -> str:
    return {
        Order.GROUP: _(
            "They are arranged by stakeholder group and, within each group, in alphabetical order of the names."
        ),
        Order.NAME: _("They are arranged in alphabetical order of the names."),
        Order.QUESTION: _("They are arranged question by question; a question that was left open is shown as such."),
        Order.REPLIES: _(
            "They are arranged by stakeholder group and, within each group, in alphabetical order of the names; each "
            "is given question by question, and a question that was left open is shown as such."
        ),
    }[order]  # fmt: skip


def _invited(call: Call) -> str:
    return _("The Chair invited written contributions under the title “%(call)s” (%(symbol)s).") % _names(call)


def _conditions(call: Call, language: str) -> Iterator[str]:
    if call.word_limit:
        limit = number_in_figures(call.word_limit, language)
        yield _("Length of a contribution: up to %(number)s words.") % {"number": limit}
    yield _("Publication: %(policy)s.") % {"policy": as_words(call.get_publication_policy_display())}
    yield _("Late contributions: %(policy)s.") % {"policy": as_words(call.get_late_policy_display())}


def _item(item: AgendaItem) -> str:
    return f"{as_words(item.label)} {as_words(item.title)}"


def _listed(introduction: str, points: Iterable[str], *, is_lettered: bool = False) -> str:
    sign = "1." if is_lettered else "-"
    listed = "\n".join(f"{sign} {point}" for point in points)
    return f"{introduction}\n\n{listed}" if listed else ""
