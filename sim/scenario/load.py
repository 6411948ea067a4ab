"""Scenarios by name or path, from a file or from the manifest of a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence, load_evidence
from sim.scenario.find import locate
from sim.scenario.inherit import inherit, read_tree
from sim.scenario.model import Scenario
from sim.scenario.overridden import noted
from sim.scenario.override import apply_sets
from sim.scenario.tree import Tree, of_data
from sim.scenario.validate import validate

MAPPED = "scenario"
"""Name of a scenario given as a mapping without one."""


def load_scenario(name_or_path: str | Path, sets: Sequence[str] = (), evidence: Evidence | None = None) -> Scenario:
    """Read, merge, override and check a scenario.

    Args:
        name_or_path: a name such as `status_quo`, or a file.
        sets: overrides as `countries.JPN.hub_trust=0.4`, applied in order.
        evidence: what it is checked against; by default the evidence found by `load_evidence`.

    Raises:
        InputError: with every problem of the files and the overrides.
    """
    path = name_or_path if isinstance(name_or_path, Path) else locate(name_or_path)
    problems: list[Problem] = []
    tree = read_tree(path, problems)
    return _with_sets(tree, sets, path.stem, evidence or load_evidence(), problems)


def scenario_from_mapping(mapping: Mapping[str, Any], sets: Sequence[str], evidence: Evidence) -> Scenario:
    """A scenario given as a mapping of what its file would hold.

    Args:
        mapping: as of a file; what it extends is looked up by name, or as a path from the current folder.
        sets: overrides as `countries.JPN.hub_trust=0.4`, applied in order.
        evidence: what it is checked against.

    Raises:
        InputError: with every problem of the mapping and the overrides.
    """
    name = str(mapping.get("name") or MAPPED)
    problems: list[Problem] = []
    tree = inherit(of_data(dict(mapping), Address(name)), Path(name), problems)
    return _with_sets(tree, sets, name, evidence, problems)


def _with_sets(tree: Tree, sets: Sequence[str], name: str, evidence: Evidence, problems: list[Problem]) -> Scenario:
    grown, misplaced = apply_sets(tree, sets)
    return noted(validate(grown, name, evidence, [*problems, *misplaced]), tree, sets, evidence)


def scenario_within(tree: Tree, path: Path, name: str, evidence: Evidence) -> Scenario:
    """A scenario written inside another file, as experiments hold them.

    Args:
        tree: the entry that holds it.
        path: the file; what it extends is looked up as for a scenario in that file.
        name: its name.
        evidence: what it is checked against.

    Raises:
        InputError: with every problem, the paths of which begin inside the scenario.
    """
    problems: list[Problem] = []
    return validate(inherit(tree, path, problems), name, evidence, problems)


def changed(resolved: Mapping[str, Any], sets: Sequence[str], evidence: Evidence) -> Scenario:
    """A scenario with further overrides, as if they had been given when it was read.

    Args:
        resolved: the scenario, as `Scenario.resolved` gives it.
        sets: overrides as `countries.JPN.hub_trust=0.4`, applied in order.
        evidence: what it is checked against.

    Raises:
        InputError: with every problem of the overrides.
    """
    name = str(resolved["name"])
    tree, misplaced = apply_sets(of_data(dict(resolved), Address(name)), sets)
    return validate(tree, name, evidence, misplaced)


def scenario_from_resolved(
    mapping: Mapping[str, Any], evidence: Evidence | None = None, file: str = "manifest.json"
) -> Scenario:
    """Turn what `Scenario.resolved` gave into an equal scenario.

    Args:
        mapping: the resolved scenario.
        evidence: what it is checked against; by default the evidence found by `load_evidence`.
        file: where the mapping comes from, for the errors.

    Raises:
        InputError: the mapping is no complete scenario.
    """
    address = Address(file)
    problems = [Problem(address, key, "a resolved scenario stands alone") for key in ("extends",) if key in mapping]
    problems += [Problem(address, "", f"'{key}' is missing") for key in ("name", "horizon") if key not in mapping]
    if problems:
        raise InputError(problems)
    return validate(of_data(dict(mapping), address), "", evidence or load_evidence(), [])
