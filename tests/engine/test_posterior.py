"""Where coefficients come from: the stored sample, the ranges, or nowhere."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.draws.ranges import Keys
from sim.engine.calibrated import Calibrated, read_calibrated
from sim.engine.posterior import Posterior, read_posterior
from sim.engine.worlds import Factory
from sim.errors import InputError
from sim.evidence import Evidence, load_evidence
from sim.scenario import load_scenario

ROOT = Path(__file__).parents[2]
Make = Callable[..., Factory]
Read = Callable[..., object]


def copied(tmp_path: Path, change: Callable[[str], str]) -> Evidence:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    path = seeds / "posterior.yaml"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return load_evidence(seeds)


def test_a_world_has_the_coefficients_of_one_that_agrees(factory: Make, evidence: Evidence) -> None:
    made = factory("status_quo")
    posterior = read_posterior(evidence)
    assert posterior is not None
    stored = set(posterior.worlds.tolist())
    keys = made.fitted(np.arange(300))
    assert keys.seed == posterior.seed
    assert set(keys.ids.tolist()) <= stored
    assert len(set(keys.ids.tolist())) > 150
    row = made.row(11)
    lent = Keys(posterior.seed, keys.ids[11:12])
    expected = made.table.row(lent, lent)
    own = Keys(made.scenarios[0].seed, np.array([11]))
    plain = made.table.row(own, own)
    for name in made.table.uncertain:
        assert row[name] == (expected if name in made.table.coefficients else plain)[name], name


def test_every_draw_of_the_sample_is_had_about_as_often_as_it_stands_there() -> None:
    posterior = Posterior(1, np.array([5, 5, 5, 9]))
    found = Counter(posterior.of(Keys(3, np.arange(4000))).ids.tolist())
    assert set(found) == {5, 9}
    assert found[5] / 4000 == pytest.approx(0.75, abs=0.03)
    assert posterior.of(Keys(3, np.arange(9))).ids[4:].tolist() == posterior.of(Keys(3, np.arange(4, 9))).ids.tolist()


def test_draws_from_the_ranges_are_the_own(factory: Make, read_scenario: Read) -> None:
    made = factory(read_scenario("status_quo", "draws=prior"))
    own = Keys(made.scenarios[0].seed, np.array([3]))
    assert made.fitted(own.ids).ids.tolist() == [3]
    assert made.row(3) == made.table.row(own, own)
    assert factory(read_scenario("status_quo", "draws=central")).row(3) == made.table.central


def test_each_sample_knows_what_was_seen_by_its_year(evidence: Evidence) -> None:
    assert read_posterior(evidence, known_by=1951) is None  # nothing had been seen
    samples = [read_posterior(evidence, known_by=year) for year in (1970, 1979, 1980, 1990, 2015)]
    every = read_posterior(evidence)
    assert every is not None
    assert all(one is not None and len(one.worlds) == len(every.worlds) for one in samples)
    told = [one.worlds.tolist() for one in samples if one is not None]
    assert told[0] == told[1]
    assert told[2] == told[3] == told[4]
    assert told[1] != told[2] != every.worlds.tolist()


def test_a_posterior_given_replaces_that_of_the_seeds(
    factory: Make, evidence: Evidence, calibrated: Calibrated
) -> None:
    own = Posterior(4, np.array([77]))
    made = Factory(evidence, factory("status_quo").scenarios, replace(calibrated, posterior=own))
    assert made.fitted(np.arange(3)).seed == 4
    assert made.fitted(np.arange(3)).ids.tolist() == [77, 77, 77]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "law.decisiveness: {prior: [1.0,",
            "law.decisiveness: {prior: [1.5,",
            "was fitted to other ranges of law.decis",
        ),
        (
            "law.decisiveness: {prior: [1.0, 2.0, 4.0], draw: triangular",
            "law.decisiveness: {prior: [1.0, 2.0, 4.0], draw: uniform",
            "was fitted to other ranges of law.decis",
        ),
        ("law.decisiveness:", "law.decisivenes:", "other ranges of law.decisiveness, law.decisivenes"),
        ("seed: 2026", "seed: x", "cannot be used"),
        ("samples:", "sample:", "cannot be used"),
    ],
)
def test_a_posterior_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    evidence = copied(tmp_path, lambda text: text.replace(old, new, 1))
    scenario = load_scenario("status_quo", (), evidence)
    with pytest.raises(InputError, match=said) as told:
        Factory(evidence, (scenario,), read_calibrated(evidence)).settled()
    assert "run `pactsim calibrate`, or draw from the ranges with `--set draws=prior`" in str(told.value)
    prior = load_scenario("status_quo", ("draws=prior",), evidence)
    assert Factory(evidence, (prior,), read_calibrated(evidence)).settled().row(0)


def test_seeds_without_the_file_have_no_posterior(tmp_path: Path) -> None:
    evidence = copied(tmp_path, lambda text: text)
    (evidence.root / "posterior.yaml").unlink()
    assert read_posterior(evidence) is None
    scenario = load_scenario("status_quo", (), evidence)
    past = load_scenario("history_1951", (), evidence)
    for one, own in ((scenario, evidence), (past, evidence.at(1951))):
        with pytest.raises(
            InputError, match=r"posterior.yaml: there is no posterior; run `pactsim calibrate`, or draw"
        ):
            Factory(own, (one,), read_calibrated(own)).settled()


@pytest.mark.parametrize("year", [1970, 1990, 2015])
def test_an_edition_draws_from_what_was_seen_by_its_year(factory: Make, evidence: Evidence, year: int) -> None:
    """Though some coefficients that are uncertain today are known of then."""
    then, known = factory(f"history_{year}").posterior, read_posterior(evidence, known_by=year)
    now = factory("status_quo").posterior
    assert then is not None
    assert known is not None
    assert now is not None
    assert then.worlds.tolist() == known.worlds.tolist() != now.worlds.tolist()


def test_an_edition_before_anything_was_seen_draws_from_the_ranges(factory: Make, read_scenario: Read) -> None:
    told, prior = factory("history_1951"), factory(read_scenario("history_1951", "draws=prior"))
    assert told.scenarios[0].draws == "posterior"
    assert told.posterior is None
    assert told.fitted(np.arange(3)).ids.tolist() == [0, 1, 2]
    assert told.row(2) == prior.row(2)
