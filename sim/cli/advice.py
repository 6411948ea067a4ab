"""Advice as a terminal shows it: the front, members side by side, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sim.advice.findings import LETTERS
from sim.advice.objectives import Objective
from sim.advice.regret import TAIL
from sim.advice.space import told
from sim.advice.words import heading
from sim.results.wording import PERCENT, percent

if TYPE_CHECKING:
    from sim.advice.findings import Findings
    from sim.advice.space import Lever, Value

_LABEL = 23  # columns of the first column
_LONGEST = 5  # letters of a value that is shown; others get a number and a line below

_NOTE = (
    "Means over fresh worlds; \N{PLUS-MINUS SIGN} half the 90 % interval. Forgone: shortfall from the best member, "
    "world by world. Worst: largest shortfall of means in a third of the worlds, of the range along the front. "
    "*: least regretted. -: beaten on fresh worlds."
)


def advice(found: Findings, said: Sequence[str]) -> RenderableType:
    """What people see."""
    lines = [Text(line, style="dim") for line in _numbered(found)]
    return Group(
        Text(heading(found), style="bold"), _front(found), *lines, Text(_NOTE, style="dim"),
        *(Text(f"\n{text}") for text in said),
    )  # fmt: skip


def _front(found: Findings) -> Table:
    levers, several = found.maker.space.levers, range(len(found.members))
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0)
    grid.add_column("", width=_LABEL)
    for k in several:
        mark = "*" if k == found.choice else "" if found.holds[k] else "-"
        grid.add_column(f"{LETTERS[k]}{mark}", justify="right", no_wrap=True)
    grid.add_column("as is", justify="right", no_wrap=True)
    for place, lever in enumerate(levers):
        cells = [_cell(lever, found.tried[member][place]) for member in found.members]
        grid.add_row(lever.label, *cells, "", end_section=place == len(levers) - 1)
    mean, low, high = found.levels
    for o, one in enumerate(found.objectives):
        head = f"{one.kind}: {one.label}{', %' if one.percent else ''}"
        grid.add_row(head, *_bare(one, mean[:, o]), style="bold")
        grid.add_row("  \N{PLUS-MINUS SIGN}", *_bare(one, (high - low)[:, o] / 2))
        grid.add_row("  forgone, mean", *_bare(one, found.regrets[:, o].mean(axis=1)), "")
        tail = np.quantile(found.regrets[:, o], TAIL, axis=1)
        grid.add_row("  forgone, 90 % below", *_bare(one, tail), "", end_section=True)
    grid.add_row("worst", *(percent(float(part.max())).replace(PERCENT, " %") for part in found.relative), "")
    return grid


def _bare(one: Objective, values: Iterable[float]) -> list[str]:
    """Values without the sign of per cent, for which there is no room."""
    return [one.said(float(value)).removesuffix(PERCENT) for value in values]


def _cell(lever: Lever, value: Value) -> str:
    """A value, or the number under which it is written out below."""
    text = told(value)
    return text if len(text) <= _LONGEST or value is None else f"({lever.values.index(value) + 1})"


def _numbered(found: Findings) -> list[str]:
    """Values too long for the table, written out."""
    lines = []
    for place, lever in enumerate(found.maker.space.levers):
        used = {setting[place] for setting in (found.tried[member] for member in found.members)}
        long = [value for value in lever.values if value in used and len(told(value)) > _LONGEST]
        if long:
            words = "; ".join(f"({lever.values.index(value) + 1}) {told(value)}" for value in long)
            lines.append(f"{lever.label}: {words}")
    return lines
