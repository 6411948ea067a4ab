"""The levers as arrays over the steps of a run: what policies write and the law reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Body:
    """A body of security work among spokes: a minilateral, or a treaty between them.

    Attributes:
        name: its id in the seeds, or the one that a scenario gives it.
        members: who belonged to it in the base year, by country in order (N,).
        duty: whether its text binds a member to act for another's defence.
        led: whether the hub takes part in it; of a new one it is taken to stand behind it.
        known: whether it stands in the seeds; the depth of a new one is what the scenario says it adds.
    """

    name: str
    members: tuple[bool, ...]
    duty: bool = False
    led: bool = True
    known: bool = False


@dataclass(frozen=True)
class TimeGrid:
    """The steps of a run and the names behind the axes of the levers.

    Attributes:
        starts: beginning of each step in years, shape (T,).
        step: length of a step in years.
        countries: spokes in order, N names.
        postures: ladder in order, P names.
        flashpoints: F names.
        administrations: hub administrations in order.
        bodies: bodies of security work in the base year.
    """

    starts: Floats
    step: float
    countries: tuple[str, ...]
    postures: tuple[str, ...]
    flashpoints: tuple[str, ...]
    administrations: tuple[str, ...]
    bodies: tuple[Body, ...] = ()

    def cover(self, span: tuple[float, float]) -> Floats:
        """Share of each step that lies inside `span` (years, end exclusive), shape (T,)."""
        ends = self.starts + self.step
        overlap = np.minimum(ends, span[1]) - np.maximum(self.starts, span[0])
        return np.clip(overlap / self.step, 0.0, 1.0)

    def middles(self, span: tuple[float, float]) -> Floats:
        """Middle of the part of each step that lies inside `span`, in years since it began, shape (T,).

        It means nothing for a step that `span` does not touch.
        """
        ends = self.starts + self.step
        return (np.minimum(ends, span[1]) + np.maximum(self.starts, span[0])) / 2 - span[0]

    def ramp(self, span: tuple[float, float], years: float) -> Floats:
        """Share in force in each step of what comes evenly over the first `years` of `span`, shape (T,)."""
        if years <= 0:
            return self.cover(span)
        return self.cover(span) * np.clip(self.middles(span) / years, 0.0, 1.0)

    def first(self, span: tuple[float, float]) -> int | None:
        """Index of the first step that `span` touches, or None when it touches none."""
        touched = np.flatnonzero(self.cover(span) > 0)
        return int(touched[0]) if touched.size else None

    def rows(self, names: Sequence[str] | None) -> list[int]:
        """Indices of the named countries that take part in the run; all of them for None."""
        if names is None:
            return list(range(len(self.countries)))
        return [self.countries.index(name) for name in names if name in self.countries]


@dataclass
class PactTerms:
    """The treaty text of a collective-defence pact on offer; None where it says nothing and the law's own holds.

    Attributes:
        quorum: spokes that must ratify before it enters into force.
        preparedness: joint planning and command it brings, share of perfect integration.
        exit_price: what leaving costs a member, per cent of GDP a year.
        notice: years a withdrawing member stays bound.
        minimum: members below which the pact lapses.
    """

    quorum: int = 0
    preparedness: float | None = None
    exit_price: float | None = None
    notice: float | None = None
    minimum: int = 0


@dataclass
class Levers:
    """Values of every lever at every step; neutral until a policy writes into them.

    Shapes: T steps, N countries, P postures, F flashpoints, K bodies of security work.
    """

    tariff: Floats  # (T, N) percentage points on top of the duty in force in the base year
    exemption: Floats  # (T, P) share of that addition waived for a posture
    troops: Floats  # (T, N) multiplier on the hub's troops on the country's soil
    commitment: Floats  # (T,) multiplier on the hub capability committed to the theatre
    guarantee: Floats  # (T, N) added promise outside a treaty, share of a treaty's promise
    burden_target: Floats  # (T, N) defence effort the hub demands, per cent of GDP; 0 = none
    burden_penalty: Floats  # (T, N) multiplier on the price of falling short of that demand
    tie_gain: Floats  # (T, N, N) added target depth of security ties between spokes
    reassurance: Floats  # (T,) share of provocation taken away by reassuring the challenger
    dialogue: Floats  # (T, F) share of a flashpoint's hazard taken away by dialogue
    administration: NDArray[np.int64]  # (T,) fixed administration, -1 = drawn by elections
    trust_push: Floats  # (T, N) push on trust in the hub, logit units per year
    trust_shock: Floats  # (T, N) one-time push on trust in the hub, logit units
    coercion: Floats  # (T,) multiplier on the challenger's retaliation
    inducement: Floats  # (T,) multiplier on the challenger's inducements
    pact_invited: NDArray[np.bool_]  # (T, N) may found the pact
    pact_open: NDArray[np.bool_]  # (T, N) may accede once it is in force
    assertiveness: Floats  # (T,) multiplier on the challenger's pressure
    hub_output: Floats  # (T,) multiplier on the hub's output
    challenger_output: Floats  # (T,) multiplier on the challenger's output
    arms: Floats  # (T, N) multiplier on what the country's forces are worth
    access: Floats  # (T, N) relative change of the hub's market open to the country's exports
    treaty: Floats  # (T, N) bilateral treaty with the hub: -1 as in the base year, 0 ended, 1 in force or on offer
    government: Floats  # (T, N) orientation of the government in office where it is fixed
    government_fixed: NDArray[np.bool_]  # (T, N) the government is given, not drawn
    hub_democracy: Floats  # (T,) added to the hub's democracy score, share
    offers: Floats  # (T, K, N) depth of bodies to those asked in, 0 for others; of one in the seeds relative to it
    bodies: list[Body]  # (K,) what they are
    numbers: list[tuple[str, float, NDArray[np.bool_]]]  # full name, value and steps (T,) of numbers set for a time
    pact: PactTerms = field(default_factory=PactTerms)

    @classmethod
    def neutral(cls, grid: TimeGrid) -> Levers:
        """Levers at rest: multipliers one, everything else zero, no pact on offer."""
        t, n, p, f = len(grid.starts), len(grid.countries), len(grid.postures), len(grid.flashpoints)
        founded = np.array([body.members for body in grid.bodies], dtype=float).reshape(len(grid.bodies), n)
        return cls(
            tariff=np.zeros((t, n)),
            exemption=np.zeros((t, p)),
            troops=np.ones((t, n)),
            commitment=np.ones(t),
            guarantee=np.zeros((t, n)),
            burden_target=np.zeros((t, n)),
            burden_penalty=np.zeros((t, n)),
            tie_gain=np.zeros((t, n, n)),
            reassurance=np.zeros(t),
            dialogue=np.zeros((t, f)),
            administration=np.full(t, -1, dtype=np.int64),
            trust_push=np.zeros((t, n)),
            trust_shock=np.zeros((t, n)),
            coercion=np.ones(t),
            inducement=np.ones(t),
            pact_invited=np.zeros((t, n), dtype=np.bool_),
            pact_open=np.zeros((t, n), dtype=np.bool_),
            assertiveness=np.ones(t),
            hub_output=np.ones(t),
            challenger_output=np.ones(t),
            arms=np.ones((t, n)),
            access=np.zeros((t, n)),
            treaty=np.full((t, n), -1.0),
            government=np.zeros((t, n)),
            government_fixed=np.zeros((t, n), dtype=np.bool_),
            hub_democracy=np.zeros(t),
            offers=np.tile(founded, (t, 1, 1)),
            bodies=list(grid.bodies),
            numbers=[],
        )

    def form(self, body: Body, depth: Floats) -> None:
        """Add a body, or another to the same effect.

        Args:
            body: what it is.
            depth: what it adds to ties of those asked in, shape (T, N).
        """
        self.offers = np.concatenate([self.offers, depth[:, None, :]], axis=1)
        self.bodies.append(body)

    def settle(self) -> None:
        """Forget bodies that never ask in two spokes of the run, nor held two together before it."""
        founded = np.array([body.members for body in self.bodies], dtype=bool).reshape(self.offers.shape[1:])
        kept = ((self.offers > 0).any(axis=0) | founded).sum(axis=1) > 1
        self.offers = np.ascontiguousarray(self.offers[:, kept])
        self.bodies = [body for body, stays in zip(self.bodies, kept, strict=True) if stays]
