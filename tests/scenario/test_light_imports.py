"""Checking a scenario must be quick: nothing heavy may be imported on the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import sim

ROOT = Path(__file__).parents[2]
HEAVY = {"mesa", "pandas", "matplotlib", "pyarrow", "scipy", "networkx", "numba"}


def _modules_after(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(' '.join({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_reading_evidence_and_scenarios_imports_nothing_heavy() -> None:
    loaded = _modules_after("import sim.scenario\nfrom sim.evidence import load_evidence\nload_evidence()")
    assert "pydantic" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_the_evidence_alone_needs_no_schema_library() -> None:
    assert _modules_after("import sim.evidence").isdisjoint(HEAVY | {"pydantic", "numpy"})


def test_the_package_itself_imports_nothing() -> None:
    assert _modules_after("import sim").isdisjoint(HEAVY | {"pydantic", "numpy", "yaml"})
    assert isinstance(sim.__version__, str)
    assert not hasattr(sim, "versoin")
