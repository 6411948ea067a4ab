"""What callers mean by a name: an outcome, as much of it as leaves one; a country or flashpoint, its name in full."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set
from typing import TYPE_CHECKING

from sim.errors import Address, InputError, Problem, nearest
from sim.results.conditions import outcome_named, stems
from sim.results.measure import ALL, UNITS
from sim.results.outcomes import Outcome

if TYPE_CHECKING:
    from sim.figures.material import Material
    from sim.results.manifest import Manifest


def meant(material: Material, outcome: str, of: str | None) -> tuple[Outcome, str, str]:
    """The outcome that somebody means, with kind and scope of what it is measured in.

    Args:
        material: of the study.
        outcome: name of an outcome, or as much of it as leaves one.
        of: a country or flashpoint, by code or name; None for the whole region.

    Raises:
        InputError: there is no such outcome, country or flashpoint.
    """
    known = material.outcomes
    found = known[named(outcome, known)]
    kind = UNITS[found.table] or ALL
    if of is None:
        return found, ALL, ALL
    rows = material.level(material.scenarios[0], found.name, kind)
    return found, kind, scope_of(material.manifest, of, set(rows) - {ALL}, found.name)


def named(outcome: str, known: Collection[str]) -> str:
    """The outcome that a name means, which may leave out its ending where that leaves one only.

    Args:
        outcome: the name.
        known: names of outcomes there are, or the table of all.

    Raises:
        InputError: there is none, or there are several.
    """
    found = outcome_named(outcome, known, Address("study"))
    if found is None:
        raise refuse("outcome", outcome, [*known, *stems(known)])
    return found


def scope_of(manifest: Manifest, of: str, known: Set[str], what: str) -> str:
    """The code of a country or flashpoint.

    Args:
        manifest: of the study.
        of: its code or name.
        known: codes there are; none, or `all`, where something is of the region alone.
        what: is asked about.

    Raises:
        InputError: there is no such place.
    """
    places = {**manifest.facts.countries, **manifest.facts.flashpoints}
    codes = {place.name.casefold(): code for code, place in places.items()}
    found = next((code for code in (of, of.upper(), codes.get(of.casefold(), "")) if code in known), None)
    if found is not None:
        return found
    if not known - {ALL}:
        raise InputError([Problem(Address("of"), "", f"{what} is of the whole region, not of '{of}'")])
    raise refuse("country or flashpoint", of, {*known, *(place.name for place in places.values())})


def refuse(what: str, name: str, known: Iterable[str]) -> InputError:
    """What to raise where a study has nothing of a name.

    Args:
        what: is asked for.
        name: that was given.
        known: names there are.
    """
    return InputError([Problem(Address("study"), "", f"has no {what} '{name}'", nearest(name, known))])
