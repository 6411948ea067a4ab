"""What a scenario puts on the stage at one time: the candidates of a pact, its treaty, and worlds that have come there.

A membership is a row of standings (`sim.law.pact.OUT` ...), one for each country of the scenario. A world comes to the
year as if no pact were on offer: what a country holds then is what it holds outside every membership.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.engine.calibrated import read_calibrated
from sim.engine.worlds import Factory
from sim.errors import Address, InputError, Problem, nearest
from sim.evidence import Evidence
from sim.law import pact
from sim.scenario import Scenario
from sim.scenario.period import outside
from sim.world.build import Frame

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]

MOST = 20
"""Candidates up to which every membership is looked at."""

BILATERAL = 2
"""Members that a pact needs of which the scenario says nothing."""

SIGNING = -1.0
"""Years in force of a pact that is now to be signed."""


@dataclass(frozen=True)
class Treaty:
    """What decides whether those who sign are bound.

    Attributes:
        least: members that the pact needs: its quorum to enter into force, its minimum to go on.
        stood: years for which it has been in force, `SIGNING` when it is now to be signed.
    """

    least: int
    stood: float = SIGNING

    @property
    def in_force(self) -> bool:
        """Whether it stands already, so that leaving and joining have their price."""
        return self.stood >= 0.0


@dataclass(frozen=True)
class Weighed:
    """What some memberships are worth, M of them.

    Attributes:
        terms: of every country, in the order of `sim.law.types.Terms`, % of GDP a year, shape (M, N, terms).
        crises: yearly rate at each flashpoint, shape (M, F).
    """

    terms: Floats
    crises: Floats


class World(Protocol):
    """One world in the year looked at, whichever engine brought it there.

    Attributes:
        held: index of the posture that each country holds without a pact, (N,).
        output: GDP of each country at market exchange rates, bn USD, (N,).
    """

    held: tuple[int, ...]
    output: Floats

    def weigh(self, standings: Floats, treaty: Treaty, commitment: float | None = None) -> Weighed:
        """Weigh memberships.

        Args:
            standings: see `sim.law.pact.OUT`, shape (M, N).
            treaty: of the pact.
            commitment: the hub's capability committed to the theatre relative to the base year, instead of the lever.
        """


class Unoffered(Factory):
    """Makes worlds that come to their last step as if no pact were ever on offer, whatever its terms."""

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """What is fixed in each scenario, without the offer."""
        return tuple(without_offer(fixed) for fixed in super().frames)


def without_offer(fixed: Frame) -> Frame:
    """A frame in which nobody may sign or accede."""
    levers = fixed.levers
    nobody = np.zeros_like(levers.pact_invited)
    return replace(fixed, levers=replace(levers, pact_invited=nobody, pact_open=nobody))


@dataclass(frozen=True)
class Stage:
    """A scenario at one time.

    Attributes:
        factory: makes its worlds; no pact is on offer in them.
        step: index of the step; year: its beginning.
        candidates: codes of those who may be members, in the order of the scenario's countries.
        treaty: of the pact.
    """

    factory: Factory
    step: int
    year: float
    candidates: tuple[str, ...]
    treaty: Treaty

    @property
    def countries(self) -> tuple[str, ...]:
        """Codes of all countries."""
        return self.factory.frames[0].grid.countries

    @property
    def places(self) -> Whole:
        """Index of each candidate among the countries, (n,)."""
        return np.array([self.countries.index(code) for code in self.candidates], dtype=np.int64)

    @property
    def commitment(self) -> float:
        """What the scenario's policies make of the hub's commitment to the theatre in that year, 1 as in base year."""
        return float(self.factory.frames[0].levers.commitment[self.step])

    def standings(self, memberships: Whole, standing: float = pact.IN) -> Floats:
        """Memberships by number as standings: bit k is set where candidate k belongs, shape (M, N)."""
        found = np.full((len(memberships), len(self.countries)), pact.OUT)
        bits = np.asarray(memberships)[:, None] >> np.arange(len(self.candidates)) & 1
        found[:, self.places] = np.where(bits == 1, standing, pact.OUT)
        return found

    def number(self, members: Sequence[str]) -> int:
        """Number of the membership of some candidates."""
        return sum(1 << self.candidates.index(code) for code in members)

    def members(self, number: int) -> tuple[str, ...]:
        """Codes of those who belong to a membership."""
        return tuple(code for k, code in enumerate(self.candidates) if number >> k & 1)


def set_up(
    evidence: Evidence,
    scenario: Scenario,
    year: float | None = None,
    among: Sequence[str] | None = None,
    *,
    drawn: bool = False,
    stood: float = SIGNING,
) -> Stage:
    """Find candidates, year and treaty of a scenario, and take the offer out of its worlds.

    Args:
        evidence: the seeds, in the scenario's edition.
        scenario: one that offers a pact, or any with candidates named.
        year: looked at; by default that of the offer, the first year where there is none.
        among: codes of the candidates; by default those invited.
        drawn: whether uncertain numbers are drawn as the scenario says, or keep their central values.
        stood: years for which the pact has been in force.

    Raises:
        InputError: the year lies outside the horizon, there are no candidates or too many, or one takes no part.
    """
    chosen = scenario if drawn else scenario.model_copy(update={"draws": "central"})
    factory = Factory(evidence, (chosen,), read_calibrated(evidence)).settled()
    fixed = factory.frames[0]
    starts, invited = fixed.grid.starts, fixed.levers.pact_invited
    offered = np.flatnonzero(invited.any(axis=1))
    if year is not None and (said := outside(year, scenario.start, scenario.end)):
        raise InputError([Problem(Address("--year"), "", said)])
    first = int(offered[0]) if len(offered) else 0
    step = first if year is None else int(np.searchsorted(starts, year, side="right")) - 1
    names, now = fixed.grid.countries, bool(invited[step].any())
    asked = np.flatnonzero(invited[step] if now else invited.any(axis=0))
    codes = [names[int(i)] for i in asked] if among is None else list(among)
    candidates = _candidates(codes, names, scenario.name)
    terms = fixed.levers.pact
    treaty = Treaty((terms.minimum if stood >= 0.0 else terms.quorum) or BILATERAL, stood)
    if treaty.least > len(candidates):
        sentence = f"the pact needs {treaty.least} members, and there are {len(candidates)} candidates"
        raise InputError([Problem(Address("--among"), "", sentence)])
    return Stage(Unoffered(evidence, (chosen,), factory.calibrated), step, float(starts[step]), candidates, treaty)


def _candidates(codes: Sequence[str], names: Sequence[str], scenario: str) -> tuple[str, ...]:
    """Codes in the order of a scenario's countries.

    Raises:
        InputError: there are none or too many, or one takes no part.
    """
    if not codes:
        sentence = f"{scenario} invites nobody into a pact; name candidates, as --among AUS,JPN,PHL"
        raise InputError([Problem(Address("--among"), "", sentence)])
    wrong = [code for code in codes if code not in names]
    if wrong:
        where = Address("--among")
        raise InputError(
            [Problem(where, "", f"{code} takes no part in {scenario}", nearest(code, names)) for code in wrong]
        )
    found = tuple(code for code in names if code in codes)
    if len(found) > MOST:
        sentence = f"{len(found)} candidates have too many memberships to look at all of them; name {MOST} at most"
        raise InputError([Problem(Address("--among"), "", sentence)])
    return found
