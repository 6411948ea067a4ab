"""How the worlds answer to a number: the same worlds run with it at one value after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sim.engine.calibrated import read_calibrated
from sim.engine.harvest import Failure
from sim.engine.quantities import Array, measure_worlds
from sim.engine.worlds import Factory
from sim.errors import RunFailed
from sim.evidence import Evidence
from sim.results.manifest import Engine
from sim.scenario import Scenario
from sim.tipping.condition import Condition, Estimate
from sim.tipping.vary import Varied

Progress = Callable[[int, int], object]
Values = tuple[float, ...]


@dataclass(frozen=True)
class Measured:
    """A value of the number varied, and what the worlds say there.

    Attributes:
        value: of the number.
        estimate: share or mean, with its interval.
        holds: whether the condition holds of these worlds.
        decided: whether the interval leaves out what they are compared with.
    """

    value: float
    estimate: Estimate
    holds: bool
    decided: bool


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes:
        scenario: looked at; evidence: in its edition.
        condition: that is to hold.
        varied: the number whose threshold is looked for, and perhaps a second one.
        against: the scenario that changes are reckoned from.
        points: values of the first number that are looked at before its thresholds are narrowed down.
        lines: values of the second.
    """

    scenario: Scenario
    evidence: Evidence
    condition: Condition
    varied: tuple[Varied, ...]
    against: Scenario | None
    points: int
    lines: int


@dataclass
class Response:
    """The worlds of a question; each value is run once.

    Attributes:
        question: asked.
        engine: which one runs the worlds; workers: threads or processes.
        progress: told how many worlds are done, and how many are to do as far as is known.
        planned: runs to do as far as is known; done: worlds done.
        failures: worlds that failed.
    """

    question: Question
    engine: Engine
    workers: int | None = None
    progress: Progress | None = None
    planned: int = 0
    done: int = 0
    failures: list[Failure] = field(default_factory=list)
    _known: dict[Values | None, Estimate] = field(default_factory=dict)
    _others: dict[Values | None, Array] = field(default_factory=dict)

    def expect(self, runs: int) -> None:
        """Say how many runs are still to do, as far as is known."""
        self.planned = self.done // self.question.scenario.replicates + runs

    def at(self, *values: float) -> Measured:
        """What the worlds say with the numbers at some values.

        Raises:
            RunFailed: every world failed.
        """
        return self._measured(values[0], self._estimate(values))

    def now(self) -> Measured:
        """What the worlds say of the scenario as it stands."""
        first = self.question.varied[0].now
        return self._measured(float("nan") if first is None else first, self._estimate(None))

    def _measured(self, value: float, estimate: Estimate) -> Measured:
        bound = self.question.condition.bound
        decided = estimate.low > bound.value or estimate.high < bound.value  # never where there is no interval
        return Measured(value, estimate, bool(bound.holds(estimate.value)), decided)

    def _estimate(self, values: Values | None) -> Estimate:
        if values not in self._known:
            condition, others = self.question.condition, None
            if condition.change and self.question.against is not None:
                others = self._other(values)
            own = self._run(self._put(self.question.scenario, values, own=True))
            self._known[values] = condition.estimate(own, others)
            if not self._known[values].worlds:
                first = self.failures[0].error if self.failures else "no world was finished"
                raise RunFailed(f"all worlds failed; the first: {first}")
        return self._known[values]

    def _other(self, values: Values | None) -> Array:
        """The worlds of the scenario that changes are reckoned from, run anew only where a number reaches them."""
        against = self.question.against
        assert against is not None
        reaching = [k for k, one in enumerate(self.question.varied) if not one.lever]
        key = None if values is None and reaching else tuple((values or ())[k] for k in reaching)
        if key not in self._others:
            self._others[key] = self._run(self._put(against, values, own=False))
        return self._others[key]

    def _put(self, scenario: Scenario, values: Values | None, *, own: bool) -> Scenario:
        """A scenario with the numbers at their values; those of policies are those of the scenario looked at alone."""
        for one, value in zip(self.question.varied, values or (), strict=values is not None):
            if own or not one.lever:
                scenario = one.put(scenario, self.question.evidence, value)
        return scenario

    def _run(self, scenario: Scenario) -> Array:
        """The quantity asked for in every world of a scenario; shape (R,)."""
        asked, evidence = self.question.condition.quantity, self.question.evidence
        factory = Factory(evidence, (scenario,), read_calibrated(evidence)).settled()
        worlds = range(self.question.scenario.replicates)
        found, failures = measure_worlds(factory, [(asked,)], worlds, self.engine, self.workers, self._count)
        self.failures += failures
        return found[0, asked]

    def _count(self, worlds: int) -> None:
        self.done += worlds
        if self.progress is not None:
            self.progress(self.done, max(self.planned * self.question.scenario.replicates, self.done))
