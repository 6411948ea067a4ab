"""The table of very many worlds: the same bytes however the worlds come, and read back as measured."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import InputError, RunFailed
from sim.results import ledger
from sim.results.ledger import Ledger, Recorded, has_parts, part
from sim.results.measure import Block, Cells, measure
from sim.results.outcomes import Outcome, outcomes
from sim.results.schema import RUN_TABLES
from sim.results.store import Study, open_study, write_study

SCENARIOS = ("storm", "calm")  # not in alphabetical order
COUNTRIES, PLACES = ("BBB", "AAA"), ("strait", "cape")
YEARS = range(2026, 2030)
TABLE = outcomes(("hedge", "ally"))
WORDS = {"posture": ("hedge", "ally"), "administration": ("a", "b")}
Worlds = list[dict[str, Cells]]


def columns(table: str) -> list[str]:
    described = RUN_TABLES[table]
    return [column.name for column in described.columns if column.name not in described.key]


def drawn(worlds: int) -> list[dict[str, np.ndarray]]:
    """Random numbers of worlds in each scenario by table, shape (W, T, U, C)."""
    rng = np.random.default_rng(4)
    shapes = {"countries": len(COUNTRIES), "theatre": 1, "flashpoints": len(PLACES)}

    def one(table: str, units: int) -> np.ndarray:
        values = rng.uniform(0.1, 1, (worlds, len(YEARS), units, len(columns(table))))
        for name in ("posture", "member", "pact_in_force", "severity"):
            if name in columns(table):
                values[..., columns(table).index(name)] = rng.integers(0, 2, values.shape[:-1])
        return values

    return [{table: one(table, units) for table, units in shapes.items()} for _ in SCENARIOS]


def cells(values: list[dict[str, np.ndarray]], chosen: slice) -> Worlds:
    units = {"countries": COUNTRIES, "theatre": ("all",), "flashpoints": PLACES}
    return [
        {table: Block(block[chosen], columns(table), units[table], YEARS, WORDS) for table, block in own.items()}
        for own in values
    ]


def written(path: Path, values: list[dict[str, np.ndarray]], replicates: Sequence[int], cuts: Sequence[int]) -> Path:
    ends = [0, *cuts, len(replicates)]
    with Ledger(path, SCENARIOS, TABLE) as made:
        for first, last in pairwise(ends):
            made.add(np.array(replicates[first:last]), cells(values, slice(first, last)))
        return made.finish()


REPLICATES = [0, 1, 2, 3, 5, 6, 7, 9, 10, 11]


def stored(small: Any, root: Path, replicates: Sequence[int] = REPLICATES) -> tuple[Study, list[dict[str, np.ndarray]]]:
    values = drawn(len(replicates))
    path = written(root / "aside" / "outcomes.parquet", values, replicates, [])
    made = small.manifest(SCENARIOS)
    return open_study(write_study(root, "large", made, {"outcomes": path})), values


@pytest.mark.parametrize("cuts", [[4], [1, 2, 3], [7, 7, 8]])
def test_batches_do_not_show_in_the_bytes(tmp_path: Path, cuts: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "GROUP", 3)
    values = drawn(10)
    whole = written(tmp_path / "whole.parquet", values, REPLICATES, [])
    parts = written(tmp_path / "parts.parquet", values, REPLICATES, cuts)
    assert whole.read_bytes() == parts.read_bytes()


@pytest.mark.parametrize("group", [3, 5, 2048])
def test_what_is_read_is_what_was_measured(
    small: Any, tmp_path: Path, group: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "GROUP", group)
    study, values = stored(small, tmp_path)
    found = Recorded(study)
    assert found.replicates.tolist() == REPLICATES
    assert found.scopes == [
        ("all", "all"), ("country", "AAA"), ("country", "BBB"), ("flashpoint", "cape"), ("flashpoint", "strait")
    ]  # fmt: skip
    rows = {"countries": [1, 2], "theatre": [], "flashpoints": [3, 4]}
    for name, outcome in TABLE.items():
        read = found.columns([name])[name]
        assert read.shape == (2, 5, 10)
        for k, own in enumerate(cells(values, slice(None))):
            measured = measure(outcome, own[outcome.table])
            assert read[k, 0].tolist() == measured.total.tolist()
            held = rows[outcome.table]
            if outcome.across != "only":
                assert read[k, held].tolist() == measured.own.tolist()
            others = [row for row in range(1, 5) if row not in held]
            assert np.isnan(read[k, others]).all()
            if has_parts(outcome):
                assert found.columns([part(name)])[part(name)][k, held].tolist() == measured.parts.tolist()


def test_the_table_is_one_that_anybody_can_read(small: Any, tmp_path: Path) -> None:
    study, _ = stored(small, tmp_path)
    frame = study.table("outcomes")
    assert frame.columns[:4].tolist() == ["replicate", "scenario", "kind", "scope"]
    assert set(frame.columns[4:]) == {*TABLE, *(part(name) for name in TABLE if has_parts(TABLE[name]))}
    assert len(frame) == 2 * 5 * 10 == study.manifest.tables["outcomes"].rows
    keys = list(frame[["replicate", "scenario", "kind", "scope"]].itertuples(index=False, name=None))
    assert keys == sorted(keys)
    found = Recorded(study).columns(["trust.mean"])["trust.mean"]
    here = frame[(frame["scenario"] == "calm") & (frame["scope"] == "BBB")]
    assert here["trust.mean"].tolist() == found[1, 2].tolist()


def test_a_broken_table_is_said(small: Any, tmp_path: Path) -> None:
    study, _ = stored(small, tmp_path)
    with pytest.raises(InputError, match=r"outcomes.parquet: the table lacks nothing.like"):
        Recorded(study).columns(["trust.mean", "nothing.like"])
    path = study.path / "tables" / "outcomes.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(InputError, match="another checksum"):
        Recorded(study)
    path.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        Recorded(study)


def test_a_disk_that_refuses_is_no_bug(tmp_path: Path) -> None:
    (tmp_path / "full").write_text("", encoding="utf-8")
    with pytest.raises(RunFailed, match="could not be written"):
        written(tmp_path / "full" / "outcomes.parquet", drawn(2), [0, 1], [])


def test_nothing_is_made_before_there_is_something_to_write(tmp_path: Path) -> None:
    with Ledger(tmp_path / "aside" / "outcomes.parquet", SCENARIOS, TABLE) as made:
        made.add(np.array([0]), cells(drawn(1), slice(None)))
    assert not list(tmp_path.iterdir())


def test_outcomes_and_their_parts_have_names_of_their_own() -> None:
    names: list[str] = [*TABLE, *(part(name) for name in TABLE)]
    assert len(set(names)) == len(names)
    assert all(isinstance(outcome, Outcome) for outcome in TABLE.values())
