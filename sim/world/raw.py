"""The numbers of the evidence that a world is built from, as records: field by field the names of the seeds.

`names_of` lists them in one fixed order, so that a compiled engine can lay the numbers of many worlds side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sim.evidence import Evidence, pair
from sim.law.types import PostureRow, Weights
from sim.policy.levers import Body


class RawSpoke(NamedTuple):
    """Numbers of a country; units as in `seeds/parameters.yaml`."""

    gdp: float
    gdp_ppp: float
    growth_per_worker: float
    working_age_change: float
    median_age: float
    defence_effort: float
    exports_gdp: float
    export_share_challenger: float
    export_share_hub: float
    hub_tariff: float
    hub_troops: float
    distance_challenger: float
    dispute: float
    other_threat: float
    hub_trust: float
    guarantee: float
    regime: float
    challenger_unfavourable: float
    nonalignment: float
    control_sensitivity: float
    duty_ceiling: float
    government_orientation: float
    government_spread: float
    government_turnover: float
    nuclear_latency: float
    nuclear_support: float
    nuclear_armed: float
    ratification_rate: float


class RawPower(NamedTuple):
    """Numbers of a power; `theatre_share` is 1 where the seeds have none."""

    gdp: float
    gdp_ppp: float
    growth_per_worker: float
    working_age_change: float
    defence_effort: float
    regime: float
    theatre_share: float


class RawPlace(NamedTuple):
    """Numbers of a flashpoint; `capability` is that of an adversary other than the challenger, else 0."""

    hazard: float
    serious_share: float
    war_share: float
    distance_adversary: float
    capability: float


class RawReach(NamedTuple):
    """Numbers of a flashpoint and a country; no claim is 0."""

    claims: float
    exposure: float
    distance: float


class RawPair(NamedTuple):
    """Numbers of two countries; no mistrust and no tie are 0, and so is all of a country with itself."""

    distance_km: float
    mistrust: float
    tie: float


class RawBody(NamedTuple):
    """Numbers of a body of security work; the depth of a new one counts as 1, times what the scenario says it adds."""

    depth: float


class Named(NamedTuple):
    """A number's full name, or None for a constant; `otherwise` is the value where the evidence has none."""

    name: str | None
    otherwise: float | None = None


POWERS = ("hub", "challenger")
OWN = PostureRow._fields[:-2]  # attributes of a posture that stand in the seeds; rung and is_pact follow from its place


def names_of(
    evidence: Evidence, countries: Sequence[str], flashpoints: Sequence[str], bodies: Sequence[Body]
) -> Iterator[Named]:
    """The numbers of a world in order: law, postures, hub, challenger, countries, flashpoints, reach, pairs, bodies.

    Args:
        evidence: the seeds.
        countries: spokes in order.
        flashpoints: places in order.
        bodies: bodies of security work in order.
    """
    yield from (Named(f"law.{field}") for field in Weights._fields)
    for rung, posture in enumerate(evidence.postures.values()):
        yield from (Named(f"postures.{posture.name}.{field}") for field in OWN)
        yield Named(None, float(rung))
        yield Named(None, float(posture.needs == "pact"))
    for role in POWERS:
        code = next(code for code, power in evidence.powers.items() if power.role == role)
        yield from (
            Named(f"powers.{code}.{field}", 1.0 if field == "theatre_share" else None) for field in RawPower._fields
        )
    for c in countries:
        yield from (Named(f"countries.{c}.{field}") for field in RawSpoke._fields)
    for key in flashpoints:
        yield from (Named(f"flashpoints.{key}.{field}") for field in RawPlace._fields[:-1])
        adversary = evidence.powers[evidence.flashpoints[key].adversary]
        known = adversary.role == "challenger"
        yield Named(None, 0.0) if known else Named(f"powers.{adversary.iso3}.capability")
    for key in flashpoints:
        for c in countries:
            yield Named(f"flashpoints.{key}.claims.{c}", 0.0)
            yield Named(f"flashpoints.{key}.exposure.{c}")
            yield Named(f"flashpoints.{key}.distance.{c}")
    for a in countries:
        for b in countries:
            for field in RawPair._fields:
                own = "dyads.{}.{}-{}".format(field, *pair(a, b)) if a != b else None
                yield Named(own, None if own and field == "distance_km" else 0.0)
    for body in bodies:
        yield Named(f"institutions.{body.name}.depth") if body.known else Named(None, 1.0)
