"""The search on problems whose answer is known."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from sim.advice.front import front
from sim.advice.search import POPULATION, check_library, explore
from sim.errors import InputError

Settings = Sequence[tuple]
Make = Callable[..., Any]


def never() -> bool:
    return False


def test_a_planted_front_is_found(lever: Make, space: Make) -> None:
    """Schaffer's problem: the front is x between 0 and 1 with nothing spent on y, which only costs."""
    levers = space(
        lever("policies.a.x", low=-3.0, high=4.0),
        lever("policies.a.y", *range(11), low=0.0, high=10.0),
        lever("policies.a.z", "good", "bad", "worse"),
    )
    worth = {"good": 0.0, "bad": 1.0, "worse": 2.0}

    def losses(settings: Settings, before: int) -> np.ndarray:
        return np.array([[x**2 + y + worth[z], (x - 1) ** 2 + y + worth[z]] for x, y, z in settings])

    tried = explore(levers, losses, 2, 400, 7, never)
    assert len(tried) == 400
    settings, lost = list(tried), np.stack(list(tried.values()))
    best = front(lost)
    assert len(best) >= 8
    assert {settings[row][1:] for row in best} == {(0, "good")}
    assert all(-0.1 < settings[row][0] < 1.1 for row in best)
    # what is dominated of the square up to (1, 1); the whole front dominates 1/6 of it less than all
    along = lost[best][np.argsort(lost[best][:, 0])].clip(0.0, 1.0)
    widths = np.diff(np.append(along[:, 0], 1.0))
    assert (widths * (1.0 - along[:, 1])).sum() > 0.8  # 5/6 with the whole front
    again = explore(levers, losses, 2, 400, 7, never)
    assert list(again) == settings
    other = explore(levers, losses, 2, 400, 8, never)
    assert list(other) != settings


def test_few_settings_are_all_tried_once_without_a_library(
    lever: Make, space: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    levers = space(lever("policies.a", "off", "on"), lever("policies.a.x", 1, 2, 3), lever("policies.b.x", 0, 1))
    asked: list[tuple] = []

    def losses(settings: Settings, before: int) -> np.ndarray:
        asked.extend(settings)
        return np.zeros((len(settings), 1))

    tried = explore(levers, losses, 1, 100, 1, never)
    assert asked == list(tried)
    assert len(tried) == levers.size == 2 + 2 * 3  # with the policy off its own lever says nothing
    assert ("off", None, 1) in tried


def test_what_is_refused_is_counted_and_not_bred_from(lever: Make, space: Make) -> None:
    levers = space(lever("policies.a.x", low=0.0, high=1.0))

    def losses(settings: Settings, before: int) -> np.ndarray:
        return np.array([[np.nan if x < 0.5 else x] for (x,) in settings])

    tried = explore(levers, losses, 1, 150, 3, never)
    assert len(tried) == 150
    (best,) = front(np.stack(list(tried.values())))
    assert 0.5 <= list(tried)[best][0] < 0.52


def test_the_search_stops_after_the_generation_under_way(lever: Make, space: Make) -> None:
    levers = space(lever("policies.a.x", low=0.0, high=1.0))
    done: list[int] = []

    def losses(settings: Settings, before: int) -> np.ndarray:
        assert before == sum(done)
        done.append(len(settings))
        return np.zeros((len(settings), 2))

    assert len(explore(levers, losses, 2, 1000, 3, lambda: len(done) == 2)) == 2 * POPULATION
    done.clear()
    assert len(explore(levers, losses, 2, 30, 3, never)) == 30
    assert done == [POPULATION, 30 - POPULATION]


def test_breeding_goes_on_until_as_many_new_ones_are_found_as_were_asked_for(lever: Make, space: Make) -> None:
    """All but one of the settings that there are."""
    levers = space(lever("policies.a", "off", "on"), lever("policies.a.x", *range(40), low=0.0, high=39.0))
    tried = explore(levers, lambda settings, before: np.zeros((len(settings), 2)), 2, 40, 3, never)
    assert len(tried) == 40


def test_a_missing_library_is_said(lever: Make, space: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.errors.find_spec", lambda name: None)
    wide = space(lever("policies.a.x", low=0.0, high=1.0))
    with pytest.raises(InputError, match=r"advise: needs optuna; pip install 'pactsim\[advise\]'"):
        check_library(wide, 100)
    check_library(space(lever("policies.a.x", 1, 2)), 100)
