"""The units that a cluster is at work on: a few out for each worker, back as bytes, out again where one is lost."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple
from uuid import uuid4

from distributed import Client, Future, KilledWorker

from sim.engine.processes import in_a_line
from sim.errors import Address, InputError, Problem, RunFailed
from sim.sweep.errand import Refused, digest

TRIES = 3
"""How often a unit may fail, or lose its worker, before the run ends."""

AHEAD, FEWEST = 2, 8
"""Units out for each thread of a worker, and where there is none yet: no worker waits for the next, none piles up."""

CALL = "__import__('sim.sweep.errand', fromlist=['part']).part(study, name, unit)"
"""What a worker does, as text: a function that it cannot import would end the worker instead of the task."""

BEAT = 1.0
"""Seconds after which the size of the cluster is asked for again."""

TOGETHER = 32
"""Parts fetched in one go, at most."""


class _Loss(NamedTuple):
    """A worker that went away.

    Attributes:
        worker: its address; keys: of the tasks it had.
    """

    worker: str
    keys: tuple[str, ...]


class Desk:
    """Which units wait, which are out, and how often each had to go out again.

    Attributes:
        waiting: units that are not out.
        out: by key of the task, the unit, its future and the worker that it was meant for.
        tries: by unit, how often it failed or its worker was lost.
        why: the last of that, in words.
    """

    def __init__(self, client: Client, study: bytes, units: Sequence[int], of: int) -> None:
        self.waiting, self.tries = deque(units), Counter[int]()
        self.out: dict[str, tuple[int, Future[bytes], str | None]] = {}
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

    def hand_out(self, threads: Mapping[str, int]) -> None:
        """Hand out units until every worker has enough, a round at a time.

        Left to itself the scheduler would send them all to the worker that has the study.
        """
        held = Counter(worker for _, _, worker in self.out.values())
        rounds = range(AHEAD * max(threads.values(), default=0))
        places: list[str | None] = [w for turn in rounds for w in threads if held[w] <= turn < AHEAD * threads[w]]
        if not threads:
            places = [None] * (FEWEST - len(self.out))
        if self._sent is None or self._sent.cancelled():  # as after a pause of the connection
            self._sent = self._client.submit(bytes, self._study, key=_key("study"))
        for worker in places[: len(self.waiting)]:
            unit, key = self.waiting.popleft(), _key("unit")
            told = {"study": self._sent, "name": self._name, "unit": unit}
            only = {} if worker is None else {"workers": [worker], "allow_other_workers": True}
            future = self._client.submit(eval, CALL, told, key=key, **only)
            self.out[key] = unit, future, worker
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
                entries.append(entry[:2])
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
        except (CancelledError, KilledWorker):  # with the scheduler, or its worker, which was counted
            pass
        except Exception as error:  # whatever it is, it fails this unit alone
            if future.status == "error":  # else it was lost on the way back
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
