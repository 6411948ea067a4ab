"""The tables that everything else is checked against: units, country parameters, postures, the law's coefficients."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sim.errors import Problem, nearest
from sim.evidence.figures import Kind, parameter
from sim.evidence.records import Definition, Parameter, Posture, Unit
from sim.evidence.section import Section, open_section

NEEDS = ("none", "treaty", "pact")
POSTURE_ATTRIBUTES: Mapping[str, str] = {  # attribute: unit
    "side": "signed_share",
    "promise": "share",
    "duty": "share",
    "hazard_multiplier": "ratio",
    "cooperation": "share",
    "insurance": "share",
    "effort_ask": "percent_of_gdp",
    "control": "share",
}
COEFFICIENT = Kind(explained=True)


def read_units(root: Path, problems: list[Problem]) -> dict[str, Unit]:
    """The closed list of units of `units.yaml`."""
    units = {}
    for section in _entries(root / "units.yaml", problems):
        if section.keys(("meaning", "min", "max")):
            low, high, meaning = section.number("min"), section.number("max"), section.text("meaning")
            if low is not None and high is not None:
                if low >= high:
                    section.note("min must be below max", "max")
                units[section.name] = Unit(section.name, meaning, low, high)
    return units


def read_definitions(root: Path, units: Mapping[str, Unit], problems: list[Problem]) -> dict[str, Definition]:
    """The parameters that every country must have, of `parameters.yaml`."""
    definitions = {}
    for section in _entries(root / "parameters.yaml", problems):
        if section.keys(("unit", "meaning", "mechanism"), ("time_bound",)):
            unit = section.text("unit")
            if unit and unit not in units:
                section.note(f"unknown unit '{unit}'", "unit", close=nearest(unit, units))
                continue
            definitions[section.name] = Definition(
                section.name, unit, section.text("meaning"), section.text("mechanism"), section.flag("time_bound")
            )
    return definitions


def read_postures(root: Path, units: Mapping[str, Unit], problems: list[Problem]) -> dict[str, Posture]:
    """The ladder of `postures.yaml`, lowest rung first."""
    postures = {}
    for rung, section in enumerate(_entries(root / "postures.yaml", problems)):
        section.keys(("meaning", "needs", *POSTURE_ATTRIBUTES))
        attributes = {}
        for name, unit in POSTURE_ATTRIBUTES.items():
            below = section.below(name)
            figure = below and parameter(below, units, Kind(), unit=unit, mechanism="posture")
            if figure:
                attributes[name] = figure
        postures[section.name] = Posture(
            section.name, rung, section.text("meaning"), section.text("needs", NEEDS), attributes, section.address
        )
    return postures


def read_law(root: Path, units: Mapping[str, Unit], problems: list[Problem]) -> dict[str, Parameter]:
    """Every coefficient of `law/*.yaml`; a coefficient's mechanism is the stem of its file."""
    law: dict[str, Parameter] = {}
    for path in sorted((root / "law").glob("*.yaml")):
        for section in _entries(path, problems):
            if section.name in law:
                section.note(f"the same name is used in {law[section.name].address}", at_key=True)
                continue
            figure = parameter(section, units, COEFFICIENT, mechanism=path.stem)
            if figure:
                law[section.name] = figure
    return law


def _entries(path: Path, problems: list[Problem]) -> list[Section]:
    section = open_section(path, problems)
    return list(section.sections()) if section else []
