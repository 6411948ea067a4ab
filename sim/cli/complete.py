"""What the shell completes: names of scenarios, sweeps, countries and studies, told by the names of their files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

VARIABLE = "_PACTSIM_COMPLETE"
"""Set by the shell when it asks what could stand next."""


def asked() -> bool:
    """Whether it is the shell that asks, and not a user."""
    return bool(os.environ.get(VARIABLE))


def scenarios(incomplete: str) -> list[str]:
    """Scenarios that can be named."""
    return _beginning(incomplete, _stems("scenarios"))


def sweeps(incomplete: str) -> list[str]:
    """Sweeps that can be named."""
    return _beginning(incomplete, _stems("scenarios", "sweeps"))


def countries(incomplete: str) -> list[str]:
    """Codes of countries."""
    return _beginning(incomplete, _stems("seeds", "countries"))


def studies(incomplete: str) -> list[str]:
    """Studies in the folder `results` of the current folder."""
    return _beginning(incomplete, (path.parent.name for path in Path("results").glob("*/manifest.json")))


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name.startswith(incomplete)})


def _stems(*folder: str) -> Iterable[str]:
    """Names of the YAML files in a folder of the current folder, of the checkout and of the package."""
    from sim.evidence.seeds import checkout, packaged

    above, inside = checkout(), Path(*folder)
    for place in (Path.cwd() / inside, *([above / inside] if above else []), packaged(str(inside))):
        yield from (path.stem for path in place.glob("*.yaml"))
