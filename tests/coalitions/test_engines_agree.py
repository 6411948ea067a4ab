"""Both engines weigh every membership alike, to the last bit: joining, leaving, commitments, past and drawn worlds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.coalitions.stage import SIGNING, Stage, set_up
from sim.coalitions.worlds import bringer
from sim.evidence import Evidence
from sim.law import pact
from sim.scenario import Scenario

pytest.importorskip("numba")

Read = Callable[..., Scenario]
TROUBLED = (
    "parameters.window_rate=3",
    "flashpoints.taiwan_strait.hazard=0.5",
    "flashpoints.south_china_sea.hazard=0.5",
)
EXEMPT = (
    "policies=[{type: formal_pact, start: 2028, invited: [JPN, KOR, PHL], quorum: 2, minimum: 1, preparedness: 0.9}, "
    "{type: tariff, start: 2027, change: 20, exempt: {pact: 1.0, ally: 0.5}}, "
    "{type: minilateral, start: 2026, members: [JPN, KOR, AUS], depth: 0.4}, "
    "{type: set_parameter, start: 2029, end: 2031, parameter: parameters.distance_scale, value: 3500}]"
)
CASES = {
    "at the offer, central": ("asian_nato", (), None, None, SIGNING, False),
    "in the first year": ("asian_nato", (), 2026, ("AUS", "JPN", "KOR", "IND"), SIGNING, True),
    "long after the offer": ("asian_nato", TROUBLED, 2040, ("AUS", "JPN", "PHL", "KOR"), SIGNING, True),
    "in force for some years": ("asian_nato", TROUBLED, 2033, ("AUS", "JPN", "PHL", "NZL"), 4.0, True),
    "exemptions, bodies, and numbers set for a time": ("status_quo", (EXEMPT,), 2029, None, 0.0, True),
    "no offer, in halves of years": ("us_retreat", ("step=0.5",), 2031.5, ("TWN", "PHL", "VNM"), SIGNING, True),
    "treaties that end in that year": ("hub_exit", (), None, ("AUS", "JPN", "KOR", "PHL"), SIGNING, True),
    "a past year": ("history_1951_pacific_pact", (), None, None, SIGNING, True),
}


def every_standing(stage: Stage) -> np.ndarray:
    """Every membership with members of old, with newcomers, and with those outside just gone."""
    numbers = np.arange(1 << len(stage.candidates))
    plain = stage.standings(numbers)
    gone = np.where(plain == pact.OUT, pact.LEFT, plain)
    return np.concatenate([plain, stage.standings(numbers, pact.JOINED), gone])


@pytest.mark.parametrize("case", list(CASES))
def test_both_engines_weigh_alike(case: str, read_scenario: Read, evidence: Evidence) -> None:
    name, sets, year, among, stood, drawn = CASES[case]
    scenario = read_scenario(name, *sets)
    if name == "hub_exit":
        year = next(p.start for p in scenario.policies if p.type == "hub_exit")
    stage = set_up(evidence.at(scenario.edition), scenario, year, among, drawn=drawn, stood=stood)
    ids = (3, 11)
    bringers = [bringer(stage, engine, chance=drawn) for engine in ("ensemble", "mesa")]
    standings = every_standing(stage)
    for fast, slow in ([bring(replicate) for bring in bringers] for replicate in ids):
        assert fast.held == slow.held
        assert np.array_equal(fast.output, slow.output)
        for commitment in (None, 0.4, 2.0, None):
            one, other = (world.weigh(standings, stage.treaty, commitment) for world in (fast, slow))
            assert one.terms.shape == (len(standings), len(stage.countries), 15)
            assert np.array_equal(one.terms, other.terms)
            assert np.array_equal(one.crises, other.crises)


def test_a_commitment_as_it_stands_changes_nothing(read_scenario: Read, evidence: Evidence) -> None:
    stage = set_up(evidence, read_scenario("asian_nato"))
    world = bringer(stage, "ensemble", chance=False)(0)
    numbers = stage.standings(np.arange(8))
    plain, same, more = (world.weigh(numbers, stage.treaty, c) for c in (None, stage.commitment, 2.0))
    assert np.array_equal(plain.terms, same.terms)
    assert not np.array_equal(plain.terms, more.terms)
