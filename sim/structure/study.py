"""What was found of a network, of coalitions, of tipping points or of levers, as a folder with its manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sim.engine.lever_files import own_levers
from sim.evidence import Evidence
from sim.results.describe import described
from sim.results.manifest import Engine, TableFormat
from sim.results.overrides import recorded
from sim.results.store import write_study
from sim.scenario import Scenario
from sim.structure.landscape import Floats

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["landscape", "balance", "stability", "coalitions", "tipping", "advise"]


@dataclass(frozen=True)
class Source:
    """Where a network comes from.

    Attributes:
        names: of its actors in full, in their order.
        files: those it was read from, by what they hold.
        scenario: the one whose world it is taken from, None where it is read from files; evidence: with it.
        sides: of the actors in that world, shape (n,).
        options: what else decided what was found.
    """

    names: tuple[str, ...]
    files: Mapping[str, Path] = field(default_factory=dict)
    scenario: Scenario | None = None
    evidence: Evidence | None = None
    sides: Floats | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    def told(self, **options: Any) -> Source:
        """This source with more of what decided what was found."""
        return replace(self, options={**self.options, **options})


def store(
    kind: Kind,
    source: Source,
    tables: Mapping[str, pa.Table],
    root: Path,
    seconds: float,
    *,
    worlds: int,
    failures: int,
    engine: Engine,
    seed: int = 0,
    command: Sequence[str] = (),
    form: TableFormat = "parquet",
    finish: Callable[[Path], object] | None = None,
) -> Path:
    """Write the folder of what was found; all of it appears at once, or nothing.

    Args:
        kind: what was looked for.
        source: where the network comes from.
        tables: by name.
        root: folder of all studies.
        seconds: wall time so far.
        worlds: how many were looked at.
        failures: worlds that failed.
        engine: that ran them.
        seed: of what was drawn.
        command: words of the command line.
        form: of the tables.
        finish: adds figures to the folder before it appears.

    Returns:
        The folder.
    """
    scenario = source.scenario
    scenarios = {} if scenario is None else {scenario.name: scenario.resolved()}
    files = {
        what: {"file": str(path), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for what, path in source.files.items()
    }
    options = {**source.options, **({"files": files} if files else {})}
    seeds = "" if source.evidence is None else source.evidence.fingerprint
    told = {what: one["sha256"] for what, one in files.items()}
    manifest = described(
        kind,
        {"scenarios": scenarios, "seeds": seeds, "seed": seed, "options": {**options, "files": told}},
        seconds,
        words=[*scenarios, *(path.stem for path in source.files.values())],
        command=tuple(command),
        scenarios=scenarios,
        overrides={} if scenario is None else recorded((scenario,)),
        seed=seed,
        replicates=worlds,
        engine=engine,
        failures=failures,
        seeds_fingerprint=seeds,
        levers=() if scenario is None else own_levers((scenario,)),
        options=options,
    )
    return write_study(root, manifest.study, manifest, dict(tables), form, finish)
