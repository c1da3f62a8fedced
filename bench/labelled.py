"""Pairs of texts whose label is known because the bench made one out of the other: the same campaign, or not.

From each original come four texts that are near-identical to it, and one that is not although it has all its words:

- copy: word for word, as several senders send one letter;
- changed: one word in twenty replaced by a word of another original;
- template: another organisation's name and place put in at the head, in every paragraph and under it;
- order: the paragraphs in another order;
- vocabulary (not near-identical): all words of the original in another order.

Every text quotes questions of the call as headings and ends with the call's own words, as many do. Pairs of different
originals are not near-identical either: they are on the same subjects and quote the same questions.
Translations are left out: they share no words, and no method that compares words finds them.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import fill
from consultation.likeness.shingles import likeness, shingles

EDITS = ("copy", "changed", "template", "order")
UNRELATED = "vocabulary"
FEWEST_WORDS, MOST_WORDS = 100, 3000
PARAGRAPH = 60
RELATED_ALREADY = 0.1
"""Likeness from which two originals of a collection may be of one hand themselves: one of them is left out."""

QUESTIONS = (
    "Which confidence-building measures have you seen work between States, and what made them work?",
    "How can stakeholders contribute to the implementation of the agreed norms of responsible State behaviour?",
    "Which needs for capacity-building remain without an answer, and who should give it?",
)
INVITATION = (
    "The Chair of the Working Group invites all interested stakeholders to share their views on the draft elements "
    "of the programme of action, in particular on the role of points of contact, on threats to critical "
    "infrastructure and on the way in which the future permanent mechanism should hear those whom its decisions "
    "concern."
)
_NAMES = ("Ada", "Bao", "Citra", "Duma", "Ekua", "Farid", "Goran", "Hina", "Itzel", "Jomo")
_KINDS = ("Centre for Digital Peace", "Institute of Network Law", "Union of Responders", "Foundation", "Coalition")
_PLACES = ("Nairobi", "La Paz", "Suva", "Tbilisi", "Rabat", "Dhaka", "Oslo", "Lomé")


@dataclass(frozen=True)
class Text:
    """A text of the set: the number of the original that it comes from, how it was made, and what it says."""

    original: int
    made_by: str
    body: str


def labelled(originals: Sequence[str]) -> Iterator[Text]:
    """Each original with what was made of it; the same for the same originals."""
    vocabulary = sorted({word for original in originals for word in original.split()})
    for number, original in enumerate(originals):
        dice = random.Random(number)
        yield Text(number, "original", _as_sent(original, dice))
        for name, made in _made_of(original, vocabulary, dice):
            yield Text(number, name, _as_sent(made, dice))


def real_originals(path: Path, number: int) -> list[str]:
    """Texts of a JSON Lines file with a "body" on each line: of usual length, and none like one taken before it."""
    taken: list[str] = []
    known: list[set[int]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        body = " ".join(str(json.loads(line)["body"]).split(" ")[:MOST_WORDS])
        pieces = shingles(body)
        if len(body.split()) < FEWEST_WORDS or any(likeness(pieces, other) >= RELATED_ALREADY for other in known):
            continue
        taken.append(body)
        known.append(pieces)
        if len(taken) == number:
            break
    return taken


def made_originals(number: int) -> list[str]:
    """Texts of made-up words, for whoever has no real ones: 450 words, some of them frequent."""
    return list(fill.texts(number, 10_000_000))


def _made_of(original: str, vocabulary: Sequence[str], dice: random.Random) -> Iterator[tuple[str, str]]:
    yield "copy", original
    yield "changed", _with_words_changed(original, vocabulary, dice)
    yield "template", _with_names(original, dice)
    yield "order", _in_another_order(original, dice)
    words = original.split()
    yield UNRELATED, " ".join(dice.sample(words, len(words)))


def _with_words_changed(original: str, vocabulary: Sequence[str], dice: random.Random) -> str:
    """One word in twenty, chosen by chance, is another one."""
    pieces = re.split(r"(\s+)", original)
    places = [place for place, piece in enumerate(pieces) if piece.strip()]
    for place in dice.sample(places, max(len(places) // 20, 1)):
        pieces[place] = dice.choice(vocabulary)
    return "".join(pieces)


def _with_names(original: str, dice: random.Random) -> str:
    """The letter as another organisation sends it."""
    name, place = f"{dice.choice(_NAMES)} {dice.choice(_KINDS)}", dice.choice(_PLACES)
    head = (
        f"{name}, founded in {dice.randint(1950, 2020)}, with its seat in {place}, welcomes the opportunity to write."
    )
    paragraphs = [f"{name} notes: {paragraph}" for paragraph in _paragraphs(original)]
    return "\n\n".join([head, *paragraphs, f"For {name}: {dice.choice(_NAMES)} {dice.choice(_NAMES)}, {place}"])


def _in_another_order(original: str, dice: random.Random) -> str:
    paragraphs = _paragraphs(original)
    return "\n\n".join(dice.sample(paragraphs, len(paragraphs)))


def _paragraphs(text: str) -> list[str]:
    """Paragraphs of about sixty words, whatever the author's line ends meant."""
    words = text.split()
    return [" ".join(words[start : start + PARAGRAPH]) for start in range(0, len(words), PARAGRAPH)]


def _as_sent(body: str, dice: random.Random) -> str:
    """The text between the questions of the call, which it quotes, and the call's own words of thanks."""
    first, second = dice.sample(QUESTIONS, 2)
    words = body.split(" ")
    half = len(words) // 2
    return "\n\n".join([f"# {first}", " ".join(words[:half]), f"# {second}", " ".join(words[half:]), INVITATION])
