"""`check_evidence`: one walk over all of `seeds/` that reports every offence at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from sim.errors import Address, Problem, in_order, nearest
from sim.evidence.editions import read_edition
from sim.evidence.library import (
    read_claims,
    read_documents,
    read_institutions,
    read_sources,
    read_targets,
    read_timeline,
)
from sim.evidence.load import Evidence, read_evidence
from sim.evidence.reader import shorten
from sim.evidence.records import Flashpoint, Parameter
from sim.evidence.seeds import find_seeds
from sim.evidence.vocabulary import CLAIM_IDS, CONTEXT, MECHANISMS, OUTCOMES
from sim.evidence.writings import ALL, Claim, Event, Institution, Target
from sim.policy import registry

_WEIGHT_TOLERANCE = 1e-9
_HALF_HUNDREDTH = 0.005  # claims are judged to hundredths: so much may each be off through rounding


_Cited = tuple[Address, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Library:
    """What was read beside the evidence that a run needs."""

    cited: frozenset[str]  # ids of sources and documents; empty when a file of them cannot be read
    documents: frozenset[str]
    claims: Mapping[str, Claim]
    institutions: Mapping[str, Institution]
    targets: Mapping[str, Target]
    timeline: tuple[Event, ...]


def check_evidence(root: Path | None = None) -> list[Problem]:
    """Walk the evidence.

    Args:
        root: folder of the seeds; by default that of `find_seeds`.

    Returns:
        Every offence in the order of its address; empty when the evidence is in order.
    """
    root = find_seeds(root)
    problems: list[Problem] = []
    evidence = read_evidence(root, problems)
    library = _read_library(evidence, problems)
    for found in (
        _tables(evidence),
        _citations(library),
        _claims(evidence, library),
        _institutions(evidence, library),
        _targets(evidence, library),
        _events(evidence, library),
    ):
        problems.extend(found)
    for one in (evidence, *(read_edition(evidence, year, problems) for year in evidence.editions)):
        for found in (_observed(one, library), _pairs(one), _flashpoints(one), _alliances(one)):
            problems.extend(found)
    return list(dict.fromkeys(in_order(problems)))  # an edition repeats an offence of what it shares with today


def figures(evidence: Evidence) -> Iterator[Parameter]:
    """Every figure of the evidence that a run needs."""
    yield from evidence.law.values()
    for posture in evidence.postures.values():
        yield from posture.attributes.values()
    for actor in evidence.actors:
        yield from (actor.latitude, actor.longitude, *actor.parameters.values())
    for table in (evidence.dyads.distance_km, evidence.dyads.mistrust, evidence.dyads.tie):
        yield from table.values()
    for point in evidence.flashpoints.values():
        yield from (point.latitude, point.longitude)
        for group in (point.parameters, point.claims, point.exposure, point.distance):
            yield from group.values()


def _read_library(evidence: Evidence, problems: list[Problem]) -> _Library:
    before = len(problems)
    documents = read_documents(evidence.root, problems)
    sources = read_sources(evidence.root, problems)
    readable = all(problem.path for problem in problems[before:])
    shared = documents.keys() & sources.keys()
    problems.extend(Problem(sources[name].address, name, "a document has the same id") for name in shared)
    return _Library(
        cited=frozenset((*documents, *sources) if readable else ()),
        documents=frozenset(documents),
        claims=read_claims(evidence.root, problems),
        institutions=read_institutions(evidence.root, evidence.units, problems),
        targets=read_targets(evidence.root, evidence.units, problems),
        timeline=read_timeline(evidence.root, problems),
    )


def _tables(evidence: Evidence) -> Iterator[Problem]:
    file = Address(shorten(evidence.root / "parameters.yaml"))
    for definition in evidence.definitions.values():
        if definition.mechanism not in MECHANISMS:
            close = nearest(definition.mechanism, MECHANISMS)
            yield Problem(file, definition.name, f"unknown mechanism '{definition.mechanism}'", close)
    for path in sorted((evidence.root / "law").glob("*.yaml")):
        if path.stem not in MECHANISMS:
            yield Problem(Address(shorten(path)), "", f"'{path.stem}' is no mechanism", nearest(path.stem, MECHANISMS))


def _citations(library: _Library) -> Iterator[Problem]:
    """What institutions, targets and dated events cite."""
    cited: list[_Cited] = []
    for institution in library.institutions.values():
        cited.append((institution.address, institution.id, institution.source))
        if institution.depth:
            cited.append((institution.depth.address, f"{institution.id}.depth", institution.depth.source))
    cited.extend((target.address, target.id, target.source) for target in library.targets.values())
    cited.extend((event.address, event.date, event.source) for event in library.timeline)
    yield from _known(cited, library)


def _observed(evidence: Evidence, library: _Library) -> Iterator[Problem]:
    """What the figures, postures and treaties of a year cite."""
    cited: list[_Cited] = []
    for figure in figures(evidence):
        cited.append((figure.address, figure.name, figure.source))
        cited.extend((other.address, figure.name, other.source) for other in figure.alternatives)
    for country in evidence.countries.values():
        cited.append((country.posture.address, "posture", country.posture.source))
        cited.append((country.treaty.address, "treaty", country.treaty.source))
    yield from _known(cited, library)


def _known(cited: Iterable[_Cited], library: _Library) -> Iterator[Problem]:
    for address, name, ids in cited:
        for cited_id in ids:
            if library.cited and cited_id not in library.cited:
                yield Problem(address, name, f"unknown source '{cited_id}'", nearest(cited_id, library.cited))


def _pairs(evidence: Evidence) -> Iterator[Problem]:
    file = Address(shorten(evidence.folder / "dyads.yaml"))
    for first, second in combinations(sorted(evidence.countries), 2):
        if (first, second) not in evidence.dyads.distance_km:
            yield Problem(file, "distance_km", f"the pair {first}, {second} is missing")


def _flashpoints(evidence: Evidence) -> Iterator[Problem]:
    for point in evidence.flashpoints.values():
        yield from _coverage(evidence, point)
        shares = [point.parameters[name].high for name in ("serious_share", "war_share") if name in point.parameters]
        if sum(shares) > 1 + _WEIGHT_TOLERANCE:
            yield Problem(point.address, point.id, "serious_share and war_share can exceed one together")
        total = sum(claim.value for claim in point.claims.values())
        if point.claims and abs(total - 1) > _HALF_HUNDREDTH * len(point.claims) + _WEIGHT_TOLERANCE:
            yield Problem(point.address, f"{point.id}.claims", f"the weights sum to {total:g}, not to 1")
        if not -90 <= point.latitude.value <= 90:
            yield Problem(point.latitude.address, f"{point.id}.latitude", "must lie between -90 and 90")


def _coverage(evidence: Evidence, point: Flashpoint) -> Iterator[Problem]:
    for name, table in (("exposure", point.exposure), ("distance", point.distance)):
        for code in evidence.countries:
            if code not in table:
                yield Problem(point.address, f"{point.id}.{name}", f"{code} is missing")


def _alliances(evidence: Evidence) -> Iterator[Problem]:
    for actor in evidence.actors:
        if not -90 <= actor.latitude.value <= 90:
            yield Problem(actor.latitude.address, f"{actor.iso3}.latitude", "must lie between -90 and 90")
    for country in evidence.countries.values():
        if country.iso3 in evidence.powers:
            yield Problem(country.address, country.iso3, "is both a spoke and a power")
        posture = evidence.postures.get(country.posture.value)
        if posture and posture.needs == "treaty" and country.treaty.value == "none":
            yield Problem(country.posture.address, "posture", f"{posture.name} needs a treaty, and there is none")


def _claims(evidence: Evidence, library: _Library) -> Iterator[Problem]:
    names = {
        CONTEXT,
        *MECHANISMS,
        *registry(),
        *OUTCOMES,
        *evidence.definitions,
        *evidence.flashpoints,
        *library.institutions,
    }
    for claim in library.claims.values():
        if claim.id not in CLAIM_IDS:
            yield Problem(claim.address, claim.id, f"claims are numbered {CLAIM_IDS[0]} to {CLAIM_IDS[-1]}")
        if claim.document and claim.document not in library.documents:
            close = nearest(claim.document, library.documents)
            yield Problem(claim.address, f"{claim.id}.document", f"unknown document '{claim.document}'", close)
        for name in claim.bears_on:
            if name not in names:
                yield Problem(claim.address, f"{claim.id}.bears_on", f"unknown name '{name}'", nearest(name, names))
        if not claim.bears_on or not claim.actor:
            yield Problem(claim.address, claim.id, "names no actor or bears on nothing ('context' will do)")
    file = Address(shorten(evidence.root / "claims.yaml"))
    for number in CLAIM_IDS:
        if number not in library.claims:
            yield Problem(file, number, "is missing")


def _institutions(evidence: Evidence, library: _Library) -> Iterator[Problem]:
    for institution in library.institutions.values():
        for code in institution.members:
            if not re.fullmatch("[A-Z]{3}", code):
                yield Problem(institution.address, institution.id, f"'{code}' is not a three-letter country code")
        for number in institution.claims:
            if number not in library.claims:
                yield Problem(institution.address, institution.id, f"unknown claim '{number}'")
        if institution.ended is not None and institution.ended < institution.year:
            yield Problem(institution.address, institution.id, "ended before it began")


def _targets(evidence: Evidence, library: _Library) -> Iterator[Problem]:
    for target in library.targets.values():
        for code, value in target.values.items():
            if code != ALL and code not in evidence.countries:
                close = nearest(code, evidence.countries)
                yield Problem(target.address, f"{target.id}.values", f"unknown country '{code}'", close)
            if not target.low <= value <= target.high:
                sentence = f"{value:g} is outside [low, high] = [{target.low:g}, {target.high:g}]"
                yield Problem(target.address, f"{target.id}.values.{code}", sentence)
        if target.low >= target.high:
            yield Problem(target.address, target.id, "low must be below high")


def _events(evidence: Evidence, library: _Library) -> Iterator[Problem]:
    for event in library.timeline:
        if event.unit and event.unit not in evidence.units:
            close = nearest(event.unit, evidence.units)
            yield Problem(event.address, event.date, f"unknown unit '{event.unit}'", close)
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", event.date):
            yield Problem(event.address, event.date, "the date must be YYYY, YYYY-MM or YYYY-MM-DD")
