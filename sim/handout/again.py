"""How to do a study again: its command, its scenarios in full, and what it was made with."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import yaml

from sim.figures.material import Material, stamp
from sim.handout.parts import Code, Grid, Part, Section
from sim.handout.prose import paragraph
from sim.results.manifest import Manifest

_FOLDER = "--results"


def again(materials: Sequence[Material]) -> Section:
    """The section on how to repeat studies.

    Args:
        materials: of the studies.
    """
    parts: list[Part] = []
    for material in materials:
        made = material.manifest
        same = "The same version, evidence and seed give the same tables to the byte."
        parts.append(paragraph(f"{made.study}: {stamp(made)}, seed {made.seed}. {same}{_python(made)}"))
        lines = _commands(made)
        parts += [Code("\n".join(lines))] if lines else []
        facts = [
            ("version of pactsim", made.version), ("commit", made.commit or "none"), ("Python", made.python),
            *((f"package {name}", version) for name, version in sorted(made.packages.items())),
            ("seed", str(made.seed)), ("worlds", f"{made.replicates:,}"), ("engine", made.engine),
            ("fingerprint of the evidence", made.seeds_fingerprint),
            ("fingerprint of all inputs", made.inputs_fingerprint),
            *((f"SHA-256 of {record.file}", record.sha256) for _, record in sorted(made.tables.items())),
        ]  # fmt: skip
        parts.append(Grid(f"What {made.study} was made with", ("Entry", "Value"), tuple(facts)))
        for name, scenario in made.scenarios.items():
            text = yaml.safe_dump(scenario, sort_keys=False, allow_unicode=True, width=100)
            parts.append(Code(text, f"{made.title(name)} in full, as {name}.yaml"))
    return Section("again", "How to do it again", tuple(parts))


def _python(made: Manifest) -> str:
    """How a study was made, where no command made it."""
    if made.command:
        return ""
    own = (
        f", with spokes that decide as the class {made.options['agent']['name']} says"
        if "agent" in made.options
        else ""
    )
    return f" It was made from Python{own}."


def _commands(made: Manifest) -> list[str]:
    """Commands that do a study again, each by itself."""
    repeats = made.kind in ("run", "compare", "explain") and "agent" not in made.options
    again = [f"pactsim run --from {made.study}/manifest.json"] if repeats else []
    return [shlex.join(words(made.command)), *again] if made.command else again


def words(command: Sequence[str]) -> list[str]:
    """Words of a command, without where on a machine its files were."""
    kept: list[str] = []
    skip = False
    for word in command:
        if skip or word.startswith(f"{_FOLDER}="):
            skip = False
        elif word == _FOLDER:
            skip = True
        else:
            option, sign, value = word.partition("=") if word.startswith("--") else ("", "", word)
            kept.append(f"{option}{sign}{Path(value).name if Path(value).is_absolute() else value}")
    return kept
