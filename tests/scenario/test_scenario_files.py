"""Reading scenarios: defaults, inheritance, overrides, lookup."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.evidence import Evidence
from sim.policy import registry
from sim.scenario import (
    changed,
    find_scenarios,
    list_scenarios,
    load_scenario,
    scenario_from_resolved,
    scenario_json_schema,
    starter_text,
)

Write = Callable[[str, str], Path]

BASE = """\
title: The base
description: two policies
horizon: {start: 2026, end: 2035}
countries:
  JPN: {hub_trust: 0.4, gdp: 4000}
  KOR: {posture: hedge}
parameters: {trust_loss: 0.5}
policies:
  - {id: steel, type: tariff, start: 2027, end: 2030, change: 15}
  - {id: treaty, type: formal_pact, start: 2027-05-01, invited: [JPN, AUS, PHL], quorum: 3}
  - {type: dialogue, start: 2028, strength: 0.2}
"""


def test_an_empty_mapping_is_the_base_case(write: Write, evidence: Evidence) -> None:
    scenario = load_scenario(write("bare.yaml", "title: Bare\n"), (), evidence)
    assert (scenario.name, scenario.title, scenario.description) == ("bare", "Bare", "")
    assert (scenario.start, scenario.end, scenario.step, scenario.steps) == (2026, 2045, 1.0, 20)
    assert (scenario.replicates, scenario.seed, scenario.draws) == (200, 2026, "posterior")
    assert scenario.include == tuple(evidence.countries)
    assert (scenario.countries, scenario.parameters, scenario.policies) == ({}, {}, ())


def test_what_is_written_is_what_is_read(write: Write, evidence: Evidence) -> None:
    scenario = load_scenario(write("base.yaml", BASE), (), evidence)
    assert scenario.countries == {"JPN": {"hub_trust": 0.4, "gdp": 4000.0}, "KOR": {"posture": "hedge"}}
    assert scenario.parameters == {"trust_loss": 0.5}
    assert [policy.type for policy in scenario.policies] == ["tariff", "formal_pact", "dialogue"]
    assert scenario.policies[0].model_dump()["change"] == 15.0
    assert scenario.policies[1].start == datetime.date(2027, 5, 1)


def test_a_child_is_laid_over_its_parent(write: Write, evidence: Evidence) -> None:
    write("base.yaml", BASE)
    child = write(
        "child.yaml",
        "extends: base\nhorizon: {end: 2040}\ncountries: {JPN: {hub_trust: 0.6}, AUS: {hub_trust: 0.5}}\n"
        "policies:\n"
        "  - {id: treaty, type: formal_pact, start: 2030, invited: [JPN, AUS], quorum: 2}\n"
        "  - {id: steel, remove: true}\n"
        "  - {id: talks, type: dialogue, start: 2031, strength: 0.5}\n",
    )
    scenario = load_scenario(child, (), evidence)
    assert (scenario.start, scenario.end) == (2026, 2040)
    assert scenario.countries == {
        "JPN": {"hub_trust": 0.6, "gdp": 4000.0},
        "KOR": {"posture": "hedge"},
        "AUS": {"hub_trust": 0.5},
    }
    assert [(policy.id, policy.start) for policy in scenario.policies] == [
        ("treaty", 2030),
        (None, 2028),
        ("talks", 2031),
    ]
    assert (scenario.title, scenario.description) == ("child", "")  # a child speaks for itself


def test_three_generations_and_relative_paths(write: Write, evidence: Evidence) -> None:
    write("old/base.yaml", BASE)
    write("old/middle.yaml", "extends: base\nseed: 7\n")
    child = write("new/child.yaml", "extends: ../old/middle.yaml\nreplicates: 3\n")
    scenario = load_scenario(child, (), evidence)
    assert (scenario.seed, scenario.replicates, scenario.end) == (7, 3, 2035)


def test_countries_are_chosen_by_include_and_drop(write: Write, evidence: Evidence) -> None:
    assert load_scenario(write("a.yaml", "include: [KOR, JPN, AUS]\ndrop: [KOR]\n"), (), evidence).include == (
        "AUS",
        "JPN",
    )


FAMILY = {
    "base": "include: [KOR, JPN, AUS]\n",
    "wider": "extends: base\nadd: [BRN, KHM]\ndrop: [AUS]\n",
    "back": "extends: wider\nadd: [AUS]\ndrop: [KHM]\n",
    "fresh": "extends: wider\ninclude: [IND]\n",
    "widest": "extends: fresh\nadd: [LAO]\n",
    "everyone": "drop: [BRN]\n",
}
"""Scenarios on top of each other that let countries in and out."""


@pytest.mark.parametrize(
    ("name", "sets", "left"),
    [
        ("wider", (), "BRN JPN KHM KOR"),
        ("back", (), "AUS BRN JPN KOR"),  # the later word on a country stands
        ("fresh", (), "IND"),  # an include of one's own is not mixed with what is inherited
        ("widest", (), "IND LAO"),
        ("back", ("add=[KHM]",), "AUS BRN JPN KHM KOR"),
        ("back", ("add=[KHM]", "drop=[KHM, JPN]"), "AUS BRN KOR"),
        ("back", ("add=[MNG]", "add=[PNG]"), "AUS BRN JPN KOR MNG PNG"),
        ("wider", ("include=[NZL]", "add=[PNG]"), "NZL PNG"),
        ("wider", ("drop[0]=JPN",), "AUS BRN KHM KOR"),  # an entry, not a further word
        ("wider", ("add=[JPN]", "drop=[NZL]"), "BRN JPN KHM KOR"),  # as it is already
    ],
)
def test_countries_join_and_leave_scenario_by_scenario(
    write: Write, evidence: Evidence, name: str, sets: tuple[str, ...], left: str
) -> None:
    for other, text in FAMILY.items():
        write(f"{other}.yaml", text)
    found = load_scenario(Path(f"{name}.yaml"), sets, evidence)
    assert found.include == tuple(left.split())
    assert scenario_from_resolved(found.resolved(), evidence) == found


def test_without_an_include_all_but_those_dropped_take_part(write: Write, evidence: Evidence) -> None:
    everyone = load_scenario(write("everyone.yaml", FAMILY["everyone"]), (), evidence).include
    assert everyone == tuple(code for code in evidence.countries if code != "BRN")


def test_countries_named_in_vain_are_known(evidence: Evidence) -> None:
    policies = "policies=[{type: minilateral, start: 2027, members: [JPN, LAO], depth: 0.1}]"
    found = load_scenario("status_quo", ("countries.BRN.gdp=20", "countries.JPN.gdp=4000", policies), evidence)
    assert found.absent(evidence.countries) == ("BRN", "LAO")
    assert load_scenario("whole_theatre", (policies,), evidence).absent(evidence.countries) == ()


@pytest.mark.parametrize(("written", "step", "steps"), [("0.25", 0.25, 80), ("0.333333", 1 / 3, 60), ("1", 1.0, 20)])
def test_a_step_divides_the_year(write: Write, evidence: Evidence, written: str, step: float, steps: int) -> None:
    scenario = load_scenario(write("a.yaml", f"step: {written}\n"), (), evidence)
    assert (scenario.step, scenario.steps) == (step, steps)


def test_sections_whose_content_is_commented_out_are_no_content(write: Write, evidence: Evidence) -> None:
    scenario = load_scenario(write("a.yaml", "policies:\n#  - {type: tariff}\ncountries:\n"), (), evidence)
    assert (scenario.policies, scenario.countries) == ((), {})


def test_overrides_reach_everything(write: Write, evidence: Evidence) -> None:
    sets = [
        "countries.JPN.hub_trust=0.25",
        "countries.TWN.posture=network",
        "powers.USA.theatre_share=0.3",
        "flashpoints.taiwan_strait.hazard=0.1",
        "postures.ally.duty=0.4",
        "parameters.trust_loss=0.9",
        "policies.steel.change=30",
        "policies.treaty.invited[0]=KOR",
        "policies.2.strength=0.9",
        "horizon.end=2033",
        "drop=[IND, IDN]",
        "draws=central",
        "title=12:30",
    ]
    scenario = load_scenario(write("base.yaml", BASE), sets, evidence)
    assert scenario.countries == {
        "JPN": {"hub_trust": 0.25, "gdp": 4000.0},
        "KOR": {"posture": "hedge"},
        "TWN": {"posture": "network"},
    }
    assert scenario.powers == {"USA": {"theatre_share": 0.3}}
    assert scenario.flashpoints == {"taiwan_strait": {"hazard": 0.1}}
    assert scenario.postures == {"ally": {"duty": 0.4}}
    assert scenario.parameters == {"trust_loss": 0.9}
    first, second, third = (policy.model_dump() for policy in scenario.policies)
    assert (first["change"], second["invited"], third["strength"]) == (30.0, ("KOR", "AUS", "PHL"), 0.9)
    assert (scenario.end, scenario.draws, scenario.title) == (2033, "central", "12:30")
    assert {"IND", "IDN"}.isdisjoint(scenario.include)


def test_the_last_override_of_an_entry_wins(write: Write, evidence: Evidence) -> None:
    assert load_scenario(write("base.yaml", BASE), ["seed=1", "seed=2"], evidence).seed == 2


def test_a_scenario_changed_later_is_the_one_read_with_the_change(write: Write, evidence: Evidence) -> None:
    path = write("base.yaml", BASE)
    sets = ["countries.JPN.hub_trust=0.25", "policies.treaty.quorum=2"]
    assert changed(load_scenario(path, (), evidence).resolved(), sets, evidence) == load_scenario(path, sets, evidence)
    with pytest.raises(InputError, match=r"--set policies\.treaty\.quorum=9: policies\[1\]: quorum 9 is above"):
        changed(load_scenario(path, (), evidence).resolved(), ["policies.treaty.quorum=9"], evidence)


def test_names_are_looked_up_in_the_folder_of_scenarios(write: Write, evidence: Evidence) -> None:
    write("scenarios/mine.yaml", "title: My own\nextends: base\n")
    write("scenarios/base.yaml", BASE)
    write("scenarios/broken.yaml", "a: [")
    assert load_scenario("mine", (), evidence).title == "My own"
    assert find_scenarios()["mine"].name == "mine.yaml"
    entries = {entry.name: entry for entry in list_scenarios()}
    assert (entries["mine"].title, entries["mine"].extends) == ("My own", "base")
    assert entries["broken"].title.startswith("cannot be read: ")
    with pytest.raises(InputError) as caught:
        load_scenario("mien", (), evidence)
    assert str(caught.value) == "mien: no scenario has this name; did you mean 'mine'?"


def test_the_starter_passes_as_it_stands_and_with_every_example(write: Write, evidence: Evidence) -> None:
    write("scenarios/status_quo.yaml", "title: Status quo\n")
    text = starter_text("draft: one", evidence)
    assert load_scenario(write("draft.yaml", text), (), evidence).title == "draft: one"
    used = "\n".join(line.removeprefix("#") for line in text.splitlines() if not line.startswith("##"))
    scenario = load_scenario(write("full.yaml", used), (), evidence)
    assert len({policy.type for policy in scenario.policies}) == len(registry())
    assert scenario.countries == {"JPN": {"hub_trust": 0.4}}


def test_the_json_schema_knows_the_countries_and_the_policies(evidence: Evidence) -> None:
    schema = scenario_json_schema(evidence)
    definitions = schema["$defs"]
    assert schema["additionalProperties"] is False
    assert set(definitions["Countries"]["properties"]) == set(evidence.countries)
    assert set(definitions["CountryOverride"]["properties"]) == {*evidence.definitions, "posture", "treaty"}
    trust = definitions["CountryOverride"]["properties"]["hub_trust"]
    assert (trust["minimum"], trust["maximum"]) == (0.0, 1.0)
    assert set(schema["properties"]["policies"]["items"]["discriminator"]["mapping"]) >= {"tariff", "formal_pact"}


def test_an_override_names_a_policy_by_id_index_or_the_type_it_alone_has(evidence: Evidence, tmp_path: Path) -> None:
    path = tmp_path / "duties.yaml"
    steel, chips = (
        "{id: steel, type: tariff, start: 2027, change: 10}",
        "{id: tariff, type: tariff, start: 2027, change: 20}",
    )
    path.write_text(f"extends: status_quo\npolicies: [{steel}, {{type: dialogue, start: 2027, strength: 0.1}}]\n")

    def policies(*sets: str) -> list[float]:
        scenario = load_scenario(path, sets, evidence)
        return [getattr(one, "change", getattr(one, "strength", 0.0)) for one in scenario.policies]

    for name in ("steel", "0", "tariff"):
        assert policies(f"policies.{name}.change=5") == [5.0, 0.1]
    assert policies("policies.dialogue.strength=0.2") == [10.0, 0.2]
    path.write_text(f"extends: status_quo\npolicies: [{steel}, {chips}]\n")
    assert policies("policies.tariff.change=5") == [10.0, 5.0]  # an id comes before a type
    path.write_text(f"extends: status_quo\npolicies: [{steel}, {chips.replace('tariff', 'chips', 1)}]\n")
    with pytest.raises(InputError, match="2 entries are of type 'tariff'; ids are steel, chips"):
        policies("policies.tariff.change=5")
