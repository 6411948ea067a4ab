"""Through the years: shares of postures, quantities with their spread, and who is tied to whom at the end."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from sim.analysis.samples import Worlds
from sim.analysis.statistics import spread

QUANTITIES = {
    "theatre": ("pact_in_force", "members", "hub_side_share", "challenger_side_share", "unaligned_share",
                "polarisation", "mean_trust"),
    "countries": ("side", "member", "signed", "trust", "effort", "trade_loss", "capability"),
    "flashpoints": ("deterrence", "hazard"),
}  # fmt: skip
"""Columns whose path through the years is kept, by table."""


def postures(worlds: Worlds) -> pd.DataFrame:
    """Share of worlds in each posture.

    Args:
        worlds: the study's panels.

    Returns:
        The table `postures`: every scenario, year, country and posture of the ladder.
    """
    panel = worlds.panel("countries")
    shares = np.stack(
        [
            np.stack(
                [panel.where("posture", posture)[s][panel.present[s]].mean(axis=0) for posture in worlds.ladder], -1
            )
            for s in range(len(panel.scenarios))
        ]
    )
    index = pd.MultiIndex.from_product(
        [panel.scenarios, panel.years, panel.units, worlds.ladder], names=["scenario", "year", "country", "posture"]
    )
    return pd.DataFrame({"share": shares.reshape(-1)}, index=index).reset_index()


def paths(worlds: Worlds) -> pd.DataFrame:
    """Mean and spread over worlds, year by year.

    Args:
        worlds: the study's panels.

    Returns:
        The table `paths`.
    """
    pieces = []
    for table, columns in QUANTITIES.items():
        if not worlds.study.has(table):
            continue
        panel = worlds.panel(table)
        years, units = np.repeat(panel.years, len(panel.units)), np.tile(np.array(panel.units), len(panel.years))
        for column in columns:
            cube = panel.cube(column)
            for s, scenario in enumerate(panel.scenarios):
                values = np.moveaxis(cube[s][panel.present[s]], 0, -1).reshape(len(years), -1)  # a row: year, unit
                low, high = spread(values)
                numbers = {"mean": values.mean(axis=-1), "low": low, "high": high}
                told = {"scenario": scenario, "quantity": f"{table}.{column}", "worlds": values.shape[-1]}
                same = {name: np.full(len(years), value) for name, value in told.items()}
                pieces.append({"year": years, "scope": units, **numbers, **same})
    return pd.DataFrame({name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]})


def links(worlds: Worlds) -> pd.DataFrame:
    """Ties at the end: treaties with the hub, shared membership of the pact, cooperation of the base year.

    Args:
        worlds: the study's panels.

    Returns:
        The table `links`; links that no world has are left out.
    """
    facts = worlds.study.manifest.facts
    treaties = {posture.name for posture in facts.postures if posture.treaty}
    panel = worlds.panel("countries")
    member = panel.cube("member")[:, :, -1]
    bound = sum((panel.where("posture", posture)[:, :, -1] for posture in sorted(treaties)), np.zeros(member.shape))
    rows: list[tuple[str, str, str, str, float]] = []
    for s, scenario in enumerate(panel.scenarios):
        present = panel.present[s]
        if facts.hub is not None and treaties:
            share = bound[s][present].mean(axis=0)
            rows += [(scenario, "hub", facts.hub.code, unit, float(share[u])) for u, unit in enumerate(panel.units)]
        inside = member[s][present]
        together = inside.T @ inside / len(inside)
        rows += [
            (scenario, "pact", panel.units[i], panel.units[j], float(together[i, j]))
            for i, j in combinations(range(len(panel.units)), 2)
        ]
        rows += [(scenario, "tie", min(tie.pair), max(tie.pair), tie.value) for tie in facts.ties]
    frame = pd.DataFrame(rows, columns=["scenario", "kind", "first", "second", "value"])
    return frame[frame["value"] > 0].reset_index(drop=True)
