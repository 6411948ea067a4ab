"""`pactsim tipping` as a user meets it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

Call = Callable[..., Any]
TRUST = "countries.JPN.hub_trust=0.05:0.95"
SHORT = ("--set", "horizon.end=2030", "--points", "5")
ASKED = (
    "tipping",
    "asian_nato",
    "--until",
    "MEAN(trust.mean.JPN) >= 0.4",
    "--vary",
    TRUST,
    *SHORT,
    "--replicates",
    "30",
)


def made(tmp_path: Path) -> Path:
    (folder,) = (path for path in (tmp_path / "results").iterdir() if path.name.startswith("tipping-asian_nato-"))
    return folder


def test_a_threshold_told_stored_and_done_again(pactsim: Call, tmp_path: Path) -> None:
    said = pactsim(*ASKED, COLUMNS="80")
    assert (said.code, said.err) == (0, "")
    assert max(map(len, said.out.split("\nAgain: ")[0].splitlines())) <= 80
    told = " ".join(said.out.split())
    assert told.startswith("Asian NATO: MEAN(trust.mean.JPN) >= 0.4, 30 worlds Mean of trust in the hub (Japan) at")
    assert "once countries.JPN.hub_trust reaches 0." in told
    assert "(90 % interval 0." in told
    assert "As the scenario stands (countries.JPN.hub_trust drawn from" in told
    folder = made(tmp_path)
    for name in ("figures/tipping.png", "figures/tipping.svg", "manifest.json", "summary.md"):
        assert (folder / name).is_file()
    assert (folder / "summary.md").read_text(encoding="utf-8").startswith("# Asian NATO: MEAN(trust.mean.JPN) >= 0.4")
    ending = said.out.split("\nStudy: ")[1]
    assert "  figures/tipping.png" in ending
    assert "the response, and where it tips" in ending
    assert ending.count("\nAgain: pactsim tipping asian_nato --until ") == 1
    response = pd.read_parquet(folder / "tables" / "response.parquet")
    (threshold,) = pd.read_parquet(folder / "tables" / "thresholds.parquet").to_dict("records")
    above = response[response["value"] >= threshold["threshold"]]
    assert above["holds"].all()
    assert not response.drop(above.index)["holds"].any()
    assert threshold["low"] < threshold["threshold"] < threshold["high"]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["kind"], manifest["engine"], manifest["replicates"]) == ("tipping", "ensemble", 30)
    refused = pactsim("run", "--from", str(folder))
    assert refused.code == 2
    said_so, _, command = refused.err.partition("repeat it with: ")
    assert said_so.endswith("holds tipping points; ")
    again = pactsim(*shlex.split(command)[1:], "--results", "again", "--no-figures", "--workers", "1")
    assert again.code == 0
    repeated = json.loads((tmp_path / "again" / folder.name / "manifest.json").read_text(encoding="utf-8"))
    assert repeated["tables"] == manifest["tables"]
    assert pactsim("plot", str(folder)).code == 0


def test_answers_for_a_machine(inside: Call) -> None:
    told = json.loads(inside(*ASKED, "--json", "--no-figures").out)
    assert not (Path(told["path"]) / "figures").exists()
    assert told["until"] == "MEAN(trust.mean.JPN) >= 0.4"
    (one,) = told["thresholds"]
    assert one["second"] is None
    assert one["low"] < one["threshold"] < one["high"]
    assert {row["worlds"] for row in told["response"]} == {30}
    assert told["vary"][0]["path"] == "countries.JPN.hub_trust"
    readable = json.loads(inside(*ASKED[:-1], "2", "--json", "--no-figures", "--engine", "mesa").out)
    compiled = json.loads(inside(*ASKED[:-1], "2", "--json", "--no-figures").out)
    assert {k: v for k, v in readable.items() if k != "path"} == {k: v for k, v in compiled.items() if k != "path"}


def test_a_frontier_and_a_change(inside: Call) -> None:
    words = ("--vary", "policies.pact.start=2027:2028", "--replicates", "8", "--format", "csv")
    said = inside(*ASKED, *words)
    assert said.code == 0
    assert "has a threshold at 2 of 2 values" in " ".join(said.out.split())
    assert "where it holds: countries.JPN.hub_trust" in said.out
    assert len(list(made(Path()).glob("figures/tipping.*"))) == 2
    assert (made(Path()) / "tables" / "thresholds.csv").is_file()
    change = ("tipping", "asian_nato", "--against", "status_quo", "--until", "P(CHANGE(trust.mean) > 0) > 0.9", *SHORT)
    told = json.loads(inside(*change, "--vary", "policies.formal_pact.quorum=2:3", "--replicates", "6", "--json").out)
    assert [row["value"] for row in told["response"]] == [2, 3]
    assert told["against"]["name"] == "status_quo"


def test_a_pact_in_force_is_one_at_the_end(inside: Call) -> None:
    words = ("--vary", "policies.pact.quorum=2:3", *SHORT, "--replicates", "6", "--no-figures")
    said = inside("tipping", "asian_nato", "--until", "P(pact_in_force) >= 0.5", *words)
    assert said.code == 0
    assert said.err == (
        "note: pact_in_force is read as pact_in_force.end; pact_in_force.ten_years and pact_in_force.ever are others\n"
    )
    assert said.out.startswith("Asian NATO: P(pact_in_force.end) >= 0.5, 6 worlds")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--until", "P(side.end@2050 > 0) > 0.5", "--vary", TRUST),
            "--until:1:3: 2050 lies outside the horizon 2026-2045",
        ),
        (
            ("--until", "P(pact_in_forc) > 0", "--vary", TRUST),
            "--until:1:3: there is no outcome 'pact_in_forc'; did you",
        ),
        (
            ("--until", "P(pact_in_force) > 0", "--vary", "policies.formal_pact.commitment"),
            "--vary policies.formal_pact.commitment: a policy of type formal_pact has no number 'commitment'",
        ),
        (("--until", "P(pact_in_force) > 0", "--vary", "policies.pact.quorum"), "the range is 2 to 64, name another"),
        (("--until", "P(pact_in_force) > 0", "--vary", TRUST, "--lines", "3"), "--lines: is for a second --vary\n"),
        (("--until", "P(pact_in_force) > 0"), "--vary"),
        (("--vary", TRUST), "--until"),
    ],
)
def test_what_is_asked_wrongly(words: tuple[str, ...], said: str, inside: Call) -> None:
    told = inside("tipping", "asian_nato", *words)
    assert told.code == 2
    assert said in told.err
    assert not Path("results").exists()
