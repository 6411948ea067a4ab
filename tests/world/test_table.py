"""All numbers under one list of names, central or drawn."""

from __future__ import annotations

import numpy as np
import pytest

from sim.draws.ranges import Keys
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


def keys(replicate: int, seed: int = 2026) -> Keys:
    return Keys(seed, np.array([replicate]))


def test_the_central_row_holds_the_values_taken(table: Table) -> None:
    assert table.central == {name: figure.value for name, figure in table.figures.items()}


def test_coefficients_are_what_a_calibration_can_learn_about(table: Table) -> None:
    assert {name.split(".")[0] for name in table.coefficients} == {"law", "postures"}
    uncertain = {name for name in table.uncertain if name.split(".")[0] in ("law", "postures")}
    assert uncertain - set(table.coefficients) == {"law.pact_formation_prior", "law.posture_change_rate"}


def test_coefficients_are_those_of_the_other_world_and_the_rest_of_the_own(table: Table) -> None:
    own, other = table.row(keys(3), keys(3)), table.row(keys(8, 7), keys(8, 7))
    mixed = table.row(keys(3), keys(8, 7))
    for name in table.uncertain:
        assert mixed[name] == (other if name in table.coefficients else own)[name], name
    names = ["countries.JPN.hub_trust", "law.decisiveness", "law.pact_formation_prior"]
    several = Keys(2026, np.array([3, 4])), Keys(7, np.array([8, 9]))
    assert table.drawn(*several, names)[0].tolist() == [mixed[name] for name in names]


def test_a_drawn_row_stays_in_the_ranges_and_leaves_what_is_exact(table: Table) -> None:
    for replicate in range(20):
        row = table.row(keys(replicate), keys(replicate))
        assert set(row) == set(table.figures)
        for name, value in row.items():
            figure = table.figures[name]
            assert figure.low <= value <= figure.high, name
            assert (name in table.uncertain) == (figure.low < figure.high)
            assert value == figure.value or name in table.uncertain


def test_a_drawn_row_is_that_of_its_world(table: Table) -> None:
    assert table.row(keys(3), keys(3)) == table.row(keys(3), keys(3))
    one, other = table.row(keys(3), keys(3)), table.row(keys(4), keys(4))
    assert all(one[name] != other[name] for name in table.uncertain)


def test_draws_of_different_numbers_are_independent(table: Table) -> None:
    names = ["law.deterrence_effect", "law.provocation_effect", "countries.JPN.hub_trust", "countries.KOR.hub_trust"]
    rows = [table.row(keys(r), keys(r)) for r in range(400)]
    found = np.corrcoef(np.array([[row[name] for name in names] for row in rows]), rowvar=False) - np.eye(4)
    assert np.abs(found).max() < 0.17  # three and a half standard errors of 1 / sqrt(400)
