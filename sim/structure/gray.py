"""Every division of actors into two camps, one move apart from the last (Gray code), with energy and frustrations."""

from __future__ import annotations

from typing import Any


def walk(
    weights: Any, movers: Any, first: int, last: int, energies: Any, frustrations: Any, second: Any, own: Any
) -> None:
    """Walk through configurations, each of which differs from the one before by the camp of one actor.

    Configuration c puts `movers[k]` into camp 2 where bit k of c is set, and all others into camp 1. Step t of the walk
    visits c = t ^ (t >> 1), so that one step costs n additions instead of n^2. The first step sums afresh: rounding
    errors of numbers that are no integers do not outlive a call.

    Args:
        weights: s_i s_j p_ij, symmetric with a diagonal of zeros, shape (n, n).
        movers: actors whose camp changes, shape (k,).
        first: step to begin with.
        last: step to end before, at most 2^k.
        energies: written at c, shape (2^k,).
        frustrations: written at c, shape (2^k, n); they add up to the energy.
        second: scratch, whether each actor is in camp 2, shape (n,).
        own: scratch, the frustration of each actor, shape (n,).
    """
    n = weights.shape[0]
    for i in range(n):
        second[i], own[i] = False, 0.0
    number = first ^ (first >> 1)
    for k in range(movers.shape[0]):
        second[movers[k]] = (number >> k) & 1 == 1
    for i in range(n):
        for j in range(n):
            if second[i] != second[j]:
                own[i] += weights[i, j]
    for t in range(first, last):
        if t > first:
            k = 0
            while not (t >> k) & 1:
                k += 1
            number ^= 1 << k
            who = movers[k]
            alone = 0.0
            for j in range(n):
                if second[j] == second[who]:
                    own[j] += weights[who, j]
                    alone += weights[who, j]
                else:
                    own[j] -= weights[who, j]
            own[who] = alone  # those it has left
            second[who] = not second[who]
        energy = 0.0
        for j in range(n):
            frustrations[number, j] = own[j]
            energy += own[j]
        energies[number] = energy
