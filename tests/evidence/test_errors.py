"""Addresses, problems and did-you-mean."""

from __future__ import annotations

import pytest

from sim.errors import (
    BAD_INPUT,
    FAILED,
    INTERRUPTED,
    OK,
    Address,
    InputError,
    Problem,
    RunFailed,
    dotted,
    in_order,
    nearest,
)


def test_exit_codes_are_those_of_the_manual() -> None:
    assert (OK, FAILED, BAD_INPUT, INTERRUPTED) == (0, 1, 2, 130)
    assert InputError([]).exit_code == BAD_INPUT
    assert RunFailed("all runs failed").exit_code == FAILED


def test_an_address_reads_file_line_column() -> None:
    assert str(Address("a.yaml", 7, 3)) == "a.yaml:7:3"
    assert str(Address("--set a.b=1")) == "--set a.b=1"


def test_a_problem_reads_as_one_sentence_with_address_and_hint() -> None:
    problem = Problem(Address("x.yaml", 7, 3), "policies[0].strenght", "unknown key", "strength")
    assert str(problem) == "x.yaml:7:3: policies[0].strenght: unknown key; did you mean 'strength'?"
    assert str(Problem(Address("x.yaml"), "", "is empty")) == "x.yaml: is empty"


def test_an_input_error_holds_each_problem_once_in_the_order_of_lines() -> None:
    late, early = (Problem(Address("a", line, 1), "p", "wrong") for line in (10, 9))
    error = InputError([late, early, late])
    assert error.problems == (early, late) == in_order([early, late, early])
    assert str(error) == "a:9:1: p: wrong\na:10:1: p: wrong"


@pytest.mark.parametrize(
    ("path", "text"),
    [((), ""), (("a",), "a"), (("policies", 0, "rate"), "policies[0].rate"), (("a", 1, 2), "a[1][2]")],
)
def test_a_path_is_written_as_the_user_would(path: tuple[str | int, ...], text: str) -> None:
    assert dotted(path) == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [("us_trust", "hub_trust"), ("JPNN", "JPN"), ("jpn", "JPN"), ("TARIFF", "tariff"), ("zebra", None), ("", None)],
)
def test_the_nearest_name_is_found_without_regard_to_case(written: str, meant: str | None) -> None:
    assert nearest(written, ["hub_trust", "JPN", "KOR", "tariff"]) == meant


def test_no_names_no_hint() -> None:
    assert nearest("a", []) is None
