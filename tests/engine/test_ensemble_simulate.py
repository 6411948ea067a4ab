"""Many worlds in one call: what is kept agrees with what numpy makes of trajectories; wrong wishes are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.engine.ensemble.reduce import BINS, COARSE, FINE
from sim.engine.ensemble.simulate import PILOT, TABLES, Summary, Worlds, block, simulate
from sim.engine.harvest import Harvest
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory

Read = Callable[..., Any]
Make = Callable[..., Factory]
COUNT = 300
NAMES = ("law.decisiveness", "countries.JPN.hub_trust")
COLUMNS = [(table, column) for table, columns in TABLES.items() for column in columns]


@pytest.fixture(scope="module")
def made(read_scenario: Read, factory: Make) -> Factory:
    short = "horizon.end=2033"
    return factory(read_scenario("status_quo", short), read_scenario("asian_nato", short, *PACTED))


PACTED = ("parameters.window_rate=3", "parameters.choice_sharpness=0.5", "countries.AUS.ratification_rate=3")


@pytest.fixture(scope="module")
def worlds(made: Factory) -> Worlds:
    found = simulate(made, range(COUNT), scenario=1)
    assert isinstance(found, Worlds)
    return found


@pytest.fixture(scope="module")
def summary(made: Factory) -> Summary:
    found = simulate(made, range(COUNT), scenario=1, keep="summary")
    assert isinstance(found, Summary)
    return found


def test_the_end_is_the_last_step_of_the_trajectories(made: Factory, worlds: Worlds) -> None:
    end = simulate(made, range(COUNT), scenario=1, keep="end")
    assert isinstance(end, Worlds)
    assert (end.steps, worlds.steps) == (1, 8)
    for table, column in COLUMNS:
        assert end.of(table, column).tobytes() == worlds.of(table, column)[:, -1:].tobytes(), column
    assert end.ids.tolist() == worlds.ids.tolist() == list(range(COUNT))
    assert not len(end.failed)


def test_trajectories_are_the_worlds_of_a_study(made: Factory, worlds: Worlds) -> None:
    harvest = run_worlds(made, range(5), engine="mesa", workers=1)
    assert isinstance(harvest, Harvest)
    whole = harvest.whole()
    for table, blocks in (("countries", whole.countries), ("theatre", whole.theatre), ("flashpoints", whole.places)):
        for c, column in enumerate(TABLES[table]):
            assert worlds.of(table, column)[:5].tobytes() == np.ascontiguousarray(blocks[1][..., c]).tobytes(), column


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_summary_says_what_the_trajectories_say(worlds: Worlds, summary: Summary, table: str, column: str) -> None:
    values, said, grid = worlds.of(table, column), summary.of(table, column), summary.sums.grid
    k, steps = TABLES[table].index(column), worlds.steps
    scale, low, high = (block(worlds.at, table, part, steps)[..., k] for part in (grid.scale, grid.low, grid.high))
    inside = (values >= low) & (values <= high)
    assert inside.mean() > 0.98  # the pilot saw nearly all there is
    assert (np.abs(said.mean - values.mean(axis=0)) <= scale / FINE).all()
    assert (np.abs(said.sd**2 - values.var(axis=0)) <= 2 * scale**2 / COARSE).all()
    for q, found in ((0.05, said.low), (0.5, said.median), (0.95, said.high)):
        sides = [np.quantile(values, q, axis=0, method=method) for method in ("lower", "higher")]
        slack = (high - low) / BINS + 1e-9 * scale
        known = [(low <= side) & (side <= high) for side in sides]
        assert ((found >= sides[0] - slack) | ~known[0]).all()
        assert ((found <= sides[1] + slack) | ~known[1]).all()


def test_shares_of_postures_are_counts(worlds: Worlds, summary: Summary) -> None:
    held = worlds.of("countries", "posture")
    wanted = np.stack([(held == o).mean(axis=0) for o in range(worlds.at.p)], axis=-1)
    assert summary.postures.tobytes() == wanted.tobytes()
    assert summary.postures[-1, :, worlds.at.bound].any()  # some join
    assert summary.finished == COUNT


def test_another_tail_may_be_asked_for(worlds: Worlds, summary: Summary) -> None:
    trust = worlds.of("countries", "trust")
    wide = summary.of("countries", "trust", outer=0.01)
    near = summary.of("countries", "trust", outer=0.25)
    assert (wide.low <= near.low).all()
    assert (near.high <= wide.high).all()
    assert near.low == pytest.approx(np.quantile(trust, 0.25, axis=0), abs=0.01)


def test_numbers_are_given_to_each_world_and_anchored_with(made: Factory) -> None:
    ids = range(9)
    rng = np.random.default_rng(0)
    numbers = {NAMES[0]: rng.uniform(1, 4, 9), NAMES[1]: rng.uniform(0.2, 0.8, 9)}
    found = simulate(made, ids, numbers=numbers)
    assert isinstance(found, Worlds)
    japan = made.frames[0].grid.countries.index("JPN")
    trust = found.of("countries", "trust")[:, 0, japan]
    assert np.corrcoef(trust, numbers[NAMES[1]])[0, 1] > 0.95
    lone = [simulate(made, [r], numbers={name: values[[r]] for name, values in numbers.items()}) for r in ids]
    assert b"".join(one.rows.tobytes() for one in lone if isinstance(one, Worlds)) == found.rows.tobytes()
    drawn = made.drawn(np.arange(9), [NAMES[0]])[:, 0]
    same, plain = simulate(made, ids, numbers={NAMES[0]: drawn}), simulate(made, ids)
    assert isinstance(same, Worlds)
    assert isinstance(plain, Worlds)
    assert same.rows.tobytes() == plain.rows.tobytes()  # the value that would have been drawn


def test_a_summary_of_a_sweep_knows_its_whole_range(made: Factory) -> None:
    """Values that rise from world to world: the first ones are no sample of the rest."""
    trust = np.linspace(0.05, 0.95, 40 * PILOT)
    several = simulate(made, range(len(trust)), numbers={NAMES[1]: trust}, keep="summary")
    every = simulate(made, range(len(trust)), numbers={NAMES[1]: trust})
    assert isinstance(several, Summary)
    assert isinstance(every, Worlds)
    japan = made.frames[0].grid.countries.index("JPN")
    said, values = several.of("countries", "trust"), every.of("countries", "trust")[:, :, japan]
    for q, found in ((0.05, said.low), (0.5, said.median), (0.95, said.high)):
        assert found[:, japan] == pytest.approx(np.quantile(values, q, axis=0), abs=0.02)


def test_replicates_need_not_begin_at_zero_nor_be_in_order(made: Factory, worlds: Worlds) -> None:
    found = simulate(made, [17, 4, 250, 4], scenario=1)
    assert isinstance(found, Worlds)
    assert found.ids.tolist() == [17, 4, 250, 4]
    assert found.rows.tobytes() == worlds.rows[[17, 4, 250, 4]].tobytes()
    far = simulate(made, iter([2**31, 2**32 - 1]), scenario=1)
    assert isinstance(far, Worlds)
    model = made.models(2**32 - 1)[1]
    model.run()
    assert (
        far.rows[1][: len(model.journal.countries)].tobytes()
        == np.array(model.journal.countries, dtype=np.float64).ravel()[: len(model.journal.countries)].tobytes()
    )


@pytest.mark.parametrize("keep", ["trajectories", "end", "summary"])
def test_progress_adds_up(made: Factory, keep: Any) -> None:
    heard: list[int] = []
    simulate(made, range(700), keep=keep, progress=heard.append)
    assert sum(heard) == 700
    assert len(heard) > 1


@pytest.mark.parametrize("keep", ["trajectories", "end", "summary"])
def test_wrong_wishes_are_refused(made: Factory, keep: Any) -> None:
    with pytest.raises(KeyError, match=r"law\.decisivness"):
        simulate(made, range(3), numbers={"law.decisivness": np.ones(3)}, keep=keep)
    with pytest.raises(ValueError, match="no replicates"):
        simulate(made, [], keep=keep)
    with pytest.raises(IndexError):
        simulate(made, range(3), scenario=2, keep=keep)
    with pytest.raises(ValueError, match=r"law\.decisiveness: values of shape \(4,\) for 3 worlds"):
        simulate(made, range(3), numbers={"law.decisiveness": np.ones(4)}, keep=keep)


def test_an_interrupt_gives_nothing(made: Factory) -> None:
    def press(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(made, range(600), progress=press)
