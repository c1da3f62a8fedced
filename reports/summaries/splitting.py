"""Where a paragraph can be split: at blank lines, at line ends, and behind sentences."""

import re

_BETWEEN = re.compile(
    r"(?<=[.!?…؟۔])[\"'”’»)\]]*\s+(?=\S)"  # behind a sentence, where scripts leave a space
    r"|(?<=[。！？])[”’」』）]*(?=\S)"  # behind a sentence, where they do not
    r"|\s*\n\s*(?=\S)"
)


def places_to_split(text: str) -> tuple[int, ...]:
    """The offsets at which a second paragraph could begin, in characters, from the first to the last."""
    return tuple(sorted({match.end() for match in _BETWEEN.finditer(text) if 0 < match.end() < len(text)}))


def pieces(text: str) -> tuple[tuple[int, str], ...]:
    """The text cut at those places, each piece with the offset at which it begins."""
    starts = (0, *places_to_split(text))
    ends = (*starts[1:], len(text))
    return tuple((start, text[start:end].strip()) for start, end in zip(starts, ends, strict=True))
