"""A web worker carries in its memory nothing that only background workers need, nor what few readers ever ask for."""

import subprocess
import sys

ONLY_IN_THE_BACKGROUND = ("weasyprint", "pikepdf", "pypdfium2", "PIL", "charset_normalizer", "docx", "xlsxwriter")
SELDOM_ASKED_FOR = ("icalendar", "fido2", "cryptography.hazmat")  # the Redis client looks whether cryptography is there


def test_the_web_process_loads_no_renderer_and_no_reader_of_files() -> None:
    program = f"import sys, config.wsgi; print(*(name for name in {ONLY_IN_THE_BACKGROUND + SELDOM_ASKED_FOR} if name in sys.modules))"

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == ""


def test_the_start_is_kept_out_of_the_rounds_of_the_collector() -> None:
    program = "import gc, config.wsgi; print(gc.get_freeze_count() > 100_000)"

    started = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert started.stdout.strip() == "True"
