"""Groups that gain by moving together: every one is tried, of each membership asked for.

Written for a compiler, which takes it as it stands; without one it runs as plain Python.
"""

from __future__ import annotations

from typing import Any


def leaving(payoffs: Any, prices: Any, numbers: Any, first: int, last: int, tiny: float, found: Any) -> None:
    """Look for groups of members that gain by leaving together, each of them less its price.

    Args:
        payoffs: to each candidate of each membership, shape (2^n, n).
        prices: of leaving and of joining, shape (2, n).
        numbers: of the memberships asked for, (m,).
        first: position among them to begin with.
        last: position to end before.
        tiny: up to which nobody gains.
        found: written at the same positions: 1 where there is such a group, else 0, (m,).
    """
    n = payoffs.shape[1]
    for s in range(first, last):
        own, found[s] = numbers[s], 0.0
        group = own
        while group > 0 and found[s] == 0.0:
            left, all_gain = own ^ group, 1.0
            for k in range(n):
                if (group >> k) & 1 == 1 and not payoffs[left, k] - payoffs[own, k] - prices[0, k] > tiny:
                    all_gain = 0.0
                    break
            found[s] = all_gain
            group = (group - 1) & own


def changing(payoffs: Any, prices: Any, numbers: Any, first: int, last: int, tiny: float, found: Any) -> None:
    """Look for groups that gain by changing together whether they belong, the others as before; see `leaving`."""
    n = payoffs.shape[1]
    for s in range(first, last):
        own, found[s] = numbers[s], 0.0
        for other in range(payoffs.shape[0]):
            group, all_gain = own ^ other, 1.0
            if group > 0:
                for k in range(n):
                    if (group >> k) & 1 == 1:
                        price = prices[0, k] if (own >> k) & 1 == 1 else prices[1, k]
                        if not payoffs[other, k] - payoffs[own, k] - price > tiny:
                            all_gain = 0.0
                            break
                if all_gain > 0.0:
                    found[s] = 1.0
                    break


def founding(payoffs: Any, prices: Any, numbers: Any, first: int, last: int, tiny: float, found: Any) -> None:
    """Look for groups that would each rather have a pact of their own, or none; prices play no part; see `leaving`."""
    n = payoffs.shape[1]
    for s in range(first, last):
        own, found[s] = numbers[s], 0.0
        for group in range(1, payoffs.shape[0]):
            all_gain = 1.0
            for k in range(n):
                if (group >> k) & 1 == 1 and not payoffs[group, k] - payoffs[own, k] > tiny:
                    all_gain = 0.0
                    break
            if all_gain > 0.0:
                found[s] = 1.0
                break
