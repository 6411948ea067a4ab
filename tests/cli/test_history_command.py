"""`pactsim history` as a user meets it."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_record_fits_80_columns_and_tells_runs_and_rates(pactsim: Callable[..., Any]) -> None:
    said = pactsim("history", COLUMNS="80")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    words = [line.split() for line in lines]
    assert ["New", "Zealand", "1951-1986", "ally", "treaty", "with", "hub"] in words
    assert ["1987-2025", "network", "works", "with", "hub"] in words
    assert "changes of posture in 1,251 country-years" in " ".join(said.out.split())
    assert "\N{HORIZONTAL ELLIPSIS}" not in said.out


def test_a_country_shows_the_facts_behind_each_run(pactsim: Callable[..., Any]) -> None:
    said = pactsim("history", "thailand", COLUMNS="80")
    assert (said.code, said.err) == (0, "")
    assert max(map(len, said.out.splitlines())) <= 80
    text = " ".join(said.out.split())
    for words in (
        "THA, Thailand",
        "1954-2013 ally treaty with hub",
        "1954-1977: Southeast Asia Treaty Organization [atop, us-treaties-in-force]",
        "2014-2025 hedge dormant treaty",
        "Tanks from 2016, submarine ordered in 2017",
    ):
        assert words in text


def test_a_year_lists_who_there_was_and_whom_a_treaty_bound(inside: Callable[..., Any]) -> None:
    said = inside("history", "--year", "1960")
    assert said.code == 0
    assert "Bound to the hub by a defence treaty: AUS, JPN, KOR, NZL, PHL, THA, TWN." in " ".join(said.out.split())
    assert "Singapore" not in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_why_a_year_is_coded_so(inside: Callable[..., Any]) -> None:
    said = inside("history", "NZL", "--year", "1987")
    text = " ".join(said.out.split())
    assert text.startswith("New Zealand 1987: network works with hub: ")
    assert "at least 0.3" in text
    assert "since 1946: Five Eyes [ukusa-1956;" in text
    assert "institutions.yaml:" in "".join(said.out.split())  # wherever a long path is broken


def test_a_machine_gets_runs_or_a_year(inside: Callable[..., Any]) -> None:
    record = json.loads(inside("history", "NZL", "--json").out)
    runs = [(run["begin"], run["end"], run["posture"]) for run in record["runs"]]
    assert runs == [(1951, 1986, "ally"), (1987, 2025, "network")]
    assert [rule["id"] for rule in record["rules"]][-1] == "neither"
    rate = record["change_rate"]["1951"]
    assert rate["per_year"] == pytest.approx(rate["changes"] / rate["country_years"])
    year = json.loads(inside("history", "--year", "2018", "--json").out)
    assert year["partners"] == ["AUS", "JPN", "KOR", "PHL", "THA"]
    (twn,) = [one for one in year["countries"] if one["country"] == "TWN"]
    assert (twn["posture"], twn["rule"], twn["firm"]) == ("network", "works_with_hub", False)
    assert twn["measures"]["votes"] == {"value": None, "to_challenger": None, "to_hub": None}
    assert all(fact["source"] and fact["address"] for fact in twn["facts"])


def test_the_record_is_drawn_and_stored_when_asked(pactsim: Callable[..., Any], tmp_path: Path) -> None:
    said = pactsim("history", "--results", "mine")
    assert (said.code, said.err) == (0, "")
    (folder,) = (tmp_path / "mine").iterdir()
    assert {path.name for path in folder.iterdir()} == {"history.png", "history.svg", "history.csv"}
    assert said.out.splitlines()[-3:] == [
        f"mine/{folder.name}/{name}" for name in ("history.png", "history.svg", "history.csv")
    ]
    with (folder / "history.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 1269
    assert {row["posture"] for row in rows if row["country"] == "PHL"} == {"ally"}
    before = (folder / "history.png").read_bytes()
    assert pactsim("history", "--results", "mine", "--json").code == 0
    assert (folder / "history.png").read_bytes() == before
    assert pactsim("history", "NZL", "--results", "mine").code == 0
    assert (folder / "history-NZL.svg").is_file()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Thailnd",), "COUNTRY: unknown country 'Thailnd'; did you mean 'Thailand'?"),
        (("--year", "1940"), "--year: 1940 is outside the record, 1951 to 2025"),
        (("PNG", "--year", "1960"), "the record of PNG is from 1975 to 2025 and says nothing of 1960"),
        (("--year", "1960", "--results", "x"), "--results: draws the record as a whole; leave out --year"),
    ],
)
def test_what_cannot_be_told_is_one_line(inside: Callable[..., Any], words: tuple[str, ...], told: str) -> None:
    said = inside("history", *words)
    assert (said.code, said.out) == (2, "")
    (line,) = said.err.splitlines()
    assert line.endswith(told)


def test_the_walk_over_the_evidence_walks_over_the_record(inside: Callable[..., Any], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(SEEDS, mine)
    path = mine / "history" / "NZL.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("end: 2009", "end: 2008"), encoding="utf-8")
    assert inside("--seeds", "mine", "history").code == 2
    said = inside("evidence", "--check", "--seeds", "mine")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("mine/history/NZL.yaml:")
    assert "nothing is said of 2009" in said.err
