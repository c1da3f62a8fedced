"""Passkeys are loaded by the first who uses one, and are then the same as ever."""

import importlib.abc
import subprocess
import sys

import pytest

from stakeholders.accounts.later import Later, put_off


def ran(program: str) -> str:
    """What a process of its own prints, in which nothing was loaded before."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


def test_the_first_use_loads_what_the_pages_of_passkeys_stand_on() -> None:
    program = (
        "import sys, config.wsgi; from allauth.mfa.webauthn.internal import flows; print('fido2' in sys.modules); "
        "from allauth.mfa.webauthn.internal.auth import WebAuthn; print(flows.auth.WebAuthn is WebAuthn)"
    )

    assert ran(program).split() == ["False", "True"]


def test_threads_that_come_together_all_get_it_whole() -> None:
    program = """
import config.wsgi
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from allauth.mfa.webauthn.internal import flows
together = Barrier(8)
def use(_):
    together.wait(20)
    return flows.auth.parse_registration_response
with ThreadPoolExecutor(8) as pool:
    print(len(set(pool.map(use, range(8)))))
"""

    assert ran(program) == "1"


def test_what_the_real_module_lacks_is_said_as_it_says_it() -> None:
    with pytest.raises(AttributeError, match=r"module 'json' has no attribute 'no_such_thing'"):
        _ = Later("json").no_such_thing


def test_what_is_loaded_already_stays() -> None:
    loaded = importlib.abc

    put_off(("importlib.abc",))

    assert importlib.abc is loaded
