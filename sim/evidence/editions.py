"""Editions: the evidence as of a past year, `editions/YEAR`, laid over what does not change with time.

An edition states all that is bound to its time: countries, powers, mistrust and ties of pairs, hazards, the calendar of
the hub. Distances, the ladder of postures and the coefficients of the law are those of today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import Address, InputError, Problem, nearest
from sim.evidence.actors import read_countries, read_powers
from sim.evidence.figures import Kind, parameter
from sim.evidence.reader import shorten
from sim.evidence.records import Country, Edition, Parameter, Unit
from sim.evidence.relations import read_dyads, read_flashpoints
from sim.evidence.section import open_section

if TYPE_CHECKING:
    from sim.evidence.load import Evidence

FOLDER = "editions"


def edition_years(root: Path) -> tuple[int, ...]:
    """Years that seeds have an edition of, in order."""
    return tuple(sorted(int(path.name) for path in (root / FOLDER).glob("[0-9]*") if path.name.isdecimal()))


def read_edition(today: Evidence, year: int, problems: list[Problem]) -> Evidence:
    """Read the edition of a year; offences are added to `problems` and their entries left out.

    Args:
        today: the evidence of today, which holds where nothing is bound to the time.
        year: the edition's.
        problems: offences are added here.

    Raises:
        InputError: there is no edition of that year.
    """
    folder, units = today.root / FOLDER / str(year), today.units
    if year not in today.editions:
        known = ", ".join(map(str, today.editions)) or "none"
        sentence = f"there is no edition of {year}; editions: {known}"
        raise InputError([Problem(Address(shorten(today.root / FOLDER)), "", sentence)])
    countries = read_countries(folder, units, today.definitions, today.postures, problems, today.countries)
    powers = read_powers(folder, units, today.definitions, problems, today.powers)
    return replace(
        today,
        edition=_head(folder, year, today.countries, countries, problems),
        countries=countries,
        powers=powers,
        dyads=read_dyads(folder, units, countries, problems, today.dyads),
        flashpoints=read_flashpoints(folder, units, countries, powers, problems, today.flashpoints),
        law=_law(folder, units, today.law, problems),
    )


def _head(
    folder: Path, year: int, today: Mapping[str, Country], countries: Mapping[str, Country], problems: list[Problem]
) -> Edition | None:
    """What the edition says of itself; each country of today is in it, or is said to be absent and why."""
    section = open_section(folder / "edition.yaml", problems)
    if section is None:
        return None
    section.keys(("title", "note", "absent"))
    below = section.below("absent")
    absent = {code: below.text(code) for code in below.data} if below else {}
    for code in absent:
        if code not in today:
            section.note("unknown country", "absent", code, close=nearest(code, today), at_key=True)
        elif code in countries:
            section.note(f"is said to be absent and has a file, {countries[code].address}", "absent", code, at_key=True)
    problems.extend(
        Problem(Address(shorten(folder / "countries")), "", f"{code}.yaml is missing, and edition.yaml says no reason")
        for code in today
        if code not in countries and code not in absent and not (folder / "countries" / f"{code}.yaml").exists()
    )
    return Edition(year, section.text("title"), section.text("note"), absent, section.address)


def _law(
    folder: Path, units: Mapping[str, Unit], today: Mapping[str, Parameter], problems: list[Problem]
) -> dict[str, Parameter]:
    """Today's coefficients with those that the edition states; it must state those bound to its time."""
    law = dict(today)
    section = open_section(folder / "law.yaml", problems)
    if section is None:
        return law
    for name, figure in today.items():
        if figure.time_bound and name not in section.data:
            section.note(f"'{name}' is missing ({figure.meaning})", at_key=True)
    for entry in section.sections():
        known = today.get(entry.name)
        if known is None:
            entry.note("unknown coefficient", close=nearest(entry.name, today), at_key=True)
            continue
        own = parameter(entry, units, Kind(), unit=known.unit, meaning=known.meaning, mechanism=known.mechanism)
        if own:
            law[entry.name] = own
    return law
