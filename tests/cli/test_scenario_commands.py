"""Listing, checking and writing scenarios, and what they can pull."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.policy import registry

ROOT = Path(__file__).parents[2]
SHIPPED = {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
SWEEPS = sorted(path.stem for path in (ROOT / "scenarios" / "sweeps").glob("*.yaml"))


def test_the_scenarios_are_listed_under_headings(pactsim: Callable[..., Any]) -> None:
    said = pactsim("scenarios")
    assert (said.code, said.err) == (0, "")
    lines = [line.rstrip() for line in said.out.splitlines()]
    assert lines[0].endswith("scenarios/")
    assert max(map(len, lines)) <= 80
    assert lines[1] == "  Where things stand"
    assert lines[2].split()[0] == "status_quo"
    named = [line.split()[0] for line in lines if line.startswith("    ") and line[4] != " "]
    assert sorted(named) == sorted([*SHIPPED, *SWEEPS])
    headings = [line for line in lines[1:] if line.startswith("  ") and line[2] != " "]
    assert headings[1:] == sorted(headings[1:])
    assert "  Pacts" in headings
    assert lines.index("  Pacts") < next(k for k, line in enumerate(lines) if line.split()[0] == "asian_nato")


def test_own_scenarios_come_first_and_a_broken_one_is_said_to_be(inside: Callable[..., Any], tmp_path: Path) -> None:
    own = tmp_path / "scenarios"
    own.mkdir()
    (own / "mine.yaml").write_text("title: My own\nextends: status_quo\n", encoding="utf-8")
    (own / "broken.yaml").write_text("title: [\n", encoding="utf-8")
    entries = {entry["name"]: entry for entry in json.loads(inside("scenarios", "--json").out)}
    assert set(entries) == {*SHIPPED, "mine", "broken"}
    assert entries["mine"] == {
        "name": "mine",
        "title": "My own",
        "summary": "",
        "group": "",
        "extends": "status_quo",
        "path": "scenarios/mine.yaml",
    }
    assert entries["broken"]["title"].startswith("cannot be read: scenarios/broken.yaml:2:1")
    assert inside("scenarios").out.startswith("/")  # the folder that is not below the current one


def test_a_scenario_in_order_is_said_to_be(pactsim: Callable[..., Any]) -> None:
    said = pactsim("check", "us_retreat", "--set", "replicates=7", "--set", "drop=[IND, VNM]")
    assert (said.code, said.err) == (0, "")
    first, second, third = said.out.splitlines()
    assert first.startswith("us_retreat is in order: ")
    assert second == "7 worlds of 10 countries, 2026 to 2045, seed 2026"
    assert third == "policies: ukraine, troops, commitment, america_first"


def test_countries_join_a_scenario_and_those_named_in_vain_are_told(pactsim: Callable[..., Any]) -> None:
    said = pactsim("check", "asian_nato", "--set", "add=[BRN, KHM]")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[1] == "200 worlds of 14 countries, 2026 to 2045, seed 2026"
    said = pactsim("check", "status_quo", "--set", "countries.BRN.hub_trust=0.5", "--set", "countries.LAO.gdp=20")
    assert said.code == 0
    assert said.err == "note: status_quo: BRN, LAO take no part, so what it says of them has no effect\n"
    said = pactsim("check", "asian_nato", "--set", "drop=[PHL]")
    assert said.err == "note: asian_nato: PHL takes no part, so what it says of it has no effect\n"
    said = pactsim("check", "status_quo", "--set", "institutions={seato: {depth: 0.4}}")
    assert said.err == "note: status_quo: seato does not stand in 2026, so what it says of it has no effect\n"
    said = pactsim("check", "status_quo", "--set", "add=[BRM]")
    assert (said.code, said.out) == (2, "")
    assert "add[0]: unknown country 'BRM'; did you mean 'BRN'?" in said.err


SWEEP = """
title: Members and trust
base: asian_nato
levers: {policies.pact.quorum: [2, 3]}
uncertainties: {countries.JPN.hub_trust: {low: 0.2, high: 0.7, levels: 4}}
design: {type: grid}
replicates: 5
"""


def test_a_sweep_in_order_is_said_to_be(pactsim: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(SWEEP, encoding="utf-8")
    said = pactsim("check", "mine.yaml", "--set", "horizon.end=2030")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "mine is in order: Members and trust",
        "8 points (grid) of 5 worlds of asian_nato: 40 worlds, seed 2026",
        "levers: policies.pact.quorum",
        "uncertainties: countries.JPN.hub_trust",
    ]


def test_all_mistakes_of_a_sweep_are_reported_at_once(inside: Callable[..., Any]) -> None:
    wrong = SWEEP.replace("pact.quorum", "pact.quorom").replace("0.7", "7") + "at: [1990]\n"
    Path("mine.yaml").write_text(wrong, encoding="utf-8")
    said = inside("check", "mine.yaml")
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == [
        "mine.yaml:4:10: levers.policies.pact.quorom: unknown key; did you mean 'quorum'?",
        "mine.yaml:5:17: uncertainties.countries.JPN.hub_trust: 7 is out of range, probability runs from 0 to 1",
        "mine.yaml:8:6: at[0]: must lie in 2026 to 2045 (asian_nato)",
    ]
    told = json.loads(inside("check", "mine.yaml", "--json").out)
    assert (told["ok"], [one["line"] for one in told["problems"]]) == (False, [4, 5, 8])
    Path("mine.yaml").write_text("base: asian_nato\nlevers: {policies.pact.quorum: [2, 3]}\n", encoding="utf-8")
    assert inside("check", "mine.yaml").err == "mine.yaml:1:1: 'design' is missing\n"


@pytest.mark.parametrize("name", SWEEPS)
def test_a_shipped_sweep_is_checked_by_its_name(inside: Callable[..., Any], name: str) -> None:
    told = json.loads(inside("check", name, "--json").out)
    assert (told["ok"], told["sweep"]["name"]) == (True, name)


def test_a_file_of_levers_is_checked(inside: Callable[..., Any]) -> None:
    said = inside("check", "us")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("us is in order: What Washington can do\n8 levers: policies.pact, policies.pact.quorum,")
    assert max(map(len, said.out.splitlines())) <= 80
    text = "levers:\n  policies.pact.quorum: {low: 4, high: 2}\n  parameters.wedge: [1, 2]\n"
    Path("mine.yaml").write_text(text, encoding="utf-8")
    wrong = inside("check", "mine.yaml")
    assert wrong.code == 2
    assert [line.split(": ", 1)[0] for line in wrong.err.splitlines()] == ["mine.yaml:2:40", "mine.yaml:3:3"]
    refused = inside("check", "us", "--set", "replicates=3")
    assert (refused.code, refused.err) == (2, "--set: changes a scenario; a file of levers has none\n")


def test_a_machine_gets_the_scenario_resolved(inside: Callable[..., Any]) -> None:
    answer = json.loads(inside("check", "asian_nato", "--set", "countries.JPN.hub_trust=0.4", "--json").out)
    assert answer["ok"] is True
    assert answer["scenario"]["countries"] == {"JPN": {"hub_trust": 0.4}}
    assert answer["scenario"]["policies"][0]["type"] == "formal_pact"


def test_a_new_scenario_passes_the_check_and_is_not_overwritten(
    pactsim: Callable[..., Any], inside: Callable[..., Any], tmp_path: Path
) -> None:
    said = pactsim("new", "idea")
    assert (said.code, said.err) == (0, "")
    path = tmp_path / "idea.yaml"
    assert "extends: status_quo" in path.read_text(encoding="utf-8")
    assert inside("check", "idea.yaml").code == 0
    again = inside("new", "idea", "--extends", "asian_nato")
    assert (again.code, again.err) == (2, "idea.yaml: exists already; --force replaces it\n")
    assert inside("new", "idea", "--extends", "asian_nato", "--force").code == 0
    checked = inside("check", "idea.yaml")
    assert (checked.code, checked.out.splitlines()[-1]) == (0, "policies: pact")
    assert [path.name for path in tmp_path.iterdir()] == ["idea.yaml"]


def test_the_schema_knows_countries_and_policies(pactsim: Callable[..., Any], tmp_path: Path) -> None:
    schema = json.loads(pactsim("schema").out)
    text = json.dumps(schema)
    assert '"JPN"' in text
    assert all(f'"{name}"' in text for name in registry())
    said = pactsim("schema", "-o", "scenario.json")
    assert (said.code, said.out) == (0, "scenario.json is written\n")
    assert json.loads((tmp_path / "scenario.json").read_text(encoding="utf-8")) == schema


def test_the_schema_of_sweeps_knows_designs_and_outcomes(inside: Callable[..., Any]) -> None:
    schema = json.loads(inside("schema", "--sweep").out)
    told = schema["properties"]
    assert (schema["title"], sorted(schema["required"])) == ("Pactsim sweep", ["base", "design"])
    assert "morris" in schema["$defs"]["Design"]["properties"]["type"]["enum"]
    assert "side.end" in told["outcomes"]["anyOf"][0]["items"]["enum"]
    assert "JPN" in told["countries"]["items"]["enum"]
    for name in SWEEPS:
        data = yaml.safe_load((ROOT / "scenarios" / "sweeps" / f"{name}.yaml").read_text(encoding="utf-8"))
        assert set(schema["required"]) <= set(data) <= set(told)
    for section in ("levers", "uncertainties"):
        assert {"$ref": "#/$defs/Range"} in told[section]["additionalProperties"]["anyOf"]


def test_levers_lists_every_type_of_policy(pactsim: Callable[..., Any]) -> None:
    said = pactsim("levers")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    named = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    assert named == list(registry())
    assert {line for line in lines if line[:1] not in ("", " ")} >= {kind.group for kind in registry().values()}


def test_a_lever_shows_fields_ranges_example_and_claims(inside: Callable[..., Any]) -> None:
    said = inside("levers", "formal_pact")
    kind = registry()["formal_pact"]
    rows = {line.split()[0]: line for line in said.out.splitlines() if line.strip()}
    assert "2 to 64" in rows["quorum"]
    assert "required" in rows["invited"]
    assert "0 to 1" in rows["preparedness"]
    assert {"start", "end", "id"} <= set(rows)
    assert f"  - {kind.example}\n" in said.out
    assert "% of GDP a year" in said.out
    claims = [line for line in said.out.splitlines() if line[:3] == "  C"]
    assert [line.split()[0] for line in claims] == list(kind.claims)
    assert "rust: Ely Ratner, who served under Biden, launched the idea" in claims[0]
    assert max(map(len, said.out.splitlines())) <= 80


@pytest.mark.parametrize("kind", sorted(registry()))
def test_an_example_can_be_copied_from_the_page(inside: Callable[..., Any], kind: str) -> None:
    said = inside("levers", kind).out
    assert max(map(len, said.splitlines())) <= 80
    shown = said.partition("Example, an entry under `policies:`\n")[2].partition("\n\n")[0]
    assert yaml.safe_load(shown) == [yaml.safe_load(registry()[kind].example)]
