"""What a sweep found, as the terminal and a machine see it: what moves which outcome most."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from sim.cli.voice import answer, paper
from sim.evidence.reader import shorten
from sim.figures.material import Material
from sim.report.sweep import findings, headlines
from sim.results.store import open_study
from sim.results.wording import counted
from sim.sweep.study import Done

_OUTCOME, _LONGEST = 30, 30  # columns of 80


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
    material, page = _material(done.path), paper()
    told, made = material.manifest.options, material.manifest
    page.print(told["title"], style="bold")
    worlds = told["points"] * made.replicates * len(made.names)
    page.print(f"{counted(told['points'], 'point')}, {counted(worlds, 'world')}, {seconds:.0f} s")
    found = findings(material)
    for scenario in material.scenarios:
        own = {outcome: several for (name, outcome), several in found.items() if name == scenario}
        if own:
            title = f"What moves most: {material.title(scenario)}" if len(made.names) > 1 else "What moves most"
            page.print(_grid(title, {name: own[name] for name in headlines(material, list(own))}))
    page.print(f"\nStudy: {shorten(done.path)}", soft_wrap=True)
    figures = sorted((done.path / "figures").glob("*.png"))
    for path in (done.path / "summary.md", *figures, *sorted((done.path / "tables").glob("summary.*"))):
        page.print(f"  {path.relative_to(done.path)}", soft_wrap=True)


def _material(folder: Path) -> Material:
    study = open_study(folder)
    return Material(study.manifest, {n: study.table(n) for n in ("dimensions", "effects") if study.has(n)})


def _grid(title: str, own: Any) -> Any:
    """Each outcome with the dimension that moves it most, and by how much."""
    grid = Table(title=f"\n{title}", title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("Outcome", max_width=_OUTCOME)
    grid.add_column("Most by", max_width=_LONGEST)
    grid.add_column("Its mean")
    for several in own.values():
        first = several[0]
        if first.sure:
            grid.add_row(first.outcome.label, _short(first.path), first.ends)
        else:
            grid.add_row(first.outcome.label, Text("nothing beyond chance", style="dim"), "")
    return grid


def _short(path: str) -> str:
    """A path without the section that it is in, which its own name tells."""
    return path.split(".", 1)[1] if path.split(".")[0] in ("parameters", "policies", "countries") else path
