"""How much the hub has to commit to the theatre for a membership to hold together.

More is not always better: a hub that commits more also serves those who stay out. So a grid is looked at first, then
each place between two of its points where the answer changes is narrowed down by bisection. Trust in the hub, which
follows what it commits over the years, stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.analysis.crossings import crossings, grid
from sim.analysis.crossings import spans as crossed
from sim.coalitions.accession import Accession
from sim.coalitions.game import Game, summed
from sim.coalitions.stability import TINY, kept_out
from sim.coalitions.stage import Stage, World
from sim.results.coalitions import MOST_COMMITMENT

_GRID = 80
_HALVINGS = 20

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Answer:
    """Whether something holds at a value, which in one world is beyond doubt."""

    value: float
    holds: bool
    decided: bool = True


@dataclass(frozen=True)
class Commitment:
    """The hub's commitments to the theatre, relative to the base year, at which a membership holds together.

    Attributes:
        number: of the membership.
        internal: spans in which nobody gains by leaving alone, lowest first.
        stable: spans in which nobody gains by joining alone either.
    """

    number: int
    internal: tuple[Span, ...]
    stable: tuple[Span, ...]

    @property
    def least(self) -> float:
        """The smallest at which it is stable; not a number where there is none up to `MOST_COMMITMENT`."""
        return self.stable[0][0] if self.stable else float("nan")


def needed(
    stage: Stage,
    world: World,
    game: Game,
    number: int,
    accession: Accession = Accession.open,
    *,
    law_alone: bool = False,
) -> Commitment:
    """Find the commitments at which a membership holds together, between none and `MOST_COMMITMENT`.

    Args:
        stage: the scenario.
        world: of it.
        game: of that world.
        number: of the membership.
        accession: see `stability.external`.
        law_alone: as the game was played.
    """
    known: dict[float, tuple[bool, bool]] = {}

    def holds(commitment: float) -> tuple[bool, bool]:
        if commitment not in known:
            known[commitment] = _holds(stage, world, game, number, accession, commitment, law_alone=law_alone)
        return known[commitment]

    internal = spans(lambda c: holds(c)[0])
    return Commitment(number, internal, spans(lambda c: all(holds(c))))


def spans(holds: Callable[[float], bool], most: float = MOST_COMMITMENT) -> tuple[Span, ...]:
    """Spans of a number from 0 to `most` in which something holds; one narrower than the grid may be missed."""
    points, found = crossings(lambda c: _Answer(c, holds(c)), grid(0.0, most, _GRID + 1), halvings=_HALVINGS)
    return tuple((0.0 if low is None else low, most if high is None else high) for low, high in crossed(points, found))


def _holds(
    stage: Stage, world: World, game: Game, number: int, accession: Accession, commitment: float, *, law_alone: bool
) -> tuple[bool, bool]:
    """Whether a membership is internally and externally stable under a commitment."""
    n = game.count
    own = np.arange(n)
    standings = stage.standings(np.array([number, *(number ^ (1 << k) for k in range(n))]))
    values = summed(world.weigh(standings, stage.treaty, commitment).terms[:, stage.places], law_alone=law_alone)
    inside = number >> own & 1 == 1
    gains = values[1 + own, own] - values[0] - np.where(inside, game.leaving, game.joining) > TINY
    enough = number.bit_count() >= game.least
    if enough:
        gains &= inside | ~kept_out(values[0], values[1:], inside, accession)
    return enough and not bool((gains & inside).any()), not bool((gains & ~inside).any())
