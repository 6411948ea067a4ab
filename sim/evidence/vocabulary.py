"""The closed lists of names that claims and figures may refer to, beside those the seeds themselves define."""

from __future__ import annotations

MECHANISMS = (
    "capability",
    "threat",
    "support",
    "deterrence",
    "coercion",
    "market",
    "entrapment",
    "burden",
    "autonomy",
    "affinity",
    "domestic",
    "sovereignty",
    "hedging",
    "inertia",
    "choice",
    "trust",
    "crisis",
    "ties",
    "trade",
    "demography",
    "pact",
    "nuclear",
    "administration",
)

OUTCOMES = (
    "posture",
    "signed",
    "member",
    "side",
    "trust",
    "effort",
    "capability",
    "gdp",
    "deterrence",
    "coercion_loss",
    "tariff_loss",
    "trade_loss",
    "government",
    "nuclear",
    "pact_offered",
    "pact_in_force",
    "signatories",
    "members",
    "hub_side_share",
    "challenger_side_share",
    "unaligned_share",
    "polarisation",
    "assertiveness",
    "provocation",
    "hazard",
    "crises",
)

CONTEXT = "context"  # a claim that no part of the model takes up
CLAIM_IDS = tuple(f"C{number:03d}" for number in range(1, 156))
