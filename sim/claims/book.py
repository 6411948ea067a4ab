"""The experiments and the untested claims, read from `scenarios/claims/`: a file for each document, one for theory."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.claims.entries import THEORY, Passed, Reader, Trial
from sim.errors import Address, InputError, Problem, nearest
from sim.evidence import Evidence
from sim.evidence.reader import read_yaml, shorten
from sim.evidence.writings import Claim
from sim.results.outcomes import outcomes
from sim.scenario.find import scenario_folders
from sim.scenario.tree import Tree, of_document

FOLDER = "claims"

_OF_THEORY = re.compile(r"T\d\d")


@dataclass(frozen=True)
class Book:
    """Everything the files say, by id, claims in the order of the evidence.

    Attributes:
        trials: experiments, those on theories last.
        passed: claims that are not tested.
    """

    trials: Mapping[str, Trial]
    passed: Mapping[str, Passed]

    @property
    def ids(self) -> tuple[str, ...]:
        """Claims in their order, then theories."""
        return tuple(sorted({**self.trials, **self.passed}))

    def document(self, name: str) -> str:
        """The document that holds a claim, or `THEORY`."""
        return (self.trials.get(name) or self.passed[name]).claim.document


def claims_folder() -> Path:
    """The folder of the experiments: beside the scenarios of the current folder, the checkout or the package.

    Raises:
        InputError: there is none.
    """
    for folder in scenario_folders():
        if (folder / FOLDER).is_dir():
            return folder / FOLDER
    raise InputError([Problem(Address(f"scenarios/{FOLDER}"), "", "there is no such folder")])


def read_book(evidence: Evidence, folder: Path | None = None) -> Book:
    """Read all experiments.

    Args:
        evidence: the claims, and what the experiments are checked against.
        folder: of the files; by default the one found by `claims_folder`.

    Raises:
        InputError: with every offence: what is wrong in a file, a claim that is missing, or one too many.
    """
    root = folder or claims_folder()
    problems: list[Problem] = []
    found: dict[str, Trial | Passed] = {}
    for document in evidence.documents:
        found |= _read_file(root / f"{document}.yaml", document, evidence, problems)
    theories = _read_theories(root / f"{THEORY}.yaml", evidence, problems)
    stems = (*evidence.documents, THEORY)
    for path in sorted(path for path in root.glob("*.yaml") if path.stem not in stems):
        close = nearest(path.stem, stems)
        problems.append(Problem(Address(shorten(path)), "", "is called after no document of the evidence", close))
    if problems:
        raise InputError(problems)
    every = {name: found[name] for name in evidence.claims}
    return Book(
        {name: entry for name, entry in every.items() if isinstance(entry, Trial)} | theories,
        {name: entry for name, entry in every.items() if isinstance(entry, Passed)},
    )


def plain_entry(claim: Claim) -> Mapping[str, Any]:
    """What the files say of one claim, unchecked; nothing when they do not mention it."""
    path = claims_folder() / f"{claim.document}.yaml"
    if not path.is_file():
        return {}
    entry = read_yaml(path).data.get(claim.id)
    return entry if isinstance(entry, dict) else {}


def _read_file(path: Path, document: str, evidence: Evidence, problems: list[Problem]) -> dict[str, Trial | Passed]:
    claims = {name: claim for name, claim in evidence.claims.items() if claim.document == document}
    found: dict[str, Trial | Passed] = {}
    tree = _tree(path, problems)
    if tree is None:
        return found
    reader = _reader(path, evidence, problems)
    for name, entry in (tree.children or {}).items():
        if name not in claims:
            other = evidence.claims.get(str(name))
            said = f"is a claim of {other.document}" if other else f"{document} has no such claim"
            problems.append(Problem(entry.key, str(name), said, None if other else nearest(str(name), claims)))
            continue
        read = reader.entry(claims[str(name)], entry)
        if read is not None:
            found[str(name)] = read
    missing = [name for name in claims if tree.child(name) is None]
    if missing:
        said = f"says nothing of {', '.join(missing)}: each needs an experiment, or 'untested' and 'why'"
        problems.append(Problem(Address(shorten(path)), "", said))
    return found


def _read_theories(path: Path, evidence: Evidence, problems: list[Problem]) -> dict[str, Trial]:
    """Experiments on theories, which stand beside those on claims and are not counted with them."""
    tree = _tree(path, problems)
    if tree is None:
        return {}
    reader = _reader(path, evidence, problems)
    found: dict[str, Trial] = {}
    for name, entry in (tree.children or {}).items():
        if not _OF_THEORY.fullmatch(str(name)):
            problems.append(Problem(entry.key, str(name), "must be T and two digits, such as T01"))
            continue
        read = reader.theory(str(name), entry)
        if read is not None:
            found[str(name)] = read
    return found


def _tree(path: Path, problems: list[Problem]) -> Tree | None:
    """A file of experiments; None when it cannot be read."""
    try:
        tree = of_document(read_yaml(path, problems))
    except InputError as error:
        problems += error.problems
        return None
    if not tree.is_mapping:
        problems.append(Problem(tree.at, "", "must be a mapping of claims to experiments"))
        return None
    return tree


def _reader(path: Path, evidence: Evidence, problems: list[Problem]) -> Reader:
    table = outcomes(evidence.postures)
    names = {
        "countries": tuple(evidence.countries),
        "flashpoints": tuple(evidence.flashpoints),
        "outcomes": tuple(table),
        "sources": (*evidence.sources, *evidence.documents),
    }
    return Reader(path, evidence, table, names, problems)
