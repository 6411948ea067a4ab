"""What is chance within points, distances of distributions, and what cannot be analysed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from SALib.analyze import pawn as salib

from sim.errors import InputError
from sim.results.store import open_study
from sim.sensitivity.pawn import Sliced, _slices
from sim.sensitivity.sample import Sample, chance
from sim.sensitivity.study import analysed
from sim.sweep.dimension import Dimension
from sim.sweep.form import Design

Make = Callable[..., Path]
TWO = [Dimension(path=path, role="uncertainty", distribution="uniform", low=0, high=1) for path in ("a", "b")]


def test_chance_by_hand() -> None:
    """Means 2 and 4: variance 2. Residuals of 1: four squares over one degree of freedom, over two worlds: 2."""
    assert chance(np.array([[1.0, 3.0], [5.0, 3.0]])) == pytest.approx(1.0)
    assert chance(np.array([[0.0, 2.0], [9.0, 13.0]])) == pytest.approx((1.0 / 2) / 50)
    assert chance(np.array([[0.0, 5.0], [9.0, 14.0]])) == 0  # what a world adds everywhere is no chance
    assert np.isnan(chance(np.array([[1.0], [2.0]])))
    assert np.isnan(chance(np.array([[1.0, 2.0], [2.0, 1.0]])))


def test_chance_is_the_share_that_was_put_in(made: Make) -> None:
    """A slope over a unit range has variance 1/12; noise of that variance over ten worlds makes one part in eleven."""
    how = {"replicates": 10, "noise": (1 / 12) ** 0.5, "shared": 3.0}
    path = made(Design(type="latin_hypercube", points=1000), TWO, lambda a, b: a, **how)
    (row,) = analysed(path, figures=False).tables["sufficiency"].to_dict("records")
    assert row["chance"] == pytest.approx(1 / 11, rel=0.1)


def test_distances_are_those_of_salib() -> None:
    rng = np.random.default_rng(5)
    inputs = rng.uniform(size=(2000, 3))
    values = inputs[:, 0] ** 2 + 0.3 * inputs[:, 1] + 0.1 * rng.normal(size=2000)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    found, theirs = Sliced.of(inputs, values).distances(), salib.analyze(problem, inputs, values, S=10)
    assert found.median == pytest.approx(theirs["median"], abs=0.01)
    assert found.maximum == pytest.approx(theirs["maximum"], abs=0.01)


def test_distances_of_few_values_by_hand() -> None:
    """Where the outcome is the input, a value of two is half the points away, and one of a third two thirds."""
    two, three = np.tile([0.0, 1.0], 30), np.repeat([0.0, np.nan, 1.0], 20)
    assert Sliced.of(two[:, None], two).distances().median == pytest.approx([0.5])
    outcome = np.nan_to_num(three, nan=5.0)
    cut = Sliced.of(np.stack([three, np.ones(60)], axis=1), outcome).distances()
    assert cut.maximum == pytest.approx([2 / 3, 0.0])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**31), st.integers(20, 200))
def test_distances_do_not_see_units(seed: int, several: int) -> None:
    rng = np.random.default_rng(seed)
    inputs, values = (
        rng.integers(0, 30, size=(several, 3)).astype(float),
        rng.integers(0, 9, size=several).astype(float),
    )
    first = Sliced.of(inputs, values).distances()
    second = Sliced.of(inputs * 3 - 1, np.exp(values)).distances()
    assert first.median == pytest.approx(second.median)
    assert ((first.median >= 0) & (first.maximum <= 1) & (first.median <= first.maximum)).all()


def test_what_has_no_effect_is_seldom_called_one() -> None:
    called = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        inputs, values = rng.uniform(size=(200, 4)), rng.normal(size=200)
        cut = Sliced.of(inputs, values)
        called += bool((cut.distances().median > cut.dummy(rng).most.median).any())
    assert called <= 9  # one in twenty is three; nine or fewer in 997 of 1,000


def test_a_small_sample_does_not_clear_what_is_weak(made: Make) -> None:
    """A slope of a third beside one of one, a tenth of the variance: few points must not say that it does nothing."""
    said = []
    for several in (60, 100, 2000):
        path = made(Design(type="latin_hypercube", points=several), TWO, lambda a, b: a + b / 3)
        frame = analysed(path, figures=False).tables["indices"]
        said.append(frame[(frame["dimension"] == "b") & (frame["index"] == "median")]["matters"].item())
    assert "no" not in said
    assert said[-1] == "yes"


def test_where_all_is_chance_it_is_said(made: Make) -> None:
    path = made(Design(type="latin_hypercube", points=100), TWO, lambda a, b: 0 * a, replicates=4, noise=1.0)
    analysed(path, figures=False)
    told = (path / "sensitivity.md").read_text(encoding="utf-8")
    assert "Rate of crises hangs on nothing that can be told" in told
    assert "of the variance over points is chance, so what it seems to hang on may be luck" in told


def test_only_a_sweep_that_varies_something(made: Make) -> None:
    path = made(Design(type="sobol", points=8), TWO, lambda a, b: a)
    study = open_study(path)
    study.manifest = study.manifest.model_copy(update={"kind": "run"})
    with pytest.raises(InputError, match="holds a study of kind run; sensitivity needs one of pactsim sweep"):
        Sample.of(study)
    study.manifest = study.manifest.model_copy(
        update={"kind": "sweep", "options": {**study.manifest.options, "dimensions": []}}
    )
    with pytest.raises(InputError, match="varies nothing"):
        Sample.of(study)


def test_what_is_asked_for_must_be_there(made: Make) -> None:
    path = made(Design(type="sobol", points=8), TWO, lambda a, b: a)
    with pytest.raises(InputError, match=r"has not measured 'hazard.men'; did you mean 'hazard.mean'\?"):
        analysed(path, ["hazard.men"])
    with pytest.raises(InputError, match="'t' is no scenario of the sweep"):
        analysed(path, base="t")


def test_the_same_study_gives_the_same_tables(made: Make) -> None:
    path = made(Design(type="sobol", points=32), TWO, lambda a, b: a * b)
    found: list[Any] = []
    for _ in range(2):
        analysed(path, ["hazard.mean"], figures=False)
        found.append({n: r.sha256 for n, r in open_study(path).manifest.tables.items()})
    assert found[0] == found[1]


def test_slices_are_cut_from_the_points_that_have_a_value() -> None:
    column = np.where(np.arange(240) % 2 == 0, np.linspace(0.0, 1.0, 240), np.nan)
    place, known = _slices(column), ~np.isnan(column)
    assert np.bincount(place[known]).tolist() == [60, 60]  # not four of thirty
