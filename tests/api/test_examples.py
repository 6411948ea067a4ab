"""Every public name says with an example how it is used, and the examples give what they say."""

from __future__ import annotations

import doctest
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import sim

API = Path(sim.__file__).parent / "api"
ELSEWHERE = ("Country", "InputError", "RunFailed", "Scenario")
"""Public names that are written for the inside of the program; the example of `compare` shows a `Country`."""


def examples() -> Iterator[doctest.DocTest]:
    """The examples in the docstrings of the package, one after another."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    for path in sorted(API.glob("*.py")):
        module = import_module("sim.api" if path.stem == "__init__" else f"sim.api.{path.stem}")
        yield from (found for found in finder.find(module) if found.examples)


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.name.removeprefix("sim.api."))
def test_an_example_gives_what_it_says(
    example: doctest.DocTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append)
    assert result.failed == 0, "".join(said)


def public() -> Iterator[tuple[str, Any]]:
    """Public names, and the public methods of public classes."""
    for name in sim.__all__:
        entry = getattr(sim, name)
        if name in ELSEWHERE:
            continue
        yield name, entry
        if inspect.isclass(entry):
            members = inspect.getmembers(entry, inspect.isfunction)
            yield from ((f"{name}.{key}", own) for key, own in members if own.__module__.startswith("sim."))


@pytest.mark.parametrize(
    "entry", [pytest.param(entry, id=name) for name, entry in public() if not name.rpartition(".")[2].startswith("_")]
)
def test_a_public_name_has_an_example(entry: Any) -> None:
    assert ">>> " in (inspect.getdoc(entry) or "")
