"""What was found of tipping points as tables of a result folder, and what else decides how they read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.tipping.response import Measured
from sim.tipping.study import Findings
from sim.tipping.vary import Varied

if TYPE_CHECKING:
    import pyarrow as pa

Rows = list[dict[str, Any]]


def tipping_tables(found: Findings) -> dict[str, pa.Table]:
    """The tables of a study; that of thresholds is left out where there is none."""
    import pyarrow as pa

    rows = {"response": response_rows(found), "thresholds": threshold_rows(found)}
    return {name: pa.Table.from_pylist(several) for name, several in rows.items() if several}


def response_rows(found: Findings) -> Rows:
    """The rows of the table `response`."""
    return [
        {"line": k, "second": _absent(line.second), **measured_row(point)}
        for k, line in enumerate(found.lines)
        for point in line.points
    ]


def measured_row(point: Measured) -> dict[str, Any]:
    """What the worlds say at one value."""
    one = point.estimate
    return {
        "value": _absent(point.value),
        "estimate": one.value,
        "ci_low": _absent(one.low),
        "ci_high": _absent(one.high),
        "holds": point.holds,
        "decided": point.decided,
        "worlds": one.worlds,
    }


def threshold_rows(found: Findings) -> Rows:
    """The rows of the table `thresholds`."""
    return [
        {
            "line": k,
            "second": _absent(line.second),
            "number": number,
            "threshold": one.value,
            "above": one.rises,
            "low": one.low,
            "high": one.high,
            "low_open": one.low_open,
            "high_open": one.high_open,
        }
        for k, line in enumerate(found.lines)
        for number, one in enumerate(line.crossings, start=1)
    ]


def options(found: Findings) -> dict[str, Any]:
    """What decides the tables besides the scenario, and what the worlds say of it as it stands."""
    question = found.question
    condition, against = question.condition, question.against
    return {
        "until": str(condition),
        "vary": [_varied(one) for one in question.varied],
        "points": question.points,
        "lines": len(found.lines),
        **({"against": against.resolved()} if against is not None else {}),
        "condition": {
            "words": condition.words,
            "measured": condition.measured,
            "unit": condition.unit,
            "bound": condition.bound.value,
            "limit": condition.limit,
            "above": condition.bound.operator in (">=", ">"),
            "shares": condition.shares,
        },
        "now": measured_row(found.now),
    }


def _varied(one: Varied) -> dict[str, Any]:
    return {
        "path": one.path,
        "low": one.low,
        "high": one.high,
        "whole": one.whole,
        "unit": one.unit,
        "meaning": one.meaning,
        "now": one.now,
        "drawn": list(one.drawn) if one.drawn else None,
    }


def _absent(value: float) -> float | None:
    return value if math.isfinite(value) else None
