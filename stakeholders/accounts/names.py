"""What a name looks like to a reader: invisible characters, and letters of one script posing as another's."""

import unicodedata

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")  # Persian and Indic names need them inside a word
_LOOK_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def cleaned_name(name: str) -> str:
    """The name in NFC on one line, without controls, bidi marks and zero-width characters.

    Joiners stay between two letters that are not Latin, where scripts such as Persian need them.
    """
    composed = unicodedata.normalize("NFC", name)
    kept = (
        character
        for place, character in enumerate(composed)
        if character.isspace() or unicodedata.category(character) not in _INVISIBLE or _joins(composed, place)
    )
    return " ".join("".join(kept).split())


def is_mixed_script(name: str) -> bool:
    """Whether one word mixes letters of scripts that look alike (Unicode TR39, 5.1): "Аmnesty" with a Cyrillic А."""
    return any(len(_scripts(word) & _LOOK_ALIKE) > 1 for word in name.split())


def skeleton(name: str) -> str:
    """The name as the eye takes it: two names with one skeleton can be mistaken for each other (after TR39, 4).

    Compatibility forms are folded, accents dropped, and Cyrillic and Greek letters replaced by the Latin ones they
    resemble.
    """
    folded = unicodedata.normalize("NFKD", name).casefold().translate(_RESEMBLES)
    return "".join(character for character in folded if character.isalnum()).translate(_RESEMBLES_DIGIT)


def _joins(text: str, place: int) -> bool:
    if text[place] not in _JOINERS or not 0 < place < len(text) - 1:
        return False
    around = text[place - 1], text[place + 1]
    return all(unicodedata.category(beside)[0] in "LM" and not beside.isascii() for beside in around)


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(character, "").split(" ")[0] for character in word if character.isalpha()}


_RESEMBLES = str.maketrans(
    "абвгдеёзийкмнорстухцьѕіїјԁһӏԛԝαβγεηικνορτυχωı",
    "a6brdee3uukmhopctyxubsiijdhlqwabyenikvoptuxwi",
)
_RESEMBLES_DIGIT = str.maketrans("01", "ol")
