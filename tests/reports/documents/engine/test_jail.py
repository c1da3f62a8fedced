"""The jail: nothing gets in, nothing gets out, and whoever works in it too long or too greedily is stopped."""

import http.server
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from reports.documents.engine import Limits, PartFailed, assemble, set_part
from reports.documents.engine.jail import Refused, _said, _watch, jailed
from tests.reports.documents.engine.samples import LIMITS, STYLES, book, page

MIB = 1 << 20
LITTLE = Limits(seconds=2, memory=512 * MIB)
SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'


@pytest.fixture
def hits() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that notes who asks for anything."""
    asked: list[str] = []

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


HOSTILE = """
<link rel="stylesheet" href="{url}/css"><link rel="attachment" href="file:///etc/passwd">
<style>@import url("{url}/import"); @font-face {{ font-family: E; src: url("{url}/font") }}
body {{ background: url("{url}/background"); font-family: E, serif }} li {{ list-style-image: url({url}/li) }}
p::before {{ content: url({url}/content) }}</style>
<img alt="a" src="{url}/img"><img alt="b" src="file:///etc/hostname"><img alt="c" src="/etc/hostname">
<object data="{url}/object"></object><embed src="{url}/embed"><iframe src="{url}/frame"></iframe>
<p>A secret</p><ul><li>x</ul>
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><title>t</title><image href="{url}/svg" width="9" height="9"/>
<use href="file:///etc/passwd#x"/></svg>
<a rel="attachment" href="file:///etc/passwd">file</a> <a rel="attachment" href="asset:square.svg">asset</a>
<img alt="d" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='5' height='5'/%3E">
<img alt="e" src="asset:other.svg">
"""


def test_a_hostile_page_reaches_nothing(tmp_path: Path, hits: tuple[str, list[str]]) -> None:
    url, asked = hits
    html = page(HOSTILE.format(url=url))
    facts = set_part(html, styles=STYLES, assets={"square.svg": SQUARE}, limits=LIMITS, to=tmp_path / "part")
    assemble((tmp_path / "part", facts), [], book(), to=tmp_path / "it.pdf", limits=LIMITS)
    assert asked == []
    raw = (tmp_path / "it.pdf").read_bytes()
    with pikepdf.open(tmp_path / "it.pdf") as pdf:
        assert not pdf.attachments
        assert "/Names" not in pdf.Root or "/EmbeddedFiles" not in pdf.Root.Names
        kinds = {str(note.Subtype) for leaf in pdf.pages for note in leaf.get("/Annots", [])}
    assert kinds == set()
    assert b"root:" not in raw


def test_an_asset_is_shown_and_nothing_else_is(tmp_path: Path) -> None:
    html = page(
        '<p><img alt="square" src="asset:square.svg"></p><p><img alt="other words" src="data:image/svg+xml,%3Csvg/%3E"></p>'
    )
    facts = set_part(html, styles=STYLES, assets={"square.svg": SQUARE}, limits=LIMITS, to=tmp_path / "part")
    assemble((tmp_path / "part", facts), [], book(), to=tmp_path / "it.pdf", limits=LIMITS)
    told = subprocess.run(
        ["pdftotext", str(tmp_path / "it.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "other words" in told  # of a picture that is not there, the words for it
    assert "square" not in told


def forbidden_things(folder: Path) -> dict[str, Callable[[], object]]:
    return {
        "read a file": lambda: Path("/etc/passwd").read_text(),
        "read a file of ours": lambda: (folder / "secret.json").read_text(),
        "write beside its file": lambda: (folder / "other").write_text("x"),
        "follow a link": lambda: (folder / "link.py").read_text(),
        "open a socket": lambda: socket.socket(socket.AF_UNIX),
        "start a program": lambda: subprocess.run(["/bin/true"], check=False),
        "start a process": os.fork,
        "make a folder": lambda: (folder / "new").mkdir(),
        "take a file away": lambda: (folder / "secret.json").unlink(),
    }


@pytest.mark.parametrize("what", forbidden_things(Path()))
def test_work_in_the_jail_cannot(tmp_path: Path, what: str) -> None:
    (tmp_path / "secret.json").write_text("{}")
    (tmp_path / "link.py").symlink_to("/etc/passwd")

    def work(draft: Path) -> bytes:
        forbidden_things(tmp_path)[what]()
        return b""

    with pytest.raises(PartFailed, match="crash: PermissionError") as failed:
        jailed(work, limits=LIMITS, to=tmp_path / "out")
    assert failed.value.reason == "crash"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.py", "secret.json"]


def test_work_may_read_what_it_is_given_and_write_its_one_file(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"read")

    def work(draft: Path) -> bytes:
        draft.write_bytes((tmp_path / "in").read_bytes() + b" and written")
        return b"answer"

    released = jailed(work, limits=LIMITS, to=tmp_path / "out", reads=[tmp_path / "in"])
    assert released.answer == b"answer"
    assert released.peak_memory > 10 * MIB
    assert (tmp_path / "out").read_bytes() == b"read and written"


def burn(draft: Path) -> bytes:
    while True:
        pass


def sleep(draft: Path) -> bytes:
    time.sleep(60)
    return b""


def hoard(draft: Path) -> bytes:
    return bytes(2048 * MIB)


def recurse(draft: Path) -> bytes:
    return recurse(draft)


def refuse(draft: Path) -> bytes:
    raise Refused("it is not like that")


def err(draft: Path) -> bytes:
    raise ZeroDivisionError("by nought")


def be_killed(draft: Path) -> bytes:
    os.kill(os.getpid(), signal.SIGTRAP)
    return b""


@pytest.mark.parametrize(
    ("work", "reason", "detail"),
    [
        (burn, "time", "s"),
        (hoard, "memory", ""),
        (recurse, "refused", "nested too deeply"),
        (refuse, "refused", "it is not like that"),
        (err, "crash", "ZeroDivisionError: by nought"),
        (be_killed, "crash", "SIGTRAP"),
    ],
)
def test_work_that_fails_says_why_and_leaves_nothing(
    tmp_path: Path, work: Callable[[Path], bytes], reason: str, detail: str
) -> None:
    (tmp_path / "out").write_bytes(b"as before")

    def half_done(draft: Path) -> bytes:
        draft.write_bytes(b"half")
        return work(draft)

    with pytest.raises(PartFailed) as failed:
        jailed(half_done, limits=LITTLE, to=tmp_path / "out")
    assert failed.value.reason == reason
    assert detail in failed.value.detail
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_bytes() == b"as before"


def test_work_that_sleeps_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.documents.engine.jail.PATIENCE", 0.2)
    with pytest.raises(PartFailed, match="time"):
        jailed(sleep, limits=LITTLE, to=tmp_path / "out")


def test_an_exception_in_the_worker_ends_the_work(tmp_path: Path) -> None:
    """A worker told to stop, as Celery does by a signal, leaves nobody working."""
    before = _children()

    def stop(*_: object) -> None:
        raise InterruptedError("told to stop")

    was = signal.signal(signal.SIGUSR2, stop)
    try:
        threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGUSR2)).start()
        with pytest.raises(InterruptedError):
            jailed(sleep, limits=LITTLE, to=tmp_path / "out")
    finally:
        signal.signal(signal.SIGUSR2, was)
    assert _children() == before


def _children() -> set[str]:
    return set(Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split())


def test_work_dies_with_the_worker(tmp_path: Path) -> None:
    """Killed as the kernel kills, the worker cannot tell anybody."""
    worker = os.fork()
    if not worker:
        try:
            jailed(
                lambda draft: (draft.write_text(str(os.getpid())), sleep(draft))[1], limits=LIMITS, to=tmp_path / "o"
            )
        finally:
            os._exit(0)
    pid = _awaited(lambda: next((text for path in tmp_path.iterdir() if (text := path.read_text())), ""))
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    assert _awaited(lambda: "gone" if _is_gone(int(pid)) else "") == "gone"


def _is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def _awaited(look: Callable[[], str]) -> str:
    end = time.monotonic() + 20
    while not (seen := look()):
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)
    return seen


# --- pages that mean harm ---------------------------------------------------------------------------------------------


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PartFailed) as failed:
        set_part(page("<div>" * 5000 + "x"), styles=STYLES, limits=LIMITS, to=tmp_path / "part")
    assert failed.value.reason == "refused"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td colspan=1000000>x</table>",
        "<table>" + "<tr><td>cell<td>cell<td>cell" * 20_000 + "</table>",
        "<p>" + "a" * 10_000_000,
    ],
    ids=["a cell over a million columns", "20,000 rows", "a word of 10 MB"],
)
def test_work_without_end_is_ended(tmp_path: Path, body: str) -> None:
    """Each takes longer, or more, than a part may; the worker lives, and sets the next part."""
    with pytest.raises(PartFailed) as failed:
        set_part(page(body), styles=STYLES, limits=LITTLE, to=tmp_path / "part")
    assert failed.value.reason in ("time", "memory")
    assert not list(tmp_path.iterdir())
    assert set_part(page("<p>x"), styles=STYLES, limits=LITTLE, to=tmp_path / "part").pages == 1


def test_every_plane_of_unicode_is_set(tmp_path: Path) -> None:
    """Characters that no font has are shown as one that all have, and the facts tell which."""
    text = "".join(chr(plane << 16 | place) for plane in range(17) for place in (0xA1, 0x2F00, 0xFFFD))
    facts = set_part(page(f"<p>{text}&#xE000;</p>"), styles=STYLES, limits=LIMITS, to=tmp_path / "part")
    assert facts.pages == 1
    assert {"\U0010fffd", "\ue000"} <= set(facts.not_shown)
    assert "\xa1" not in facts.not_shown


# --- the guard, asked here what it answers in there -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "details", "may"),
    [
        ("open", ("/etc/passwd", "r", os.O_RDONLY), False),
        ("open", (b"/etc/passwd", None, os.O_RDONLY), False),
        ("open", (os.__file__, "r", os.O_RDONLY), True),
        ("open", (os.__file__, "a", os.O_WRONLY | os.O_APPEND), False),
        ("open", ("{folder}/given", "rb", os.O_RDONLY), True),
        ("open", ("{folder}/given", "wb", os.O_WRONLY | os.O_TRUNC), False),
        ("open", ("{folder}/draft", "wb", os.O_WRONLY | os.O_CREAT), True),
        ("open", ("{folder}/draft/../secret", "r", None), False),
        ("open", ("{folder}/draft-2", "wb", os.O_WRONLY | os.O_CREAT), False),
        ("open", (7, "r", os.O_RDONLY), True),  # a file that is open already
        ("socket.connect", (None, ("127.0.0.1", 80)), False),
        ("socket.__new__", (), False),
        ("subprocess.Popen", ("true", [], None, None), False),
        ("os.system", (b"true",), False),
        ("os.exec", ("true", [], None), False),
        ("os.remove", ("{folder}/given", -1), False),
        ("ctypes.dlopen", ("libevil.so",), False),
        ("import", ("json",), True),
        ("compile", (None, "x"), True),
    ],
)
def test_the_guard(tmp_path: Path, event: str, details: tuple[object, ...], may: bool) -> None:
    guard = _watch(tmp_path / "draft", [tmp_path / "given"])
    here = tuple(d.replace("{folder}", str(tmp_path)) if isinstance(d, str) else d for d in details)
    if may:
        guard(event, here)
    else:
        with pytest.raises(PermissionError):
            guard(event, here)


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda draft: b"answer", b"done\nanswer"),
        (refuse, b"refused\nit is not like that"),
        (err, b"crash\nZeroDivisionError: by nought"),
        (recurse, b"refused\nnested too deeply"),
    ],
)
def test_what_is_said_through_the_wall(work: Callable[[Path], bytes], said: bytes) -> None:
    assert _said(work, Path("draft")) == said


def test_memory_refused_is_said_so() -> None:
    def greedy(draft: Path) -> bytes:
        raise MemoryError

    assert _said(greedy, Path("draft")) == b"memory\n"
