"""Ordinal numbers in words in the six languages of the United Nations, as the titles of sessions need them."""

from collections.abc import Callable

LARGEST_IN_WORDS = 99

_EN_UNITS = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_EN_UNITS += ["eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"]
_EN_UNITS += ["eighteenth", "nineteenth"]
_EN_TENS = ["", "", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"]

_FR_CARDINALS = ["", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"]
_FR_CARDINALS += ["treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]
_FR_TENS = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"]
_FR_ENDINGS = {"cinq": "cinquième", "neuf": "neuvième", "quatre-vingts": "quatre-vingtième"}

_ES_UNITS = ["", "primer", "segundo", "tercer", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo"]
_ES_UNITS += ["undécimo", "duodécimo"]
_ES_TENS = ["", "décimo", "vigésimo", "trigésimo", "cuadragésimo", "quincuagésimo"]
_ES_TENS += ["sexagésimo", "septuagésimo", "octogésimo", "nonagésimo"]

_RU_UNITS = ["", "первая", "вторая", "третья", "четвертая", "пятая", "шестая", "седьмая", "восьмая", "девятая"]
_RU_UNITS += ["десятая", "одиннадцатая", "двенадцатая", "тринадцатая", "четырнадцатая", "пятнадцатая"]
_RU_UNITS += ["шестнадцатая", "семнадцатая", "восемнадцатая", "девятнадцатая"]
_RU_ROUND_TENS = ["", "", "двадцатая", "тридцатая", "сороковая", "пятидесятая", "шестидесятая"]
_RU_ROUND_TENS += ["семидесятая", "восьмидесятая", "девяностая"]
_RU_TENS = ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]

_AR_UNITS = ["", "الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة"]
_AR_UNITS += ["العاشرة"]
_AR_TENS = ["", "عشرة", "العشرون", "الثلاثون", "الأربعون", "الخمسون", "الستون", "السبعون", "الثمانون", "التسعون"]

_ZH_DIGITS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]


def ordinal_in_words(number: int, language: str) -> str:
    """Return an ordinal from 1 to 99 in words, in lower case, agreeing with "session" in that language.

    That is feminine in Arabic (definite), French and Russian, and masculine before its noun in Spanish. Raises
    `ValueError` for numbers out of range and `KeyError` for a language that is not one of the six.
    """
    if not 1 <= number <= LARGEST_IN_WORDS:
        raise ValueError(f"No words for the ordinal of {number}: 1 to {LARGEST_IN_WORDS} are known.")
    return _IN_WORDS[language](number)


def _english(number: int) -> str:
    if number < 20:
        return _EN_UNITS[number]
    tens, units = divmod(number, 10)
    return f"{_EN_TENS[tens]}y-{_EN_UNITS[units]}" if units else f"{_EN_TENS[tens]}ieth"


def _french(number: int) -> str:
    if number == 1:
        return "première"
    cardinal = _french_cardinal(number)
    head, hyphen, last = cardinal.rpartition("-")
    if cardinal in _FR_ENDINGS:
        return _FR_ENDINGS[cardinal]
    return head + hyphen + _FR_ENDINGS.get(last, last.removesuffix("e") + "ième")


def _french_cardinal(number: int) -> str:
    """Cardinals as the ordinals are made from: "soixante et onze", "quatre-vingts", hyphens as before 1990."""
    if number < 20:
        return _FR_CARDINALS[number]
    if number >= 80:
        rest = number - 80
        return f"quatre-vingt-{_FR_CARDINALS[rest]}" if rest else "quatre-vingts"
    tens, units = (6, number - 60) if number >= 60 else divmod(number, 10)
    if not units:
        return _FR_TENS[tens]
    joint = " et " if units in (1, 11) else "-"
    return f"{_FR_TENS[tens]}{joint}{_FR_CARDINALS[units]}"


def _spanish(number: int) -> str:
    if number <= 12:
        return _ES_UNITS[number]
    tens, units = divmod(number, 10)
    if not units:
        return _ES_TENS[tens]
    return f"decimo{_ES_UNITS[units]}" if tens == 1 else f"{_ES_TENS[tens]} {_ES_UNITS[units]}"


def _russian(number: int) -> str:
    if number < 20:
        return _RU_UNITS[number]
    tens, units = divmod(number, 10)
    return f"{_RU_TENS[tens]} {_RU_UNITS[units]}" if units else _RU_ROUND_TENS[tens]


def _arabic(number: int) -> str:
    if number <= 10:
        return _AR_UNITS[number]
    tens, units = divmod(number, 10)
    first = "الحادية" if units == 1 else _AR_UNITS[units]
    if tens == 1:
        return f"{first} {_AR_TENS[1]}"
    return f"{first} و{_AR_TENS[tens]}" if units else _AR_TENS[tens]


def _chinese(number: int) -> str:
    tens, units = divmod(number, 10)
    many = _ZH_DIGITS[tens] if tens > 1 else ""
    return f"第{many}{'十' if tens else ''}{_ZH_DIGITS[units]}"


_IN_WORDS: dict[str, Callable[[int], str]] = {
    "ar": _arabic,
    "en": _english,
    "es": _spanish,
    "fr": _french,
    "ru": _russian,
    "zh": _chinese,
}
