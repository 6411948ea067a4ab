from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import InputError, RunFailed
from sim.results.arrow import TableError
from sim.results.aside import beside, clear
from sim.results.store import add_tables, open_study, study_name, write_study


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "tables").iterdir())}


def dead_process() -> int:
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    return int(done.stdout)


@pytest.mark.parametrize("file_format", ["parquet", "csv"])
def test_equal_tables_give_equal_bytes(small, tmp_path, file_format) -> None:
    content = small.frames()
    first = write_study(tmp_path / "one", "s", small.manifest(), small.tables(content), file_format)
    shuffled = {name: frame.sample(frac=1, random_state=3)[frame.columns[::-1]] for name, frame in content.items()}
    later = small.manifest(created="2027-01-01T00:00:00Z", wall_seconds=99)
    second = write_study(tmp_path / "two", "s", later, small.tables(shuffled), file_format)
    assert contents(first) == contents(second)
    assert open_study(first).manifest.tables == open_study(second).manifest.tables


@pytest.mark.parametrize("file_format", ["parquet", "csv"])
def test_what_is_written_is_what_is_read(small, tmp_path, file_format) -> None:
    content = small.frames()
    content["draws"] = small.draws({"law.a": [0.1, 1 / 3, math.pi, 1e-300]})
    content["failures"] = pd.DataFrame(
        {
            "scenario": ["NA"],
            "replicate": [3],
            "error": ['it\'s "broken", twice'],
            "traceback": ["line 1\n  line 2,\n"],
        }
    )
    study = small.study(tmp_path, content, format=file_format)
    assert study.table("draws")["value"].tolist() == [0.1, 1 / 3, math.pi, 1e-300]
    assert study.table("failures").to_dict("records") == content["failures"].to_dict("records")
    read = study.table("countries")
    assert read["member"].dtype == bool
    assert read["year"].dtype == "int32"
    pd.testing.assert_frame_equal(
        read.astype(object), content["countries"][read.columns.tolist()].astype(object).reset_index(drop=True)
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_csv_keeps_every_bit(small, tmp_path, values) -> None:
    study = small.study(tmp_path, {"draws": small.draws({"law.a": values})}, format="csv")
    assert study.table("draws")["value"].tolist() == values


def test_the_manifest_records_files_rows_and_checksums(small, tmp_path) -> None:
    study = small.study(tmp_path, small.frames())
    record = study.manifest.tables["theatre"]
    assert record.rows == 16
    assert (study.path / record.file).is_file()
    assert study.path.name == study.manifest.study == "small"
    assert study.scenarios == ("calm", "storm")
    assert study.has("theatre")
    assert not study.has("draws")


def test_a_study_of_the_same_name_is_replaced(small, tmp_path) -> None:
    small.study(tmp_path, small.frames())
    (tmp_path / "small" / "old.txt").write_text("old")
    study = small.study(tmp_path, small.frames(replicates=2))
    assert study.table("theatre")["replicate"].max() == 1
    assert [path.name for path in tmp_path.iterdir()] == ["small"]
    assert not (study.path / "old.txt").exists()


def test_finish_sees_the_folder_before_anybody_else(small, tmp_path) -> None:
    seen = []

    def finish(folder: Path) -> None:
        seen.append((folder.name, (tmp_path / "s").exists(), open_study(folder).table("theatre").shape[0]))
        (folder / "summary.md").write_text("done")

    path = write_study(tmp_path, "s", small.manifest(), small.tables(small.frames()), finish=finish)
    assert seen == [(f".partial-s-{os.getpid()}", False, 16)]
    assert (path / "summary.md").read_text() == "done"
    assert [entry.name for entry in tmp_path.iterdir()] == ["s"]


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_study_and_nothing_else(small, tmp_path, error) -> None:
    old = contents(small.study(tmp_path, small.frames()).path)

    def finish(folder: Path) -> None:
        raise error

    with pytest.raises(type(error)):
        write_study(tmp_path, "small", small.manifest(), small.tables(small.frames(replicates=2)), finish=finish)
    assert [path.name for path in tmp_path.iterdir()] == ["small"]
    assert contents(tmp_path / "small") == old


def test_a_wrong_table_leaves_nothing(small, tmp_path) -> None:
    with pytest.raises(TableError, match="column 'value' is missing"):
        write_study(tmp_path, "s", small.manifest(), {"draws": pa.table({"replicate": [0], "parameter": ["a"]})})
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_in_a_sentence(small, tmp_path) -> None:
    def finish(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(RunFailed, match="could not be written: No space left on device"):
        write_study(tmp_path, "s", small.manifest(), small.tables(small.frames()), finish=finish)
    assert list(tmp_path.iterdir()) == []


def test_leftovers_of_dead_processes_are_cleared(small, tmp_path) -> None:
    gone = dead_process()
    for name in (f".partial-x-{gone}", f".old-small-{gone}", f".partial-y-{os.getppid()}", ".partial-note"):
        (tmp_path / name).mkdir()
    small.study(tmp_path, small.frames())
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"small", f".partial-y-{os.getppid()}", ".partial-note"}


def test_a_study_moved_away_by_a_dead_process_comes_back(small, tmp_path) -> None:
    study = small.study(tmp_path, small.frames())
    study.path.rename(tmp_path / f".old-small-{dead_process()}")
    clear(tmp_path)
    assert open_study(tmp_path / "small").table("theatre").shape[0] == 16


def test_what_is_made_aside_is_gone_in_the_end_and_what_the_dead_left_of_it(tmp_path) -> None:
    gone, other = dead_process(), f".partial-thing-{os.getppid()}"
    for name in (f".partial-thing-{gone}", f".partial-else-{gone}", f".old-mine-{gone}", other):
        (tmp_path / name / "deep").mkdir(parents=True)

    def stopped() -> None:
        with beside(tmp_path, "thing") as aside:
            assert not aside.exists()
            (aside / "half").mkdir(parents=True)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert {path.name for path in tmp_path.iterdir()} == {f".partial-else-{gone}", f".old-mine-{gone}", other}
    with beside(tmp_path / "nowhere", "thing") as aside:
        assert aside.parent == tmp_path / "nowhere"
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_made_in_vain_is_gone_and_one_that_was_there_or_holds_something_stays(tmp_path) -> None:
    def stopped(name: str, *, filled: bool = False) -> None:
        with beside(tmp_path / name, "thing") as aside:
            aside.mkdir(parents=True)
            (aside / "half").touch()
            if filled:
                (tmp_path / name / "mine.txt").touch()
            raise KeyboardInterrupt

    (tmp_path / "there").mkdir()
    for name, filled in (("new", False), ("there", False), ("filled", True)):
        with pytest.raises(KeyboardInterrupt):
            stopped(name, filled=filled)
    assert {path.name for path in tmp_path.iterdir()} == {"there", "filled"}
    assert {path.name for path in (tmp_path / "filled").iterdir()} == {"mine.txt"}


def test_what_is_no_study_is_not_replaced(small, tmp_path) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "thesis.txt").write_text("precious")
    with pytest.raises(InputError, match="is not a study of pactsim, so it is not replaced"):
        small.study(tmp_path, small.frames())
    assert (tmp_path / "small" / "thesis.txt").read_text() == "precious"


def test_a_file_cannot_hold_results(small, tmp_path) -> None:
    (tmp_path / "results").write_text("")
    with pytest.raises(InputError, match="cannot hold results"):
        small.study(tmp_path / "results", small.frames())


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "a b", "line\n", "x" * 300])
def test_a_name_that_is_no_folder_name_is_refused(small, tmp_path, name) -> None:
    with pytest.raises(InputError, match="cannot name a folder"):
        write_study(tmp_path, name, small.manifest(), {})


def test_tables_are_added_to_the_manifest(small, tmp_path) -> None:
    study = small.study(tmp_path, small.frames())
    before = study.manifest.tables
    add_tables(study.path, small.tables({"draws": small.draws({"law.a": [1.0]})}))
    after = open_study(study.path)
    assert after.table("draws")["value"].tolist() == [1.0]
    assert {name: after.manifest.tables[name] for name in before} == before


def test_tables_take_the_place_of_others(small, tmp_path) -> None:
    study = small.study(tmp_path, small.frames())
    add_tables(study.path, small.tables({"draws": small.draws({"law.a": [1.0]})}))
    gone = study.path / open_study(study.path).manifest.tables["draws"].file
    theatre = small.tables({"theatre": small.frames()["theatre"]})
    add_tables(study.path, theatre, instead_of=["draws", "theatre", "boxes"], texts={"page.md": "# New"})
    assert not gone.exists()
    assert open_study(study.path).manifest.tables == study.manifest.tables
    assert (study.path / "page.md").read_text() == "# New"


def test_a_disk_that_refuses_further_tables_loses_none(small, tmp_path, monkeypatch) -> None:
    study = small.study(tmp_path, small.frames())
    before = {path: path.read_bytes() for path in study.path.rglob("*") if path.is_file()}
    write, left = pq.write_table, iter((True, False))

    def full(table, path, **how) -> None:
        if not next(left):
            raise OSError(28, "No space left on device")
        write(table, path, **how)

    monkeypatch.setattr(pq, "write_table", full)
    fresh = small.tables({"draws": small.draws({"law.a": [1.0]}), "theatre": small.frames()["theatre"]})
    with pytest.raises(RunFailed, match="small: tables could not be written: No space left on device"):
        add_tables(study.path, fresh, instead_of=["countries"], texts={"page.md": "# New"})
    assert {path: path.read_bytes() for path in study.path.rglob("*") if path.is_file()} == before


def test_parquet_carries_no_trace_of_who_wrote_it(small, tmp_path) -> None:
    study = small.study(tmp_path, small.frames())
    schema = pq.read_schema(study.path / study.manifest.tables["countries"].file)
    assert schema.metadata is None
    assert [str(kind) for kind in schema.types[:5]] == ["string", "int32", "int32", "string", "string"]


def test_names_of_studies() -> None:
    name = study_name("compare", ["status_quo", "my file.yaml"], "1a2b3c4d5e")
    assert name == "compare-status_quo-my_file.yaml-1a2b3c4d"
    assert len(study_name("compare", ["x" * 300], "1a2b3c4d")) <= 130
