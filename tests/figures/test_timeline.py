"""Timelines: a policy is drawn for as long as it is in force, no day more."""

from __future__ import annotations

from typing import Any

import pytest
from legible import Seen

from sim.figures.material import Material
from sim.figures.style import look
from sim.figures.timeline import draw, words
from sim.report.study import material
from sim.results.wording import cut

TARIFF = {"type": "tariff", "change": 10.0}


@pytest.fixture(scope="module")
def made(worlds: Any, tmp_path_factory: pytest.TempPathFactory) -> Material:
    return material(worlds.study(tmp_path_factory.mktemp("timeline")).path)


def bars(made: Material, *policies: dict[str, Any]) -> list[tuple[float, float]]:
    """Beginning and end of each policy as drawn, in years."""
    scenarios = {name: {"policies": list(policies)} for name in made.scenarios}
    changed = Material(made.manifest.model_copy(update={"scenarios": scenarios}), made.tables)
    with look():
        (axes, *_) = draw(changed)[f"timeline-{made.scenarios[1]}"].axes
    return [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches]


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (2027, 2029, (2027, 2030)),
        (2027, "2030-06-30", (2027, 2030 + 181 / 365)),
        ("2027-07-02", "2027-12-31", (2027 + 182 / 365, 2028)),
        ("2028-02-29", "2028-12-30", (2028 + 59 / 366, 2028 + 365 / 366)),
        (2020, None, (2026, 2033)),
        (2030, 2040, (2030, 2033)),
    ],
)
def test_a_policy_lasts_as_long_as_in_the_law(made: Material, start: Any, end: Any, span: tuple[float, float]) -> None:
    (bar,) = bars(made, {**TARIFF, "start": start, "end": end})
    assert bar == pytest.approx(span)


@pytest.mark.parametrize("start", [2020, "2028-09-15", 2029, 2032])
def test_words_of_a_policy_stay_on_the_sheet(made: Material, start: Any) -> None:
    policies = [{**TARIFF, "start": start, "countries": ["JPN", "AUS"] * 20}]
    scenarios = {name: {"policies": policies} for name in made.scenarios}
    with look():
        figure = draw(Material(made.manifest.model_copy(update={"scenarios": scenarios}), made.tables))[
            f"timeline-{made.scenarios[1]}"
        ]
        assert Seen(figure).cut_off == []


def test_words_of_a_policy_leave_out_what_is_empty() -> None:
    policy = {**TARIFF, "change": -5.0, "start": 2027, "id": "steel", "exempt": {}, "countries": [], "until": None}
    assert words(policy) == "Tariff: change \N{MINUS SIGN}5"
    assert words({**policy, "exempt": {"pact": 0.5}, "coverage": 1}).endswith("5, exempt pact 0.5, coverage 1")


def test_several_policies_stand_below_each_other(made: Material) -> None:
    assert bars(made, {**TARIFF, "start": 2027, "end": 2027}, {**TARIFF, "start": 2028, "end": "2028-12-31"}) == [
        (2027, 2028),
        (2028, 2029),
    ]


def test_long_policies_are_cut_as_all_else_is(made: Material) -> None:
    assert words(TARIFF) == "Tariff: change 10"
    long = words({**TARIFF, "countries": ["JPN"] * 40})
    assert len(long) <= 96
    assert long == cut(f"Tariff: change 10, countries {' '.join(['JPN'] * 40)}", 96)
