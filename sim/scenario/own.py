"""Types of policy that users write themselves: Python files, read only when they are named on the command line."""

from __future__ import annotations

import ast
import hashlib
import inspect
import re
import sys
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from pydantic import ValidationError

from sim.errors import Address, InputError, Problem
from sim.evidence.reader import parse_yaml
from sim.policy import Policy, register, registry
from sim.policy.kinds import name_of

_NAME = re.compile(r"^[a-z][a-z0-9_]*$")


@dataclass(frozen=True, slots=True)
class LeverFile:
    """A file of policy types.

    Attributes:
        file: as the user named it.
        sha256: of its bytes.
        types: names of the types it defines.
    """

    file: str
    sha256: str
    types: tuple[str, ...]


_loaded: dict[Path, LeverFile] = {}


def loaded() -> tuple[LeverFile, ...]:
    """The files read so far."""
    return tuple(_loaded.values())


def load_levers(files: Iterable[Path | str]) -> tuple[LeverFile, ...]:
    """Run files that define types of policy and make the types known.

    Args:
        files: Python files; one that was read before and has not changed is not run again.

    Raises:
        InputError: with what is wrong in each file.
    """
    problems: list[Problem] = []
    done = []
    for file in files:
        try:
            done.append(_load(Path(file)))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return tuple(done)


def take_levers(files: Mapping[str, bytes]) -> None:
    """Make types of policy known whose files were read elsewhere.

    Args:
        files: contents by the names that the user gave them.

    Raises:
        InputError: with what is wrong in the first file that is refused.
    """
    for name, source in files.items():
        _take(Path(name), source)


def place_of(kind: type[Policy]) -> Address | None:
    """Where a type of a user's own is defined; None for one of the package."""
    module = sys.modules.get(kind.__module__)
    if not isinstance(module, _Module):
        return None
    return Address(module.said, module.lines.get(kind.__name__, 1), 1)


def broke(kind: type[Policy], error: BaseException) -> InputError | None:
    """What a user's own type did wrong when it was used, with its line; None for a type of the package."""
    module = sys.modules.get(kind.__module__)
    return InputError([_raised(module, error)]) if isinstance(module, _Module) else None


class _Module(ModuleType):
    """A file of levers as a module, with its name as the user wrote it and the lines of its classes."""

    said: str
    lines: dict[str, int]


def _load(path: Path) -> LeverFile:
    address = Address(str(path))
    if path.suffix != ".py":
        raise InputError([Problem(address, "", "must be a Python file (.py) that defines types of policy")])
    try:
        source = path.read_bytes()
    except OSError as error:
        said = "there is no such file" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        raise InputError([Problem(address, "", said)]) from None
    return _take(path, source)


def _take(path: Path, source: bytes) -> LeverFile:
    """Run what a file holds and make its types known."""
    address = Address(str(path))
    digest = hashlib.sha256(source).hexdigest()
    before = _loaded.get(path.resolve())
    if before is not None and before.sha256 == digest:
        return before
    module = _run(path, source, f"pactsim_levers_{digest[:16]}")
    found = [
        kind
        for kind in vars(module).values()
        if inspect.isclass(kind) and issubclass(kind, Policy) and kind.__module__ == module.__name__
    ]
    if not found:
        raise InputError([Problem(address, "", "defines no type of policy, a class that extends sim.policy.Policy")])
    taken = set(registry()) - set(before.types if before else ())
    kinds: dict[str, type[Policy]] = {}
    problems: list[Problem] = []
    for kind in found:
        name, wrong = name_of(kind), _wrong(kind)
        if not wrong and name in (taken | set(kinds)):
            wrong = f"there is a type of policy '{name}' already"
        if wrong:
            problems.append(Problem(Address(str(path), module.lines.get(kind.__name__, 1), 1), kind.__name__, wrong))
        elif name:
            kinds[name] = kind
    if problems:
        raise InputError(problems)
    register(kinds)
    _loaded[path.resolve()] = LeverFile(str(path), digest, tuple(kinds))
    return _loaded[path.resolve()]


def _run(path: Path, source: bytes, name: str) -> _Module:
    """Run a file as a module."""
    module = _Module(name)
    module.said, module.__file__ = str(path), str(path.resolve())
    try:
        tree = ast.parse(source, str(path))
    except (SyntaxError, ValueError) as error:
        place = Address(str(path), getattr(error, "lineno", 1) or 1, getattr(error, "offset", 1) or 1)
        raise InputError(
            [Problem(place, "", f"is no Python that can be read: {getattr(error, 'msg', error)}")]
        ) from None
    module.lines = {node.name: node.lineno for node in tree.body if isinstance(node, ast.ClassDef)}
    sys.modules[name] = module  # where pydantic looks up the names in annotations
    try:
        exec(compile(tree, str(path), "exec"), vars(module))
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise InputError([_raised(module, error)]) from None
    return module


def _raised(module: _Module, error: BaseException) -> Problem:
    """An error of a user's file, with the last line of it that was running."""
    lines = [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == module.said]
    message = " ".join(str(error).split())
    return Problem(Address(module.said, lines[-1] if lines else 1, 1), "", f"{type(error).__name__}: {message}")


def _wrong(kind: type[Policy]) -> str:
    """What keeps a class from being a type of policy; an empty text when nothing does."""
    name = name_of(kind)
    if name is None or not _NAME.match(name):
        return 'needs a field `type: Literal["name"]`, the name in small letters, digits and _'
    if inspect.isabstract(kind):
        return "needs a method `apply(self, levers, grid)`, which writes into the levers"
    if not vars(kind).get("__doc__"):
        return "needs a docstring: `pactsim levers` shows it"
    example = getattr(kind, "example", None)
    if not isinstance(example, str):
        return f'needs an example: `example: ClassVar[str] = "{{type: {name}, start: 2027}}"`'
    try:
        said = parse_yaml(example, "example").data
        if isinstance(said, dict) and said.get("type") == name:
            kind.model_validate(said)
            return ""
    except InputError as error:
        return f"its example cannot be read: {error.problems[0].sentence}"
    except ValidationError as error:
        first = error.errors()[0]
        return f"its example is refused: {'.'.join(map(str, first['loc']))}: {first['msg']}"
    return f"its example must be of `type: {name}`"
