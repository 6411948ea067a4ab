"""`load_history`: `seeds/history/` as one object, with every offence of its files at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from sim.errors import Address, InputError, Problem, nearest
from sim.evidence import Evidence, Parameter
from sim.evidence.load import read_evidence
from sim.history.chronicles import read_chronicles
from sim.history.panels import read_panel
from sim.history.records import History
from sim.history.rules import read_rules

FOLDER = "history"


@lru_cache(maxsize=8)
def load_history(evidence: Evidence) -> History:
    """Read the record, once per body of evidence.

    Args:
        evidence: the seeds that it is part of.

    Raises:
        InputError: with every offence of its files.
    """
    problems: list[Problem] = []
    history = read_history(evidence, problems)
    if history is None or problems:
        raise InputError(problems)
    return history


def check_history(root: Path) -> list[Problem]:
    """Walk the record of the evidence in a folder: every offence, sources that nobody knows included."""
    problems: list[Problem] = []
    evidence = read_evidence(root, [])  # whose own offences are told elsewhere
    history = read_history(evidence, problems)
    if history is not None:
        problems.extend(_citations(history))
    return problems


def read_history(evidence: Evidence, problems: list[Problem]) -> History | None:
    """Read the record; offences are added to `problems`. None when there is no telling which years it is about."""
    folder = evidence.root / FOLDER
    written = read_rules(folder / "rules.yaml", evidence, problems)
    if written is None:
        return None
    begin, end, rules = written
    chronicles = read_chronicles(folder, evidence, begin, end, problems)
    starts = {code: chronicle.begin for code, chronicle in chronicles.items()}
    troops = read_panel(folder / "troops.yaml", "thousand_persons", evidence, starts, end, problems)
    votes = read_panel(folder / "votes.yaml", "index", evidence, starts, end, problems)
    if troops is None or votes is None:
        return None
    if troops.years and troops.years[0] > begin:
        problems.append(Problem(troops.address, "years", f"begin in {troops.years[0]}, the record in {begin}"))
    return History(evidence, begin, end, rules, chronicles, troops, votes)


def _citations(history: History) -> Iterator[Problem]:
    try:
        known = {*history.evidence.sources, *history.evidence.documents}
    except InputError:
        return
    for address, name, ids in _cited(history):
        for cited in ids:
            if cited not in known:
                yield Problem(address, name, f"unknown source '{cited}'", nearest(cited, known))


def _cited(history: History) -> Iterator[tuple[Address, str, tuple[str, ...]]]:
    for panel in (history.troops, history.votes):
        yield panel.address, Path(panel.address.file).stem, panel.source
    for chronicle in history.chronicles.values():
        yield chronicle.address, "begin", chronicle.source
    for figure in _figures(history):
        yield figure.address, figure.name, figure.source


def _figures(history: History) -> Iterator[Parameter]:
    for rule in history.rules:
        for condition in rule.conditions:
            yield from condition.bounds
    for chronicle in history.chronicles.values():
        for spans in chronicle.spans.values():
            yield from (span.depth for span in spans)
