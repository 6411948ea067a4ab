"""Many worlds: however they are split, whatever fails, whenever they are stopped."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.engine import runner
from sim.engine.country import Country
from sim.engine.mesa_model import PactModel
from sim.engine.runner import Failure, Harvest, Yield, run_replicate, run_worlds
from sim.engine.study import Order, check_alike, inputs_fingerprint, options, prefix, total
from sim.engine.worlds import Factory
from sim.errors import InputError
from sim.evidence import Evidence
from sim.scenario import Scenario
from sim.world.table import Row

Read = Callable[..., Scenario]
Make = Callable[..., Factory]
SHORT = "horizon.end=2031"


def _bits(harvest: Harvest) -> list[tuple[int, bytes]]:
    return [
        (y.replicate, b"".join(rows.tobytes() for part in (y.countries, y.theatre, y.places) for rows in part))
        for y in harvest.yields
    ]


@pytest.fixture(scope="module")
def made(factory: Make, read_scenario: Read) -> Factory:
    return factory(read_scenario("status_quo", SHORT), read_scenario("asian_nato", SHORT))


def test_workers_chunks_and_order_change_not_a_bit(made: Factory, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = run_worlds(made, range(7), workers=1)
    assert [y.replicate for y in alone.yields] == list(range(7))
    assert _bits(run_worlds(made, [6, 0, 3, 1, 5, 4, 2], workers=1)) == _bits(alone)
    monkeypatch.setattr(runner, "CHUNK", 2)
    heard: list[int] = []
    assert _bits(run_worlds(made, range(7), workers=2, progress=heard.append)) == _bits(alone)
    assert sorted(heard) == [1, 2, 2, 2]


def test_any_part_of_a_study_is_the_same_as_in_the_whole(made: Factory) -> None:
    whole, part = run_worlds(made, range(6), workers=1), run_worlds(made, range(2, 5), workers=1)
    assert _bits(part) == _bits(whole)[2:5]


def test_few_worlds_need_no_processes(made: Factory, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("processes were started")

    monkeypatch.setattr(runner, "_over_processes", refuse)
    assert len(run_worlds(made, range(3)).yields) == 3


class Spoilt(Factory):
    """A maker of worlds of which some have a number that is none."""

    def row(self, replicate: int) -> Row:
        row = super().row(replicate)
        return {**row, "countries.TWN.hub_trust": math.nan} if replicate in (1, 4) else row


@pytest.fixture
def spoilt(made: Factory) -> Spoilt:
    return Spoilt(made.evidence, made.scenarios, made.calibrated)


def test_a_world_that_fails_is_kept_as_data_and_left_out_of_all_averages(made: Factory, spoilt: Spoilt) -> None:
    harvest = run_worlds(spoilt, range(6), workers=1)
    assert [y.replicate for y in harvest.yields] == [0, 2, 3, 5]
    assert {f.replicate for f in harvest.failures} == {1, 4}
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
    """Stops the run, as the user would, after some progress."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, done: int) -> None:
        self.left -= done
        if self.left <= 0:
            raise KeyboardInterrupt


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_keeps_what_was_finished(made: Factory, workers: int) -> None:
    harvest = run_worlds(made, range(12), workers=workers, progress=Stop(3))
    assert harvest.interrupted
    assert 3 <= len(harvest.yields) < 12
    kept, count = prefix(harvest, 12)
    assert [y.replicate for y in kept.yields] == list(range(count))
    assert kept.interrupted
    assert _bits(kept) == _bits(run_worlds(made, range(count), workers=1))


def _yield(replicate: int) -> Yield:
    return Yield(replicate, (np.zeros((1, 1)),), (np.zeros((1, 1)),), (np.zeros((1, 1)),))


def _failure(replicate: int) -> Failure:
    return Failure("status_quo", replicate, "ValueError: no", "Traceback")


@pytest.mark.parametrize(
    ("finished", "failed", "asked", "kept", "count"),
    [
        ([0, 1, 2], [], 3, [0, 1, 2], 3),
        ([0, 1, 3], [], 5, [0, 1], 2),  # 2 is unfinished: 3 must go as well
        ([0, 2], [1], 5, [0, 2], 3),  # a failure is an end, too
        ([1, 2], [], 3, [], 0),
        ([], [0], 3, [], 1),
        ([], [], 3, [], 0),
    ],
)
def test_prefix_by_hand(finished: list[int], failed: list[int], asked: int, kept: list[int], count: int) -> None:
    harvest = Harvest([_yield(r) for r in finished], [_failure(r) for r in failed], True)
    cut, covered = prefix(harvest, asked)
    assert ([y.replicate for y in cut.yields], covered) == (kept, count)
    assert all(f.replicate < covered for f in cut.failures)


def _order(scenarios: tuple[Scenario, ...], **other: object) -> Order:
    return replace(Order("compare", scenarios, Path("results")), **other)  # type: ignore[arg-type]


def test_scenarios_of_a_study_must_be_alike_in_time_and_differ_in_name(read_scenario: Read) -> None:
    plain, pact = read_scenario("status_quo"), read_scenario("asian_nato")
    check_alike((plain, pact))
    with pytest.raises(InputError, match="two scenarios of the same name"):
        check_alike((plain, plain))
    with pytest.raises(InputError, match="2026-2031 in steps of 1") as caught:
        check_alike((plain, read_scenario("asian_nato", SHORT), read_scenario("us_retreat", "step=0.5")))
    assert len(caught.value.problems) == 2


def test_the_fingerprint_knows_everything_that_decides_the_tables(read_scenario: Read, evidence: Evidence) -> None:
    plain, pact = read_scenario("status_quo"), read_scenario("asian_nato")

    def mark(*scenarios: Scenario, replicates: int = 5, **other: object) -> str:
        return inputs_fingerprint(_order(scenarios, **other), evidence, replicates)

    same = mark(plain, pact)
    assert mark(plain, pact) == same
    assert mark(plain, pact, workers=2, format="csv", command=("pactsim",)) == same  # how, not what
    others = [
        mark(pact, plain),
        mark(plain),
        mark(plain, pact, replicates=6),
        mark(read_scenario("status_quo", "seed=3"), pact),
        mark(plain, read_scenario("asian_nato", "policies.pact.notice=2")),
        mark(plain, pact, kind="explain", country="JPN", year=2030.0),
        mark(plain, pact, kind="explain", country="KOR", year=2030.0),
    ]
    assert len({same, *others}) == 8


def test_what_an_order_asks_for(read_scenario: Read) -> None:
    plain = read_scenario("status_quo", "replicates=17")
    assert total(_order((plain,))) == 17
    assert total(_order((plain,), worlds=4)) == 4
    assert options(_order((plain,))) == {}
    assert options(_order((plain,), kind="explain", country="JPN", year=2030.0)) == {"country": "JPN", "year": 2030.0}
