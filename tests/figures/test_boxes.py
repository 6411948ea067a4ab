"""Figures of boxes: words that a box holds are framed, and no other, whatever they are called."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.discovery.boxes import Found
from sim.discovery.prim import Box, Cases, Limit
from sim.discovery.search import Answer, tables
from sim.discovery.space import SCENARIO, Dimension, Space
from sim.discovery.tree import Tree
from sim.figures import boxes
from sim.figures.material import Material
from sim.figures.palette import SCENARIOS
from sim.results.manifest import Manifest

TITLES = ("Asian NATO, members spared the tariffs", "Dialogue first", "Status quo", "US retreat")
DUTIES = Dimension("policies.tariffs.change", "tariffs: change", "points")
AMONG = Dimension(SCENARIO, "scenario", words=TITLES)


def drawn(dimensions: list[Dimension], limits: dict[int, Limit]) -> Figure:
    """The sheet of one box over 200 cases, those inside of interest."""
    rng = np.random.default_rng(1)
    columns = [
        (np.arange(200) % len(one.words) if one.words else rng.uniform(0, 30, 200)).astype(np.float64)
        for one in dimensions
    ]
    box = Box(limits)
    cases = Cases(columns, [len(one.words) for one in dimensions], box.holds(columns), np.arange(200))
    count = cases.count(box)
    p, again = dict.fromkeys(limits, 0.001), np.ones(len(dimensions))
    found = Found(box, [(box, count)], 0, count, count, count.found, p, again, 0.025)
    space = Space(dimensions, cases, pd.DataFrame({"point": range(200)}), "point", 0, [])
    answer = Answer("x > 1", '"X" is above 1', space, [found], Tree([], 1.0, 0.5))
    options = {"title": "A sweep", "points": 200, "design": {"type": "latin_hypercube"}, "dimensions": []}
    manifest = Manifest(
        study="sweep-a-12345678", kind="sweep", version="1", python="3", created="2026", wall_seconds=0,
        scenarios={"s": {"title": "S"}}, seed=1, replicates=3, seeds_fingerprint="", inputs_fingerprint="0" * 64,
        options=options,
    )  # fmt: skip
    made = {name: table.to_pandas() for name, table in tables([answer]).items()}
    made["limits"] = made["limits"].astype(dict.fromkeys(("low", "high", "from", "to"), float))
    (figure,) = boxes.draw(Material(manifest, made)).values()
    return figure


def frames(figure: Figure) -> list[tuple[float, float, float, float]]:
    """Left, right, lower and upper end of each frame on the map."""
    found: list[Any] = [one for one in figure.axes[1].patches if isinstance(one, Rectangle) and not one.get_fill()]
    return [
        (one.get_x(), one.get_x() + one.get_width(), one.get_y(), one.get_y() + one.get_height())
        for one in sorted(found, key=lambda one: (one.get_x(), one.get_y()))
    ]


def test_a_title_with_a_comma_is_framed() -> None:
    figure = drawn([AMONG, DUTIES], {0: Limit(without=frozenset({1, 2, 3})), 1: Limit(low=12.0)})
    assert not figure.texts[0].get_text().endswith(".")
    ((left, right, low, high),) = frames(figure)
    assert (left, right, low) == (pytest.approx(-0.45), pytest.approx(0.45), 12.0)
    assert high == pytest.approx(30, abs=0.5)
    assert TITLES[0] in " ".join(" ".join(text.get_text() for text in figure.axes[0].texts).split())


def test_words_apart_from_each_other_have_frames_of_their_own() -> None:
    figure = drawn([AMONG, DUTIES], {0: Limit(without=frozenset({2})), 1: Limit(high=12.0)})
    assert [(round(left, 2), round(right, 2)) for left, right, _, _ in frames(figure)] == [(-0.45, 1.45), (2.55, 3.45)]


def test_words_of_a_single_dimension_are_shaded_where_they_are_held() -> None:
    figure = drawn([AMONG, DUTIES], {0: Limit(without=frozenset({1, 2}))})
    shaded: list[Any] = [one for one in figure.axes[1].patches if one.get_facecolor()[:3] == _rgb(SCENARIOS[1])]
    assert sorted((one.get_x(), one.get_x() + one.get_width()) for one in shaded) == [
        (pytest.approx(-0.45), pytest.approx(0.45)), (pytest.approx(2.55), pytest.approx(3.45))
    ]  # fmt: skip


def _rgb(colour: str) -> tuple[float, ...]:
    from matplotlib.colors import to_rgb

    return to_rgb(colour)
