"""Structural balance of a signed network: triads, and how far it is from two camps that are friends within.

A triad is balanced when the product of its signs is positive: the friend of a friend, or the enemy of an enemy, is a
friend (Heider 1946). A network is balanced when its actors fall into two camps, ties within positive and ties between
negative (Cartwright and Harary 1956). The frustration index is the least number of ties that stand against any two
camps (Harary 1959, the line index of balance): 0 where the network is balanced, at most half of its ties. With
strengths of 1 and the signs as propensities the energy of `sim.structure.landscape` is E = 2 (ties against the camps -
negative ties), so that its lowest minimum gives the index. Sources: seeds `heider-1946`, `cartwright-harary-1956`,
`harary-1959`, `davis-1967`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sim.structure.landscape import SAMPLES, Flags, Floats, Landscape, Progress, Whole, explore

Signs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors with ties between all of them.

    Attributes:
        members: names, in the order of the network.
        signs: of the ties first-second, first-third and second-third.
    """

    members: tuple[str, str, str]
    signs: tuple[int, int, int]

    @property
    def balanced(self) -> bool:
        """Whether the product of the signs is positive."""
        return self.signs[0] * self.signs[1] * self.signs[2] > 0

    @property
    def negative(self) -> int:
        """Negative ties in it; all three are unbalanced to Heider, and balanced to Davis (1967)."""
        return sum(sign < 0 for sign in self.signs)


@dataclass(frozen=True)
class Balance:
    """What can be said of a signed network of n actors.

    Attributes:
        actors: names.
        signs: 1, -1, or 0 where there is no tie; symmetric, shape (n, n).
        triads: all of them.
        index: least number of ties against two camps; an upper bound where it is not exact.
        exact: whether no part of the network has more than 20 actors.
        part: number of the connected part that each actor is in, 0 for one without ties, shape (n,).
        second: whether each actor is in camp 2 in camps that attain the index, shape (n,); the first of each part is
            in camp 1.
        camps: how many divisions into two camps attain the index, parts turned over not counted; those found, where
            it is not exact.
    """

    actors: tuple[str, ...]
    signs: Signs
    triads: tuple[Triad, ...]
    index: int
    exact: bool
    part: Whole
    second: Flags
    camps: int

    @property
    def positive(self) -> int:
        """Number of positive ties."""
        return int((self.signs > 0).sum()) // 2

    @property
    def negative(self) -> int:
        """Number of negative ties."""
        return int((self.signs < 0).sum()) // 2

    @property
    def against(self) -> tuple[tuple[int, int], ...]:
        """Ties that stand against the camps: negative within, positive between; as many as the index."""
        apart = self.second[:, None] != self.second[None, :]
        wrong = np.triu((apart & (self.signs > 0)) | (~apart & (self.signs < 0)))
        return tuple((int(a), int(b)) for a, b in np.argwhere(wrong))


def balance(
    actors: Sequence[str], signs: Signs, samples: int = SAMPLES, seed: int = 0, progress: Progress | None = None
) -> Balance:
    """Triads, frustration index and camps of a signed network.

    Args:
        actors: names.
        signs: 1, -1 or 0, symmetric with a diagonal of zeros, shape (n, n).
        samples: random camps to start from in a connected part of more than 20 actors.
        seed: of these.
        progress: told how many configurations were just looked at.
    """
    part = connected(signs)
    second = np.zeros(len(actors), dtype=np.bool_)
    index, camps, exact = 0, 1, True
    for number in range(1, int(part.max(initial=0)) + 1):
        inside = np.flatnonzero(part == number)
        own: Floats = signs[np.ix_(inside, inside)].astype(np.float64)
        land = explore([actors[int(i)] for i in inside], own, None, samples, seed, progress)
        lowest, ways = _lowest(land)
        second[inside] = lowest
        index += round(land.minima[0].energy / 2) + int((own < 0).sum()) // 2
        camps *= ways
        exact = exact and land.exact
    return Balance(tuple(actors), signs, triads(actors, signs), index, exact, part, second, camps)


def triads(actors: Sequence[str], signs: Signs) -> tuple[Triad, ...]:
    """All triads of a signed network, in the order of the actors."""
    found = []
    for i, j in combinations(range(len(actors)), 2):
        if signs[i, j]:
            for k in np.flatnonzero(signs[i] * signs[j]):
                if k > j:
                    values = (int(signs[i, j]), int(signs[i, k]), int(signs[j, k]))
                    found.append(Triad((actors[i], actors[j], actors[int(k)]), values))
    return tuple(found)


def connected(signs: Signs) -> Whole:
    """Number of the connected part of each actor, from 1 in the order of the actors; 0 for one without ties."""
    part = np.zeros(len(signs), dtype=np.int64)
    for start in range(len(signs)):
        if part[start] or not signs[start].any():
            continue
        inside = np.zeros(len(signs), dtype=np.bool_)
        inside[start] = True
        while True:
            wider = inside | (signs[inside] != 0).any(axis=0)
            if np.array_equal(wider, inside):
                break
            inside = wider
        part[inside] = part.max() + 1
    return part


def _lowest(land: Landscape) -> tuple[Flags, int]:
    """Camps of lowest energy, and how many divisions have it; energies are even integers here."""
    best = land.minima[0].energy
    if land.exact:
        return land.minima[0].second, int((land.energies == best).sum())
    return land.minima[0].second, sum(minimum.energy == best for minimum in land.minima)
