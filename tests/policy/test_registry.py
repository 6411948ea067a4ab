"""The registry is complete, and every type is documented by an example that works and claims that exist."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path

import numpy as np
import pytest
import yaml
from pydantic import ValidationError

from sim.errors import InputError
from sim.evidence import Evidence
from sim.policy import Policy, registry
from sim.policy.levers import Levers, TimeGrid
from sim.scenario import load_scenario

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
    "reassurance",
    "dialogue",
    "administration",
    "credibility_shock",
    "coercion",
    "inducement",
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


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_example_is_what_it_shows(kind: str, evidence: Evidence, tmp_path: Path) -> None:
    policy = KINDS[kind]
    assert yaml.safe_load(policy.example)["type"] == kind
    path = tmp_path / "case.yaml"
    path.write_text(f"policies:\n  - {policy.example}\n", encoding="utf-8")
    (read,) = load_scenario(path, (), evidence).policies
    assert type(read) is policy


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_example_moves_a_lever(kind: str, evidence: Evidence, tmp_path: Path, grid: TimeGrid) -> None:
    grid = TimeGrid(
        grid.starts,
        grid.step,
        tuple(evidence.countries),
        tuple(evidence.postures),
        tuple(evidence.flashpoints),
        grid.administrations,
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
    source = (Path(__file__).parent / "test_types.py").read_text(encoding="utf-8")
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


def test_a_policy_of_one_day_is_no_contradiction() -> None:
    day = {"type": "tariff", "start": "2027-07-01", "end": "2027-07-01", "change": 5}
    begin, end = KINDS["tariff"].model_validate_json(json.dumps(day)).span
    assert end - begin == pytest.approx(1 / 365)


def test_policies_cannot_be_changed_once_made() -> None:
    tariff = KINDS["tariff"].model_validate({"type": "tariff", "start": 2027, "change": 5})
    with pytest.raises(ValidationError):
        tariff.change = 10  # type: ignore[attr-defined]
