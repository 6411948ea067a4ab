"""Units of a sweep on a Dask cluster: a few handed out ahead, taken back as bytes, out again where one is lost."""

from __future__ import annotations

import logging
import time
import warnings
from collections import Counter, deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import CancelledError
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, NamedTuple, Self
from uuid import uuid4

import dask
from distributed import Client, Future, KilledWorker, LocalCluster
from distributed.comm.addressing import get_address_host_port
from distributed.versions import VersionMismatchWarning

from sim.engine.processes import in_a_line
from sim.engine.runner import Patience
from sim.errors import Address, InputError, Problem, RunFailed
from sim.evidence import Evidence
from sim.results.manifest import Engine
from sim.results.processes import cores, sheltered
from sim.results.wording import counted
from sim.sweep.errand import Refused, Study, digest
from sim.sweep.plan import Sweep

TRIES = 3
"""How often a unit may fail, or lose its worker, before the run ends."""

AHEAD, FEWEST = 2, 8
"""Units out for each thread of the cluster, and where it has none yet: no worker waits for the next, none piles up."""

SECONDS = 10
"""How long a scheduler may be silent before it counts as lost."""

BEAT = 1.0
"""Seconds after which the size of the cluster is asked for again."""

TOGETHER = 32
"""Parts fetched in one go, at most."""


CALL = "__import__('sim.sweep.errand', fromlist=['part']).part(study, name, unit)"
"""What a worker does, as text: a function that it cannot import would end the worker instead of the task."""

SILENT = logging.CRITICAL + 1
"""For what the libraries say: what matters is told in sentences."""

ANY_PORT = "127.0.0.1:0"
"""Where the scheduler of a cluster of one's own says how it fares; its usual port may be taken."""

SETTINGS = {
    "distributed.worker.multiprocessing-method": "spawn",  # fork and compiled threads do not go together
    "distributed.admin.large-graph-warning-threshold": "1TB",  # a study with many points is large, and is sent once
}


class _Loss(NamedTuple):
    """A worker that went away.

    Attributes:
        worker: its address; keys: of the tasks it had.
    """

    worker: str
    keys: tuple[str, ...]


class Cluster:
    """A Dask cluster that runs units: one that is there already, or one of processes on this machine.

    Attributes:
        address: of its scheduler; None for one of its own, which is started when there is work and closed at the end.
        threads: the most that it was seen to have.
    """

    def __init__(self, address: str | None, workers: int | None, tell: Callable[[str], None]) -> None:
        """Describe a cluster.

        Args:
            address: of a scheduler, as `tcp://10.0.0.1:8786`.
            workers: processes of a cluster of its own; by default one per core.
            tell: takes what the user should know.
        """
        self.address, self.threads = address, 0
        self._workers, self._tell = workers or cores(), tell
        self._own: LocalCluster | None = None
        self._client: Client | None = None

    def __enter__(self) -> Self:
        """Connect to a scheduler that is there already.

        Raises:
            InputError: none answers at the address.
        """
        logging.getLogger("distributed").setLevel(SILENT)
        warnings.filterwarnings("ignore", category=VersionMismatchWarning)  # each worker is looked at by what it has
        dask.config.set(SETTINGS)
        if self.address is not None:
            self._client = _connected(self.address)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in (self._client, self._own):
            if one is not None:
                one.close()

    def parts(
        self, sweep: Sweep, evidence: Evidence, units: Sequence[int], engine: Engine, patience: Patience
    ) -> Generator[tuple[int, bytes], None, None]:
        """The parts of some units as they are done; after an interrupt only of those at work.

        Args:
            sweep: whose units they are.
            evidence: of the scenarios' year.
            units: their numbers.
            engine: which one runs the worlds.
            patience: knows whether the user wants the run to stop.

        Raises:
            InputError: a worker would give other bytes, or a file has changed since it was read.
            RunFailed: the scheduler is lost, or a unit failed too often.
        """
        if not units:
            return
        study = Study.of(sweep, evidence, engine).packed()
        client = self._client or self._started(len(units))
        desk = _Desk(client, study, units, sweep.plan.units)
        present, due, told = 0, 0.0, False
        try:
            while desk.waiting or desk.out:
                if client.status == "closed":
                    raise RunFailed(f"the scheduler at {self.address} was lost")
                if client.status == "running" and time.monotonic() >= due:
                    present, due = _threads(client, present), time.monotonic() + BEAT
                    self.threads = max(self.threads, present)
                    if not (present or told):
                        self._tell(f"{self.address or 'the cluster'} has no worker; waiting for one")
                    told = not present
                if patience.asked:
                    desk.keep(present)
                elif client.status == "running":
                    desk.hand_out(AHEAD * present or FEWEST)
                yield from desk.back()
        finally:
            desk.leave()
        if desk.tries:
            many = desk.tries.total()
            self._tell(f"{counted(many, 'time')} a unit had to go out again; the last: {desk.why}")

    def _started(self, units: int) -> Client:
        """A cluster of processes on this machine, one thread each, and no more of them than units.

        Raises:
            RunFailed: they do not start.
        """
        try:
            with sheltered(), warnings.catch_warnings():  # Ctrl-C is for this process alone to judge
                warnings.simplefilter("ignore")  # of disks that are slow for a moment
                self._own = LocalCluster(
                    n_workers=min(self._workers, units), threads_per_worker=1, processes=True, memory_limit=0,
                    dashboard_address=None, scheduler_kwargs={"dashboard_address": ANY_PORT}, silence_logs=SILENT,
                    preload=["sim.sweep.errand"],
                )  # fmt: skip
                self._client = Client(self._own, set_as_default=False)
        except (OSError, RuntimeError) as error:
            raise RunFailed(f"the workers could not be started: {error}") from error
        return self._client


def _connected(address: str) -> Client:
    where = Address(f"--scheduler {address}")
    try:
        get_address_host_port(address)
    except ValueError as error:
        said = f"is no address of a scheduler, as tcp://10.0.0.1:8786: {error}"
        raise InputError([Problem(where, "", said)]) from None
    dask.config.set({"distributed.comm.timeouts.connect": f"{SECONDS}s"})
    try:
        return Client(address, timeout=SECONDS, set_as_default=False)
    except OSError:
        said = f"no scheduler answered within {SECONDS} s; does it run, and can it be reached from here?"
        raise InputError([Problem(where, "", said)]) from None


def _threads(client: Client, before: int) -> int:
    """Threads of all workers; as many as before while the scheduler does not answer."""
    try:
        return sum(client.nthreads().values())
    except (OSError, CancelledError):
        return before


class _Desk:
    """Which units wait, which are out, and how often each had to go out again.

    Attributes:
        waiting: units that are not out.
        out: by key of the task, the unit and its future.
        tries: by unit, how often it failed or its worker was lost.
        why: the last of that, in words.
    """

    def __init__(self, client: Client, study: bytes, units: Sequence[int], of: int) -> None:
        self.waiting, self.tries = deque(units), Counter[int]()
        self.out: dict[str, tuple[int, Future[bytes]]] = {}
        self.why = ""
        self._client, self._of = client, of
        self._study, self._name = study, digest(study)
        self._sent: Future[bytes] | None = None
        self._news: SimpleQueue[Future[bytes] | _Loss] = SimpleQueue()
        client.subscribe_topic("all", self._heard)

    def _heard(self, event: tuple[float, Any]) -> None:
        """Take note of what the scheduler says of its workers."""
        told = event[1]
        if isinstance(told, dict) and told.get("action") == "remove-worker" and not told.get("expected"):
            self._news.put(_Loss(str(told["worker"]), tuple(told["processing-tasks"])))

    def hand_out(self, most: int) -> None:
        """Hand out units until so many are out."""
        while self.waiting and len(self.out) < most:
            if self._sent is None or self._sent.cancelled():  # as after a pause of the connection
                self._sent = self._client.submit(bytes, self._study, key=_key("study"))
            unit, key = self.waiting.popleft(), _key("unit")
            told = {"study": self._sent, "name": self._name, "unit": unit}
            future = self._client.submit(eval, CALL, told, key=key)
            self.out[key] = unit, future
            future.add_done_callback(self._news.put)

    def back(self) -> list[tuple[int, bytes]]:
        """Parts that came back within a beat.

        Raises:
            InputError: a worker would give other bytes.
            RunFailed: a unit failed too often.
        """
        found: list[Future[bytes] | _Loss] = []
        try:
            found.append(self._news.get(timeout=BEAT))
            while len(found) < TOGETHER:
                found.append(self._news.get_nowait())
        except Empty:
            pass
        entries = []
        for one in found:
            if isinstance(one, _Loss):
                for key in one.keys:
                    if key in self.out:
                        self._failed(self.out[key][0], f"its worker {one.worker} was lost")
            elif (entry := self.out.pop(str(one.key), None)) is not None:
                entries.append(entry)
        try:  # all in one go, which costs a fifth of one by one
            parts = self._client.gather([future for _, future in entries])
            return [(unit, bytes(part)) for (unit, _), part in zip(entries, parts, strict=True)]
        except Exception:  # of one of them
            return [done for entry in entries for done in self._taken(*entry)]

    def _taken(self, unit: int, future: Future[bytes]) -> list[tuple[int, bytes]]:
        """The part of a unit; nothing when it has to go out again."""
        try:
            return [(unit, bytes(future.result()))]
        except Refused as error:
            raise InputError([Problem(Address(error.worker), "", error.why)]) from None
        except ImportError as error:
            said = f"a worker has not this version of pactsim ({error}): install the same there"
            raise InputError([Problem(Address("--executor dask"), "", said)]) from None
        except (CancelledError, OSError, KilledWorker):  # with the scheduler, or its worker, which was counted
            pass
        except Exception as error:  # whatever it is, it fails this unit alone
            self._failed(unit, in_a_line(error))
        self.waiting.appendleft(unit)
        return []

    def _failed(self, unit: int, why: str) -> None:
        self.tries[unit] += 1
        self.why = f"unit {unit + 1:,} of {self._of:,}: {why}"
        if self.tries[unit] == TRIES:
            raise RunFailed(f"unit {unit + 1:,} of {self._of:,} failed {TRIES} times, the last time: {why}")

    def keep(self, first: int) -> None:
        """Let go of all but the units that went out first, which are those at work."""
        self.waiting.clear()
        for key in [*self.out][first:]:
            self.out.pop(key)[1].release()

    def leave(self) -> None:
        """Let go of everything."""
        self.keep(0)
        if self._client.status == "running":
            self._client.unsubscribe_topic("all")


def _key(what: str) -> str:
    """A name for a task that no other has."""
    return f"pactsim_{what}-{uuid4().hex}"
