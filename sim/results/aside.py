"""Folders aside: where what is to appear at once is made, and what dead processes left of them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NAME = re.compile(r"^\.(?P<role>partial|old)-(?P<what>.+)-(?P<pid>\d+)$")


@contextmanager
def beside(root: Path, what: str) -> Iterator[Path]:
    """A folder in which something is made before it goes to its place; whatever happens, it is gone in the end.

    So is the folder that it lies in, where that was not there before and nothing has come into it. Those of the same
    thing that dead processes left are cleared first.

    Args:
        root: folder on the disk of which it lies; it need not exist yet.
        what: is made; no two makers in one process say the same.

    Yields:
        The folder, which whoever needs it makes.
    """
    _clear(root, what)
    aside = _path(root, "partial", what)
    shutil.rmtree(aside, ignore_errors=True)  # of a dead process of the same number
    there = root.exists()
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if not there:
            with suppress(OSError):  # it holds something
                root.rmdir()


def clear(root: Path) -> None:
    """Clear all that dead processes left aside in a folder of studies; a study they had moved away is put back.

    Args:
        root: folder of all studies.
    """
    _clear(root, None)


def swap(aside: Path, target: Path) -> None:
    """Put a folder aside in its place; the one before goes only when the new one is there.

    Args:
        aside: the folder.
        target: its place, on the same disk.

    Raises:
        OSError: when the disk refuses; the one before stays.
    """
    if not target.exists():
        aside.rename(target)
        return
    old = _path(target.parent, "old", target.name)
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    try:
        aside.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def alive(pid: int) -> bool:
    """Whether a process of that number runs; where asking could end it, it is taken to run."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _path(root: Path, role: str, what: str) -> Path:
    return root / f".{role}-{what}-{os.getpid()}"


def _clear(root: Path, what: str | None) -> None:
    """Clear what dead processes left: of one thing, else of all; what the disk will not give up stays."""
    for path in sorted(root.iterdir()) if root.is_dir() else []:
        match = _NAME.match(path.name)
        if match is None or alive(int(match["pid"])):
            continue
        target = root / match["what"]
        if match["role"] == "old" and what is None and not target.exists():
            with suppress(OSError):
                path.rename(target)
        elif what is None or (match["role"], match["what"]) == ("partial", what):
            shutil.rmtree(path, ignore_errors=True)
