"""What is missing, doubled or misspelt in the record is told with its address, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.evidence import load_evidence
from sim.history import load_history
from sim.history.load import check_history

Spoil = Callable[[str, str, str], Path]
NZL_LAST = "{begin: 2010, end: 2025, value: 0.45"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("NZL.yaml", "{begin: 1986, end: 2009", "{begin: 1988, end: 2009", "nothing is said of 1986 to 1987"),
        ("NZL.yaml", "{begin: 1986, end: 2009", "{begin: 1987, end: 2009", "nothing is said of 1986"),
        ("NZL.yaml", "{begin: 1986, end: 2009", "{begin: 1985, end: 2009", "begins in 1985, when the one before it"),
        ("NZL.yaml", "end: 2009", "end: 1980", "ends in 1980, before it begins in 1986"),
        ("NZL.yaml", NZL_LAST, "{begin: 2010, end: 2024, value: 0.45", "nothing is said of 2025"),
        ("NZL.yaml", NZL_LAST, "{begin: 2010, end: 2031, value: 0.45", "ends in 2031, after the record does (2025)"),
        ("NZL.yaml", NZL_LAST, "{begin: 2010, end: 2025, value: 1.45", "outside the range of share"),
        ("NZL.yaml", NZL_LAST, "{begin: 2010, ends: 2025, value: 0.45", "did you mean 'end'"),
        ("NZL.yaml", "{year: 1951", "{year: 1949", "1949 is outside the record, 1951 to 2025"),
        ("NZL.yaml", "{year: 1951", "{year: 1953", "begins in 1951, before the country's record does (1953)"),
        ("NZL.yaml", "challenger:", "chalenger:", "'challenger' is missing"),
        ("NZL.yaml", "source: [wellington-2010,", "source: [welington-2010,", "did you mean 'wellington-2010'"),
        ("NZL.yaml", "source: [un-members]", "source: [un-member]", "did you mean 'un-members'"),
        ("troops.yaml", "NZL: [0.003, ", "NZL: [", "must be a list of 27 numbers"),
        ("troops.yaml", "NZL: [0.003", "NZL: [~", "nothing is counted in 1951; say under 'absent' why"),
        ("troops.yaml", "NZL: [0.003", "NZL: [-1", "must be a number from 0 to"),
        ("troops.yaml", "  NZL: ", "  NZK: ", "NZL is missing"),
        ("troops.yaml", "1951, 1953", "1952, 1953", "begin in 1952, the record in 1951"),
        ("troops.yaml", "1960, 1962", "1953, 1962", "1953 must come after 1955, by 5 years at most"),
        ("troops.yaml", "unit: thousand_persons", "unit: million_persons", "is none of thousand_persons"),
        ("votes.yaml", "  VNM: \"No", "  # \"No", "counts.VNM[1]: nothing is counted in 1975"),
        ("rules.yaml", "posture: pact", "posture: pakt", "did you mean 'pact'"),
        ("rules.yaml", "      bloc:", "      block:", "unknown measure; did you mean 'bloc'"),
        ("rules.yaml", "id: dormant_treaty", "id: collective_pact", "is the id of another rule"),
        ("rules.yaml", "    when: {}", "    when: {troops: {}}", "gives no bound"),
        ("rules.yaml", "at_least: {value: 0.5", "at_leest: {value: 0.5", "did you mean 'at_least'"),
        ("rules.yaml", "unit: share, source: [atop]", "unit: ratio, source: [atop]", "the unit must be share"),
        ("rules.yaml", "end: 2025", "end: 1950", "the record ends in 1950, before it begins in 1951"),
    ],
)  # fmt: skip
def test_an_offence_is_told_with_its_place(spoil: Spoil, file: str, old: str, new: str, told: str) -> None:
    problems = [str(problem) for problem in check_history(spoil(file, old, new))]
    assert any(told in problem for problem in problems), problems
    assert all(problem.startswith("seeds/history/") for problem in problems)


def test_votes_alone_make_no_rule(spoil: Spoil) -> None:
    rule = (
        "  - id: votes_only\n    posture: ally\n    meaning: votes\n"
        "    when: {votes: {below: {value: -1, low: -1, high: -1, unit: index, assumption: true, note: x}}}\n"
    )
    seeds = spoil("rules.yaml", "  - id: neither\n", f"{rule}  - id: neither\n")
    (problem,) = check_history(seeds)
    assert str(problem).startswith("seeds/history/rules.yaml:")
    assert "rests on votes alone" in str(problem)


def test_a_missing_or_unknown_country_is_an_offence(spoil: Spoil) -> None:
    seeds = spoil("NZL.yaml", "New Zealand", "New Zealand")
    (seeds / "history" / "NZL.yaml").rename(seeds / "history" / "NZX.yaml")
    told = sorted(str(problem) for problem in check_history(seeds))
    assert told[0] == "seeds/history/NZX.yaml: 'NZX' is no country of the evidence; did you mean 'NZL'?"
    assert "the chronicle NZL.yaml is missing" in " ".join(told)
    with pytest.raises(InputError, match=r"NZL\.yaml is missing"):
        load_history(load_evidence(seeds))


def test_a_record_that_is_not_there_is_an_offence(spoil: Spoil) -> None:
    seeds = spoil("rules.yaml", "begin", "begin")
    (seeds / "history" / "rules.yaml").unlink()
    assert [str(problem) for problem in check_history(seeds)] == ["seeds/history/rules.yaml: there is no such file"]


def test_the_shipped_record_is_without_offence() -> None:
    problems = check_history(Path(__file__).parents[2] / "seeds")
    assert not problems, "\n".join(map(str, problems))
