"""What follows a language's own grammar in a document: labels, numerals, numbers, and the phrases of its masthead."""

import unicodedata
from contextlib import AbstractContextManager

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultation.processes.naming import primary
from reports.documents.contents import CommentType, Verdict

_ARABIC_CHAPTERS = ["أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا"]
_ARABIC_CHAPTERS += ["حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر", "سادس عشر", "سابع عشر", "ثامن عشر"]
_ARABIC_CHAPTERS += ["تاسع عشر", "عشرون"]
_ARABIC_ANNEXES = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"]
_ARABIC_LETTERS = ["ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام", "ميم", "نون"]
_ARABIC_LETTERS += ["سين", "عين", "فاء", "صاد", "قاف", "راء", "شين", "تاء", "ثاء", "خاء", "ذال", "ضاد", "ظاء", "غين"]
_CHINESE_DIGITS = ["", *"一二三四五六七八九"]
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_THOUSANDS = {"en": ",", "es": "."}
"""What stands between thousands; a space that does not break where a language is not named."""


def speaking(language: str) -> AbstractContextManager[None]:
    """Activate the translations of a document's language; "zh" is a tag of documents, "zh-hans" one of catalogues."""
    return translation.override("zh-hans" if primary(language) == "zh" else language)


def direction_in(text: str) -> str:
    """The direction, "ltr" or "rtl", of the first letter that has one (Unicode Standard Annex #9, rules P2 and P3)."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return "rtl" if next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L" else "ltr"


def roman(number: int) -> str:
    """Return a positive number in roman numerals."""
    numeral = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral


def chapter_label(number: int, language: str) -> str:
    """Return the label of a chapter, sign included: "I.", in Arabic "أولا -", in Chinese "一、"."""
    if primary(language) == "ar" and number <= len(_ARABIC_CHAPTERS):
        return f"{_ARABIC_CHAPTERS[number - 1]} -"
    return f"{_chinese(number)}、" if primary(language) == "zh" else f"{roman(number)}."


def section_label(number: int, language: str) -> str:
    """Return the label of a section of a chapter, sign included: "A.", in Arabic "ألف -"."""
    if primary(language) == "ar" and number <= len(_ARABIC_LETTERS):
        return f"{_ARABIC_LETTERS[number - 1]} -"
    return f"{_letters(number)}."


def paragraph_label(number: int, language: str) -> str:
    """Return the number of a paragraph with its sign: "14.", in Arabic "14 -"."""
    return f"{number} -" if primary(language) == "ar" else f"{number}."


def annex_label(number: int, language: str) -> str:
    """Return the number of an annex as it follows the word "Annex": roman, in Arabic and Chinese in words."""
    if primary(language) == "ar" and number <= len(_ARABIC_ANNEXES):
        return _ARABIC_ANNEXES[number - 1]
    return _chinese(number) if primary(language) == "zh" else roman(number)


def number_in_figures(number: int, language: str) -> str:
    """Return a number with its thousands set apart: "2,000", in Spanish "2.000", in French "2 000" (no-break space)."""
    return f"{number:,}".replace(",", _THOUSANDS.get(primary(language), "\u00a0"))


def distribution_line(code: str) -> str:
    """Return the line of a distribution category in the active language (UN Editorial Manual: categories)."""
    phrases = {"general": _("Distr.: General"), "limited": _("Distr.: Limited"), "restricted": _("Distr.: Restricted")}
    return phrases[code]


def verdict_in_words(verdict: Verdict) -> str:
    """Return what was decided on a comment in the active language."""
    return {
        Verdict.ACCEPTED: pgettext("decision on a comment", "Accepted"),
        Verdict.ACCEPTED_WITH_MODIFICATIONS: pgettext("decision on a comment", "Accepted with modifications"),
        Verdict.NOTED: pgettext("decision on a comment", "Noted"),
        Verdict.NOT_ACCEPTED: pgettext("decision on a comment", "Not accepted"),
        Verdict.OUT_OF_SCOPE: pgettext("decision on a comment", "Out of scope"),
        Verdict.DEFERRED: pgettext("decision on a comment", "Deferred"),
        Verdict.WITHDRAWN: pgettext("decision on a comment", "Withdrawn"),
        Verdict.TO_DO: pgettext("decision on a comment", "To be decided"),
    }[verdict]


def comment_type_in_words(kind: CommentType) -> str:
    """Return the type of a comment in the active language, its code left out."""
    return {
        CommentType.GENERAL: pgettext("type of comment", "general"),
        CommentType.TECHNICAL: pgettext("type of comment", "technical"),
        CommentType.EDITORIAL: pgettext("type of comment", "editorial"),
    }[kind]


def folio_phrase() -> str:
    """Return "Page {page} of {pages}" in the active language, for the foot of each page."""
    return _("Page {page} of {pages}")


def _chinese(number: int) -> str:
    tens, units = divmod(number, 10)
    many = _CHINESE_DIGITS[tens] if tens > 1 else ""
    return f"{many}{'十' if tens else ''}{_CHINESE_DIGITS[units]}"


def _letters(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    more, last = divmod(number - 1, 26)
    return (_letters(more) if more else "") + chr(ord("A") + last)
