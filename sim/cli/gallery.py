"""`pactsim gallery`: the results that the project shows, made again from nothing, or held against what is there."""

from __future__ import annotations

import difflib
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, NamedTuple

import typer

from sim.cli.options import RESULTS, Results
from sim.errors import FAILED, OK, Address, InputError, Problem, RunFailed, nearest
from sim.results.wording import counted

EXAMPLES = {
    "gallery": ("pactsim gallery", "pactsim gallery comparison debate --check", "pactsim gallery --results my_gallery")
}


class Piece(NamedTuple):
    """A part of the gallery.

    Attributes:
        words: of the command that makes it.
        files: of its study's folder, and where they go in the folder of the gallery; a pattern goes into a folder.
    """

    words: Sequence[str]
    files: Mapping[str, str]


PIECES: Mapping[str, Piece] = MappingProxyType(
    {
        "comparison": Piece(
            ("compare", "status_quo", "asian_nato"), {"summary.md": "example/summary.md", "figures/*.png": "example/"}
        ),
        "claims": Piece(("claims",), {"scoreboard.md": "claims/", "figures/scoreboard*.png": "claims/"}),
        "debate": Piece(
            ("discover", "--debate", "C047", "C043"),
            {"discovery.md": "debate/discovery.md", "figures/debate.png": "debate/", "figures/boxes*.png": "debate/"},
        ),
        "validation": Piece(("validate",), {"validation.md": "", "figures/validation.png": ""}),
    }
)
_TOLD = 8
"""Lines of a difference that are shown."""

_STAMP = re.compile(r"(, commit [0-9a-f]{10})|(pactsim \S+(?=[,.;]))")
"""What a text says of the program that made it, which changes without its numbers."""


def gallery(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help=f"Of {', '.join(PIECES)}; all by default.", show_default=False),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing: say whether the texts still come out the same.")
    ] = False,
    results: Results = None,
) -> int:
    """Make the results again that the project shows.

    The comparison of the status quo with an Asian NATO, the scoreboard of the
    essays' claims, the map of a debate, and the scorecard against reality, each
    by the command that anybody would use. What is there is replaced.

    With --check their texts are held against those in the folder; exit code 1
    says that one comes out otherwise, 2 that one is missing. Figures are not compared: they may differ
    from one version of the drawing library to the next.
    """
    from sim.cli.progress import Meter

    wrong = [name for name in names or () if name not in PIECES]
    if wrong:
        raise InputError(
            Problem(Address("gallery"), "", f"there is no part called '{name}'", nearest(name, PIECES))
            for name in wrong
        )
    home, chosen, same = results or RESULTS, [*(names or PIECES)], True
    absent = [text for name in chosen for text in _texts(name, home) if check and not text.is_file()]
    if absent:
        raise InputError(Problem(Address(str(path)), "", "is not there") for path in absent)
    with tempfile.TemporaryDirectory(prefix="pactsim-") as aside, Meter(len(chosen), "gallery") as meter:
        for place, name in enumerate(chosen):
            meter.stage(name, place, len(chosen))
            folder = _made(name, Path(aside))
            if check:
                same = _same(name, folder, home) and same
            else:
                _put(PIECES[name], folder, home)
    told, one = counted(len(chosen), "part"), len(chosen) == 1
    if not check:
        print(f"{told} {'is' if one else 'are'} written into {home}")
    elif same:
        print(f"{told} {'comes' if one else 'come'} out the same")
    return OK if same else FAILED


def _made(name: str, aside: Path) -> Path:
    """Run the command of a part, and find its study."""
    home = aside / name
    command = [sys.executable, "-m", "sim.cli", *PIECES[name].words, "--results", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != OK:
        told = " ".join(PIECES[name].words)
        raise RunFailed(f"pactsim {told} ended with {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    (folder,) = home.iterdir()
    return folder


def _goal(target: str, name: str) -> str:
    """Where a file of that name goes."""
    return f"{target}{name}" if target.endswith("/") or not target else target


def _pairs(piece: Piece, folder: Path) -> list[tuple[Path, str]]:
    """Files of a study and where they go."""
    return [
        (path, _goal(target, path.name))
        for pattern, target in piece.files.items()
        for path in sorted(folder.glob(pattern))
    ]


def _texts(name: str, home: Path) -> list[Path]:
    """The texts of a part in the gallery."""
    return [home / _goal(target, text) for text, target in PIECES[name].files.items() if text.endswith(".md")]


def _put(piece: Piece, folder: Path, home: Path) -> None:
    try:
        for path, target in _pairs(piece, folder):
            (home / target).parent.mkdir(parents=True, exist_ok=True)
            (home / target).write_bytes(path.read_bytes())
    except OSError as error:
        raise RunFailed(f"{home}: cannot be written: {error.strerror or error}") from error


def _same(name: str, folder: Path, home: Path) -> bool:
    """Whether the texts of a part are those in the gallery; how they differ is printed."""
    same = True
    for path, target in _pairs(PIECES[name], folder):
        if path.suffix != ".md":
            continue
        there = home / target
        before, after = (_STAMP.sub("", one.read_text(encoding="utf-8")).splitlines() for one in (there, path))
        if before != after:
            lines = [*difflib.unified_diff(before, after, str(there), "made now", lineterm="", n=0)]
            print(
                "\n".join(lines[:_TOLD]), *([f"... and {len(lines) - _TOLD} more lines"] if len(lines) > _TOLD else [])
            )
            same = False
    return same
