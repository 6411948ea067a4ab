"""`pactsim forced-choice` as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Call = Callable[..., Any]
TEN = {"BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "VNM"}


def test_the_table_fits_80_columns_and_nothing_is_cut(pactsim: Call, tmp_path: Any) -> None:
    said = pactsim("forced-choice", "--worlds", "3", COLUMNS="80")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "\N{HORIZONTAL ELLIPSIS}" not in said.out
    assert lines[0] == "Whole theatre, 2026: if hedging were closed"
    year = "\N{RIGHT SINGLE QUOTATION MARK}{}".format
    assert lines[1].split() == ["Country", "Law", "Worth", "[5-95", "%]", "All", year(20), year(21), year(24)]
    rows = {line[:16].rstrip(): line[16:].split() for line in lines[2:20]}
    assert len(rows) == 18
    assert rows["Vietnam"][-3:] == ["86", "84", "79"]
    assert "Papua New Guinea" in rows
    text = " ".join(said.out.split())
    for words in ("by the law alone and with every term", "% of GDP a year; 3 worlds", "pactsim validate"):
        assert words in text
    assert list(tmp_path.iterdir()) == []


def test_the_answer_as_data(pactsim: Call) -> None:
    said = pactsim("forced-choice", "status_quo", "--worlds", "4", "--json")
    assert (said.code, said.err) == (0, "")
    told = json.loads(said.out)
    assert (told["scenario"], told["year"], told["worlds"]) == ("status_quo", 2026, 4)
    rows = told["countries"]
    assert len(rows) == 12
    assert [row["worth"] for row in rows] == sorted((row["worth"] for row in rows), reverse=True)
    for row in rows:
        assert 0 <= row["law"] <= 100
        assert 0 <= row["calibrated"] <= 100
        assert row["worth_low"] <= row["worth"] <= row["worth_high"]
        assert set(row["surveys"]) == {"2020", "2021", "2024"}
        assert all((value is not None) == (row["country"] in TEN) for value in row["surveys"].values())


def test_the_same_seed_gives_the_same_answer(inside: Call) -> None:
    words = ("forced-choice", "status_quo", "--worlds", "2", "--json")
    first = inside(*words, "--seed", "9").out
    assert inside(*words, "--seed", "9").out == first
    assert inside(*words, "--seed", "10").out != first


def test_a_year_within_the_horizon_and_a_past_one(inside: Call) -> None:
    later = json.loads(inside("forced-choice", "us_retreat", "--year", "2031.5", "--worlds", "2", "--json").out)
    assert later["year"] == 2031.5
    past = json.loads(inside("forced-choice", "history_1970", "--worlds", "2", "--json").out)
    assert past["year"] == 1970
    assert "BRN" not in {row["country"] for row in past["countries"]}


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (("--year", "2025"), "--year: 2025 lies outside the horizon 2026-2045\n"),
        (("--year", "2046"), "--year: 2046 lies outside the horizon 2026-2045\n"),
        (("status_qo",), "status_qo: no scenario has this name; did you mean"),
        (("--set", "countries.JPN.hub_trsut=0.4"), "--set countries.JPN.hub_trsut=0.4"),
    ],
)
def test_mistakes_are_told(inside: Call, words: tuple[str, ...], err: str) -> None:
    said = inside("forced-choice", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(err)


def test_the_help_tells_a_default_once(inside: Call) -> None:
    text = inside("forced-choice", "-h").out
    assert text.count("whole_theatre") == 1
