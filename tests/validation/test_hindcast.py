"""Past years run forward, end to end over a few worlds of one edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
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
    HORIZONS,
    INFORMED,
    INPUTS,
    LOGIT,
    PERSISTENCE,
    SEEN,
    Hindcast,
    hindcast,
    hindcast_findings,
    shares,
)

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
    assert [one.scenarios[0].draws for one in made] == ["prior", "posterior", "posterior"]
    for factory, year in zip(made[1:], (1970, 1990), strict=True):
        known = read_posterior(evidence, known_by=year)
        assert known is not None
        assert factory.calibrated.posterior is not None
        assert factory.calibrated.posterior.worlds.tolist() == known.worlds.tolist()


def test_findings_race_the_model_against_each_rival_it_has(found: Hindcast) -> None:
    findings = list(hindcast_findings(found))
    raced = [one for one in findings if one.rivals]
    assert {one.test for one in raced} == {"postures foreseen, all origins", "moves"}  # none with a past
    assert len(raced) == 3 * len(HORIZONS) + 1
    for one in raced:
        assert set(one.rivals or {}) == {"persistence", "nearest power", "bigger customer"}
        assert one.targets == SEEN
    told = [one for one in findings if INFORMED in one.measure]
    assert told
    assert all(one.verdict == "shown" for one in told)  # who is told the future makes no forecast


def test_an_edition_of_which_nothing_has_been_seen_is_left_out(
    evidence: Evidence, record: History, engine: Engine, one_edition: Narrow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(record), "years", lambda *_: range(1951, 2016))
    with one_edition(), pytest.raises(InputError, match="editions: the record holds no year after any"):
        hindcast(evidence, record, WORLDS, SEED, engine, 1)
