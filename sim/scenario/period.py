"""The year that a scenario's evidence is of, and what follows from it: who there is, and when a run starts."""

from __future__ import annotations

from sim.errors import Problem, nearest
from sim.evidence import Evidence
from sim.scenario.tree import Tree, graft, of_data

YEARS = 20  # simulated unless a scenario says otherwise


def settle_period(tree: Tree, evidence: Evidence, problems: list[Problem]) -> tuple[Tree, Evidence]:
    """Find the edition that a scenario names, and fill in its years.

    Args:
        tree: the scenario with everything inherited, perhaps with entries of the wrong type; those are left for the
            schema.
        evidence: the seeds, of whatever year.
        problems: offences are added here; the scenario is then checked against the evidence of today.

    Returns:
        The scenario with `horizon` filled in, and the evidence of its year.

    Raises:
        InputError: the edition itself cannot be read.
    """
    said = tree.child("edition")
    today = evidence.at(None)
    if said is None or said.children is not None or type(said.value) is not int:
        return tree, today
    year = said.value
    if year not in evidence.editions:
        known = [str(one) for one in evidence.editions]
        sentence = f"there is no edition of {year}; editions: {', '.join(known) or 'none'}"
        problems.append(Problem(said.at, "edition", sentence, nearest(str(year), known)))
        return tree, today
    start = tree.get(("horizon", "start"))
    if start is None:
        tree = graft(tree, ("horizon", "start"), of_data(year, said.at)) or tree
    elif start.value != year:
        sentence = f"a run starts in the year of its edition, {year}; leave the start out"
        problems.append(Problem(start.at, "horizon.start", sentence))
    if tree.get(("horizon", "end")) is None:
        tree = graft(tree, ("horizon", "end"), of_data(year + YEARS - 1, said.at)) or tree
    return tree, evidence.at(year)


def absence(evidence: Evidence, word: object) -> str:
    """Why a country takes no part in the edition, as a sentence; an empty text when the word names none such."""
    edition = evidence.edition
    reason = edition.absent.get(str(word)) if edition else None
    return f"{word} is not in the edition of {evidence.year}: {reason}" if reason else ""


def outside(year: float, start: int, end: int) -> str:
    """What is wrong with a year that is not simulated; empty where it is.

    Args:
        year: a calendar year, or a point of time in it.
        start: first year simulated.
        end: the last one.
    """
    return "" if start <= year < end + 1 else f"{year:g} lies outside the horizon {start}-{end}"
