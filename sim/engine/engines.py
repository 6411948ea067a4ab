"""Which engine runs the worlds: the compiled one or the readable one; both give the same worlds to the last bit."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from importlib.util import find_spec

from sim.engine.harvest import Batch, Failure
from sim.engine.worlds import Factory
from sim.errors import Address, InputError, Problem
from sim.results.manifest import Engine

CHUNK = 512  # replicates the compiled engine is asked for at a time: fractions of a second
COMPILER = "numba"

ABOUT = 40
"""Seconds that it takes to compile the engine on a common machine."""

_MISSING = f"{COMPILER} is not installed"
_SLOW = (
    f"{_MISSING}: the worlds run in plain Python, which gives the same and takes about 200 times as long; "
    f"pip install {COMPILER}"
)


def pick(engine: Engine | None, say: Callable[[str], object]) -> Engine:
    """Settle which engine to use.

    Args:
        engine: the one asked for, or None for the fastest there is.
        say: told in a line when the fastest cannot be used here.

    Raises:
        InputError: when the compiled engine is asked for and cannot be used here.
    """
    if engine == "mesa":
        return "mesa"
    if find_spec(COMPILER) is not None:
        return "ensemble"
    if engine == "ensemble":
        raise InputError(
            [Problem(Address("--engine"), "", f"{_MISSING}, which 'ensemble' needs; pip install {COMPILER}")]
        )
    say(_SLOW)
    return "mesa"


def ready(engine: Engine | None, say: Callable[[str], object]) -> Engine:
    """Settle which engine to use, and compile it now if it has to be.

    Args:
        engine: the one asked for, or None for the fastest there is.
        say: told in lines what takes time or cannot be used here.

    Raises:
        InputError: when the one asked for cannot be used here.
    """
    settled = pick(engine, say)
    if settled == "ensemble":
        from sim.engine.ensemble import warm

        if not warm.compiled():
            say(f"compiling the engine, once per version: about {ABOUT} s ...")
            for line in (f"compiled in {warm.warmup():.0f} s", *warm.unkept()):
                say(line)
    return settled


def batches(
    factory: Factory, replicates: Sequence[int], engine: Engine, workers: int | None = None
) -> Generator[tuple[Batch, list[Failure]], None, None]:
    """Run replicates of every scenario.

    Args:
        factory: makes the worlds.
        replicates: ids in ascending order.
        engine: which one.
        workers: processes or threads; by default one per core.

    Yields:
        Batches in the order of the ids, with what failed among them.
    """
    if engine == "mesa":
        from sim.engine import processes

        yield from processes.batches(factory, replicates, workers)
    else:
        from sim.engine.ensemble import batches as compiled

        yield from compiled.batches(factory, replicates, workers, CHUNK)
