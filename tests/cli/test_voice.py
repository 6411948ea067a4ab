"""Exit codes and wording of what goes wrong, and which scenario an override is for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.cli.inputs import read_scenarios, results_folder
from sim.cli.voice import answer, complain, guarded
from sim.errors import Address, InputError, PactsimError, Problem, RunFailed
from sim.evidence import Evidence, load_evidence
from sim.scenario.several import country_code

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_evidence(SEEDS)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (InputError([Problem(Address("b", 2, 1), "x", "is wrong", "y"), Problem(Address("a"), "", "is bad")]), 2,
         "a: is bad\nb:2:1: x: is wrong; did you mean 'y'?\n"),
        (RunFailed("all 3 worlds failed"), 1, "pactsim: all 3 worlds failed\n"),
        (PactsimError("two\nlines"), 1, "pactsim: two\\nlines\n"),
        (KeyboardInterrupt(), 130, "pactsim: interrupted; nothing was written\n"),
    ],
)  # fmt: skip
def test_errors_become_sentences_and_codes(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, said: str
) -> None:
    def act() -> int:
        raise error

    assert guarded(act) == code
    assert capsys.readouterr() == ("", said)


@given(st.text(max_size=60))
def test_a_complaint_is_one_line_that_steers_no_terminal(text: str) -> None:
    import contextlib
    import io

    with contextlib.redirect_stderr(io.StringIO()) as err:
        complain([text])
    said = err.getvalue()
    assert said.endswith("\n")
    assert said[:-1].isprintable()


def test_what_is_not_finite_is_null(capsys: pytest.CaptureFixture[str]) -> None:
    answer({"a": [1.5, float("nan"), {"b": float("inf")}], "c": None, "d": "é"})
    assert json.loads(capsys.readouterr().out) == {"a": [1.5, None, {"b": None}], "c": None, "d": "é"}


def test_an_override_is_for_all_or_for_one(evidence: Evidence) -> None:
    sets = [
        "countries.JPN.hub_trust=0.4",
        "B:countries.KOR.hub_trust=0.3",
        "asian_nato:policies.pact.quorum=2",
        "A:seed=5",
    ]
    first, second = read_scenarios(["status_quo", "asian_nato"], sets, evidence, replicates=9)
    assert first.countries == {"JPN": {"hub_trust": 0.4}}
    assert second.countries == {"JPN": {"hub_trust": 0.4}, "KOR": {"hub_trust": 0.3}}
    assert second.policies[0].model_dump()["quorum"] == 2
    assert (first.seed, second.seed, first.replicates, second.replicates) == (5, 2026, 9, 9)


def test_a_file_is_meant_by_its_stem(evidence: Evidence, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("extends: status_quo\n", encoding="utf-8")
    (mine,) = read_scenarios([str(path)], ["mine:seed=3"], evidence)
    assert (mine.name, mine.seed) == ("mine", 3)


def test_problems_of_all_scenarios_come_together(evidence: Evidence) -> None:
    with pytest.raises(InputError) as caught:
        read_scenarios(["status_qo", "asian_nato"], ["B:replicates=0", "X:seed=1"], evidence)
    assert [str(problem) for problem in caught.value.problems] == [
        "--set X:seed=1: 'X' is none of the scenarios",
        "--set replicates=0: replicates: 0 is out of range, must be at least 1",
        "status_qo: no scenario has this name; did you mean 'status_quo'?",
    ]


@pytest.mark.parametrize("text", ["JPN", "jpn", "Japan", "JAPAN"])
def test_a_country_is_known_by_code_and_name(evidence: Evidence, text: str) -> None:
    assert country_code(text, evidence, ()) == "JPN"


def test_results_need_a_folder_that_can_be_written(tmp_path: Path) -> None:
    assert results_folder(tmp_path / "new" / "deep") == tmp_path / "new" / "deep"
    assert not list(tmp_path.iterdir())
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="is no folder"):
        results_folder(tmp_path / "file" / "x")
