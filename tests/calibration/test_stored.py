"""The calibration that ships belongs to the seeds that ship, and its targets are met."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from sim.calibration.fit import PRIORS, STEPS, TOLERANCE, YEARS, Bench, change_rate, formation, invert_curve
from sim.engine.anchor import Middle, interpolate
from sim.engine.calibrated import Calibrated
from sim.engine.ensemble.simulate import simulate
from sim.engine.posterior import read_posterior
from sim.engine.record import COUNTRY_COLUMNS, THEATRE_COLUMNS
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.scenario import Scenario
from sim.scenario.past import past

Read = Callable[..., Scenario]
Make = Callable[..., Factory]
AGAIN = "the seeds have changed since: run `pactsim calibrate`"


@pytest.fixture(scope="module")
def fresh(evidence: Evidence, calibrated: Calibrated, read_scenario: Read) -> Middle:
    """What the central inversion of today's seeds gives."""
    scenario = read_scenario("status_quo")
    return Bench(evidence, 1).factory(scenario, calibrated.exit_ratio, calibrated.pact_curve).middle


def test_stored_stakes_are_those_of_the_seeds(calibrated: Calibrated, fresh: Middle) -> None:
    assert dict(calibrated.stakes) == pytest.approx(dict(fresh.stakes), abs=1e-6), AGAIN
    assert dict(calibrated.other_motives) == pytest.approx(dict(fresh.other_motives), abs=1e-6), AGAIN


def test_stored_constants_are_those_of_the_seeds(calibrated: Calibrated, fresh: Middle) -> None:
    assert set(calibrated.constants) == set(fresh.constants)
    for code, line in fresh.constants.items():
        assert dict(calibrated.constants[code]) == pytest.approx(dict(line), abs=1e-6), f"{code}: {AGAIN}"


def test_constants_are_relative_to_the_observed_posture(evidence: Evidence, calibrated: Calibrated) -> None:
    for code, line in calibrated.constants.items():
        assert set(line) == set(evidence.postures)
        assert line[evidence.countries[code].posture.value] == 0.0
        assert line["pact"] == 0.0


def test_every_stored_value_lies_in_its_range(evidence: Evidence) -> None:
    stored = evidence.calibration
    assert stored is not None
    entries = [*stored["stakes"].values(), *stored["other_motives"].values()]
    entries += [entry for line in stored["constants"].values() for entry in line.values()]
    for entry in entries:
        assert entry["low"] <= entry["high"]


def test_stakes_are_of_the_order_that_efforts_show(evidence: Evidence, calibrated: Calibrated) -> None:
    floor_, top = evidence.law["stake_floor"].value, evidence.law["stake_ceiling"].value
    assert all(floor_ <= stake <= top for stake in calibrated.stakes.values())
    front, rear = calibrated.stakes["TWN"], calibrated.stakes["NZL"]
    assert front > 2 * rear


def test_the_curve_of_the_pact_rises(calibrated: Calibrated) -> None:
    assert tuple(prior for prior, _ in calibrated.pact_curve) == PRIORS
    assert all(a[1] < b[1] for a, b in pairwise(calibrated.pact_curve))


def test_the_curve_covers_the_prior(evidence: Evidence, calibrated: Calibrated) -> None:
    prior = evidence.law["pact_formation_prior"]
    assert calibrated.pact_curve[0][0] <= prior.low < prior.high <= calibrated.pact_curve[-1][0]
    assert interpolate(calibrated.pact_curve, prior.low) < interpolate(calibrated.pact_curve, prior.high)


def test_the_stored_curve_is_the_inverse_of_what_was_measured(evidence: Evidence, calibrated: Calibrated) -> None:
    assert evidence.calibration is not None
    points = [(point["step"], point["probability"]) for point in evidence.calibration["pact_formation"]]
    assert tuple(step for step, _ in points) == STEPS
    assert all(a[1] <= b[1] + 0.05 for a, b in pairwise(points))  # rising, but for chance
    found = invert_curve(points, PRIORS)
    assert np.array(found) == pytest.approx(np.array(calibrated.pact_curve), abs=0.01)


def test_the_rate_reached_is_the_rate_wanted(evidence: Evidence) -> None:
    assert evidence.calibration is not None
    wanted = evidence.law["posture_change_rate"].value
    assert evidence.calibration["exit_ratio"]["rate_reached"] == pytest.approx(wanted, rel=TOLERANCE)


def test_every_edition_has_a_ratio_that_reaches_the_rate(evidence: Evidence) -> None:
    assert evidence.calibration is not None
    wanted, stored = evidence.law["posture_change_rate"].value, evidence.calibration["editions"]
    assert set(stored) == {str(year) for year in evidence.editions}
    for year, fitted in stored.items():
        assert fitted["rate_reached"] == pytest.approx(wanted, rel=TOLERANCE), year


@pytest.mark.parametrize("year", [1951, 1970, 1990, 2000, 2015])
def test_the_first_ten_years_of_an_edition_change_as_often_as_wanted(
    factory: Make, evidence: Evidence, year: int
) -> None:
    """As a study runs them: 2,000 worlds that were not fitted to, whose rate is known to 2 % (one standard error)."""
    quiet = past(evidence, year, told=False).model_copy(update={"seed": 7})
    worlds = simulate(factory(quiet), range(2000), keep="summary")
    rate = float(worlds.of("countries", "changed").mean.mean())
    assert rate == pytest.approx(evidence.law["posture_change_rate"].value, rel=0.06)


def test_postures_change_about_as_often_as_observed(factory: Make, evidence: Evidence) -> None:
    """Sixty worlds of the status quo: 14,400 country-years, some 430 changes."""
    harvest = run_worlds(factory("status_quo"), range(60), workers=1)
    assert harvest.finished == 60
    rate = float(harvest.whole().countries[0][..., COUNTRY_COLUMNS.index("changed")].mean())
    wanted = evidence.law["posture_change_rate"].value
    assert 0.5 * wanted < rate < 2 * wanted


def test_a_pact_forms_about_as_rarely_as_believed(factory: Make, read_scenario: Read) -> None:
    """The prior lies between 0.02 and 0.3; a hundred worlds tell it to within 0.04."""
    scenario = read_scenario("asian_nato", "horizon.end=2036")
    harvest = run_worlds(factory(scenario), range(100), workers=1)
    column = THEATRE_COLUMNS.index("pact_in_force")
    share = harvest.whole().theatre[0][..., column].max(axis=1).mean()
    assert 0.0 < share < 0.4


@pytest.mark.slow
def test_a_new_fit_finds_what_is_stored(evidence: Evidence, calibrated: Calibrated, read_scenario: Read) -> None:
    """Four hundred worlds: the rate at the stored ratio, and the pact at three points of the stored curve."""
    wanted = evidence.law["posture_change_rate"].value
    bench = Bench(evidence, 400, posterior=read_posterior(evidence))
    rate = change_rate(bench, read_scenario("status_quo"), calibrated.exit_ratio)
    assert rate == pytest.approx(wanted, rel=0.1)
    decade = read_scenario("asian_nato", f"horizon.end={2027 + YEARS - 1}")
    for prior in (0.05, 0.15, 0.3):
        step = interpolate(calibrated.pact_curve, prior)
        share = formation(bench, decade, calibrated.exit_ratio, step)
        assert share == pytest.approx(prior, abs=0.03 + 2 * (prior * (1 - prior) / 400) ** 0.5)
