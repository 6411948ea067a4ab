"""Units and outcomes in words, as codebooks tell them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.outcomes import FIRST_YEARS, Outcome
from sim.results.schema import RUN_TABLES

UNIT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "": "",
        "billion_mixed_usd": "billion dollars a year, at prices between market rates and parity",
        "billion_usd": "billion US dollars at market exchange rates",
        "count": "count",
        "outcome": "unit of the outcome",
        "own": "unit of what the row is about",
        "per_year": "events a year",
        "percent_of_gdp": "% of GDP",
        "percent_of_gdp_signed": "% of GDP a year, may be negative",
        "probability": "probability, 0 to 1",
        "ratio": "ratio",
        "share": "fraction of one",
        "signed_share": "index, -1 to +1",
        "year": "calendar year",
    }
)
"""The units of the tables, in words."""

_WHEN = {
    "mean": "mean over the years",
    "end": "in the last year",
    "sum": "summed over the years",
    "any": "1 if in any year, else 0",
    "first_ten_years": f"1 if in any of the first {FIRST_YEARS} years, else 0",
}
_ACROSS = {
    "mean": "mean over {}",
    "sum": "summed over {}",
    "gdp": "mean over {} weighted by GDP",
    "capability": "mean over {} weighted by capability",
}


def definition(outcome: Outcome) -> str:
    """How an outcome of a world is measured, from which column of which table.

    Args:
        outcome: the outcome.
    """
    meaning = RUN_TABLES[outcome.table].column(outcome.column).meaning
    if outcome.equals is not None:
        meaning = f"share where it is {outcome.equals}: {meaning}"
    elif outcome.sign is not None:
        meaning = f"share where it is {('zero', 'positive', 'negative')[outcome.sign]}: {meaning}"
    if outcome.until is not None:
        meaning += f", up to {outcome.until}"
    told = [f"{outcome.table}.{outcome.column} ({meaning})", _WHEN[outcome.when]]
    if outcome.across != "only":
        told.append(_ACROSS[outcome.across].format(outcome.table))
    return "; ".join(told)
