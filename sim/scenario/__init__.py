"""Scenarios: YAML to a frozen, validated `Scenario`, every mistake reported with its address."""

from sim.scenario.find import ScenarioEntry, find_scenarios, list_scenarios
from sim.scenario.load import changed, load_scenario, scenario_from_resolved, scenario_within
from sim.scenario.model import Scenario
from sim.scenario.own import LeverFile, load_levers, loaded, take_levers
from sim.scenario.schema import scenario_json_schema
from sim.scenario.starter import starter_text

__all__ = [
    "LeverFile",
    "Scenario",
    "ScenarioEntry",
    "changed",
    "find_scenarios",
    "list_scenarios",
    "load_levers",
    "load_scenario",
    "loaded",
    "scenario_from_resolved",
    "scenario_json_schema",
    "scenario_within",
    "starter_text",
    "take_levers",
]
