"""What tests of documents stand on."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reports.summaries.models import Summary
from tests import factories as make
from tests.reports.documents.bound import bound
from tests.reports.documents.running import make_call, make_summary
from tests.reports.documents.samples import OF_EACH_KIND, in_language


@pytest.fixture
def call() -> Any:
    return make_call()


@pytest.fixture
def chair(call: Any) -> Any:
    return make.make_chair(call.process, language="fr")


@pytest.fixture
def summary(call: Any, chair: Any, noon: datetime) -> Summary:
    return make_summary(call, chair, noon)


@pytest.fixture(scope="session")
def bound_sample(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Gives the PDF of a sample of that kind in that language, made once."""

    @cache
    def made(kind: str, language: str) -> Path:
        return bound(in_language(OF_EACH_KIND[kind], language), tmp_path_factory.mktemp("bound"))

    return made
