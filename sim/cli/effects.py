"""What a sweep found, as the terminal and a machine see it: what moves which outcome most."""

from __future__ import annotations

from pathlib import Path

from sim.cli.conduct import closing
from sim.cli.voice import answer, paper
from sim.figures.material import Material
from sim.figures.moves import findings
from sim.report.sweep import view
from sim.results.store import open_study
from sim.sweep.study import Done


def tell_machine(done: Done, seconds: float) -> None:
    """Answer with the effects of every dimension, as JSON."""
    material = _material(done.path)
    told = material.manifest.options
    effects = [
        {"path": one.path, **{key: value for key, value in one.row.items() if key != "number"}}
        for several in findings(material).values()
        for one in several
    ]
    answer(
        {
            "path": str(done.path),
            "points": told["points"],
            "replicates": material.manifest.replicates,
            "failures": done.failures,
            "seconds": seconds,
            "effects": effects,
        }
    )


def show(done: Done, seconds: float) -> None:
    """Print what moves the main outcomes most, and where everything lies."""
    page, material = paper(), _material(done.path)
    page.print(view(material, seconds))
    for line in closing(done.path, material.manifest):
        page.print(line, soft_wrap=True)


def _material(folder: Path) -> Material:
    study = open_study(folder)
    return Material(study.manifest, {n: study.table(n) for n in ("dimensions", "effects") if study.has(n)})
