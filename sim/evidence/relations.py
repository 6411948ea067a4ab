"""What lies between actors: pairs of spokes (`dyads.yaml`) and places of crisis (`flashpoints.yaml`).

Distances hold in every edition; mistrust and ties of one are all its own; of a flashpoint it states what differs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType

from sim.errors import Problem, nearest
from sim.evidence.actors import PLACES, place
from sim.evidence.figures import Kind, parameter
from sim.evidence.records import Dyads, Flashpoint, Pair, Parameter, Unit, pair
from sim.evidence.section import Section, open_section

DYADS: Mapping[str, tuple[str, Kind]] = {  # list: unit and kind of its entries
    "distance_km": ("km", Kind(ranged=False, extra=("pair",))),
    "mistrust": ("share", Kind(graded=True, extra=("pair",))),
    "tie": ("share", Kind(graded=True, extra=("pair",))),
}
FLASHPOINT_PARAMETERS: Mapping[str, tuple[str, Kind]] = {
    "hazard": ("per_year", Kind()),
    "serious_share": ("share", Kind()),
    "war_share": ("share", Kind()),
    "distance_adversary": ("km", Kind(ranged=False)),
}
FLASHPOINT_MAPS: Mapping[str, tuple[str, Kind]] = {
    "claims": ("share", Kind(ranged=False)),
    "exposure": ("share", Kind()),
    "distance": ("km", Kind(ranged=False)),
}
_WORDS = ("name", "adversary", *PLACES)
_FLASHPOINT = (*_WORDS, *FLASHPOINT_PARAMETERS, *FLASHPOINT_MAPS)


def read_dyads(
    root: Path,
    units: Mapping[str, Unit],
    spokes: Collection[str],
    problems: list[Problem],
    today: Dyads | None = None,
) -> Dyads:
    """Distance, mistrust and ties of pairs of spokes; a pair listed twice is an offence.

    Args:
        root: folder of the file.
        units: the closed list.
        spokes: codes that pairs may name.
        problems: offences are added here.
        today: for an edition, what is known of pairs today: their distances hold.
    """
    section = open_section(root / "dyads.yaml", problems)
    if section is None:
        return Dyads({}, {}, {})
    section.keys(tuple(DYADS) if today is None else ("mistrust", "tie"), ("distance_km", "note"))
    tables: dict[str, dict[Pair, Parameter]] = {name: {} for name in DYADS}
    for name, (unit, kind) in DYADS.items():
        for entry in section.listed(name):
            key = _pair(entry, spokes)
            figure = parameter(entry, units, kind, name=f"{name} {key[0]}-{key[1]}" if key else name, unit=unit)
            if key is None or figure is None:
                continue
            if key in tables[name]:
                entry.note(f"the pair is listed twice, first in {tables[name][key].address}", "pair")
            tables[name][key] = figure
    if today is not None:
        lasting = {names: figure for names, figure in today.distance_km.items() if set(names) <= set(spokes)}
        tables["distance_km"] = lasting | tables["distance_km"]
    return Dyads(**tables)


def read_flashpoints(
    root: Path,
    units: Mapping[str, Unit],
    spokes: Collection[str],
    powers: Collection[str],
    problems: list[Problem],
    today: Mapping[str, Flashpoint] = MappingProxyType({}),
) -> dict[str, Flashpoint]:
    """The flashpoints by id, in the order of their file.

    Args:
        root: folder of the file.
        units: the closed list.
        spokes: codes of the countries.
        powers: codes of possible adversaries.
        problems: offences are added here.
        today: for an edition, the flashpoints of today, which hold where it states nothing else, entry by entry; it
            must state what is bound to its time, and so name each.
    """
    root_section = open_section(root / "flashpoints.yaml", problems)
    flashpoints = {}
    for name in today if root_section else ():
        if root_section and name not in root_section.data:
            root_section.note(f"'{name}' is missing", at_key=True)
    for section in root_section.sections() if root_section else ():
        now = today.get(section.name)
        lasting = {name: f for name, f in now.parameters.items() if not f.time_bound} if now else {}
        stated = tuple(name for name in FLASHPOINT_PARAMETERS if name not in lasting)
        section.keys(stated if now else (*_WORDS, *stated, *FLASHPOINT_MAPS), (*_FLASHPOINT, "note"))
        latitude, longitude = place(section, units, now)
        own = dict(lasting)
        for name, (unit, kind) in FLASHPOINT_PARAMETERS.items():
            below = section.below(name)
            figure = parameter(below, units, kind, unit=unit) if below else None
            if figure:
                own[name] = figure
        maps = {name: _still(now, name, spokes) | _by_country(section, name, units, spokes) for name in FLASHPOINT_MAPS}
        adversary = section.text("adversary", tuple(powers))
        if now and not adversary:
            adversary = now.adversary
            if adversary not in powers:
                section.note(f"its adversary, {adversary}, is no power of the edition", at_key=True)
        if latitude and longitude:
            flashpoints[section.name] = Flashpoint(
                id=section.name,
                name=section.text("name") or (now.name if now else ""),
                adversary=adversary,
                latitude=latitude,
                longitude=longitude,
                parameters=own,
                **maps,
                address=section.address,
            )
    return flashpoints


def _still(now: Flashpoint | None, name: str, spokes: Collection[str]) -> dict[str, Parameter]:
    """What today's flashpoint says of the countries that there are."""
    return {code: figure for code, figure in getattr(now, name, {}).items() if code in spokes}


def _by_country(
    section: Section, name: str, units: Mapping[str, Unit], spokes: Collection[str]
) -> dict[str, Parameter]:
    unit, kind = FLASHPOINT_MAPS[name]
    below = section.below(name)
    figures = {}
    for entry in below.sections() if below else ():
        if entry.name not in spokes:
            entry.note("unknown country", close=nearest(entry.name, spokes), at_key=True)
        figure = parameter(entry, units, kind, name=f"{name} {entry.name}", unit=unit)
        if figure:
            figures[entry.name] = figure
    return figures


def _pair(entry: Section, spokes: Collection[str]) -> Pair | None:
    codes = entry.words("pair")
    if "pair" not in entry.data:
        return None
    if len(codes) != 2:
        entry.note("must name two different countries", "pair")
        return None
    unknown = [code for code in codes if code not in spokes]
    for code in unknown:
        entry.note(f"unknown country '{code}'", "pair", codes.index(code), close=nearest(code, spokes))
    return None if unknown else pair(*codes)
