"""What was found of coalitions as tables of a result folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.coalitions.findings import NOTIONS, Findings
from sim.coalitions.stability import numbers_of
from sim.coalitions.stage import Whole
from sim.law.types import Terms

if TYPE_CHECKING:
    import pyarrow as pa

Rows = list[dict[str, Any]]

FEW = 1 << 12
"""Memberships up to which the worth of each to each candidate is told."""


def coalition_tables(found: Findings) -> dict[str, pa.Table]:
    """The tables of a study; those without a row are left out."""
    import pyarrow as pa

    rows = {
        "worths": worth_rows(found),
        "candidates": candidate_rows(found),
        "reasons": reason_rows(found),
        "commitments": commitment_rows(found),
    }
    tables = {name: pa.Table.from_pylist(several) for name, several in rows.items() if several}
    return {"memberships": _memberships(found), **tables}


def told(found: Findings) -> list[int]:
    """Memberships told closely: all where they are few, else those stable in some world, and three more."""
    stage = found.stage
    everybody = (1 << len(stage.candidates)) - 1
    if everybody < FEW:
        return [int(number) for number in real(found)]
    stable = numbers_of(found.holds["stable"] > 0.0).tolist()
    return list(dict.fromkeys([*stable, found.question.close, everybody, 0]))


def real(found: Findings) -> Whole:
    """Numbers of the memberships that make a pact, and of nobody."""
    numbers = np.arange(len(found.worth))
    return np.asarray(numbers[(np.bitwise_count(numbers) >= found.stage.treaty.least) | (numbers == 0)])


def _memberships(found: Findings) -> pa.Table:
    import pyarrow as pa

    numbers = real(found)
    return pa.table(
        {
            "membership": numbers,
            "members": [", ".join(found.stage.members(int(number))) for number in numbers],
            "size": np.bitwise_count(numbers).astype(np.int64),
            **{name: found.holds[name][numbers] for name in NOTIONS},
            "worth": found.worth[numbers],
            "crises": found.crises[numbers],
        }
    )


def membership_row(found: Findings, number: int) -> dict[str, Any]:
    """A membership with its worth to each candidate."""
    stage, n = found.stage, len(found.stage.candidates)
    return {
        "members": list(stage.members(number)),
        **{name: float(found.holds[name][number]) for name in NOTIONS},
        "worth": float(found.worth[number]),
        "crises": float(found.crises[number]),
        "worths": {stage.candidates[k]: float(found.payoffs[number, k]) for k in range(n)},
        "moves": {stage.candidates[k]: float(found.moves[number, k]) for k in range(n)},
    }


def worth_rows(found: Findings) -> Rows:
    """The rows of the table `worths`."""
    return [
        {
            "membership": number,
            "country": code,
            "member": bool(number >> k & 1),
            "worth": float(found.payoffs[number, k]),
            "move": float(found.moves[number, k]),
        }
        for number in told(found)
        for k, code in enumerate(found.stage.candidates)
    ]


def candidate_rows(found: Findings) -> Rows:
    """The rows of the table `candidates`."""
    names = found.stage.factory.evidence.countries
    low, high = np.quantile(found.shapley, [0.05, 0.95], axis=0)
    return [
        {
            "country": code,
            "name": names[code].name,
            "order": k,
            "held": found.held[k],
            "output": float(found.output[k]),
            "shapley": float(found.shapley[:, k].mean()),
            "shapley_low": float(low[k]),
            "shapley_high": float(high[k]),
            "pivotal": float(found.pivotal[:, k].mean()),
            "leaves_first": float(found.first[k]),
        }
        for k, code in enumerate(found.stage.candidates)
    ]


def reason_rows(found: Findings) -> Rows:
    """The rows of the table `reasons`."""
    return [
        {"country": code, "term": term, "change": float(found.reasons[k, c])}
        for k, code in enumerate(found.stage.candidates)
        for c, term in enumerate(Terms._fields)
    ]


def commitment_rows(found: Findings) -> Rows:
    """The rows of the table `commitments`."""
    return [
        {"world": world, "notion": notion, "low": low, "high": high}
        for world, one in zip(found.question.replicates, found.commitments, strict=True)
        for notion in ("internal", "stable")
        for low, high in getattr(one, notion)
    ]
