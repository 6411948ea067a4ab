"""A unit is a function of the plan and its number; a point holds the worlds that any other command would find there."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from sim.engine.ensemble.batches import unpacked
from sim.engine.ensemble.drive import Ensemble
from sim.engine.harvest import Batch, cells
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.results.measure import measure
from sim.results.outcomes import outcomes
from sim.scenario import Scenario
from sim.sweep import units
from sim.sweep.plan import Sweep
from sim.sweep.units import ERROR, Workshop

Read = Callable[..., Sweep]
Make = Callable[..., Factory]
ReadScenario = Callable[..., Scenario]
OUTCOMES = "outcomes: [trust.mean, side.end, trade_loss.mean, hazard.mean, pact_in_force.end]"
SHORT = "horizon.end=2029"


def smaller(sweep: Sweep, unit: int) -> Sweep:
    return replace(sweep, plan=sweep.plan.model_copy(update={"unit": unit}))


def table_of(part: bytes) -> Any:
    return pq.read_table(io.BytesIO(part)).to_pandas()


def worlds(sweep: Sweep, evidence: Evidence, engine: Any = "ensemble") -> Any:
    """Every world of a sweep by column, in their order."""
    import pandas as pd

    shop = Workshop(sweep.plan, sweep.points, evidence, engine)
    return pd.concat([table_of(shop.part(unit)) for unit in range(sweep.plan.units)], ignore_index=True)


def measured(factory: Factory, replicates: int, given: dict[str, float] | None = None) -> dict[str, Any]:
    """What worlds of a scenario come to, by the rules of `measure`."""
    numbers = {name: np.full(replicates, value) for name, value in (given or {}).items()}
    parts = list(Ensemble.of(factory, tuple(numbers)).run(np.arange(replicates), 0, numbers, threads=1))
    batch = Batch(np.arange(replicates), *((block,) for block in unpacked(parts, np.ones(replicates, bool))))
    tables = cells(factory, batch, 0)
    return {name: measure(one, tables[one.table]).total for name, one in outcomes(()).items()}


def test_a_lever_gives_the_worlds_of_the_override(
    read: Read, evidence: Evidence, factory: Make, read_scenario: ReadScenario
) -> None:
    """Also where the lever is a number: set after the base year was solved, as `--set` does."""
    text = f"""
levers:
  policies.pact.quorum: [2, 3]
  parameters.trust_loss: [0.3, 1.0]
design: {{type: grid}}
replicates: 9
{OUTCOMES}
"""
    found = worlds(read(text, base="base: asian_nato"), evidence)
    for point, (quorum, loss) in enumerate([(2, 0.3), (2, 1.0), (3, 0.3), (3, 1.0)]):
        sets = (SHORT, f"policies.pact.quorum={quorum}", f"parameters.trust_loss={loss}")
        wanted = measured(factory(read_scenario("asian_nato", *sets)), 9)
        here = found[9 * point : 9 * point + 9]
        for name in ("trust.mean", "side.end", "trade_loss.mean", "hazard.mean", "pact_in_force.end"):
            assert here[name].to_numpy().tobytes() == wanted[name].tobytes(), (point, name)


def test_an_uncertain_number_gives_the_worlds_that_were_given_it(
    read: Read, evidence: Evidence, factory: Make, read_scenario: ReadScenario
) -> None:
    text = f"uncertainties: {{countries.JPN.hub_trust: [0.2, 0.6]}}\ndesign: {{type: grid}}\nreplicates: 9\n{OUTCOMES}"
    found = worlds(read(text), evidence)
    made = factory(read_scenario("status_quo", SHORT))
    for point, value in enumerate([0.2, 0.6]):
        wanted = measured(made, 9, {"countries.JPN.hub_trust": value})
        assert found["trust.mean"][9 * point : 9 * point + 9].to_numpy().tobytes() == wanted["trust.mean"].tobytes()


def test_what_is_swept_wins_over_what_the_scenario_says(read: Read, evidence: Evidence) -> None:
    text = f"uncertainties: {{parameters.trust_loss: [0.3, 1.0]}}\ndesign: {{type: grid}}\nreplicates: 5\n{OUTCOMES}"
    free = worlds(read(text, base="base: us_retreat"), evidence)
    told = "base: {extends: us_retreat, name: us_retreat, parameters: {trust_loss: 0.6}}"
    assert worlds(read(text, base=told), evidence).equals(free)
    assert not free["trust.mean"][:5].equals(free["trust.mean"][5:].reset_index(drop=True))


def test_worlds_of_the_same_number_share_their_luck_at_every_point(read: Read, evidence: Evidence) -> None:
    """A number that nothing rests on leaves every world as it was, to the bit."""
    text = "uncertainties: {parameters.pact_formation_prior: [0.02, 0.3]}\ndesign: {type: grid}\nreplicates: 7"
    found = worlds(read(text), evidence).drop(columns=ERROR)
    first, second = (found[k : k + 7].to_numpy() for k in (0, 7))
    assert first.tobytes() == second.tobytes()


GRID = f"""
levers: {{policies.pact.quorum: [2, 3]}}
uncertainties: {{parameters.deterrence_effect: {{low: 0, high: 5, levels: 3}}}}
design: {{type: grid}}
replicates: 4
countries: [JPN]
{OUTCOMES}
"""
LATER = "{extends: asian_nato, name: later, policies: [{id: duty, type: tariff, start: 2027, change: 9}]}"
BOTH = f"base: [asian_nato, {LATER}]"


@pytest.mark.parametrize("unit", [1, 5, 17])
def test_units_do_not_show_in_the_worlds(read: Read, evidence: Evidence, unit: int) -> None:
    sweep = read(GRID, base=BOTH)
    assert (sweep.plan.worlds, smaller(sweep, unit).plan.units) == (48, -(-48 // unit))
    assert worlds(smaller(sweep, unit), evidence).equals(worlds(sweep, evidence))


def test_a_unit_has_the_same_bytes_whatever_was_run_before(
    read: Read, evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep = smaller(read(GRID, base=BOTH), 10)
    alone = Workshop(sweep.plan, sweep.points, evidence, "ensemble").part(3)
    shop = Workshop(sweep.plan, sweep.points, evidence, "ensemble")
    parts = [shop.part(unit) for unit in (4, 0, 3)]
    assert parts[2] == alone
    assert parts[0] != alone
    monkeypatch.setattr(units, "KEPT", 0)  # each unit prepares its scenarios by itself
    assert Workshop(sweep.plan, sweep.points, evidence, "ensemble").part(3) == alone


def test_both_engines_give_the_same_bytes(read: Read, evidence: Evidence) -> None:
    sweep = smaller(read(GRID, base=BOTH), 12)
    for unit in (0, 3):
        first, second = (Workshop(sweep.plan, sweep.points, evidence, name).part(unit) for name in ("ensemble", "mesa"))
        assert first == second


def test_a_country_by_itself_is_measured_as_well(read: Read, evidence: Evidence) -> None:
    found = worlds(read(GRID, base="base: asian_nato"), evidence)
    assert list(found.columns[5:]) == ["trust.mean.JPN", "side.end.JPN", "trade_loss.mean.JPN", ERROR]
    assert found["trust.mean.JPN"].between(0, 1).all()
    assert not found["trust.mean.JPN"].equals(found["trust.mean"])


def test_a_world_that_fails_is_told_and_leaves_the_others_alone(read: Read, evidence: Evidence) -> None:
    text = "uncertainties: {parameters.decisiveness: [2.0, 3.0]}\ndesign: {type: grid}\nreplicates: 3"
    sweep = read(text)
    sound = worlds(sweep, evidence)
    points = replace(sweep.points, columns=[np.array([2.0, np.inf])])
    found = worlds(replace(sweep, points=points), evidence)
    assert found[:3].equals(sound[:3])
    assert found.drop(columns=ERROR)[3:].isna().all().all()
    assert found[ERROR][3:].str.contains("law.decisiveness").all()
    assert found[ERROR][:3].isna().all()


def test_a_point_whose_scenario_is_wrong_fails_alone(read: Read, evidence: Evidence) -> None:
    text = f"levers: {{policies.pact.quorum: [2, 3]}}\ndesign: {{type: grid}}\nreplicates: 3\n{OUTCOMES}"
    sweep = read(text, base="base: asian_nato")
    points = replace(sweep.points, columns=[np.array([2.0, 2.5])])
    found = worlds(replace(sweep, points=points), evidence)
    assert found[:3].equals(worlds(sweep, evidence)[:3])
    assert (found[ERROR][3:] == "must be a whole number").all()


def test_years_may_be_fewer(read: Read, evidence: Evidence) -> None:
    text = "design: {type: grid}\nreplicates: 6\noutcomes: [trust.mean, trust.end, crises.sum]"
    whole, late = (worlds(read(f"{text}\n{years}"), evidence) for years in ("", "years: {start: 2029, end: 2029}"))
    assert late["trust.end"].equals(whole["trust.end"])
    assert late["trust.mean"].equals(late["trust.end"])  # of a single year
    assert (late["crises.sum"] <= whole["crises.sum"]).all()


def test_up_to_a_year_is_as_if_the_run_had_ended_there(read: Read, evidence: Evidence) -> None:
    names = ("trust.mean", "side.end", "crises.sum", "pact_in_force.ever", "hub_side.end")
    head = f"design: {{type: grid}}\nreplicates: 6\ncountries: [JPN]\noutcomes: [{', '.join(names)}]"
    found = worlds(read(f"{head}\nat: [2028, 2027]"), evidence)
    ended = worlds(read(f"{head}\nyears: {{start: 2026, end: 2027}}"), evidence)
    for name in (*names, "trust.mean.JPN"):
        outcome = name.removesuffix(".JPN")
        assert found[name.replace(outcome, f"{outcome}@2027")].equals(ended[name]), name
        assert f"{outcome}@2028" in found
    assert not found["trust.mean@2027"].equals(found["trust.mean"])


def test_measured_up_to_a_year_it_is_what_any_command_measures(
    read: Read, evidence: Evidence, factory: Make, read_scenario: ReadScenario
) -> None:
    found = worlds(read("design: {type: grid}\nreplicates: 6\nat: [2027]\noutcomes: [side.end, hazard.mean]"), evidence)
    batch = Ensemble.of(factory(read_scenario("status_quo", SHORT)), ()).run(np.arange(6), 0, {}, threads=1)
    tables = cells(
        factory(read_scenario("status_quo", SHORT)),
        Batch(np.arange(6), *((block,) for block in unpacked(list(batch), np.ones(6, bool)))),
        0,
    )
    for name in ("side.end", "hazard.mean"):
        one = outcomes(())[f"{name}@2027"]
        assert found[one.name].to_numpy().tobytes() == measure(one, tables[one.table]).total.tobytes()
