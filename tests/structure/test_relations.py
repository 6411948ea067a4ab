"""The model's own networks: what they are read from."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.errors import InputError
from sim.evidence import Evidence
from sim.law.politics import propensity
from sim.scenario import Scenario
from sim.structure.relations import Relations, relations

Read = Callable[..., Scenario]


@pytest.fixture(scope="module")
def base(evidence: Evidence, read_scenario: Read) -> Relations:
    return relations(evidence, read_scenario("status_quo"), 2026)


def test_hub_and_challenger_come_first(base: Relations, evidence: Evidence) -> None:
    assert base.actors[:2] == ("USA", "CHN")
    assert sorted(base.actors[2:]) == list(base.actors[2:])
    assert base.names[base.actors.index("JPN")] == "Japan"
    assert base.sides[:2].tolist() == [1.0, -1.0]
    n = len(base.actors)
    for table in (base.propensities, base.signs, base.allied):
        assert table.shape == (n, n)
        assert np.array_equal(table, table.T)
        assert not table.diagonal().any()


def test_propensities_are_those_of_the_law(base: Relations, evidence: Evidence) -> None:
    i, j = base.actors.index("JPN"), base.actors.index("KOR")
    regimes = [evidence.countries[code].parameters["regime"].value for code in ("JPN", "KOR")]
    mistrust = evidence.dyads.mistrust[("JPN", "KOR")].value
    assert base.propensities[i, j] == pytest.approx(propensity(*regimes, mistrust))


def test_signs_follow_sides_depth_and_mistrust(base: Relations, evidence: Evidence) -> None:
    side = dict(zip(base.actors, base.sides, strict=True))
    sign = {(a, b): base.signs[i, j] for i, a in enumerate(base.actors) for j, b in enumerate(base.actors) if i != j}
    assert sign["USA", "CHN"] == -1
    for code in base.actors[2:]:
        assert sign["USA", code] == np.sign(side[code])
        assert sign["CHN", code] == -np.sign(side[code])
    assert sign["AUS", "JPN"] == 1
    assert sign["JPN", "KOR"] == -1
    mistrust = evidence.dyads.mistrust[("JPN", "KOR")].value
    assert mistrust > evidence.dyads.tie[("JPN", "KOR")].value


def test_allies_are_bound_by_a_treaty_posture_or_a_body_with_a_duty(base: Relations, evidence: Evidence) -> None:
    allies = {code for k, code in enumerate(base.actors) if base.allied[0, k]}
    assert allies == {code for code in base.actors[2:] if evidence.countries[code].posture.value == "ally"}
    spokes = {
        (a, b) for i, a in enumerate(base.actors) for j, b in enumerate(base.actors) if base.allied[i, j] and i > 1
    }
    binding = [set(body.members) for body in evidence.institutions.values() if body.duty and body.ended is None]
    pairs = {(a, b) for a, b in spokes if b not in ("USA", "CHN")}
    assert pairs
    assert all(any({a, b} <= body for body in binding) for a, b in pairs)


def test_fellow_members_of_a_pact_are_allies_and_friends(evidence: Evidence, read_scenario: Read) -> None:
    found = relations(evidence, read_scenario("asian_nato"), 2040)
    members = [k for k in range(2, len(found.actors)) if found.sides[k] == 1.0]
    assert len(members) >= 2  # in this world the pact is in force
    for i in members:
        for j in members:
            assert i == j or (found.allied[i, j] and found.signs[i, j] == 1)


def test_one_world_is_one_world(evidence: Evidence, read_scenario: Read) -> None:
    scenario = read_scenario("asian_nato")
    one, two = (relations(evidence, scenario, 2032) for _ in range(2))
    assert np.array_equal(one.strengths, two.strengths)
    other = relations(evidence, scenario, 2032, world=5)
    assert not np.array_equal(one.strengths, other.strengths)
    assert relations(evidence, scenario).year == scenario.end


@pytest.mark.parametrize("year", [2025, 2046, 1900.0])
def test_a_year_outside_the_horizon(evidence: Evidence, read_scenario: Read, year: float) -> None:
    with pytest.raises(InputError, match=rf"--year: {year:g} lies outside the horizon 2026-2045"):
        relations(evidence, read_scenario("status_quo"), year)
