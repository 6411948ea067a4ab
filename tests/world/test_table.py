"""All numbers under one list of names, central or drawn."""

from __future__ import annotations

import numpy as np
import pytest

from sim.evidence import Evidence
from sim.world.table import Table


@pytest.fixture(scope="module")
def table(evidence: Evidence) -> Table:
    return Table.of(evidence)


def test_names_lead_to_the_figures(table: Table, evidence: Evidence) -> None:
    assert table.figures["law.decisiveness"] is evidence.law["decisiveness"]
    assert table.figures["countries.JPN.hub_trust"] is evidence.countries["JPN"].parameters["hub_trust"]
    assert table.figures["powers.USA.theatre_share"] is evidence.powers["USA"].parameters["theatre_share"]
    assert table.figures["postures.ally.duty"] is evidence.postures["ally"].attributes["duty"]
    assert table.figures["flashpoints.korea.hazard"] is evidence.flashpoints["korea"].parameters["hazard"]
    assert table.figures["flashpoints.korea.exposure.JPN"] is evidence.flashpoints["korea"].exposure["JPN"]
    assert table.figures["dyads.tie.AUS-JPN"] is evidence.dyads.tie["AUS", "JPN"]


def test_the_table_is_complete(table: Table, evidence: Evidence) -> None:
    n = len(evidence.countries)
    assert sum(name.startswith("countries.") for name in table.figures) == n * len(evidence.definitions)
    assert sum(name.startswith("dyads.distance_km.") for name in table.figures) == n * (n - 1) // 2
    assert sum(".exposure." in name for name in table.figures) == n * len(evidence.flashpoints)
    assert sum(name.startswith("law.") for name in table.figures) == len(evidence.law)


def test_the_central_row_holds_the_values_taken(table: Table) -> None:
    assert table.row(1, 5, drawn=False) == {name: figure.value for name, figure in table.figures.items()}


def test_a_drawn_row_stays_in_the_ranges_and_leaves_what_is_exact(table: Table) -> None:
    for replicate in range(20):
        row = table.row(2026, replicate, drawn=True)
        assert set(row) == set(table.figures)
        for name, value in row.items():
            figure = table.figures[name]
            assert figure.low <= value <= figure.high, name
            assert (name in table.uncertain) == (figure.low < figure.high)
            assert value == figure.value or name in table.uncertain


def test_a_drawn_row_is_that_of_its_world(table: Table) -> None:
    assert table.row(2026, 3, drawn=True) == table.row(2026, 3, drawn=True)
    one, other = table.row(2026, 3, drawn=True), table.row(2026, 4, drawn=True)
    assert all(one[name] != other[name] for name in table.uncertain)


def test_draws_of_different_numbers_are_independent(table: Table) -> None:
    names = ["law.deterrence_effect", "law.provocation_effect", "countries.JPN.hub_trust", "countries.KOR.hub_trust"]
    rows = [table.row(2026, r, drawn=True) for r in range(400)]
    found = np.corrcoef(np.array([[row[name] for name in names] for row in rows]), rowvar=False) - np.eye(4)
    assert np.abs(found).max() < 0.17  # three and a half standard errors of 1 / sqrt(400)
