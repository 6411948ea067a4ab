"""Files that appear at once, and a disk that is full or refuses, told in a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


def put(path: Path, content: bytes) -> None:
    """Write a file that appears at once, its content safe on the disk.

    Args:
        path: of the file; what is there is replaced.
        content: of it.

    Raises:
        OSError: when the disk refuses; nothing is left then.
    """
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise
