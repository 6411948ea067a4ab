"""What can be moved has the ranges, units and sources that stand elsewhere."""

from __future__ import annotations

import pytest
import yaml

from sim.dashboard import knobs
from sim.dashboard.situation import Side, Situation, policies_of, scenarios
from sim.evidence import Evidence
from sim.policy import registry
from sim.reference.citation import Library
from sim.results.outcomes import DISPUTED
from sim.scenario import load_scenario


def test_a_field_keeps_the_ends_that_the_law_of_the_lever_states(evidence: Evidence) -> None:
    scenario = load_scenario("asian_nato", evidence=evidence)
    (pact,) = policies_of(Side("asian_nato"), evidence)
    found = {one.path: one for one in knobs.of_policy(pact, scenario, evidence)}
    assert {"type", "id"}.isdisjoint(found)
    assert (found["preparedness"].low, found["preparedness"].high, found["preparedness"].value) == (0, 1, 0.6)
    assert (found["quorum"].kind, found["quorum"].low, found["quorum"].high) == ("whole", 2, 12)
    assert (found["start"].low, found["start"].high, found["start"].needed) == (2026, 2045, True)
    assert found["end"].value is None
    assert found["invited"].options == tuple(scenario.include)


@pytest.mark.parametrize("kind", sorted(registry()))
def test_either_end_of_every_field_of_every_lever_can_be_set(kind: str, evidence: Evidence) -> None:
    """A slider never gives what a scenario file would not be allowed to say of this field alone."""
    entry = {"type": kind, "id": "one", **yaml.safe_load(registry()[kind].example)}
    base = load_scenario("status_quo", evidence=evidence)
    for knob in knobs.of_policy(entry, base, evidence):
        if knob.kind not in ("number", "whole"):
            continue
        assert knob.low <= (knob.low if knob.value is None else knob.value) <= knob.high
        assert 0 < knob.step <= knob.high - knob.low
        limits = registry()[kind].model_fields[knob.path].metadata
        for value in (knob.low, knob.high):
            for limit in limits:
                assert getattr(limit, "ge", value) <= value <= getattr(limit, "le", value), (knob.path, value)


def test_numbers_come_with_range_unit_grade_and_publisher(evidence: Evidence) -> None:
    scenario = load_scenario("status_quo", evidence=evidence)
    library = Library(evidence)
    found = {one.path: one for one in knobs.of_country("JPN", scenario, evidence, library)}
    figure = evidence.countries["JPN"].parameters["hub_trust"]
    knob = found["countries.JPN.hub_trust"]
    assert (knob.value, knob.low, knob.high, knob.unit) == (figure.value, figure.low, figure.high, figure.unit)
    assert knob.meaning == figure.meaning
    assert all(library.title(name) in knob.source for name in figure.source)
    assert all(one.low < one.high for one in found.values())


def test_what_authors_quarrel_over_comes_first(evidence: Evidence) -> None:
    found = knobs.of_law(load_scenario("status_quo", evidence=evidence), evidence, Library(evidence))
    assert tuple(f"law.{one.path.removeprefix('parameters.')}" for one in found[: len(DISPUTED)]) == DISPUTED
    assert {one.path.removeprefix("parameters.") for one in found} == {
        name for name, one in evidence.law.items() if one.low < one.high
    }


def test_either_end_of_every_number_can_be_set(evidence: Evidence) -> None:
    scenario = load_scenario("status_quo", evidence=evidence)
    both = Side("status_quo"), Side("asian_nato")
    for end in ("low", "high"):
        moved = Situation(both)
        for one in (
            *knobs.of_law(scenario, evidence, Library(evidence)),
            *knobs.of_country("KOR", scenario, evidence, Library(evidence)),
        ):
            moved = moved.with_number(one.path, getattr(one, end))
        assert len(scenarios(moved, evidence)) == 2


@pytest.mark.parametrize(("width", "step"), [(1.0, 0.01), (0.3, 0.002), (126.0, 1.0), (0.0, 0.01), (7.0, 0.05)])
def test_a_step_is_round_and_gives_a_hundred_settings(width: float, step: float) -> None:
    assert knobs._fine(width) == pytest.approx(step)
