"""All numbers of the evidence under one flat list of names, so that a world is a row of values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.draws.ranges import Keys, draw
from sim.evidence import Evidence, Parameter

Row = dict[str, float]
Floats = NDArray[np.float64]
Ranges = tuple[Sequence[str], Floats, Floats, Floats, NDArray[np.bool_]]

AT_ONCE = 1000  # worlds drawn at a time: some 15 MB for all uncertain numbers

COEFFICIENTS = ("law", "postures")
"""Groups of numbers that belong to the model and not to a country or place: what a calibration can learn about."""

GIVEN = ("law.pact_formation_prior", "law.posture_change_rate")
"""Coefficients that the base year alone reads: a prior that users set, and a rate that was read from the whole record.

No calibration moves them, and a scenario that sets one has its base year anchored with it.
"""


def named(evidence: Evidence) -> Iterator[tuple[str, Parameter]]:
    """Every number with its full name: `law.decisiveness`, `countries.JPN.hub_trust`, `dyads.tie.AUS-JPN` ..."""
    for name, figure in evidence.law.items():
        yield f"law.{name}", figure
    for posture in evidence.postures.values():
        for name, figure in posture.attributes.items():
            yield f"postures.{posture.name}.{name}", figure
    for group, members in (("countries", evidence.countries), ("powers", evidence.powers)):
        for code, member in members.items():
            for name, figure in member.parameters.items():
                yield f"{group}.{code}.{name}", figure
    for key, place in evidence.flashpoints.items():
        for name, figure in place.parameters.items():
            yield f"flashpoints.{key}.{name}", figure
        for part in ("claims", "exposure", "distance"):
            for code, figure in getattr(place, part).items():
                yield f"flashpoints.{key}.{part}.{code}", figure
    for name, body in evidence.bodies.items():
        if body.depth:
            yield f"institutions.{name}.depth", body.depth
    for part in ("distance_km", "mistrust", "tie"):
        for (first, second), figure in getattr(evidence.dyads, part).items():
            yield f"dyads.{part}.{first}-{second}", figure


@dataclass(frozen=True)
class Table:
    """Names and ranges of all numbers, K of them."""

    figures: Mapping[str, Parameter]

    @classmethod
    def of(cls, evidence: Evidence) -> Table:
        """Flatten the evidence."""
        return cls(dict(named(evidence)))

    @cached_property
    def uncertain(self) -> tuple[str, ...]:
        """Names of the numbers whose range has a width."""
        return tuple(name for name, f in self.figures.items() if f.low < f.high)

    @cached_property
    def central(self) -> Row:
        """The values taken."""
        return {name: float(f.value) for name, f in self.figures.items()}

    @cached_property
    def coefficients(self) -> tuple[str, ...]:
        """Names of the uncertain numbers that a calibration can learn about."""
        return tuple(n for n in self.uncertain if n.split(".", 1)[0] in COEFFICIENTS and n not in GIVEN)

    def drawn(self, own: Keys, fitted: Keys, names: Sequence[str]) -> NDArray[np.float64]:
        """Values that `row` draws for some of the uncertain numbers in many worlds; shape (worlds, names).

        Args:
            own: seed, and the ids of the worlds; shape (worlds,).
            fitted: the same for their coefficients, which are those drawn for other worlds under a posterior.
            names: of uncertain numbers.
        """
        values = np.empty((len(own.ids), len(names)))
        for keys, (chosen, ranges) in zip((own, fitted), self._parts(tuple(names)), strict=True):
            for first in range(0, len(own.ids), AT_ONCE):
                ids = keys.ids[first : first + AT_ONCE, None]
                values[first : first + AT_ONCE, chosen] = draw(Keys(keys.seed, ids), *ranges)
        return values

    def _parts(self, names: tuple[str, ...]) -> tuple[tuple[list[int], Ranges], tuple[list[int], Ranges]]:
        """Positions and ranges of those among some names that are no coefficients, and of those that are."""
        if names == self.uncertain:
            return self._all_parts
        return self._part(names, learnt=False), self._part(names, learnt=True)

    @cached_property
    def _all_parts(self) -> tuple[tuple[list[int], Ranges], tuple[list[int], Ranges]]:
        return self._part(self.uncertain, learnt=False), self._part(self.uncertain, learnt=True)

    def _part(self, names: tuple[str, ...], *, learnt: bool) -> tuple[list[int], Ranges]:
        apart = set(self.coefficients)
        chosen = [k for k, name in enumerate(names) if (name in apart) == learnt]
        figures = [self.figures[names[k]] for k in chosen]
        low, mode, high = (np.array([getattr(f, end) for f in figures], float) for end in ("low", "value", "high"))
        even = np.array([f.draw == "uniform" for f in figures], np.bool_)
        return chosen, ([names[k] for k in chosen], low, mode, high, even)

    def row(self, own: Keys, fitted: Keys) -> Row:
        """Values of one world, drawn from the ranges; keys are those of one world each, as for `drawn`."""
        values = self.drawn(own, fitted, self.uncertain)[0]
        return {**self.central, **dict(zip(self.uncertain, values.tolist(), strict=True))}
