"""Every claim is in its place, and mistakes in the files are told with theirs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.claims.book import Book, plain_entry, read_book
from sim.claims.entries import THEORY
from sim.errors import InputError
from sim.evidence import Evidence
from sim.results.outcomes import outcomes

FOLDER = Path(__file__).parents[2] / "scenarios" / "claims"
HEAD = "C011:\n  question: q\n  because: b\n"
RUNNING = "  without: asian_nato\n  with: asian_nato_with_tariffs\n"
EXPECTING = "  expect:\n    - {outcome: side.end, change: lower}\n"


def test_every_claim_is_in_exactly_one_place(evidence: Evidence, book: Book) -> None:
    tested = {name for name, trial in book.trials.items() if trial.claim.document != THEORY}
    assert not tested & set(book.passed)
    assert tested | set(book.passed) == set(evidence.claims)
    assert len(tested) >= 70
    assert [name for name in book.ids if name in evidence.claims] == list(evidence.claims)


def test_theories_stand_beside_the_claims_with_their_sources(evidence: Evidence, book: Book) -> None:
    theories = [name for name, trial in book.trials.items() if trial.claim.document == THEORY]
    assert theories == [f"T0{number}" for number in range(1, len(theories) + 1)]
    assert book.ids[-len(theories) :] == tuple(theories)
    for name in theories:
        assert book.trials[name].claim.text.endswith("."), name
        assert book.document(name) == THEORY
    assert evidence.sources["walt-1987"].title in book.trials["T01"].claim.note


def test_with_security_alone_in_the_scales_both_arms_differ_only_in_pressure(book: Book) -> None:
    trial = book.trials["T01"]
    assert trial.without is not None
    without, with_ = trial.without.scenario.resolved(), trial.with_.scenario.resolved()
    assert without["parameters"] == with_["parameters"]
    assert without["postures"] == with_["postures"]
    assert set(without["parameters"].values()) == {0.0}
    assert (without["policies"], len(with_["policies"])) == ([], 1)


@pytest.mark.parametrize(
    ("text", "below", "said"),
    [
        ("TX1:", 0, "TX1: must be T and two digits, such as T01"),
        ("T01:\n  source: [walt-1978]\n  holds: h", 1, "unknown source 'walt-1978'; did you mean 'walt-1987'?"),
        ("T01:\n  source: [walt]", 0, "T01: 'holds' is missing"),
    ],
)
def test_a_mistake_in_a_theory_is_told_with_its_place(
    tmp_path: Path, evidence: Evidence, text: str, below: int, said: str
) -> None:
    folder = tmp_path / "claims"
    shutil.copytree(FOLDER, folder)
    rest = "\n  question: q?\n  because: b.\n  with: status_quo\n  expect: [{outcome: side.end, level: {above: 0}}]\n"
    (folder / "theory.yaml").write_text(text + rest, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_book(evidence, folder)
    (problem,) = map(str, caught.value.problems)
    assert said in problem
    assert f"theory.yaml:{1 + below}:" in problem


def test_an_experiment_says_what_it_asks_and_compares_two_different_scenarios(book: Book, evidence: Evidence) -> None:
    table = outcomes(evidence.postures)
    for name, trial in book.trials.items():
        assert trial.question.endswith("?"), name
        assert trial.because.endswith("."), name
        if trial.without is not None:
            assert trial.without.scenario.resolved() | {"name": "", "title": "", "description": ""} != (
                trial.with_.scenario.resolved() | {"name": "", "title": "", "description": ""}
            ), name
        assert all(one.outcome in table for one in trial.expect)


def test_a_reason_is_a_sentence(book: Book) -> None:
    for name, one in book.passed.items():
        assert one.why.endswith("."), name


def test_a_claim_is_looked_up_without_reading_the_others(evidence: Evidence) -> None:
    assert plain_entry(evidence.claims["C011"])["question"].endswith("?")
    assert plain_entry(evidence.claims["C015"])["untested"] == "figure"


def refused(tmp_path: Path, evidence: Evidence, text: str) -> list[str]:
    """What is wrong when C011 of Rust's file is replaced by a text."""
    folder = tmp_path / "claims"
    shutil.copytree(FOLDER, folder)
    path = folder / "rust.yaml"
    before, rest = path.read_text(encoding="utf-8").split("C011:\n", 1)
    path.write_text(f"{before}{text}C012:\n{rest.split('C012:', 1)[1].lstrip(chr(10))}", encoding="utf-8")
    line = before.count("\n")
    with pytest.raises(InputError) as caught:
        read_book(evidence, folder)
    return [str(problem).replace(f"{folder}/", "").replace(":+", "") for problem in caught.value.problems] + [str(line)]


@pytest.mark.parametrize(
    ("text", "below", "said"),
    [
        (
            f"{HEAD}{RUNNING}  expect:\n    - {{outcome: side.ende, change: lower}}\n",
            7,
            "C011.expect[0].outcome: unknown outcome 'side.ende'; did you mean 'side.end'?",
        ),
        (
            f"{HEAD}{RUNNING}  expect:\n    - {{outcome: side.end, chnge: lower}}\n",
            7,
            "C011.expect[0].chnge: unknown key; did you mean 'change'?",
        ),
        (
            f"{HEAD}{RUNNING}  expect:\n    - {{outcome: side.end, change: more}}\n",
            7,
            "C011.expect[0].change: must be one of higher, lower, unchanged, not 'more'",
        ),
        (
            f"{HEAD}{RUNNING}  expect:\n    - {{outcome: side.end, change: unchanged}}\n",
            7,
            "'change: unchanged' needs 'by'",
        ),
        (
            f"{HEAD}{RUNNING}  expect:\n    - {{outcome: side.end, change: lower, level: {{above: 1}}}}\n",
            7,
            "must hold exactly one of 'change', 'level', 'order' and 'exceeds'",
        ),
        (
            f"{HEAD}{RUNNING}  expect:\n    - {{outcome: side.end, level: {{}}}}\n",
            7,
            "C011.expect[0].level: must hold either 'above' or 'below'",
        ),
        (
            f"{HEAD}{RUNNING}  expect:\n    - {{outcome: side.end, countries: [JPM], change: lower}}\n",
            7,
            "unknown country 'JPM'; did you mean 'JPN'?",
        ),
        (
            f"{HEAD}{RUNNING}  expect:\n    - {{outcome: hazard.mean, countries: [JPN], change: lower}}\n",
            7,
            "C011.expect[0].countries: 'hazard.mean' is not measured for countries",
        ),
        (
            f"{HEAD}{RUNNING}  expect:\n    - {{outcome: side.end, order: [JPN, KOX]}}\n",
            7,
            "C011.expect[0].order[1]: 'side.end' is not measured for 'KOX'; did you mean 'KOR'?",
        ),
        (
            f"{HEAD}{RUNNING}  expect:\n    - {{outcome: side.end, exceeds: [hazard.mean]}}\n",
            7,
            "C011.expect[0].exceeds[0]: 'hazard.mean' is not measured for the same as 'side.end'",
        ),
        (
            f"{HEAD}  without: asian_nat\n  with: asian_nato\n{EXPECTING}",
            4,
            "C011.without: no scenario is called 'asian_nat'; did you mean 'asian_nato'?",
        ),
        (
            f"{HEAD}  without: asian_nato\n  with: {{extends: status_quo, policies: [{{type: tarif, start: 2027}}]}}\n"
            f"{EXPECTING}",
            5,
            "C011.with.policies[0]: unknown policy type 'tarif'; did you mean 'tariff'?",
        ),
        (
            f"{HEAD}  without: asian_nato\n  with: {{extends: asian_nato, horizon: {{end: 2030}}}}\n{EXPECTING}",
            1,
            "C011: the two scenarios differ in horizon, step or countries",
        ),
        (
            f"{HEAD}  without: asian_nato\n  with: {{extends: asian_nato, draws: central}}\n{EXPECTING}",
            5,
            "C011.with: a verdict needs drawn numbers",
        ),
        (f"{HEAD}  with: asian_nato\n{EXPECTING}", 1, "C011: 'without' is missing: a change needs a scenario"),
        (f"{HEAD}  without: asian_nato\n{EXPECTING}", 1, "C011: 'with' is missing"),
        (f"C011:\n  because: b\n{RUNNING}{EXPECTING}", 1, "C011: 'question' is missing"),
        (f"{HEAD}{RUNNING}", 1, "C011: 'expect' is missing"),
        (f"{HEAD}{RUNNING}  expect: []\n", 6, "C011.expect: must have at least 1 entries"),
        (f"{HEAD}{RUNNING}{EXPECTING}  becuse: x\n", 8, "C011.becuse: unknown key; did you mean 'because'?"),
        ("C011: {untested: figur, why: w}\n", 1, "C011.untested: must be one of figure, institution, history, outside"),
        ("C011: {untested: figure}\n", 1, "C011: 'why' is missing"),
        ("C011: nothing\n", 1, "C011: must be a mapping of keys to values"),
        ("", 0, "says nothing of C011: each needs an experiment, or 'untested' and 'why'"),
        ("C011: {untested: figure, why: w}\nC033: {untested: figure, why: w}\n", 2, "C033: is a claim of jimbo-ratner"),
        ("C011: {untested: figure, why: w}\nC0111: {untested: figure, why: w}\n", 2, "C0111: rust has no such claim"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, evidence: Evidence, text: str, below: int, said: str) -> None:
    *problems, line = refused(tmp_path, evidence, text)
    (problem,) = problems
    assert said in problem
    assert problem.startswith(f"rust.yaml:{int(line) + below}:" if below else "rust.yaml: ")


def test_a_file_called_after_no_document_is_refused(tmp_path: Path, evidence: Evidence) -> None:
    folder = tmp_path / "claims"
    shutil.copytree(FOLDER, folder)
    (folder / "wlat.yaml").write_text("C001: {untested: figure, why: w}\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"wlat.yaml: is called after no document of the evidence; did you mean 'walt'"
    ):
        read_book(evidence, folder)


def test_a_missing_file_is_told(tmp_path: Path, evidence: Evidence) -> None:
    folder = tmp_path / "claims"
    shutil.copytree(FOLDER, folder)
    (folder / "walt.yaml").unlink()
    with pytest.raises(InputError, match=r"walt.yaml: there is no such file"):
        read_book(evidence, folder)
