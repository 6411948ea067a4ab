"""Outcomes measured in compiled code, or in plain Python for a lone world, have the bits of `sim.results.measure`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.engine.ensemble.batches import unpacked
from sim.engine.ensemble.drive import Ensemble, Written
from sim.engine.ensemble.tally import Tally
from sim.engine.harvest import Batch, cells
from sim.engine.worlds import Factory
from sim.results.measure import Block, Cells, measure
from sim.results.outcomes import outcomes

Make = Callable[..., Factory]
WORLDS = 21  # two blocks and a part of a third
COUNTRIES = ("KOR", "AUS")


def ran(factory: Factory) -> tuple[Written, dict[str, Cells]]:
    """Some worlds as they wrote themselves down, and as tables."""
    (part,) = Ensemble.of(factory).run(np.arange(WORLDS), 0, threads=1)
    batch = Batch(part.ids, *((block,) for block in unpacked([part], part.sound)))
    return part, cells(factory, batch, 0)


def within(tables: dict[str, Cells], first: int, last: int) -> dict[str, Cells]:
    """The same tables, of some years only."""
    found: dict[str, Cells] = {}
    for name, table in tables.items():
        assert isinstance(table, Block)
        part: Any = object.__new__(Block)
        part.__dict__ |= table.__dict__ | {"_values": table._values[first:last], "years": table.years[first:last]}
        part._shares = {}
        found[name] = part
    return found


@pytest.mark.parametrize("name", ["asian_nato", "history_1990", "whole_theatre"])
@pytest.mark.parametrize("years", [None, (3, 9)])
def test_every_outcome_has_the_bits_of_the_rules(factory: Make, name: str, years: tuple[int, int] | None) -> None:
    made = factory(name)
    grid = made.frames[0].grid
    own = [code for code in COUNTRIES if code in grid.countries]
    table = list(outcomes(grid.postures).values())
    window = None if years is None else tuple(int(grid.starts[0]) + k for k in years)
    tally = Tally.of(grid, table, own, window)  # type: ignore[arg-type]
    part, tables = ran(made)
    if years is not None:
        tables = within(tables, years[0], years[1] + 1)
    found = dict(zip(tally.names, tally.measured(part.rows)[:WORLDS].T, strict=True))
    for outcome in table:
        wanted = measure(outcome, tables[outcome.table])
        assert found[outcome.name].tobytes() == wanted.total.tobytes(), outcome.name
        for code in own if outcome.table == "countries" else ():
            row = tables["countries"].units.index(code)
            assert found[f"{outcome.name}.{code}"].tobytes() == wanted.own[row].tobytes(), (outcome.name, code)
    assert len(found) == len(table) + len(own) * sum(one.table == "countries" for one in table)


def test_a_lone_world_is_measured_alike(factory: Make) -> None:
    made = factory("asian_nato")
    grid = made.frames[0].grid
    tally = Tally.of(grid, list(outcomes(grid.postures).values()), COUNTRIES)
    part, _ = ran(made)
    together = tally.measured(part.rows)
    for world in (0, 9):
        assert tally.lone(part.worlds()[world]).tobytes() == together[world].tobytes()
