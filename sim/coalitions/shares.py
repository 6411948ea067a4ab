"""What candidates bring to a pact: the game with side payments, its Shapley value, and who is pivotal.

Shapley (1953, seeds `shapley-1953`); Shapley and Shubik (1954, `shapley-shubik-1954`).

The worth of a membership is what its members gain by their pact over no pact, added up in money, the other candidates
without one; the hub's own gain is no part of it, for the law has no payoff of the hub.
"""

from __future__ import annotations

from math import comb

import numpy as np

from sim.coalitions.game import Game, belonging, sizes
from sim.coalitions.stage import Floats

HALF = 0.5


def worth(game: Game) -> Floats:
    """Worth of each membership, bn USD a year, (2^n,).

    w(S) = sum over i in S of (v_i(S) - v_i(no pact)) x GDP_i / 100.
    """
    gains = np.where(belonging(game.count), (game.payoffs - game.payoffs[0]) * game.scale, 0.0)
    total = np.zeros(len(gains))
    for column in gains.T:
        total += column
    return total


def shapley(values: Floats) -> Floats:
    """Shapley value of each of n players (Shapley 1953): mean of what it adds over all orders of arrival, (n,).

    phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! x (w(S + i) - w(S)); it adds up to w(all) - w(nobody).

    Args:
        values: worth of each set of players, (2^n,); bit k of a number is set where player k is in.
    """
    n = len(values).bit_length() - 1
    weights = np.array([1.0 / (n * comb(n - 1, size)) for size in range(n)])[np.minimum(sizes(n), n - 1)]
    numbers, found = np.arange(1 << n), np.empty(n)
    for k in range(n):
        without = numbers[numbers >> k & 1 == 0]
        found[k] = weights[without] @ (values[without | (1 << k)] - values[without])
    return found


def reached(values: Floats) -> Floats:
    """The most that any set within each set is worth, (2^n,)."""
    n, most = len(values).bit_length() - 1, values.copy()
    numbers = np.arange(1 << n)
    for k in range(n):
        having = numbers[numbers >> k & 1 == 1]
        most[having] = np.maximum(most[having], most[having ^ (1 << k)])
    return most


def pivotal(values: Floats, share: float = HALF) -> Floats:
    """How often each player is the one whose arrival first brings what matters, over all orders of arrival, (n,).

    The index of Shapley and Shubik (1954) of the simple game that is won once some among those who have come could be
    worth `share` of the most that any set is worth. It adds up to 1, or is 0 for all where no set is worth anything.

    Args:
        values: worth of each set, (2^n,).
        share: see above.
    """
    most = reached(values)
    if most[-1] <= 0.0:
        return np.zeros(len(values).bit_length() - 1)
    return shapley(np.where(most >= share * most[-1], 1.0, 0.0))
