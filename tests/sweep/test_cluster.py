"""A cluster gives the bytes that this machine gives, and what goes wrong there is told and loses nothing."""

from __future__ import annotations

import pickle
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from distributed import LocalCluster

from sim.engine.runner import Patience
from sim.errors import Address, InputError, Problem, RunFailed
from sim.evidence import Evidence
from sim.policy import registry
from sim.scenario import load_levers, own
from sim.sweep import cluster as clusters
from sim.sweep import desk, errand
from sim.sweep.cluster import Cluster
from sim.sweep.desk import Desk
from sim.sweep.errand import Study, badge
from sim.sweep.plan import Sweep
from sim.sweep.run import run_units
from sim.sweep.store import Store
from sim.sweep.units import Workshop

Read = Callable[..., Sweep]
TEXT = """
levers: {policies.pact.quorum: [2, 3]}
uncertainties: {parameters.deterrence_effect: {low: 0, high: 5, levels: 3}}
design: {type: grid}
replicates: 5
"""


LEVERS = '''\
from typing import ClassVar, Literal

from sim.policy import Policy


class Summit(Policy):
    """A summit that calms Beijing for a while."""

    example: ClassVar[str] = "{type: summit, start: 2028, calm: 0.3}"

    type: Literal["summit"]
    calm: float

    def apply(self, levers, grid):
        levers.coercion *= 1 - self.calm * grid.cover(self.span)
'''


@pytest.fixture
def sweep(read: Read) -> Sweep:
    """Thirty worlds in eight units."""
    made = read(TEXT, base="base: asian_nato")
    return replace(made, plan=made.plan.model_copy(update={"unit": 4}))


@pytest.fixture(scope="module")
def somebodys() -> Iterator[str]:
    """Address of a cluster of two worker processes that knows nothing of this project's files."""
    port = {"dashboard_address": clusters.ANY_PORT}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of disks that are slow for a moment
        made = LocalCluster("somebodys", 2, threads_per_worker=1, scheduler_kwargs=port, silence_logs=clusters.SILENT)
    with made:
        yield made.scheduler_address


@pytest.fixture
def said() -> list[str]:
    """What the user is told."""
    return []


@pytest.fixture
def connected(somebodys: str, said: list[str]) -> Iterator[Cluster]:
    with Cluster(somebodys, None, said.append) as cluster:
        yield cluster


def test_parts_are_the_same_to_the_byte(
    sweep: Sweep, evidence: Evidence, connected: Cluster, said: list[str], tmp_path: Path
) -> None:
    store = Store.begin(tmp_path, sweep)
    shop = Workshop(sweep.plan, sweep.points, evidence, "ensemble")
    store.put(3, shop.part(3))
    seen: list[int] = []
    assert run_units(sweep, store, evidence, "ensemble", None, seen.append, connected)
    assert (seen[0], sum(seen), said, connected.threads) == (4, 30, [], 2)
    for unit in range(8):
        assert (store.folder / "parts" / f"{unit:06}.parquet").read_bytes() == shop.part(unit)


def test_policy_types_of_ones_own_go_to_the_workers(
    read: Read, evidence: Evidence, connected: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.policy.kinds._KNOWN", registry())
    monkeypatch.setattr(own, "_loaded", {})
    (tmp_path / "summit.py").write_text(LEVERS, encoding="utf-8")
    load_levers([tmp_path / "summit.py"])
    base = "base: {extends: status_quo, name: talks, policies: [{id: talks, type: summit, start: 2027, calm: 0.5}]}"
    made = read("levers: {policies.talks.calm: [0.1, 0.9]}\ndesign: {type: grid}\nreplicates: 4", base=base)
    assert [one.types for one in made.plan.levers] == [("summit",)]
    ((_, part),) = connected.parts(made, evidence, [0], "ensemble", Patience())
    assert part == Workshop(made.plan, made.points, evidence, "ensemble").part(0)


def test_what_was_asked_to_stop_stops(sweep: Sweep, evidence: Evidence, connected: Cluster) -> None:
    patience = Patience()
    parts = connected.parts(sweep, evidence, range(8), "ensemble", patience)
    first = next(parts)
    patience.asked = True
    rest = list(parts)
    assert 1 + len(rest) < 8
    shop = Workshop(sweep.plan, sweep.points, evidence, "ensemble")
    assert all(shop.part(unit) == part for unit, part in [first, *rest])


def test_a_worker_of_another_version_is_refused_by_name(
    sweep: Sweep, evidence: Evidence, connected: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = badge()
    monkeypatch.setattr(errand, "badge", lambda: {**here, "pactsim": "99", "source of pactsim": "0" * 12})
    with pytest.raises(InputError) as caught:
        list(connected.parts(sweep, evidence, range(8), "ensemble", Patience()))
    (problem,) = caught.value.problems
    assert problem.address.file.startswith("tcp://127.0.0.1:")
    assert problem.sentence == (
        f"this worker has pactsim {here['pactsim']}, here 99; source of pactsim {here['source of pactsim']}, here "
        "000000000000: install the same there"
    )


def test_a_worker_without_the_program_is_told_and_lives_on(
    sweep: Sweep, evidence: Evidence, connected: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(desk, "CALL", "__import__('sim.of_another_version')")
        with pytest.raises(InputError, match=r"a worker has not this version of pactsim \(No module named 'sim.of_"):
            list(connected.parts(sweep, evidence, range(8), "ensemble", Patience()))
    assert len(list(connected.parts(sweep, evidence, range(8), "ensemble", Patience()))) == 8
    assert connected.threads == 2


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        ("{}['nonsense']", "KeyError: 'nonsense'"),
        ("open('/nowhere/at/all')", "FileNotFoundError: [Errno 2] No such file or directory: '/nowhere/at/all'"),
    ],
)
def test_a_unit_that_fails_three_times_ends_the_run_by_its_number(
    sweep: Sweep,
    evidence: Evidence,
    connected: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    wrong: str,
) -> None:
    monkeypatch.setattr(desk, "CALL", call)
    store = Store.begin(tmp_path, sweep)
    with pytest.raises(RunFailed) as caught:
        run_units(sweep, store, evidence, "ensemble", None, None, connected)
    told = str(caught.value)
    assert f"of 8 failed 3 times, the last time: {wrong}; what is done is kept: go on with: pactsim" in told
    assert store.done() == set()


class Nobody:
    """A client that takes note of what it is asked, and never answers."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, str | None]] = []

    def subscribe_topic(self, topic: str, handler: Any) -> None: ...

    def submit(self, call: Any, *words: Any, key: str, workers: Any = (None,), allow_other_workers: bool = True) -> Any:
        if call is eval:
            self.asked.append((words[1]["unit"], *workers))
        return SimpleNamespace(key=key, cancelled=lambda: False, add_done_callback=lambda handler: None)


def test_every_worker_has_two_units_for_each_of_its_threads() -> None:
    client: Any = Nobody()
    table = Desk(client, b"", range(20), 20)
    threads = {"a": 1, "b": 2}
    table.hand_out(threads)
    assert client.asked == [(0, "a"), (1, "b"), (2, "a"), (3, "b"), (4, "b"), (5, "b")]
    table.hand_out(threads)
    assert len(client.asked) == 6
    done = [key for key, (unit, _, _) in table.out.items() if unit in (0, 3, 4)]
    for key in done:
        del table.out[key]
    table.hand_out({**threads, "c": 1})  # which has just come
    assert client.asked[6:] == [(6, "c"), (7, "a"), (8, "c"), (9, "b"), (10, "b")]


def test_where_there_is_no_worker_some_units_wait_for_it() -> None:
    client: Any = Nobody()
    table = Desk(client, b"", range(20), 20)
    for _ in range(2):
        table.hand_out({})
    assert client.asked == [(unit, None) for unit in range(8)]


@contextmanager
def dask(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of a cluster, as somebody starts it by hand."""
    command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def a_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_workers_may_come_late_and_a_lost_scheduler_loses_nothing(
    sweep: Sweep, evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "SECONDS", 5)
    address, store, said = f"tcp://127.0.0.1:{a_port()}", Store.begin(tmp_path, sweep), list[str]()
    with dask("scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2]) as scheduler:
        wait_for(address)
        with Cluster(address, None, said.append) as cluster, dask("worker", address, "--nthreads", "1"):

            def progress(worlds: int) -> None:
                if len(store.done()) == 3:
                    scheduler.kill()

            with pytest.raises(RunFailed) as caught:
                run_units(sweep, store, evidence, "ensemble", None, progress, cluster)
    assert said == [f"{address} has no worker; waiting for one"]
    assert f": the scheduler at {address} was lost; what is done is kept: go on with: pactsim" in str(caught.value)
    assert 3 <= len(store.done()) < 8


def wait_for(address: str) -> None:
    """Until something listens there."""
    host, port = address.removeprefix("tcp://").split(":")
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as trial:
            if trial.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the scheduler did not start")


def test_files_that_changed_since_they_were_read_are_not_sent(
    sweep: Sweep, evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="has changed since it was read"):
        Study.of(replace(sweep, plan=sweep.plan.model_copy(update={"seeds": "0" * 64})), evidence, "ensemble")
    path = tmp_path / "mine.py"
    path.write_text("x = 1", encoding="utf-8")
    monkeypatch.setattr(own, "_loaded", {path: own.LeverFile(str(path), "0" * 64, ("mine",))})
    with pytest.raises(InputError, match=r"mine.py: has changed since it was read"):
        Study.of(sweep, evidence, "ensemble")


def test_types_of_an_earlier_study_are_not_mixed_with_those_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "_loaded", {Path("mine.py"): own.LeverFile("mine.py", "0" * 64, ("mine",))})
    with pytest.raises(errand.Refused) as caught:
        errand._take({"mine.py": b"x = 1"}, "tcp://here")
    assert (caught.value.worker, caught.value.why) == (
        "tcp://here",
        "holds other policy types from an earlier study; restart it",
    )


def test_an_input_error_travels() -> None:
    error: Any = pickle.loads(pickle.dumps(InputError([Problem(Address("a.yaml", 1, 2), "b", "is wrong")])))
    assert str(error) == "a.yaml:1:2: b: is wrong"
