"""Very many worlds: some outcomes at a time, from the table of all worlds, as if every world had been kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.analysis import samples
from sim.analysis.conditional import groups
from sim.analysis.samples import Worlds, sample
from sim.analysis.study import analyse
from sim.results.ledger import Ledger
from sim.results.measure import UNITS, Block, Cells
from sim.results.outcomes import DISPUTED, outcomes
from sim.results.schema import RUN_TABLES
from sim.results.store import Study, open_study, write_study

SCENARIOS = ("storm", "calm", "flood")  # not in alphabetical order
WORLDS, HELD = 9, 4
OF_ALL = ("levels", "comparison", "contributions", "conditional")


def drawn(small: Any) -> dict[str, pd.DataFrame]:
    """A study in which everything differs from world to world."""
    rng = np.random.default_rng(7)
    content: dict[str, pd.DataFrame] = small.frames(SCENARIOS, replicates=WORLDS)
    for frame in content.values():
        for column in frame.columns:
            if frame[column].dtype == float and column != "year":
                frame[column] = rng.uniform(0.1, 1, len(frame))
            if frame[column].dtype == bool:
                frame[column] = rng.integers(0, 2, len(frame)) > 0
    content["countries"]["posture"] = rng.choice(list(small.LADDER), len(content["countries"]))
    content["flashpoints"]["severity"] = rng.integers(0, 4, len(content["flashpoints"]))
    content["draws"] = small.draws({name: rng.uniform(size=WORLDS).tolist() for name in (*DISPUTED, "law.other")})
    return content


def cells(small: Any, frame: pd.DataFrame, table: str) -> Cells:
    """A table of one scenario as an engine would give it."""
    unit = UNITS[table]
    order = ["replicate", "year", unit] if unit else ["replicate", "year"]
    rows = frame.sort_values(order)
    units = sorted(rows[unit].unique()) if unit else ["all"]
    years = sorted(rows["year"].unique())
    described = RUN_TABLES[table]
    columns = [column.name for column in described.columns if column.name not in described.key]
    words = {"posture": tuple(small.LADDER), "administration": ("steady",)}
    numbers = [
        rows[name].map(words[name].index) if name in words else rows[name].astype(float) for name in columns
    ]  # fmt: skip
    values = np.stack([column.to_numpy(dtype=float) for column in numbers], axis=-1)
    return Block(values.reshape(-1, len(years), len(units), len(columns)), columns, units, years, words)


def kept_in_part(small: Any, root: Path, content: dict[str, pd.DataFrame]) -> Study:
    """The study with its first worlds in full, and of all worlds what they came to."""
    parts = {
        name: frame if name == "draws" else frame[frame["replicate"] < HELD] for name, frame in content.items()
    }  # fmt: skip
    draws = content["draws"]
    parts["draws"] = draws[(draws["replicate"] < HELD) | draws["parameter"].isin(DISPUTED)]
    with Ledger(root / "aside" / "outcomes.parquet", SCENARIOS, outcomes(small.LADDER)) as ledger:
        worlds = [
            {name: cells(small, content[name][content[name]["scenario"] == scenario], name) for name in UNITS}
            for scenario in SCENARIOS
        ]
        ledger.add(np.arange(WORLDS), worlds)
        written = {**small.tables(parts), "outcomes": ledger.finish()}
        return open_study(write_study(root, "part", small.manifest(SCENARIOS), written))


def test_every_world_counts_as_if_it_had_been_kept(small: Any, tmp_path: Path) -> None:
    content = drawn(small)
    every = analyse(small.study(tmp_path / "every", content, SCENARIOS))
    some = analyse(kept_in_part(small, tmp_path, content))
    for name in OF_ALL:
        pd.testing.assert_frame_equal(some[name], every[name], check_exact=True)
    first = {name: frame[frame["replicate"] < HELD] for name, frame in content.items()}
    held = analyse(small.study(tmp_path / "held", first, SCENARIOS))
    for name in set(held) - set(OF_ALL):
        pd.testing.assert_frame_equal(some[name], held[name], check_exact=True)
    assert some["levels"]["worlds"].unique().tolist() == [WORLDS]
    assert some["paths"]["worlds"].unique().tolist() == [HELD]


@pytest.mark.parametrize("part", [False, True])
def test_how_many_outcomes_are_held_at_a_time_does_not_matter(
    small: Any, tmp_path: Path, part: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = drawn(small)
    study = kept_in_part(small, tmp_path, content) if part else small.study(tmp_path, content, SCENARIOS)
    whole = analyse(study)
    monkeypatch.setattr(samples, "AT_ONCE", 1)
    blocks = list(sample(Worlds(study)))
    assert [len(block.table) for block in blocks] == [1] * len(outcomes(small.LADDER))
    pieces = analyse(study)
    for name, frame in whole.items():
        key = [column for column in frame.columns if not pd.api.types.is_float_dtype(frame[column])]
        one, other = (made[name].sort_values(key).reset_index(drop=True) for made in (whole, pieces))
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_splits_are_those_of_all_worlds(small: Any, tmp_path: Path) -> None:
    content = drawn(small)
    every = groups(Worlds(small.study(tmp_path / "every", content, SCENARIOS)), 0, 1)
    some = groups(Worlds(kept_in_part(small, tmp_path, content)), 0, 1)
    assert [(group.split, group.name) for group in some] == [(group.split, group.name) for group in every]
    assert [group.chosen.tolist() for group in some] == [group.chosen.tolist() for group in every]
    assert {group.split for group in some} == {"pact_in_force_b", *DISPUTED}
