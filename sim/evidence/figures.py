"""Figures as `seeds/` writes them, checked one by one: range, unit, source or assumption, grade, alternatives."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sim.errors import nearest
from sim.evidence.records import Alternative, Parameter, Unit
from sim.evidence.section import Section

GRADES = ("A", "B", "C", "D")
DRAWS = ("triangular", "uniform")
_REQUIRED = ("value", "unit")
_RANGE = ("low", "high")
_OPTIONAL = (
    "year",
    "source",
    "grade",
    "assumption",
    "note",
    "meaning",
    "alternatives",
    "choice",
    "draw",
    "disputed",
    "time_bound",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What is asked of a family of figures.

    Attributes:
        ranged: low and high must be given; otherwise they default to the value.
        graded: a grade must be given.
        explained: a meaning must be given.
        sourced: a source or `assumption: true` must be given; geography needs none.
        extra: keys that belong to the entry but not to the figure.
    """

    ranged: bool = True
    graded: bool = False
    explained: bool = False
    sourced: bool = True
    extra: tuple[str, ...] = ()


def parameter(
    section: Section,
    units: Mapping[str, Unit],
    kind: Kind,
    *,
    name: str | None = None,
    unit: str | Collection[str] = (),
    meaning: str = "",
    mechanism: str = "",
) -> Parameter | None:
    """Read a figure.

    Args:
        section: the entry.
        units: the closed list.
        kind: what is asked of it.
        name: its name; the entry's key by default.
        unit: the unit, or units, it must have; any of the closed list by default.
        meaning: what it measures, where the entry need not say so.
        mechanism: the mechanism it feeds.

    Returns:
        The figure, or None when an offence (noted in the section) leaves no usable number.
    """
    required = (*_REQUIRED, *(_RANGE if kind.ranged else ()), *kind.extra)
    section.keys(
        (*required, *(["grade"] if kind.graded else []), *(["meaning"] if kind.explained else [])),
        (*_RANGE, *_OPTIONAL),
    )
    found = _unit(section, units, (unit,) if isinstance(unit, str) else unit)
    value, low, high = _range(section, found)
    source, assumption = section.words("source"), section.flag("assumption")
    if kind.sourced and not section.data.get("source") and not assumption:
        section.note("has neither a source nor 'assumption: true'", at_key=True)
    alternatives, choice = _alternatives(section, found), section.text("choice")
    if alternatives and not choice:
        section.note("has alternatives but no 'choice' saying why the value was taken", "alternatives", at_key=True)
    grade = section.text("grade", GRADES)
    if grade == "D" and not assumption:
        section.note("grade D is a plain assumption: say 'assumption: true'", "grade")
    note = section.text("note")
    if kind.ranged and value is not None and low == high and not note and (assumption or not source):
        section.note("low equals high: say in a note why it is exact", at_key=True)
    draw = section.text("draw", DRAWS) or DRAWS[0]
    year, said = section.time("year"), section.text("meaning")
    disputed, time_bound = section.flag("disputed"), section.flag("time_bound")
    if value is None or low is None or high is None:
        return None
    return Parameter(
        name=name or section.name,
        value=value,
        low=low,
        high=high,
        unit=found.name if found else "",
        year=year,
        source=source,
        grade=grade,
        assumption=assumption,
        note=note,
        meaning=said or meaning,
        mechanism=mechanism,
        alternatives=alternatives,
        choice=choice,
        draw=draw,
        disputed=disputed,
        time_bound=time_bound,
        address=section.address,
    )


def _unit(section: Section, units: Mapping[str, Unit], allowed: Collection[str]) -> Unit | None:
    name = section.text("unit")
    if not name:
        return None
    if name not in units:
        section.note(f"unknown unit '{name}'", "unit", close=nearest(name, units))
        return None
    if allowed and name not in allowed:
        section.note(f"the unit must be {' or '.join(allowed)}, not {name}", "unit")
        return None
    return units[name]


def _range(section: Section, unit: Unit | None) -> tuple[float | None, float | None, float | None]:
    value = section.number("value")
    low = section.number("low") if "low" in section.data else value
    high = section.number("high") if "high" in section.data else value
    for key, number in (("value", value), ("low", low), ("high", high)):
        if key in section.data and number is not None:
            _within(section, unit, number, key)
    if value is not None and low is not None and high is not None and not low <= value <= high:
        section.note(f"{value:g} is outside [low, high] = [{low:g}, {high:g}]", "value")
    return value, low, high


def _within(section: Section, unit: Unit | None, number: float, key: str) -> None:
    if unit is not None and not unit.minimum <= number <= unit.maximum:
        section.note(
            f"{number:g} is outside the range of {unit.name}, {unit.minimum:g} to {unit.maximum:g}",
            key,
        )


def _alternatives(section: Section, unit: Unit | None) -> tuple[Alternative, ...]:
    found = []
    for entry in section.listed("alternatives"):
        entry.keys(("value", "source"), ("year", "note"))
        value = entry.number("value")
        if value is not None:
            _within(entry, unit, value, "value")
            found.append(
                Alternative(value, entry.time("year"), entry.words("source"), entry.text("note"), entry.address)
            )
    return tuple(found)
