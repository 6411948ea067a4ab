"""One entry of a file of experiments: read with its scenarios and expectations, and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from sim.claims.form import CHECK, EXPERIMENT, Expectation, Experiment, Theory, Untested
from sim.errors import Address, InputError, Problem, dotted, nearest
from sim.evidence import Evidence
from sim.evidence.writings import Claim
from sim.results.measure import UNITS
from sim.results.outcomes import Outcome
from sim.scenario import Scenario, load_scenario, scenario_within
from sim.scenario.find import locate
from sim.scenario.messages import checked
from sim.scenario.tree import Tree

THEORY = "theory"
"""Stands for a document where works of theory, and not one of the essays, hold what is tested."""

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
        claim: what is tested; of a theory, its `document` is `THEORY`.
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
class Reader:
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
        words = checked(tree, EXPERIMENT, (claim.id,), self.names, self.problems)
        return self._trial(claim, tree, words)

    def theory(self, name: str, tree: Tree) -> Trial | None:
        """An experiment on a theory; None when something is wrong with it."""
        words = checked(tree, CHECK, (name,), self.names, self.problems)
        cited: tuple[str, ...] = words.source if isinstance(words, Theory) else ()
        holds = words.holds if isinstance(words, Theory) else ""
        works = {name: work.title for name, work in self.evidence.sources.items()}
        works |= {name: essay.title for name, essay in self.evidence.documents.items()}
        note = "; ".join(works[name] for name in cited)
        return self._trial(Claim(name, THEORY, (), THEORY, holds, (), note, tree.key), tree, words)

    def _trial(self, claim: Claim, tree: Tree, words: BaseModel | None) -> Trial | None:
        before = len(self.problems)
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
        if scenario.draws == "central":
            said = "a verdict needs drawn numbers; leave out 'draws: central'"
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
        for index, name in enumerate(one.exceeds or ()):
            if UNITS[self.outcomes[name].table] != about:
                said = f"'{name}' is not measured for the same as '{one.outcome}'"
                self.problems.append(Problem(entry.key, dotted((*path, "exceeds", index)), said))
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
