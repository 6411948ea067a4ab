"""What was found as tables of a result folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.advice.findings import LETTERS, Findings
from sim.advice.regret import TAIL
from sim.advice.space import told
from sim.results.advice import AS_IT_IS

if TYPE_CHECKING:
    import pyarrow as pa

Rows = list[dict[str, Any]]


def advice_tables(found: Findings) -> dict[str, pa.Table]:
    """The tables of a study."""
    import pyarrow as pa

    rows = {
        "tried": tried_rows(found),
        "settings": setting_rows(found),
        "front": front_rows(found),
        "regret": regret_rows(found),
    }
    return {name: pa.Table.from_pylist(several) for name, several in rows.items()}


def tried_rows(found: Findings) -> Rows:
    """The rows of the table `tried`."""
    whole = set(found.whole)
    means = [found.before, *found.means]
    return [
        {"candidate": k, "objective": one.text, "mean": float(means[k][o]), "front": k - 1 in whole}
        for k in range(len(means))
        for o, one in enumerate(found.objectives)
    ]


def setting_rows(found: Findings) -> Rows:
    """The rows of the table `settings`."""
    return [
        {
            "candidate": k + 1,
            "lever": lever.path,
            "label": lever.label,
            "order": order,
            "value": told(value),
            "place": lever.place(value),
        }
        for k, setting in enumerate(found.tried)
        for order, (lever, value) in enumerate(zip(found.maker.space.levers, setting, strict=True))
    ]


def front_rows(found: Findings) -> Rows:
    """The rows of the table `front`; the scenario as it is comes last."""
    m = len(found.members)
    mean, low, high = found.levels
    tail = np.quantile(found.regrets, TAIL, axis=2)
    none = float("nan")
    rows = []
    for k in range(m + 1):
        own = k < m
        for o, one in enumerate(found.objectives):
            moves = [float(part[k, o, 0]) for part in found.moves] if own else [none] * 3
            rows.append(
                {
                    "member": LETTERS[k] if own else AS_IT_IS,
                    "candidate": found.members[k] + 1 if own else 0,
                    "objective": one.text,
                    "label": one.label,
                    "unit": one.unit,
                    "kind": one.kind,
                    "order": o,
                    "searched": float(found.means[found.members[k], o] if own else found.before[o]),
                    "mean": float(mean[k, o]),
                    "low": float(low[k, o]),
                    "high": float(high[k, o]),
                    "difference": moves[0],
                    "difference_low": moves[1],
                    "difference_high": moves[2],
                    "regret": float(found.regrets[k, o].mean()) if own else none,
                    "regret_tail": float(tail[k, o]) if own else none,
                    "worst": float(found.relative[k, o].max()) if own else none,
                    "apart": bool(found.apart[o]),
                    "holds": bool(found.holds[k]) if own else False,
                    "chosen": own and k == found.choice,
                }
            )
    return rows


def regret_rows(found: Findings) -> Rows:
    """The rows of the table `regret`."""
    return [
        {
            "member": LETTERS[k],
            "objective": one.text,
            "number": state.number,
            "third": state.third,
            "number_low": state.low,
            "number_high": state.high,
            "worlds": int(state.chosen.sum()),
            "mean": float(found.fresh[k, o][state.chosen].mean()),
            "shortfall": float(found.shortfalls[k, o, s]),
            "relative": float(found.relative[k, o, s]),
            "difference": float(found.moves[0, k, o, s]),
            "difference_low": float(found.moves[1, k, o, s]),
            "difference_high": float(found.moves[2, k, o, s]),
            "fails": bool(found.fails[k, o, s]),
        }
        for k in range(len(found.members))
        for o, one in enumerate(found.objectives)
        for s, state in enumerate(found.states)
    ]


def member_row(found: Findings, k: int) -> dict[str, Any]:
    """A member of the front with its levers, for a machine."""
    levers = zip(found.maker.space.levers, found.tried[found.members[k]], strict=True)
    return {"member": LETTERS[k], "levers": {lever.path: value for lever, value in levers}}
