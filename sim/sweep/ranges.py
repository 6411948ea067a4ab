"""The levers and uncertainties of a sweep file as dimensions, each held against every scenario it will change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.errors import InputError, Problem, nearest
from sim.evidence import Evidence, Parameter
from sim.evidence.records import Unit
from sim.policy.place import place
from sim.policy.setting import full_name
from sim.scenario import Scenario, changed
from sim.scenario.form import settable
from sim.scenario.messages import checked
from sim.scenario.tree import Tree
from sim.sweep.dimension import Dimension, Role, Value
from sim.sweep.form import EVIDENCE, Form, Kind, Range
from sim.world.build import frame
from sim.world.raw import names_of
from sim.world.table import Table

_FIXED = (
    "name", "title", "description", "group", "extends", "edition", "replicates", "seed", "draws", "include",
    "add", "drop",
)  # fmt: skip
"""Entries of a scenario that hold for a whole sweep."""


@dataclass(frozen=True)
class Reader:
    """Reads the dimensions of one file.

    Attributes:
        evidence: of the scenarios' year.
        bases: the scenarios.
        design: type of the design.
        problems: offences are added here.
    """

    evidence: Evidence
    bases: Sequence[Scenario]
    design: Kind
    problems: list[Problem]

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Numbers that a scenario may set, by path, with their units."""
        return dict(settable(self.evidence))

    @cached_property
    def figures(self) -> dict[str, Parameter]:
        """The numbers of the evidence by full name."""
        return dict(Table.of(self.evidence).figures)

    def read(self, form: Form, tree: Tree) -> list[Dimension]:
        """The dimensions, levers first; those with something wrong are left out."""
        found: list[Dimension] = []
        roles: list[tuple[Role, str, dict[str, Any]]] = [
            ("lever", "levers", form.levers),
            ("uncertainty", "uncertainties", form.uncertainties),
        ]
        for role, section, entries in roles:
            for path in entries:
                place = tree.get((section, path))
                assert place is not None
                before = len(self.problems)
                if role == "uncertainty" and path in form.levers:
                    self._wrong(place, section, path, "is a lever as well")
                one = self._dimension(role, section, path, place)
                if one is not None and len(self.problems) == before:
                    found.append(one)
        return found

    def _dimension(self, role: Role, section: str, path: str, place: Tree) -> Dimension | None:
        if path.split(".")[0] in _FIXED:
            self._wrong(place, section, path, "holds for a whole sweep and cannot be varied")
            return None
        group = path.split(".")[0]
        if group == "parameters" and path not in self.units:
            self._wrong(place, section, path, "is no number of the law", nearest(path, self.units))
            return None
        number = full_name(path) if path in self.units else None
        figure = self.figures.get(number) if number else None
        unit, meaning = (figure.unit, figure.meaning) if figure is not None else self._told(path)
        facts = {"path": path, "role": role, "unit": unit, "meaning": meaning}
        made = self._values(facts, section, path, place, figure)
        if made is None:
            return None
        if role == "uncertainty" and number is not None and not made.wordy:
            central = next((one for base in self.bases if (one := _own(base, path)) is not None), None)
            value = figure.value if central is None and figure is not None else central
            made = made.model_copy(update={"number": number, "central": value, "whole": False})
            self._check_number(made, section, place)
            return made
        return self._check_variants(made, section, place, figure)

    def _told(self, path: str) -> tuple[str, str]:
        """Unit and meaning of an entry that is no figure of the evidence, such as the field of a policy."""
        group, *rest = path.split(".")
        if group == "policies" and len(rest) > 1:
            policies = self.bases[0].policies
            index = place(rest[0], [one.id for one in policies], [one.type for one in policies])
            field = None if index is None else type(policies[index]).model_fields.get(rest[1])
            if field is not None:
                extra = field.json_schema_extra
                return str(extra.get("unit", "")) if isinstance(extra, dict) else "", field.description or ""
        return self.units[path].name if path in self.units else "", ""

    def _values(self, facts: Any, section: str, path: str, place: Tree, figure: Parameter | None) -> Dimension | None:
        """A dimension with its values: listed, from low to high, of the evidence, or those of a table."""
        if place.is_list:
            items = [item.plain() for item in place.items()]
            if not items or not all(isinstance(item, bool | int | float | str) for item in items):
                self._wrong(place, section, path, "must list numbers or words")
                return None
            if len({(type(item) is bool, item) for item in items}) < len(items):
                self._wrong(place, section, path, "lists a value twice")
                return None
            if len({isinstance(item, bool | str) for item in items}) > 1:
                self._wrong(place, section, path, "mixes numbers and words")
                return None
            return Dimension(**facts, distribution="listed", values=tuple(items))
        told = Range() if place.value == EVIDENCE or place.plain() is None else None
        if told is None:
            told = checked(place, Range, (section, path), {}, self.problems)
            if told is None:
                return None
        if self.design == "table":
            return Dimension(**facts, distribution="table")
        if told.low is not None and told.high is not None:
            low, high = place.get(("low",)), place.get(("high",))
            whole = all(type(end.value) is int for end in (low, high) if end is not None)
            ends = {"low": told.low, "mode": (told.low + told.high) / 2, "high": told.high}
            return Dimension(**facts, **ends, distribution="uniform", whole=whole, levels=told.levels)
        if figure is None or figure.low >= figure.high:
            said = "has no range in the evidence" if figure is not None else "is no number of the evidence"
            self._wrong(place, section, path, f"{said}; needs 'low' and 'high', or a list of values")
            return None
        even = figure.draw == "uniform" or facts["role"] == "lever"
        ends = {"low": figure.low, "mode": figure.value, "high": figure.high}
        return Dimension(**facts, **ends, distribution="uniform" if even else "triangular", levels=told.levels)

    def _check_number(self, one: Dimension, section: str, place: Tree) -> None:
        """A number that worlds are given must be of its unit, and be one of the worlds of every scenario."""
        for said in self.out_of_range(one):
            self._wrong(place, section, one.path, said)
        for base in self.bases:
            fixed = frame(self.evidence, base)
            known = names_of(self.evidence, fixed.grid.countries, fixed.grid.flashpoints, fixed.levers.bodies)
            if one.number not in {name.name for name in known}:
                self._wrong(place, section, one.path, f"takes no part in {base.name}")

    def out_of_range(self, one: Dimension) -> list[str]:
        """What is wrong with values, or ends, that are none of the unit of the number that worlds are given."""
        unit, ends = self.units[one.path], one.values or (one.low, one.high)
        return [
            f"{value:g} is out of range, {unit.name} runs from {unit.minimum:,.15g} to {unit.maximum:,.15g}"
            for value in ends
            if isinstance(value, int | float) and not unit.minimum <= value <= unit.maximum
        ]

    def _check_variants(self, one: Dimension, section: str, place: Tree, figure: Parameter | None) -> Dimension:
        """Scenarios with the ends, or with each value listed, must be in order; whole numbers are found out.

        A number of the evidence that no scenario sets has the value taken there as its centre.
        """
        ends: tuple[Value | None, ...] = one.values or (one.low, one.high)
        wanted = [int(end) if one.whole and end is not None else end for end in ends]
        for base in self.bases:
            for value in wanted:
                if value is None:
                    continue
                said = self._refused(base, one, value)
                if said is not None:
                    where = f"{base.name}: {said.sentence}" if len(self.bases) > 1 else said.sentence
                    self._wrong(place, section, one.path, where, said.nearest)
                    break
        if one.whole and one.low is not None:
            fraction = one.model_copy(update={"whole": False})
            if self._refused(self.bases[0], fraction, one.low + 0.5) is None:
                one = fraction
        own = {_own(base, one.path) for base in self.bases}
        if figure is not None:
            own = {figure.value if value is None else value for value in own}
        return one if one.wordy or len(own) > 1 else one.model_copy(update={"central": own.pop()})

    def _refused(self, base: Scenario, one: Dimension, value: Value) -> Problem | None:
        """What is wrong with a scenario that has a value; None when nothing is."""
        cell = one.column((value,))[0] if one.values else value
        try:
            changed(base.resolved(), [one.told(cell) or ""], self.evidence)
        except InputError as error:
            return error.problems[0]
        return None

    def _wrong(self, place: Tree, section: str, path: str, sentence: str, close: str | None = None) -> None:
        self.problems.append(Problem(place.key, f"{section}.{path}", sentence, close))


def _own(base: Scenario, path: str) -> float | None:
    """The number that a scenario holds under a path, if it holds one."""
    entry: Any = base.resolved()
    for key in path.split("."):
        if isinstance(entry, dict):
            entry = entry.get(key)
        elif isinstance(entry, list):
            index = place(key, *([item.get(name) for item in entry] for name in ("id", "type")))
            entry = None if index is None else entry[index]
    return float(entry) if isinstance(entry, int | float) and not isinstance(entry, bool) else None
