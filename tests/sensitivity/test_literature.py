"""Indices that the literature gives, found by way of a study's folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.figures.material import Material
from sim.sensitivity.findings import findings, idle
from sim.sensitivity.study import analysed
from sim.sweep.dimension import Dimension
from sim.sweep.form import Design

Make = Callable[..., Path]


def uniform(path: str, low: float, high: float) -> Dimension:
    return Dimension(path=path, role="uncertainty", distribution="uniform", low=low, high=high)


def words(path: str, *values: str) -> Dimension:
    return Dimension(path=path, role="lever", distribution="listed", values=values)


ISHIGAMI = [uniform(name, -np.pi, np.pi) for name in ("x1", "x2", "x3")]
FIRST, TOTAL = (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437)
"""Of the Ishigami function with a = 7 and b = 0.1: Saltelli et al. (2008), Global Sensitivity Analysis: The Primer."""


def ishigami(x1: Any, x2: Any, x3: Any) -> Any:
    return np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)


def index(material: Material, method: str, name: str) -> dict[str, tuple[float, float, float]]:
    frame = material.tables["indices"]
    own = frame[(frame["method"] == method) & (frame["index"] == name)]
    return {row.dimension + row.other: (row.value, row.low, row.high) for row in own.itertuples()}


@pytest.fixture
def known(made: Make) -> Callable[..., Material]:
    def look(points: int, **how: Any) -> Material:
        return analysed(made(Design(type="sobol", points=points), ISHIGAMI, ishigami, **how), figures=False)

    return look


def test_ishigami(known: Callable[..., Material]) -> None:
    material = known(2048)
    first, total = index(material, "sobol", "first"), index(material, "sobol", "total")
    for d, path in enumerate(("x1", "x2", "x3")):
        assert first[path][0] == pytest.approx(FIRST[d], abs=0.02)
        assert total[path][0] == pytest.approx(TOTAL[d], abs=0.02)
        assert total[path][1] <= TOTAL[d] <= total[path][2]
    assert index(material, "sobol", "second")["x1x3"][0] == pytest.approx(TOTAL[2], abs=0.03)  # x1 acts with x3 alone
    (finding,) = findings(material)
    assert finding.outcome.name == "hazard.mean"
    assert [row["dimension"] for row in finding.matter] == ["x1", "x2", "x3"]
    assert (finding.enough, idle([finding])) == ("yes", [])
    assert "2,048 base points were enough: widest interval ±0.0" in finding.sentence


def test_few_points_say_how_many_would_do(known: Callable[..., Material]) -> None:
    (row,) = [row for row in known(64).tables["sufficiency"].to_dict("records") if row["method"] == "sobol"]
    assert row["half"] > 0.05
    assert row["needed"] == 2 ** np.ceil(np.log2(64 * (row["half"] / 0.05) ** 2))
    assert 256 <= row["needed"] <= 8192


def test_intervals_narrow_with_the_root_of_the_sample(known: Callable[..., Material]) -> None:
    frame = known(4096).tables["convergence"]
    own = frame[(frame["method"] == "sobol") & (frame["dimension"] == "x1")].sort_values("samples")
    assert own["samples"].tolist() == [1024, 2048, 4096]
    wide = (own["high"] - own["low"]).to_numpy()
    assert wide[0] / wide[2] == pytest.approx(2, rel=0.35)


def test_points_that_failed_take_their_base_point_with_them(known: Callable[..., Material]) -> None:
    material = known(1024, lost=[0, 3, 8])  # eight points to each base point
    (row,) = [row for row in material.tables["sufficiency"].to_dict("records") if row["method"] == "sobol"]
    assert (row["samples"], row["dropped"]) == (1022, 2)
    assert index(material, "sobol", "total")["x1"][0] == pytest.approx(TOTAL[0], abs=0.03)


def test_first_and_total_alone(made: Make) -> None:
    design = Design(type="sobol", points=1024, second_order=False)
    material = analysed(made(design, ISHIGAMI, ishigami, format="csv"), figures=False)
    assert index(material, "sobol", "total")["x3"][0] == pytest.approx(TOTAL[2], abs=0.03)
    assert index(material, "sobol", "second") == {}


def test_what_does_nothing_is_said_not_to_matter(made: Make) -> None:
    dimensions = [*ISHIGAMI[:2], uniform("nothing", 0, 1), words("kind", "b", "a")]
    path = made(Design(type="sobol", points=512), dimensions, lambda a, b, c, d: a + 2 * b)
    material = analysed(path, figures=False)
    assert index(material, "sobol", "total")["nothing"][0] == 0
    assert idle(findings(material)) == ["kind", "nothing"]
    assert "To no outcome do these matter: `kind`, `nothing`." in (path / "sensitivity.md").read_text("utf-8")
    assert "Words were numbered in alphabetical order (`kind`: a, b)." in (path / "sensitivity.md").read_text("utf-8")


def test_elementary_effects_of_a_plane_are_its_slopes(made: Make) -> None:
    """Over a range of 2 a slope of 3 makes 6; a word moves it by 1; a product has effects that differ."""
    dimensions = [uniform("slope", 0, 2), words("kind", "no", "yes"), uniform("nothing", 0, 1), uniform("bent", 0, 1)]

    def plane(slope: Any, kind: Any, nothing: Any, bent: Any) -> Any:
        return 3 * slope - 1.0 * (kind == "yes") + bent * slope

    material = analysed(made(Design(type="morris", trajectories=64), dimensions, plane), figures=False)
    size, mean, spread = (index(material, "morris", name) for name in ("mu_star", "mu", "sigma"))
    assert size["nothing"][0] == 0
    assert 6 < size["slope"][0] < 8
    assert size["slope"][0] == mean["slope"][0]
    assert size["kind"][0] == -mean["kind"][0] == pytest.approx(1.5)  # a step is two thirds of a range, a word a whole
    assert spread["kind"][0] == pytest.approx(0, abs=1e-12)
    assert spread["bent"][0] > 0.3
    (finding,) = findings(material)
    assert [row["dimension"] for row in finding.idle] == ["nothing"]
    assert finding.sentence.startswith("Rate of crises hangs on slope (")


def test_other_samples_are_told_by_distances(made: Make) -> None:
    dimensions = [*ISHIGAMI, words("kind", "a", "b", "c"), uniform("nothing", 0, 1)]

    def with_words(x1: Any, x2: Any, x3: Any, kind: Any, nothing: Any) -> Any:
        return ishigami(x1, x2, x3) + 4 * (kind == "c")

    material = analysed(made(Design(type="latin_hypercube", points=800), dimensions, with_words), figures=False)
    (finding,) = findings(material)
    assert finding.method == "pawn"
    assert {row["dimension"] for row in finding.matter} == {"x1", "x2", "kind", "x3"}
    assert idle([finding]) == ["nothing"]


def test_nothing_moves(made: Make) -> None:
    material = analysed(made(Design(type="sobol", points=8), ISHIGAMI, lambda a, b, c: 0 * a + 2), figures=False)
    (finding,) = findings(material)
    assert finding.sentence == (
        "Rate of crises does not vary over the points. How much is chance cannot be told from one world at a point."
    )
    assert idle([finding]) == []
