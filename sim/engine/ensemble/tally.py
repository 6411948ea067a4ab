"""What worlds came to, measured where they lie: side by side, by the rules of `sim.results.measure`, to the same bits.

Measuring with numpy takes half as long as running the worlds; this takes a fifteenth, and holds up no other thread. Run
as it stands, the same function measures a lone world.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.ensemble.native import Compiled
from sim.engine.ensemble.reduce import nearest
from sim.engine.ensemble.store import WIDTH, at, nought, put
from sim.engine.record import COUNTRY_COLUMNS, PLACE_COLUMNS, THEATRE_COLUMNS
from sim.law.arithmetic import where
from sim.policy.levers import TimeGrid
from sim.results.measure import GRAINS
from sim.results.outcomes import FIRST_YEARS, Outcome

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Years = tuple[int, int]

RAW, EQUALS, SIGNED = range(3)
END, SUM, MEAN, LARGEST = range(4)
PLAIN, AVERAGE, WEIGHTED = range(3)
_WHEN = {"end": END, "sum": SUM, "mean": MEAN, "any": LARGEST, "first_ten_years": LARGEST}
_ACROSS = {"only": PLAIN, "sum": PLAIN, "mean": AVERAGE, "gdp": WEIGHTED, "capability": WEIGHTED}
# of an outcome: first row of its table, units there, columns, the one looked at, how a value counts, how years and
# units are brought together, first step and the one after the last, where the order of its units begins, column of
# weights, first result for a single unit or -1
(START, UNITS, WIDE, COLUMN, HOW, WHEN, ACROSS, FIRST, LAST, ORDER, WEIGHT, OWN, FIELDS) = range(13)


@Compiled
def _tally(rows: Any, height: int, what: Any, against: Any, order: Any, grains: float, scratch: Any, out: Any) -> None:
    """Measure blocks of worlds.

    Args:
        rows: what the worlds wrote down, (blocks x height, lanes).
        height: rows of a block.
        what: (O, FIELDS) of each outcome.
        against: (O,) the value, or the sign, that counts.
        order: (2, U) units in alphabetical order, those of each table in turn; place of each among the single units
            asked for, or -1.
        grains: results are whole multiples of 1 / grains.
        scratch: (steps, lanes).
        out: (blocks x K, lanes): overall results, then those of single units.
    """
    blocks = rows.shape[0] // height
    several = out.shape[0] // blocks
    for b in range(blocks):
        for o in range(what.shape[0]):
            units, wide, weight, turn = what[o, UNITS], what[o, WIDE], what[o, WEIGHT], what[o, ORDER]
            how, when, across = what[o, HOW], what[o, WHEN], what[o, ACROSS]
            first, last = what[o, FIRST], what[o, LAST]
            start = b * height + what[o, START]
            if across == WEIGHTED:
                for t in range(first, last):
                    heavy = at(rows, start + (t * units + order[0, turn]) * wide + weight)
                    for i in range(1, units):
                        heavy = heavy + at(rows, start + (t * units + order[0, turn + i]) * wide + weight)
                    put(scratch, t, heavy)
            total = nought(rows)
            for i in range(units):
                unit, place = order[0, turn + i], order[1, turn + i]
                own, part = nought(rows), nought(rows)
                for t in range(first, last):
                    k = start + (t * units + unit) * wide
                    x = at(rows, k + what[o, COLUMN])
                    if how == EQUALS:
                        x = where(x == against[o], 1.0, 0.0)
                    elif how == SIGNED:
                        x = where(x * against[o] > 0.0, 1.0, 0.0)
                    y = x
                    if across == WEIGHTED:
                        y = x * (at(rows, k + weight) / at(scratch, t))
                    if t == first:
                        own, part = x, y
                    elif when == LARGEST:
                        own, part = max(own, x), max(part, y)
                    else:
                        own, part = own + x, part + y
                if when == MEAN:
                    own, part = own / float(last - first), part / float(last - first)
                own = nearest(own * grains) / grains + 0.0
                part = nearest(part * grains) / grains + 0.0
                if across == AVERAGE:
                    part = own / float(units)
                elif across == PLAIN:
                    part = own
                total = part if i == 0 else total + part
                if what[o, OWN] >= 0 and place >= 0:
                    put(out, b * several + what[o, OWN] + place, own)
            put(out, b * several + o, nearest(total * grains) / grains + 0.0)


@dataclass(frozen=True)
class Tally:
    """What is measured of the worlds of a scenario.

    Attributes:
        names: of the results: an outcome, or an outcome and a country after a dot; K of them.
        height: rows that a world writes down; steps: T.
        what, against, order: as compiled code takes them.
    """

    names: tuple[str, ...]
    height: int
    steps: int
    what: Indices
    against: Floats
    order: Indices

    @classmethod
    def of(
        cls, grid: TimeGrid, table: Sequence[Outcome], countries: Sequence[str] = (), years: Years | None = None
    ) -> Tally:
        """Prepare to measure.

        Args:
            grid: steps and names of the worlds.
            table: outcomes, O of them.
            countries: codes for which outcomes of countries are measured one by one as well.
            years: first and last calendar year that count; by default all.
        """
        steps = len(grid.starts)
        tables = {
            "countries": (COUNTRY_COLUMNS, grid.countries),
            "theatre": (THEATRE_COLUMNS, ("",)),
            "flashpoints": (PLACE_COLUMNS, grid.flashpoints),
        }
        begins, turns, order, places = dict[str, int](), dict[str, int](), list[int](), list[int]()
        row = 0
        for name, (columns, units) in tables.items():
            begins[name], turns[name] = row, len(order)
            row += steps * len(units) * len(columns)
            order += np.argsort(np.array(units)).tolist()
            places += [countries.index(u) if name == "countries" and u in countries else -1 for u in sorted(units)]
        words = {"posture": grid.postures, "administration": grid.administrations}
        names = [outcome.name for outcome in table]
        what, against = [], []
        for outcome in table:
            columns, units = tables[outcome.table]
            first, last = span(grid, years, outcome)
            how, value = _counted(outcome, words)
            single = outcome.table == "countries" and len(countries) > 0
            own = len(names) if single else -1
            names += [f"{outcome.name}.{code}" for code in countries] if single else []
            weight = columns.index(outcome.across) if _ACROSS[outcome.across] == WEIGHTED else 0
            facts = (begins[outcome.table], len(units), len(columns), columns.index(outcome.column), how)
            ways = (_WHEN[outcome.when], _ACROSS[outcome.across], first, last, turns[outcome.table], weight, own)
            what.append((*facts, *ways))
            against.append(value)
        return cls(
            tuple(names), row, steps, np.array(what, dtype=np.int64), np.array(against, dtype=np.float64),
            np.array([order, places], dtype=np.int64),
        )  # fmt: skip

    def measured(self, rows: Floats) -> Floats:
        """Results of worlds that wrote down `rows`, (blocks, rows, lanes); shape (blocks x lanes, K)."""
        blocks, kinds = len(rows), len(self.names)
        out = np.full((blocks * kinds, WIDTH), np.nan)
        flat = np.ascontiguousarray(rows).reshape(-1, WIDTH)
        scratch = np.empty((self.steps, WIDTH))
        _tally(flat, self.height, self.what, self.against, self.order, GRAINS, scratch, out)
        return np.ascontiguousarray(out.reshape(blocks, kinds, WIDTH).transpose(0, 2, 1)).reshape(-1, kinds)

    def lone(self, rows: Floats) -> Floats:
        """Results of one world that wrote down `rows`, in plain Python; shape (K,)."""
        out = np.full(len(self.names), np.nan)
        _tally.__wrapped__(rows, self.height, self.what, self.against, self.order, GRAINS, np.empty(self.steps), out)
        return out


def span(grid: TimeGrid, years: Years | None, outcome: Outcome) -> tuple[int, int]:
    """First step that counts for an outcome, and the one after the last."""
    begin, end = (-np.inf, np.inf) if years is None else (years[0], years[1] + 1)
    end = end if outcome.until is None else min(end, outcome.until + 1)
    first, last = (int(np.searchsorted(grid.starts, year)) for year in (begin, end))
    if outcome.when == "end":
        return last - 1, last
    if outcome.when == "first_ten_years":
        return first, min(last, int(np.searchsorted(grid.starts, grid.starts[first] + FIRST_YEARS)))
    return first, last


def _counted(outcome: Outcome, words: Mapping[str, Sequence[str]]) -> tuple[int, float]:
    """How a value of an outcome's column counts, and what it is held against."""
    if outcome.sign is not None:
        return (EQUALS, 0.0) if outcome.sign == 0 else (SIGNED, float(outcome.sign))
    if outcome.equals is not None:
        value = words[outcome.column].index(outcome.equals) if isinstance(outcome.equals, str) else outcome.equals
        return EQUALS, float(value)
    return RAW, 0.0
