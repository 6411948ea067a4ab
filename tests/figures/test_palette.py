from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.figures.palette import POSTURES, SCENARIOS, posture_colour, readable_on, scenario_colour, side_colour

# how much of red and green people with the three common deficiencies see of each other (Machado et al. 2009, severe)
DEFICIENCIES = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def distance(first: str, second: str, matrix=((1, 0, 0), (0, 1, 0), (0, 0, 1))) -> float:
    seen = [[sum(m * c for m, c in zip(row, channels(one), strict=True)) for row in matrix] for one in (first, second)]
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


@pytest.mark.parametrize("matrix", DEFICIENCIES.values(), ids=DEFICIENCIES)
@pytest.mark.parametrize("colours", [tuple(POSTURES.values()), SCENARIOS[:4]], ids=["postures", "scenarios"])
def test_colours_are_told_apart_with_any_colour_vision(colours, matrix) -> None:
    assert min(distance(a, b, matrix) for a, b in combinations(colours, 2)) > 40


def test_sides_are_coloured_like_the_rungs_that_take_them() -> None:
    rungs = {"accommodate": -1.0, "hedge": 0.0, "network": 0.45, "ally": 0.8, "pact": 1.0}
    assert {name: side_colour(side) for name, side in rungs.items()} == dict(POSTURES)
    assert posture_colour("ally", -1) == POSTURES["ally"]
    assert posture_colour("own_invention", -1.0) == POSTURES["accommodate"]


@given(st.floats(-2, 2), st.floats(-2, 2))
def test_near_sides_have_near_colours(first, second) -> None:
    limited = [max(-1.0, min(1.0, side)) for side in (first, second)]
    assert distance(side_colour(first), side_colour(second)) <= 3 + 800 * abs(limited[0] - limited[1])


def test_the_scale_runs_through_every_step_once() -> None:
    colours = [side_colour(side / 100) for side in range(-100, 101)]
    assert all(a != b for a, b in pairwise(colours))


def test_letters_can_be_read_on_every_colour() -> None:
    assert readable_on(POSTURES["pact"]) == "#ffffff"
    assert readable_on(POSTURES["hedge"]) != "#ffffff"
    assert scenario_colour(0) == scenario_colour(len(SCENARIOS))
