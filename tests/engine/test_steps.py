"""A step may be any fraction of a year: trends are the same, rates are per year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.engine.harvest import Batch
from sim.engine.pace import Pace
from sim.engine.processes import run_replicate
from sim.engine.record import COUNTRY_COLUMNS, THEATRE_COLUMNS
from sim.engine.worlds import Factory
from sim.law.types import Weights
from sim.scenario import Scenario

Read = Callable[..., Scenario]
Make = Callable[..., Factory]


@pytest.mark.parametrize("name", ["status_quo", "us_retreat"])
@pytest.mark.parametrize("parts", [2, 4])
def test_trends_without_luck_are_those_of_yearly_steps(stage: Any, name: str, parts: int) -> None:
    yearly = stage.run(name, script={})
    finer = stage.run(name, f"step={1 / parts}", script={})
    assert len(finer.theatre("members")) == 20 * parts
    last = 19 * parts  # the step that begins with 2045
    for column in ("gdp", "government", "posture"):
        assert finer.country(column)[last] == pytest.approx(yearly.country(column)[19], rel=1e-12), column
    assert finer.theatre("hub_capability")[last] == pytest.approx(yearly.theatre("hub_capability")[19], rel=1e-12)
    for column in ("effort", "capability", "trust", "deterrence"):
        assert finer.country(column)[last] == pytest.approx(yearly.country(column)[19], rel=0.08), column
    for column in ("hazard", "deterrence", "provocation"):
        assert finer.place(column)[last] == pytest.approx(yearly.place(column)[19], rel=0.08), column


def _events(made: Factory, worlds: int, dt: float) -> tuple[float, float, float, float]:
    """Yearly rates of posture changes, crises and decisions for government, and the spread of trust at the end."""
    changed, crises, turned, trust = [], [], [], []
    for replicate in range(worlds):
        run = run_replicate(made, replicate)
        assert isinstance(run, Batch)
        rows, places = run.countries[0][0], run.places[0][0]
        changed.append(rows[..., COUNTRY_COLUMNS.index("changed")].mean() / dt)
        crises.append((places[..., 3] > 0).mean() / dt)
        leaning = rows[..., COUNTRY_COLUMNS.index("government")]
        turned.append((np.diff(leaning, axis=0) != 0).mean() / dt)
        trust.append(run.theatre[0][0, -1, THEATRE_COLUMNS.index("mean_trust")])
    return float(np.mean(changed)), float(np.mean(crises)), float(np.mean(turned)), float(np.mean(trust))


def test_rates_do_not_depend_on_the_step(factory: Make, read_scenario: Read) -> None:
    yearly = _events(factory(read_scenario("status_quo", "horizon.end=2037")), 40, 1.0)
    halves = _events(factory(read_scenario("status_quo", "horizon.end=2037", "step=0.5")), 40, 0.5)
    changed, crises, turned, trust = zip(yearly, halves, strict=True)
    # about 170 changes of posture and 200 crises in each: two standard errors are a fifth
    assert changed[1] == pytest.approx(changed[0], rel=0.4)
    assert crises[1] == pytest.approx(crises[0], rel=0.3)
    # a year hides a second change of government: happens(rate, 1) against 2 happens(rate, 1/2)
    assert turned[0] < turned[1] < 1.35 * turned[0]
    assert trust[1] == pytest.approx(trust[0], abs=0.05)


def _weights(**some: float) -> Weights:
    return Weights(**{**dict.fromkeys(Weights._fields, 0.0), **some})


def test_paces_by_hand() -> None:
    w = _weights(
        latent_half_life=2.0,
        latent_spread=0.2,
        pact_latent_spread=0.4,
        trust_loss=0.6,
        tie_growth=0.2,
        fear_fading=0.25,
    )
    pace = Pace.of(w, 1.0)
    assert pace.memory == pytest.approx(0.5**0.5)
    assert pace.innovation == pytest.approx(0.2 * 0.5**0.5)  # sqrt(1 - 1/2)
    assert pace.pact_innovation == pytest.approx(0.4 * 0.5**0.5)
    assert pace.trust_falling == pytest.approx(np.exp(-0.6))
    assert pace.tie_growing == pytest.approx(np.exp(-0.2))
    assert pace.fear == pytest.approx(np.exp(-0.25))
    assert pace.tariff == pace.capability == 1.0  # no speed, no movement
    half = Pace.of(w, 0.5)
    assert half.memory**2 == pytest.approx(pace.memory)
    assert half.trust_falling**2 == pytest.approx(pace.trust_falling)
