"""`pactsim export`: from a study on the disk to files for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.results.store import read_manifest

Call = Callable[..., Any]


def test_a_study_is_named_and_its_files_are_told(pactsim: Call, simulated: Any, home: Path) -> None:
    said = pactsim("export", simulated.folder.name, "--output", "out", cwd=home)
    assert (said.code, said.err) == (0, "")
    tables = [name for name, record in read_manifest(simulated.folder).tables.items() if record.rows]
    files = [*(f"{name}.csv" for name in sorted(tables)), "codebook.csv", "codebook.md"]
    assert said.out.splitlines() == [f"out/{name}" for name in files]
    book = pd.read_csv(home / "out" / "codebook.csv")
    assert set(book["table"]) == set(tables)
    for name in tables:
        assert list(pd.read_csv(home / "out" / f"{name}.csv", nrows=1)) == list(book[book["table"] == name]["variable"])


def test_a_machine_is_told_what_was_written(inside: Call, simulated: Any, tmp_path: Path) -> None:
    said = inside("export", str(simulated.folder), "--format", "stata", "--json")
    assert (said.code, said.err) == (0, "")
    told = json.loads(said.out)
    assert told["folder"] == f"{simulated.folder.name}-stata"
    assert {path.name for path in (tmp_path / told["folder"]).iterdir()} == set(told["files"])
    countries = pd.read_stata(tmp_path / told["folder"] / "countries.dta")
    assert len(countries) == 3 * 20 * 12


def test_some_tables_into_one_workbook(inside: Call, simulated: Any, tmp_path: Path) -> None:
    words = ("--format", "excel", "--table", "theatre", "--table", "levels", "-o", "book")
    assert inside("export", str(simulated.folder), *words).code == 0
    sheets = pd.read_excel(tmp_path / "book" / f"{simulated.folder.name}.xlsx", sheet_name=None)
    assert list(sheets) == ["codebook", "theatre", "levels"]
    assert set(sheets["codebook"]["table"]) == {"theatre", "levels"}
    assert sheets["theatre"]["year"].max() == 2045


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere",), "nowhere: there is no such study, nor in results/\n"),
        (("some/where",), "some/where: there is no such study, nor in results/\n"),
        (("x", "--format", "spss"), "spss"),
    ],
)
def test_what_cannot_be_exported_is_one_line(inside: Call, words: tuple[str, ...], said: str) -> None:
    found = inside("export", *words)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_an_unknown_table_is_told_with_the_nearest(inside: Call, simulated: Any) -> None:
    found = inside("export", str(simulated.folder), "--table", "contries")
    assert found.code == 2
    assert found.err == "tables: the study has no table 'contries'; did you mean 'countries'?\n"
