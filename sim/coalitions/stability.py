"""Which memberships hold together: each notion of stability as a function of the payoffs.

Internal and external stability: d'Aspremont and others (1983, seeds `aspremont-1983`); consent to newcomers: Yi (1997,
`yi-1997`); strong equilibrium: Aumann (1959, `aumann-1959`); core: Chander and Tulkens (1997, `chander-tulkens-1997`).

Gains up to `TINY` count as none. Of a pact that stands a member pays to leave and an outsider to join (`Game.leaving`,
`Game.joining`), here as everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.coalitions.accession import Accession
from sim.coalitions.game import Game, belonging, sizes
from sim.coalitions.stage import Flags, Floats, Whole

TINY = 1e-9
"""Per cent of GDP a year up to which nobody gains."""


@dataclass(frozen=True)
class Verdict:
    """What holds of each membership, shape (2^n,) each; `core` and `strong` imply `stable`.

    Attributes:
        in_force: it is a pact, or the membership of nobody.
        internal: nobody gains by leaving alone.
        external: nobody gains by joining alone, or those inside would not have it.
        stable: both, in force: self-enforcing.
        joint: no group gains by leaving together, each of them.
        strong: no group gains by signing or leaving together, each of them.
        core: no group would each rather have a pact of its own, or none.
        grand: the same of the membership of all, stable or not.
    """

    in_force: Flags
    internal: Flags
    external: Flags
    stable: Flags
    joint: Flags
    strong: Flags
    core: Flags
    grand: bool


def moves(game: Game) -> Floats:
    """What each candidate gains by leaving or joining alone, % of GDP a year, shape (2^n, n).

    It is v(S - i) - v(S) less the price of leaving for a member, v(S + i) - v(S) less that of joining for others.
    """
    n = game.count
    numbers, inside = np.arange(1 << n), belonging(n)
    gains = np.empty_like(game.payoffs)
    for k in range(n):
        price = np.where(inside[:, k], game.leaving[k], game.joining[k])
        gains[:, k] = game.payoffs[numbers ^ (1 << k), k] - game.payoffs[:, k] - price
    return gains


def internal(game: Game) -> Flags:
    """Whether no member gains by leaving alone, (2^n,): internal stability, d'Aspremont and others (1983)."""
    return np.asarray(~((moves(game) > TINY) & belonging(game.count)).any(axis=1))


def external(game: Game, accession: Accession = Accession.open) -> Flags:
    """Whether no outsider gains by joining alone, (2^n,): external stability, d'Aspremont and others (1983).

    Args:
        game: the game.
        accession: outsiders whom a majority, or any, of the members would lose by are not let in (exclusive
            membership, Yi 1997). A pact that does not exist yet lets everybody in.
    """
    n = game.count
    numbers, inside, alive = np.arange(1 << n), belonging(n), in_force(game)
    wanting = (moves(game) > TINY) & ~inside
    if accession != Accession.open:
        for k in range(n):
            refused = kept_out(game.payoffs, game.payoffs[numbers | (1 << k)], inside, accession)
            wanting[:, k] &= ~(refused & alive)
    return np.asarray(~wanting.any(axis=1))


def kept_out(now: Floats, then: Floats, inside: Flags, accession: Accession) -> Flags:
    """Whether the members of pacts in force would not have somebody join, shape (...).

    Args:
        now: payoffs under the memberships, shape (..., n).
        then: under the same with a newcomer, shape (..., n).
        inside: who belongs before that, shape (..., n).
        accession: who has to agree; members whom it harms do not.
    """
    harmed = ((then < now - TINY) & inside).sum(axis=-1)
    if accession == Accession.open:
        return np.zeros(harmed.shape, dtype=np.bool_)
    return np.asarray(harmed > (0 if accession == Accession.unanimous else inside.sum(axis=-1) // 2))


def in_force(game: Game) -> Flags:
    """Whether there are members enough, (2^n,)."""
    found: Flags = sizes(game.count) >= game.least
    return found


def bound_together(game: Game, number: int) -> bool:
    """Whether no group of members gains by leaving together, each of them less its price."""
    members = np.array([k for k in range(game.count) if number >> k & 1], dtype=np.int64)
    if not len(members):
        return True
    groups = np.arange(1, 1 << len(members))
    chosen = belonging(len(members))[1:]
    left = number ^ (chosen * (1 << members)).sum(axis=1)
    gains = game.payoffs[left][:, members] - game.payoffs[number, members] - game.leaving[members] > TINY
    return not bool((gains | ~chosen).all(axis=1)[: len(groups)].any())


def strongly_stable(game: Game, number: int) -> bool:
    """Whether no group gains by changing together whether they belong, each of them: strong equilibrium, Aumann (1959).

    Everybody else belongs or not as before.
    """
    inside = belonging(game.count)
    own = inside[number]
    gains = game.payoffs - game.payoffs[number] - np.where(own, game.leaving, game.joining) > TINY
    changed = inside != own
    return not bool(((gains | ~changed).all(axis=1) & changed.any(axis=1)).any())


def in_core(game: Game, number: int) -> bool:
    """Whether no group would each rather have a pact of its own, the others without one, or be without any.

    The core of a game in which a group that breaks away expects the rest to fall apart: the gamma core, Chander and
    Tulkens (1997), here without side payments.
    """
    gains = game.payoffs - game.payoffs[number] > TINY
    inside = belonging(game.count)
    return not bool(((gains | ~inside).all(axis=1) & inside.any(axis=1)).any())


def judge(game: Game, accession: Accession = Accession.open) -> Verdict:
    """What holds of each membership.

    `joint` is looked at where nobody gains by leaving alone, `strong` and `core` where the membership is stable: they
    ask for more, or are told of these only. With open accession the stable memberships are the Nash equilibria of
    signing, those aside in which too few sign for any one of them to matter.
    """
    alive = in_force(game)
    none = np.arange(len(alive)) == 0
    told = alive | none
    inner, outer = internal(game) & told, external(game, accession) & told
    stable = inner & outer
    joint, strong, core = (np.zeros_like(stable) for _ in range(3))
    for number in np.flatnonzero(inner).tolist():
        joint[number] = bound_together(game, number)
    for number in np.flatnonzero(stable).tolist():
        strong[number], core[number] = strongly_stable(game, number), in_core(game, number)
    return Verdict(told, inner, outer, stable, joint, strong, core, in_core(game, game.everybody))


@dataclass(frozen=True)
class Exit:
    """One that leaves.

    Attributes:
        who: index of the candidate; number: of the membership that it leaves.
        gain: its own, % of GDP a year.
    """

    who: int
    number: int
    gain: float


def unravelled(game: Game, number: int) -> list[Exit]:
    """Who leaves a membership, one after another, each time the one that gains most by it, until nobody does.

    It ends when too few are left for a pact.
    """
    gains, found = moves(game), list[Exit]()
    while number.bit_count() >= game.least:
        own = {k: float(gains[number, k]) for k in range(game.count) if number >> k & 1}
        who = max(own, key=lambda k: own[k])
        if own[who] <= TINY:
            break
        found.append(Exit(who, number, own[who]))
        number ^= 1 << who
    return found


def numbers_of(flags: Flags) -> Whole:
    """Numbers of the memberships of which something holds, the largest first."""
    found: Whole = np.flatnonzero(flags)
    order = np.lexsort((found, -np.bitwise_count(found).astype(np.int64)))
    return found[order]
