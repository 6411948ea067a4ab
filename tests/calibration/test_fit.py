"""The fitting itself: curves inverted exactly, ratios found, a file written whole."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sim.calibration.fit import (
    PRIORS,
    RATIO_BOUNDS,
    STEPS,
    TOLERANCE,
    Bench,
    Fit,
    Spread,
    change_rate,
    fit_after,
    fit_before,
    fit_ratio,
    invert_curve,
    spreads,
)
from sim.calibration.learnt import Learnt
from sim.calibration.tried import Tried
from sim.calibration.write import posterior_text, text, write
from sim.engine.calibrated import Calibrated, base_years, read_calibrated
from sim.engine.posterior import read_posterior
from sim.errors import InputError, RunFailed
from sim.evidence import Evidence, load_evidence
from sim.scenario import Scenario
from sim.scenario.past import past
from sim.world.table import Table

ROOT = Path(__file__).parents[2]
Read = Callable[..., Scenario]


@given(st.floats(-3, -1), st.floats(0.5, 4))
def test_a_logistic_is_inverted_exactly(at_zero: float, slope: float) -> None:
    points = [(step, 1 / (1 + math.exp(-(at_zero + slope * step)))) for step in STEPS]
    inside = [p for p in PRIORS if points[0][1] > 1e-3]
    for prior, step in invert_curve(points, inside):
        assert step == pytest.approx((math.log(prior / (1 - prior)) - at_zero) / slope, abs=1e-9)


def test_inversion_by_hand() -> None:
    points = [(0.0, 0.1), (1.0, 0.5), (2.0, 0.5), (3.0, 0.9)]  # a flat stretch is passed over
    found = dict(invert_curve(points, (0.1, 0.3, 0.5, 0.7)))
    low, high = -math.log(9), math.log(9)
    assert found[0.1] == pytest.approx(0.0)
    assert found[0.3] == pytest.approx((math.log(3 / 7) - low) / -low)
    assert found[0.5] == pytest.approx(1.0)
    assert found[0.7] == pytest.approx(1.0 + 2 * math.log(7 / 3) / high)


def test_what_was_not_reached_is_extrapolated_along_the_last_slope() -> None:
    points = [(0.0, 0.2), (1.0, 0.5)]
    slope = math.log(4)
    ((_, below), (_, above)) = invert_curve(points, (0.1, 0.8))
    assert below == pytest.approx((math.log(1 / 9) + slope) / slope)
    assert above == pytest.approx((math.log(4) + slope) / slope)


@given(st.lists(st.floats(0, 1), min_size=len(STEPS), max_size=len(STEPS)))
def test_a_curve_never_falls_whatever_chance_does(shares: list[float]) -> None:
    shares[0], shares[-1] = 0.01, 0.95
    curve = invert_curve(list(zip(STEPS, shares, strict=True)), PRIORS)
    steps = [step for _, step in curve]
    assert steps == sorted(steps)


@pytest.mark.parametrize(("power", "most"), [(1.0, 9.0), (0.4, 9.0), (1.6, 9.0), (0.8, 0.03), (0.0, 9.0)])
def test_a_ratio_is_found_in_few_tries(
    evidence: Evidence, read_scenario: Read, monkeypatch: pytest.MonkeyPatch, power: float, most: float
) -> None:
    """Rates that rise as some power of the ratio up to a ceiling; and one that does not hang on it."""
    wanted, tried = evidence.law["posture_change_rate"].value, []

    def rate(_: Bench, __: Scenario, ratio: float) -> float:
        tried.append(ratio)
        return min(0.7 * wanted * ratio**power, most)

    monkeypatch.setattr("sim.calibration.fit.change_rate", rate)
    told: list[str] = []
    bench, low, high = Bench(evidence, 1), *RATIO_BOUNDS
    if power:
        ratio, reached = fit_ratio(bench, read_scenario("status_quo"), told.append)
        assert reached == pytest.approx(wanted, rel=TOLERANCE)
        assert ratio == tried[-1] == pytest.approx(0.7 ** (-1 / power), rel=0.05)
        assert len(tried) <= 6
    else:
        with pytest.raises(RunFailed, match=r"no exit ratio between 0\.05 and 8 gives 0\.0250 changes"):
            fit_ratio(bench, read_scenario("status_quo"), told.append)
        assert len(set(tried)) == len(tried) == 12
    assert all(low <= one <= high for one in tried)


def test_of_tries_that_all_miss_the_nearest_is_taken(
    evidence: Evidence, read_scenario: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rate that goes by steps, as that of few worlds does, over the one wanted."""
    wanted, told = evidence.law["posture_change_rate"].value, list[str]()
    monkeypatch.setattr("sim.calibration.fit.change_rate", lambda _, __, ratio: wanted * (0.95 if ratio < 3.0 else 1.2))
    ratio, reached = fit_ratio(Bench(evidence, 1), read_scenario("status_quo"), told.append)
    assert ratio < 3.0
    assert reached == 0.95 * wanted
    assert told[-1].startswith("no exit ratio between 0.05 and 8 gives")


def test_spreads_hold_the_central_inversion(evidence: Evidence, calibrated: Calibrated, read_scenario: Read) -> None:
    bench = Bench(evidence, 12)
    stakes, motives, constants = spreads(bench, read_scenario("status_quo"), calibrated.exit_ratio)
    assert {c: s.value for c, s in stakes.items()} == pytest.approx(dict(calibrated.stakes), abs=1e-6)
    assert {c: s.value for c, s in motives.items()} == pytest.approx(dict(calibrated.other_motives), abs=1e-6)
    for code, line in constants.items():
        assert {p: s.value for p, s in line.items()} == pytest.approx(dict(calibrated.constants[code]), abs=1e-6)
        assert all(s.low <= s.high for s in line.values())
    assert all(s.low < s.high for s in stakes.values())
    assert spreads(bench, read_scenario("status_quo"), calibrated.exit_ratio)[0] == stakes
    learnt = replace(bench, posterior=read_posterior(evidence))
    assert spreads(learnt, read_scenario("status_quo"), calibrated.exit_ratio)[0] != stakes


def test_a_country_left_out_is_fitted_in_the_whole_theatre(
    evidence: Evidence, calibrated: Calibrated, read_scenario: Read
) -> None:
    """And those of the scenario are fitted among themselves, whoever else there is."""
    own = read_scenario("status_quo")
    everyone = tuple(evidence.countries)
    assert base_years(evidence, own) == (own.include, everyone)
    assert base_years(evidence, read_scenario("whole_theatre")) == (everyone,)
    narrow, wide = (
        spreads(Bench(evidence, 2), read_scenario(name), calibrated.exit_ratio)[2]
        for name in ("status_quo", "whole_theatre")
    )
    assert list(narrow) == [*own.include, *(c for c in everyone if c not in own.include)]
    for code in everyone:
        assert (narrow[code] == wide[code]) == (code not in own.include), code


def _fit(evidence: Evidence) -> Fit:
    spread = Spread(1.25, -0.5, 2.0)
    return Fit(
        exit_ratio=0.8,
        rate=0.03,
        curve=((0.02, -0.4), (0.3, 0.5)),
        formation=((0.0, 0.1), (1.0, 0.6)),
        base_years=(("JPN", "KOR"), tuple(evidence.countries)),
        stakes=dict.fromkeys(evidence.countries, spread),
        other_motives=dict.fromkeys(evidence.countries, spread),
        constants={c: dict.fromkeys(evidence.postures, spread) for c in evidence.countries},
        replicates=7,
        editions={1951: (0.4, 0.025), 1990: (1.5, 0.0249)},
    )


def small(evidence: Evidence) -> Learnt:
    """What would be learnt from eighty draws, whose chances are made up."""
    table, rng = Table.of(evidence), np.random.default_rng(4)
    figures = {name: table.figures[name] for name in table.coefficients}
    tried = Tried(
        chances={1951: rng.uniform(0.2, 1, (80, 10, 2)), 1970: rng.uniform(0.2, 1, (80, 10, 2))},
        known=dict.fromkeys((1951, 1970), np.ones((10, 2), np.bool_)),
        stayed=dict.fromkeys((1951, 1970), np.ones((10, 2), np.bool_)),
        countries=dict.fromkeys((1951, 1970), ("JPN", "THA")),
        worths=rng.normal(size=(80, 4)),
        asked=("IDN", "MYS", "PHL", "THA"),
        shares=np.array([0.2, -0.1, 1.5, 0.1]),
        postures=5,
    )
    return Learnt(tried, figures, seed=9, worlds=3, rate=0.025)


def test_a_sample_rests_on_what_was_seen_by_its_year_alone(evidence: Evidence) -> None:
    learnt = small(evidence)
    later = {**learnt.tried.chances, 1970: learnt.tried.chances[1970][::-1]}
    other = replace(learnt, tried=replace(learnt.tried, chances=later))
    asked = replace(learnt, tried=replace(learnt.tried, worths=learnt.tried.worths[::-1]))
    assert list(learnt.samples) == ["all", "1961", "1980"]
    for name, changed in (("1961", ()), ("1980", (other,)), ("all", (other, asked))):
        for one in (other, asked):
            same = one.samples[name].tolist() == learnt.samples[name].tolist()
            assert same == (not any(one is each for each in changed)), name


def test_what_is_written_is_what_is_read(evidence: Evidence, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    fit = _fit(evidence)
    assert text(fit) == text(fit)
    learnt = small(evidence)
    assert write(fit, learnt, seeds) == (seeds / "calibration.yaml", seeds / "posterior.yaml")
    assert (seeds / "posterior.yaml").read_text(encoding="utf-8") == posterior_text(learnt)
    assert (seeds / "calibration.yaml").read_text(encoding="utf-8") == text(fit)
    assert not list(seeds.glob("*.partial"))
    assert yaml.safe_load(text(fit))["pact_formation"][1] == {"step": 1, "probability": 0.6}
    for year in (1951, 1970, 1980, 2015):
        stored, own = read_posterior(load_evidence(seeds), known_by=year), learnt.known_by(year)
        assert (stored and stored.worlds.tolist()) == (own and own.worlds.tolist())
    assert learnt.known_by(1951) is None
    found = read_calibrated(load_evidence(seeds))
    posterior = read_posterior(load_evidence(seeds))
    assert posterior is not None
    assert (posterior.seed, posterior.worlds.tolist()) == (9, learnt.samples["all"].tolist())
    assert found.exit_ratio == 0.8
    assert found.pact_curve == fit.curve
    assert found.base_years == fit.base_years
    assert read_calibrated(load_evidence(seeds, 1951)).exit_ratio == 0.4
    assert read_calibrated(load_evidence(seeds, 1990)).exit_ratio == 1.5
    with pytest.raises(InputError, match=r"editions: not calibrated for the edition of 1970; run `pactsim calibrate`"):
        read_calibrated(load_evidence(seeds, 1970))
    assert set(found.stakes.values()) == set(found.other_motives.values()) == {1.25}
    assert all(value == 1.25 for line in found.constants.values() for value in line.values())


def test_a_small_calibration_says_what_it_does(evidence: Evidence, calibrated: Calibrated, read_scenario: Read) -> None:
    heard: list[str] = []
    quiet = {2015: past(evidence, 2015, told=False).model_copy(update={"end": 2018})}
    now, offer = read_scenario("status_quo", "horizon.end=2029"), read_scenario("asian_nato")
    bench = Bench(evidence, 3, 1)
    before = fit_before(bench, now, offer, quiet, heard.append)
    assert "edition of 2015" in heard
    assert list(before.editions) == [2015]
    ratio, rate = before.editions[2015]
    low, high = RATIO_BOUNDS
    assert low < ratio < high
    wanted = evidence.law["posture_change_rate"].value
    assert change_rate(replace(bench, evidence=evidence.at(2015)), quiet[2015], ratio) == rate
    assert rate == pytest.approx(wanted, rel=TOLERANCE)
    heard.clear()
    known = {2015: read_posterior(evidence, known_by=2015)}
    learnt = replace(bench, posterior=read_posterior(evidence))
    fit = fit_after(learnt, before, now, offer, quiet, known, heard.append)
    assert fit.replicates == 3
    again, rate = fit.editions[2015]
    assert "edition of 2015, by what was seen before" in heard
    then = replace(bench, evidence=evidence.at(2015), posterior=known[2015])
    assert change_rate(then, quiet[2015], again) == rate == pytest.approx(wanted, rel=TOLERANCE)
    assert change_rate(then, quiet[2015], ratio) != before.editions[2015][1]  # it was fitted to other draws
    assert fit_after(learnt, before, now, offer, quiet, {2015: None}, heard.append).editions == before.editions
    assert sum(line.startswith("exit ratio") for line in heard) >= 1
    assert sum(line.startswith("unexplained step") for line in heard) == 2 * len(STEPS)
    assert [step for step, _ in fit.formation] == list(STEPS)
    assert tuple(prior for prior, _ in fit.curve) == PRIORS
    assert np.isfinite([step for _, step in fit.curve]).all()
    shares = [share for _, share in fit.formation]
    assert shares[0] <= shares[-1]
    assert set(fit.stakes) == set(evidence.countries)
