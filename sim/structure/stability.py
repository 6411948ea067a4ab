"""Stability of a network of alliances against war (Jackson and Nei 2015, seeds `jackson-nei-2015`).

Country i has a strength M_i >= 0; M(C) adds up those of C; N_i(g) are the allies of i in the network g. As used here:

- An attack on i is led by a country j other than i; a coalition C of j and allies of j, not i, takes part. It
  succeeds if M(C) > gamma M(D), where D is i and its allies that are not in C, and gamma > 0 the advantage of the
  defence (above 1) or of the offence (below 1).
- Every k in C must gain. Spoils E_i > 0, what is to be had of i net of the costs of war, go to the members of C in
  equal parts; a member that is i's ally loses what trade with i is worth to it, w_ki. It gains if E_i / |C| > w_ki
  (w_ki counting as 0 where k and i are not allied).
- i is vulnerable in g if some attack on it succeeds from which all its attackers gain.
- g is stable against war, and with trade stable against war and trade, if
  S1 no country is vulnerable in g;
  S2 for no pair j, k without an alliance is any country vulnerable in g + jk, nor would both j and k gain by the
     alliance itself (w_jk > 0 and w_kj > 0);
  S3 for no alliance jk would j or k gain by ending it: w_jk >= 0, or j is vulnerable in g - jk; and so for k.

Here w_ij is what the alliance with j is worth to i a year, trade less the cost of the alliance. Without trade w is that
cost with its sign turned, below 0 for all: then every member of a coalition gains whatever the spoils, and S3 says that
both allies would be vulnerable without the alliance. Their first theorem holds then: of three countries or more, no
network with an alliance is stable, whatever the strengths, gamma, costs and spoils. Its reason: if j is vulnerable in
g - jk but not in g, k has left the defenders, and the attackers can win k over in g or in g plus one alliance. Trade
is additive over partners here, which is one case of their general utility u_i(g).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.structure.landscape import Flags, Floats

Indices = tuple[int, ...]


@dataclass(frozen=True)
class Trade:
    """What trade adds.

    Attributes:
        worth: w_ij, what an alliance with j is worth to i, trade less the alliance's cost, shape (n, n).
        spoils: E_i, what is to be had of i net of the costs of war, in the same unit, above 0, shape (n,).
    """

    worth: Floats
    spoils: Floats


@dataclass(frozen=True, slots=True)
class Attack:
    """The strongest attack on a country by one leader from which all its attackers gain.

    Attributes:
        target, leader: indices.
        coalition: indices of those that attack, the leader among them.
        ratio: strength of the attackers to that of the defenders; it succeeds above gamma.
    """

    target: int
    leader: int
    coalition: Indices
    ratio: float


@dataclass(frozen=True, slots=True)
class Change:
    """An alliance made or ended, and what would follow.

    Attributes:
        pair: indices of the two.
        victims: those vulnerable then, of an alliance ended among the two alone.
        gainers: those of the two that would gain by the change itself.
    """

    pair: tuple[int, int]
    victims: Indices
    gainers: Indices


@dataclass(frozen=True)
class Network:
    """Countries with strengths and alliances.

    Attributes:
        strengths: M_i, at least 0, shape (n,).
        allied: whether two are allies, symmetric with a diagonal of False, shape (n, n).
        gamma: advantage of the defence, above 0.
        trade: None where there is none.
    """

    strengths: Floats
    allied: Flags
    gamma: float = 1.0
    trade: Trade | None = None

    @cached_property
    def ratios(self) -> Floats:
        """Strength of attackers to defenders, target by leader, shape (n, n); -inf where the leader gains in none.

        Without trade everybody joins whom the leader can bring, for one more never weakens an attack.
        """
        n = len(self.strengths)
        if self.trade is not None:
            found = np.full((n, n), -np.inf)
            for target in range(n):
                for leader in range(n):
                    if (made := self.attack(target, leader)) is not None:
                        found[target, leader] = made.ratio
            return found
        near = self.allied | np.eye(n, dtype=np.bool_)
        attackers = near @ self.strengths - near.T * self.strengths[:, None]
        defenders = self.strengths[:, None] + (self.allied * self.strengths) @ (~near).T.astype(np.float64)
        ratios = _ratio(attackers, defenders)
        np.fill_diagonal(ratios, -np.inf)
        return ratios

    @cached_property
    def vulnerable(self) -> Flags:
        """Whether each country is vulnerable, shape (n,)."""
        return np.asarray((self.ratios > self.gamma).any(axis=1))

    def attack(self, target: int, leader: int) -> Attack | None:
        """The strongest attack by one leader on a target; None when the leader gains in none, or is the target."""
        if target == leader:
            return None
        pool = self.allied[leader].copy()
        pool[leader], pool[target] = True, False
        everyone = np.flatnonzero(pool)
        if self.trade is None:
            return self._attack(target, leader, everyone)
        losses = np.where(self.allied[target], self.trade.worth[:, target], 0.0)
        # one that leaves the defenders counts twice
        brought = self.strengths * np.where(self.allied[target], 1.0 + self.gamma, 1.0)
        best: Attack | None = None
        for size in range(1, len(everyone) + 1):
            willing = everyone[losses[everyone] < self.trade.spoils[target] / size]
            others = willing[willing != leader]
            if len(others) == len(willing) or len(willing) < size:
                continue
            strongest = others[np.argsort(-brought[others], kind="stable")][: size - 1]
            made = self._attack(target, leader, np.sort(np.append(strongest, leader)))
            best = made if best is None or made.ratio > best.ratio else best
        return best

    def linked(self, pair: tuple[int, int], allied: bool) -> Network:
        """The network with an alliance made or ended."""
        after = self.allied.copy()
        after[pair] = after[pair[::-1]] = allied
        return replace(self, allied=after)

    def additions(self) -> tuple[Change, ...]:
        """Alliances that are not there: whom each would make vulnerable, and who would gain by it (S2)."""
        found = []
        for pair in _pairs(~self.allied):
            fresh = self.linked(pair, True).vulnerable & ~self.vulnerable
            gainers = tuple(i for i, j in (pair, pair[::-1]) if self.trade is not None and self.trade.worth[i, j] > 0.0)
            found.append(Change(pair, tuple(np.flatnonzero(fresh).tolist()), gainers))
        return tuple(found)

    def deletions(self) -> tuple[Change, ...]:
        """Alliances that are there: which of the two each protects, and who would gain by ending it (S3)."""
        found = []
        for pair in _pairs(self.allied):
            bare = self.linked(pair, False).vulnerable
            victims = tuple(i for i in pair if bare[i])
            kept = [i for i, j in (pair, pair[::-1]) if self.trade is not None and self.trade.worth[i, j] >= 0.0]
            found.append(Change(pair, victims, tuple(i for i in pair if i not in victims and i not in kept)))
        return tuple(found)

    def _attack(self, target: int, leader: int, coalition: NDArray[np.int64]) -> Attack:
        staying = self.allied[target].copy()
        staying[coalition], staying[target] = False, True
        ratio = _ratio(self.strengths[coalition].sum(), self.strengths[staying].sum())
        return Attack(target, leader, tuple(coalition.tolist()), float(ratio))


@dataclass(frozen=True)
class Verdict:
    """Whether a network is stable, and what speaks against it.

    Attributes:
        attacks: of each leader on each target the strongest, by ratio; where the leader gains in none there is none.
        vulnerable: indices of the vulnerable countries.
        additions: alliances whose making upsets it: somebody becomes vulnerable, or both gain.
        deletions: alliances that one of the two gains by ending.
    """

    attacks: tuple[Attack, ...]
    vulnerable: Indices
    additions: tuple[Change, ...]
    deletions: tuple[Change, ...]

    @property
    def stable(self) -> bool:
        """Whether S1, S2 and S3 hold."""
        return not (self.vulnerable or self.additions or self.deletions)


def judge(network: Network) -> Verdict:
    """Hold a network against S1, S2 and S3."""
    everyone = range(len(network.strengths))
    strongest = [network.attack(target, leader) for target in everyone for leader in everyone]
    return Verdict(
        tuple(sorted((made for made in strongest if made is not None), key=lambda made: -made.ratio)),
        tuple(np.flatnonzero(network.vulnerable).tolist()),
        tuple(change for change in network.additions() if change.victims or len(change.gainers) == len(change.pair)),
        tuple(change for change in network.deletions() if change.gainers),
    )


def _ratio(attackers: Any, defenders: Any) -> Floats:
    """Attackers to defenders; infinite against none, 0 where there is nobody at all."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(defenders > 0.0, attackers / defenders, np.where(attackers > 0.0, np.inf, 0.0))
    return found


def _pairs(among: Flags) -> list[tuple[int, int]]:
    """Pairs marked in a symmetric matrix, each once."""
    return [(int(i), int(j)) for i, j in np.argwhere(np.triu(among, 1))]
