"""Conditions as they are written: every form is read, everything else is refused with its column."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.quantities import Quantity
from sim.errors import InputError
from sim.evidence import Evidence
from sim.results.conditions import Bound
from sim.results.outcomes import outcomes
from sim.scenario import Scenario
from sim.tipping.condition import Condition
from sim.tipping.grammar import read_condition

Read = Callable[[str], Condition]
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
OPERATORS = st.sampled_from([">=", "<=", ">", "<"])
NAMES = st.sampled_from(sorted(outcomes(("accommodate", "hedge", "network", "ally", "pact"))))


@pytest.fixture(scope="module")
def read(evidence: Evidence, read_scenario: Callable[..., Scenario]) -> Read:
    """Reads a condition on the worlds of a shipped scenario."""
    scenario = read_scenario("asian_nato")
    return lambda text: read_condition(text, evidence, scenario)


def refused(read: Read, text: str) -> str:
    with pytest.raises(InputError) as caught:
        read(text)
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("text", "canonical", "words"),
    [
        (
            "P(pact_in_force) >= 0.5",
            "P(pact_in_force.end) >= 0.5",
            "Pact in force at the end in at least 50 % of the worlds",
        ),
        (
            "P(pact_in_force.ten_years) > 12.5 %",
            "P(pact_in_force.ten_years) > 0.125",
            "Pact in force within ten years in more than 12.5 % of the worlds",
        ),
        (
            "P(hub_side.end>40%)>=50%",
            "P(hub_side.end > 0.4) >= 0.5",
            "Capability with hub at the end above 0.4 in at least 50 % of the worlds",
        ),
        (
            "MEAN(side.end@2035.JPN) > 0.4",
            "MEAN(side.end@2035.JPN) > 0.4",
            "Mean of side taken, 2035 (Japan) above 0.4",
        ),
        (
            "P(pact_in_force@2035) >= 0.5",
            "P(pact_in_force.end@2035) >= 0.5",
            "Pact in force, 2035 in at least 50 % of the worlds",
        ),
        (
            "P(pact_in_force.end)<.125",
            "P(pact_in_force.end) < 0.125",
            "Pact in force at the end in less than 12.5 % of the worlds",
        ),
        (
            " MEAN( side.end.JPN ) > 0.4 ",
            "MEAN(side.end.JPN) > 0.4",
            "Mean of side taken at the end (Japan) above 0.4",
        ),
        (
            "P(hazard.taiwan_strait > 0.1) <= 1e-1",
            "P(hazard.mean.taiwan_strait > 0.1) <= 0.1",
            "Rate of crises (Taiwan Strait) above 0.1 in at most 10 % of the worlds",
        ),
        (
            "P(posture.pact.JPN) > 0.5",
            "P(posture.pact.end.JPN) > 0.5",
            "Posture pact at the end (Japan) in more than 50 % of the worlds",
        ),
        (
            "MEAN(CHANGE(trust.mean)) >= -0.02",
            "MEAN(CHANGE(trust.mean)) >= -0.02",
            "Mean change of trust in the hub at least \N{MINUS SIGN}0.02",
        ),
        (
            "P(CHANGE(hazard)<0) >= 0.9",
            "P(CHANGE(hazard.mean) < 0.0) >= 0.9",
            "Change of rate of crises below 0 in at least 90 % of the worlds",
        ),
    ],
)
def test_a_condition_is_read_and_told(read: Read, text: str, canonical: str, words: str) -> None:
    made = read(text)
    assert str(made) == canonical
    assert made.words.replace("\N{NO-BREAK SPACE}", " ") == words
    assert read(canonical) == made


@given(name=NAMES, change=st.booleans(), over=st.sampled_from(["P", "MEAN"]), event=OPERATORS, value=NUMBERS,
       bound=OPERATORS, limit=NUMBERS, share=st.floats(0, 1))  # fmt: skip
def test_what_a_condition_says_reads_as_the_same(
    read: Read, name: str, change: bool, over: str, event: str, value: float, bound: str, limit: float, share: float
) -> None:
    term = f"CHANGE({name})" if change else name
    inner = f"{term} {event} {value!r}" if over == "P" else term
    made = read(f"{over}({inner}) {bound} {share if over == 'P' else limit!r}")
    assert made.quantity == Quantity(name)
    assert made.bound == Bound(bound, share if over == "P" else limit)
    assert made.event == (Bound(event, value) if over == "P" else None)
    assert read(str(made)) == made


@given(text=st.text(alphabet="PMEANCHG()<>=. -side_end.JPN0123456789xé\n", max_size=40))
def test_any_text_is_read_or_refused_with_a_column_inside_it(read: Read, text: str) -> None:
    try:
        made = read(text)
    except InputError as error:
        (problem,) = error.problems
        assert re.match(r"--until:1:\d+: ", str(problem))
        assert 1 <= problem.address.column <= len(text) + 1
    else:
        assert read(str(made)) == made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "--until:1:1: expected P or MEAN, found the end; write as"),
        ("mean(side) > 1", "--until:1:1: begins with P or MEAN, not 'mean'; write as"),
        ("P(pact_in_forc) >= 0.5", "--until:1:3: there is no outcome 'pact_in_forc'; did you mean 'pact_in_force'?"),
        ("MEAN(side.JPM) > 0", "--until:1:11: 'JPM' is no country and no ending of side; did you mean 'JPN'?"),
        ("MEAN(side.MNG) > 0", "--until:1:11: 'MNG' takes no part in asian_nato and no ending of side"),
        ("MEAN(side.en) > 0", "did you mean 'end'?"),
        ("P(pact_in_force.end.JPN) > 0", "--until:1:21: pact_in_force.end is of the whole region, so that 'JPN'"),
        (
            "P(side) > 0.5",
            "--until:1:7: side is a number in each world, not true or false; compare it, as P(side.end > 0.4) >= 0.5",
        ),
        ("P(posture.pact) > 0.5", "is a number in each world"),
        (
            "P(CHANGE(pact_in_force)) > 0.5",
            "CHANGE(pact_in_force) is a number in each world, not true or false; compare it, as P(CHANGE(pact",
        ),
        ("MEAN(side) > 0.4", "--until:1:6: 'side' could be side.end or side.mean"),
        ("MEAN(side.JPN) > 0.4", "--until:1:6: 'side' could be side.end or side.mean"),
        ("MEAN(posture.pact.JPN) > 0.4", "'posture.pact' could be posture.pact.end or posture.pact.mean"),
        ("P(pact_in_force > 0) > 0.5", "'pact_in_force' could be pact_in_force.ten_years or pact_in_force.end or pact"),
        ("P(pact_in_force@2099) > 0.5", "--until:1:3: 2099 lies outside the horizon 2026-2045"),
        ("MEAN(side.end@1999.JPN) > 0.5", "--until:1:6: 1999 lies outside the horizon 2026-2045"),
        ("MEAN(hazard) > 40 %", "--until:1:19: '%' goes with shares only"),
        ("MEAN(hazard) > 1e999", "--until:1:16: 1e999 is too large"),
        ("P(pact_in_force) >= 50", "--until:1:18: 50 is no share of worlds, must be 0 to 1"),
        ("P(pact_in_force) = 0.5", "--until:1:18: expected one of <, <=, > and >=, found '='; write as"),
        ("P(pact_in_force.end >= 0.5", "--until:1:27: expected ')', found the end; write as"),
        ("P(pact_in_force) >=", "--until:1:20: expected a number, found the end"),
        ("P(pact_in_force) >= 0.5 and", "--until:1:25: 'and' stands after the end of the condition"),
        ("MEAN(hazard > 0) > 0.5", "--until:1:13: expected ')', found '>'"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(read: Read, text: str, said: str) -> None:
    assert said in refused(read, text)


def test_which_of_several_was_taken_is_told(read: Read) -> None:
    others = "pact_in_force.ten_years and pact_in_force.ever are others"
    assert read("P(pact_in_force) >= 0.5").note == f"pact_in_force is read as pact_in_force.end; {others}"
    for clear in ("P(pact_in_force.end) >= 0.5", "P(posture.pact.JPN) > 0.5", "MEAN(hazard) > 1"):
        assert not read(clear).note
