"""Pactsim: what Asian states would do about a formal collective-defence pact, in worlds that can be compared.

    import sim
    sim.compare("status_quo", "asian_nato", replicates=1000).difference("pact_members")

Public names are looked up when they are used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.api.catalogue import find_evidence, levers, outcomes, scenarios
    from sim.api.comparison import Comparison
    from sim.api.difference import Difference
    from sim.api.explanation import Explanation
    from sim.api.inputs import load_scenario
    from sim.api.reopen import open_study
    from sim.api.simulate import compare, explain, run
    from sim.api.study import Study
    from sim.api.sweep import Sweep, run_sweep
    from sim.engine.country import Country
    from sim.errors import InputError, RunFailed
    from sim.scenario.model import Scenario

    __version__: str

__all__ = [
    "Comparison",
    "Country",
    "Difference",
    "Explanation",
    "InputError",
    "RunFailed",
    "Scenario",
    "Study",
    "Sweep",
    "compare",
    "explain",
    "find_evidence",
    "levers",
    "load_scenario",
    "open_study",
    "outcomes",
    "run",
    "run_sweep",
    "scenarios",
]

_PLACES = {
    "Comparison": "api.comparison",
    "Country": "engine.country",
    "Difference": "api.difference",
    "Explanation": "api.explanation",
    "InputError": "errors",
    "RunFailed": "errors",
    "Scenario": "scenario.model",
    "Study": "api.study",
    "Sweep": "api.sweep",
    "compare": "api.simulate",
    "explain": "api.simulate",
    "find_evidence": "api.catalogue",
    "levers": "api.catalogue",
    "load_scenario": "api.inputs",
    "open_study": "api.reopen",
    "outcomes": "api.catalogue",
    "run": "api.simulate",
    "run_sweep": "api.sweep",
    "scenarios": "api.catalogue",
}
"""The module below `sim` in which each public name is written."""


def __getattr__(name: str) -> Any:
    """Look a public name up only when somebody asks: what it takes is more than `--help` may cost."""
    if name == "__version__":
        return _version()
    if name not in _PLACES:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f"sim.{_PLACES[name]}"), name)
    return found


def __dir__() -> list[str]:
    """Public names, for consoles that complete them."""
    return sorted({*globals(), *__all__, "__version__"})


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("pactsim")
    except PackageNotFoundError:  # a checkout that was never installed
        return "0+source"
