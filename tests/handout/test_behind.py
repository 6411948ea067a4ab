"""Tables behind figures hold what the marks of a drawing say, and nothing that is not drawn."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from markupsafe import Markup

from sim.figures.material import Material
from sim.figures.network import LEAST
from sim.handout.behind import behind
from sim.handout.drawings import Artist
from sim.handout.parts import Drawing, Grid
from sim.report.study import material as read
from sim.results.manifest import Manifest
from sim.results.wording import grouped, plain

YEARS = (2030, 2035, 2040)
PLAIN: dict[str, Any] = {"role": "lever", "given": "", "distribution": "uniform", "unit": "points", "meaning": "added"}
PATHS = ("parameters.trust_loss", "parameters.alienation", "parameters.trust_tariff")


def said(drawing: Drawing) -> list[str]:
    """What the marks of a drawing say."""
    return [str(Markup(text).unescape()) for text in re.findall(r"<title>(.*?)</title>", drawing.svg)]


def cells(grid: Grid | None, *columns: str) -> list[tuple[str, ...]]:
    """Columns of a table, row by row."""
    assert grid is not None
    return [tuple(str(row[grid.head.index(name)]) for name in columns) for row in grid.rows]


@pytest.fixture
def drawn(reported: SimpleNamespace) -> dict[str, Drawing]:
    """Figures of a comparison and of an explanation, by the end of their ids."""
    names = ("postures", "sides", "flashpoints", "timeline", "pact")
    found = Artist().drawings(reported.material, names) + Artist().drawings(reported.chapter.why, ("choice",))
    return {one.id.removeprefix("figure-"): one for one in found}


def test_postures_are_those_of_the_marks(drawn: dict[str, Drawing]) -> None:
    for name in ("2026", "2030", "2033"):
        table = {(c, s): words for c, s, words in cells(drawn["postures"].behind, "Country", "Scenario", name)}
        marks = [re.fullmatch(rf"(.*), (.*), {name}: (.*)", text) for text in said(drawn["postures"])]
        told = {(mark[1], mark[2]): mark[3] for mark in marks if mark}
        assert told == table
        assert len(told) == 24


def test_sides_and_deterrence_are_those_of_the_marks(drawn: dict[str, Drawing]) -> None:
    rows = cells(drawn["sides"].behind, "Country", "Scenario", "Mean side", "Nine worlds in ten")
    told = {f"{c}, {s}: side {m}, nine worlds in ten {b}" for c, s, m, b in rows}
    assert told == {text.partition("; difference")[0] for text in said(drawn["sides"])}
    rows = cells(drawn["flashpoints"].behind, "Flashpoint", "Scenario", "Outcome", "Mean", "Nine worlds in ten")
    told = {f"{f}, {s}: deterrence {m}, nine worlds in ten {b}" for f, s, o, m, b in rows if o.startswith("Deterrence")}
    assert told == {text for text in said(drawn["flashpoints"]) if ": deterrence" in text}
    assert len(told) == 6


def test_timelines_and_pacts_are_those_of_the_marks(drawn: dict[str, Drawing]) -> None:
    timeline = drawn["timeline-asian_nato"]
    told = {
        f"Asian NATO, {year}: {label} {value}"
        for year in ("2026", "2030", "2033")
        for label, value in cells(timeline.behind, "Quantity", year)
    }
    assert told <= {*said(timeline)}
    assert len(told) == 12
    in_force = {(s, y): share for s, y, share in cells(drawn["pact"].behind, "Scenario", "Year", "In force")}
    for (scenario, year), share in in_force.items():
        assert any(t.startswith(f"{scenario}, {year}: pact in force in {share} of") for t in said(drawn["pact"]))


def test_choices_are_those_of_the_marks(drawn: dict[str, Drawing]) -> None:
    waterfall = drawn["choice-JPN-2030-ally-network"]
    rows = cells(waterfall.behind, "Scenario", "Term", "ally over network, % of GDP a year", "Nine worlds in ten")
    told = {f"{s}, {t}: {m} % of GDP a year ({b})" for s, t, m, b in rows if t != "total"}
    assert told == {text for text in said(waterfall) if "ally over network:" not in text}
    assert len(told) == 6


def test_links_stand_behind_the_map_from_where_each_kind_is_drawn(worlds: Any, tmp_path: Path) -> None:
    made = read(worlds.study(tmp_path).path)
    values = {"hub": (0.04, 0.06), "pact": (0.05, 0.049), "tie": (0.14, 0.15)}
    links = [
        {"scenario": name, "kind": kind, "first": "AUS", "second": "JPN", "value": value}
        for kind, pair in values.items()
        for name, value in zip(made.scenarios, pair, strict=True)
    ]
    made = Material(made.manifest, {**made.tables, "links": pd.DataFrame(links)})
    drawn = _widths(made)
    grid = behind(made, "network", "network")
    assert {kind: cell for kind, *cell in cells(grid, "Link", *map(made.title, made.scenarios))} == {
        "treaty with the hub": ["\N{EM DASH}", "0.06"],
        "both members of a pact": ["0.05", "\N{EM DASH}"],
        "cooperation in the base year": ["\N{EM DASH}", "0.15"],
    }
    assert drawn == 3
    assert grid is not None
    assert str(LEAST["hub"]) in grid.caption


def _widths(made: Material) -> int:
    """Lines on the map of a study, of all panels."""
    from matplotlib.collections import LineCollection

    from sim.figures.network import draw

    axes = draw(made)["network"].axes
    return sum(len(c.get_segments()) for one in axes for c in one.collections if isinstance(c, LineCollection))


def _row(outcome: str, method: str, index: str, path: str, value: float, other: str = "", **more: Any) -> Any:
    kept = {"scenario": "s", "outcome": outcome, "scope": "all", "method": method, "index": index, "dimension": path}
    ends = {"value": value, "low": value - 0.05, "high": value + 0.05, "least": 0.02}
    return {**kept, "other": other, **ends, "matters": "yes", **more}


@pytest.fixture
def sweep() -> Material:
    """A sweep that was analysed by two methods, with pairs, by years and in a country; each index has its own value."""
    rows = []
    for o, outcome in enumerate(["trust.mean", "side.end", "trust.end"]):  # the last is no headline
        for y, ending in enumerate(["", *(f"@{year}" for year in YEARS)]):
            for p, path in enumerate(PATHS):
                value = 0.1 + 0.2 * o + 0.03 * y + 0.008 * p
                name = f"{outcome}{ending}"
                rows += [_row(name, "sobol", "total", path, value), _row(name, "sobol", "first", path, value / 2)]
                rows.append(_row(name, "sobol", "total", path, 9.1, scope="JPN"))
                rows.append(_row(name, "sobol", "second", path, 9.2, PATHS[0]))
                rows += [_row(name, "pawn", index, path, 9.3) for index in ("median", "maximum")]
    options = {"title": "A sweep", "points": 64, "design": {"type": "sobol"}, "dimensions": [*PATHS], "years": None}
    manifest = Manifest(
        study="sweep-a-12345678", kind="sweep", version="1", python="3", created="2026", wall_seconds=0,
        scenarios={"s": {"title": "S", "horizon": {"start": 2026, "end": 2045}}}, seed=1, replicates=3,
        seeds_fingerprint="", inputs_fingerprint="0" * 64, options=options,
    )  # fmt: skip
    dimensions = pd.DataFrame([{**PLAIN, "number": k, "path": path} for k, path in enumerate(PATHS, start=1)])
    return Material(manifest, {"dimensions": dimensions, "indices": pd.DataFrame(rows)})


def _three(row: tuple[str, ...]) -> tuple[str, str, str]:
    return tuple(plain(float(cell), 3) for cell in row)  # type: ignore[return-value]


def test_indices_are_those_of_the_marks(sweep: Material) -> None:
    (drawing,) = Artist().drawings(sweep, ("indices",))
    grid = drawing.behind
    assert grid is not None
    value, low, high = grid.head[-3:]
    told = {"{} ({} to {})".format(*_three(row)) for row in cells(grid, value, low, high)}
    assert told == {text.rpartition(": ")[2] for text in said(drawing)}
    assert len(grid.rows) == len(said(drawing)) == 2 * 2 * len(PATHS)
    assert {row[1] for row in grid.rows} == {"Trust in the hub", "Side taken, end"}


def test_indices_of_every_year_are_those_of_the_marks(sweep: Material) -> None:
    (drawing,) = Artist().drawings(sweep, ("indices_by_year",))
    grid = drawing.behind
    assert grid is not None
    value, low, high = grid.head[-3:]
    told = {"{} ({} to {})".format(*_three(row)) for row in cells(grid, value, low, high)}
    assert told == {text.rpartition(": ")[2] for text in said(drawing)}
    assert len(grid.rows) == len(said(drawing)) == 2 * len(PATHS) * (1 + len(YEARS))
    assert {row[1] for row in grid.rows} >= {"Side taken, 2035", "Side taken, end", "Trust in the hub, to 2040"}


def test_headlines_stand_behind_figures_of_a_sweep(sweep: Material) -> None:
    rows = [
        {"scenario": "s", "outcome": outcome, "scope": scope, "number": 1, "from": "low", "to": "high",
         "difference": value, "ci_low": value, "ci_high": value}
        for outcome, scope, value in (("trust.mean", "all", 0.25), ("trust.mean", "JPN", 0.5),
                                      ("trust.end", "all", 1.5), ("trust.mean@2030", "all", 2.5))
    ]  # fmt: skip
    made = Material(sweep.manifest, {**sweep.tables, "effects": pd.DataFrame(rows)})
    grid = behind(made, "effects", "effects")
    assert grid is not None
    assert [row[-1] for row in grid.rows] == [grouped(0.25)]
    alone = Material(sweep.manifest, {**sweep.tables, "effects": pd.DataFrame(rows[2:])})
    grid = behind(alone, "effects", "effects")
    assert grid is not None
    assert [row[-1] for row in grid.rows] == [grouped(1.5)]


def test_claims_about_a_country_stand_behind_the_scoreboard(sweep: Material) -> None:
    rows = [
        {"claim": claim, "document": "d", "outcome": outcome, "scope": scope, "expected": "up", "mean": 0.5,
         "ci_low": 0.1, "ci_high": 0.9, "verdict": "supported", "deciding": deciding}
        for claim, outcome, scope, deciding in (("C001", "trust.mean", "all", True), ("C002", "trust.end", "all", True),
                                                ("C003", "side.end", "JPN", True), ("C003", "trust.end", "KOR", False))
    ]  # fmt: skip
    made = Material(sweep.manifest, {"scoreboard": pd.DataFrame(rows)})
    grid = behind(made, "scoreboard", "scoreboard")
    assert grid is not None
    assert [(row[0], row[2]) for row in grid.rows] == [("C001", "all"), ("C002", "all"), ("C003", "JPN")]
