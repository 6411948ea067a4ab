"""`load_evidence`: all of `seeds/`, of today or of a past year; what a run does not need is read when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sim.errors import InputError, Problem
from sim.evidence.actors import read_countries, read_powers
from sim.evidence.editions import FOLDER, edition_years, read_edition
from sim.evidence.library import (
    read_claims,
    read_documents,
    read_institutions,
    read_sources,
    read_targets,
    read_timeline,
)
from sim.evidence.records import Country, Definition, Dyads, Edition, Flashpoint, Parameter, Posture, Power, Unit
from sim.evidence.relations import read_dyads, read_flashpoints
from sim.evidence.section import open_section
from sim.evidence.seeds import find_seeds, fingerprint
from sim.evidence.tables import read_definitions, read_law, read_postures, read_units
from sim.evidence.writings import SECURITY, Claim, Document, Event, Institution, Source, Target

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything `seeds/` says.

    Attributes:
        root: the folder it was read from.
        fingerprint: SHA-256 of its files.
        units: the closed list of units.
        definitions: the parameters that every country has.
        postures: the ladder, lowest rung first.
        law: every coefficient of the law by name.
        countries: the spokes by code, in alphabetical order.
        powers: hub, challenger and others by code.
        dyads: what lies between pairs of spokes.
        flashpoints: places of crisis by id.
        calibration: content of `calibration.yaml`, or None where the base year was not calibrated.
        edition: the past year it describes; None for today.
    """

    root: Path
    fingerprint: str
    units: Mapping[str, Unit]
    definitions: Mapping[str, Definition]
    postures: Mapping[str, Posture]
    law: Mapping[str, Parameter]
    countries: Mapping[str, Country]
    powers: Mapping[str, Power]
    dyads: Dyads
    flashpoints: Mapping[str, Flashpoint]
    calibration: Mapping[str, Any] | None
    edition: Edition | None = None

    @property
    def year(self) -> int | None:
        """Year of the edition; None for today."""
        return self.edition.year if self.edition else None

    @property
    def folder(self) -> Path:
        """Where it was read from: the seeds, or the edition in them."""
        return self.root if self.edition is None else self.root / FOLDER / str(self.edition.year)

    @property
    def editions(self) -> tuple[int, ...]:
        """Years that the same seeds have an edition of."""
        return edition_years(self.root)

    def at(self, year: int | None) -> Evidence:
        """The same seeds as of a past year, or of today for None; raises InputError as `load_evidence` does."""
        return self if year == self.year else load_evidence(self.root, year)

    @property
    def hub(self) -> Power:
        """The power that promises support."""
        return next(power for power in self.powers.values() if power.role == "hub")

    @property
    def challenger(self) -> Power:
        """The power that the promises are against."""
        return next(power for power in self.powers.values() if power.role == "challenger")

    @property
    def actors(self) -> tuple[Country | Power, ...]:
        """Spokes and powers."""
        return (*self.countries.values(), *self.powers.values())

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The essays; raises InputError when `documents.yaml` is wrong, as its siblings do for their files."""
        return _lazily(lambda problems: read_documents(self.root, problems))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The publications figures rest on."""
        return _lazily(lambda problems: read_sources(self.root, problems))

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """What the documents say, C001 to C155."""
        return _lazily(lambda problems: read_claims(self.root, problems))

    @cached_property
    def institutions(self) -> Mapping[str, Institution]:
        """Treaties, minilaterals and forums; of an edition, those that stood in its year."""
        every = _lazily(lambda problems: read_institutions(self.root, self.units, problems))
        year = self.year
        if year is None:
            return every
        return {name: i for name, i in every.items() if i.year <= year and (i.ended is None or i.ended > year)}

    @cached_property
    def bodies(self) -> Mapping[str, Institution]:
        """Institutions in which spokes work together for security, in alphabetical order.

        Forums, markets and treaties that hold but one spoke (the hub's own) are not among them.
        """
        found = (i for i in self.institutions.values() if i.kind in SECURITY)
        spokes = {i.id: sum(code in self.countries for code in i.members) for i in found}
        return {
            name: self.institutions[name]
            for name in sorted(spokes)
            if spokes[name] > (self.institutions[name].kind == "treaty")
        }

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """What the model is held against."""
        return _lazily(lambda problems: read_targets(self.root, self.units, problems))

    @cached_property
    def posterior(self) -> Mapping[str, Any] | None:
        """Content of `posterior.yaml`, or None where the coefficients were not calibrated."""
        path = self.root / "posterior.yaml"
        section = _lazily(lambda problems: open_section(path, problems)) if path.exists() else None
        return section.data if section else None

    @cached_property
    def timeline(self) -> tuple[Event, ...]:
        """Dated acts of the hub."""
        return _lazily(lambda problems: read_timeline(self.root, problems))


def load_evidence(root: Path | None = None, edition: int | None = None) -> Evidence:
    """Read the evidence, once per folder and edition.

    Args:
        root: the folder; by default that of `find_seeds`.
        edition: a past year that the seeds describe; today by default.

    Raises:
        InputError: with every structural offence of the files that a run needs, or when there is no such edition.
    """
    return _load(find_seeds(root).resolve(), edition)


@lru_cache(maxsize=16)
def _load(root: Path, edition: int | None) -> Evidence:
    problems: list[Problem] = []
    evidence = read_evidence(root, problems) if edition is None else read_edition(_load(root, None), edition, problems)
    if problems:
        raise InputError(problems)
    return evidence


def read_evidence(root: Path, problems: list[Problem]) -> Evidence:
    """Read what a run needs; offences are added to `problems` and their entries left out."""
    units = read_units(root, problems)
    definitions = read_definitions(root, units, problems)
    postures = read_postures(root, units, problems)
    countries = read_countries(root, units, definitions, postures, problems)
    powers = read_powers(root, units, definitions, problems)
    calibration = root / "calibration.yaml"
    section = open_section(calibration, problems) if calibration.exists() else None
    return Evidence(
        root=root,
        fingerprint=fingerprint(root),
        units=units,
        definitions=definitions,
        postures=postures,
        law=read_law(root, units, problems),
        countries=countries,
        powers=powers,
        dyads=read_dyads(root, units, countries, problems),
        flashpoints=read_flashpoints(root, units, countries, powers, problems),
        calibration=section.data if section else None,
    )


def _lazily(read: Callable[[list[Problem]], T]) -> T:
    problems: list[Problem] = []
    found = read(problems)
    if problems:
        raise InputError(problems)
    return found
