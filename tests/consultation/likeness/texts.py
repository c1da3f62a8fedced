"""Texts that resemble one another to a known degree, in several scripts."""

import random

LETTERS = {
    "latin": "abcdefghijklmnopqrstuvwxyz",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "cyrillic": "абвгдежзиклмнопрстуфхцчшщыэюя",
}


def words(number: int, seed: int, script: str = "latin") -> list[str]:
    """That many made-up words, the same for the same seed; two seeds have hardly a word in common."""
    dice = random.Random(f"{script} {seed}")
    return ["".join(dice.choices(LETTERS[script], k=dice.randint(4, 9))) for _ in range(number)]


def text(number: int = 200, seed: int = 1, script: str = "latin") -> str:
    """A text of that many words, in paragraphs of forty."""
    said = words(number, seed, script)
    return "\n\n".join(" ".join(said[start : start + 40]) + "." for start in range(0, number, 40))


def edited(original: str, *, share: float, seed: int = 7, script: str = "latin") -> str:
    """The text with that share of its words replaced by others, spread evenly by chance."""
    dice = random.Random(seed)
    fresh = iter(words(len(original.split()), seed + 1000, script))
    paragraphs = original.split("\n\n")
    return "\n\n".join(
        " ".join(next(fresh) if dice.random() < share else word for word in paragraph.split())
        for paragraph in paragraphs
    )
