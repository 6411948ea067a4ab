"""What was found of a network as tables of a result folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.structure.balance import Balance
from sim.structure.landscape import Flags, Floats, Landscape, Minimum
from sim.structure.stability import Change, Network, Verdict
from sim.structure.study import Source

if TYPE_CHECKING:
    import pyarrow as pa

Rows = list[dict[str, Any]]


def landscape_tables(source: Source, strengths: Floats, propensities: Floats, land: Landscape) -> dict[str, pa.Table]:
    """The tables of a landscape."""
    import pyarrow as pa

    lowest = land.minima[0].second
    apart = lowest[:, None] != lowest[None, :]
    columns = {
        "configuration": np.arange(len(land.energies)),
        "camps": _digits(land.second),
        "energy": land.energies,
        "minimum": land.low,
        "ends": land.ends + 1,
        **{f"frustration.{name}": land.frustrations[:, i] for i, name in enumerate(land.actors)},
    }
    return {
        "actors": _actors(source, land.actors, strengths, lowest + 1),
        "pairs": _pairs(
            land.actors, propensities, "propensity", (apart == (propensities > 0.0)) & (propensities != 0.0)
        ),
        "landscape": pa.table(columns),
        "minima": pa.Table.from_pylist(minima_rows(land, source.sides)),
    }


def minima_rows(land: Landscape, sides: Floats | None) -> Rows:
    """The rows of the table `minima`."""
    return [
        {
            "minimum": number,
            "energy": found.energy,
            "basin": found.basin,
            "camp_1": _words(land.actors, ~found.second),
            "camp_2": _words(land.actors, found.second),
            "agreement": None if sides is None else agreement(found, sides),
        }
        for number, found in enumerate(land.minima, 1)
    ]


def agreement(found: Minimum, sides: Floats) -> float:
    """Share of the actors with a side that are with the others of that side, whichever camp is whose."""
    taken = sides != 0.0
    same = (found.second == (sides < 0.0))[taken]
    return float(max(same.mean(), 1.0 - same.mean()))


def balance_tables(source: Source, strengths: Floats | None, found: Balance) -> dict[str, pa.Table]:
    """The tables of a network's balance."""
    import pyarrow as pa

    against = np.zeros(found.signs.shape, dtype=np.bool_)
    for pair in found.against:
        against[pair] = True
    tables = {
        "actors": _actors(source, found.actors, strengths, np.where(found.part > 0, found.second + 1, 0)),
        "pairs": _pairs(found.actors, found.signs.astype(np.float64), "tie", against, where=found.signs != 0),
    }
    if found.triads:
        tables["triads"] = pa.Table.from_pylist(
            [
                {
                    **dict(zip(("first", "second", "third"), triad.members, strict=True)),
                    "signs": "".join("+" if sign > 0 else "-" for sign in triad.signs),
                    "negative": triad.negative,
                    "balanced": triad.balanced,
                }
                for triad in found.triads
            ]
        )
    return tables


def stability_tables(source: Source, actors: Sequence[str], network: Network, verdict: Verdict) -> dict[str, pa.Table]:
    """The tables of a network's stability."""
    import pyarrow as pa

    idle = np.zeros(network.allied.shape, dtype=np.bool_)
    for change in verdict.deletions:
        idle[change.pair] = True
    tables = {"actors": _actors(source, actors, network.strengths, np.zeros(len(actors), dtype=np.int64))}
    if network.allied.any():
        tables["pairs"] = _pairs(actors, network.allied.astype(np.float64), "alliance", idle, where=network.allied)
    if verdict.attacks:
        tables["attacks"] = pa.Table.from_pylist(attack_rows(actors, network, verdict))
    changes = change_rows(actors, verdict)
    if changes:
        tables["changes"] = pa.Table.from_pylist(changes)
    return tables


def attack_rows(actors: Sequence[str], network: Network, verdict: Verdict) -> Rows:
    """The rows of the table `attacks`."""
    return [
        {
            "target": actors[made.target],
            "leader": actors[made.leader],
            "coalition": ", ".join(actors[k] for k in made.coalition),
            "ratio": made.ratio,
            "allied": bool(network.allied[made.target, made.leader]),
            "succeeds": made.ratio > network.gamma,
        }
        for made in verdict.attacks
    ]


def change_rows(actors: Sequence[str], verdict: Verdict) -> Rows:
    """The rows of the table `changes`."""

    def row(kind: str, change: Change) -> dict[str, Any]:
        victims, gainers = (", ".join(actors[k] for k in who) for who in (change.victims, change.gainers))
        first, second = (actors[k] for k in change.pair)
        return {"change": kind, "first": first, "second": second, "victims": victims, "gainers": gainers}

    made = [row("make", change) for change in verdict.additions]
    return made + [row("end", change) for change in verdict.deletions]


def _actors(source: Source, actors: Sequence[str], strengths: Floats | None, camps: Any) -> pa.Table:
    import pyarrow as pa

    nothing = [None] * len(actors)
    columns = {
        "actor": list(actors),
        "name": list(source.names),
        "order": list(range(len(actors))),
        "strength": pa.array(nothing if strengths is None else strengths.tolist(), pa.float64()),
        "side": pa.array(nothing if source.sides is None else source.sides.tolist(), pa.float64()),
        "camp": [int(camp) for camp in camps],
    }
    return pa.table(columns)


def _pairs(actors: Sequence[str], values: Floats, kind: str, against: Flags, where: Flags | None = None) -> pa.Table:
    import pyarrow as pa

    first, second = np.triu_indices(len(actors), 1)
    if where is not None:
        told = where[first, second]
        first, second = first[told], second[told]
    columns = {
        "first": [actors[int(i)] for i in first],
        "second": [actors[int(j)] for j in second],
        "kind": [kind] * len(first),
        "value": values[first, second],
        "against": against[first, second],
    }
    return pa.table(columns)


def _digits(second: Flags) -> list[str]:
    """Camps of each configuration as a text, a digit for each actor."""
    codes = np.where(second, ord("2"), ord("1")).astype(np.uint8)
    return [line.tobytes().decode() for line in codes]


def _words(actors: Sequence[str], among: Flags) -> str:
    return ", ".join(name for name, there in zip(actors, among, strict=True) if there)
