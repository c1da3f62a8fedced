"""The portal as production runs it: structlog imports `rich` where it finds it, and only developers have it."""

import sys
from importlib import import_module

sys.modules["rich"] = None  # type: ignore[assignment]

application = import_module("config.wsgi").application
