"""A Dask cluster that runs the units of a sweep: somebody's, or processes of this machine."""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import CancelledError
from types import TracebackType
from typing import Self

import dask
from distributed import Client, LocalCluster
from distributed.comm.addressing import get_address_host_port
from distributed.versions import VersionMismatchWarning

from sim.engine.runner import Patience
from sim.errors import Address, InputError, Problem, RunFailed
from sim.evidence import Evidence
from sim.results.manifest import Engine
from sim.results.processes import cores, sheltered
from sim.results.wording import counted
from sim.sweep.desk import BEAT, Desk
from sim.sweep.errand import Study
from sim.sweep.plan import Sweep

SECONDS = 10
"""How long a scheduler may be silent before it counts as lost."""

SILENT = logging.CRITICAL + 1
"""For what the libraries say: what matters is told in sentences."""

ANY_PORT = "127.0.0.1:0"
"""Where the scheduler of a cluster of one's own says how it fares; its usual port may be taken."""

SETTINGS = {
    "distributed.worker.multiprocessing-method": "spawn",  # fork and compiled threads do not go together
    "distributed.admin.large-graph-warning-threshold": "1TB",  # a study with many points is large, and is sent once
}


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
        desk = Desk(client, study, units, sweep.plan.units)
        present, due, told = dict[str, int](), 0.0, False
        try:
            while desk.waiting or desk.out:
                if client.status == "closed":
                    raise RunFailed(f"the scheduler at {self.address} was lost")
                if client.status == "running" and time.monotonic() >= due:
                    present, due = _threads(client, present), time.monotonic() + BEAT
                    self.threads = max(self.threads, sum(present.values()))
                    if not (present or told):
                        self._tell(f"{self.address or 'the cluster'} has no worker; waiting for one")
                    told = not present
                if patience.asked:
                    desk.keep(sum(present.values()))
                elif client.status == "running":
                    desk.hand_out(present)
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


def _threads(client: Client, before: dict[str, int]) -> dict[str, int]:
    """Threads of each worker by its address; as before while the scheduler does not answer."""
    try:
        return dict(client.nthreads())
    except (OSError, CancelledError):
        return before
