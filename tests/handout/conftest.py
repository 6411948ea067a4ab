"""Reports of small studies: one page made for all tests that only look at it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import reported_study


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The report of a session."""
    return reported_study.make(tmp_path_factory.mktemp("reported"))
