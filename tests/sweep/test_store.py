"""A store keeps what was done whatever ends a run, and never mixes what does not belong together."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.errors import InputError, RunFailed
from sim.evidence import Evidence
from sim.results.shelf import studies
from sim.results.store import open_study
from sim.sweep import store as stores
from sim.sweep.plan import Sweep
from sim.sweep.run import run_units
from sim.sweep.store import Store
from sim.sweep.study import Done, begin, conduct, resume
from sim.sweep.units import Workshop

Read = Callable[..., Sweep]
Conduct = Callable[..., Done]
TEXT = """
levers: {policies.pact.quorum: [2, 3]}
uncertainties: {parameters.deterrence_effect: {low: 0, high: 5, levels: 3}}
design: {type: grid}
replicates: 5
"""
BASE = "base: asian_nato"


@pytest.fixture
def sweep(read: Read) -> Sweep:
    """Thirty worlds in eight units."""
    made = read(TEXT, base=BASE)
    return replace(made, plan=made.plan.model_copy(update={"unit": 4}))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of the units that are run from now on."""
    ran: list[int] = []
    part = Workshop.part

    def counting(shop: Workshop, unit: int) -> bytes:
        ran.append(unit)
        return part(shop, unit)

    monkeypatch.setattr(Workshop, "part", counting)
    return ran


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((folder / "tables").iterdir())}


def half_done(root: Path, sweep: Sweep, evidence: Evidence, units: tuple[int, ...] = (0, 1, 5)) -> Store:
    root.mkdir(exist_ok=True)
    store = Store.begin(root, sweep)
    shop = Workshop(sweep.plan, sweep.points, evidence, "ensemble")
    for unit in units:
        store.put(unit, shop.part(unit))
    return store


def test_only_what_is_missing_is_run_and_the_tables_are_the_same(
    sweep: Sweep, evidence: Evidence, tmp_path: Path, conducted: Conduct, counted: list[int]
) -> None:
    whole = conducted(sweep, "whole")
    assert counted == list(range(8))
    store = half_done(tmp_path / "results", sweep, evidence)
    counted.clear()
    job = resume(store.folder, evidence)
    done = conduct(job, evidence, "ensemble", workers=1)
    assert counted == [2, 3, 4, 6, 7]
    assert done.path == store.folder
    assert digests(done.path) == digests(whole.path)
    assert sorted(path.name for path in done.path.iterdir()) == ["manifest.json", "tables"]


@pytest.mark.parametrize(("engine", "workers"), [("ensemble", 2), ("mesa", 1), ("mesa", 2)])
def test_who_runs_the_units_does_not_show(
    sweep: Sweep, conducted: Conduct, engine: Any, workers: int, read: Read
) -> None:
    whole = conducted(sweep, "whole")
    other = read(TEXT, base=BASE, engine=engine)  # in units of another size
    assert digests(conducted(other, engine=engine, workers=workers).path) == digests(whole.path)


def test_text_tables_hold_the_same(sweep: Sweep, evidence: Evidence, tmp_path: Path, conducted: Conduct) -> None:
    import pandas as pd

    parquet = open_study(conducted(sweep).path)
    text = open_study(conduct(begin(tmp_path, sweep), evidence, "ensemble", workers=1, form="csv").path)
    assert {record.file.rpartition(".")[2] for record in text.manifest.tables.values()} == {"csv"}
    for name in parquet.manifest.tables:
        pd.testing.assert_frame_equal(text.table(name), parquet.table(name), check_exact=True)


def test_a_part_that_is_not_whole_is_run_again(
    sweep: Sweep, evidence: Evidence, tmp_path: Path, conducted: Conduct, counted: list[int]
) -> None:
    whole = conducted(sweep, "whole")
    store = half_done(tmp_path / "results", sweep, evidence, (0, 1, 2, 3, 4))
    parts = store.folder / "parts"
    content = (parts / "000001.parquet").read_bytes()
    (parts / "000001.parquet").write_bytes(content[: len(content) // 2])
    spoilt = bytearray((parts / "000002.parquet").read_bytes())
    spoilt[len(spoilt) // 4] ^= 255
    (parts / "000002.parquet").write_bytes(spoilt)
    shutil.copy(parts / "000000.parquet", parts / "000003.parquet")  # of another unit
    (parts / ".000004.parquet-99").write_bytes(b"left by a crash")
    counted.clear()
    done = conduct(resume(store.folder, evidence), evidence, "ensemble", workers=1)
    assert counted == [1, 2, 3, 5, 6, 7]
    assert digests(done.path) == digests(whole.path)


def test_parts_of_another_plan_are_not_taken(read: Read, sweep: Sweep, evidence: Evidence, tmp_path: Path) -> None:
    store = half_done(tmp_path / "results", sweep, evidence)
    other = read(TEXT.replace("high: 5", "high: 4"), base=BASE)
    other = replace(other, plan=other.plan.model_copy(update={"unit": 4}))
    second = half_done(tmp_path / "results", other, evidence, ())
    for path in (store.folder / "parts").iterdir():
        shutil.copy(path, second.folder / "parts")
    assert second.done() == set()
    assert store.done() == {0, 1, 5}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("high: 5", "high: 4"), "the dimension parameters.deterrence_effect"),
        (lambda text: text.replace("replicates: 5", "replicates: 6"), "its replicates"),
        (lambda text: text.replace("[2, 3]", "[3, 2]"), "the dimension policies.pact.quorum"),
        (lambda text: text + "seed: 5\n", "its seed"),
        (lambda text: text + "outcomes: [trust.mean]\n", "its outcomes"),
        (lambda text: text.replace("{type: grid}", "{type: one_at_a_time}"), "the design"),
    ],
)
def test_a_changed_file_is_refused_by_name(
    sweep: Sweep, evidence: Evidence, tmp_path: Path, change: Callable[[str], str], said: str
) -> None:
    store = half_done(tmp_path / "results", sweep, evidence)
    path = Path(store.plan.file)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        resume(store.folder, evidence)
    assert f"was begun with another state of {said}; its worlds are not mixed" in str(caught.value)
    assert store.done() == {0, 1, 5}


def test_another_version_or_evidence_is_refused(
    sweep: Sweep, evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = half_done(tmp_path / "results", sweep, evidence)
    monkeypatch.setattr("sim.__version__", "99")
    with pytest.raises(InputError, match=r"another state of the version of pactsim \(.*, now 99\); its worlds"):
        resume(store.folder, evidence)
    Path(store.plan.file).unlink()  # and where the file has gone
    with pytest.raises(InputError, match="the version of pactsim"):
        resume(store.folder, evidence)
    monkeypatch.undo()
    with pytest.raises(InputError, match="another state of the evidence; its worlds"):
        resume(store.folder, replace(evidence, fingerprint="0" * 64))
    assert resume(store.folder, evidence).sweep.plan == store.plan


def test_the_same_sweep_goes_on_without_being_asked(
    sweep: Sweep, evidence: Evidence, tmp_path: Path, read: Read, counted: list[int]
) -> None:
    store = half_done(tmp_path / "results", sweep, evidence)
    job = begin(tmp_path / "results", read(TEXT, base=BASE))  # whose units are of another size
    assert job.store.folder == store.folder
    assert any("going on with the unfinished" in note for note in job.notes)
    counted.clear()
    conduct(job, evidence, "ensemble", workers=1)
    assert counted == [2, 3, 4, 6, 7]
    other = begin(tmp_path / "results", read(TEXT.replace("high: 5", "high: 4"), base=BASE))
    again = begin(tmp_path / "results", read(TEXT.replace("high: 5", "high: 3"), base=BASE))
    assert other.notes == ()
    (note,) = again.notes
    assert note.endswith(
        "is an unfinished run with another state of the dimension parameters.deterrence_effect; left alone"
    )


def test_a_full_disk_is_told_and_loses_nothing(
    sweep: Sweep, evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = half_done(tmp_path / "results", sweep, evidence, ())
    write, left = stores.put, [3]

    def full(path: Path, content: bytes) -> None:
        if left[0] == 0 and path.suffix == ".parquet":
            raise OSError(28, os.strerror(28))
        left[0] -= path.suffix == ".parquet"
        write(path, content)

    monkeypatch.setattr(stores, "put", full)
    with pytest.raises(RunFailed) as caught:
        conduct(resume(store.folder, evidence), evidence, "ensemble", workers=1)
    assert "the part of unit 4 of 8 could not be written: no space left on device; what is done is kept" in str(
        caught.value
    )
    assert "pactsim sweep --resume" in str(caught.value)
    monkeypatch.undo()
    assert store.done() == {0, 1, 2}
    assert conduct(resume(store.folder, evidence), evidence, "ensemble", workers=1).finished


def test_a_store_is_run_by_one_process_at_a_time(sweep: Sweep, evidence: Evidence, tmp_path: Path) -> None:
    store = half_done(tmp_path / "results", sweep, evidence)
    (store.folder / "running").write_text(str(os.getppid()), encoding="ascii")
    assert studies(tmp_path / "results")[0].about == "3 of 8 parts, running"
    with pytest.raises(InputError, match=f"is being run by process {os.getppid()}"):
        conduct(resume(store.folder, evidence), evidence, "ensemble", workers=1)
    (store.folder / "running").write_text("999999999", encoding="ascii")  # which died
    assert conduct(resume(store.folder, evidence), evidence, "ensemble", workers=1).finished


def test_there_must_be_something_to_resume(
    sweep: Sweep, evidence: Evidence, tmp_path: Path, conducted: Conduct
) -> None:
    done = conducted(sweep)
    with pytest.raises(InputError, match="is finished: there is nothing to resume"):
        resume(done.path, evidence)
    with pytest.raises(InputError, match="holds no unfinished sweep"):
        resume(tmp_path, evidence)
    store = half_done(tmp_path / "other", sweep, evidence)
    (store.folder / "unfinished.json").write_text('{"name": 3}', encoding="utf-8")
    with pytest.raises(InputError, match="is no plan of a sweep that this version can read"):
        resume(store.folder, evidence)
    (entry,) = studies(tmp_path / "other")
    assert (entry.state, entry.about) == ("broken", "unfinished.json cannot be read")


def test_an_unfinished_study_says_so_when_it_is_opened(sweep: Sweep, evidence: Evidence, tmp_path: Path) -> None:
    store = half_done(tmp_path / "results", sweep, evidence)
    with pytest.raises(InputError, match="holds an unfinished study; go on with: pactsim sweep --resume"):
        open_study(store.folder)


def test_progress_counts_every_world_once(sweep: Sweep, evidence: Evidence, tmp_path: Path) -> None:
    store = half_done(tmp_path / "results", sweep, evidence)
    seen: list[int] = []
    assert run_units(sweep, store, evidence, "ensemble", 2, seen.append)
    assert seen[0] == 12
    assert sum(seen) == 30


def test_studies_are_listed_with_their_state(
    sweep: Sweep, evidence: Evidence, tmp_path: Path, conducted: Conduct
) -> None:
    half_done(tmp_path / "results", sweep, evidence)
    (entry,) = studies(tmp_path / "results")
    assert (entry.kind, entry.state, entry.about, entry.worlds) == ("sweep", "unfinished", "3 of 8 parts", 30)
    conducted(sweep)
    (entry,) = studies(tmp_path / "results")
    assert (entry.kind, entry.state, entry.worlds, entry.scenarios) == ("sweep", "finished", 30, ("asian_nato",))
    folder = tmp_path / "results" / entry.study
    assert entry.size == sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    (folder / "tables" / "worlds.parquet").unlink()
    (entry,) = studies(tmp_path / "results")
    assert (entry.state, entry.about) == ("broken", "tables/worlds.parquet is missing")
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    assert studies(tmp_path / "results")[0].state == "broken"
    assert studies(tmp_path / "nowhere") == ()
