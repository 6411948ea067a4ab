"""A sweep file to a sweep that can be run: scenarios read, dimensions checked in each, points laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sim.engine.lever_files import own_levers
from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence
from sim.evidence.reader import read_yaml, shorten
from sim.results.manifest import Engine
from sim.results.outcomes import AT, outcomes
from sim.results.provenance import program_version
from sim.scenario import Scenario, changed, load_scenario
from sim.scenario.find import locate
from sim.scenario.inherit import inherit
from sim.scenario.messages import checked
from sim.scenario.override import apply_sets
from sim.scenario.tree import Tree, of_document
from sim.scenario.validate import validate
from sim.sweep.design import of_table, points, read_table
from sim.sweep.dimension import Column, Dimension
from sim.sweep.form import Design, Form
from sim.sweep.plan import WORLDS, Changes, Plan, Points, Sweep
from sim.sweep.ranges import Reader
from sim.sweep.variants import Sets

ALONE = 100
"""Worlds at each point where neither file nor command line says."""

LOOKED_AT, TOLD = 2000, 10
"""Scenarios that are looked at before any is run, and how many that are wrong are told."""


def read_sweep(
    path: Path,
    evidence: Evidence,
    changes: Changes,
    engine: Engine = "ensemble",
    need: Callable[[str], object] = lambda design: None,
) -> Sweep:
    """Read and check a sweep.

    Args:
        path: its file.
        evidence: what it is checked against, in the edition of its scenarios.
        changes: of the command line.
        engine: that will run it, by which units are sized.
        need: told the type of the design before points are laid out; may refuse it.

    Raises:
        InputError: with every problem of the file, its scenarios and its table.
    """
    problems: list[Problem] = []
    tree = of_document(read_yaml(path, problems))
    names = {
        "claims": tuple(evidence.claims),
        "outcomes": tuple(outcomes(evidence.postures)),
        "countries": tuple(evidence.countries),
    }
    form = checked(tree, Form, (), names, problems)
    if form is None:
        raise InputError(problems)
    bases = _bases(tree, path, evidence, changes, problems)
    if not bases:
        raise InputError(problems)
    own = evidence.at(bases[0].edition)
    need(form.design.type)
    reader = Reader(own, bases, form.design.type, problems)
    dimensions = reader.read(form, tree)
    _check_years(form, tree, bases, problems)
    _check_countries(form, tree, bases, problems)
    if problems:
        raise InputError(problems)
    seed = bases[0].seed if form.seed is None else form.seed
    seed = seed if changes.seed is None else changes.seed
    design = _resized(form.design, changes)
    replicates = changes.replicates or form.replicates or ALONE
    dimensions, columns = _points(design, dimensions, seed, path, reader)
    laid = Points(columns)
    told = {one.name: {**one.resolved(), "seed": seed, "replicates": replicates} for one in bases}
    plan = Plan(
        name=path.stem,
        title=form.title or path.stem.replace("_", " "),
        question=form.question,
        claims=tuple(form.claims),
        file=str(path.absolute()),
        changes=changes,
        bases=told,
        dimensions=tuple(dimensions),
        design=design,
        points=len(laid),
        digest=laid.digest,
        replicates=replicates,
        seed=seed,
        outcomes=_outcomes(form, own),
        countries=tuple(form.countries),
        years=(form.years.start, form.years.end) if form.years else None,
        unit=WORLDS[engine],
        seeds=evidence.fingerprint,
        version=program_version(),
        levers=own_levers(bases),
    )
    made = Sweep(plan, laid)
    _check_points(made, own)
    return made


def _outcomes(form: Form, evidence: Evidence) -> tuple[str, ...]:
    """What is measured: what the file names, or all that can be, none of the first years where these are left out."""
    table = outcomes(evidence.postures)
    every = [name for name, one in table.items() if form.years is None or one.when != "first_ten_years"]
    named = form.outcomes or every
    lasting = [name for name in named if table[name].when != "first_ten_years"]
    return (*named, *(f"{name}{AT}{year}" for year in sorted(set(form.at)) for name in lasting))


def _bases(tree: Tree, path: Path, evidence: Evidence, changes: Changes, problems: list[Problem]) -> list[Scenario]:
    """The scenarios that a sweep starts from."""
    place = tree.child("base") or tree
    found: list[Scenario] = []
    entries = place.items() if place.is_list else [place]
    if not entries:
        problems.append(Problem(place.at, "base", "must name a scenario"))
    for entry in entries:
        try:
            one = _base(entry, path, evidence, changes.sets)
        except InputError as error:
            problems += [replace(p, path="base") if p.path == "extends" else p for p in error.problems]
            continue
        if one.name in [other.name for other in found]:
            problems.append(Problem(entry.at, "base", f"the scenario '{one.name}' is named twice"))
        elif found and one.edition != found[0].edition:
            said = f"'{one.name}' is about another year's evidence than '{found[0].name}'"
            problems.append(Problem(entry.at, "base", said))
        else:
            found.append(one)
    return found


def _base(entry: Tree, path: Path, evidence: Evidence, sets: Sequence[str]) -> Scenario:
    """A scenario that is named, or written in the sweep file itself."""
    problems: list[Problem] = []
    if entry.is_mapping:
        changed, misplaced = apply_sets(inherit(entry, path, problems), sets)
        return validate(changed, path.stem, evidence, [*problems, *misplaced])
    if not isinstance(entry.value, str):
        raise InputError([Problem(entry.at, "base", "must be the name or path of a scenario, or a scenario")])
    file = locate(entry.value, path.parent, entry.at)
    if not file.is_file():
        raise InputError([Problem(entry.at, "base", f"there is no file '{entry.value}'")])
    return load_scenario(file, sets, evidence)


def _check_years(form: Form, tree: Tree, bases: Sequence[Scenario], problems: list[Problem]) -> None:
    """Years must lie within every horizon; outcomes of the first ten years need these."""
    for index, year in enumerate(form.at):
        for one in bases:
            first, last = (form.years.start, form.years.end) if form.years else (one.start, one.end)
            if not first <= year <= last:
                where = (tree.child("at") or tree).child(index) or tree
                problems.append(Problem(where.at, f"at[{index}]", f"must lie in {first} to {last} ({one.name})"))
    if form.years is None:
        return
    place = tree.child("years") or tree
    for one in bases:
        if form.years.start < one.start or form.years.end > one.end:
            sentence = f"lie outside the years of {one.name}, {one.start} to {one.end}"
            problems.append(Problem(place.at, "years", sentence))
        table = outcomes(())
        early = [name for name in form.outcomes or () if name in table and table[name].when == "first_ten_years"]
        if early and form.years.start != one.start:
            problems.append(Problem(place.at, "years", f"leave out the first years, which {early[0]} is about"))


def _check_countries(form: Form, tree: Tree, bases: Sequence[Scenario], problems: list[Problem]) -> None:
    place = tree.child("countries") or tree
    for index, code in enumerate(form.countries):
        absent = [one.name for one in bases if code not in one.include]
        if absent:
            at = (place.child(index) or place).at
            problems.append(Problem(at, f"countries[{index}]", f"{code} takes no part in {', '.join(absent)}"))


def _resized(design: Design, changes: Changes) -> Design:
    """The design with the points that the command line asks for.

    Raises:
        InputError: a design of that type has no such number, or not that one.
    """
    if changes.points is None:
        return design
    name = {"latin_hypercube": "points", "sobol": "points", "morris": "trajectories"}.get(design.type)
    where = Address("--points")
    if name is None:
        raise InputError([Problem(where, "", f"the points of a design of type {design.type} follow from its levels")])
    try:
        return Design.model_validate({**design.model_dump(exclude_unset=True), name: changes.points})
    except ValueError as error:
        said = str(error.errors()[0]["msg"]).removeprefix("Value error, ") if hasattr(error, "errors") else str(error)
        raise InputError([Problem(where, "", said)]) from None


def _points(
    design: Design, dimensions: list[Dimension], seed: int, path: Path, reader: Reader
) -> tuple[list[Dimension], list[Column]]:
    """The points of a design; a table says itself which values its dimensions take.

    Raises:
        InputError: the table cannot be read, or holds what its dimensions cannot take.
    """
    if design.type != "table":
        return dimensions, points(design, dimensions, seed)
    file = path.parent / str(design.file)
    cells = read_table(file, [one.path for one in dimensions])
    made = [of_table(one, cells[one.path]) for one in dimensions]
    problems: list[Problem] = []
    for one, _ in made:
        if one.number is None:
            continue
        said = ["must hold numbers"] if one.wordy else reader.out_of_range(one)
        said += [] if all(cells[one.path]) else ["has an empty cell, but its number is given to every world"]
        problems += [Problem(Address(shorten(file)), one.path, sentence) for sentence in said]
    if problems:
        raise InputError(problems)
    return [one for one, _ in made], [column for _, column in made]


def _check_points(made: Sweep, evidence: Evidence) -> None:
    """Scenarios at the points must be in order, dimensions taken together; looked at where there are not too many.

    Raises:
        InputError: with the first points at which they are not.
    """
    sets = Sets.of(made.plan, made.points)
    if len(sets) * len(made.plan.bases) > LOOKED_AT:
        return
    problems = []
    for resolved in made.plan.bases.values():
        for code in range(len(sets)):
            try:
                changed(resolved, sets.told(code), evidence)
            except InputError as error:
                told = ", ".join(sets.told(code))
                problems.append(
                    Problem(Address(made.plan.file), f"{resolved['name']} with {told}", error.problems[0].sentence)
                )
    if problems:
        raise InputError(problems[:TOLD])
