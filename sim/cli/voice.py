"""How the program speaks: complaints to stderr, answers to stdout, colour only where somebody sees it."""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TextIO

from sim.errors import BAD_INPUT, INTERRUPTED, OK, InputError, PactsimError

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
_RED, _YELLOW, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[0m"


def piped(act: Callable[[], int]) -> int:
    """Do something whose reader may go away, such as `head`, or may not know all letters.

    Args:
        act: what to do; returns an exit code.

    Returns:
        Its exit code; 0 when the reader went away.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = act()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered goes nowhere
        return OK
    return code


def guarded(act: Callable[[], int]) -> int:
    """Do something, and turn what goes wrong on purpose into sentences on stderr and an exit code.

    Args:
        act: what to do; returns an exit code.
    """
    try:
        return act()
    except InputError as error:
        complain(map(str, error.problems))
        return BAD_INPUT
    except PactsimError as error:
        complain([f"pactsim: {error}"])
        return error.exit_code
    except KeyboardInterrupt:
        complain(["pactsim: interrupted; nothing was written"])
        return INTERRUPTED


def complain(lines: Iterable[str]) -> None:
    """Say what is wrong, one line each, red on a terminal."""
    _tell(lines, _RED)


def warn(lines: Iterable[str]) -> None:
    """Say what the user should know but need not mend, yellow on a terminal."""
    _tell((f"note: {line}" for line in lines), _YELLOW)


def answer(data: Any) -> None:
    """Write data for a machine to stdout, as JSON; what is not a finite number is null."""
    print(json.dumps(_finite(data), indent=2, ensure_ascii=False, allow_nan=False, default=str))


def paper() -> Console:
    """A console on stdout for people: plain text when it is no terminal, no markup in what it is given."""
    return _console(stderr=False)


def margin() -> Console:
    """A console on stderr, for progress."""
    return _console(stderr=True)


def _finite(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_finite(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    made = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    made.width = min(made.width, WIDEST)
    return made


def _tell(lines: Iterable[str], colour: str) -> None:
    sys.stdout.flush()
    on, off = (colour, _PLAIN) if _coloured(sys.stderr) else ("", "")
    for line in lines:
        print(f"{on}{_printable(line)}{off}", file=sys.stderr)


def _coloured(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _printable(text: str) -> str:
    """A text on one line, without what would steer a terminal."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
