"""A disk that is full or refuses, told in a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import RunFailed


@contextmanager
def disk(place: Path, what: str) -> Iterator[None]:
    """Say in a sentence what the disk would not take.

    Args:
        place: where it was to be.
        what: it was.

    Raises:
        RunFailed: when the disk refuses.
    """
    try:
        yield
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)  # a library words it in its own way
        raise RunFailed(f"{place}: {what} could not be written: {why}") from error
