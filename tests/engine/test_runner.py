"""Many worlds: however they are split, whatever fails, whenever they are stopped, whoever runs them."""

from __future__ import annotations

import math
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from sim.engine import engines, processes
from sim.engine.alike import check_alike
from sim.engine.country import Country
from sim.engine.engines import pick
from sim.engine.harvest import Batch, Failure, Harvest, joined, nothing
from sim.engine.mesa_model import PactModel
from sim.engine.processes import run_replicate
from sim.engine.runner import run_worlds
from sim.engine.study import KEPT, Order, content, options, total
from sim.engine.worlds import Factory
from sim.errors import InputError
from sim.evidence import Evidence
from sim.results.describe import inputs
from sim.results.manifest import Engine
from sim.scenario import Scenario
from sim.world.table import Row

Read = Callable[..., Scenario]
Make = Callable[..., Factory]
SHORT = "horizon.end=2031"


def _bits(harvest: Harvest) -> list[tuple[int, bytes]]:
    """Each world held in full: its id and everything in it."""
    whole = harvest.whole()
    blocks = (*whole.countries, *whole.theatre, *whole.places)
    return [(int(r), b"".join(block[k].tobytes() for block in blocks)) for k, r in enumerate(whole.replicates)]


def _ids(harvest: Harvest) -> list[int]:
    return harvest.whole().replicates.tolist()


@pytest.fixture(scope="module")
def made(factory: Make, read_scenario: Read) -> Factory:
    return factory(read_scenario("status_quo", SHORT), read_scenario("asian_nato", SHORT))


def test_workers_chunks_and_order_change_not_a_bit(made: Factory, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = run_worlds(made, range(7), workers=1)
    assert _ids(alone) == list(range(7))
    assert _bits(run_worlds(made, [6, 0, 3, 1, 5, 4, 2], workers=1)) == _bits(alone)
    monkeypatch.setattr(processes, "CHUNK", 2)
    heard: list[int] = []
    assert _bits(run_worlds(made, range(7), workers=2, progress=heard.append)) == _bits(alone)
    assert heard == [2, 2, 2, 1]


def test_any_part_of_a_study_is_the_same_as_in_the_whole(made: Factory) -> None:
    whole, part = run_worlds(made, range(6), workers=1), run_worlds(made, range(2, 5), workers=1)
    assert _bits(part) == _bits(whole)[2:5]


def test_few_worlds_need_no_processes(made: Factory, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("processes were started")

    monkeypatch.setattr(processes, "_over_processes", refuse)
    assert run_worlds(made, range(3)).finished == 3


def test_a_batch_holds_replicates_steps_and_names_in_that_order(made: Factory) -> None:
    batch = run_worlds(made, range(2), workers=1).whole()
    steps, grid = 6, made.frames[0].grid
    assert [block.shape[:3] for block in batch.countries] == [(2, steps, len(grid.countries))] * 2
    assert [block.shape[:2] for block in batch.theatre] == [(2, steps)] * 2
    assert [block.shape[:3] for block in batch.places] == [(2, steps, len(grid.flashpoints))] * 2
    empty = nothing(made)
    assert len(empty) == 0
    assert [block.shape[1:] for block in empty.countries] == [block.shape[1:] for block in batch.countries]
    assert joined(made, [empty, batch, empty]).replicates.tolist() == [0, 1]


class Spoilt(Factory):
    """A maker of worlds of which some have a number that is none."""

    def row(self, replicate: int) -> Row:
        row = super().row(replicate)
        return {**row, "countries.TWN.hub_trust": math.nan} if replicate in (1, 4) else row


@pytest.fixture
def spoilt(made: Factory) -> Spoilt:
    return Spoilt(made.evidence, made.scenarios, made.calibrated)


def test_a_world_that_fails_is_kept_as_data_and_left_out_of_all_averages(made: Factory, spoilt: Spoilt) -> None:
    heard: list[int] = []
    harvest = run_worlds(spoilt, range(6), workers=1, progress=heard.append)
    assert _ids(harvest) == [0, 2, 3, 5]
    assert {f.replicate for f in harvest.failures} == {1, 4}
    assert (harvest.finished, harvest.ended, heard) == (4, 6, [1] * 6)
    whole = run_worlds(made, range(6), workers=1)
    assert _bits(harvest) == [world for world in _bits(whole) if world[0] not in (1, 4)]
    first = harvest.failures[0]
    assert first.error.partition(":")[0] in ("ValueError", "NotFiniteError", "ArithmeticError")
    assert "\n" not in first.error
    assert first.traceback.startswith("Traceback")


class Breaking(Factory):
    """A maker of pairs of which the second breaks in its fourth year."""

    def models(self, replicate: int) -> Sequence[PactModel]:
        models = super().models(replicate)
        last = models[-1]

        def ruin(country: Country) -> None:
            if last.t == 3:
                country.effort = math.inf

        last.keep_terms = True
        last.listeners.append(ruin)
        return models


def test_a_number_that_turns_infinite_on_the_way_fails_the_pair(made: Factory) -> None:
    found = run_replicate(Breaking(made.evidence, made.scenarios, made.calibrated), 0)
    assert isinstance(found, list)
    assert [(f.scenario, f.replicate) for f in found] == [("asian_nato", 0)]


class Stop:
    """Presses Ctrl-C, as the user would, after some progress."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, done: int) -> None:
        self.left -= done
        if self.left <= 0:
            signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_keeps_what_was_finished(made: Factory, workers: int) -> None:
    before = signal.getsignal(signal.SIGINT)
    harvest = run_worlds(made, range(40), workers=workers, progress=Stop(3))
    assert harvest.interrupted
    assert 3 <= harvest.finished == harvest.ended < 40
    assert _ids(harvest) == list(range(harvest.finished))
    assert _bits(harvest) == _bits(run_worlds(made, range(harvest.finished), workers=1))
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupt_waits_for_the_batch_under_way_and_a_second_does_not(made: Factory) -> None:
    reached = []

    def press(_: int) -> None:
        signal.raise_signal(signal.SIGINT)
        reached.append("after the first")
        signal.raise_signal(signal.SIGINT)
        reached.append("after the second")

    with pytest.raises(KeyboardInterrupt):
        run_worlds(made, range(4), workers=1, progress=press)
    assert reached == ["after the first"]


def test_before_there_is_anything_to_keep_an_interrupt_waits_for_nothing(
    made: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = []

    def slow(*args: object) -> Iterator[tuple[Batch, list[Failure]]]:
        try:
            signal.raise_signal(signal.SIGINT)
            yield nothing(made), []
        finally:
            ended.append("engine")

    monkeypatch.setattr(processes, "batches", slow)
    with pytest.raises(KeyboardInterrupt):
        run_worlds(made, range(4))
    assert ended == ["engine"]


@pytest.mark.parametrize("keep", [0, 3, 20])
def test_only_the_first_worlds_are_held_in_full(made: Factory, keep: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "CHUNK", 2)
    harvest = run_worlds(made, range(7), workers=2, keep=keep)
    assert _ids(harvest) == list(range(min(keep, 7)))
    assert harvest.finished == 7
    assert harvest.held == min(keep, 7)
    assert np.concatenate(harvest.replicates).tolist() == list(range(7))


def test_what_is_held_does_not_hold_the_rest_of_its_batch(made: Factory) -> None:
    batch = run_worlds(made, range(4), workers=1).whole()
    harvest = Harvest(made, keep=1)
    harvest.take(batch)
    assert all(block.base is None for block in harvest.batches[0].countries)


def test_the_readable_engine_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    said: list[str] = []
    assert pick("mesa", said.append) == "mesa"
    assert said == []
    assert pick(None, said.append) == "mesa"
    assert len(said) == 1
    assert "numba is not installed" in said[0]
    assert "pip install" in said[0]
    with pytest.raises(InputError, match="--engine: numba is not installed"):
        pick("ensemble", said.append)


def test_the_compiled_engine_is_taken_where_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: find_spec("sim"))
    said: list[str] = []
    assert [pick(None, said.append), pick("ensemble", said.append), pick("mesa", said.append)] == [
        "ensemble",
        "ensemble",
        "mesa",
    ]
    assert said == []


def test_both_engines_give_the_same_worlds(made: Factory) -> None:
    readable = run_worlds(made, range(11), workers=1)
    compiled = run_worlds(made, range(11), engine="ensemble")
    assert _bits(compiled) == _bits(readable)


def test_threads_and_chunks_of_the_compiled_engine_change_not_a_bit(
    made: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run_worlds(made, range(21), engine="ensemble", workers=1)
    monkeypatch.setattr(engines, "CHUNK", 4)
    heard: list[int] = []
    assert _bits(run_worlds(made, range(21), engine="ensemble", workers=2, progress=heard.append)) == _bits(whole)
    assert heard == [4, 4, 4, 4, 4, 1]


@pytest.mark.parametrize("engine", ["mesa", "ensemble"])
def test_both_engines_keep_failures_as_data(made: Factory, engine: Engine) -> None:
    stakes = {**made.calibrated.stakes, "JPN": math.nan}
    harvest = run_worlds(replace(made, calibrated=replace(made.calibrated, stakes=stakes)), range(5), engine=engine)
    assert (harvest.finished, harvest.ended) == (0, 5)
    assert {failure.replicate for failure in harvest.failures} == set(range(5))
    assert all(failure.error and failure.traceback for failure in harvest.failures)


def _order(scenarios: tuple[Scenario, ...], **other: object) -> Order:
    return replace(Order("compare", scenarios, Path("results")), **other)  # type: ignore[arg-type]


def test_scenarios_of_a_study_must_be_alike_in_time_and_countries_and_differ_in_name(read_scenario: Read) -> None:
    plain, pact = read_scenario("status_quo"), read_scenario("asian_nato")
    check_alike((plain, pact))
    with pytest.raises(InputError, match="two scenarios of the same name"):
        check_alike((plain, plain))
    with pytest.raises(InputError, match="2026-2031 in steps of 1") as caught:
        check_alike((plain, read_scenario("asian_nato", SHORT), read_scenario("us_retreat", "step=0.5")))
    assert len(caught.value.problems) == 2
    with pytest.raises(InputError, match="other countries than 'status_quo'"):
        check_alike((plain, read_scenario("asian_nato", "drop=[IND]")))


def test_the_fingerprint_knows_everything_that_decides_the_tables(read_scenario: Read, evidence: Evidence) -> None:
    plain, pact = read_scenario("status_quo"), read_scenario("asian_nato")

    def mark(*scenarios: Scenario, replicates: int = 5, **other: object) -> str:
        order = _order(scenarios, **other)
        return inputs(order.kind, content(order, evidence, replicates))

    same = mark(plain, pact)
    assert mark(plain, pact) == same
    how = mark(plain, pact, workers=2, format="csv", command=("pactsim",), engine="ensemble", keep=5)
    assert how == same  # how, not what
    others = [
        mark(pact, plain),
        mark(plain),
        mark(plain, pact, replicates=6),
        mark(plain, pact, keep=4),
        mark(read_scenario("status_quo", "seed=3"), pact),
        mark(plain, read_scenario("asian_nato", "policies.pact.notice=2")),
        mark(plain, pact, kind="explain", country="JPN", year=2030.0),
        mark(plain, pact, kind="explain", country="KOR", year=2030.0),
    ]
    assert len({same, *others}) == 9


def test_what_an_order_asks_for(read_scenario: Read) -> None:
    plain = read_scenario("status_quo", "replicates=17")
    assert total(_order((plain,))) == 17
    assert total(_order((plain,), worlds=4)) == 4
    explained = _order((plain,), kind="explain", country="JPN", year=2030.0)
    assert options(explained, 17) == {"country": "JPN", "year": 2030.0}


@pytest.mark.parametrize(
    ("keep", "replicates", "recorded"),
    [
        (KEPT, 17, {}),
        (KEPT, KEPT, {}),
        (KEPT, KEPT + 1, {"keep": KEPT}),
        (3, 17, {"keep": 3}),
        (17, 17, {}),
        (2 * KEPT, 17, {}),
        (2 * KEPT, KEPT + 5, {"keep": KEPT + 5}),
    ],
)
def test_how_many_worlds_are_kept_is_recorded_where_it_decides_the_tables(
    read_scenario: Read, keep: int, replicates: int, recorded: dict[str, int]
) -> None:
    assert options(_order((read_scenario("status_quo"),), keep=keep), replicates) == recorded


def test_outside_the_main_thread_signals_are_left_alone(made: Factory) -> None:
    found: list[int] = []
    before = signal.getsignal(signal.SIGINT)

    def run(_: int) -> None:
        assert signal.getsignal(signal.SIGINT) is before

    thread = Thread(target=lambda: found.append(run_worlds(made, range(2), workers=1, progress=run).finished))
    thread.start()
    thread.join()
    assert found == [2]
