"""The figure of advice: every member is seen, and none hides another."""

from __future__ import annotations

from itertools import combinations, product
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from sim.figures.advice import draw
from sim.figures.material import Material
from sim.figures.style import look

GOAL, COST, LEVER = "higher trust.end", "lower challenger_side.end", "lower policies.a.x"


@pytest.fixture
def material(small: ModuleType) -> Material:
    """Four members, three of them at nearly the same place, one where the scenario as it is stands."""
    nan = float("nan")
    means = {"A": (0.5, 0.1, 3.0), "B": (0.499, 0.1, 2.0), "C": (0.498, 0.1, 1.0), "D": (0.3, 0.2, 0.0)}
    base = (0.3, 0.2, nan)
    objectives = list(enumerate((GOAL, COST, LEVER)))
    front = []
    for k, (letter, own) in enumerate([*means.items(), ("as it is", base)]):
        for o, name in objectives:
            step = own[o] - base[o] if letter in means else nan
            front.append(
                {
                    "member": letter, "candidate": k + 1 if letter in means else 0, "objective": name, "order": o,
                    "label": name.split()[1], "unit": "u", "kind": "goal", "searched": own[o], "mean": own[o],
                    "low": own[o] - 0.01, "high": own[o] + 0.01, "difference": step, "difference_low": step - 0.001,
                    "difference_high": step + 0.001, "regret": 0.0, "regret_tail": 0.0, "worst": 0.1 * k,
                    "holds": True, "chosen": letter == "B",
                }
            )  # fmt: skip
    several = [base, *means.values(), (0.1, 0.4, 1.0)]
    tried = [
        {"candidate": k, "objective": name, "mean": several[k][o], "front": 0 < k < 5}
        for k, (o, name) in product(range(6), objectives)
    ]
    settings = [
        {
            "candidate": k,
            "lever": "policies.a.x",
            "label": "a lever",
            "order": 0,
            "value": "AUS, JPN, KOR",
            "place": nan,
        }
        for k in range(1, 6)
    ]
    manifest = small.manifest(("status_quo",)).model_copy(update={"kind": "advise", "options": {"verify": 50}})
    tables = {"front": front, "tried": tried, "settings": settings}
    return Material(manifest, {name: pd.DataFrame(rows) for name, rows in tables.items()})


def test_every_member_has_a_disc_of_its_own_inside_its_panel(material: Material) -> None:
    with look():
        figure = draw(material)["advice"]
        figure.canvas.draw()
        *panels, matrix = figure.axes
        assert len(panels) == 2
        for axes in panels:
            discs = {text.get_text(): text for text in axes.texts}
            assert sorted(discs) == ["A", "B", "C", "D"]
            places = [text.get_window_extent() for text in discs.values()]
            middles = [np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2]) for box in places]
            assert all(np.hypot(*(a - b)) > 20 for a, b in combinations(middles, 2))
            for letter in ("A", "D"):
                x, y = discs[letter].xy
                assert axes.get_xlim()[0] <= x <= axes.get_xlim()[1]
                assert axes.get_ylim()[0] <= y <= axes.get_ylim()[1]
    words = [text.get_text() for text in matrix.texts]
    assert words[:4] == ["A", "B", "C", "D"]
    assert "a lever" in words
    assert words[-3:] == ["10\N{NO-BREAK SPACE}%", "20\N{NO-BREAK SPACE}%", "30\N{NO-BREAK SPACE}%"]


def test_another_study_has_no_such_figure(small: ModuleType) -> None:
    assert draw(Material(small.manifest(("status_quo",)), {})) == {}
