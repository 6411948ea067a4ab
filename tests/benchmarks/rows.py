"""What a benchmark tells: a figure with its spread over rounds, the bar it is held against, and the table of them."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from statistics import median
from typing import Literal

Better = Literal["higher", "lower"]


@dataclass(frozen=True)
class Figure:
    """A line of the table.

    Attributes:
        name: what was measured; unit: its unit.
        rounds: a value for each round.
        better: which way is better.
        bar: what the product promises, or None; aim: what it hopes for, or None.
    """

    name: str
    unit: str
    rounds: Sequence[float]
    better: Better
    bar: float | None = None
    aim: float | None = None

    @property
    def middle(self) -> float:
        """Median over rounds."""
        return median(self.rounds)

    def reaches(self, level: float | None) -> str:
        """Whether the median is at least as good as a level."""
        if level is None:
            return ""
        fine = self.middle >= level if self.better == "higher" else self.middle <= level
        return "yes" if fine else "no"

    def cells(self) -> tuple[str, ...]:
        """The cells of its line."""
        low, high = short(min(self.rounds)), short(max(self.rounds))
        spread = f"{low} - {high}" if len(self.rounds) > 1 else ""
        bar = "" if self.bar is None else f"{'>=' if self.better == 'higher' else '<='} {short(self.bar)}"
        aim = "" if self.aim is None else f"{short(self.aim)}: {self.reaches(self.aim)}"
        return (self.name, f"{short(self.middle)} {self.unit}".strip(), spread, bar, self.reaches(self.bar), aim)


HEAD = ("what", "median", "rounds", "bar", "reached", "aim")


def short(value: float) -> str:
    """Three digits, thousands set apart."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def cpu(work: Callable[[], object]) -> float:
    """Time of this process, all threads together, s."""
    began = time.process_time()
    work()
    return time.process_time() - began


def wall(work: Callable[[], object]) -> float:
    """Time on the clock, s."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def processor() -> str:
    """Model of the processor."""
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def machine(register: str) -> str:
    """The machine in a line.

    Args:
        register: the widest register that compiled lanes were seen to use.
    """
    versions = ", ".join(f"{name} {version(name)}" for name in ("numba", "numpy", "mesa"))
    return (
        f"{processor()}, {cpu_count()} cores, lanes in {register}; {platform.system()}, "
        f"Python {platform.python_version()}, {versions}; {date.today().isoformat()}"
    )


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = [HEAD, tuple("---" for _ in HEAD), *(figure.cells() for figure in figures)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
