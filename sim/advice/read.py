"""Files of levers: ranges by path, every mistake reported with its address."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from sim.advice.space import OFF, ON, Lever, Space, Value
from sim.errors import Address, InputError, Problem, nearest
from sim.evidence.section import Section, open_section
from sim.scenario.find import find_files, is_path
from sim.scenario.override import split
from sim.scenario.tree import of_document

FOLDER = "levers"
"""Folder beside the scenarios in which files of levers lie."""

ROOTS = ("policies", "countries", "powers", "flashpoints", "institutions")
"""Sections of a scenario in which levers lie; `parameters` and `postures` are numbers of the law, nobody's levers."""

MOST = 1000  # values of a lever
_OFF_STEP = 1e-9  # how far a range may be from a whole number of steps
_DIGITS = 12  # to which values of a range are rounded, so that 0.1 + 0.2 is 0.3

_Values = tuple[tuple[Value, ...], float, float]


def find_levers() -> dict[str, Path]:
    """Every file of levers that can be named, in alphabetical order."""
    return find_files(FOLDER)


def read_space(name: str) -> Space:
    """Read a file of levers.

    Args:
        name: its path, or the name of one in `scenarios/levers/`.

    Raises:
        InputError: with every problem of the file.
    """
    path = Path(name)
    if not is_path(name):
        known = find_levers()
        if name not in known:
            said = f"no file of levers is called '{name}'; one of your own ends in .yaml"
            raise InputError([Problem(Address("--levers"), "", said, nearest(name, known))])
        path = known[name]
    problems: list[Problem] = []
    section = open_section(path, problems)
    if section is None:
        raise InputError(problems)
    section.keys(("levers",), ("title", "description", "policies"))
    title = section.text("title") or path.stem.replace("_", " ")
    section.text("description")
    below = section.below("levers")
    if below is not None and not below.data:
        section.note("names no lever", "levers")
    levers = [] if below is None else [_lever(below, key) for key in below.data]
    policies = of_document(section.document).child("policies")
    if policies is not None and not policies.is_list:
        section.note("must be a list", "policies")
    if problems:
        raise InputError(problems)
    return Space(title, path, policies, tuple(lever for lever in levers if lever is not None))


def _lever(section: Section, key: str) -> Lever | None:
    """A lever of the file; None, with the offence noted, where it is wrong."""
    places, path = section.document.positions, (*section.path, key)
    try:
        steps = tuple(split(key, places.key(path)))
    except InputError:
        section.note("must be a path as after --set, such as policies.steel.change", key, at_key=True)
        return None
    if steps[0] not in ROOTS or len(steps) < 2:
        said = f"is no lever; levers lie under {', '.join(ROOTS[:-1])} and {ROOTS[-1]}"
        section.note(said, key, close=nearest(steps[0], ROOTS) if steps[0] not in ROOTS else None, at_key=True)
        return None
    data = section.data[key]
    label, found = steps_label(steps), None
    if isinstance(data, list):
        found = _listed(section, key)
    elif isinstance(data, dict) and (own := section.below(key)) is not None:
        if "values" in data:
            found = _listed(own, "values") if own.keys(("values",), ("label",)) else None
        else:
            found = _range(own)
        label = own.text("label") or label
    else:
        section.note("must be a list of values, or {low: ..., high: ..., step: ...}", key)
    if found is None:
        return None
    lever = Lever(key, steps, label, *found, places.value(path))
    if lever.switch and lever.values not in ((ON, OFF), (OFF, ON)):
        section.note(f"is a whole policy, the values of which are [{OFF}, {ON}]", key)
        return None
    return lever


def steps_label(steps: Sequence[str]) -> str:
    """What a lever is called that was given no label: the end of its path."""
    return " ".join(steps[1:]).replace("_", " ")


def _listed(section: Section, key: str) -> _Values | None:
    """Values of a list; None, with the offence noted, where it is wrong."""
    values = section.data[key]
    if not isinstance(values, list) or len(values) < 2:
        section.note("must list two values at least", key)
        return None
    if len(values) > MOST:
        section.note(f"has more than {MOST:,} values", key)
        return None
    before = len(section.problems)
    for index, value in enumerate(values):
        if value is None or any(isinstance(one, (dict, list)) for one in _parts(value)):
            section.note("must be a number, a text or a list of them", key, index)
        elif value in values[:index]:
            section.note(f"'{value}' is listed twice", key, index)
    if len(section.problems) > before:
        return None
    rising = all(_number(value) for value in values) and all(a < b for a, b in pairwise(values))
    fixed = tuple(tuple(value) if isinstance(value, list) else value for value in values)
    return fixed, *((float(values[0]), float(values[-1])) if rising else (math.nan, math.nan))


def _parts(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _range(section: Section) -> _Values | None:
    """Values from `low` to `high`; None, with the offence noted, where they are wrong."""
    whole = section.keys(("low", "high"), ("step", "label"))
    low, high, step = (section.number(key) for key in ("low", "high", "step"))
    if not whole or low is None or high is None or ("step" in section.data and step is None):
        return None
    if low >= high:
        section.note(f"{high:g} is not above low, {low:g}", "high")
        return None
    if step is None:
        return (), low, high
    count = (high - low) / step if step > 0 else 0.0
    if count < 1 - _OFF_STEP or abs(count - round(count)) > _OFF_STEP * max(1.0, count):
        section.note(f"{step:g} does not lead from {low:g} to {high:g} in whole steps", "step")
        return None
    if count >= MOST:
        section.note(f"gives more than {MOST:,} values", "step")
        return None
    integers = all(isinstance(section.data[key], int) for key in ("low", "high", "step"))
    values = [round(low + k * step, _DIGITS) for k in range(round(count) + 1)]
    return tuple(map(int, values) if integers else values), low, high


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
