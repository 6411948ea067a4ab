"""Made-up studies of sweeps: a function of the dimensions in place of worlds, in the folder that a sweep leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from sim.results.manifest import Manifest
from sim.results.store import write_study
from sim.sweep.design import count, points
from sim.sweep.dimension import Dimension
from sim.sweep.form import Design

Floats = NDArray[np.float64]
OUTCOME = "hazard.mean"


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """A study whose outcome is that function of the columns of its points."""

    def make(
        design: Design,
        dimensions: Sequence[Dimension],
        of: Callable[..., Any],
        *,
        replicates: int = 1,
        noise: float = 0.0,
        shared: float = 0.0,
        lost: Sequence[int] = (),
        format: Any = "parquet",  # noqa: A002
    ) -> Path:
        columns = points(design, dimensions, 7)
        several = count(columns)
        rng = np.random.default_rng(3)
        cells = np.asarray(of(*columns), dtype=np.float64)[:, None] + noise * rng.normal(size=(several, replicates))
        cells += shared * rng.normal(size=replicates)
        cells[list(lost)] = np.nan
        options = {
            "name": "made", "title": "Made up", "question": "", "claims": [], "outcomes": [OUTCOME], "countries": [],
            "years": None, "design": design.model_dump(mode="json", exclude_none=True),
            "dimensions": [one.path for one in dimensions], "points": several,
        }  # fmt: skip
        manifest = Manifest(
            study="sweep-made-12345678", kind="sweep", version="1", python="3", created="2026", wall_seconds=0,
            scenarios={"s": {"title": "S"}}, seed=1, replicates=replicates, seeds_fingerprint="",
            inputs_fingerprint="0" * 64, options=options,
        )  # fmt: skip
        own = [
            {"number": d + 1, "path": one.path, "role": one.role, "given": "", "distribution": one.distribution,
             "low": one.low, "mode": one.mode, "high": one.high, "values": ", ".join(map(str, one.values)),
             "central": one.central, "unit": "", "meaning": ""}
            for d, one in enumerate(dimensions)
        ]  # fmt: skip
        numbers = {name: pa.float64() for name in ("low", "mode", "high", "central")}
        table = pa.Table.from_pylist(own)
        table = pa.table({name: table[name].cast(numbers.get(name, table[name].type)) for name in table.column_names})
        worlds = {
            "scenario": pa.array(["s"] * cells.size),
            "point": pa.array(np.repeat(np.arange(several, dtype=np.int32), replicates)),
            "replicate": pa.array(np.tile(np.arange(replicates, dtype=np.int32), several)),
            OUTCOME: pa.array(cells.ravel(), from_pandas=True),
        }
        values = {
            one.path: pa.array(column, type=pa.string() if column.dtype == object else None)
            for one, column in zip(dimensions, columns, strict=True)
        }
        tables = {
            "dimensions": table,
            "points": pa.table({"point": pa.array(np.arange(several, dtype=np.int32)), **values}),
            "worlds": pa.table(worlds),
        }
        return write_study(tmp_path, manifest.study, manifest, tables, format)

    return make
