"""What may be varied: numbers of policies and of the evidence, found by path and put into a scenario."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import InputError
from sim.evidence import Evidence
from sim.policy import registry
from sim.scenario import Scenario
from sim.tipping.fields import number_fields
from sim.tipping.vary import Varied, read_varied

Read = Callable[..., Scenario]


def refused(text: str, scenario: Scenario, evidence: Evidence) -> str:
    with pytest.raises(InputError) as caught:
        read_varied(text, scenario, evidence)
    (problem,) = caught.value.problems
    return str(problem)


def test_a_policy_may_be_named_by_id_type_or_place(read_scenario: Read, evidence: Evidence) -> None:
    scenario = read_scenario("asian_nato_with_tariffs")
    by_id, by_type, by_place = (
        read_varied(f"policies.{name}.change=-5:20", scenario, evidence) for name in ("tariffs", "tariff", "1")
    )
    assert by_id == by_type == by_place
    assert (by_id.path, by_id.low, by_id.high, by_id.now, by_id.unit) == (
        "policies.tariffs.change", -5.0, 20.0, 15.0, "points",
    )  # fmt: skip
    assert by_id.lever
    changed = by_id.put(scenario, evidence, 7.25)
    assert changed.policies[1].model_dump()["change"] == 7.25
    assert [p for k, p in enumerate(changed.policies) if k != 1] == [
        p for k, p in enumerate(scenario.policies) if k != 1
    ]


def test_a_field_brings_its_own_range(read_scenario: Read, evidence: Evidence) -> None:
    scenario = read_scenario("asian_nato_members_exempt")
    quorum = read_varied("policies.pact.minimum", scenario, evidence)
    assert (quorum.low, quorum.high, quorum.whole, quorum.now) == (1.0, 64.0, True, 2.0)
    start = read_varied("policies.pact.start", scenario, evidence)
    assert (start.low, start.high, start.whole, start.now) == (2026.0, 2045.0, True, 2027.0)
    exempt = read_varied("policies.tariffs.exempt.pact", scenario, evidence)
    assert (exempt.low, exempt.high, exempt.now) == (0.0, 1.0, 1.0)
    assert exempt.put(scenario, evidence, 0.5).policies[1].model_dump()["exempt"] == {"pact": 0.5}


@pytest.mark.parametrize("name", registry())
def test_every_type_of_policy_tells_its_numbers(name: str) -> None:
    fields = number_fields(registry()[name])
    assert list(fields)[-2:] == ["start", "end"]
    assert all(one.year and one.whole for one in (fields["start"], fields["end"]))
    assert not {"type", "id"} & set(fields)


def test_a_number_of_the_evidence_brings_its_range(read_scenario: Read, evidence: Evidence) -> None:
    scenario = read_scenario("asian_nato", "countries.JPN.hub_trust=0.3")
    figure = evidence.countries["JPN"].parameters["hub_trust"]
    trust = read_varied("countries.JPN.hub_trust", scenario, evidence)
    assert (trust.low, trust.high, trust.now, trust.drawn) == (figure.low, figure.high, 0.3, None)
    effect = read_varied("parameters.deterrence_effect", scenario, evidence)
    law = evidence.law["deterrence_effect"]
    assert (effect.now, effect.drawn) == (law.value, (law.low, law.high))
    assert effect.put(scenario, evidence, 1.5).parameters == {"deterrence_effect": 1.5}
    central = scenario.model_copy(update={"draws": "central"})
    assert read_varied("parameters.deterrence_effect", central, evidence).drawn is None


@given(value=st.floats(0.0, 1.0))
def test_a_value_arrives_to_the_last_bit(value: float, read_scenario: Read, evidence: Evidence) -> None:
    scenario = read_scenario("asian_nato")
    one = read_varied("policies.pact.preparedness", scenario, evidence)
    assert one.put(scenario, evidence, value).policies[0].model_dump()["preparedness"] == value


@pytest.mark.parametrize(
    ("low", "high", "whole", "value", "said"),
    [
        (0.0, 1.0, False, 0.40312, "0.403"),
        (0.0, 50.0, False, 10.66, "10.7"),
        (-300.0, 300.0, False, -12.4, "\N{MINUS SIGN}12"),
        (0.02, 0.03, False, 0.025, "0.02500"),
        (2026.0, 2045.0, True, 2031.0, "2031"),
    ],
)
def test_a_value_is_told_as_finely_as_its_range(low: float, high: float, whole: bool, value: float, said: str) -> None:
    assert Varied("x", low, high, whole).told(value) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("policies.pct.quorum", "no policy has the id or type 'pct': asian_nato has pact (formal_pact); did you me"),
        ("policies.tariff.change=0:5", "; to have one, write a scenario that extends asian_nato"),
        (
            "policies.formal_pact.commitment",
            "a policy of type formal_pact has no number 'commitment': its numbers are quorum, minimum, preparedness, "
            "exit_price, notice, start, end; 'commitment' is a policy of its own, which the scenario would have to",
        ),
        ("policies.pact.preparednes", "did you mean 'preparedness'?"),
        ("policies.pact.invited", "has no number 'invited'"),
        ("policies.pact", "names no field of the policy; its numbers are quorum"),
        ("policies.pact.quorum=2.5:3", "quorum is a whole number"),
        ("countries.JPN.hub_trst", "is neither a number of the evidence nor a field of a policy"),
        ("countries.JPN.hub_trst", "did you mean 'countries.JPN.hub_trust'?"),
        ("countries.MNG.hub_trust", "MNG takes no part in asian_nato"),
        ("parameters.deterrence_effect=1", "must read PATH=LOW:HIGH"),
        ("parameters.deterrence_effect=3:1", "the range 3:1 must go from a number to a larger one"),
        ("parameters.deterrence_effect=0:inf", "must go from a number to a larger one"),
        ("countries.JPN.hub_trust=0:2", "probability goes from 0 to 1, and the range leaves it"),
        ("horizon.end=2030:2040", "is neither a number of the evidence nor a field of a policy"),
    ],
)  # fmt: skip
def test_what_cannot_be_varied(text: str, said: str, read_scenario: Read, evidence: Evidence) -> None:
    told = refused(text, read_scenario("asian_nato"), evidence)
    assert told.startswith(f"--vary {text}: ")
    assert said in told


def test_a_value_that_makes_no_scenario_is_told_as_varied(read_scenario: Read, evidence: Evidence) -> None:
    one = read_varied("policies.pact.quorum=2:5", read_scenario("asian_nato"), evidence)
    with pytest.raises(InputError) as caught:
        one.put(read_scenario("asian_nato"), evidence, 5.0)
    said = (
        "--vary policies.pact.quorum=5: policies[0]: quorum 5 is above the 3 countries invited; the range is 2 to 5, "
    )
    assert said in str(caught.value)
