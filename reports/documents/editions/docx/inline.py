"""The inside of a paragraph: elements of HTML to runs of text."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reports.documents.editions.docx.links import Links, inward
from reports.documents.editions.docx.runs import Look, Run, isolated

BLOCKS = frozenset(
    [
        "article",
        "aside",
        "blockquote",
        "div",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "svg",
        "table",
        "ul",
    ]
)
_EMPHASIS = frozenset({"b", "code", "em", "i", "strong"})
_STYLES = {
    "reference": "Reference", "organisation": "Strong", "country": "Secondary", "function": "Secondary",
    "digest": "Digest", "stem": "Stem",
}  # fmt: skip


def class_of(element: Any) -> str:
    """The first class of an element."""
    return (element.get("class") or "").partition(" ")[0]


def is_rtl(element: Any, otherwise: bool) -> bool:
    """The direction that the element states, or that of what is around it."""
    return {"rtl": True, "ltr": False}.get(element.get("dir") or "", otherwise)


class Inline:
    """Turns what stands inside a block into runs; addresses go to `links`."""

    def __init__(self, links: Links) -> None:
        """Write addresses down there."""
        self.links = links
        self._by_tag: Mapping[str, Callable[[Any, Look], Iterator[Run]]] = {"a": self._link, "br": self._break}

    def runs_of(self, element: Any, look: Look) -> list[Run]:
        """The runs of all that the element holds."""
        return list(self._inside(element, look))

    def of_element(self, element: Any, look: Look) -> Iterator[Run]:
        """The runs of an element itself, without what follows it; nothing of an unknown one is lost but its name."""
        around, look = look, _looked(element, look)
        runs = self._by_tag.get(element.tag, self._inside)(element, look)
        if element.tag == "bdi":
            yield from isolated([run for run in runs if run.text], is_rtl=look.is_rtl, around=around.is_rtl)
        else:
            yield from runs
        if class_of(element) == "number":
            yield Run("\t", look._replace(keeps_space=True))

    def _inside(self, element: Any, look: Look) -> Iterator[Run]:
        yield Run(element.text or "", look)
        for child in element:
            yield from self.of_element(child, look)
            yield Run(child.tail or "", look)

    def _link(self, element: Any, look: Look) -> Iterator[Run]:
        target = element.get("href") or ""
        if target.startswith("part:"):
            yield from self._inside(element, look._replace(link=inward(target.removeprefix("part:"))))
        elif link := self.links.outward(target):
            yield from self._inside(element, look._replace(link=link, style=look.style or "Hyperlink"))
        else:
            yield from self._inside(element, look)
            yield Run(f" ({target})" if target else "", look)

    def _break(self, _element: Any, look: Look) -> Iterator[Run]:
        yield Run("\n", look._replace(keeps_space=True))


def _looked(element: Any, look: Look) -> Look:
    """The look inside an element: its emphasis, language and direction added to that of what is around it."""
    tag = element.tag
    if not element.attrib and tag not in _EMPHASIS:
        return look
    return look._replace(
        language=element.get("lang") or look.language,
        is_rtl=is_rtl(element, look.is_rtl),
        is_bold=look.is_bold or tag in ("strong", "b"),
        is_italic=look.is_italic or tag in ("em", "i"),
        style=look.style if look.link else _STYLES.get(class_of(element), "CodeText" if tag == "code" else look.style),
    )
