"""Magnitudes by hand, signs of theory, and seeds that lack what the tests need."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.engine.worlds import Factory
from sim.errors import InputError
from sim.evidence import load_evidence
from sim.results.manifest import Engine
from sim.validation.board import Scorecard
from sim.validation.magnitudes import trade_findings, trust_findings
from sim.validation.run import validate
from sim.validation.theory import burden_finding

ROOT = Path(__file__).parents[2]
Make = Callable[..., Factory]


@pytest.fixture(scope="module")
def now(factory: Make) -> Factory:
    return factory("status_quo")


def test_trade_under_a_duty_by_hand(now: Factory) -> None:
    first, last = trade_findings(now, 5)
    rows = [now.row(r) for r in range(5)]
    assert last.model == pytest.approx(np.mean([-14.0 * row["law.tariff_elasticity"] for row in rows]))
    kept = [math.exp(-row["law.tariff_adjustment"]) for row in rows]
    within = [-14.0 * row["law.tariff_elasticity"] * (1 - left) for row, left in zip(rows, kept, strict=True)]
    assert first.model == pytest.approx(np.mean(within))
    assert last.low <= last.model <= last.high < 0
    assert last.model < first.model < 0  # it takes years to unfold
    assert (first.seen, first.targets) == (-31.7, ("targeted_imports",))
    assert (first.verdict, last.verdict) == ("met" if first.low <= -31.7 <= first.high else "missed", "shown")


def test_trust_falls_further_when_the_administration_changes_too(now: Factory) -> None:
    alone, both = trust_findings(now, 5)
    assert both.model < alone.model < 0
    assert alone.seen == both.seen == -20
    assert {alone.verdict, both.verdict} <= {"met", "missed"}


def test_who_bears_the_burden_is_shown_and_no_test(now: Factory) -> None:
    countries = now.frames[0].grid.countries
    n = len(countries)
    gdp = np.array([now.evidence.countries[c].parameters["gdp"].value for c in countries])
    most = burden_finding(now, np.argsort(np.argsort(gdp)) * 0.01, gdp)  # the hub does most and is the largest
    assert most.model == pytest.approx(1.0)
    assert burden_finding(now, -gdp, gdp).model < 0
    assert burden_finding(now, np.zeros(n), gdp).verdict == "shown"
    assert -1 <= most.seen <= 1


def test_each_sign_is_judged_by_its_own_interval(card: Scorecard) -> None:
    signs = [one for one in card.findings if one.test == "signs of theory"]
    assert {one.measure.split()[0] for one in signs} == {"T04", "T05", "T06", "T07"}
    for one in signs:
        assert one.low <= one.model <= one.high
        assert math.isfinite(one.least) != math.isfinite(one.most)
        inside, outside = one.least < one.low and one.high < one.most, one.high < one.least or one.low > one.most
        assert one.verdict == ("met" if inside else "missed" if outside else "undecided")
        assert "pactsim claims T0" in one.note


def test_seeds_that_lack_something_are_refused_in_sentences(tmp_path: Path, engine: Engine) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    text = (seeds / "targets.yaml").read_text(encoding="utf-8")
    (seeds / "targets.yaml").write_text(text.replace("forced_choice_2024:", "forced_choice_2025:"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        validate(load_evidence(seeds), 2, 1, engine, 1, lambda *_: None)
    (problem,) = caught.value.problems
    assert str(problem).endswith("targets.yaml: 'forced_choice_2024' is missing; the tests need it")


def test_targets_that_do_not_say_what_they_were_seen_in_are_refused_before_any_world(
    tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    text = (seeds / "targets.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("  given: {trust: 56, duty: 10}\n", ""),
        ("{duty_before: 2.6, duty_after: 16.6}", "{duty_befor: 2.6, duty_after: 16.6}"),
        ("values: {all: -31.7}", "values: {USA: -31.7}"),
        ("given: {last: 1980}", "given: {first: 1952}"),
        ("values: {BRN: 30.3, IDN: 64.3,", "values: {IDN: 64.3,"),
    ):
        assert old in text
        text = text.replace(old, new)
    (seeds / "targets.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("sim.validation.run.hindcast", lambda *_: pytest.fail("worlds were run"))
    with pytest.raises(InputError) as caught:
        validate(load_evidence(seeds), 2, 1, engine, 1, lambda *_: None)
    told = [str(problem).split("targets.yaml: ")[1] for problem in caught.value.problems]
    assert told == [
        "postures_to_1980.given.last: is missing; the tests need it",
        "targeted_imports.given.duty_before: is missing; the tests need it",
        "targeted_imports.values.all: is missing; the tests need it",
        "australian_trust.given.trust: is missing; the tests need it",
        "australian_trust.given.duty: is missing; the tests need it",
        "forced_choice_2021.values: 'forced_choice_2021' and 'forced_choice_2020' must have values of the same "
        "countries, and differ in BRN",
    ]
