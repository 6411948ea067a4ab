"""Static facts that figures and baselines need, taken from the evidence into the manifest."""

from __future__ import annotations

from collections.abc import Sequence

from sim.evidence import Country, Evidence, Power, pair
from sim.results.manifest import CountryFacts, Facts, Place, PostureFacts, TieFacts
from sim.results.manifest import Power as PowerFacts

FARTHEST = 20_000.0  # km, half way round the globe: no garrison anywhere
GARRISON = 1.0  # thousand troops of the hub on the soil that count as its presence


def distance_to_hub(evidence: Evidence, country: Country) -> float:
    """Kilometres to the nearest garrison of the hub: 0 on its own soil, else to the nearest hosting spoke."""
    hosts = [c for c in evidence.countries.values() if c.parameters["hub_troops"].value >= GARRISON]
    if not hosts:
        return FARTHEST
    return min(
        0.0 if host is country else evidence.dyads.distance_km[pair(country.iso3, host.iso3)].value for host in hosts
    )


def facts(evidence: Evidence, include: Sequence[str]) -> Facts:
    """Facts of the countries that take part.

    Args:
        evidence: the seeds.
        include: codes of the countries; all of them when empty.
    """
    countries = {c: evidence.countries[c] for c in (include or evidence.countries)}
    hub, challenger = evidence.hub, evidence.challenger

    def pole(p: Power) -> PowerFacts:
        return PowerFacts(code=p.iso3, name=p.name, latitude=p.latitude.value, longitude=p.longitude.value)

    return Facts(
        hub=pole(hub),
        challenger=pole(challenger),
        postures=tuple(
            PostureFacts(
                name=p.name, side=p.attributes["side"].value, treaty=p.needs in ("treaty", "pact"), meaning=p.meaning
            )
            for p in evidence.postures.values()
        ),
        countries={
            code: CountryFacts(
                name=c.name,
                latitude=c.latitude.value,
                longitude=c.longitude.value,
                distance_challenger=c.parameters["distance_challenger"].value,
                distance_hub=distance_to_hub(evidence, c),
                export_share_challenger=c.parameters["export_share_challenger"].value,
                export_share_hub=c.parameters["export_share_hub"].value,
                posture=c.posture.value,
            )
            for code, c in countries.items()
        },
        flashpoints={
            key: Place(name=f.name, latitude=f.latitude.value, longitude=f.longitude.value)
            for key, f in evidence.flashpoints.items()
        },
        ties=tuple(
            TieFacts(pair=names, value=figure.value)
            for names, figure in sorted(evidence.dyads.tie.items())
            if set(names) <= set(countries)
        ),
    )
