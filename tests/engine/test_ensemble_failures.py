"""A world with a number that is not finite is recorded as failed, harms no other, and enters nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from sim.cli import main
from sim.engine.ensemble import batches as compiled
from sim.engine.ensemble.drive import Ensemble
from sim.engine.ensemble.simulate import Summary, Worlds, simulate
from sim.engine.harvest import Batch
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory
from sim.world.table import Row

Read = Callable[..., Any]
Make = Callable[..., Factory]
Floats = np.ndarray[Any, np.dtype[np.float64]]
SHORT = "horizon.end=2031"
BAD = {1: math.nan, 3: math.inf, 9: -math.inf, 10: math.nan}
COUNT = 21


@pytest.fixture(scope="module")
def made(read_scenario: Read, factory: Make) -> Factory:
    return factory(read_scenario("asian_nato", SHORT), read_scenario("us_retreat", SHORT))


def spoilt(count: int = COUNT) -> Floats:
    """A value for each world, some of them no number."""
    values = np.linspace(1.0, 4.0, count)
    for k, value in BAD.items():
        values[k] = value
    return values


def kept(made: Factory, name: str, values: Floats, **other: Any) -> Worlds:
    found = simulate(made, range(100, 100 + len(values)), numbers={name: values}, **other)
    assert isinstance(found, Worlds)
    return found


@pytest.mark.parametrize(
    "name",
    ["law.decisiveness", "law.window_rate", "countries.JPN.hub_trust", "dyads.distance_km.JPN-KOR", "powers.CHN.gdp"],
)
def test_failed_worlds_are_named_and_their_neighbours_keep_their_bits(made: Factory, name: str) -> None:
    central = made.table.figures[name].value
    values = spoilt() / 2.5 * central
    fine = np.where(np.isfinite(values), values, central)
    whole, found = kept(made, name, fine), kept(made, name, values)
    assert found.failed.tolist() == [100 + k for k in sorted(BAD)]
    assert found.ids.tolist() == [100 + k for k in range(COUNT) if k not in BAD]
    good = np.isfinite(values)
    assert found.rows.tobytes() == whole.rows[good].tobytes()
    assert np.isfinite(found.rows).all()


def test_they_enter_no_summary(made: Factory) -> None:
    values = spoilt()
    several = simulate(made, range(COUNT), numbers={"law.decisiveness": values}, keep="summary")
    assert isinstance(several, Summary)
    assert (several.finished, several.failed.tolist()) == (COUNT - len(BAD), sorted(BAD))
    good = np.isfinite(values)
    rest = simulate(made, np.flatnonzero(good).tolist(), numbers={"law.decisiveness": values[good]})
    assert isinstance(rest, Worlds)
    for column in ("trust", "deterrence", "posture"):
        mean = rest.of("countries", column).mean(axis=0)
        assert several.of("countries", column).mean == pytest.approx(mean, abs=1e-7)
    assert several.postures.sum(axis=2) == pytest.approx(1.0)


def test_where_all_worlds_fail_all_are_named(made: Factory) -> None:
    nothing = np.full(10, math.nan)
    assert kept(made, "law.decisiveness", nothing).failed.tolist() == list(range(100, 110))
    several = simulate(made, range(10), numbers={"law.decisiveness": nothing}, keep="summary")
    assert isinstance(several, Summary)
    assert (several.finished, several.failed.tolist()) == (0, list(range(10)))


class Spoilt(Factory):
    """A maker of worlds of which some have a number that is none."""

    def row(self, replicate: int) -> Row:
        row = super().row(replicate)
        return {**row, "law.decisiveness": BAD[replicate]} if replicate in BAD else row


@pytest.fixture
def in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiled engine is given the same spoilt number by world that `Spoilt` gives the readable one."""
    of, run = Ensemble.of, Ensemble.run
    name = "law.decisiveness"

    def spoil(factory: Factory) -> Ensemble:
        return of(factory, (name,))

    def given(self: Ensemble, ids: Any, scenario: int, **other: Any) -> Any:
        return run(self, ids, scenario, {name: np.array([BAD.get(int(r), 2.0) for r in ids])}, **other)

    monkeypatch.setattr(compiled.Ensemble, "of", spoil)
    monkeypatch.setattr(compiled.Ensemble, "run", given)


@pytest.mark.usefixtures("in_batches")
@pytest.mark.parametrize("chunk", [4, 512])
def test_in_batches_they_are_failures_as_the_readable_engine_tells_them(made: Factory, chunk: int) -> None:
    factory = Spoilt(made.evidence, made.scenarios, made.calibrated)
    found = list(compiled.batches(factory, range(COUNT), 2, chunk))
    told = [failure for _, failures in found for failure in failures]
    assert sorted({failure.replicate for failure in told}) == sorted(BAD)
    readable = run_worlds(factory, sorted(BAD), workers=1).failures
    assert [(f.scenario, f.replicate, f.error) for f in told] == [(f.scenario, f.replicate, f.error) for f in readable]
    assert all(f.traceback.startswith("Traceback") for f in told)
    ids = np.concatenate([batch.replicates for batch, _ in found])
    assert ids.tolist() == [r for r in range(COUNT) if r not in BAD]
    for batch, failures in found:
        assert len(batch) + len({f.replicate for f in failures}) <= chunk
        assert all(
            np.isfinite(block).all() for part in (batch.countries, batch.theatre, batch.places) for block in part
        )


@pytest.mark.usefixtures("in_batches")
def test_one_that_only_the_compiled_engine_finds_is_told_too(made: Factory) -> None:
    ((batch, failures),) = compiled.batches(made, [0, 1, 2], 1, 8)
    assert isinstance(batch, Batch)
    assert batch.replicates.tolist() == [0, 2]
    assert [(f.replicate, f.error.partition(":")[0]) for f in failures] == [(1, "NotFiniteError")]


@pytest.mark.usefixtures("in_batches")
def test_a_study_stores_them_in_its_table_of_failures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = (
        "run",
        "status_quo",
        "--set",
        SHORT,
        "--replicates",
        "12",
        "--engine",
        "ensemble",
        "--no-figures",
        "--json",
    )
    assert main(words) == 0
    said = capsys.readouterr()
    assert "4 worlds failed and are left out" in said.err
    folder = Path(json.loads(said.out)["path"])
    failures = pq.read_table(folder / "tables" / "failures.parquet").to_pydict()
    assert failures["replicate"] == sorted(BAD)
    assert set(failures["scenario"]) == {"status_quo"}
    worlds = pq.read_table(folder / "tables" / "countries.parquet")["replicate"].unique().to_pylist()
    assert worlds == [r for r in range(12) if r not in BAD]
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["failures"] == len(BAD)
