"""All numbers of the evidence under one flat list of names, so that a world is a row of values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.draws.ranges import draw
from sim.evidence import Evidence, Parameter

Row = dict[str, float]

AT_ONCE = 1000  # worlds drawn at a time: some 15 MB for all uncertain numbers


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
    def _bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
        rows = [self.figures[name] for name in self.uncertain]
        low, mode, high = (np.array([getattr(f, k) for f in rows], dtype=float) for k in ("low", "value", "high"))
        return low, mode, high, np.array([f.draw == "uniform" for f in rows])

    def drawn(self, seed: int, replicates: NDArray[np.int64], names: Sequence[str]) -> NDArray[np.float64]:
        """Values that `row` draws for some of the uncertain numbers in many worlds; shape (worlds, names)."""
        chosen = [self.uncertain.index(name) for name in names]
        values = np.empty((len(replicates), len(names)))
        low, mode, high = (bound[chosen] for bound in self._bounds[:3])
        even = self._bounds[3][chosen]
        for first in range(0, len(replicates), AT_ONCE):
            part = slice(first, first + AT_ONCE)
            values[part] = draw(seed, replicates[part, None], names, low, mode, high, even)
        return values

    def row(self, seed: int, replicate: int, drawn: bool) -> Row:
        """Values of one world: drawn from the ranges, or the central ones."""
        if not drawn:
            return self.central
        low, mode, high, even = self._bounds
        values = draw(seed, replicate, self.uncertain, low, mode, high, even)
        return {**self.central, **dict(zip(self.uncertain, values.tolist(), strict=True))}
