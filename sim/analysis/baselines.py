"""Naive rules beside the model: nothing changes, the nearer power wins, the bigger customer wins."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.analysis.samples import Worlds
from sim.results.manifest import CountryFacts

HUB, CHALLENGER, NEITHER = "hub", "challenger", "neither"


def camp(side: float) -> str:
    """The camp of a side: above 0 the hub's, below 0 the challenger's."""
    return HUB if side > 0 else CHALLENGER if side < 0 else NEITHER


def nearest_power(country: CountryFacts) -> str:
    """The camp of the power that is nearer: a presence of the hub, or the challenger."""
    return camp(country.distance_challenger - country.distance_hub)


def bigger_customer(country: CountryFacts) -> str:
    """The camp of the pole that takes the larger share of exports."""
    return camp(country.export_share_hub - country.export_share_challenger)


def baselines(worlds: Worlds) -> pd.DataFrame | None:
    """What naive rules and the model say of each country.

    Args:
        worlds: the study's panels.

    Returns:
        The table `baselines`, or None when the manifest gives no facts of countries. Camps are compared, not rungs,
        for the rules know only two poles. Persistence agrees with what was observed by construction.
    """
    known = worlds.study.manifest.facts.countries
    panel = worlds.panel("countries")
    last = np.stack([panel.where("posture", posture)[:, :, -1] for posture in worlds.ladder], axis=-1)
    rows = []
    for s, scenario in enumerate(panel.scenarios):
        shares = last[s][panel.present[s]].mean(axis=0)
        for u, code in enumerate(panel.units):
            if code not in known:
                continue
            facts = known[code]
            share = shares[u]
            camps = dict.fromkeys((NEITHER, HUB, CHALLENGER), 0.0)
            for posture, value in zip(worlds.ladder, share, strict=True):
                camps[camp(worlds.sides[posture])] += float(value)
            modal_camp = max(camps, key=lambda name: camps[name])
            observed = camp(worlds.sides.get(facts.posture, 0.0))
            nearest, customer = nearest_power(facts), bigger_customer(facts)
            rows.append(
                {
                    "scenario": scenario,
                    "country": code,
                    "observed": facts.posture,
                    "observed_camp": observed,
                    "modal": worlds.ladder[int(share.argmax())],
                    "modal_share": float(share.max()),
                    "modal_camp": modal_camp,
                    "persistence": observed,
                    "nearest_power": nearest,
                    "trade_partner": customer,
                    "model_agrees": modal_camp == observed,
                    "nearest_agrees": nearest == observed,
                    "trade_agrees": customer == observed,
                }
            )
    return pd.DataFrame(rows) if rows else None
