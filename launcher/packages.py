"""System packages: which ones are missing, and installing them where this user may."""

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from launcher.places import is_root
from launcher.terminal import SetupError, say, warn


@dataclass(frozen=True)
class Package:
    """A Debian package, what it is for, and a program that proves it is not needed because something else gives it."""

    name: str
    purpose: str
    program: str = ""
    essential: bool = False


FOR_RUN = (
    Package("libpango-1.0-0", "text layout of the PDF reports", essential=True),
    Package("libpangoft2-1.0-0", "text layout of the PDF reports", essential=True),
    Package("libharfbuzz-subset0", "small fonts inside the PDF reports"),
    Package("fonts-noto-core", "letters of Arabic, Cyrillic and Latin in the PDF reports"),
    Package("fonts-noto-cjk", "Chinese characters in the PDF reports"),
    Package("gettext", "the pages in Arabic, French and the other languages", "msgfmt"),
)
FOR_TEST = (
    *FOR_RUN,
    Package("chromium", "the browser of the tests", "chromium"),
    Package("default-jdk-headless", "the PDF/UA validator of the tests", "javac"),
    Package("libjaxb-java", "the PDF/UA validator of the tests"),
    Package("libreoffice-writer-nogui", "opening DOCX files in the tests", "soffice"),
    Package("poppler-utils", "reading PDF files back in the tests", "pdftotext"),
    Package("postgresql", "the production set of processes in the tests"),
    Package("redis-server", "the production set of processes in the tests", "redis-server"),
)


def provide(packages: Sequence[Package], *, all_essential: bool = False) -> None:
    """Install what is missing where this user may; else print the command for an administrator.

    Raises `SetupError` when an essential package (or, for the tests, any) is still missing.
    """
    lacking = missing(packages)
    if not lacking:
        return
    names = [package.name for package in lacking]
    if shutil.which("apt-get") and (prefix := administrator()) is not None:
        install(names, prefix)
        lacking = missing(lacking)
    if lacking:
        report(lacking, stop=all_essential or any(package.essential for package in lacking))


def missing(packages: Iterable[Package]) -> list[Package]:
    """The packages that neither dpkg knows as installed nor a program of theirs stands for."""
    listed = installed()
    return [
        package
        for package in packages
        if package.name not in listed and not (package.program and shutil.which(package.program))
    ]


def installed() -> set[str]:
    """The names of all installed Debian packages; none where there is no dpkg."""
    if not shutil.which("dpkg-query"):
        return set()
    command = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return {name for status, name in (line.split() for line in lines) if status == "installed"}


def administrator() -> list[str] | None:
    """What to write before a command to run it as root: nothing, sudo, or None when this user may not."""
    if is_root():
        return []
    may = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    return ["sudo", "-n"] if may else None


def install(names: Sequence[str], prefix: Sequence[str]) -> None:
    """Run apt-get without a question. RUNLEVEL=1 keeps Debian from starting the servers it installs."""
    say(f"Installing with apt-get: {' '.join(names)}")
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"]
    apt = [*prefix, *quiet, "apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=300"]
    quietly([*apt, "update"])
    if quietly([*apt, "install", "--no-install-recommends", *names]) == 0:
        return
    for name in names:  # one of them is unknown here
        quietly([*apt, "install", "--no-install-recommends", name])


def quietly(command: Sequence[str]) -> int:
    """Run a command that shows its errors only, and return its exit code."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode


def report(lacking: Sequence[Package], *, stop: bool) -> None:
    """Tell which packages are missing, what for, and the one command that an administrator has to run."""
    lines = [f"    {package.name:<22} {package.purpose}" for package in lacking]
    command = "apt-get update && apt-get install --no-install-recommends " + " ".join(each.name for each in lacking)
    text = "\n".join(
        [
            "These system packages are missing, and this user may not install them:",
            *lines,
            "Ask an administrator to run (Debian and Ubuntu; elsewhere the packages of like names):",
            f"    {command}",
        ]
    )
    if stop:
        raise SetupError(text)
    warn(text)
