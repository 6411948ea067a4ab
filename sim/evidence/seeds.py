"""Where the evidence lies, and its fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from sim.errors import Address, InputError, Problem

_PACKAGE = Path(__file__).resolve().parent.parent


def checkout() -> Path | None:
    """The folder above the package when it is a checkout of the project, else None."""
    above = _PACKAGE.parent
    return above if (above / "pyproject.toml").is_file() and (above / "seeds").is_dir() else None


def packaged(name: str) -> Path:
    """A folder of data inside the installed package."""
    return _PACKAGE / "_data" / name


def find_seeds(explicit: Path | None = None) -> Path:
    """The folder of the evidence: the one named, the checkout's, or the packaged copy.

    Raises:
        InputError: the folder named does not exist or holds no evidence.
    """
    above = checkout()
    root = explicit or (above / "seeds" if above else packaged("seeds"))
    if not (root / "units.yaml").is_file():
        said = "holds no evidence (units.yaml is missing)" if root.is_dir() else "there is no such folder"
        raise InputError([Problem(Address(str(root)), "", said)])
    return root


def fingerprint(root: Path, without: Collection[str] = ()) -> str:
    """SHA-256 over the names and bytes of every YAML file below a folder, in sorted order.

    Args:
        root: the folder.
        without: names of files left out.
    """
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml"), key=lambda path: path.relative_to(root).parts):
        if path.name in without:
            continue
        content = path.read_bytes()
        name = path.relative_to(root).as_posix()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
