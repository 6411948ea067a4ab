"""`pactsim advise` as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from long_run import start, stop, until_worked

ROOT = Path(__file__).parents[2]
Call = Callable[..., Any]
LEVERS = """\
title: Duties and talks
policies:
  - {id: duties, type: tariff, start: 2027, change: 0}
  - {id: talks, type: dialogue, start: 2027, strength: 0}
levers:
  policies.duties.change: {low: 0, high: 20, step: 10, label: duties}
  policies.talks: [off, on]
  policies.talks.strength: {low: 0, high: 0.4, step: 0.2}
"""
WANTED = ("--goal", "lower hazard", "--cost", "lower trade_loss", "--levers", "mine.yaml")
SMALL = ("--set", "horizon.end=2030", "--replicates", "8", "--verify", "12")
FEW = ("advise", "status_quo", *WANTED, *SMALL)


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / "tables" / f"{name}.parquet")


@pytest.fixture(autouse=True)
def _levers(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(LEVERS, encoding="utf-8")


def test_a_front_of_which_the_answer_is_known(pactsim: Call, tmp_path: Path) -> None:
    """Nobody gains by duties, and talks as such cost no trade: one setting beats all others."""
    said = pactsim(*FEW, COLUMNS="80")
    assert said.code == 0, said.err
    assert max(map(len, said.out.split("\nAgain: ")[0].splitlines())) <= 80
    assert "  every member of the front, with intervals\n" in said.out
    assert "\nAgain: pactsim advise " in said.out
    assert said.out.startswith("Status quo. Duties and talks: lower hazard.mean, lower trade_loss.mean\n")
    plain = " ".join(said.out.split())
    for words in (
        "All 12 settings of 3 levers were tried in 8 worlds each",
        "in 12 fresh worlds",
        "Others' rules are fixed: nobody in the model anticipates these levers",
    ):
        assert words in plain, words
    (folder,) = (path for path in (tmp_path / "results").iterdir() if path.name.startswith("advise-status_quo-mine-"))
    tried = table(folder, "tried")
    assert len(tried) == 2 * (1 + 12)
    settings = table(folder, "settings").pivot(index="candidate", columns="lever", values="value")
    front = table(folder, "front")
    members = front[front["member"] != "as it is"]
    best = settings.loc[members["candidate"].unique()]
    assert set(best["policies.duties.change"]) == {"0"}
    assert "0.4" in set(best["policies.talks.strength"])
    hazard = members[members["objective"] == "lower hazard.mean"]
    assert hazard.iloc[0]["difference_high"] < 0.0
    assert (members["regret"] >= 0.0).all()
    assert (members.groupby("objective")["regret"].min() < 1e-9).any()
    assert members["chosen"].sum() == 2
    base = front[front["member"] == "as it is"].set_index("objective")
    assert (base["candidate"] == 0).all()
    searched = tried[tried["candidate"] == 0].set_index("objective")["mean"]
    assert base["searched"].to_dict() == searched.to_dict()
    regret = table(folder, "regret")
    assert {"all worlds", "law.provocation_effect"} <= set(regret["number"])
    assert regret.groupby(["objective", "number", "third"])["shortfall"].min().max() == 0.0
    summary = (folder / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("# Status quo. Duties and talks: lower hazard.mean")
    assert summary.rstrip().endswith("assumptions.")
    made = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert made["options"]["objectives"] == ["lower hazard.mean", "lower trade_loss.mean"]
    assert made["options"]["files"]["levers"]["file"] == "mine.yaml"
    assert (folder / "figures" / "advice.png").is_file()
    refused = pactsim("run", "--from", str(folder))
    assert refused.code == 2
    assert "holds advice on levers; repeat it with: pactsim advise status_quo --goal" in refused.err
    assert pactsim("plot", str(folder)).code == 0


def test_neither_threads_nor_engine_change_what_is_bred(inside: Call) -> None:
    """More settings than may be tried, a lever among the costs, and a country's own outcome."""
    words = (
        "advise", "status_quo", *WANTED, *SMALL, "--cost", "lower policies.duties.change",
        "--goal", "higher trust.end of JPN", "--evaluations", "11", "--front", "3", "--json", "--no-figures",
    )  # fmt: skip
    Path("mine.yaml").write_text(LEVERS.replace("  policies.talks: [off, on]\n", ""), encoding="utf-8")
    wide = Path("mine.yaml").read_text(encoding="utf-8").replace(", step: 0.2", "")
    Path("mine.yaml").write_text(wide, encoding="utf-8")
    first = json.loads(inside(*words, "--workers", "1").out)
    other = json.loads(inside(*words, "--workers", "2").out)
    slow = json.loads(inside(*words, "--engine", "mesa", "--workers", "1").out)
    assert first == other == slow
    assert (first["tried"], first["refused"]) == (11, 0)
    assert 2 <= len(first["front"]) <= 3  # of those that nobody beats no more than asked for
    assert first["search"].startswith("NSGA-II of optuna ")
    assert first["choice"] in [member["member"] for member in first["front"]]
    for member in first["front"]:
        own = {one["objective"]: one for one in member["objectives"]}
        set_to = own["lower policies.duties.change"]
        assert set_to["mean"] == set_to["low"] == set_to["high"] == member["levers"]["policies.duties.change"]
    assert {one["objective"]: one["mean"] for one in first["as_it_is"]}["lower policies.duties.change"] is None


def test_other_worlds_are_another_study_and_the_manifest_says_who_ran_them(inside: Call) -> None:
    words = (*FEW, "--json", "--no-figures")
    first, other = (json.loads(inside(*words, "--replicates", many).out) for many in ("4", "6"))
    assert first["path"] != other["path"]
    for told, many in ((first, 4), (other, 6)):
        made = json.loads((Path(told["path"]) / "manifest.json").read_text(encoding="utf-8"))
        assert (made["engine"], made["failures"], made["replicates"]) == ("ensemble", 0, many)
        assert made["options"]["replicates"] == told["replicates"] == many


def test_a_refused_setting_is_counted_and_told(inside: Call) -> None:
    text = "levers:\n  policies.pact.invited: [[AUS, JPN], [AUS, JPN, KOR]]\n  policies.pact.quorum: [2, 3]\n"
    Path("mine.yaml").write_text(text, encoding="utf-8")
    words = ("advise", "asian_nato", *WANTED, *SMALL, "--set", "policies.pact.quorum=2", "--json", "--no-figures")
    told = json.loads(inside(*words).out)
    assert (told["tried"], told["refused"]) == (4, 1)
    assert "refused 1; the first: " in told["said"][0]
    assert "quorum 3 is above the 2 countries invited" in told["said"][0]
    said = inside(*words[:-2], "--no-figures")
    assert "pact invited: (1) AUS, JPN" in said.out or "pact invited: (2) AUS, JPN, KOR" in said.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status_quo",), "--levers: needs one file of ranges, or one of these: china, japan, us"),
        (("status_quo", *WANTED, "--levers", "us"), "--levers: needs one file of ranges, or one of these"),
        (("status_quo", *WANTED[:2], "--levers", "us"), "--cost: is missing: a front lies between"),
        (
            ("status_quo", *WANTED[:4], "--levers", "uss"),
            "--levers: no file of levers is called 'uss'; one of your own",
        ),
        (("status_quo", *WANTED[:4], "--levers", "no.yaml"), "no.yaml: "),
        (("status_qu", *WANTED), "status_qu: no scenario has this name; did you mean 'status_quo'?"),
        (("status_quo", *WANTED, "--set", "horizon.end=1900"), "--set horizon.end=1900: horizon"),
        (("status_quo", *WANTED, "--goal", "lower crises.wars"), "did you mean 'wars'?"),
        (("status_quo", *WANTED, "--goal", "lower wars@2050"), "2050 lies outside the horizon 2026-2045\n"),
        (("whole_theatre", *WANTED, "--goal", "higher trust.end of XYZ"), "XYZ is no country of this scenario"),
    ],
)
def test_what_is_asked_wrongly(words: tuple[str, ...], said: str, inside: Call) -> None:
    told = inside("advise", *words)
    assert told.code == 2
    assert said in told.err
    assert not Path("results").exists()


def _stopped(tmp_path: Path, after: float) -> tuple[int, str]:
    long = ("--evaluations", "20000", "--verify", "10", "--no-figures", "--replicates", "20")
    process = start("advise", "status_quo", *WANTED[:4], "--levers", "us", *long, cwd=tmp_path)
    until_worked(process, after)
    code, _, err = stop(process)
    assert "Traceback" not in err
    return code, err


def test_what_was_found_before_an_interrupt_is_judged_and_stored(tmp_path: Path) -> None:
    code, err = _stopped(tmp_path, 7.0)
    assert code == 130
    studies = list((tmp_path / "results").glob("*"))
    if not studies:
        assert err == "pactsim: interrupted; nothing was written\n"
        return
    (folder,) = studies
    made = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    count = made["options"]["evaluations"]
    assert table(folder, "tried")["candidate"].max() == count < 20000
    assert f"interrupted after {count:,} of 20,000 candidates; what these gave is stored" in err
    assert "The search was stopped after" in (folder / "summary.md").read_text(encoding="utf-8")
