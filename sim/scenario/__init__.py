"""Scenarios: YAML to a frozen, validated `Scenario`, every mistake reported with its address."""

from sim.scenario.find import ScenarioEntry, find_scenarios, list_scenarios
from sim.scenario.load import load_scenario, scenario_from_resolved, scenario_within
from sim.scenario.model import Scenario
from sim.scenario.schema import scenario_json_schema
from sim.scenario.starter import starter_text

__all__ = [
    "Scenario",
    "ScenarioEntry",
    "find_scenarios",
    "list_scenarios",
    "load_scenario",
    "scenario_from_resolved",
    "scenario_json_schema",
    "scenario_within",
    "starter_text",
]
