"""A sweep given as a mapping, as the file that it could be read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sim.errors import Address, InputError, KeyPath, Problem
from sim.results.disk import disk, put
from sim.results.store import make_root, nameable

MAPPED = "sweep"
"""Name of a sweep given as a mapping without one."""


@contextmanager
def filed(sweep: Mapping[str, Any], home: Path) -> Iterator[Path]:
    """Keep a sweep as a file as long as nothing that is done with it fails, and then for good.

    Args:
        sweep: what the file would hold, and the `name` that it takes.
        home: folder of all studies, in which it goes; made where it is missing.

    Yields:
        The file. One that holds the same is taken as it is.

    Raises:
        InputError: the name cannot be that of a file here or is taken, a file cannot hold the content, or `home` cannot
            be a folder.
        RunFailed: the disk refuses.
    """
    name = sweep.get("name", MAPPED)
    if not (isinstance(name, str) and nameable(name)):
        said = "cannot be the name of a sweep; use letters, digits, '.', '-' and '_', and no folder"
        raise InputError([Problem(Address(f"{name}"[:80]), "name", said)])
    content = _text({key: value for key, value in sweep.items() if key != "name"}, name).encode()
    make_root(home)
    path = home / f"{name}.yaml"
    with disk(home, "the sweep"):
        fresh = not path.exists()
        if not fresh and not (path.is_file() and path.read_bytes() == content):
            said = "exists already and holds something else; give the sweep another 'name'"
            raise InputError([Problem(Address(str(path)), "", said)])
        if fresh:
            put(path, content)
    try:
        yield path
    except InputError:
        if fresh:
            path.unlink(missing_ok=True)
        raise


def _text(sweep: dict[str, Any], name: str) -> str:
    """A sweep as YAML; InputError when it holds what that has no words for."""
    import yaml
    from yaml.representer import RepresenterError

    try:
        return yaml.safe_dump(sweep, sort_keys=False, allow_unicode=True)
    except RepresenterError as error:
        value = error.args[-1]
        place = ".".join(map(str, _place(value, sweep, ()) or ()))
        said = f"is a {type(value).__qualname__}, which no file can hold; give plain numbers, texts, lists and mappings"
        raise InputError([Problem(Address(name), place, said)]) from None


def _place(value: Any, within: Any, path: KeyPath) -> KeyPath | None:
    """Where a value stands in plain data; None where it does not."""
    if within is value:
        return path
    items = dict(enumerate(within)) if isinstance(within, list | tuple) else within
    below = items.items() if isinstance(items, dict) else ()
    found = (_place(value, item, (*path, key)) for key, item in below)
    return next((place for place in found if place is not None), None)
