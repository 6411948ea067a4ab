"""A study done again: the order that its manifest records."""

from __future__ import annotations

import shlex
from pathlib import Path

from sim.engine.lever_files import changed_levers
from sim.engine.study import KEPT, Kind, Order
from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence
from sim.results.manifest import Manifest
from sim.results.provenance import program_version
from sim.scenario.model import Override

SIMULATED: tuple[Kind, ...] = ("run", "compare", "explain")
"""Kinds of study that are repeated from their manifest."""

_HELD = {
    "advise": "advice on levers",
    "claims": "verdicts on claims",
    "coalitions": "the memberships of a pact",
    "calibrate": "a calibration",
    "debate": "a debate",
    "sweep": "a sweep",
    "tipping": "tipping points",
    "validate": "a scorecard of the model",
}
"""What studies hold that are neither simulations nor about a network."""


def again(manifest: Manifest) -> str:
    """The command that does again what is no simulation: verdicts on claims, or what is said of a network."""
    if manifest.kind != "claims":
        return shlex.join(manifest.command)
    words = ["pactsim claims", *manifest.options.get("claims", ())]
    return " ".join([*words, f"--replicates {manifest.replicates}", f"--seed {manifest.seed}"])


def order_from_manifest(path: Path, evidence: Evidence, results: Path | None = None) -> tuple[Order, list[str]]:
    """The order that a manifest records, and warnings when something it rests on has changed.

    Args:
        path: `manifest.json` or the study's folder.
        evidence: the seeds of today.
        results: where to write; by default beside the study that is repeated.

    Raises:
        InputError: when there is no readable manifest, or a file of levers that it needs was not named.
    """
    from sim.results.store import MANIFEST, read_manifest
    from sim.scenario import scenario_from_resolved

    folder = path.parent if path.name == "manifest.json" else path
    manifest = read_manifest(folder)
    if manifest.kind not in SIMULATED:
        held = _HELD.get(manifest.kind, f"the {manifest.kind} of a network")
        said = f"holds {held}; repeat it with: {again(manifest)}"
        raise InputError([Problem(Address(str(folder)), "", said)])
    if "agent" in manifest.options:
        own = manifest.options["agent"]["name"]
        said = (
            f"was run with a class of spokes of its own; repeat it from Python: sim.{manifest.kind}(..., country={own})"
        )
        raise InputError([Problem(Address(str(folder)), "", said)])
    warnings = changed_levers(manifest, folder / MANIFEST)
    scenarios = tuple(
        scenario_from_resolved(resolved, evidence).model_copy(update={"overrides": _overrides(manifest, name)})
        for name, resolved in manifest.scenarios.items()
    )
    order = Order(
        kind=manifest.kind,
        scenarios=scenarios,
        results=results or folder.parent,
        format=manifest.format,
        command=manifest.command,
        country=manifest.options.get("country"),
        year=manifest.options.get("year"),
        worlds=manifest.replicates,
        keep=manifest.options.get("keep", KEPT),
    )
    if manifest.version != program_version():
        warnings.append(f"the study was made by version {manifest.version}, this is {program_version()}")
    if manifest.seeds_fingerprint != evidence.fingerprint:
        warnings.append("the evidence has changed since the study was made; its tables will differ")
    return order, warnings


def _overrides(manifest: Manifest, scenario: str) -> tuple[Override, ...]:
    """What was changed in the scenario's file."""
    return tuple(Override(one.path, one.before, one.after) for one in manifest.overrides.get(scenario, ()))
