"""The shape of the house: layers, size, light imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "sim").rglob("*.py"))
CAP = 300


def _modules_after(statement: str) -> set[str]:
    """Every module loaded in a fresh interpreter after a statement."""
    program = f"import sys\n{statement}\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def _under(loaded: set[str], *packages: str) -> set[str]:
    return {name for name in loaded if any(name == p or name.startswith(f"{p}.") for p in packages)}


def test_data_walks_one_way() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(tool), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT / "sim").as_posix())
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= CAP


def test_most_modules_are_shorter() -> None:
    assert median(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES) <= 150


def test_a_scenario_needs_no_engine() -> None:
    loaded = _modules_after("import sim.scenario")
    assert _under(loaded, "mesa", "pandas", "matplotlib", "pyarrow", "networkx", "numba", "sim.engine") == set()


def test_what_reads_results_needs_neither_engine_nor_law() -> None:
    statements = [
        f"import {'.'.join(path.relative_to(ROOT).with_suffix('').parts)}"
        for part in ("results", "analysis", "figures", "report")
        for path in sorted((ROOT / "sim" / part).glob("*.py"))
        if path.stem != "__init__"
    ]
    loaded = _modules_after("\n".join(statements))
    forbidden = (
        "mesa",
        "sim.law",
        "sim.draws",
        "sim.world",
        "sim.engine",
        "sim.scenario",
        "sim.policy",
        "sim.calibration",
    )
    assert _under(loaded, *forbidden) == set()


def test_the_law_needs_nothing() -> None:
    statements = "\n".join(
        f"import sim.law.{p.stem}" for p in (ROOT / "sim" / "law").glob("*.py") if p.stem != "__init__"
    )
    loaded = _modules_after(statements)
    assert _under(loaded, "numpy", "mesa", "pydantic", "yaml", "numba") == set()
    assert {name for name in _under(loaded, "sim") if name not in ("sim", "sim.law")} == {
        f"sim.law.{path.stem}" for path in (ROOT / "sim" / "law").glob("*.py") if path.stem != "__init__"
    }
