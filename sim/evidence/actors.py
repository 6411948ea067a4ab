"""Countries and powers as `countries` and `powers` hold them, in the seeds and in each edition, one file each.

What an edition does not say of an actor is as today, as far as it does not change with time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sim.errors import Address, Problem, nearest
from sim.evidence.figures import Kind, parameter
from sim.evidence.reader import shorten
from sim.evidence.records import Country, Definition, Flashpoint, Observation, Parameter, Posture, Power, Unit
from sim.evidence.section import Section, open_section

ROLES = ("hub", "challenger", "other")
TREATIES = ("in_force", "suspended", "none")
PLACES = ("latitude", "longitude")
FIGURE = Kind(graded=True)
PLACE = Kind(ranged=False, sourced=False)

Placed = Country | Power | Flashpoint

_POLE = ("gdp", "gdp_ppp", "growth_per_worker", "working_age_change", "defence_effort", "regime")
POWER_PARAMETERS: Mapping[str, tuple[str, ...]] = {  # role: parameters it must have
    "hub": (*_POLE, "theatre_share"),
    "challenger": _POLE,
    "other": ("capability",),
}
_OWN = {  # parameters that only powers have
    "theatre_share": Definition(
        "theatre_share", "share", "share of the hub's capability committed to the theatre", "support", time_bound=True
    ),
    "capability": Definition(
        "capability", "billion_mixed_usd", "military effort a year", "capability", time_bound=True
    ),
}


def read_countries(
    root: Path,
    units: Mapping[str, Unit],
    definitions: Mapping[str, Definition],
    postures: Mapping[str, Posture],
    problems: list[Problem],
    today: Mapping[str, Country] = MappingProxyType({}),
) -> dict[str, Country]:
    """The spokes by code, in alphabetical order, each with every parameter of `definitions`.

    Args:
        root: folder that holds `countries`.
        units: the closed list.
        definitions: the parameters.
        postures: the ladder.
        problems: offences are added here.
        today: for an edition, the spokes of today, whose place and lasting figures hold where it states none.
    """
    countries = {}
    for section in _files(root / "countries", problems):
        code = Path(section.document.file).stem
        now = today.get(code)
        _keys(section, ("name", "role", "posture", "treaty"), now)
        section.text("role", ("spoke",))
        posture = _observation(section, "posture", tuple(postures))
        treaty = _observation(section, "treaty", TREATIES)
        latitude, longitude = place(section, units, now)
        figures = _figures(section, units, definitions, tuple(definitions), now)
        if posture and treaty and latitude and longitude:
            countries[code] = Country(
                code, section.text("name"), "spoke", posture, treaty, latitude, longitude, figures, section.address
            )
    return countries


def read_powers(
    root: Path,
    units: Mapping[str, Unit],
    definitions: Mapping[str, Definition],
    problems: list[Problem],
    today: Mapping[str, Power] = MappingProxyType({}),
) -> dict[str, Power]:
    """The hub, the challenger and the other threats by code, in alphabetical order; arguments as of `read_countries`.

    Exactly one must be the hub and one the challenger.
    """
    powers = {}
    for section in _files(root / "powers", problems):
        code = Path(section.document.file).stem
        now = today.get(code)
        _keys(section, ("name", "role"), now)
        role = section.text("role", ROLES)
        latitude, longitude = place(section, units, now)
        known = {**definitions, **_OWN}
        required = tuple(name for name in POWER_PARAMETERS.get(role, ()) if name in known)
        figures = _figures(section, units, known, required, now)
        if role and latitude and longitude:
            powers[code] = Power(code, section.text("name"), role, latitude, longitude, figures, section.address)
    folder = Address(shorten(root / "powers"))
    problems.extend(
        Problem(folder, "role", f"exactly one power must be the {role}")
        for role in ("hub", "challenger")
        if sum(power.role == role for power in powers.values()) != 1
    )
    return powers


def place(
    section: Section, units: Mapping[str, Unit], now: Placed | None = None
) -> tuple[Parameter | None, Parameter | None]:
    """Latitude and longitude of an entry; where it states none, those of the same entry of today."""
    found = []
    for key in PLACES:
        below = section.below(key)
        found.append(parameter(below, units, PLACE, unit="degrees") if below else getattr(now, key, None))
    return found[0], found[1]


def _keys(section: Section, own: tuple[str, ...], now: Placed | None) -> None:
    required = (*own, "parameters") if now else (*own, *PLACES, "parameters")
    section.keys(required, ("note", *PLACES))


def _files(folder: Path, problems: list[Problem]) -> list[Section]:
    sections = []
    for path in sorted(folder.glob("*.yaml")):
        section = open_section(path, problems)
        if section is None:
            continue
        if not re.fullmatch("[A-Z]{3}", path.stem):
            section.note(f"'{path.stem}' is not a three-letter country code; rename the file")
        sections.append(section)
    return sections


def _observation(section: Section, key: str, choices: tuple[str, ...]) -> Observation | None:
    below = section.below(key)
    if below is None:
        return None
    below.keys(("value",), ("year", "source", "note"))
    if not below.data.get("source") and not below.data.get("note"):
        below.note("has neither a source nor a note", at_key=True)
    value = below.text("value", choices)
    return Observation(value, below.time("year"), below.words("source"), below.text("note"), below.address)


def _figures(
    section: Section,
    units: Mapping[str, Unit],
    definitions: Mapping[str, Definition],
    required: tuple[str, ...],
    now: Country | Power | None,
) -> dict[str, Parameter]:
    below = section.below("parameters")
    if below is None:
        return {}
    held = now.parameters if now else {}
    figures = {name: figure for name, figure in held.items() if not definitions[name].time_bound}
    for name in required:
        if name not in below.data and name not in figures:
            below.note(f"'{name}' is missing ({definitions[name].meaning})", at_key=True)
    for entry in below.sections():
        definition = definitions.get(entry.name)
        if definition is None:
            entry.note("unknown parameter", close=nearest(entry.name, definitions), at_key=True)
            continue
        figure = parameter(
            entry,
            units,
            FIGURE,
            unit=definition.unit,
            meaning=definition.meaning,
            mechanism=definition.mechanism,
        )
        if figure:
            figures[entry.name] = figure
    return {name: figures[name] for name in definitions if name in figures} if held else figures
