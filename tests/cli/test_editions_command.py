"""Past years as a user meets them: their evidence, a run that starts in one, and what is said when it does not fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]


def test_the_evidence_of_a_year_is_shown(inside: Call) -> None:
    said = inside("evidence", "JPN.hub_tariff", "--edition", "1990")
    assert said.code == 0
    assert "3.5" in said.out
    assert "editions/1990/countries/JPN.yaml" in "".join(said.out.split())  # wherever a long path is broken
    assert max(map(len, said.out.splitlines())) <= 80
    overview = inside("evidence", "--edition", "1951")
    assert "as of 1951" in " ".join(overview.out.split())
    assert "without SGP: a British colony, independent in 1965" in " ".join(overview.out.split())
    assert "Editions of past years: 1951, 1970, 1990, 2000, 2015" in inside("evidence").out


def test_a_machine_gets_the_year(inside: Call) -> None:
    assert "draws that agree" in inside("evidence", "decisiveness").out
    past = inside("evidence", "decisiveness", "--edition", "1970")
    assert "draws that agree" not in past.out  # they know what came later
    told = json.loads(inside("evidence", "--edition", "1970", "--json").out)
    assert (told["edition"], told["editions"]) == (1970, [1951, 1970, 1990, 2000, 2015])
    assert "SGP" in told["names"]["countries"]
    assert told["names"]["fitted"] == []
    (japan,) = json.loads(inside("evidence", "JPN", "--edition", "1970", "--json").out)
    assert japan["posture"]["value"] == "ally"
    assert "calibrated" not in japan


def test_a_year_that_is_not_there_and_a_walk_of_one_year_are_refused(inside: Call) -> None:
    said = inside("evidence", "JPN", "--edition", "1936")
    assert said.code == 2
    assert "there is no edition of 1936; editions: 1951, 1970, 1990, 2000, 2015" in said.err
    said = inside("evidence", "--check", "--edition", "1990")
    assert said.code == 2
    assert "--edition: --check and --copy take all of the evidence" in said.err


def test_a_scenario_of_a_year_says_so(inside: Call) -> None:
    said = inside("check", "history_1951")
    assert said.code == 0
    assert "200 worlds of 11 countries, 1951 to 1969, evidence of 1951, seed 1951" in said.out
    said = inside("check", "history_1951", "--set", "add=[SGP]")
    assert said.code == 2
    assert "SGP is not in the edition of 1951: a British colony, independent in 1965" in said.err
    said = inside("explain", "history_1951", "singapore", "--worlds", "1")
    assert said.code == 2
    assert "unknown country 'singapore'" in said.err
    said = inside("explain", "history_1951", "SGP", "--worlds", "1")
    assert "SGP is not in the edition of 1951" in said.err


def test_years_do_not_mix_in_a_comparison(inside: Call) -> None:
    said = inside("compare", "status_quo", "history_1990")
    assert said.code == 2
    assert "history_1990: edition: is about 1990, but 'status_quo' about today" in said.err


def test_a_run_of_a_year_is_repeated_to_the_byte_by_either_engine(pactsim: Call, tmp_path: Path) -> None:
    words = ("--replicates", "3", "--no-figures", "--json", "--workers", "1")
    first = json.loads(pactsim("run", "history_1970", *words).out)
    folder = tmp_path / first["path"]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scenarios"]["history_1970"]["edition"] == 1970
    assert manifest["facts"]["countries"]["VNM"]["name"] == "Vietnam (Hanoi)"
    again = pactsim(
        "run", "--from", str(folder / "manifest.json"), "--results", "again", "--engine", "mesa", "--no-figures"
    )
    assert again.code == 0, again.err
    assert "are the same to the byte" in again.err


def test_a_copy_of_the_evidence_has_its_editions(pactsim: Call, tmp_path: Path) -> None:
    assert pactsim("evidence", "--copy", "mine").code == 0
    path = tmp_path / "mine" / "editions" / "1990" / "countries" / "JPN.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  dispute: {value: 0.2,", "  dispute: {value: 2,"), encoding="utf-8")
    assert pactsim("--seeds", "mine", "check", "status_quo").code == 0
    said = pactsim("--seeds", "mine", "check", "history_1990")
    assert said.code == 2
    assert "mine/editions/1990/countries/JPN.yaml:" in said.err
    assert "2 is outside the range of share, 0 to 1" in said.err
