"""Lists of a Word document: bullets, the author's own numbers, and the lettered sub-paragraphs of a numbered text."""

from collections.abc import Iterator

DEEPEST = 8
"""The deepest level of a list in WordprocessingML, counted from 0 (ISO/IEC 29500-1, 17.9.3)."""

MOST_NUMBERED = 1_500
"""Numbered lists that are lists of Word's own: it knows 2,046 of them at most ([MS-DOC], sprmPIlfo). In a longer
document the lists that follow have their numbers as text."""

LARGEST_START = 32_767
"""The largest number at which a list of Word can begin."""

STEP = 340
"""Twips from the indent of one level to that of the next."""

BULLETS = 1
_BULLET, _DECIMAL, _LETTER = range(3)
_SIGNS = ("•", "–", "◦")
_ONE_BRACKET = ("es", "fr", "ru")


class Lists:
    """Gives out the numbers under which paragraphs belong to a list, and remembers them for `numbering_xml`."""

    def __init__(self, language: str) -> None:
        """Begin with the bullets, which all lists share."""
        self.language = language
        self._begun: list[tuple[int, int, int]] = []  # kind, level, first number

    def begin(self, *, level: int, start: int, is_lettered: bool = False) -> int:
        """Return the number of a new list; 0 where no more fit, so that its items are numbered in the text."""
        if len(self._begun) >= MOST_NUMBERED or start > LARGEST_START:
            return 0
        self._begun.append((_LETTER if is_lettered else _DECIMAL, min(level, DEEPEST), start))
        return BULLETS + len(self._begun)

    def numbering_xml(self) -> Iterator[str]:
        """Yield the numbering part piece by piece."""
        yield "".join(map(self._kind_xml, (_BULLET, _DECIMAL, _LETTER)))
        yield f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="{_BULLET}"/></w:num>'
        for number, (kind, level, start) in enumerate(self._begun, start=BULLETS + 1):
            restart = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            yield f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{restart}</w:num>'

    def _kind_xml(self, kind: int) -> str:
        levels = "".join(self._level_xml(kind, level) for level in range(DEEPEST + 1))
        many = '<w:multiLevelType w:val="hybridMultilevel"/>'
        return f'<w:abstractNum w:abstractNumId="{kind}">{many}{levels}</w:abstractNum>'

    def _level_xml(self, kind: int, level: int) -> str:
        form, text = self._label(kind, level)
        indent = f'<w:pPr><w:ind w:left="{(level + 1) * STEP}" w:hanging="{STEP}"/></w:pPr>'
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/>{indent}</w:lvl>'
        )

    def _label(self, kind: int, level: int) -> tuple[str, str]:
        """The form of a number and the text it stands in: "(a)", in French, Russian and Spanish "a)"."""
        if kind == _BULLET:
            return "bullet", _SIGNS[level % len(_SIGNS)]
        if kind == _DECIMAL:
            return "decimal", f"%{level + 1}."
        letters = "arabicAbjad" if self.language.startswith("ar") else "lowerLetter"
        closed = self.language.startswith(_ONE_BRACKET)
        return "lowerRoman" if level else letters, f"%{level + 1})" if closed else f"(%{level + 1})"
