"""Worlds of experiments: the numbers are those of a comparison, and each expectation looks at the right ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.analysis.samples import Worlds as Panels
from sim.analysis.samples import sample
from sim.claims.book import Book
from sim.claims.entries import Arm
from sim.claims.form import Bound, Expectation
from sim.claims.judge import answers, ask, sensitivity
from sim.claims.run import Worlds, key_of, run_trials, wanted
from sim.engine.engines import COMPILER
from sim.engine.quantities import Quantity
from sim.engine.study import Order, conduct
from sim.errors import RunFailed
from sim.evidence import Evidence
from sim.results.store import open_study
from sim.scenario import Scenario

WITHOUT, WITH = np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 5.0])


def expectation(**parts: object) -> Expectation:
    return Expectation.model_validate({"outcome": "side.end", **parts})


@pytest.mark.parametrize(
    ("parts", "values", "low", "high"),
    [
        ({"change": "higher"}, [1, 0, 2], 0, math.inf),
        ({"change": "higher", "by": 0.5}, [1, 0, 2], 0.5, math.inf),
        ({"change": "lower"}, [1, 0, 2], -math.inf, 0),
        ({"change": "lower", "by": 0.5}, [1, 0, 2], -math.inf, -0.5),
        ({"change": "unchanged", "by": 0.5}, [1, 0, 2], -0.5, 0.5),
        ({"level": Bound(above=0.5)}, [2, 2, 5], 0.5, math.inf),
        ({"level": Bound(below=0.5)}, [2, 2, 5], -math.inf, 0.5),
    ],
)
def test_an_expectation_is_a_range(parts: dict[str, object], values: list[float], low: float, high: float) -> None:
    put = ask(expectation(**parts), WITHOUT, WITH)
    assert put.values.tolist() == values
    assert (put.low, put.high) == (low, high)


def test_the_numbers_are_those_of_a_comparison(evidence: Evidence, book: Book, tmp_path: Path) -> None:
    trial = book.trials["C011"]
    assert trial.without is not None
    expect = (
        expectation(change="lower"),
        expectation(change="lower", countries=("JPN", "KOR")),
        expectation(outcome="hazard.mean", change="higher", flashpoints=("taiwan_strait",)),
    )
    ran = run_trials([replace(trial, expect=expect)], evidence, 4, 9, "mesa", workers=1)
    (answer,) = answers([replace(trial, expect=expect)], ran)
    pair = tuple(arm.scenario.model_copy(update={"seed": 9, "replicates": 4}) for arm in (trial.without, trial.with_))
    done = conduct(Order("compare", pair, tmp_path, workers=1), evidence)
    panels = Panels(open_study(done.path))
    told = {
        (series.outcome, series.scope): block.values[1, row] - block.values[0, row]
        for block in sample(panels, ("side.end", "hazard.mean"))
        for row, series in enumerate(block.series)
    }
    both = (told["side.end", "JPN"] + told["side.end", "KOR"]) / 2
    wanted_values = [told["side.end", "all"], both, told["hazard.mean", "taiwan_strait"]]
    for finding, values in zip(answer.findings, wanted_values, strict=True):
        assert finding.values == pytest.approx(values, abs=1e-12)
        assert finding.interval.mean == pytest.approx(values.mean())
    drawn = panels.draws[list(ran.names)].to_numpy()
    assert np.array_equal(drawn, ran.draws)


def test_both_engines_give_the_same(evidence: Evidence, book: Book) -> None:
    pytest.importorskip(COMPILER)
    trials = [book.trials["C110"]]
    slow, fast = (run_trials(trials, evidence, 3, 5, engine, workers=1) for engine in ("mesa", "ensemble"))
    assert slow.values.keys() == fast.values.keys()
    assert all(np.array_equal(slow.values[key], fast.values[key]) for key in slow.values)


def test_a_scenario_that_experiments_share_runs_once(book: Book) -> None:
    trials = [book.trials[name] for name in ("C088", "C115", "C006", "C013", "C011")]
    scenarios, asked = wanted(trials)
    assert len(scenarios) == 4  # status quo, Ukraine, the pact, the pact with tariffs
    status_quo = key_of(book.trials["C013"].without.scenario)  # type: ignore[union-attr]
    assert Quantity("unaligned.end") in asked[status_quo]
    assert Quantity("side.mean") in asked[status_quo]


def test_an_order_compares_neighbours(evidence: Evidence, book: Book) -> None:
    trial = replace(book.trials["C087"], expect=(expectation(order=("AUS", "VNM", "JPN")),))
    ran = run_trials([trial], evidence, 3, 5, "mesa", workers=1)
    (answer,) = answers([trial], ran)
    first, second = answer.findings
    side = {code: ran.of(trial.with_.scenario, Quantity("side.end", (code,))) for code in ("AUS", "VNM", "JPN")}
    assert first.pair == ("AUS", "VNM")
    assert first.values.tolist() == (side["AUS"] - side["VNM"]).tolist()
    assert second.values.tolist() == (side["VNM"] - side["JPN"]).tolist()
    assert math.isnan(first.without)


def test_an_experiment_may_be_about_a_past_year(
    evidence: Evidence, book: Book, read_scenario: Callable[..., Scenario]
) -> None:
    short = ("horizon.end=1952", "policies=[]")
    past = replace(
        book.trials["C087"],
        with_=Arm(read_scenario("history_1951", *short), None),
        expect=(expectation(outcome="trust.end", order=("PHL", "VNM")),),
    )
    ran = run_trials([past, book.trials["C087"]], evidence, 3, 5, "mesa", workers=1)
    assert "countries.SGP.hub_trust" in ran.names  # drawn numbers are told as of today
    (answer, _) = answers([past, book.trials["C087"]], ran)
    assert (answer.findings[0].values > 0.2).all()


def planted(book: Book, evidence: Evidence, lost: int = 0) -> tuple[Worlds, str, str]:
    """Worlds of C012 whose values are made up: the difference is the first drawn number; the last worlds failed."""
    trial = book.trials["C012"]
    ran = run_trials([trial], evidence, 2, 5, "mesa", workers=1)
    draws = np.random.default_rng(2).random((200, 3))
    names = ("law.wedge", "law.other", "law.third")
    keys = [key for key, _ in ran.values]
    values = {place: np.zeros(200) for place in ran.values}
    without = key_of(trial.without.scenario)  # type: ignore[union-attr]
    with_ = next(key for key in keys if key != without)
    quantity = Quantity("side.end")
    values[with_, quantity] = 1.5 - 3 * draws[:, 0]
    if lost:
        values[without, quantity][-lost:] = np.nan
    return Worlds(200, names, draws, values, [], ran.scenarios), without, with_


def test_an_outcome_is_compared_with_each_that_it_should_exceed(evidence: Evidence, book: Book) -> None:
    places = ("IDN", "VNM")
    one = expectation(outcome="trust.end", exceeds=("deterrence.mean", "nuclear.end"), countries=places)
    trial = replace(book.trials["C011"], expect=(one,))
    worlds = run_trials([trial], evidence, 4, 3, "mesa", workers=1)
    (answer,) = answers([trial], worlds)
    assert [found.pair for found in answer.findings] == [("trust.end", "deterrence.mean"), ("trust.end", "nuclear.end")]
    own = worlds.of(trial.with_.scenario, Quantity("trust.end", places))
    for found, name in zip(answer.findings, one.exceeds or (), strict=True):
        other = worlds.of(trial.with_.scenario, Quantity(name, places))
        assert np.array_equal(found.values, own - other)
        assert (found.low, found.high) == (0.0, math.inf)


def test_a_made_up_dependence_is_found_and_told(evidence: Evidence, book: Book) -> None:
    worlds, _, _ = planted(book, evidence)
    (answer,) = answers([book.trials["C012"]], worlds)
    assert answer.verdict.kind == "depends"
    assert answer.verdict.turn is not None
    assert answer.verdict.turn.number == "law.wedge"
    ((name, size),) = sensitivity(answer, worlds)
    assert (name, round(size, 6)) == ("law.wedge", -1.0)


def test_worlds_that_failed_are_left_out_of_the_pair(evidence: Evidence, book: Book) -> None:
    worlds, _, _ = planted(book, evidence, lost=50)
    (answer,) = answers([book.trials["C012"]], worlds)
    assert answer.worlds == 150
    assert not np.isnan(answer.deciding.values).any()


def test_without_any_world_there_is_no_verdict(evidence: Evidence, book: Book) -> None:
    worlds, _, _ = planted(book, evidence, lost=200)
    with pytest.raises(RunFailed, match="no world of C012"):
        answers([book.trials["C012"]], worlds)


def test_progress_counts_every_world_of_every_scenario(evidence: Evidence, book: Book) -> None:
    told: list[int] = []
    run_trials([book.trials["C011"], book.trials["C087"]], evidence, 3, 5, "mesa", workers=1, progress=told.append)
    assert sum(told) == 3 * 3
