"""What a lever moves, and what it leaves alone to the bit: arms, market access, growth, pressure, the hub's regime."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.engine.record import COUNTRY_COLUMNS, THEATRE_COLUMNS
from sim.law import politics
from sim.law.arithmetic import kept
from sim.policy.levers import Levers, TimeGrid

SHORT = "horizon.end=2032"
FROM = 3  # the step from which a lever is pulled
NEUTRAL = {"assertiveness": 1, "hub_output": 1, "challenger_output": 1, "arms": 1, "access": 0, "hub_democracy": 0}


def _pull(name: str, value: float, code: str | None = None) -> Callable[[Levers, TimeGrid], None]:
    def pull(levers: Levers, grid: TimeGrid) -> None:
        where = slice(FROM, None) if code is None else (slice(FROM, None), grid.countries.index(code))
        getattr(levers, name)[where] = value

    return pull


def _pair(stage: Any, name: str, value: float, code: str | None = None) -> tuple[Any, Any]:
    """The region as it is, and under a lever; nobody takes another posture."""
    return tuple(stage.run("status_quo", SHORT, script={}, pull=pull) for pull in (None, _pull(name, value, code)))


def _moved(plain: Any, pulled: Any) -> tuple[set[str], set[str]]:
    """Columns of countries and of the theatre in which something differs; none may before the lever is pulled."""
    found = []
    for columns, of in ((COUNTRY_COLUMNS, "country"), (THEATRE_COLUMNS, "theatre")):
        pairs = {c: (getattr(plain, of)(c), getattr(pulled, of)(c)) for c in columns}
        assert all(np.array_equal(a[:FROM], b[:FROM]) for a, b in pairs.values())
        found.append({c for c, (a, b) in pairs.items() if not np.array_equal(a, b)})
    return found[0], found[1]


@pytest.mark.parametrize("name", sorted(NEUTRAL))
def test_a_lever_at_rest_changes_not_a_bit(stage: Any, name: str) -> None:
    plain, pulled = _pair(stage, name, NEUTRAL[name])
    assert _moved(plain, pulled) == (set(), set())
    assert plain.journal.places == pulled.journal.places


def test_better_arms_multiply_what_the_forces_are_worth(stage: Any) -> None:
    plain, pulled = _pair(stage, "arms", 1.5, "JPN")
    j = pulled.model.world.countries.index("JPN")
    japan = pulled.model.countries[j]
    assert japan.capability == japan.stock * 1.5
    ratio = pulled.country("capability")[FROM] / plain.country("capability")[FROM]
    assert ratio[j] == pytest.approx(1.5, rel=0.02)  # it spends a little less at once
    assert np.delete(ratio, j) == pytest.approx(1.0, abs=0.01)
    assert (pulled.country("deterrence", "JPN")[FROM:] > plain.country("deterrence", "JPN")[FROM:]).all()
    countries, theatre = _moved(plain, pulled)
    assert countries == {"capability", "effort", "deterrence"}
    assert theatre <= {"hub_side_share", "challenger_side_share", "unaligned_share", "polarisation", "mean_trust"}
    claimed = [c for c, place in enumerate(plain.model.world.places) if place.claims[j] > 0]
    assert claimed
    assert (pulled.place("hazard")[FROM:, claimed] < plain.place("hazard")[FROM:, claimed]).all()


def test_arms_withdrawn_leave_the_forces_that_were_built(stage: Any) -> None:
    def pull(levers: Levers, grid: TimeGrid) -> None:
        levers.arms[1:3, grid.countries.index("AUS")] = 2.0

    told = stage.run("status_quo", SHORT, script={}, pull=pull)
    australia = told.model.countries[told.model.world.countries.index("AUS")]
    assert australia.capability == australia.stock
    capability = told.country("capability", "AUS")
    assert capability[3] == pytest.approx(capability[0], rel=0.1)
    assert capability[1] > 1.8 * capability[0]


def test_a_market_opened_is_sold_to_and_less_is_sold_to_the_challenger(stage: Any) -> None:
    plain, pulled = _pair(stage, "access", 0.2, "VNM")
    i, w = pulled.model.world.countries.index("VNM"), pulled.model.w
    base = pulled.model.world.spokes[i].exports_hub
    # a fifth more is approached at the speed at which trade moves, five steps long
    steps = pulled.model.world.steps - FROM
    wanted = base * (1.2 - 0.2 * kept(w.tariff_adjustment, float(steps)))
    assert plain.model.countries[i].exports_hub == pytest.approx(base, rel=1e-12)
    assert pulled.model.countries[i].exports_hub == pytest.approx(wanted, rel=1e-12)
    assert pulled.model.countries[i].exports_challenger < plain.model.countries[i].exports_challenger
    countries, theatre = _moved(plain, pulled)
    assert countries == {"coercion_loss", "tariff_loss", "trade_loss"} or countries == {"tariff_loss", "trade_loss"}
    assert theatre == set()
    for column in countries:
        a, b = (np.delete(told.country(column), i, axis=1) for told in (plain, pulled))
        assert np.array_equal(a, b), column
    assert plain.journal.places == pulled.journal.places


@pytest.mark.parametrize("power", ["hub", "challenger"])
def test_a_power_that_grows_has_forces_in_proportion(stage: Any, power: str) -> None:
    plain, pulled = _pair(stage, f"{power}_output", 1.1)
    other = {"hub": "challenger", "challenger": "hub"}[power]
    ratio = pulled.theatre(f"{power}_capability") / plain.theatre(f"{power}_capability")
    assert ratio == pytest.approx(np.array([1.0] * FROM + [1.1] * 4), rel=1e-12)
    assert np.array_equal(plain.theatre(f"{other}_capability"), pulled.theatre(f"{other}_capability"))
    safer = pulled.country("deterrence")[FROM] - plain.country("deterrence")[FROM]
    assert (safer > 0 if power == "hub" else safer < 0).all()
    countries, _ = _moved(plain, pulled)
    assert countries <= {"effort", "capability", "deterrence", "nuclear"}


def test_a_challenger_held_back_presses_in_proportion(stage: Any) -> None:
    plain, pulled = _pair(stage, "assertiveness", 0.5)
    ratio = pulled.theatre("assertiveness") / plain.theatre("assertiveness")
    assert ratio == pytest.approx(np.array([1.0] * FROM + [0.5] * 4), rel=1e-12)
    assert np.array_equal(plain.theatre("challenger_capability"), pulled.theatre("challenger_capability"))
    for key in pulled.model.world.flashpoints:
        before, after = plain.place("hazard", key), pulled.place("hazard", key)
        if key == "korea":  # another adversary stands there; it is spokes that spend less who let the hazard rise
            assert after[FROM] == pytest.approx(before[FROM], rel=1e-3)
        else:
            assert (after[FROM:] < before[FROM:]).all()
    assert (pulled.country("effort")[-1] < plain.country("effort")[-1]).all()


def test_a_hub_that_turns_is_liked_less_by_democracies_and_more_by_others(stage: Any) -> None:
    plain, pulled = _pair(stage, "hub_democracy", -0.6)
    world = pulled.model.world
    regime = world.hub.regime
    for spoke, before, after in zip(world.spokes, plain.model.hub_propensity, pulled.model.hub_propensity, strict=True):
        assert before == politics.propensity(spoke.regime, regime, 0.0)
        assert after == pytest.approx(1 - 2 * abs(spoke.regime - max(0.0, regime - 0.6)))
    likeness = [[c.see().affinity_hub for c in told.model.countries] for told in (plain, pulled)]
    j, v = (world.countries.index(code) for code in ("JPN", "VNM"))
    assert likeness[1][j] < likeness[0][j]
    assert likeness[1][v] > likeness[0][v]
    assert _moved(plain, pulled) == (set(), set())  # nobody decides here: it is felt only where postures are weighed


def test_ups_and_downs_of_the_hubs_democracy_end_where_they_began(stage: Any) -> None:
    def pull(levers: Levers, grid: TimeGrid) -> None:
        levers.hub_democracy[2:4] = -0.3

    plain = stage.model("status_quo", SHORT, script={})
    pulled = stage.model("status_quo", SHORT, script={}, pull=pull)
    same = []
    for _ in range(plain.world.steps):
        plain.step()
        pulled.step()
        same.append(plain.hub_propensity == pulled.hub_propensity)
    assert same == [True] * 2 + [False] * 2 + [True] * 3
