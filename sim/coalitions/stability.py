"""Which memberships hold together: each notion of stability as a function of the payoffs.

Internal and external stability: d'Aspremont and others (1983, seeds `aspremont-1983`); consent to newcomers: Yi (1997,
`yi-1997`); strong equilibrium: Aumann (1959, `aumann-1959`); core: Chander and Tulkens (1997, `chander-tulkens-1997`).

Gains up to `TINY` count as none. Of a pact that stands a member pays to leave and an outsider to join (`Game.leaving`,
`Game.joining`), here as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from sim.coalitions import groups
from sim.coalitions.accession import Accession
from sim.coalitions.game import Game, belonging, sizes
from sim.coalitions.stage import Flags, Floats, Whole
from sim.engine.engines import COMPILER

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


def bound_together(game: Game, numbers: Whole) -> Flags:
    """Whether no group of members gains by leaving together, each of them less its price, of some memberships (m,)."""
    return _searched(groups.leaving, game, numbers)


def strongly_stable(game: Game, numbers: Whole) -> Flags:
    """Whether no group gains by changing together whether they belong, each of them, of some memberships (m,).

    Everybody else belongs or not as before: a strong equilibrium, Aumann (1959).
    """
    return _searched(groups.changing, game, numbers)


def in_core(game: Game, numbers: Whole) -> Flags:
    """Whether no group would each rather have a pact of its own, the others without one, or be without any, (m,).

    The core of a game in which a group that breaks away expects the rest to fall apart: the gamma core, Chander and
    Tulkens (1997), here without side payments, and without the prices of leaving and joining.
    """
    return _searched(groups.founding, game, numbers)


def _searched(search: Callable[..., None], game: Game, numbers: Whole) -> Flags:
    """Whether a search finds no group, of some memberships, (m,)."""
    found = np.zeros(len(numbers))
    if find_spec(COMPILER) is not None:
        from sim.coalitions.groups_compiled import SEARCHES

        search = SEARCHES[search]
    payoffs, prices = np.require(game.payoffs, requirements=["C", "A", "W"]), np.stack([game.leaving, game.joining])
    search(payoffs, prices, np.array(numbers, dtype=np.int64), 0, len(numbers), TINY, found)
    return np.asarray(found == 0.0)


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
    for flags, asked, holds in (
        (joint, inner, bound_together),
        (strong, stable, strongly_stable),
        (core, stable, in_core),
    ):
        numbers = np.flatnonzero(asked)
        flags[numbers] = holds(game, numbers)
    grand = bool(in_core(game, np.array([game.everybody]))[0])
    return Verdict(told, inner, outer, stable, joint, strong, core, grand)


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
