"""The experiments and the untested claims, read from `scenarios/claims/`, one file per document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.claims.form import EXPERIMENT, Expectation, Experiment, Untested, checked
from sim.errors import Address, InputError, Problem, dotted, nearest
from sim.evidence import Evidence
from sim.evidence.reader import read_yaml, shorten
from sim.evidence.writings import Claim
from sim.results.measure import UNITS
from sim.results.outcomes import Outcome, outcomes
from sim.scenario import Scenario, load_scenario, scenario_within
from sim.scenario.find import locate, scenario_folders
from sim.scenario.tree import Tree, of_document

FOLDER = "claims"

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Arm:
    """One of the scenarios of an experiment.

    Attributes:
        scenario: read and checked.
        shipped: name under which `pactsim compare` finds it; None when it is written in the experiment.
    """

    scenario: Scenario
    shipped: str | None


@dataclass(frozen=True)
class Trial:
    """An experiment on a claim.

    Attributes:
        claim: what is tested.
        question: what is asked of the model.
        because: how the claim is turned into it, and what that leaves out.
        without: compared with; None when only levels are expected.
        with_: the scenario that the claim is about.
        expect: stated before the run; all must hold.
        address: where it stands.
    """

    claim: Claim
    question: str
    because: str
    without: Arm | None
    with_: Arm
    expect: tuple[Expectation, ...]
    address: Address


@dataclass(frozen=True)
class Passed:
    """A claim without an experiment, and why."""

    claim: Claim
    reason: str
    why: str
    address: Address


@dataclass(frozen=True)
class Book:
    """Everything the files say, by id of the claim in the order of the evidence."""

    trials: Mapping[str, Trial]
    passed: Mapping[str, Passed]


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
    strange = sorted(path for path in root.glob("*.yaml") if path.stem not in evidence.documents)
    for path in strange:
        close = nearest(path.stem, evidence.documents)
        problems.append(Problem(Address(shorten(path)), "", "is called after no document of the evidence", close))
    if problems:
        raise InputError(problems)
    every = {name: found[name] for name in evidence.claims}
    return Book(
        {name: entry for name, entry in every.items() if isinstance(entry, Trial)},
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
    try:
        tree = of_document(read_yaml(path, problems))
    except InputError as error:
        problems += error.problems
        return {}
    if not tree.is_mapping:
        problems.append(Problem(tree.at, "", "must be a mapping of claims to experiments"))
        return {}
    ladder = tuple(evidence.postures)
    names = {
        "countries": tuple(evidence.countries),
        "flashpoints": tuple(evidence.flashpoints),
        "outcomes": tuple(outcomes(ladder)),
    }
    reader = _Reader(path, evidence, outcomes(ladder), names, problems)
    found: dict[str, Trial | Passed] = {}
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


@dataclass(frozen=True)
class _Reader:
    """Reads the entries of one file."""

    path: Path
    evidence: Evidence
    outcomes: Mapping[str, Outcome]
    names: Names
    problems: list[Problem]

    def entry(self, claim: Claim, tree: Tree) -> Trial | Passed | None:
        """The entry of a claim; None when something is wrong with it."""
        if tree.child("untested") is not None or tree.child("why") is not None:
            reason = checked(tree, Untested, (claim.id,), self.names, self.problems)
            return Passed(claim, reason.untested, reason.why, tree.key) if reason else None
        before = len(self.problems)
        words = checked(tree, EXPERIMENT, (claim.id,), self.names, self.problems)
        without, with_ = (self._arm(claim, tree, key) for key in ("without", "with"))
        expect = self._expectations(claim, tree)
        if any(one.paired for one in expect) and tree.child("without") is None:
            said = "'without' is missing: a change needs a scenario to compare with"
            self.problems.append(Problem(tree.key, claim.id, said))
        if without is not None and with_ is not None:
            self._alike(claim, tree, without.scenario, with_.scenario)
        if len(self.problems) > before or not isinstance(words, Experiment) or with_ is None:
            return None
        return Trial(claim, words.question, words.because, without, with_, expect, tree.key)

    def _arm(self, claim: Claim, tree: Tree, key: str) -> Arm | None:
        entry = tree.child(key)
        if entry is None:
            return None
        try:
            if entry.is_mapping:
                scenario = scenario_within(entry, self.path, f"{claim.id}.{key}", self.evidence)
                return Arm(self._drawn(scenario, claim, key, entry), None)
            if not isinstance(entry.value, str):
                raise InputError([Problem(entry.at, "", "must be the name of a scenario, or a scenario")])
            scenario = load_scenario(locate(entry.value, self.path.parent, entry.at), evidence=self.evidence)
            return Arm(self._drawn(scenario, claim, key, entry), entry.value)
        except InputError as error:
            for problem in error.problems:
                inside = problem.path if entry.is_mapping else ""
                path = ".".join(filter(None, (claim.id, key, inside)))
                self.problems.append(Problem(problem.address, path, problem.sentence, problem.nearest))
            return None

    def _drawn(self, scenario: Scenario, claim: Claim, key: str, entry: Tree) -> Scenario:
        if not scenario.draw_parameters:
            said = "a verdict needs drawn numbers; leave out 'draw_parameters: false'"
            self.problems.append(Problem(entry.key, dotted((claim.id, key)), said))
        return scenario

    def _alike(self, claim: Claim, tree: Tree, without: Scenario, with_: Scenario) -> None:
        keys = ("start", "end", "step", "include")
        other = [key for key in keys if getattr(without, key) != getattr(with_, key)]
        if other:
            said = "the two scenarios differ in horizon, step or countries, so that their worlds cannot be paired"
            self.problems.append(Problem(tree.key, claim.id, said))

    def _expectations(self, claim: Claim, tree: Tree) -> tuple[Expectation, ...]:
        found = []
        listed = tree.child("expect")
        for index, entry in enumerate(listed.items() if listed is not None and listed.is_list else []):
            path = (claim.id, "expect", index)
            one = checked(entry, Expectation, path, self.names, self.problems)
            if one is not None:
                self._scopes(one, entry, path)
                found.append(one)
        return tuple(found)

    def _scopes(self, one: Expectation, entry: Tree, path: tuple[str | int, ...]) -> None:
        """Countries go with outcomes of countries, flashpoints with outcomes of flashpoints."""
        about = UNITS[self.outcomes[one.outcome].table]
        allowed = {"country": self.names["countries"], "flashpoint": self.names["flashpoints"]}.get(about or "", ())
        for key, kind in (("countries", "country"), ("flashpoints", "flashpoint")):
            place = entry.child(key)
            if place is not None and about != kind:
                said = f"'{one.outcome}' is not measured for {key}"
                self.problems.append(Problem(place.key, dotted((*path, key)), said))
        ordered = entry.child("order")
        for index, item in enumerate(ordered.items() if ordered is not None else []):
            if str(item.value) not in allowed:
                said = f"'{one.outcome}' is not measured for '{item.value}'"
                close = nearest(str(item.value), allowed)
                self.problems.append(Problem(item.at, dotted((*path, "order", index)), said, close))
