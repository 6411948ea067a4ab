"""Programs that are stopped while they work: a process as a terminal starts it, and Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds after which a program that does not get on, or does not stop, is a failure."""


def start(*words: str, cwd: Path, first: Callable[[], object] = lambda: None) -> subprocess.Popen[bytes]:
    """`pactsim` with these words in a group of its own, which takes Ctrl-C whoever runs the tests.

    Args:
        words: of the command.
        cwd: folder it runs in.
        first: done in the process before it begins.
    """

    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # what a shell starts in the background ignores it
        first()

    command = [sys.executable, "-m", "sim.cli", *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=prepare,
    )  # fmt: skip


def until(process: subprocess.Popen[bytes], reached: Callable[[], bool]) -> None:
    """Wait until something is so, while the program runs."""
    end = time.monotonic() + PATIENCE
    while not reached():
        assert process.poll() is None, process.communicate()
        if time.monotonic() > end:
            kill(process)
            pytest.fail(f"the program did not get there within {PATIENCE:.0f} seconds")
        time.sleep(0.01)


def until_worked(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait until it and what it started have used some seconds of the processor: a busy machine only takes longer."""
    until(process, lambda: _worked(process.pid) >= seconds)


def stop(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    """Press Ctrl-C and wait for the end; the code is as a shell tells it, 128 and more for a signal.

    A program stopped while Python reads code out of a text ends by the signal, although it took it as any other.
    """
    os.killpg(process.pid, signal.SIGINT)
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        kill(process)
        pytest.fail(f"the program did not stop within {PATIENCE:.0f} seconds of Ctrl-C")
    code = process.returncode if process.returncode >= 0 else 128 - process.returncode
    return code, out.decode(), err.decode()


def kill(process: subprocess.Popen[bytes]) -> None:
    """End it and what it started, as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _worked(pid: int) -> float:
    used = 0.0
    try:
        one = psutil.Process(pid)
        for process in (one, *one.children(recursive=True)):
            times = process.cpu_times()
            used += times.user + times.system
    except psutil.NoSuchProcess:  # ended meanwhile
        pass
    return used
