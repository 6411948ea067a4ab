"""The language of conditions: what it takes, what it refuses, and where it points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.discovery.where import Term, parse
from sim.errors import InputError
from sim.results.conditions import OPERATORS, Bound
from sim.results.outcomes import outcomes

NAMES = (
    "hazard.mean", "hub_side.end", "pact_in_force.end", "pact_in_force.ten_years",
    "side.end", "side.end@2030", "trade_loss.mean", "trust.mean",
)  # fmt: skip
OUTCOMES = {name: outcomes()[name] for name in NAMES}
COUNTRIES = ("JPN", "KOR")

terms = st.builds(
    Term,
    st.sampled_from(NAMES),
    st.sampled_from(("all", *COUNTRIES)),
    st.booleans(),
    st.builds(Bound, st.sampled_from(sorted(OPERATORS)), st.floats(-1e9, 1e9)),
)


def written(term: Term, gap: str) -> str:
    name = term.outcome if term.scope == "all" else f"{term.outcome}.{term.scope}"
    name = f"CHANGE({gap}{name}{gap})" if term.change else name
    return f"{name}{gap}{term.bound.operator}{gap}{term.bound.value!r}"


@given(st.lists(terms, min_size=1, max_size=4), st.sampled_from(("", " ", "  ")), st.sampled_from(("and", "AND")))
def test_what_is_written_is_read(several: list[Term], gap: str, word: str) -> None:
    assert parse(f" {word} ".join(written(term, gap) for term in several), OUTCOMES, COUNTRIES) == tuple(several)


@given(st.text(max_size=40))
def test_anything_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        assert parse(text, OUTCOMES, COUNTRIES)
    except InputError as error:
        for problem in error.problems:
            assert problem.address.file == "--where"
            assert 1 <= problem.address.column <= len(text) + 1


def test_a_name_may_be_short_where_it_is_clear() -> None:
    assert parse("hazard<1", OUTCOMES, COUNTRIES) == (Term("hazard.mean", "all", False, Bound("<", 1.0)),)
    assert parse("hub_side.JPN >= 40 %", OUTCOMES, COUNTRIES) == (Term("hub_side.end", "JPN", False, Bound(">=", 0.4)),)
    assert parse("side@2030.JPN>0", OUTCOMES, COUNTRIES) == (Term("side.end@2030", "JPN", False, Bound(">", 0.0)),)


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("", 1, "expected the name of an outcome, found the end"),
        ("hazard", 7, "expected one of <, <=, > and >=, found the end"),
        ("hazard < ", 10, "expected a number, found the end"),
        ("hazard == 1", 8, "expected one of <, <=, > and >=, found '='"),
        ("hazard < 1 or trust > 1", 12, "expected 'and' or the end, found 'or'"),
        ("CHANGE hazard < 1", 8, "expected '(' after CHANGE, found 'hazard'"),
        ("CHANGE(hazard < 1", 15, "expected ')', found '<'"),
        ("hazard < 5x", 10, "expected a number, found '5x'"),
        ("trade_loss > 2 %", 16, "'%' goes with shares only; write the number in the unit of the outcome"),
        ("trust < 36 %", 12, "'%' goes with shares only; write the number in the unit of the outcome"),
        ("side@2031 < 1", 1, "the study has no outcome 'side@2031'; did you mean 'side.end@2030'?"),
        ("hazard < 1e999", 10, "1e999 is too large"),
        ("hazard < 1 and trsut.mean > 1", 16, "the study has no outcome 'trsut.mean'; did you mean 'trust.mean'?"),
        ("pact_in_force < 1", 1, "'pact_in_force' could be pact_in_force.end or pact_in_force.ten_years"),
        ("trust.VNM < 1", 1, "the study has no outcome 'trust.VNM'; did you mean 'trust.mean'?"),
    ],
)
def test_a_mistake_is_pointed_at(text: str, column: int, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(text, OUTCOMES, COUNTRIES)
    assert str(caught.value) == f"--where:1:{column}: {said}"


def test_a_missing_value_is_of_no_interest() -> None:
    values = np.array([0.0, 1.0, np.nan])
    assert Term("side.end", "all", False, Bound("<=", 0.0)).holds(values).tolist() == [True, False, False]
    assert Term("side.end", "all", False, Bound(">", -1.0)).holds(values).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("text", "ends", "said"),
    [
        ("hub_side.end > 82 %", (0.8164, 0.8826), "81.64 to 88.26\N{NO-BREAK SPACE}%"),
        ("CHANGE(hub_side.end) > 0", (-0.05, 0.1), "\N{MINUS SIGN}5 to 10 points"),
        ("hazard > 0.5", (0.25, 0.75), "0.25 to 0.75"),
    ],
)
def test_values_are_told_in_the_unit_of_their_bound(text: str, ends: tuple[float, float], said: str) -> None:
    (term,) = parse(text, OUTCOMES, COUNTRIES)
    assert term.span(OUTCOMES[term.outcome], np.array(ends)) == said
