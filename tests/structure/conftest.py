"""Where published figures lie, for those who have them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PUBLISHED = "PACTSIM_EVIDENCE"
"""Environment variable: a folder of published figures; by default one called `evidence` near the checkout."""


@pytest.fixture(scope="session")
def published() -> Path:
    """The folder of published figures; the test is skipped, and says so, where there is none."""
    root = Path(__file__).parents[2]
    named = os.environ.get(PUBLISHED)
    beside = [root.parent / "evidence", *sorted(root.parent.glob("*/evidence"))]
    found = next((path for path in ([Path(named)] if named else beside) if path.is_dir()), None)
    if found is None:
        pytest.skip(f"no folder of published figures; name one in {PUBLISHED} to hold the landscape against them")
    return found
