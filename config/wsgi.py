"""The WSGI entry point that granian serves."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

import_module(settings.ROOT_URLCONF)  # the pages too are loaded before the first person asks for one
gc.collect()
gc.freeze()  # what was loaded stays: else the collector looks at all of it again in the middle of somebody's request
