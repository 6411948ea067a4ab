"""Speed and growth against the bars the product promises: `python tests/benchmarks/bench.py [--quick] [--write]`.

Everything is measured in interleaved rounds, so that a busy minute of the machine falls on everything alike. Ratios are
taken within a round; told is the median, with the smallest and the largest. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from coalitions import Coalitions
from engines import Engines
from growth import Growth
from limit import Limit, register
from processes import Commands, Many
from rows import machine, table
from sweeps import Sweeps
from workers import Workers

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "results" / "benchmarks.md"


def parts(quick: bool) -> list[tuple[Any, int]]:
    """What is measured, and in how many rounds."""
    if quick:
        return [
            (Engines(1024, 3), 3),
            (Limit(1024, 2, 4_000_000), 3),
            (Commands(), 1),
            (Many(100_000, 32_768), 1),
            (Sweeps(64, 128), 2),
            (Workers(1), 2),
            (Growth(128), 2),
            (Coalitions(), 3),
        ]
    return [
        (Engines(8192, 20), 7),
        (Limit(4096, 8, 16_000_000), 7),
        (Commands(), 5),
        (Many(1_000_000, 327_680), 2),
        (Sweeps(128, 1024), 3),
        (Workers(3), 3),
        (Growth(1024), 3),
        (Coalitions(), 5),
    ]


def measured(quick: bool) -> str:
    """Measure everything; gives the text of the table."""
    began, several = time.perf_counter(), parts(quick)
    for part, _ in several:
        print(f"preparing {type(part).__name__.lower()}", file=sys.stderr)
        part.warm()
    for number in range(max(rounds for _, rounds in several)):
        for part, rounds in several:
            if number < rounds:
                print(f"round {number + 1}: {type(part).__name__.lower()}", file=sys.stderr)
                part.round(number)
    figures = [figure for part, _ in several for figure in part.figures()]
    notes = [part.footnote() for part, _ in several]
    minutes = (time.perf_counter() - began) / 60
    short = " A short run: fewer rounds, and fewer worlds in the large runs." if quick else ""
    head = (
        f"# Benchmarks\n\n{machine(register())}. Measured by `tests/benchmarks/bench.py` in about {minutes:.0f} min."
        f"{short} Each value is the median of interleaved rounds beside the smallest and the largest; ratios are taken"
        " within a round. CPU time unless the clock is named. Status quo, 12 countries, 20 years, parameters drawn and"
        " anchored, unless said otherwise.\n"
    )
    return "\n".join([head, table(figures), "", *(f"{note}\n" for note in notes if note)])


def main() -> None:
    """Measure, print, and write down where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and worlds: a few minutes")
    parser.add_argument("--write", action="store_true", help=f"write {WRITTEN.relative_to(ROOT)}")
    given = parser.parse_args()
    text = measured(given.quick)
    print(text)
    if given.write:
        WRITTEN.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
