"""What a web worker seldom needs is loaded by the first request that uses it (ADR 18)."""

from importlib import import_module
from types import ModuleType
from typing import Any

SELDOM_USED = ("allauth.mfa.webauthn.internal.auth",)  # passkeys: fido2 and cryptography, 10 MB of a worker's memory


class Later(ModuleType):
    """Stands in for a module of that name until something of it is asked for.

    Importing the module itself stays what it was: only the attribute of its package, which `from package import
    module` reads, is this. Python's own lock lets one thread load it while others wait for it, which
    `importlib.util.LazyLoader` did not before 3.11.9.
    """

    def __getattr__(self, name: str) -> Any:
        """The attribute of the real module; raises AttributeError and ImportError as that one does."""
        return getattr(import_module(self.__name__), name)


def put_off(names: tuple[str, ...] = SELDOM_USED) -> None:
    """Put stand-ins where modules with these full names would be; one that is loaded already stays."""
    for name in names:
        package, _, module = name.rpartition(".")
        parent = import_module(package)
        if not hasattr(parent, module):
            setattr(parent, module, Later(name))
