"""Numerals and labels of a document that follow a language's own grammar: chapters, sections, paragraphs, annexes."""

from consultation.processes.naming import primary

_ARABIC_CHAPTERS = ["أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا"]
_ARABIC_ANNEXES = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس"]
_ARABIC_LETTERS = ["ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام", "ميم", "نون"]
_CHINESE_DIGITS = ["", *"一二三四五六七八九"]
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


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


def _chinese(number: int) -> str:
    tens, units = divmod(number, 10)
    many = _CHINESE_DIGITS[tens] if tens > 1 else ""
    return f"{many}{'十' if tens else ''}{_CHINESE_DIGITS[units]}"


def _letters(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    more, last = divmod(number - 1, 26)
    return (_letters(more) if more else "") + chr(ord("A") + last)
