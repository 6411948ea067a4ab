"""The terms of a pact on offer, with the law's own where the treaty says nothing."""

from __future__ import annotations

from typing import NamedTuple

from sim.law.types import Weights
from sim.policy.levers import PactTerms


class Pact(NamedTuple):
    """Terms of the pact on offer in one world; units as in `PactTerms`."""

    quorum: int
    minimum: int
    preparedness: float
    exit_price: float
    notice: float


def settled(terms: PactTerms, w: Weights) -> Pact:
    """The treaty's terms, with the law's own where the text says nothing."""

    def own(said: float | None, otherwise: float) -> float:
        return otherwise if said is None else said

    return Pact(
        quorum=terms.quorum,
        minimum=terms.minimum,
        preparedness=own(terms.preparedness, w.pact_preparedness),
        exit_price=own(terms.exit_price, w.pact_exit_price),
        notice=own(terms.notice, w.pact_notice),
    )
