"""What a sweep found, in words: which dimension moves which outcome most, and the page of text that goes with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.figures.catalogue import caption
from sim.figures.material import Material, rows
from sim.figures.moves import Finding, findings
from sim.report.markdown import table
from sim.results.wording import bare, counted, listed

if TYPE_CHECKING:
    from rich.console import RenderableType

_OUTCOME, _LONGEST = 30, 30  # columns of 80


def view(material: Material, seconds: float | None = None) -> RenderableType:
    """What the terminal shows of a sweep: how much was run, and what moves most.

    Args:
        material: of a sweep, with its tables `dimensions` and `effects`.
        seconds: that it took; None where nobody waited.
    """
    from rich.console import Group
    from rich.text import Text

    told, made = material.manifest.options, material.manifest
    worlds = told["points"] * made.replicates * len(made.names)
    took = "" if seconds is None else f", {seconds:.0f} s"
    parts: list[RenderableType] = [Text(told["title"], style="bold")]
    parts.append(Text(f"{counted(told['points'], 'point')}, {counted(worlds, 'world')}{took}"))
    found = findings(material)
    for scenario in material.scenarios:
        own = {outcome: several for (name, outcome), several in found.items() if name == scenario}
        if own:
            title = f"What moves most: {material.title(scenario)}" if len(made.names) > 1 else "What moves most"
            parts.append(_grid(title, {name: own[name] for name in material.headlines(own)}))
    return Group(*parts)


def _grid(title: str, own: Mapping[str, Sequence[Finding]]) -> RenderableType:
    """Each outcome with the dimension that moves it most, and by how much."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(title=f"\n{title}", title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("Outcome", max_width=_OUTCOME)
    grid.add_column("Most by", max_width=_LONGEST)
    grid.add_column("Its mean")
    for several in own.values():
        first = several[0]
        if first.sure:
            grid.add_row(first.outcome.label, bare(first.path), first.ends)
        else:
            grid.add_row(first.outcome.label, Text("nothing beyond chance", style="dim"), "")
    return grid


def page(material: Material, drawn: Sequence[Path]) -> str:
    """The text of summary.md.

    Args:
        material: of a sweep.
        drawn: its figures.
    """
    told = material.manifest.options
    several = counted(told["points"], "point")
    each = counted(material.manifest.replicates, "world")
    bases = listed([material.manifest.title(name) for name in material.scenarios])
    kind = str(told["design"]["type"]).replace("_", " ")
    lines = [f"# {told['title']}", ""]
    lines += [f"*{told['question']}*", ""] if told["question"] else []
    lines += [
        f"{several} ({kind}), {each} at each, in {bases}. Worlds of the same number share luck, and every number that "
        "is drawn but not varied, at all points; so differences are those of what is varied. Intervals are of 90 %, "
        "for chance and for the sample of points.",
        "",
    ]
    lines += _dimensions(material)
    lines += _most(material)
    if material.manifest.failures:
        lines += ["", f"{counted(material.manifest.failures, 'world')} failed; the table `failed` says why."]
    if told["claims"]:
        lines += ["", f"It speaks to the claims {', '.join(told['claims'])} (`pactsim evidence {told['claims'][0]}`)."]
    pictures = [path for path in drawn if path.suffix == ".png"]
    lines += (
        ["", "## Figures", "", *(f"- `{path.name}`: {caption(path.stem)}" for path in pictures)] if pictures else []
    )
    return "\n".join(lines) + "\n"


def _dimensions(material: Material) -> list[str]:
    found = rows(material.tables["dimensions"])
    if not found:
        return ["Nothing is varied.", ""]
    lines = ["## What is varied", "", "| path | role | values | distribution | meaning |", "|---|---|---|---|---|"]
    for row in found:
        values = row["values"] or f"{row['low']:g} to {row['high']:g}"
        what = row["distribution"]
        if what == "triangular":
            what = f"triangular, likeliest {row['mode']:g}"
        cells = (f"`{row['path']}`", row["role"], f"{values} {row['unit']}".strip(), what, row["meaning"])
        lines.append("| " + " | ".join(cells) + " |")
    if any(row["given"] for row in found):
        anew = "The base year is solved anew with each value of an uncertain number, as with one that is drawn"
        lines += ["", f"{anew}; other entries change the scenario, as `--set` does."]
    return [*lines, ""]


def _most(material: Material) -> list[str]:
    """The dimension that moves each outcome most."""
    found = findings(material)
    if not found:
        return []
    lines = ["## What moves most", ""]
    for scenario in material.scenarios:
        body, shown = [], material.headlines({key[1] for key in found if key[0] == scenario})
        for (name, outcome), several in found.items():
            if name == scenario and outcome in shown:
                first = several[0]
                told = (f"`{first.path}`", first.ends, first.moved) if first.sure else ("nothing beyond chance", "", "")
                body.append((first.outcome.label, *told))
        lines += [f"### {material.manifest.title(scenario)}", ""] if len(material.scenarios) > 1 else []
        lines += [*table(("outcome", "most by", "mean of the outcome", "difference"), body), ""]
    return lines
