"""A number of the evidence set for a time: what is noted, what is refused, and from when to when it holds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from sim.errors import InputError
from sim.evidence import Evidence
from sim.policy import registry
from sim.policy.levers import Levers, TimeGrid
from sim.policy.setting import full_name, path_of
from sim.scenario import load_scenario
from sim.world.build import frame


def _pull(levers: Levers, grid: TimeGrid, **terms: Any) -> None:
    registry()["set_parameter"].model_validate({"type": "set_parameter", **terms}).apply(levers, grid)


def test_the_steps_it_touches_are_noted_under_the_full_name(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, start=2027, end=2028, parameter="parameters.alienation", value=0.3)
    _pull(levers, grid, start=2029, parameter="countries.JPN.duty_ceiling", value=0.2)
    noted = [(name, value, on.tolist()) for name, value, on in levers.numbers]
    assert noted == [
        ("law.alienation", 0.3, [False, True, True, False]),
        ("countries.JPN.duty_ceiling", 0.2, [False, False, False, True]),
    ]
    rest = Levers.neutral(grid)
    assert np.array_equal(levers.tariff, rest.tariff)
    assert np.array_equal(levers.commitment, rest.commitment)


def _scenario(evidence: Evidence, *policies: str) -> Any:
    return load_scenario("status_quo", (f"policies=[{', '.join(policies)}]",), evidence)


def test_epochs_are_the_steps_at_which_something_is_set_or_given_back(evidence: Evidence) -> None:
    made = _scenario(
        evidence,
        "{type: set_parameter, start: 2027, end: 2029, parameter: parameters.alienation, value: 0.3}",
        "{type: set_parameter, start: 2028, parameter: countries.JPN.duty_ceiling, value: 0.2}",
    )
    assert frame(evidence, made).epochs == (
        (1, {"law.alienation": 0.3}),
        (2, {"law.alienation": 0.3, "countries.JPN.duty_ceiling": 0.2}),
        (4, {"countries.JPN.duty_ceiling": 0.2}),
    )
    assert frame(evidence, _scenario(evidence)).epochs == ()


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ("parameter: parameters.alienatio, value: 0.3", "did you mean 'parameters.alienation'?"),
        ("parameter: law.alienation, value: 0.3", "did you mean 'parameters.alienation'?"),
        ("parameter: countries.JPN.duty_ceiling, value: 1.5", "1.5 is outside 0 .. 1 (share)"),
        ("parameter: dyads.tie.JPN-KOR, value: 0.5", "unknown parameter"),
    ],
)
def test_what_cannot_be_set_is_refused(evidence: Evidence, terms: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        _scenario(evidence, f"{{type: set_parameter, start: 2027, {terms}}}")
    assert said in str(caught.value)


def test_one_number_cannot_be_set_twice_at_a_time(evidence: Evidence) -> None:
    one = "{{type: set_parameter, start: {}, end: {}, parameter: parameters.alienation, value: {}}}"
    _scenario(evidence, one.format(2027, 2028, 0.1), one.format(2029, 2030, 0.2))
    with pytest.raises(InputError) as caught:
        _scenario(evidence, one.format(2027, 2029, 0.1), one.format(2029, 2030, 0.2))
    assert "parameters.alienation" in str(caught.value)


def test_a_value_is_needed() -> None:
    with pytest.raises(ValidationError):
        registry()["set_parameter"].model_validate({"type": "set_parameter", "start": 2027, "parameter": "x"})


@pytest.mark.parametrize(
    ("path", "name"),
    [("parameters.alienation", "law.alienation"), ("countries.JPN.duty_ceiling", "countries.JPN.duty_ceiling")],
)
def test_a_number_has_a_path_and_a_full_name(path: str, name: str) -> None:
    assert (full_name(path), path_of(name)) == (name, path)
