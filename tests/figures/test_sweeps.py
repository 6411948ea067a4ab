"""Figures of sweeps: what is on their axes, and that each value stands in its cell."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from legible import Seen

from sim.figures import effects, heatmap, indices, indices_by_year, response, tornado
from sim.figures.axis import axis_of, called
from sim.figures.material import Material
from sim.figures.style import look
from sim.results.manifest import Manifest
from sim.results.wording import MINUS

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
    cells = [text for text in panel.texts if text.get_gid()]
    found = {(text.get_position(), text.get_text()) for text in cells}
    wanted = {((2, 0), "0.000"), ((0, 0), "0.100"), ((2, 1), "0.200"), ((0, 1), "0.300"), ((1, 1), "0.400")}
    assert found == {*wanted, ((1, 0), "0.500")}
    assert "crises a year" in {text.get_text() for text in panel.texts}
    title = " ".join(figure.texts[0].get_text().split())
    assert title == (
        f"Rate of crises: from 0.200 to 0.100 with tariffs change from {MINUS}5 to 10 points, and from 0.200 to "
        "0.300 with JPN posture from pact to hedge points"
    )
    assert figure.texts[1].get_text().startswith("A grid. Each cell is the mean")


def test_values_in_cells_are_of_one_size(material: Material) -> None:
    summary = material.tables["summary"]
    both = pd.concat([summary, summary.assign(outcome="trust.mean")])
    with mpl.rc_context():
        (figure,) = heatmap.draw(Material(material.manifest, {**material.tables, "summary": both})).values()
    first, second = ({text.get_size() for text in axes.texts if text.get_gid()} for axes in figure.axes)
    assert {text.get_text() for text in figure.axes[1].texts} >= {"0.10", "probability"}
    assert first == second
    assert len(first) == 1


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


@pytest.mark.parametrize(
    ("path", "unit", "meaning", "name"),
    [
        ("parameters.hedging_value", "percent_of_gdp", "worth of insurance", "worth of insurance, % of GDP"),
        ("parameters.choice_sharpness", "per_percent_of_gdp", "lambda: sharpness", "sharpness, per % of GDP"),
        ("parameters.america_first_wins", "probability", "probability that one wins", "probability that one wins"),
        ("parameters.deterrence_effect", "ratio", "k_d: log fall", "how much deterrence prevents crises"),
        ("countries.JPN.hub_trust", "probability", "belief in it; judged", "JPN: belief in it"),
        ("policies.tariffs.change", "points", "added to the duty", "tariffs: change, points"),
        ("countries.JPN.posture", "", "", "JPN: posture"),
    ],
)
def test_numbers_are_called_by_what_they_measure(path: str, unit: str, meaning: str, name: str) -> None:
    assert called({"path": path, "unit": unit, "meaning": meaning}) == name


NAMED = {
    "parameters.hedging_value": "worth of insurance per unit of variance of the support that the hub gives",
    "parameters.market_pull": "worth of exports",
    "parameters.control_cost": "price of control",
}
LABELS = [called({"path": path, "unit": "ratio", "meaning": meaning}) for path, meaning in NAMED.items()]
DIFFERENCES = {"pact_in_force.end": (0.0, 0.2, 0.01), "wars.sum": (0.0, 0.0, 0.0), "trust.mean": (0.3, 0.0, 0.0)}
"""By outcome what each dimension does; of each outcome the largest is beyond chance."""


@pytest.fixture
def swept(material: Material) -> Material:
    """Three numbers and three outcomes: wars are moved by none, the third number moves none beyond chance."""
    dimensions = [
        {**PLAIN, "number": k, "path": path, "unit": "ratio", "meaning": meaning}
        for k, (path, meaning) in enumerate(NAMED.items(), 1)
    ]
    found, along, told, several = [], [], [], []
    for outcome, differences in DIFFERENCES.items():
        base = {"scenario": "s", "outcome": outcome, "scope": "all"}
        told.append({**base, "centre": 0.5, "spread": 0.1})
        for number, (path, size) in enumerate(zip(NAMED, differences, strict=True), 1):
            ends = {"from": "0", "to": "2", "mean_from": 0.5, "mean_to": 0.5 + size, "difference": size}
            chance = {"ci_low": size - 0.05, "ci_high": size + 0.05, "clear": size > 0.1, "spread": 0.3}
            found.append({**base, "number": number, **ends, **chance})
            for level, mean in enumerate((0.5, 0.5 + size), 1):
                band = {"mean": mean, "ci_low": 0.0, "ci_high": 1.0}
                along.append({**base, "number": number, "level": level, "value": "", "middle": 2.0 * level, **band})
            for year, value in (("@2030", size / 2), ("", size)):
                own = {**base, "outcome": f"{outcome}{year}", "method": "sobol", "dimension": path, "other": ""}
                ends_ = {"value": value, "low": value - 0.05, "high": value + 0.05, "least": 0.05}
                several += [
                    {**own, "index": index, **ends_, "matters": "yes" if size > 0.1 else "no"}
                    for index in ("total", "first")
                ]
    tables = {"effects": found, "responses": along, "sufficiency": told, "indices": several, "dimensions": dimensions}
    manifest = material.manifest.model_copy(
        update={
            "options": {**material.manifest.options, "title": "Three numbers?", "years": None},
            "scenarios": {"s": {"title": "S", "horizon": {"end": 2040}}},
        }
    )
    return Material(manifest, {name: pd.DataFrame(rows) for name, rows in tables.items()})


MOVED = f"Pact in force, end: moved most by {LABELS[1]}, from 50\N{NO-BREAK SPACE}% at 0 to 70\N{NO-BREAK SPACE}% at 2"
HANGS = f"hangs most on {LABELS[1]}"
REST = "1 of 3 dimensions"


@pytest.mark.parametrize(
    ("module", "title"),
    [
        (effects, f"{MOVED}; {REST} moves none of these outcomes beyond chance"),
        (response, f"{MOVED}; {REST} moves none of these outcomes beyond chance"),
        (tornado, f"{MOVED}; {REST} moves none of these outcomes beyond chance"),
        (indices, f"Pact in force, end {HANGS} (total 0.20, 0.15 to 0.25); {REST} cannot be told to matter to any"),
        (indices_by_year, f"Pact in force {HANGS}: index 0.20 up to 2040, 0.10 up to 2030"),
    ],
)
def test_the_title_of_a_sheet_is_its_finding(swept: Material, module: Any, title: str) -> None:
    with look():
        (figure,) = module.draw(swept).values()
        seen = Seen(figure)
        assert seen.cut_off == []
        assert seen.covered == []
    assert figure.texts[0].get_text().replace("\n", " ") == title
    assert figure.texts[1].get_text().startswith("Three numbers? ")


@pytest.mark.parametrize("module", [effects, response, tornado])
def test_what_nothing_moves_is_named_and_left_out(swept: Material, module: Any) -> None:
    with look():
        (figure,) = module.draw(swept).values()
    assert "Moved by none, and left out: Wars." in figure.texts[1].get_text().replace("\n", " ")
    shown = {text.get_text() for axes in figure.axes for text in (axes.title, axes.yaxis.label)}
    assert not any("Wars" in text for text in shown)
    still = {**swept.tables, "effects": swept.tables["effects"].assign(difference=0.0)}
    assert module.draw(Material(swept.manifest, still)) == {}


@pytest.mark.parametrize("module", [effects, tornado, indices])
def test_long_names_are_wrapped_and_not_cut(swept: Material, module: Any) -> None:
    with look():
        (figure,) = module.draw(swept).values()
    names = [tick.get_text() for tick in figure.axes[0].get_yticklabels()]
    assert any("\n" in name for name in names)
    assert sorted(" ".join(name.split()) for name in names) == sorted(LABELS)


def test_an_axis_ends_where_an_outcome_does(swept: Material) -> None:
    """Bands over all that a share can be: no tick and no more than a line's width beyond 0 and 100 %."""
    with look():
        (figure,) = response.draw(swept).values()
    low, high = figure.axes[0].get_ylim()
    assert -5 < low < 0
    assert 100 < high < 105


def test_nothing_beyond_chance_is_said_to_move(swept: Material) -> None:
    unsure = {**swept.tables, "effects": swept.tables["effects"].assign(clear=False)}
    unsure["indices"] = swept.tables["indices"].assign(matters="unsure")
    of = Material(swept.manifest, unsure)
    with look():
        titles = [module.draw(of).popitem()[1].texts[0].get_text() for module in (effects, tornado, indices)]
    assert titles[0] == titles[1] == "No dimension moves any of these outcomes beyond chance"
    assert titles[2].startswith("No outcome shown hangs on any dimension")
