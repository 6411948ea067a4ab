from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.results.outcomes import outcomes
from sim.results.wording import (
    MINUS,
    NOTHING,
    PERCENT,
    change,
    counted,
    cut,
    interval,
    level,
    listed,
    named,
    percent,
    plain,
    signed,
    with_unit,
)

SHARE = outcomes()["pact_in_force.end"]
LOSS = outcomes()["trade_loss.mean"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.005, "1.00"), (-1.5, f"{MINUS}1.50"), (-0.001, "0.00"), (0.0, "0.00"), (float("nan"), NOTHING)],
)
def test_plain(value, text) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(("value", "text"), [(0.5, "+0.50"), (-0.5, f"{MINUS}0.50"), (0.004, "0.00"), (-0.004, "0.00")])
def test_signed(value, text) -> None:
    assert signed(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0 %"), (0.001, "<1 %"), (0.006, "1 %"), (0.5, "50 %"), (0.999, ">99 %"), (1.0, "100 %")],
)
def test_percent_never_rounds_to_never_or_always(share, text) -> None:
    assert percent(share).replace("\N{NO-BREAK SPACE}", " ") == text


def test_shares_differ_in_points_and_amounts_in_their_unit() -> None:
    assert level(SHARE, 0.19) == percent(0.19)
    assert change(SHARE, 0.19) == "+19"
    assert change(SHARE, 0.1234, finer=1) == "+12.3"
    assert interval(SHARE, -0.02, 0.05) == f"{MINUS}2 to +5"
    assert level(LOSS, 0.3) == "0.30"
    assert interval(LOSS, math.nan, 0.1) == NOTHING


def test_lists_and_counts() -> None:
    assert [listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [counted(1, "world"), counted(2, "world"), counted(2, "country", "countries")] == [
        "1 world", "2 worlds", "2 countries",
    ]  # fmt: skip
    assert counted(100_000, "world") == "100,000 worlds"


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_a_signed_number_reads_back(value, decimals) -> None:
    text = signed(value, decimals)
    assert "-" not in text
    assert math.isclose(float(text.replace(MINUS, "-")), value, abs_tol=0.51 * 10**-decimals)
    assert (text[0] in f"+{MINUS}") == (float(text.replace(MINUS, "-")) != 0)


def test_one_world_of_two_hundred_is_not_none() -> None:
    assert percent(1 / 200) == f"<1{PERCENT}"
    assert percent(199 / 200) == f">99{PERCENT}"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("", ""),
        ("four", "four"),
        ("five!", "fiv\N{HORIZONTAL ELLIPSIS}"),
        ("is it", "is\N{HORIZONTAL ELLIPSIS}"),
        ("a, b, c", "a\N{HORIZONTAL ELLIPSIS}"),
    ],
)
def test_what_is_too_long_is_cut(text: str, short: str) -> None:
    assert cut(text, 4) == short


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("parameters.trust_loss", "trust loss"),
        ("countries.JPN.hub_trust", "JPN: hub trust"),
        ("horizon.end", "horizon: end"),
        ("step", "step"),
    ],
)
def test_an_entry_is_called_without_its_section(path: str, told: str) -> None:
    assert named(path) == told


def test_a_unit_stands_where_it_adds_something() -> None:
    assert [with_unit("trust", unit) for unit in ("points", "share", "")] == ["trust, points", "trust", "trust"]
