"""How near the kernel comes to what the processor could do with nothing but the law's own operations."""

from __future__ import annotations

import time
from collections import Counter
from statistics import median
from typing import Any

import numba
import numpy as np
from counted import operations
from lanes_in_python import DIVISION, PHILOX, ROOT, SIMPLE
from rows import Figure, cpu
from study import study

import sim.engine.ensemble.rules  # noqa: F401  teaches the compiler lanes
from sim.draws.philox import as_number, rounds
from sim.draws.ranges import root
from sim.engine.ensemble.drive import Ensemble
from sim.engine.ensemble.store import WIDTH, alike, at, put

CHAINS = 12  # independent results under way: enough to fill two units of four steps each
WAYS = 6  # the same of divisions and roots, which take turns in one unit
SLOWER = {SIMPLE: 1, DIVISION: 8, ROOT: 12, PHILOX: 3}  # a round takes about as long for each
NAMES = {
    SIMPLE: "additions, multiplications and the like", DIVISION: "divisions", ROOT: "square roots",
    PHILOX: "blocks of four random words",
}  # fmt: skip

probe = numba.njit(nogil=True, error_model="numpy", _nrt=False)


@probe  # type: ignore[untyped-decorator]
def multiply_add(store: Any, times: int) -> None:
    """x = x a + b in registers, `CHAINS` side by side."""
    a, b = at(store, CHAINS), at(store, CHAINS + 1)
    c, d, e, f, g, h = at(store, 0), at(store, 1), at(store, 2), at(store, 3), at(store, 4), at(store, 5)
    i, j, k, l, m, n = at(store, 6), at(store, 7), at(store, 8), at(store, 9), at(store, 10), at(store, 11)  # noqa: E741
    for _ in range(times):
        c, d, e, f, g, h = c * a + b, d * a + b, e * a + b, f * a + b, g * a + b, h * a + b
        i, j, k, l, m, n = i * a + b, j * a + b, k * a + b, l * a + b, m * a + b, n * a + b  # noqa: E741
    put(store, 0, c + d + e + f + g + h + i + j + k + l + m + n)


@probe  # type: ignore[untyped-decorator]
def divide(store: Any, times: int) -> None:
    """x = a / x, six side by side."""
    a = at(store, CHAINS)
    c, d, e, f, g, h = at(store, 0), at(store, 1), at(store, 2), at(store, 3), at(store, 4), at(store, 5)
    for _ in range(times):
        c, d, e, f, g, h = a / c, a / d, a / e, a / f, a / g, a / h
    put(store, 0, c + d + e + f + g + h)


@probe  # type: ignore[untyped-decorator]
def take_root(store: Any, times: int) -> None:
    """x = root(x + a), six side by side."""
    a = at(store, CHAINS)
    c, d, e, f, g, h = at(store, 0), at(store, 1), at(store, 2), at(store, 3), at(store, 4), at(store, 5)
    for _ in range(times):
        c, d, e, f, g, h = root(c + a), root(d + a), root(e + a), root(f + a), root(g + a), root(h + a)
    put(store, 0, c + d + e + f + g + h)


@probe  # type: ignore[untyped-decorator]
def generate(ids: Any, key: Any, store: Any, times: int) -> None:
    """Counters one after another through Philox."""
    replicate = at(ids, 0)
    zero = alike(replicate, np.uint64(0))
    sum_ = zero
    for step in range(times):
        a, b, c, d = rounds(replicate, alike(replicate, np.uint64(step)), zero, zero, key[0], key[1])
        sum_ = sum_ ^ a ^ b ^ c ^ d
    put(store, 0, as_number(sum_))


KINDS = (SIMPLE, DIVISION, ROOT, PHILOX)


def register() -> str:
    """The widest register that the compiler gave the lanes."""
    code = "".join(multiply_add.inspect_asm().values())
    return next((name for name in ("zmm", "ymm", "xmm") if name in code), "scalar registers")


class Limit:
    """Cost of each operation and of a world, timed in turns.

    Attributes:
        worlds: how many are timed in a round; sample: how many are counted; times: turns of a probe in a round.
        asked: operations of a lone world, mean over the sample; block: of a full block, for each of its worlds' lanes.
        cost: s for each operation and world, a value for each round; taken: s for each world.
    """

    def __init__(self, worlds: int, sample: int, times: int) -> None:
        self.worlds, self.sample, self.times = worlds, sample, times
        self.asked: dict[str, float] = {}
        self.block: dict[str, float] = {}
        self.cost: dict[str, list[float]] = {kind: [] for kind in KINDS}
        self.taken: list[float] = []
        self.store = np.full((CHAINS + 2, WIDTH), 0.5)
        self.ids, self.key = np.arange(WIDTH, dtype=np.uint64).reshape(1, WIDTH), np.arange(2, dtype=np.uint64)

    def warm(self) -> None:
        """Compile the probes and the kernel, and count."""
        factory = study("status_quo")
        self.ensemble = Ensemble.of(factory)
        for kind in KINDS:
            self.probe(kind, 1)
        alone: Counter[str] = Counter()
        for replicate in range(self.sample):
            alone += operations(factory, [replicate])
        self.asked = {kind: alone[kind] / self.sample for kind in KINDS}
        together = operations(factory, range(WIDTH))
        self.block = {kind: float(together[kind]) for kind in KINDS}

    def probe(self, kind: str, times: int) -> int:
        """Do an operation on lanes again and again; gives how often it was done."""
        if kind == SIMPLE:
            multiply_add(self.store, times)
            return 2 * CHAINS * times
        if kind == PHILOX:
            generate(self.ids, self.key, np.zeros((1, WIDTH)), times)
            return times
        (divide if kind == DIVISION else take_root)(self.store, times)
        return WAYS * times

    def round(self, number: int) -> None:
        """Time the probes and the kernel once."""
        for kind in KINDS:
            began = time.process_time()
            done = self.probe(kind, self.times // SLOWER[kind])
            self.cost[kind].append((time.process_time() - began) / (done * WIDTH))
        ids = np.arange(self.worlds, dtype=np.int64) + number * self.worlds
        self.taken.append(cpu(lambda: list(self.ensemble.run(ids, 0, threads=1))) / self.worlds)

    def figures(self) -> list[Figure]:
        """The lines of the table."""
        told = [sum(self.asked[k] * self.cost[k][r] for k in KINDS) for r in range(len(self.taken))]
        full = [sum(self.block[k] * self.cost[k][r] for k in KINDS) for r in range(len(self.taken))]

        def share(of: list[float]) -> list[float]:
            return [100.0 * limit / taken for limit, taken in zip(of, self.taken, strict=True)]

        return [
            Figure("a world in the kernel", "us", [1e6 * s for s in self.taken], "lower"),
            Figure("a world at the machine's limit", "us", [1e6 * s for s in told], "lower"),
            Figure("share of the machine's limit", "%", share(told), "higher", 25.0, 40.0),
            Figure("the same, counting what a block does for any of its worlds", "%", share(full), "higher"),
        ]

    def footnote(self) -> str:
        """What was counted and what it costs."""
        parts = [
            f"{round(self.asked[k]):,} {NAMES[k]} at {1e9 * min(self.cost[k]):.3g} ns"
            f" ({1e9 * median(self.cost[k]):.3g} in the middle round)"
            for k in KINDS
        ]
        return (
            "Share of the machine's limit: the functions of the kernel are run in plain Python on numbers that count"
            f" ({self.sample} worlds, one by one; the results are checked to be the compiled ones to the last bit)."
            " Counted are operations on numbers that differ between worlds, of the law, of the draws and of the sums"
            " of the phases, in building, anchoring and running a world; an exponential or logarithm counts as the"
            " operations it is made of. Levers, indices, addresses, loads and stores, and the check of what is written"
            f" count for nothing. A world asks for {'; '.join(parts)}. The cost of each is measured in the same round,"
            f" in registers and in lanes of {WIDTH}, {CHAINS} independent chains of multiplications and additions"
            f" ({WAYS} of divisions and roots); comparisons, selections, minima, maxima and conversions are"
            " priced as additions, though the processor does fewer of them at a time, and operations count as they are"
            " written, though a compiler may share some. The limit of a world is the sum"
            " of number times cost. The second share counts what a block of worlds executes, for instance a decision"
            " that is due in one of them."
        )
