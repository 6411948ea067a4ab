"""What goes wrong and how it is said: an address, a sentence, the nearest valid name, an exit code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

OK = 0
FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A place in something the user wrote.

    Attributes:
        file: file name as the user knows it, or an option such as `--set a.b=1`.
        line: line counted from 1; 0 when the place is the whole file or option.
        column: column counted from 1; 0 likewise.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One offence of an input.

    Attributes:
        address: where it is.
        path: the entry meant, as `policies[0].strength`; empty for a whole file.
        sentence: what is wrong, in plain words.
        nearest: the valid name closest to the one written, or None.
    """

    address: Address
    path: str
    sentence: str
    nearest: str | None = None

    def __str__(self) -> str:
        parts = [str(self.address), self.path, self.sentence] if self.path else [str(self.address), self.sentence]
        hint = f"; did you mean '{self.nearest}'?" if self.nearest else ""
        return ": ".join(parts) + hint


class PactsimError(Exception):
    """Root of every error that Pactsim raises on purpose.

    Attributes:
        exit_code: what the command line returns.
    """

    exit_code = FAILED


class RunFailed(PactsimError):  # noqa: N818 - reads as what happened
    """A run, or all runs of a study, failed although the input was valid."""


class InputError(PactsimError):
    """The input is wrong; holds every problem found, in the order of their addresses."""

    exit_code = BAD_INPUT

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)  # from one process to another


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by address, each reported once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.address))


def dotted(path: Sequence[str | int]) -> str:
    """Write a path as the user would: `("policies", 0, "rate")` gives `policies[0].rate`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The valid name closest to a misspelt one, compared without regard to case; None when none is close."""
    from difflib import get_close_matches

    spellings = {known.casefold(): known for known in sorted(names, reverse=True)}
    found = get_close_matches(name.casefold(), sorted(spellings), n=1, cutoff=0.6)
    return spellings[found[0]] if found else None


def need(command: str, packages: Mapping[str, str], extra: str, what: str = "needs") -> None:
    """Refuse to go on without packages that are installed with an extra only.

    Args:
        command: that takes them.
        packages: what each is called to install it, by the module that is imported.
        extra: that brings them.
        what: takes them, with the verb, as `a design of type sobol needs`.

    Raises:
        InputError: one is not installed.
    """
    missing = [name for module, name in packages.items() if find_spec(module) is None]
    if missing:
        sentence = f"{what} {' and '.join(missing)}; pip install 'pactsim[{extra}]'"
        raise InputError([Problem(Address(command), "", sentence)])
