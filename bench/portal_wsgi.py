"""The portal as production runs it: Celery, Kombu and structlog load what they find, and only developers have these."""

import sys
from importlib import import_module

for _name in ("rich", "pygments", "greenlet", "msgpack"):
    sys.modules[_name] = None  # type: ignore[assignment]

application = import_module("config.wsgi").application
