"""`pactsim claims` as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from long_run import start, stop, until_worked

ROOT = Path(__file__).parents[2]
FEW = ("--replicates", "8", "--engine", "mesa", "--workers", "1", "--no-figures")


def test_a_scoreboard_fits_80_columns_and_leaves_a_folder(pactsim: Callable[..., Any], tmp_path: Path) -> None:
    few = ("--replicates", "8", "--workers", "1")
    said = pactsim("claims", "C011", "c121", "C015", "C014", *few, COLUMNS="80")
    assert (said.code, said.err) == (0, "")
    assert max(map(len, said.out.splitlines())) <= 80
    for words in ("C011", "C121", "C015", "not tested", "Rust", "The Economist", "claim ", "verdict"):
        assert words in said.out
    assert "\N{HORIZONTAL ELLIPSIS}" not in said.out
    assert "contradicted" in said.out
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name.startswith("claims-")
    for name in ("scoreboard.md", "manifest.json", "tables/scoreboard.parquet", "figures/scoreboard.png",
                 "figures/scoreboard.svg"):  # fmt: skip
        assert (folder / name).is_file()
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["workers"] == 1
    refused = pactsim("run", "--from", str(folder))
    assert refused.code == 2
    assert "repeat it with: pactsim claims C011 C014 C015 C121 --replicates 8 --seed 2026" in refused.err
    assert pactsim("plot", str(folder)).code == 0


def test_a_claim_in_full_tells_the_experiment_and_how_to_repeat_it(inside: Callable[..., Any]) -> None:
    said = inside("claims", "C011", "--why", *FEW, "--seed", "3")
    text = " ".join(said.out.split())
    assert said.code == 0
    for words in (
        "squeezed on trade", "less likely?", "counter-offers are left out", "without: asian_nato", "tariff: start 2027",
        "Pact in force within", "share of worlds", "worlds so",
        "Again: pactsim compare asian_nato asian_nato_with_tariffs --replicates 8 --seed 3",
    ):  # fmt: skip
        assert words in text


def test_an_experiment_of_its_own_is_repeated_by_its_claim(inside: Callable[..., Any]) -> None:
    text = " ".join(inside("claims", "C124", "--why", *FEW).out.split())
    assert "troop_change: start 2028, change -1, countries [KOR]" in text
    assert "Again: pactsim claims C124 --why --replicates 8 --seed 2026" in text


def test_a_claim_that_is_not_tested_says_why_and_runs_nothing(inside: Callable[..., Any], tmp_path: Path) -> None:
    said = inside("claims", "C015", "--why")
    assert said.code == 0
    assert "Not tested (figure" in said.out
    assert "trade figure" in said.out
    assert list(tmp_path.iterdir()) == []
    told = json.loads(inside("claims", "C015", "--json").out)
    assert told["untested"][0]["reason"] == "figure"


def test_an_author_is_found_by_name_and_the_answer_is_data(inside: Callable[..., Any]) -> None:
    said = inside("claims", "C124", "C011", "--author", "the econ", *FEW, "--json")
    told = json.loads(said.out)
    assert {row["claim"] for row in told["claims"]} == {"C124"}
    assert list(told["tally"]) == ["economist"]
    assert Path(told["path"]).is_dir()


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (("C999",), "claims: there is no claim 'C999'; did you mean 'C099'?\n"),
        (("--author", "ratnr"), "--author: no author is called 'ratnr'; did you mean 'ratner'?\n"),
        (("C011", "--author", "walt"), "--author: none of these claims is by 'walt'\n"),
    ],
)
def test_a_mistake_is_one_line(inside: Callable[..., Any], words: tuple[str, ...], err: str) -> None:
    said = inside("claims", *words)
    assert (said.code, said.out, said.err) == (2, "", err)


def test_evidence_on_a_claim_says_how_it_is_tested(inside: Callable[..., Any]) -> None:
    assert "Tested: Do higher American duties" in inside("evidence", "C011").out
    assert "Not tested (figure): It is a trade figure" in inside("evidence", "C015").out
    assert json.loads(inside("evidence", "C015", "--json").out)[0]["tested"]["untested"] == "figure"


def test_an_interrupt_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    process = start("claims", "--replicates", "20000", "--engine", "mesa", "--workers", "1", cwd=tmp_path)
    until_worked(process, 5)
    assert stop(process) == (130, "", "pactsim: interrupted; nothing was written\n")
    assert list(tmp_path.iterdir()) == []
