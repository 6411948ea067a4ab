from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.advice.regret import ALL, apart, least, regrets, relative, shortfalls, states

# three candidates, one objective, six worlds; the first three worlds are low in x, the others high
GAINS = np.array([[[9.0, 9.0, 9.0, 0.0, 0.0, 0.0]], [[0.0, 0.0, 0.0, 8.0, 8.0, 8.0]], [[6.0, 6.0, 6.0, 6.0, 3.0, 3.0]]])


def test_regret_world_by_world_by_hand() -> None:
    found = regrets(GAINS)[:, 0]
    assert found.tolist() == [[0, 0, 0, 8, 8, 8], [9, 9, 9, 0, 0, 0], [3, 3, 3, 2, 5, 5]]
    assert found.mean(axis=1).tolist() == [4.0, 4.5, 3.5]


def test_thirds_are_states_and_what_does_not_vary_is_none() -> None:
    found = states({"law.x": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), "law.y": np.ones(6)}, 6)
    assert [(one.number, one.third) for one in found] == [
        (ALL, ""), ("law.x", "1 low"), ("law.x", "2 middle"), ("law.x", "3 high"),
    ]  # fmt: skip
    assert [one.chosen.tolist() for one in found[1:3]] == [
        [True, True, *[False] * 4],
        [False, False, True, True, *[False] * 2],
    ]
    assert (found[3].low, found[3].high) == (5.0, 6.0)


def test_least_regretted_is_the_compromise() -> None:
    several = states({"law.x": np.arange(6.0)}, 6)
    short = shortfalls(GAINS, several)[:, 0]
    # means: all 4.5, 4, 5; low 9, 0, 6; middle 4.5, 4, 6; high 0, 8, 3
    assert short.tolist() == [[0.5, 0.0, 1.5, 8.0], [1.0, 9.0, 2.0, 0.0], [0.0, 3.0, 0.0, 5.0]]
    assert not relative(short[:, None], GAINS).any()  # in six worlds nobody can tell 4 from 5
    many = np.repeat(GAINS, 60, axis=2)
    assert apart(many).all()
    part = relative(short[:, None], many)
    assert part[2, 0].tolist() == [0.0, 3.0, 0.0, 5.0]  # the means span 4 to 5
    assert least(part) == 2


def test_of_equally_bad_ones_the_better_on_average_is_chosen() -> None:
    assert least(np.array([[[0.0, 1.0, 1.0]], [[1.0, 0.0, 0.0]], [[1.0, 0.0, 0.5]]])) == 1


@given(arrays(np.float64, (3, 2, 9), elements=st.floats(-5, 5)), arrays(np.float64, 9, elements=st.floats(0, 1)))
def test_somebody_is_the_best_everywhere_and_nobody_better(gains: np.ndarray, drawn: np.ndarray) -> None:
    several = states({"law.x": drawn}, 9)
    short = shortfalls(gains, several)
    assert (short >= 0.0).all()
    assert (short.min(axis=0) == 0.0).all()
    assert (regrets(gains).min(axis=0) == 0.0).all()
    assert (regrets(gains).mean(axis=2) - short[:, :, 0] > -1e-9).all()  # hindsight in every world forgoes more
