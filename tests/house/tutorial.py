"""Run the tutorial as a reader would, and renew the outputs that it shows: python tests/house/tutorial.py."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "scenarios" / "TUTORIAL.md"
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SECONDS = re.compile(r"\b\d+ s\b")


@dataclass(frozen=True)
class Block:
    """A fenced block of the page.

    Attributes:
        kind: yaml (a file to write, named in its first line), sh (to be run), text (what its command says), python.
        text: what stands in it.
        place: of the text in the page, begin and end.
    """

    kind: str
    text: str
    place: tuple[int, int]


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page in order."""
    for found in _BLOCK.finditer(page):
        yield Block(found["kind"], found["text"], found.span("text"))


def shown(said: str, lines: int) -> str:
    """The first lines of an output, without what differs between machines: its place, how long it took."""
    kept = [_SECONDS.sub("1 s", line.rstrip()).replace(f"{ROOT}/", "") for line in said.splitlines()[:lines]]
    return "\n".join(kept) + "\n"


def played(page: str, folder: Path) -> Iterator[tuple[Block, str]]:
    """Do what the page says in a folder.

    Args:
        page: its text.
        folder: empty.

    Yields:
        Each block that shows an output, with as many lines of what was really said; and each block that was run and
        shows none, with an empty text.

    Raises:
        RuntimeError: a command failed.
    """
    said = ""
    for block in blocks(page):
        if block.kind == "yaml":
            name = block.text.splitlines()[0].removeprefix("# ")
            (folder / name).write_text(block.text, encoding="utf-8")
        elif block.kind == "text":
            yield block, shown(said, len(block.text.splitlines()))
        else:
            said = _run(block, folder)
            yield block, ""


def _run(block: Block, folder: Path) -> str:
    here = f'pactsim() {{ "{sys.executable}" -m sim.cli "$@"; }}\n'
    words = ["bash", "-ec", here + block.text] if block.kind == "sh" else [sys.executable, "-c", block.text]
    kept = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "FORCE_COLOR")}
    done = subprocess.run(
        words, cwd=folder, env={**kept, "PYTHONPATH": str(ROOT)}, capture_output=True, encoding="utf-8", timeout=300
    )
    if done.returncode:
        raise RuntimeError(f"{block.text}ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def renewed(page: str, folder: Path) -> str:
    """The page with its outputs as they are now."""
    for block, text in reversed(list(played(page, folder))):
        if block.kind == "text":
            page = page[: block.place[0]] + text + page[block.place[1] :]
    return page


def main() -> None:
    """Renew the outputs of the tutorial of this checkout."""
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} renewed\n")


if __name__ == "__main__":
    main()
