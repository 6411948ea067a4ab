"""Processes beside this one: how many there is room for, and how they are started."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sim.errors import RunFailed

LOST = (
    "a process ended before its time: it was killed, as for want of memory, or it ran the script that started it; in a "
    "script, put the call under `if __name__ == '__main__':`, or give workers=1"
)


def cores() -> int:
    """Cores this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def deaf() -> Iterator[None]:
    """Ignore interrupts, so that processes started meanwhile ignore them from their first instruction on."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may change how signals are taken
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def crewed() -> Iterator[None]:
    """Say in a sentence that one of the processes started within is lost.

    A process that is started reads the script of this one first. Where that script starts processes itself, unguarded,
    the one that reads it ends here, without a word.

    Raises:
        RunFailed: a process ended before its time.
    """
    import multiprocessing
    from concurrent.futures.process import BrokenProcessPool

    if getattr(multiprocessing.current_process(), "_inheriting", False):  # what multiprocessing itself asks
        raise SystemExit(1)
    try:
        yield
    except BrokenProcessPool as error:
        raise RunFailed(LOST) from error


@contextmanager
def sheltered() -> Iterator[None]:
    """Threads started within never take an interrupt, nor do the processes that they start, then or later.

    This thread takes one that comes meanwhile afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):
        with deaf():
            yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it would lift the mask of the thread that starts it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
