"""`pactsim coalitions` as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.coalitions import findings

Call = Callable[..., Any]
FIVE = ("coalitions", "asian_nato", "--among", "AUS,JPN,KOR,PHL,TWN", "--set", "policies.pact.quorum=2")


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / "tables" / f"{name}.parquet")


def made(tmp_path: Path) -> Path:
    (folder,) = (path for path in (tmp_path / "results").iterdir() if path.name.startswith("coalitions-asian_nato-"))
    return folder


def test_a_pact_and_who_would_hold_it_together(pactsim: Call, tmp_path: Path) -> None:
    said = pactsim(*FIVE, "--in-force", "2", COLUMNS="80")
    assert said.code == 0
    assert max(map(len, said.out.split("\nAgain: ")[0].splitlines())) <= 80
    assert "  every membership that makes a pact\n" in said.out
    assert "\nAgain: pactsim coalitions " in said.out
    first = "Asian NATO, 2027, pact in force for 2 years, world 0, central numbers\n32 memberships of 5 candidates"
    assert said.out.startswith(first)
    for words in ("hold together", "Pivotal", "Shapley", "hub", "gains by leaving", "South Korea"):
        assert words in " ".join(said.out.split()), words
    folder = made(tmp_path)
    members = table(folder, "memberships")
    assert sorted(members["size"]) == [0, *[2] * 10, *[3] * 10, *[4] * 5, 5]
    assert set(members["stable"]) <= {0.0, 1.0}
    assert (members["stable"] == members["internal"] * members["external"]).all()
    worths = table(folder, "worths")
    assert len(worths) == len(members) * 5
    candidates = table(folder, "candidates").set_index("country")
    assert candidates["shapley"].sum() == pytest.approx(members.set_index("membership")["worth"][31])
    assert candidates["pivotal"].sum() == pytest.approx(1.0)
    reasons = table(folder, "reasons").groupby("country")["change"].sum()
    of_all = worths[worths["membership"] == 31].set_index("country")["move"]
    assert reasons.to_dict() == pytest.approx(of_all.to_dict())
    summary = (folder / "summary.md").read_text(encoding="utf-8")
    title = "# Asian NATO, 2027, pact in force for 2 years, world 0, central numbers"
    assert summary.startswith(f"{title}\n\nChanged: `policies.pact.quorum` 3 -> 2.\n\n- ")
    for name in ("figures/coalitions.png", "figures/coalitions.svg", "manifest.json"):
        assert (folder / name).is_file()
    refused = pactsim("run", "--from", str(folder))
    assert refused.code == 2
    assert "holds the memberships of a pact; repeat it with: pactsim coalitions asian_nato --among" in refused.err
    assert pactsim("plot", str(folder)).code == 0


def test_answers_for_a_machine(inside: Call) -> None:
    plain = json.loads(inside(*FIVE, "--json", "--no-figures").out)
    assert (plain["least"], plain["membership"], plain["world"]) == (2, ["AUS", "JPN", "KOR", "PHL", "TWN"], 0)
    assert not (Path(plain["path"]) / "figures").exists()
    assert all(row["internal"] == row["external"] == 1.0 for row in plain["stable"])
    assert {row["country"] for row in plain["candidates"]} == {"AUS", "JPN", "KOR", "PHL", "TWN"}
    alone = json.loads(inside(*FIVE, "--law-alone", "--json", "--no-figures", "--format", "csv").out)
    assert (Path(alone["path"]) / "tables" / "memberships.csv").is_file()
    assert alone["looked_at"]["worths"] != plain["looked_at"]["worths"]
    assert {row["change"] for row in alone["reasons"] if row["term"] in ("inertia", "drift", "constant")} == {0.0}
    manifest = json.loads((Path(plain["path"]) / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["engine"], manifest["failures"], manifest["replicates"]) == ("ensemble", 0, 1)
    same = json.loads(inside(*FIVE, "--engine", "mesa", "--json", "--no-figures").out)
    assert {k: v for k, v in same.items() if k != "path"} == {k: v for k, v in plain.items() if k != "path"}


def test_many_worlds_and_a_membership_looked_at(inside: Call) -> None:
    words = ("--membership", "phl,jpn", "--worlds", "5", "--no-figures", "--accession", "unanimous")
    said = inside(*FIVE, *words)
    assert said.code == 0
    assert "pact at signing, 5 worlds" in said.out
    assert "From JPN and PHL the first to leave is, in a share of the worlds:" in " ".join(said.out.split())
    told = json.loads(inside(*FIVE, *words, "--json").out)
    assert told["membership"] == ["JPN", "PHL"]
    assert all(0.0 < row["stable"] <= 1.0 for row in told["stable"])
    again = json.loads(inside(*FIVE, *words, "--json").out)
    assert told == again


def test_a_world_that_failed_is_counted(inside: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, places = findings._looked, iter(range(3))

    def second_fails(*about: Any) -> Any:
        if next(places) == 1:
            raise FloatingPointError
        return looked(*about)

    monkeypatch.setattr(findings, "_looked", second_fails)
    said = inside(*FIVE, "--worlds", "3", "--engine", "mesa", "--json")
    assert "1 world failed" in said.err
    made = json.loads((Path(json.loads(said.out)["path"]) / "manifest.json").read_text(encoding="utf-8"))
    assert (made["engine"], made["failures"], made["replicates"]) == ("mesa", 1, 3)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status_quo",), "--among: status_quo invites nobody into a pact; name candidates, as --among AUS,JPN,PHL\n"),
        (
            ("asian_nato", "--among", "AUS,JPM,PHL"),
            "--among: JPM takes no part in asian_nato; did you mean 'JPN'?\n",
        ),
        (
            ("asian_nato", "--membership", "AUS,KOR"),
            "--membership: KOR is no candidate; these are AUS, JPN, PHL\n",
        ),
        (("asian_nato", "--membership", ","), "--membership: names nobody\n"),
        (("asian_nato", "--year", "2050"), "--year: 2050 lies outside the horizon 2026-2045\n"),
        (("asian_nato", "--world", "1", "--worlds", "5"), "--world: is for one world; leave out --worlds\n"),
        (("asian_nat",), "asian_nat: no scenario has this name; did you mean 'asian_nato'?"),
    ],
)
def test_what_is_asked_wrongly(words: tuple[str, ...], said: str, inside: Call) -> None:
    told = inside("coalitions", *words)
    assert told.code == 2
    assert said in told.err
    assert not Path("results").exists()
