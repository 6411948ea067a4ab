"""Files for other programs: what is read back is what was there, and the same study gives the same bytes."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from pandas.io.stata import StataReader

from sim.errors import InputError, RunFailed
from sim.export import excel, portions, stata
from sim.export.write import FORMATS, export
from sim.results.held import Held
from sim.results.schema import known_tables
from sim.results.store import open_study, write_study

Make = Callable[..., Held]


@pytest.mark.parametrize("form", FORMATS)
def test_every_table_there_is_can_be_exported(held: Make, tmp_path: Path, form: str) -> None:
    study = held()
    written = export(study, tmp_path / "out", form)
    assert [path.name for path in written[-2:]] == ["codebook.csv", "codebook.md"]
    assert sorted(tmp_path.joinpath("out").iterdir()) == sorted(written)
    if form == "excel":
        book = load_workbook(written[0])
        assert book.sheetnames == ["codebook", *sorted(known_tables())]
        assert len(book["countries"]["A"]) == 3
    else:
        assert {path.stem for path in written[:-2]} == set(known_tables())


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_study_gives_the_same_bytes(held: Make, tmp_path: Path, form: str) -> None:
    study = held("levels", "draws")
    first = export(study, tmp_path / "a", form)
    time.sleep(2.1)  # longer than any clock in a file is coarse
    second = export(study, tmp_path / "b", form)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_csv_reads_back_the_same(held: Make, tmp_path: Path) -> None:
    study = held("theatre")
    export(study, tmp_path, "csv")
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "theatre.csv"), study.table("theatre"), check_dtype=False)


def test_parquet_carries_labels(held: Make, tmp_path: Path) -> None:
    study = held("theatre")
    export(study, tmp_path, "parquet")
    table = pq.read_table(tmp_path / "theatre.parquet")
    pd.testing.assert_frame_equal(table.to_pandas(), study.table("theatre"))
    assert table.schema.field("mean_trust").metadata == {
        b"label": b"mean trust in the hub over countries",
        b"unit": b"probability, 0 to 1",
        b"definition": b"mean trust in the hub over countries; a row is the region in one year of one world",
    }


def test_stata_carries_labels_and_its_own_names(held: Make, tmp_path: Path) -> None:
    study = held("outcomes", "countries")
    export(study, tmp_path, "stata")
    with StataReader(tmp_path / "outcomes.dta") as reader:
        frame, labels = reader.read(), reader.variable_labels()
        assert reader.data_label == "what one world came to: as a whole, in one country or at one flashpoint"
        assert reader.time_stamp == "02 Jan 2026 03:04"
    assert labels["members_end"] == "Members of the pact, end"
    assert frame["members_end"].to_list() == study.table("outcomes")["members.end"].to_list()
    countries = pd.read_stata(tmp_path / "countries.dta")
    assert countries["signed"].to_list() == [1, 0]
    assert countries["country"].to_list() == ["country 0", "country 1"]
    assert "`members.end` (`members_end` in the file)" in (tmp_path / "codebook.md").read_text(encoding="utf-8")


def test_what_stata_cannot_hold_is_missing_and_long_texts_stay_whole(held: Make, tmp_path: Path) -> None:
    told = "é" * 1500
    failures = pa.table({"scenario": ["calm"], "replicate": [3], "error": ["e"], "traceback": [told]})
    flips = held("flips").tables["flips"].to_pylist()
    flips[0]["needed"], flips[1]["needed"] = math.inf, math.nan
    study = held("failures", failures=failures, flips=pa.Table.from_pylist(flips))
    export(study, tmp_path, "stata")
    assert pd.read_stata(tmp_path / "failures.dta")["traceback"].to_list() == [told]
    assert pd.read_stata(tmp_path / "flips.dta")["needed"].isna().all()


def test_text_that_looks_like_a_formula_stays_text(held: Make, tmp_path: Path) -> None:
    odd = ["=1+1", "@SUM(A1)", "+2", "http://x.y"]
    draws = pa.table({"replicate": range(4), "parameter": odd, "value": [0.1, -3.0, 5e300, 0.0]})
    (path, *_) = export(held("draws", draws=draws), tmp_path, "excel")
    cells = list(load_workbook(path)["draws"].iter_rows(min_row=2))
    assert [(row[1].value, row[1].data_type, row[1].hyperlink) for row in cells] == [(word, "s", None) for word in odd]
    assert [row[2].value for row in cells] == [0.1, -3, 5e300, 0]


def test_a_workbook_has_truth_gaps_and_a_codebook(held: Make, tmp_path: Path) -> None:
    flips = held("flips").tables["flips"].to_pylist()
    flips[0]["needed"], flips[1]["needed"] = math.inf, math.nan
    long = pa.table({"scenario": ["calm"], "replicate": [3], "error": ["e"], "traceback": ["x" * 40_000]})
    study = held("countries", "failures", flips=pa.Table.from_pylist(flips), failures=long)
    (path, *_) = export(study, tmp_path, "excel")
    book = load_workbook(path)
    head = [cell.value for cell in book["countries"][1]]
    assert [book["countries"].cell(row, head.index("signed") + 1).value for row in (2, 3)] == [True, False]
    needed = [cell.value for cell in book["flips"][1]].index("needed") + 1
    assert [book["flips"].cell(row, needed).value for row in (2, 3)] == [None, None]
    assert book["codebook"]["A1"].value == "table"
    assert len(str(book["failures"]["D2"].value)) == 32_767
    assert str(book.properties.created) == "2026-01-02 03:04:05"


def test_a_table_beyond_a_sheet_is_refused_before_anything_is_written(
    held: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 2)
    with pytest.raises(InputError, match="draws: has 2 rows, and a sheet of Excel holds 1; leave it out"):
        export(held("draws"), tmp_path / "out", "excel")
    assert not (tmp_path / "out").exists()


def test_a_table_beyond_memory_is_refused_for_stata(
    held: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stata, "MOST_CELLS", 5)
    with pytest.raises(InputError, match="has 2 rows of 3 variables, too much for a Stata file"):
        export(held("draws"), tmp_path / "out", "stata")


def test_without_what_writes_workbooks_it_says_what_to_install(
    held: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.errors.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'pactsim\[excel\]'"):
        export(held("draws"), tmp_path / "out", "excel")


@pytest.mark.parametrize("form", ["csv", "parquet", "stata", "excel"])
def test_a_large_table_is_read_in_portions(
    held: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    tables = dict(held("draws", "levels").tables)
    tables["draws"] = pa.table({"replicate": range(50), "parameter": ["p"] * 50, "value": [k / 7 for k in range(50)]})
    study = open_study(write_study(tmp_path / "results", "one", held("draws").manifest, tables))
    whole = export(study, tmp_path / "whole", form)
    monkeypatch.setattr(portions, "LARGE", 32)
    told: list[tuple[str, int, int]] = []
    parts = export(study, tmp_path / "parts", form, progress=lambda *words: told.append(words))
    assert told == [("writing draws", 0, 2), ("writing levels", 1, 2)]
    for one, other in zip(whole, parts, strict=True):
        if one.suffix == ".parquet":
            assert pq.read_table(one).equals(pq.read_table(other))
        else:
            assert one.read_bytes() == other.read_bytes()


def test_a_large_table_that_is_not_the_recorded_one_is_refused(
    held: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = open_study(write_study(tmp_path / "results", "one", held("draws").manifest, held("draws").tables))
    monkeypatch.setattr(portions, "LARGE", 1)
    path = study.path / "tables" / "draws.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(InputError, match="another checksum"):
        export(study, tmp_path / "out", "csv")


def test_every_mistake_is_told_at_once(held: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError) as caught:
        export(held("levels"), tmp_path / "file" / "inside", "exel", ("lvels",))  # type: ignore[arg-type]
    said = "\n".join(map(str, caught.value.problems))
    assert "there is no format 'exel'; csv, parquet, stata, excel; did you mean 'excel'?" in said
    assert "the study has no table 'lvels'; did you mean 'levels'?" in said
    assert "cannot hold tables" in said


def test_what_a_killed_export_left_is_cleared_and_nothing_else(held: Make, tmp_path: Path) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    for name in (f".partial-export-{int(gone.stdout)}", f".old-thesis-{int(gone.stdout)}"):
        (tmp_path / "out" / name / "half").mkdir(parents=True)
    written = export(held("levels"), tmp_path / "out", "csv")
    assert {*(tmp_path / "out").iterdir()} == {*written, tmp_path / "out" / f".old-thesis-{int(gone.stdout)}"}


def test_when_the_disk_refuses_nothing_is_left(held: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sim.export.plain.to_csv", full)
    with pytest.raises(RunFailed, match="the tables could not be written: No space left on device"):
        export(held("levels"), tmp_path / "out", "csv")
    assert not (tmp_path / "out").exists()
