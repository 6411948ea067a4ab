"""Candidates: the scenario with an actor's levers set, everybody else's as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sim.advice.space import OFF, Setting, Space
from sim.errors import InputError, Problem
from sim.evidence import Evidence
from sim.scenario import Scenario
from sim.scenario.find import locate
from sim.scenario.inherit import overlaid, read_tree
from sim.scenario.overridden import noted
from sim.scenario.override import apply_sets, put
from sim.scenario.tree import Tree, entry_id, listing
from sim.scenario.validate import validate


@dataclass(frozen=True)
class Maker:
    """Makes candidates.

    Attributes:
        tree: the scenario with what the command line changes.
        name: of the scenario.
        space: the levers.
        evidence: what scenarios are checked against.
        update: entries of every scenario made, such as its seed.
    """

    tree: Tree
    name: str
    space: Space
    evidence: Evidence
    update: dict[str, Any]

    @classmethod
    def of(cls, name: str, sets: Sequence[str], space: Space, evidence: Evidence, update: dict[str, Any]) -> Maker:
        """Read a scenario.

        Args:
            name: name or file.
            sets: overrides as after `--set`.
            space: the levers.
            evidence: what scenarios are checked against.
            update: entries of every scenario made.

        Raises:
            InputError: with every problem of the scenario.
        """
        path, problems = locate(name), list[Problem]()
        plain = read_tree(path, problems)
        tree, misplaced = apply_sets(plain, sets)
        made = noted(validate(tree, path.stem, evidence, [*problems, *misplaced]), plain, sets, evidence)
        return cls(tree, path.stem, space, evidence, {**update, "overrides": made.overrides})

    def baseline(self) -> Scenario:
        """The scenario with all levers as they are."""
        return validate(self.tree, self.name, self.evidence, []).model_copy(update=self.update)

    def candidate(self, setting: Setting, name: str = "") -> Scenario:
        """The scenario with the levers set.

        Raises:
            InputError: it takes no such setting.
        """
        problems: list[Problem] = []
        tree, below = self.tree, self.space.policies
        if below is not None:
            tree = overlaid(tree, replace(tree, children={"policies": below}), problems)
        off = []
        for lever, value in zip(self.space.levers, self.space.canonical(setting), strict=True):
            try:
                if lever.switch and lever.policy not in _ids(tree):
                    said = "no policy has this id, neither in the scenario nor in this file"
                    problems.append(Problem(lever.at, lever.path, said))
                elif lever.switch and value == OFF:
                    off.append(lever.policy)
                elif value is not None and not lever.switch:
                    tree = put(tree, lever.steps, value, lever.at)
            except InputError as error:
                problems += error.problems
        made = validate(_without(tree, off), self.name, self.evidence, problems)
        return made.model_copy(update={**self.update, **({"name": name} if name else {})})

    def check(self) -> None:
        """See that every lever can be moved over its whole range.

        A value is held to be possible when it is together with the first or with the last values of the others.

        Raises:
            InputError: with every problem.
        """
        levers = self.space.levers
        first, last = (tuple(lever.ends[end] for lever in levers) for end in (0, -1))
        problems: list[Problem] = []
        for k in range(len(levers)):
            for value in levers[k].ends:
                wrong = [self._wrong((*others[:k], value, *others[k + 1 :])) for others in (first, last)]
                if all(wrong):
                    problems += wrong[0]
        if problems:
            raise InputError(problems)

    def _wrong(self, setting: Setting) -> tuple[Problem, ...]:
        """What is wrong with a setting."""
        try:
            self.candidate(setting)
        except InputError as error:
            return error.problems
        return ()


def _ids(tree: Tree) -> list[str | None]:
    policies = tree.child("policies")
    return [] if policies is None else [entry_id(entry) for entry in policies.items()]


def _without(tree: Tree, off: Sequence[str | None]) -> Tree:
    """The scenario without some policies."""
    policies = tree.child("policies")
    if policies is None or not off:
        return tree
    kept = listing([entry for entry in policies.items() if entry_id(entry) not in off], policies)
    return replace(tree, children={**(tree.children or {}), "policies": kept})
