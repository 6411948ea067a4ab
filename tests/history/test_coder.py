"""The coder and its measures: exact cases by hand, and what must hold for any facts."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import InputError
from sim.history import History, change_rate, observed, runs
from sim.history.coder import first_rule
from sim.history.measures import MEASURES, Measured, measure
from sim.history.records import Span

DEPTH = st.integers(0, 100).map(lambda hundredth: hundredth / 100)
VOTE = st.none() | st.floats(-4, 4)


def measures(hub: float, challenger: float, **others: float | None) -> dict[str, Measured]:
    """Measures without ranges; what is not given is zero, votes are none."""
    values = {"hub_work": hub, "challenger_work": challenger, "lean": hub - challenger, "votes": None, **others}
    filled = {name: values.get(name, 0.0) for name in MEASURES}
    return {name: Measured(value, value, value, ()) for name, value in filled.items()}


def rung(record: History, found: dict[str, Measured]) -> int:
    return record.evidence.postures[first_rule(record.rules, found, "value").posture].rung


@pytest.mark.parametrize(
    ("found", "rule"),
    [
        (measures(0.25, 0, bloc=0.25, treaty=1), "treaty_with_hub"),
        (measures(0.6, 0, bloc=0.5, treaty=1), "collective_pact"),
        (measures(0.4, 0.35, treaty=1, troops=0.1), "dormant_treaty"),
        (measures(0.4, 0.35, treaty=1, troops=1), "treaty_with_hub"),
        (measures(0.4, 0.3, treaty=1), "treaty_with_hub"),  # a lean of 0.1 is not below 0.1
        (measures(0.2, 0.29, treaty=1), "treaty_with_hub"),
        (measures(0, 0.3), "sides_with_challenger"),
        (measures(0, 0.25), "neither"),
        (measures(0, 0.25, votes=1.0), "votes_for_challenger"),
        (measures(0, 0.25, votes=-1.0), "neither"),
        (measures(0, 0.2, third=0.8), "bound_to_third_power"),
        (measures(0, 0.5, third=0.8), "sides_with_challenger"),
        (measures(0.3, 0, third=0.8), "works_with_hub"),
        (measures(0, 0, troops=300), "forces_of_hub"),
        (measures(0.3, 0.1), "works_with_hub"),  # though 0.3 - 0.1 is a little less than 0.2 in floats
        (measures(0.35, 0.2), "neither"),
        (measures(0.35, 0.2, votes=-0.1), "votes_for_hub"),
        (measures(0.29, 0), "neither"),
        (measures(0, 0, votes=-4), "neither"),
        (measures(0, 0, votes=4), "neither"),
    ],
)
def test_the_first_rule_that_holds_gives_the_posture(record: History, found: dict[str, Measured], rule: str) -> None:
    assert first_rule(record.rules, found, "value").id == rule


@given(DEPTH, DEPTH, DEPTH, st.sampled_from([0.0, 1.0]), VOTE, st.floats(0, 50))
def test_more_work_with_the_hub_never_lowers_a_posture_nor_more_with_the_challenger_lifts_it(
    record: History, low: float, high: float, other: float, treaty: float, votes: float | None, troops: float
) -> None:
    low, high = min(low, high), max(low, high)
    rest = {"treaty": treaty, "votes": votes, "troops": troops}
    assert rung(record, measures(low, other, **rest)) <= rung(record, measures(high, other, **rest))
    assert rung(record, measures(other, low, **rest)) >= rung(record, measures(other, high, **rest))


@given(DEPTH, DEPTH, st.sampled_from([0.0, 1.0]), VOTE, VOTE)
def test_votes_settle_ties_and_nothing_else(
    record: History, hub: float, challenger: float, treaty: float, one: float | None, other: float | None
) -> None:
    first, second = (rung(record, measures(hub, challenger, treaty=treaty, votes=votes)) for votes in (one, other))
    lean = round(hub - challenger, 9)
    if first != second:
        assert not treaty
        assert -0.25 <= lean < -0.2 or 0.15 <= lean < 0.2
    if first == second or one is None or other is None:
        return
    assert (first > second) == (one < other)


@given(DEPTH, DEPTH, VOTE)
def test_nobody_is_an_ally_without_a_treaty_or_sides_with_the_challenger_with_one(
    record: History, hub: float, challenger: float, votes: float | None
) -> None:
    rule = first_rule(record.rules, measures(hub, challenger, votes=votes), "value")
    assert rule.posture in ("accommodate", "hedge", "network")
    rule = first_rule(record.rules, measures(hub, challenger, votes=votes, treaty=1), "value")
    assert rule.posture in ("hedge", "ally")


@given(st.data())
def test_a_measure_lies_in_its_range_and_names_its_facts(record: History, data: st.DataObject) -> None:
    country = data.draw(st.sampled_from(sorted(record.chronicles)))
    year = data.draw(st.sampled_from(record.years(country)))
    for name, found in measure(record, country, year).items():
        if found.value is None:
            assert name == "votes"
            assert not found.facts
            continue
        assert found.to_challenger is not None
        assert found.to_hub is not None
        ends = sorted((found.to_challenger, found.to_hub))
        assert ends[0] <= found.value <= ends[1]
        assert found.facts or not found.value
        for fact in found.facts:
            assert fact.begin <= year
            assert name in ("troops", "votes") or fact.end is None or year <= fact.end
            assert fact.source


def test_measures_of_a_year_by_hand(record: History) -> None:
    """Thailand 1955: Manila Pact 0.3 and SEATO 0.25 beside 0.5 in its chronicle, China 0; 299 soldiers."""
    found = measure(record, "THA", 1955)
    assert {name: one.value for name, one in found.items()} == {
        "treaty": 1, "bloc": 0.25, "troops": 0.299, "hub_work": 0.5, "challenger_work": 0, "lean": 0.5, "third": 0,
        "votes": None,
    }  # fmt: skip
    assert [fact.text for fact in found["treaty"].facts] == [
        record.evidence.institutions[name].name for name in ("usa_tha", "seato")
    ]
    assert (found["lean"].to_challenger, found["lean"].to_hub) == (0.38 - 0.02, 0.62)


def test_a_count_stands_until_the_next_one(record: History) -> None:
    troops = {year: record.troops.last("THA", year) for year in (1951, 1952, 1974, 1975, 1977)}
    assert troops == {
        1951: (1951, 0.068), 1952: (1951, 0.068), 1974: (1973, 39.238), 1975: (1975, 15.115), 1977: (1976, 0.218),
    }  # fmt: skip
    assert record.votes.last("IND", 1970) == (1970, None)


def test_a_year_is_firm_when_the_ranges_hold_no_other_posture(record: History) -> None:
    """New Zealand's intelligence tie is deep whatever its range; Taiwan's work, 0.35, may be as low as 0.2."""
    assert observed(record, "NZL", 1990).firm
    assert not observed(record, "TWN", 1990).firm
    assert not observed(record, "THA", 2020).firm  # 0.4 against 0.35: another judge would call it an ally


@pytest.mark.parametrize(("country", "year"), [("SGP", 1964), ("PNG", 1951), ("JPN", 1950), ("JPN", 2026)])
def test_a_year_outside_the_record_is_an_error(record: History, country: str, year: int) -> None:
    first = record.years(country)[0]
    with pytest.raises(InputError, match=f"the record of {country} is from {first} to 2025 and says nothing of {year}"):
        observed(record, country, year)


def test_runs_cover_the_record_once(record: History) -> None:
    for country in record.chronicles:
        found = runs(record, country)
        assert [year for run in found for year in range(run.begin, run.end + 1)] == list(record.years(country))
        assert all(before.rule.id != after.rule.id for before, after in pairwise(found))
        assert all(run.begin <= year <= run.end for run in found for year in run.doubtful)


def test_changes_are_counted_between_years(record: History) -> None:
    """New Zealand alone: one change in the 74 steps from 1951 to 2025, none in the 35 since 1990."""
    alone = replace(record, chronicles={"NZL": record.chronicles["NZL"]})
    assert (change_rate(alone).changes, change_rate(alone).years) == (1, 74)
    assert (change_rate(alone, 1990).changes, change_rate(alone, 1990).years) == (0, 35)
    assert (change_rate(alone, 1986).changes, change_rate(alone, 1987).changes) == (1, 0)
    both = replace(record, chronicles={code: record.chronicles[code] for code in ("NZL", "KHM")})
    postures = [observed(record, "KHM", year).posture for year in record.years("KHM")]
    assert change_rate(both).changes == 1 + len(list(groupby(postures))) - 1


def test_a_deeper_relation_changes_the_code_of_its_years_only(record: History) -> None:
    """India with work of 0.5 in 1966-1984 instead of 0.02 is a network then, and nothing else moves."""
    chronicle = record.chronicles["IND"]
    deeper = [
        Span(span.begin, span.end, replace(span.depth, value=0.5, high=0.5)) if span.begin == 1966 else span
        for span in chronicle.spans["hub"]
    ]
    changed = replace(chronicle, spans={**chronicle.spans, "hub": tuple(deeper)})
    other = replace(record, chronicles={**record.chronicles, "IND": changed})
    for year in record.years("IND"):
        want = "network" if 1966 <= year <= 1984 else observed(record, "IND", year).posture
        assert observed(other, "IND", year).posture == want
