"""Figures of networks: drawn from the tables of their study, whatever names and numbers these hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.figures.catalogue import draw, draw_to, figures_of
from sim.figures.ring import around, sized
from sim.figures.style import look
from sim.report.study import material
from sim.structure.balance import balance
from sim.structure.landscape import explore, weigh
from sim.structure.stability import Network, judge
from sim.structure.study import Kind, Source, store
from sim.structure.tables import balance_tables, landscape_tables, stability_tables


def stored(tmp_path: Path, kind: Kind, names: list[str]) -> Path:
    """A study of a random network."""
    n = len(names)
    rng = np.random.default_rng(n)
    half = np.triu(rng.integers(-1, 2, (n, n)), 1)
    signs, strengths = half + half.T, rng.exponential(size=n)
    file = tmp_path / "network.csv"
    file.write_text("none", encoding="utf-8")
    source = Source(tuple(names), {"network": file}, options={"gamma": 2.0})
    if kind == "landscape":
        propensities = signs.astype(float)
        tables = landscape_tables(source, strengths, propensities, explore(names, weigh(strengths, propensities)))
    elif kind == "balance":
        tables = balance_tables(source, strengths, balance(names, signs))
    else:
        network = Network(strengths, signs > 0, 2.0)
        tables = stability_tables(source, names, network, judge(network))
    return store(kind, source, tables, tmp_path / "results", 0.0, worlds=1, failures=0, engine="mesa")


@pytest.mark.parametrize("kind", ["landscape", "balance", "stability"])
@pytest.mark.parametrize("count", [2, 5, 12])
def test_a_network_is_drawn_with_every_name(tmp_path: Path, kind: Kind, count: int) -> None:
    names = [f"The Republic of {chr(65 + k)}" for k in range(count)]
    made = material(stored(tmp_path, kind, names))
    assert figures_of(kind) == (kind,)
    with look():
        (figure,) = draw(kind, made).values()
    axes = figure.axes[-1]
    texts = {text.get_text() for text in (*axes.texts, *axes.get_xticklabels())}
    assert set(names) <= texts
    files = draw_to(tmp_path, kind, made)
    assert [file.suffix for file in files] == [".png", ".svg"]
    assert all(file.stat().st_size > 1000 for file in files)


def test_a_figure_of_another_kind_is_not_drawn(tmp_path: Path) -> None:
    made = material(stored(tmp_path, "balance", ["A", "B", "C"]))
    assert draw("landscape", made) == draw("stability", made) == {}


def test_actors_on_a_ring_keep_apart() -> None:
    places = np.array(list(around([str(k) for k in range(12)], 90, 450, 2.0).values()))
    gaps = np.linalg.norm(places[:, None] - places[None, :], axis=2)[~np.eye(12, dtype=bool)]
    assert gaps.min() > 0.9
    assert np.linalg.norm(places, axis=1) == pytest.approx(2.0)


def test_discs_grow_with_strength_and_are_alike_without() -> None:
    sizes = sized({"A": 1.0, "B": 4.0, "C": 0.0})
    assert sizes["C"] < sizes["B"]
    assert len(set(sized({"A": float("nan"), "B": float("nan")}).values())) == 1
