"""The base year is reality: observed postures, wanted rates, and nothing that moves by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine.anchor import target_shares
from sim.engine.calibrated import Calibrated, read_calibrated
from sim.engine.country import Country
from sim.evidence import Evidence

ROWS = [None, *range(20)]  # the central numbers, and drawn ones


PAST = {"history_1951": 11, "history_1970": 13, "history_1990": 13, "history_2000": 13, "history_2015": 13}
THEATRES = {"status_quo": 12, "whole_theatre": 18, **PAST}


def _two_years(name: str) -> tuple[str, ...]:
    """What shortens a scenario to its first two years, a past one with who governs the hub as its only lever."""
    if name not in PAST:
        return ("horizon.end=2027",)
    year = int(name.removeprefix("history_"))
    return f"horizon.end={year + 1}", f"policies=[{{type: administration, start: {year}, holder: internationalist}}]"


def _weighed(stage: Any, replicate: int | None, name: str = "status_quo", *sets: str) -> list[Country]:
    """All spokes after weighing their postures in the first year, without luck."""
    model = stage.model(name, *_two_years(name), *sets, replicate=replicate, keep_terms=True)
    model.step()
    return list(model.countries)


@pytest.mark.parametrize("name", THEATRES)
@pytest.mark.parametrize("replicate", ROWS)
def test_the_observed_posture_is_the_likeliest_with_the_wanted_probability(
    stage: Any, evidence: Evidence, replicate: int | None, name: str
) -> None:
    countries = _weighed(stage, replicate, name)
    assert len(countries) == THEATRES[name]
    w = countries[0].model.w
    then = evidence.at(int(name.removeprefix("history_"))) if name in PAST else evidence
    exit_share = min(read_calibrated(then).exit_ratio * w.posture_change_rate, 0.5)
    for c in countries:
        chances, seen = c.probabilities, c.model.world.observed[c.index]
        code = c.model.world.countries[c.index]
        assert max(chances, key=lambda o: chances[o]) == seen, code
        assert sum(chances.values()) == pytest.approx(1.0, rel=1e-12)
        open_ = tuple(o in chances for o in range(len(c.model.ladder)))
        wanted = target_shares(seen, open_, exit_share, w.exit_reach)
        for o, chance in chances.items():
            odds, asked = chance / chances[seen], wanted[o] / wanted[seen]
            if abs(o - seen) <= 1:  # history shows steps of one rung: exact, up to the six digits that are stored
                assert odds == pytest.approx(asked, rel=2e-5), (code, o)
            else:
                assert odds <= asked * (1 + 2e-5), (code, o)
        assert chances[seen] >= (1 - exit_share) * (1 - 1e-5)


@pytest.mark.parametrize("joining", ["BRN", "KHM, LAO", "MNG, PNG, MMR"])
def test_a_country_that_joins_holds_its_posture_in_any_company(stage: Any, joining: str) -> None:
    countries = _weighed(stage, None, "status_quo", f"add=[{joining}]")
    assert len(countries) == 12 + len(joining.split(", "))
    for c in countries:
        assert max(c.probabilities, key=lambda o: c.probabilities[o]) == c.model.world.observed[c.index]


def test_where_structure_leaves_leaps_alone_the_exit_share_is_met_exactly(stage: Any, calibrated: Calibrated) -> None:
    countries = _weighed(stage, None)
    exit_share = calibrated.exit_ratio * countries[0].model.w.posture_change_rate
    met = [c for c in countries if c.probabilities[c.posture] == pytest.approx(1 - exit_share, rel=1e-6)]
    assert len(met) >= 4


@pytest.mark.parametrize("name", THEATRES)
@pytest.mark.parametrize("replicate", [None, 0, 1, 2, 3])
def test_without_luck_the_first_year_stands_still(stage: Any, replicate: int | None, name: str) -> None:
    told = stage.run(name, *_two_years(name), replicate=replicate)
    world, model = told.model.world, told.model
    anchor = world.anchor
    assert anchor is not None
    assert told.country("posture")[0].tolist() == list(world.observed)
    assert not told.country("changed").any()
    assert told.country("effort")[0] == pytest.approx([s.effort for s in world.spokes], rel=1e-5)
    assert told.country("trust")[0] == pytest.approx([s.trust for s in world.spokes], rel=1e-12)
    assert told.country("capability")[0] == pytest.approx([s.effort * s.output / 100 for s in world.spokes], rel=1e-6)
    assert told.country("gdp")[0].tolist() == [s.market_gdp for s in world.spokes]
    assert told.country("government")[0].tolist() == [s.orientation for s in world.spokes]
    assert told.place("hazard")[0] == pytest.approx([p.hazard for p in world.places], rel=1e-9)
    assert told.place("deterrence")[0] == pytest.approx(anchor.deterrence, rel=1e-9)
    assert told.place("provocation")[0] == pytest.approx(anchor.provocation, rel=1e-9)
    assert told.theatre("assertiveness")[0] == 1.0
    ties = np.array(world.ties)
    n = len(world.countries)
    assert told.theatre("mean_tie")[0] == pytest.approx(ties.sum() / (n * (n - 1)), rel=1e-9)
    assert told.theatre("hub_capability")[0] == pytest.approx(
        world.hub.effort * world.hub.output / 100 * world.hub.theatre_share
    )
    assert model.w.america_first_wins > 0


def test_the_worth_of_observed_effort_equals_its_cost(stage: Any) -> None:
    """Stakes follow revealed preference: the first-order condition of effort holds in the base year."""
    from sim.law import burden

    model = stage.model("status_quo", "horizon.end=2027")
    for c in model.countries:
        c.measure(c.muster())
        stake, other = model.anchor.stakes[c.index], model.anchor.other_motives[c.index]
        gain = burden.marginal_security(stake, model.w.decisiveness, c.success, c.strength, c.output)
        cost = burden.age_cost(c.row.median_age, model.w.reference_age, model.w.ageing_burden)
        assert gain + other == pytest.approx(cost, rel=1e-5)
        assert stake >= model.w.stake_floor * (1 - 1e-9)


def test_only_allies_may_stay_allies_and_nobody_has_a_pact_to_join(stage: Any) -> None:
    for c in _weighed(stage, None):
        world = c.model.world
        names = {world.postures[o] for o in c.probabilities}
        assert ("ally" in names) == world.treaty[c.index]
        assert "pact" not in names
