"""What a browser transfers to show a call's page for the first time, counted over HTTP as a browser would ask."""

import argparse
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.management import call_command

from bench import fill
from bench.load import connected
from bench.report import Figure, tell
from bench.serve import served

PAGE = "/calls/WG.99/2026/C1/"
FETCHED = {"stylesheet", "icon", "preload", "manifest", "apple-touch-icon"}
ASKED = {"Accept-Encoding": "gzip, br", "Accept": "text/html,*/*", "Accept-Language": "en"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: argparse.Namespace) -> int:
    """Ask for the page, then for all it names; headers count, as they are transferred too."""
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    fill.lay_ground()
    with served("bench.portal_wsgi:application") as (port, _), connected(port) as line:
        answers = list(visited(line))
    for answer in answers:
        print(f"{answer.size:>7,} bytes  {answer.encoding or 'plain':<5}  {answer.path}")
    outside = [answer for answer in answers if not answer.path.startswith("/")]
    kilobytes = sum(answer.size for answer in answers) / 1000
    figures = [
        Figure("first visit: kB transferred, headers included", kilobytes, at_most=60),
        Figure("first visit: requests", len(answers), at_most=8),
        Figure("first visit: requests to third parties", len(outside), at_most=0),
    ]
    return tell(figures, to=Path(options.json) if options.json else None)


@dataclass(frozen=True)
class Answer:
    """One answer: what was asked for and how many bytes came back."""

    path: str
    size: int
    encoding: str


class Named(HTMLParser):
    """The addresses that a page makes a browser ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Style sheets, icons, scripts and pictures."""
        given = dict(attrs)
        if tag == "link" and FETCHED & set((given.get("rel") or "").split()):
            self.addresses.append(given.get("href") or "")
        if tag in {"script", "img", "source", "iframe"} and given.get("src"):
            self.addresses.append(given["src"] or "")


def visited(line: HTTPConnection) -> Iterator[Answer]:
    """The page and what it names, each address once."""
    answer, text = asked(line, PAGE)
    yield answer
    parser = Named()
    parser.feed(text)
    for address in dict.fromkeys(urljoin(PAGE, address) for address in parser.addresses):
        if urlsplit(address).netloc:
            yield Answer(address, 0, "")
        elif not address.startswith("data:"):
            yield asked(line, address)[0]


def asked(line: HTTPConnection, path: str) -> tuple[Answer, str]:
    """The answer to one request; raises RuntimeError for anything but 200."""
    line.request("GET", path, headers=ASKED)
    response = line.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    encoding = response.headers.get("Content-Encoding", "")
    head = sum(len(name) + len(value) + 4 for name, value in response.headers.items())
    text = gzip.decompress(body).decode() if encoding == "gzip" else ""
    return Answer(path, head + len(body), encoding), text
