"""What can be moved: fields of policies, and numbers of the evidence with their ranges and sources."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sim.dashboard.situation import Entry
from sim.evidence import Evidence, Parameter
from sim.policy import Policy, registry
from sim.reference.citation import Library
from sim.results.outcomes import DISPUTED
from sim.scenario import Scenario

Kind = Literal["number", "whole", "choice", "several", "flag"]

_LEFT_OUT = ("type", "id")
_STEPS, _NEARLY = 100, 1 + 1e-9
_OPEN = {"number": (0.0, 100.0), "whole": (0.0, 100.0)}
"""Ends of a slider where a field has none of its own."""


@dataclass(frozen=True)
class Knob:
    """Something with a value that may be moved.

    Attributes:
        path: entry of the scenario, or field of a policy.
        kind: what it takes.
        value: as it stands; None where it is left to what the field falls back on.
        low, high: ends; step: between settings.
        options: of a choice.
        unit: of the value; meaning: what it is.
        grade, source: of a number of the evidence: its grade, and who published it.
        needed: whether it cannot be left out.
    """

    path: str
    kind: Kind
    value: Any
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    options: Sequence[str] = ()
    unit: str = ""
    meaning: str = ""
    grade: str = ""
    source: str = ""
    needed: bool = False


def of_policy(entry: Entry, scenario: Scenario, evidence: Evidence) -> list[Knob]:
    """The fields of a policy that can be moved, in the order in which `pactsim levers` tells them.

    Args:
        entry: the policy as plain data.
        scenario: that it is in.
        evidence: names of countries and places.
    """
    kind = registry()[str(entry["type"])]
    fields: Mapping[str, Mapping[str, Any]] = kind.model_json_schema()["properties"]
    found = []
    for name, info in fields.items():
        if name not in _LEFT_OUT:
            knob = _field(name, info, kind, entry, scenario, evidence)
            if knob is not None:
                found.append(knob)
    return found


def _field(
    name: str, info: Mapping[str, Any], kind: type[Policy], entry: Entry, scenario: Scenario, evidence: Evidence
) -> Knob | None:
    """One field; None where it takes what no slider or list can give."""
    parts = [part for part in info.get("anyOf", [info]) if part.get("type") != "null"]
    told: dict[str, Any] = {
        "path": name,
        "value": entry.get(name),
        "unit": str(info.get("unit", "")).replace("_", " "),
        "meaning": str(info.get("description", "")),
        "needed": kind.model_fields[name].is_required(),
    }
    if name in ("start", "end"):
        whole = isinstance(entry.get(name), (int, type(None)))
        return Knob(kind="whole", low=scenario.start, high=scenario.end, step=1, **told) if whole else None
    part = parts[0]
    if part.get("type") == "boolean":
        return Knob(kind="flag", **told)
    if "enum" in part:
        return Knob(kind="choice", options=tuple(map(str, part["enum"])), **told)
    if part.get("type") == "array" and part["items"].get("type") == "string":
        names = evidence.flashpoints if name == "flashpoints" else scenario.include
        held = entry.get(name) or ()
        known = all(one in names for one in held)
        return Knob(kind="several", options=tuple(names), **told) if known else None
    if part.get("type") in ("number", "integer"):
        own: Literal["number", "whole"] = "whole" if part["type"] == "integer" else "number"
        low, high = (part.get(end, open_) for end, open_ in zip(("minimum", "maximum"), _OPEN[own], strict=True))
        value = entry.get(name)
        high = min(high, len(scenario.include)) if told["unit"] == "spokes" else high
        low, high = (low, high) if value is None else (min(low, value), max(high, value))
        step = 1.0 if own == "whole" else _fine(high - low)
        return Knob(kind=own, low=float(low), high=float(high), step=step, **told)
    return None


def of_country(code: str, scenario: Scenario, evidence: Evidence, library: Library) -> list[Knob]:
    """Numbers of a country whose range has a width.

    Args:
        code: of the country.
        scenario: what it says wins over the evidence.
        evidence: the seeds.
        library: what is cited.
    """
    own = scenario.countries.get(code, {})
    figures = evidence.countries[code].parameters
    return [
        _number(f"countries.{code}.{name}", figure, own.get(name, figure.value), library)
        for name, figure in figures.items()
        if figure.low < figure.high
    ]


def of_law(scenario: Scenario, evidence: Evidence, library: Library) -> list[Knob]:
    """Coefficients of the law, those over which authors quarrel most first."""
    first = [name.removeprefix("law.") for name in DISPUTED]
    order = [*first, *(name for name, one in evidence.law.items() if one.disputed and name not in first)]
    order += [name for name in evidence.law if name not in order]
    found = []
    for name in order:
        figure = evidence.law[name]
        if figure.low < figure.high:
            value = scenario.parameters.get(name, figure.value)
            found.append(_number(f"parameters.{name}", figure, value, library))
    return found


def _number(path: str, figure: Parameter, value: Any, library: Library) -> Knob:
    value = float(value)
    low, high = min(figure.low, value), max(figure.high, value)
    grade = f"grade {figure.grade}" if figure.grade else ""
    return Knob(
        path, "number", value, low, high, _fine(high - low), unit=figure.unit.replace("_", " "),
        meaning=figure.meaning or figure.note, grade="assumption" if figure.assumption else grade,
        source="; ".join(library.title(name) or name for name in figure.source),
    )  # fmt: skip


def _fine(width: float) -> float:
    """One, two or five times a power of ten that gives a slider a hundred settings or somewhat more."""
    if width <= 0:
        return 0.01
    wide = width / _STEPS
    ten = 10.0 ** math.floor(math.log10(wide))
    return next(part * ten for part in (5.0, 2.0, 1.0) if part * ten <= wide * _NEARLY)
