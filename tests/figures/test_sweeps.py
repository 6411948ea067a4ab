"""Figures of sweeps: what is on their axes, and that each value stands in its cell."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest

from sim.figures import effects, heatmap, response
from sim.figures.axis import axis_of
from sim.figures.material import Material
from sim.results.manifest import Manifest

PLAIN: dict[str, Any] = {"role": "lever", "given": "", "distribution": "uniform", "unit": "points", "meaning": "added"}
WORDS = ["pact", "pact", "hedge", "hedge", "hedge", "pact"]
NUMBERS = [10.0, -5.0, 10.0, -5.0, 0.0, 0.0]


@pytest.fixture
def material() -> Material:
    """A grid of two postures and three duties; the outcome tells the cell."""
    options = {"title": "A grid", "points": 6, "design": {"type": "grid"}, "dimensions": ["a", "b"]}
    manifest = Manifest(
        study="sweep-a-12345678", kind="sweep", version="1", python="3", created="2026", wall_seconds=0,
        scenarios={"s": {"title": "S"}}, seed=1, replicates=3, seeds_fingerprint="", inputs_fingerprint="0" * 64,
        options=options,
    )  # fmt: skip
    dimensions = [
        {**PLAIN, "number": 1, "path": "countries.JPN.posture"},
        {**PLAIN, "number": 2, "path": "policies.tariffs.change"},
    ]
    points = pd.DataFrame({"point": range(6), "countries.JPN.posture": WORDS, "policies.tariffs.change": NUMBERS})
    summary = [
        {"scenario": "s", "point": p, "outcome": "hazard.mean", "scope": "all", "mean": p / 10, "failures": 0}
        for p in range(6)
    ]
    tables = {"dimensions": pd.DataFrame(dimensions), "points": points, "summary": pd.DataFrame(summary)}
    return Material(manifest, tables)


def test_words_keep_their_order_and_numbers_rise(material: Material) -> None:
    words, numbers = (axis_of(material, d) for d in (0, 1))
    assert (list(words.labels), words.place.tolist()) == (["pact", "hedge"], [0, 0, 1, 1, 1, 0])
    assert (list(numbers.labels), numbers.place.tolist()) == (["−5", "0", "10"], [2, 0, 2, 0, 1, 1])  # noqa: RUF001
    assert (words.short, numbers.short) == ("JPN: posture, points", "tariffs: change, points")
    assert numbers.title == "tariffs: change, points (added)"


def test_each_value_stands_in_its_cell(material: Material) -> None:
    with mpl.rc_context():
        (figure,) = heatmap.draw(material).values()
    panel = figure.axes[0]
    found = {(text.get_position(), text.get_text()) for text in panel.texts}
    wanted = {((2, 0), "0.000"), ((0, 0), "0.100"), ((2, 1), "0.200"), ((0, 1), "0.300"), ((1, 1), "0.400")}
    assert found == {*wanted, ((1, 0), "0.500")}


def test_other_designs_have_no_map_and_grids_of_two_no_curves(material: Material) -> None:
    alone = Material(material.manifest, {"dimensions": material.tables["dimensions"]})
    assert heatmap.draw(alone) == response.draw(alone) == effects.draw(alone) == {}
    assert response.draw(material) == effects.draw(material) == {}


def test_headlines_stand_for_all_and_nothing_for_a_year(material: Material) -> None:
    assert material.headlines({"hazard.mean@2030", "side.mean", "trust.mean", "hazard.mean"}) == [
        "hazard.mean",
        "trust.mean",
    ]
    assert material.headlines(("side.mean", "trust.end", "side.mean@2030")) == ["side.mean", "trust.end"]
