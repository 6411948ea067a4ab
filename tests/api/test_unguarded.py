"""A plain script, its calls not under `if __name__ == "__main__":`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHORT = 'sets={"horizon.end": 2027}'


def ran(tmp_path: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """What a script of those lines says, run as a user would."""
    script = tmp_path / "script.py"
    script.write_text("\n".join(("import sim", *lines)))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
    )


@pytest.mark.parametrize(
    "call",
    [
        f'sim.run("status_quo", replicates=30, engine="mesa", workers=2, {SHORT})',
        f'sim.run_sweep("tariff_and_commitment", replicates=20, engine="mesa", workers=2, {SHORT})',
    ],
)
def test_lost_processes_are_told_in_a_sentence(tmp_path: Path, call: str) -> None:
    done = ran(tmp_path, "try:", f"    {call}", "except sim.RunFailed as error:", "    print(error)")
    assert done.returncode == 0
    (told,) = done.stdout.splitlines()
    assert "a process ended before its time" in told
    assert "put the call under `if __name__ == '__main__':`, or give workers=1" in told
    assert "Traceback" not in done.stderr


def test_threads_and_figures_need_no_guard(tmp_path: Path) -> None:
    done = ran(
        tmp_path,
        'print("read")',
        f'made = sim.run("status_quo", replicates=30, workers=2, {SHORT})',
        'print(len([*made.to_folder("mine").glob("figures/*.png")]) > 0)',
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "read\nTrue\n", "")
