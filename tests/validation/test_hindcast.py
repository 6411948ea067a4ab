"""Past years run forward, end to end over a few worlds of one edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.engine.posterior import read_posterior
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory
from sim.errors import InputError
from sim.evidence import Evidence
from sim.history import History, observed
from sim.results.manifest import Engine
from sim.scenario.past import AHEAD, past
from sim.validation.hindcast import (
    FORECAST,
    INFORMED,
    INPUTS,
    LATER,
    LOGIT,
    PAST,
    PERSISTENCE,
    Hindcast,
    hindcast,
    shares,
)
from sim.validation.races import HORIZONS, ORDER, RANKS, by_year, hindcast_findings, resampled

Narrow = Callable[[], AbstractContextManager[None]]
WORLDS, SEED = 8, 3


@pytest.fixture(scope="module")
def found(evidence: Evidence, record: History, engine: Engine, one_edition: Narrow) -> Hindcast:
    with one_edition():
        return hindcast(evidence, record, WORLDS, SEED, engine, 1)


def test_a_past_year_runs_ten_years_with_and_without_what_happened(evidence: Evidence) -> None:
    for year in (1951, 1970, 1990, 2000, 2015):
        told, quiet = past(evidence, year, told=True), past(evidence, year, told=False)
        assert (told.start, told.end, told.step, told.edition) == (year, year + AHEAD, 1, year)
        assert (quiet.start, quiet.end, quiet.policies) == (year, year + AHEAD, ())
        assert told.policies
    with pytest.raises(InputError, match="history_1960"):
        past(evidence, 1960, told=True)


def test_cases_are_the_record(evidence: Evidence, record: History, found: Hindcast) -> None:
    cases, then = found.cases, evidence.at(2015)
    countries = set(then.countries)
    assert set(cases.country) == countries
    assert len(cases) == AHEAD * len(countries)
    for k in range(0, len(cases), 7):
        code, year = str(cases.country[k]), int(cases.origin[k] + cases.ahead[k])
        assert found.postures[cases.seen[k]] == observed(record, code, year).posture
        assert found.postures[cases.held[k]] == then.countries[code].posture.value
        own = then.countries[code].parameters
        assert cases.inputs[k] == pytest.approx([own[name].value for name in INPUTS])
        gap = own["export_share_hub"].value - own["export_share_challenger"].value
        assert cases.customer[k] == np.sign(gap)


def test_forecasts_are_probabilities(found: Hindcast) -> None:
    for name, made in found.forecasts.items():
        if name == LOGIT:
            assert np.isnan(made).all()  # the first origin has no past
            continue
        assert made.shape == (len(found.cases), 5)
        assert made.sum(axis=1) == pytest.approx(1.0), name
        assert (made > 0).all(), name
    # half a world for each posture that no world shows
    assert found.forecasts[FORECAST].min() == pytest.approx(0.5 / (WORLDS + 2.5))
    assert not found.sound.any()


def test_the_same_seed_gives_the_same_numbers_and_another_does_not(
    evidence: Evidence, record: History, engine: Engine, found: Hindcast, one_edition: Narrow
) -> None:
    told: list[int] = []
    with one_edition():
        again = hindcast(evidence, record, WORLDS, SEED, engine, 1, told.append)
        other = hindcast(evidence, record, WORLDS, SEED + 1, engine, 1)
    assert sum(told) == 2 * WORLDS
    for name in (FORECAST, INFORMED):
        np.testing.assert_array_equal(again.forecasts[name], found.forecasts[name])
        assert not np.array_equal(other.forecasts[name], found.forecasts[name])
    np.testing.assert_array_equal(other.forecasts[PERSISTENCE], found.forecasts[PERSISTENCE])


def test_shares_by_counting(evidence: Evidence, engine: Engine, found: Hindcast) -> None:
    scenario = past(evidence, 2015, told=False).model_copy(update={"seed": SEED})
    made: Mapping[str, np.ndarray] = shares(evidence, scenario, WORLDS, engine, 1, None)
    counts = made["JPN"] * (WORLDS + 2.5) - 0.5
    assert counts == pytest.approx(np.round(counts))
    assert counts.sum(axis=1) == pytest.approx(WORLDS)
    row = int(np.flatnonzero((found.cases.country == "JPN") & (found.cases.ahead == 4))[0])
    np.testing.assert_array_equal(found.forecasts[FORECAST][row], made["JPN"][4])


def test_worlds_of_an_origin_know_what_was_seen_before_it(
    evidence: Evidence, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Factory] = []

    def listen(factory: Factory, *rest: Any, **named: Any) -> Any:
        made.append(factory)
        return run_worlds(factory, *rest, **named)

    monkeypatch.setattr("sim.validation.hindcast.run_worlds", listen)
    for year in (1951, 1970, 1990):
        shares(evidence, past(evidence, year, told=False), 2, engine, 1, None)
    assert made[0].posterior is None
    for factory, year in zip(made[1:], (1970, 1990), strict=True):
        known = read_posterior(evidence, known_by=year)
        assert known is not None
        assert factory.scenarios[0].draws == "posterior"
        assert factory.posterior is not None
        assert factory.posterior.worlds.tolist() == known.worlds.tolist()


def test_what_is_fitted_is_scored_only_in_worlds_that_have_not_seen_it(
    evidence: Evidence, record: History, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each finding names the targets of its own origins; a sample's name is the last year that it knows."""
    assert evidence.posterior is not None
    names = {tuple(map(int, ids.split())): name for name, ids in evidence.posterior["samples"].items()}
    drawn: list[tuple[int, str | None]] = []

    def listen(factory: Factory, *rest: Any, **named: Any) -> Any:
        ids = factory.posterior and tuple(factory.posterior.worlds.tolist())
        drawn.append((factory.evidence.year or 0, names[ids] if ids else None))
        return run_worlds(factory, *rest, **named)

    monkeypatch.setattr("sim.validation.hindcast.run_worlds", listen)
    for editions, targets in (((1951, 1970), (PAST,)), ((1970, 1990), (PAST, LATER)), ((1990,), (LATER,))):
        drawn.clear()
        monkeypatch.setattr(Evidence, "editions", property(lambda _, years=editions: years))
        made = hindcast(evidence, record, 2, SEED, engine, 1)
        for one in hindcast_findings(made):
            if one.rivals:
                origins = made.cases.origin if "with a past" not in one.test else made.cases.origin[made.sound]
                assert set(one.targets) == {PAST if year < 1980 else LATER for year in origins.tolist()}
                assert {evidence.targets[name].use for name in one.targets if name != PAST} <= {"test"}
        assert made.targets == targets
        assert {year for year, _ in drawn} == set(editions)
        for year, name in drawn:
            assert name is None if year == 1951 else name is not None and int(name) <= year


def test_findings_race_the_model_against_each_rival_it_has(found: Hindcast) -> None:
    findings = list(hindcast_findings(found))
    ranked = [one for one in findings if one.measure.startswith(RANKS)]
    assert len(ranked) == len(HORIZONS)
    assert {one.verdict for one in ranked} == {"shown"}
    raced = [one for one in findings if one.rivals and one not in ranked]
    assert {one.test for one in raced} == {"postures foreseen, all origins", "moves"}  # none with a past
    assert len(raced) == 3 * len(HORIZONS) + 1
    nothing = [one for one in raced if one.verdict == "shown"]
    assert [one.measure for one in nothing] == [f"{ORDER}, 1 year"]  # where both are right throughout
    assert [(one.model, one.best, one.lead) for one in nothing] == [(1.0, ("persistence", 1.0), None)]
    assert nothing[0].note == "1 year ahead model and persistence order every pair, so that nothing is compared"
    for one in raced:
        assert set(one.rivals or {}) == {"persistence", "nearest power", "bigger customer"}
        assert one.targets == (LATER,)
    told = [one for one in findings if INFORMED in one.measure]
    assert told
    assert all(one.verdict == "shown" for one in told)  # who is told the future makes no forecast


def test_an_edition_of_which_nothing_has_been_seen_is_left_out(
    evidence: Evidence, record: History, engine: Engine, one_edition: Narrow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(record), "years", lambda *_: range(1951, 2016))
    with one_edition(), pytest.raises(InputError, match="editions: the record holds no year after any"):
        hindcast(evidence, record, WORLDS, SEED, engine, 1)


def test_a_lead_is_that_over_the_best_rival_and_its_interval_holds_it(found: Hindcast) -> None:
    for one in hindcast_findings(found):
        if one.lead is None:
            assert one.verdict == "shown" or one.test == "moves"
            continue
        assert one.best is not None
        sign = 1.0 if ORDER in one.measure else -1.0
        assert one.lead.value == pytest.approx(sign * (one.model - one.best[1]))
        assert one.lead.low <= one.lead.high
        assert (one.lead.value > 0) == (one.verdict == "ahead")


def test_countries_are_resampled_with_all_their_cases() -> None:
    countries = np.array(["A", "A", "B", "C", "C", "C"])
    for sample in resampled(countries):
        drawn = Counter(sample.tolist())
        assert drawn[0] == drawn[1]
        assert drawn[3] == drawn[4] == drawn[5]
        assert drawn[0] + drawn[2] + drawn[3] == 3
    assert len({tuple(sample) for sample in resampled(countries)}) > 5


def test_a_forecast_that_is_right_in_every_country_is_surely_ahead(found: Hindcast) -> None:
    perfect = np.full_like(found.forecasts[FORECAST], 0.01)
    perfect[np.arange(len(perfect)), found.cases.seen] = 0.96
    won = replace(found, forecasts={**found.forecasts, FORECAST: perfect})
    scored = [one for one in hindcast_findings(won) if one.measure == "log score, 10 years"]
    assert scored[0].lead is not None
    assert scored[0].lead.low > 0


def test_every_year_ahead_is_scored(found: Hindcast) -> None:
    scored = list(by_year(found))
    assert {one.ahead for one in scored} == set(range(1, AHEAD + 1))
    line = {one.measure: one.model for one in hindcast_findings(found) if one.rivals}
    for one in scored:
        what = f"{one.measure}, {one.ahead} year{'s' * (one.ahead > 1)}"
        if one.forecaster == FORECAST and what in line:
            assert one.value == line[what]
