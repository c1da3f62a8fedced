"""Proves the image where no container engine is at hand: does the Dockerfile's steps in a bare Debian root and runs it.

By hand, as root, on Debian with debootstrap: `python3 -m tests.production.prove_image` (docs/production.md). It builds
each stage from debootstrap's minimal system with Debian's Python in the place of the official image's, then starts the
web server as the image's user on a read-only root, beside a database and a queue with passwords, and asks whether it
is healthy. An argument names a folder with such a minimal system, made before, to start from.
"""

import fnmatch
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from launcher.services import throw_away_home
from launcher.supervisor import supervised
from launcher.terminal import say
from tests.production.services import ProductionServices, free_port

ROOT = Path(__file__).resolve().parents[2]
BASE = re.compile(r"python:(?P<version>[\d.]+)-slim-(?P<suite>\w+)")
PLAIN_PATH = "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
HOST = "consultation.example.org"
WANTED = "--include=ca-certificates,python3,python3-venv"


@dataclass
class Stage:
    """One stage of the build: its root folder and what ENV, WORKDIR and USER have said so far."""

    root: Path
    environ: dict[str, str] = field(default_factory=lambda: {"PATH": PLAIN_PATH})
    folder: str = "/"
    user: str = "root"
    entry: list[str] = field(default_factory=list)

    def run(self, command: list[str], extra: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a command inside the root, as the stage's user, in its folder and environment."""
        step = f"cd {shlex.quote(self.folder)} && exec {shlex.join(command)}"
        inside = ["chroot", f"--userspec={self.user}", self.root, "/bin/sh", "-c", step]
        return subprocess.Popen(inside, env={**self.environ, **(extra or {})})

    def path(self, inside: str) -> Path:
        """Where a path inside the root lies outside it."""
        return self.root / (Path("/") / self.folder / inside).relative_to("/")


def instructions(dockerfile: str) -> Iterator[tuple[str, str]]:
    """The instructions with their arguments; continued lines are joined, comments left out."""
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^\s*#.*\n", "", dockerfile, flags=re.MULTILINE))
    for line in filter(None, joined.splitlines()):
        name, _, rest = line.partition(" ")
        yield name, rest.strip()


class Build:
    """Does the instructions one by one; `stages` by name or number."""

    def __init__(self, workshop: Path) -> None:
        self.workshop = workshop
        self.stages: dict[str, Stage] = {}
        self.stage = Stage(workshop)

    def do(self, name: str, rest: str) -> None:
        say(f"{name} {rest[:100]}")
        getattr(self, f"do_{name.lower()}", self.ignore)(rest)

    def ignore(self, rest: str) -> None:
        """HEALTHCHECK, EXPOSE, VOLUME and CMD change nothing in the root."""

    def do_from(self, rest: str) -> None:
        base, _, name = rest.partition(" AS ")
        wanted = BASE.fullmatch(base)
        assert wanted, f"no stand-in for the base {base}"
        self.stage = Stage(self.workshop / (name or "final"))
        self.stages[name or "final"] = self.stage
        suite = wanted["suite"]
        copy_tree(bare_root(self.workshop, suite), self.stage.root)
        mount_kernel(self.stage.root)
        python = ["chroot", self.stage.root, "/usr/local/bin/python", "-V"]
        version = subprocess.run(python, capture_output=True, text=True, check=True).stdout
        assert wanted["version"] in version, f"{suite} has {version}, the Dockerfile wants {base}"

    def do_env(self, rest: str) -> None:
        self.stage.environ |= dict(pair.split("=", 1) for pair in shlex.split(rest))

    def do_workdir(self, rest: str) -> None:
        self.stage.folder = rest
        self.stage.path(rest).mkdir(parents=True, exist_ok=True)

    def do_user(self, rest: str) -> None:
        self.stage.user = rest

    def do_entrypoint(self, rest: str) -> None:
        self.stage.entry = json.loads(rest)

    def do_run(self, rest: str) -> None:
        code = self.stage.run(["/bin/sh", "-c", rest], package_index()).wait()
        assert code == 0, f"RUN {rest} ended with {code}"

    def do_copy(self, rest: str) -> None:
        words = shlex.split(rest)
        if words[0].startswith("--from="):
            stage, (source, target) = self.stages[words[0].removeprefix("--from=")], words[1:]
            copy_tree(stage.path(source), self.stage.path(target))
            return
        *sources, target = words
        for source in sources:
            copy_context(ROOT / source, self.stage.path(target))


def package_index() -> dict[str, str]:
    """What this machine says about where packages come from, for the build only."""
    return {name: value for name, value in os.environ.items() if name.startswith("PIP_") or name == "SSL_CERT_FILE"}


def bare_root(workshop: Path, suite: str) -> Path:
    """A minimal Debian with Python at /usr/local/bin, as the official image has it; made once a run."""
    root = workshop / suite
    if not root.exists():
        if len(sys.argv) > 1:
            copy_tree(Path(sys.argv[1]), root)
        else:
            say(f"debootstrap {suite}")
            subprocess.run(
                ["debootstrap", "--variant=minbase", WANTED, suite, root], check=True, stdout=subprocess.DEVNULL
            )
        subprocess.run(["chroot", root, "python3", "-m", "venv", "/usr/local"], check=True)
        for name in ("etc/ssl/certs/ca-certificates.crt", "etc/resolv.conf"):
            shutil.copy(f"/{name}", root / name)
    return root


def mount_kernel(root: Path) -> None:
    """Give a root /proc, and a /dev of its own: the machine's stays out of reach when the root is removed."""
    subprocess.run(["mount", "-t", "proc", "proc", root / "proc"], check=True)
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", root / "dev"], check=True)
    for name, minor in {"null": 3, "zero": 5, "full": 7, "random": 8, "urandom": 9}.items():
        os.mknod(root / "dev" / name, 0o666 | stat.S_IFCHR, os.makedev(1, minor))
        (root / "dev" / name).chmod(0o666)
    (root / "dev" / "shm").mkdir()
    (root / "dev" / "shm").chmod(0o1777)


def copy_tree(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "--archive", "--no-target-directory", "--one-file-system", source, target], check=True)


def copy_context(source: Path, target: Path) -> None:
    """COPY from the checkout: what git holds or would take, less what .dockerignore names."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", source],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(lambda each: not is_ignored(each), listed.stdout.splitlines()):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target / name)


def is_ignored(name: str) -> bool:
    patterns = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    steps = [str(step) for step in (Path(name), *Path(name).parents)]
    return any(fnmatch.fnmatch(step, pattern.replace("**/", "*")) for step in steps for pattern in patterns)


def prove(image: Stage) -> None:
    """Start the image's web server as its user on a read-only root, and pass only when its health check passes."""
    with throw_away_home() as home, supervised() as supervisor:
        services = ProductionServices(supervisor, home)
        services.start()
        settings = {
            "SECRET_KEY": "x" * 64,
            "DATABASE_URL": services.database_url,
            "REDIS_URL": services.queue_url(1),
            "SITE_URL": f"https://{HOST}",
            "ALLOWED_HOSTS": HOST,
            "HOST": "127.0.0.1",
            "PORT": str(free_port()),
        }
        make_read_only(image)
        assert image.run([*image.entry, "migrate"], settings).wait() == 0
        web = image.run([*image.entry, "web"], settings)
        healthy = any(wait_a_second() or image.run(["ops/healthy", "web"], settings).wait() == 0 for _ in range(30))
        web.terminate()
        web.wait()
        assert healthy, "the health check did not pass within half a minute"
        say("The image's web server is healthy, as its own user, on a read-only root.")


def make_read_only(image: Stage) -> None:
    """As `read_only: true` in docker-compose.yml: only /tmp and the volume /data can be written."""
    data = image.root / "data"
    subprocess.run(["mount", "--bind", image.root, image.root], check=True)
    subprocess.run(["mount", "--bind", data, data], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", image.root], check=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", image.root / "tmp"], check=True)
    mount_kernel(image.root)
    refused = image.run(["/bin/sh", "-c", "! touch /app/x 2>/dev/null && touch /tmp/x /data/x"]).wait()
    assert refused == 0, "the root can be written, or /tmp and /data cannot"


def wait_a_second() -> None:
    time.sleep(1)


def main() -> None:
    if os.environ.get("PROVING") != "yes":  # in a mount namespace of its own, so that no mount is left behind
        again = ["unshare", "--mount", "--propagation", "private", sys.executable, "-m", "tests.production.prove_image"]
        os.execvpe(again[0], [*again, *sys.argv[1:]], {**os.environ, "PROVING": "yes"})
    workshop = Path(tempfile.mkdtemp(prefix="plenum-image-", dir="/var/tmp"))
    workshop.chmod(0o755)
    build = Build(workshop)
    try:
        for name, rest in instructions((ROOT / "Dockerfile").read_text()):
            build.do(name, rest)
        prove(build.stages["final"])
    finally:
        for stage in build.stages.values():
            for mounted in (stage.root, stage.root / "proc", stage.root / "dev"):
                subprocess.run(["umount", "--recursive", "--lazy", "--quiet", mounted])
        subprocess.run(["rm", "--recursive", "--force", "--one-file-system", workshop])


if __name__ == "__main__":
    main()
