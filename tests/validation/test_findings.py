"""Verdicts, and how the board puts them: headline, digits, page and rows."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.evidence import Evidence
from sim.results.wording import NOTHING, figure, wanted
from sim.validation.board import Scorecard
from sim.validation.findings import ESSAYS, VERDICTS, Finding, against, expected, held_to, shown

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("model", "better", "verdict"),
    [
        (0.9, "higher", "ahead"), (0.8, "higher", "level"), (0.7, "higher", "behind"), (0.1, "higher", "behind"),
        (0.1, "lower", "ahead"), (0.2, "lower", "level"), (0.3, "lower", "behind"), (0.9, "lower", "behind"),
    ],
)  # fmt: skip
def test_ahead_level_and_behind_by_sense(model: float, better: str, verdict: str) -> None:
    found = against("a test", "score", "", model, {"b": 0.5, "a": 0.2, "c": 0.8}, better)  # type: ignore[arg-type]
    assert found.verdict == verdict
    assert found.best == (("c", 0.8) if better == "higher" else ("a", 0.2))
    assert list(found.rivals or {}) == (["c", "b", "a"] if better == "higher" else ["a", "b", "c"])


@given(st.floats(-5, 5), st.dictionaries(st.sampled_from("abcd"), st.floats(-5, 5), min_size=1))
def test_higher_and_lower_are_mirrors(model: float, rivals: dict[str, float]) -> None:
    up = against("t", "m", "", model, rivals, "higher")
    down = against("t", "m", "", -model, {name: -value for name, value in rivals.items()}, "lower")
    assert up.verdict == down.verdict
    assert (up.verdict == "ahead") == all(model > value for value in rivals.values())


@pytest.mark.parametrize(
    ("seen", "verdict"), [(1.0, "met"), (2.0, "met"), (1.5, "met"), (0.999, "missed"), (2.001, "missed")]
)
def test_held_to_at_the_edges(seen: float, verdict: str) -> None:
    assert held_to("t", "m", "", 1.4, 1.0, 2.0, seen).verdict == verdict


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.1, 0.3, "met"), (-0.3, -0.1, "missed"), (-0.1, 0.3, "undecided"), (0.0, 0.3, "undecided")],
)
def test_expected_by_its_whole_interval(low: float, high: float, verdict: str) -> None:
    assert expected("t", "m", "", (low + high) / 2, low, high, 0.0, math.inf).verdict == verdict


def board(evidence: Evidence, *findings: Finding) -> Scorecard:
    return Scorecard(findings, (), evidence, (), 1, 8)


def test_the_headline_names_who_wins_and_sets_the_essays_apart(evidence: Evidence) -> None:
    lost = against("t", "a", "", 0.5, {"camp": 0.6, "logit": 0.7}, "higher")
    won = against("t", "b", "", 0.9, {"logit": 0.7}, "higher")
    met, missed = held_to("u", "c", "", 1, 0, 2, 1), held_to("u", "d", "", 1, 0, 2, 3)
    essay = Finding(ESSAYS, "e", "%", 46.0, "met")
    assert board(evidence, lost, won, met, missed, essay, shown("t", "f", "", 1.0)).headline() == (
        "Naive rivals win 1 of 2 comparisons (logit); of 2 signs and magnitudes known from elsewhere the model meets "
        "1; of 1 figures of the essays public statistics bear out 1."
    )
    assert board(evidence, won).headline() == "No naive rival wins any of 1 comparisons."


def test_the_tally_leaves_out_what_is_no_test(evidence: Evidence) -> None:
    found = board(evidence, shown("t", "a", "", 1.0), held_to("t", "b", "", 1, 0, 2, 1)).tally()
    assert found == {"ahead": 0, "level": 0, "behind": 0, "met": 1, "missed": 0, "undecided": 0}


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.1234, "", "0.123"), (-0.1234, "", f"{MINUS}0.123"), (1.234, "nats", "1.23"), (12.34, "", "12.3"),
        (123.4, "", "123"),
        (7.26, "points", "7.3"), (7.26, "%", "7.3"), (7.0, "of 10", "7"), (-0.0001, "", "0.000"),
        (math.nan, "", NOTHING), (math.inf, "", NOTHING),
    ],
)  # fmt: skip
def test_a_figure_has_the_digits_it_bears(value: float, unit: str, text: str) -> None:
    assert figure(value, unit) == text


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        ((50.0, 45.0, 55.0), "45 to 55"), ((math.nan, 0.0, math.inf), "above 0"),
        ((math.nan, -math.inf, -0.0), "below 0"), ((-20.0, -math.inf, math.inf), f"{MINUS}20.0"),
        ((math.nan, -math.inf, math.inf), ""),
    ],
)  # fmt: skip
def test_what_a_figure_is_held_to_in_words(bounds: tuple[float, float, float], text: str) -> None:
    assert wanted(*bounds, "points") == text


def test_the_page_holds_every_test_and_the_table_of_targets(card: Scorecard) -> None:
    text = card.page()
    assert card.headline() in text
    heads = re.findall("^## (.+)$", text, re.MULTILINE)
    assert [head.casefold() for head in heads[:-1]] == [test.casefold() for test in card.tests]
    assert heads[-1] == "What was fitted and what was tested"
    for finding in card.findings:
        assert f"| {finding.measure} |" in text
    for target in card.evidence.targets.values():
        assert f"| {target.title} | {target.use} | {target.year} |" in text
    for verdict in VERDICTS:
        assert f"*{verdict}*" in text
    assert ".." not in text
    assert "nan" not in text.casefold().split()


def test_no_two_lines_of_a_test_read_the_same(card: Scorecard) -> None:
    named = [(one.test, one.measure) for one in card.findings]
    assert len(set(named)) == len(named)


def test_rows_are_numbered_and_hold_no_nan(card: Scorecard) -> None:
    rows = card.rows()
    assert [row["number"] for row in rows] == list(range(1, len(card.findings) + 1))
    numbers = ("model", "low", "high", "seen", "least", "most", "rival_value")
    assert all(row[name] is None or math.isfinite(row[name]) for row in rows for name in numbers)
    best = {row["number"]: (row["rival"], row["rival_value"]) for row in rows if row["rival"]}
    listed: dict[int, list[tuple[str, float]]] = {}
    for row in card.rivals():
        listed.setdefault(row["number"], []).append((row["rival"], row["value"]))
    assert {number: names[0] for number, names in listed.items()} == best
