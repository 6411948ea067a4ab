"""The rules of coding as `seeds/history/rules.yaml` states them, and the years of the record."""

from __future__ import annotations

from pathlib import Path

from sim.errors import Problem, nearest
from sim.evidence import Evidence
from sim.evidence.figures import Kind, parameter
from sim.evidence.section import Section, open_section
from sim.history.measures import MEASURES, VOTES
from sim.history.records import Condition, Rule


def read_rules(path: Path, evidence: Evidence, problems: list[Problem]) -> tuple[int, int, tuple[Rule, ...]] | None:
    """Read the rules.

    Args:
        path: of the file.
        evidence: for postures and units.
        problems: where offences go.

    Returns:
        First and last year of the record, and the rules in their order; None when the years cannot be told.
    """
    section = open_section(path, problems)
    if section is None:
        return None
    section.keys(("begin", "end", "rules"))
    begin, end = section.integer("begin"), section.integer("end")
    rules: list[Rule] = []
    entries = list(section.listed("rules"))
    for entry in entries:
        entry.keys(("id", "posture", "meaning", "when"))
        rule = Rule(
            id=entry.text("id"),
            posture=entry.text("posture", tuple(evidence.postures)),
            meaning=entry.text("meaning"),
            conditions=_conditions(entry, evidence),
            address=entry.address,
        )
        if rule.id in (other.id for other in rules):
            entry.note(f"'{rule.id}' is the id of another rule", "id")
        if {condition.measure for condition in rule.conditions} == {VOTES}:
            entry.note("rests on votes alone, which are no sign of alignment", "when", at_key=True)
        if bool(rule.conditions) == (entry is entries[-1]):
            entry.note("the last rule must have no conditions, and every other some", "when", at_key=True)
        rules.append(rule)
    if not rules and "rules" in section.data:
        section.note("there must be a rule", "rules")
    if begin is None or end is None:
        return None
    if end < begin:
        section.note(f"the record ends in {end}, before it begins in {begin}", "end")
    return begin, end, tuple(rules)


def _conditions(entry: Section, evidence: Evidence) -> tuple[Condition, ...]:
    below = entry.below("when")
    found = []
    for measure in below.sections() if below else ():
        if measure.name not in MEASURES:
            measure.note("unknown measure", close=nearest(measure.name, MEASURES), at_key=True)
            continue
        measure.keys((), ("at_least", "below"))
        bounds = {}
        for key in ("at_least", "below"):
            bound = measure.below(key)
            named = f"{entry.data.get('id')}.{measure.name}.{key}"
            unit = MEASURES[measure.name].unit
            bounds[key] = parameter(bound, evidence.units, Kind(), name=named, unit=unit) if bound else None
        if not measure.data:
            measure.note("gives no bound: say at_least or below", at_key=True)
        found.append(Condition(measure.name, bounds["at_least"], bounds["below"]))
    return tuple(found)
