"""`pactsim landscape`, `balance` and `stability` as a user meets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

ACTORS = "actor,strength\nA,1\nB,2\nC,3\n"
PROPENSITIES = ",A,B,C\nA,,4,2\nB,,,1\nC,,,\n"
TIES = "a,b,sign,begin,end\nA,B,+,1900,1910\nA,C,-,,\nB,C,+,1905,\n"
ALLIANCES = "a,b,begin,end\nA,B,1900,1910\n"
FILES = {"actors": ACTORS, "propensities": PROPENSITIES, "ties": TIES, "alliances": ALLIANCES}

Call = Callable[..., Any]


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / "tables" / f"{name}.parquet")


def made(tmp_path: Path, kind: str) -> Path:
    (folder,) = (path for path in (tmp_path / "results").iterdir() if path.name.startswith(kind))
    return folder


def test_a_landscape_from_files(pactsim: Call, tmp_path: Path) -> None:
    said = pactsim("landscape", "actors.csv", "propensities.csv", "--neutral", "3", COLUMNS="80")
    assert (said.code, said.err) == (0, "")
    assert max(map(len, said.out.splitlines())) <= 80
    for words in ("4 divisions into two camps, 1 local minimum", "\N{MINUS SIGN}30", "A, B"):
        assert words in said.out
    folder = made(tmp_path, "landscape-actors-propensities-")
    frame = table(folder, "landscape")
    assert frame["camps"].tolist() == ["111", "121", "112", "122"]
    assert frame["energy"].tolist() == [0.0, -20.0, -30.0, -2.0]
    assert frame["minimum"].tolist() == [False, False, True, False]
    assert frame["frustration.C"].tolist() == [0.0, -12.0, -15.0, -3.0]
    assert table(folder, "actors")["camp"].tolist() == [1, 1, 2]
    for name in ("figures/landscape.png", "figures/landscape.svg", "manifest.json"):
        assert (folder / name).is_file()
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert told["options"]["files"]["actors"]["file"] == "actors.csv"
    refused = pactsim("run", "--from", str(folder))
    assert refused.code == 2
    assert "holds the landscape of a network; repeat it with: pactsim landscape actors.csv" in refused.err
    assert pactsim("plot", str(folder)).code == 0


def test_a_landscape_in_json_and_csv_and_with_somebody_held(inside: Call, tmp_path: Path) -> None:
    words = ("landscape", "actors.csv", "propensities.csv", "--neutral", "3")
    free = json.loads(inside(*words, "--json", "--no-figures").out)
    assert (free["configurations"], free["exact"]) == (4, True)
    (lowest,) = free["minima"]
    assert (lowest["energy"], lowest["camp_2"], lowest["frustrations"]) == (-30.0, "C", {"A": -3, "B": -12, "C": -15})
    held = json.loads(inside(*words, "--hold", "C", "--format", "csv", "--json", "--no-figures").out)
    assert held["minima"][0]["camp_1"] == "C"
    assert (Path(held["path"]) / "tables" / "landscape.csv").is_file()
    assert Path(held["path"]).name != Path(free["path"]).name


def test_the_landscape_of_the_model(pactsim: Call, tmp_path: Path) -> None:
    said = pactsim("landscape", "--scenario", "status_quo", "--year", "2030", COLUMNS="80")
    assert (said.code, said.err) == (0, "")
    assert max(map(len, said.out.splitlines())) <= 80
    assert "Status quo, 2030, world 0, central numbers" in said.out
    assert "8,192 divisions" in said.out
    folder = made(tmp_path, "landscape-status_quo-")
    actors = table(folder, "actors").set_index("actor")
    assert actors.loc["USA", ["side", "camp", "name"]].tolist() == [1.0, 1, "United States"]
    assert (table(folder, "minima")["agreement"] > 0).all()


def test_balance_from_files(pactsim: Call, tmp_path: Path) -> None:
    said = pactsim("balance", "ties.csv", "--year", "1907", COLUMNS="80")
    assert (said.code, said.err) == (0, "")
    for words in ("3: 2 positive, 1 negative", "1, of which 1 unbalanced", "1 of 3 ties; 3 divisions have as few"):
        assert words in said.out
    folder = made(tmp_path, "balance-ties-")
    assert table(folder, "triads")["signs"].tolist() == ["+-+"]
    assert table(folder, "pairs")["against"].sum() == 1
    assert (folder / "figures" / "balance.png").is_file()


def test_balance_of_the_model(inside: Call, tmp_path: Path) -> None:
    told = json.loads(inside("balance", "--scenario", "status_quo", "--year", "2026", "--json", "--no-figures").out)
    assert told["exact"]
    assert told["frustration_index"] == len(told["against"])
    assert ["JPN", "KOR", -1] in told["against"]
    shy = inside("balance", "--scenario", "status_quo", "--year", "2026", "--least", "1", "--json", "--no-figures")
    assert json.loads(shy.out)["negative"] < told["negative"]


def test_stability_from_files(pactsim: Call, tmp_path: Path) -> None:
    said = pactsim("stability", "actors.csv", "alliances.csv", "--year", "1905", COLUMNS="80")
    assert (said.code, said.err) == (0, "")
    assert max(map(len, said.out.splitlines())) <= 80
    for words in ("not stable against war (gamma 1)", "S1  fails", "S2  fails", "S3  holds"):
        assert words in said.out
    folder = made(tmp_path, "stability-actors-alliances-")
    attacks = table(folder, "attacks").set_index(["target", "leader"])
    assert attacks.loc[("A", "B"), ["ratio", "allied", "succeeds"]].tolist() == [2.0, True, True]
    assert attacks.loc[("C", "A"), "coalition"] == "A, B"
    assert (folder / "figures" / "stability.png").is_file()
    later = json.loads(pactsim("stability", "actors.csv", "alliances.csv", "--year", "1911", "--json").out)
    assert later["alliances"] == 0


def test_stability_with_trade(inside: Call, tmp_path: Path) -> None:
    (tmp_path / "rich.csv").write_text("actor,strength,spoils\nA,1,2\nB,1,2\nC,1,2\n", encoding="utf-8")
    (tmp_path / "worths.csv").write_text("a,b,worth\nA,B,3\nB,C,3\nA,C,3\n", encoding="utf-8")
    (tmp_path / "all.csv").write_text("a,b\nA,B\nB,C\nA,C\n", encoding="utf-8")
    told = json.loads(inside("stability", "rich.csv", "all.csv", "--trade", "worths.csv", "--json", "--no-figures").out)
    assert told["stable"]
    told = json.loads(inside("stability", "rich.csv", "all.csv", "--json", "--no-figures").out)
    assert not told["stable"]


def test_stability_of_the_model(inside: Call) -> None:
    words = ("stability", "--scenario", "status_quo", "--year", "2026", "--json", "--no-figures")
    told = json.loads(inside(*words).out)
    assert not told["stable"]
    assert "USA" not in told["vulnerable"]
    assert len(json.loads(inside(*words, "--gamma", "3").out)["vulnerable"]) < len(told["vulnerable"])


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (("landscape",), "landscape: needs ACTORS and PROPENSITIES, or --scenario and the name of a scenario\n"),
        (
            ("landscape", "actors.csv", "propensities.csv", "--hold", "D"),
            "--hold: there is no actor 'D'\n",
        ),
        (("landscape", "actors.csv", "propensities.csv", "--year", "2030"), "--year: is for a scenario only\n"),
        (
            ("balance", "ties.csv", "--scenario", "status_quo"),
            "--scenario: a scenario brings its own network; leave out TIES\n",
        ),
        (("balance", "ties.csv"), "--year: the ties in ties.csv have dates; say in which year\n"),
        (("balance", "tie.csv"), "tie.csv: cannot be read: No such file or directory\n"),
        (("balance", "--scenario", "status_qo"), "status_qo: no scenario has this name; did you mean"),
        (
            ("balance", "--scenario", "status_quo", "--year", "2090"),
            "--year: 2090 lies outside the horizon 2026-2045\n",
        ),
        (("stability", "actors.csv"), "stability: needs ACTORS and ALLIANCES, or --scenario"),
        (("stability", "actors.csv", "alliances.csv", "--gamma", "0"), "--gamma: must be above 0, not 0\n"),
        (
            ("stability", "--scenario", "status_quo", "--trade", "worths.csv"),
            "--trade: is for networks from files only\n",
        ),
        (
            ("stability", "actors.csv", "alliances.csv", "--trade", "worths.csv"),
            "actors.csv:1:1: spoils: this column is missing\n",
        ),
    ],
)
def test_mistakes_are_told_with_their_place(inside: Call, tmp_path: Path, words: tuple[str, ...], err: str) -> None:
    said = inside(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(err)
    assert not (tmp_path / "results").exists()
