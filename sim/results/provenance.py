"""Where a study comes from: versions of the program, its packages and its commit."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TypedDict

COMPUTING_PACKAGES = ("mesa", "numpy", "numba", "pandas", "pyarrow", "matplotlib", "pydantic")
"""Packages whose version may change what a study shows; those not installed are left out."""

_GIT_SECONDS = 5


class Stamp(TypedDict):
    """What made a study: entries of a manifest."""

    version: str
    commit: str | None
    python: str
    packages: dict[str, str]
    created: str


def stamp() -> Stamp:
    """What makes a study here and now."""
    return Stamp(
        version=program_version(),
        commit=git_commit(),
        python=python_version(),
        packages=package_versions(),
        created=now(),
    )


def program_version() -> str:
    """Version of the installed program, `0+source` when it runs from a checkout that was never installed."""
    import sim

    return sim.__version__


def source_fingerprint() -> str:
    """SHA-256 over the names and bytes of every Python file of the program: the same where the program is the same."""
    import sim

    home, digest = Path(sim.__path__[0]), hashlib.sha256()
    for path in sorted(home.rglob("*.py"), key=lambda path: path.relative_to(home).parts):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(home).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def python_version() -> str:
    """Version of the interpreter, as `3.11.9`."""
    return platform.python_version()


def package_versions(names: Iterable[str] = COMPUTING_PACKAGES) -> dict[str, str]:
    """Versions of the packages named, of those that are installed."""
    found: dict[str, str] = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def now() -> str:
    """The time in UTC to the second, ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def git_commit(module: Path | None = None) -> str | None:
    """Commit of the checkout the program runs from.

    Args:
        module: a file of the program; this one by default.

    Returns:
        The commit, with `-dirty` when files git follows differ from it; None when the file is not one git follows
        (an installed copy, even inside somebody's checkout) or there is no git.
    """
    file = (module or Path(__file__)).resolve()
    if _git(file.parent, "ls-files", "--error-unmatch", file.name) is None:
        return None
    commit = _git(file.parent, "rev-parse", "--verify", "HEAD")
    if not commit:
        return None
    changed = _git(file.parent, "status", "--porcelain", "--untracked-files=no")
    return f"{commit}-dirty" if changed else commit


def _git(folder: Path, *words: str) -> str | None:
    """What git answers in a folder, None when it fails or there is none."""
    try:
        answer = subprocess.run(
            ["git", "-C", str(folder), *words],
            capture_output=True, text=True, timeout=_GIT_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None
