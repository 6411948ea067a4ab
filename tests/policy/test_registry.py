"""The registry is complete, and every type is documented by an example that works and claims that exist."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import yaml
from pydantic import ValidationError

from sim.errors import InputError
from sim.evidence import Evidence
from sim.policy import Policy, registry
from sim.policy.levers import Levers, TimeGrid
from sim.scenario import load_scenario, scenario_from_resolved
from sim.world.build import bodies_of

ROOT = Path(__file__).parents[2]
KINDS = registry()
EXPECTED = {
    "tariff",
    "formal_pact",
    "troop_change",
    "commitment",
    "security_guarantee",
    "burden_demand",
    "minilateral",
    "institution",
    "reassurance",
    "dialogue",
    "administration",
    "credibility_shock",
    "coercion",
    "inducement",
    "assertiveness",
    "growth",
    "trade_access",
    "treaty_offer",
    "arms_and_technology",
    "grand_bargain",
    "hub_exit",
    "regime_change",
    "government",
    "set_parameter",
}


def test_the_registry_holds_every_type() -> None:
    assert set(KINDS) == EXPECTED
    classes = {
        node.name
        for path in (ROOT / "sim" / "policy").glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "Policy" for b in node.bases)
    }
    assert {kind.__name__ for kind in KINDS.values()} == classes


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_type_says_what_it_is(kind: str) -> None:
    policy = KINDS[kind]
    assert inspect.getdoc(policy) != inspect.getdoc(Policy)
    for name, field in policy.model_fields.items():
        assert field.description or name == "type", f"{kind}.{name}"
        if float in (field.annotation, *get_args(field.annotation)):
            assert isinstance(field.json_schema_extra, dict), f"{kind}.{name}"
            assert field.json_schema_extra["unit"], f"{kind}.{name}"
    assert policy.group != Policy.group


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_example_is_what_it_shows(kind: str, evidence: Evidence, tmp_path: Path) -> None:
    policy = KINDS[kind]
    assert yaml.safe_load(policy.example)["type"] == kind
    path = tmp_path / "case.yaml"
    path.write_text(f"policies:\n  - {policy.example}\n", encoding="utf-8")
    scenario = load_scenario(path, (), evidence)
    (read,) = scenario.policies
    assert type(read) is policy
    assert scenario_from_resolved(json.loads(json.dumps(scenario.resolved())), evidence) == scenario


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_example_moves_a_lever(kind: str, evidence: Evidence, tmp_path: Path, grid: TimeGrid) -> None:
    grid = TimeGrid(
        grid.starts,
        grid.step,
        tuple(evidence.countries),
        tuple(evidence.postures),
        tuple(evidence.flashpoints),
        grid.administrations,
        bodies_of(evidence, tuple(evidence.countries), 2026),
    )
    levers = Levers.neutral(grid)
    KINDS[kind].model_validate(yaml.safe_load(KINDS[kind].example), strict=False).apply(levers, grid)
    rest = Levers.neutral(grid)
    assert any(not np.array_equal(getattr(levers, name), getattr(rest, name)) for name in vars(rest) if name != "pact")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_type_rests_on_claims_that_exist(kind: str, evidence: Evidence) -> None:
    assert KINDS[kind].claims
    assert set(KINDS[kind].claims) <= set(evidence.claims)


def test_every_type_is_tested_by_what_it_writes() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_types*.py"))
    assert [kind for kind in KINDS if f'"{kind}"' not in source] == []


def _refusal(tmp_path: Path, evidence: Evidence, policy: str) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(f"policies:\n  - {policy}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(path, (), evidence)
    return str(caught.value)


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("{type: tariff, start: 2030, end: 2029, change: 5}", "ends (2029) before it starts (2030)"),
        ("{type: tariff, start: 2030-06-02, end: 2030-06-01, change: 5}", "ends (2030-06-01) before it starts"),
        ("{type: tariff, start: 2050, change: 5}", "starts after the horizon, 2026 to 2045"),
        ("{type: tariff, start: 2000, end: 2010, change: 5}", "ends before the horizon"),
        (
            "{type: formal_pact, start: 2027, invited: [JPN, AUS], quorum: 3}",
            "quorum 3 is above the 2 countries invited",
        ),
        ("{type: formal_pact, start: 2027, invited: [JPN, JPN, JPN], quorum: 2}", "above the 1 countries invited"),
        ("{type: formal_pact, start: 2027, invited: [JPN, AUS, PHL], quorum: 2, minimum: 3}", "minimum 3 is above"),
        ("{type: commitment, start: 2027, change: -1.5}", "policies[0].change"),
        ("{type: dialogue, start: 2027, strength: 1.5}", "policies[0].strength"),
        ("{type: minilateral, start: 2027, members: [JPN], depth: 0.1}", "policies[0].members"),
        ("{type: administration, start: 2027, holder: populist}", "policies[0].holder"),
        ("{type: dialogue, start: 2027, strength: 0.1, flashpoints: [korae]}", "did you mean 'korea'"),
        ("{type: institution, start: 2027, institution: aukuss}", "unknown institution 'aukuss'; did you mean 'aukus'"),
        ("{type: institution, start: 2027, institution: quad, depth: -0.1}", "policies[0].depth"),
        ("{type: institution, start: 2027, institution: quad, invite: [KRO]}", "did you mean 'KOR'"),
        ("{type: tariff, start: 2027, change: 5, coverage: 1.2}", "policies[0].coverage"),
        ("{type: tariff, start: 2027, change: 5, exempt: {pact: 1.5}}", "policies[0].exempt.pact"),
        ("{type: administration, start: 2027, holder: alternating}", "alternating administrations need a 'first' one"),
        (
            "{type: administration, start: 2027, holder: america_first, first: america_first}",
            "of use with 'holder: alternating' only",
        ),
        ("{type: administration, start: 2027, holder: internationalist, term: 4}", "of use with 'holder: alternating'"),
        (
            "{type: arms_and_technology, start: 2027, countries: [AUS], change: 0.2, withheld: true}",
            "arms withheld need a 'trust' below zero",
        ),
        ("{type: grand_bargain, start: 2027, reassurance: 0.4, restraint: 0, guarantee: 0.1, trust: 0}", "guarantee"),
        ("{type: growth, start: 2027, power: russia, change: 1}", "must be one of hub, challenger"),
        ("{type: government, start: 2027, countries: [KOR], orientation: 2}", "policies[0].orientation"),
        ("{type: treaty_offer, start: 2027, countries: []}", "policies[0].countries"),
    ],
)
def test_contradictions_are_refused(policy: str, said: str, tmp_path: Path, evidence: Evidence) -> None:
    message = _refusal(tmp_path, evidence, policy)
    assert said in message
    assert "case.yaml:2:" in message


def test_a_second_pact_is_refused(tmp_path: Path, evidence: Evidence) -> None:
    """The terms of a pact hold for the whole run: a later one would reach back into the years before it."""
    one, two = (f"{{type: formal_pact, start: {year}, invited: [JPN, AUS], quorum: 2}}" for year in (2027, 2035))
    assert "can offer one pact" in _refusal(tmp_path, evidence, f"{one}\n  - {two}")


KOREA = "{type: government, start: 2027, end: 2030, countries: [KOR, PHL], orientation: -0.7}"
OFFER = "{type: treaty_offer, start: 2028, countries: [TWN, NZL]}"
AMERICA_FIRST = "{type: administration, start: 2029, end: 2032, holder: america_first}"


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        (
            AMERICA_FIRST,
            "{type: administration, start: 2032-12-31, holder: internationalist}",
            "policies[0] fixes the hub's administration at the same time",
        ),
        (
            KOREA,
            "{type: government, start: 2030, countries: [JPN, PHL], orientation: 0}",
            "policies[0] fixes the government of PHL at the same time",
        ),
        (
            OFFER,
            "{type: treaty_offer, start: 2040, countries: [NZL], ended: true}",
            "policies[0] fixes the treaty with the hub of NZL at the same time",
        ),
        (OFFER, "{type: hub_exit, start: 2029}", "policies[0] fixes the treaty with the hub of TWN, NZL at the same"),
        ("{type: hub_exit, start: 2029}", "{type: hub_exit, start: 2035}", "fixes the treaty with the hub at the same"),
    ],
)
def test_two_policies_that_fix_the_same_thing_at_once_are_refused(
    one: str, two: str, said: str, tmp_path: Path, evidence: Evidence
) -> None:
    message = _refusal(tmp_path, evidence, f"{one}\n  - {two}")
    assert said in message
    assert "case.yaml:3:" in message
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (AMERICA_FIRST, "{type: administration, start: 2033, holder: internationalist}"),
        (KOREA, "{type: government, start: 2028, countries: [JPN], orientation: 0}"),
        (KOREA, "{type: government, start: 2031, countries: [KOR], orientation: 0}"),
        (OFFER, "{type: hub_exit, start: 2028, share: 0.9}"),  # treaties stay
        (OFFER, KOREA),
    ],
)
def test_policies_that_follow_each_other_are_fine(one: str, two: str, tmp_path: Path, evidence: Evidence) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(f"policies:\n  - {one}\n  - {two}\n", encoding="utf-8")
    assert len(load_scenario(path, (), evidence).policies) == 2


def test_a_policy_of_one_day_is_no_contradiction() -> None:
    day = {"type": "tariff", "start": "2027-07-01", "end": "2027-07-01", "change": 5}
    begin, end = KINDS["tariff"].model_validate_json(json.dumps(day)).span
    assert end - begin == pytest.approx(1 / 365)


def test_policies_cannot_be_changed_once_made() -> None:
    tariff = KINDS["tariff"].model_validate({"type": "tariff", "start": 2027, "change": 5})
    with pytest.raises(ValidationError):
        tariff.change = 10  # type: ignore[attr-defined]
