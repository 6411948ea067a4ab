"""The scorecard drawn: from few figures, whatever their numbers."""

from __future__ import annotations

import math
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from legible import Seen
from matplotlib.figure import Figure

from sim.figures.catalogue import draw, draw_to, figures_of
from sim.figures.palette import GAIN, LOSS
from sim.figures.style import look
from sim.report.study import material

NOTHING = math.nan


def row(number: int, test: str, measure: str, model: float, verdict: str, **other: Any) -> dict[str, Any]:
    rest = {"unit": "", "low": NOTHING, "high": NOTHING, "seen": NOTHING, "least": NOTHING, "most": NOTHING,
            "rival": "", "rival_value": NOTHING, "lead": NOTHING, "lead_low": NOTHING, "lead_high": NOTHING,
            "note": "", "targets": ""}  # fmt: skip
    return {"number": number, "test": test, "measure": measure, "model": model, "verdict": verdict, **rest, **other}


RACES = [
    row(
        1, "a race", "score", 0.9, "ahead", rival="persistence", rival_value=0.8, lead=0.1, lead_low=-0.3, lead_high=2.0
    ),
    row(2, "a race", "error", 30.0, "behind", unit="points", rival="logit", rival_value=5.0),
    row(3, "a race", "rivals all alike", 0.5, "level", rival="camp", rival_value=0.5),
    row(4, "another race", "far ahead " * 9, 50.0, "ahead", rival="camp", rival_value=1.0),
    row(5, "another race", "no test", 1.0, "shown"),
]
RIVALS = [(1, "persistence", 0.8), (1, "camp", 0.2), (2, "logit", 5.0), (2, "camp", 9.0), (3, "camp", 0.5),
          (3, "logit", 0.5), (4, "camp", 1.0), (4, "logit", 0.9)]  # fmt: skip
SIGHTS = [
    row(6, "seen", "met", 1.5, "met", low=1.0, high=2.0, seen=1.2, unit="%"),
    row(7, "seen", "missed", -3.0, "missed", low=-4.0, high=-2.0, seen=-20.0, unit="points"),
    row(8, "expected", "above", 0.2, "undecided", low=-0.1, high=0.5, least=0.0),
    row(9, "expected", "between", 46.0, "met", low=44.0, high=49.0, seen=50.0, least=45.0, most=55.0, unit="%"),
    row(10, "expected", "nothing at all", 0.0, "missed", low=0.0, high=0.0, least=0.0),
]


def drawn(small: ModuleType, root: Path, rows: list[dict[str, Any]]) -> Figure:
    rivals = pd.DataFrame([one for one in RIVALS if one[0] in {r["number"] for r in rows}],
                          columns=["number", "rival", "value"]).astype({"number": int, "value": float})  # fmt: skip
    tables = {"scorecard": pd.DataFrame(rows), "rivals": rivals}
    made = material(small.study(root, tables, kind="validate").path)
    with look():
        (sheet,) = draw("validation", made).values()
        files = draw_to(root, "validation", made)
    assert [file.suffix for file in files] == [".png", ".svg"]
    return sheet


def words(figure: Figure) -> list[str]:
    texts = [text.get_text() for axes in figure.axes for text in axes.texts]
    return [" ".join(text.split()) for text in (*texts, *(text.get_text() for text in figure.texts))]


def test_every_test_is_drawn_and_what_is_none_is_not(small: ModuleType, tmp_path: Path) -> None:
    assert figures_of("validate") == ("validation",)
    figure = drawn(small, tmp_path, RACES + SIGHTS)
    said = words(figure)
    assert "The model beats every naive rival in 2 of 4 comparisons" in said
    for one in RACES[:4] + SIGHTS:
        assert " ".join(one["measure"].split()) in said
    assert "no test" not in said
    for text in ("A race", "Another race", "Expected", "0.900; persistence 0.800", "30.0 points; logit 5.0",
                 "46.0 %; 45 to 55", "0.200; above 0"):  # fmt: skip
        assert text in said
    assert len(figure.axes) == 2


def test_the_best_rival_stands_at_one_and_colours_say_who_wins(small: ModuleType, tmp_path: Path) -> None:
    axes = drawn(small, tmp_path, RACES).axes[0]
    marks = [(line.get_marker(), line.get_color(), float(line.get_xdata()[0])) for line in axes.lines if
             line.get_marker() not in ("None", "|")]  # fmt: skip
    assert marks[0] == ("o", GAIN, pytest.approx(1 + 0.1 / 0.6))
    assert marks[1][:2] == ("<", LOSS)  # as far behind as the scale goes
    assert marks[2][2] == 1.0
    assert marks[3][:2] == (">", GAIN)
    rivals = [float(line.get_xdata()[0]) for line in axes.lines if line.get_marker() == "|"]
    assert rivals == pytest.approx([0, 1, 0, 1, 1, 1, 1, 0])


@pytest.mark.parametrize("rows", [RACES, SIGHTS, RACES[:1], SIGHTS[-1:]])
def test_texts_stay_on_the_sheet_and_apart(small: ModuleType, tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    figure = drawn(small, tmp_path, rows)
    seen = Seen(figure)
    assert seen.cut_off == []
    assert seen.covered == []


def test_another_kind_of_study_has_no_scorecard(small: ModuleType, tmp_path: Path) -> None:
    assert draw("validation", material(small.study(tmp_path, small.frames()).path)) == {}
