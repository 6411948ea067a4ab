"""A scenario that names an edition: its years, its countries, and what is said when they do not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sim.evidence import Evidence
from sim.scenario import load_scenario, scenario_from_resolved, scenario_json_schema

Write = Callable[[str, str], Path]
Refusal = Callable[..., list[str]]


def test_a_run_starts_in_the_year_of_its_edition_and_lasts_twenty_years(write: Write, evidence: Evidence) -> None:
    scenario = load_scenario(write("mine.yaml", "edition: 1990\n"), (), evidence)
    assert (scenario.edition, scenario.start, scenario.end) == (1990, 1990, 2009)
    assert scenario.include == tuple(evidence.at(1990).countries)
    shorter = load_scenario(write("mine.yaml", "edition: 1990\nhorizon: {end: 1995}\n"), (), evidence)
    assert (shorter.start, shorter.end) == (1990, 1995)


def test_today_is_the_default_and_is_not_written_down(write: Write, evidence: Evidence) -> None:
    scenario = load_scenario(write("mine.yaml", "title: mine\n"), (), evidence.at(1970))
    assert (scenario.edition, scenario.start, scenario.end) == (None, 2026, 2045)
    assert "edition" not in scenario.resolved()


def test_a_resolved_scenario_keeps_its_edition(write: Write, evidence: Evidence) -> None:
    text = (
        "edition: 1951\ncountries: {JPN: {hub_trust: 0.3}}\npolicies: [{type: commitment, start: 1953, change: 0.1}]\n"
    )
    scenario = load_scenario(write("mine.yaml", text), (), evidence)
    assert scenario.resolved()["edition"] == 1951
    assert scenario_from_resolved(scenario.resolved(), evidence) == scenario


def test_a_country_that_was_not_there_gets_the_reason(write: Write, refusal: Refusal) -> None:
    text = """\
edition: 1951
include: [AUS, SGP]
countries:
  MYS: {hub_trust: 0.4}
policies:
  - {type: troop_change, start: 1952, change: -0.5, countries: [JPN, SGP]}
"""
    found = refusal(write("mine.yaml", text))
    reason = "SGP is not in the edition of 1951: a British colony, independent in 1965"
    assert found == [
        f"mine.yaml:2:16: include[1]: {reason}",
        "mine.yaml:4:3: countries.MYS: MYS is not in the edition of 1951: under British rule and at war with communist "
        "rebels, independent in 1957",
        f"mine.yaml:6:70: policies[0].countries[1]: {reason}",
    ]


def test_a_name_of_no_country_is_still_unknown(write: Write, refusal: Refusal) -> None:
    (found,) = refusal(write("mine.yaml", "edition: 1951\ninclude: [AUS, JPM]\n"))
    assert found == "mine.yaml:2:16: include[1]: unknown country 'JPM'; did you mean 'JPN'?"


def test_an_unknown_edition_is_told_with_its_place(write: Write, refusal: Refusal) -> None:
    (found,) = refusal(write("mine.yaml", "title: mine\nedition: 1991\n"))
    assert found == (
        "mine.yaml:2:10: edition: there is no edition of 1991; editions: 1951, 1970, 1990, 2000, 2015; "
        "did you mean '1951'?"
    ) or found.endswith("did you mean '1990'?")
    (found,) = refusal(write("mine.yaml", "edition: old\n"))
    assert found == "mine.yaml:1:10: edition: must be a whole number"


def test_a_start_in_another_year_is_refused(write: Write, refusal: Refusal) -> None:
    (found,) = refusal(write("mine.yaml", "edition: 1990\nhorizon: {start: 1995}\n"))
    assert found == "mine.yaml:2:18: horizon.start: a run starts in the year of its edition, 1990; leave the start out"
    (found,) = refusal("status_quo", "edition=1990", "horizon.start=1990", "horizon.end=1980")
    assert "ends (1980) before a year has passed since its start (1990)" in found


def test_a_policy_after_the_horizon_of_an_edition_is_refused(write: Write, refusal: Refusal) -> None:
    policies = "policies:\n  - {type: commitment, start: 2026, change: 0.1}\n"
    (found,) = refusal(write("mine.yaml", f"edition: 1990\n{policies}"))
    assert found.endswith("the policy starts after the horizon, 1990 to 2009")


def test_the_schema_knows_editions(evidence: Evidence) -> None:
    assert "edition" in scenario_json_schema(evidence)["properties"]
