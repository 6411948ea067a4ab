"""A sensitivity analysis from study to tables, figures and page, all added to the study's folder."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.errors import Address, InputError, Problem, nearest, need
from sim.figures.catalogue import draw_to
from sim.figures.material import Material
from sim.results.arrow import arrow_type
from sim.results.disk import disk
from sim.results.indices import INDEX_TABLES
from sim.results.store import Study, add_tables, open_study
from sim.sensitivity.convergence import FEWEST, Settled, settle, settled
from sim.sensitivity.methods import DECIDES, METHODS, Found, methods_of, swings, verdicts
from sim.sensitivity.page import page
from sim.sensitivity.sample import Floats, Sample, Series

PAGE = "sensitivity.md"
FIGURES = ("indices", "indices_by_year", "tornado")
TOLD = ("dimensions", "effects", *INDEX_TABLES)
"""Tables that figures and page are made from."""

Row = dict[str, Any]
Progress = Callable[[str, int, int], None]


def analysed(
    folder: Path,
    outcomes: Sequence[str] = (),
    base: str | None = None,
    progress: Progress | None = None,
    *,
    figures: bool = True,
) -> Material:
    """Compute indices of a finished sweep and write tables, figures and page into its folder.

    Args:
        folder: of the sweep.
        outcomes: as the columns of its table `worlds` are called; by default all those that are not of one country.
        base: scenario to look at; by default all.
        progress: told what is looked at.
        figures: whether to draw any.

    Returns:
        What was found, with the tables of the sweep that go with it.

    Raises:
        InputError: the folder holds no sweep that can be analysed, or what is asked for is not in it.
        RunFailed: the disk refuses.
    """
    study = open_study(folder)
    sample = Sample.of(study)
    _possible(sample)
    names, scenarios = _outcomes(sample, outcomes), _scenarios(study, base)
    rows: dict[str, list[Row]] = {name: [] for name in INDEX_TABLES}
    asked = [(scenario, name) for scenario in scenarios for name in names]
    for place, (scenario, name) in enumerate(asked):
        if progress is not None:
            progress(name, place, len(asked))
        _look(sample, sample.series(scenario, name), rows)
    tables = {name: pa.Table.from_pylist(own, _schema(name)) for name, own in rows.items()}
    add_tables(study.path, tables)
    study = open_study(study.path)
    made = Material(study.manifest, {name: study.table(name) for name in TOLD if study.has(name)})
    with disk(folder, "the analysis"):
        drawn = _drawn(study.path, made) if figures else []
        (study.path / PAGE).write_text(page(made, sample.words, drawn), encoding="utf-8")
    return made


def _drawn(folder: Path, made: Material) -> list[Path]:
    place = folder / "figures"
    place.mkdir(exist_ok=True)
    return [path for name in FIGURES for path in draw_to(place, name, made)]


def _possible(sample: Sample) -> None:
    """Refuse a design that takes a package which is not installed."""
    if {"sobol", "morris"} & {*methods_of(sample)}:
        need("sensitivity", {"SALib": "SALib"}, "sweep", f"indices of a design of type {sample.kind} need")


def _outcomes(sample: Sample, asked: Sequence[str]) -> tuple[str, ...]:
    known = sample.measured
    problems = [
        Problem(Address("--outcome"), "", f"the sweep has not measured '{name}'", nearest(name, known))
        for name in asked
        if name not in known
    ]
    if problems:
        raise InputError(problems)
    overall = set(sample.study.manifest.options["outcomes"])
    return tuple(dict.fromkeys(asked)) or tuple(name for name in known if name in overall)


def _scenarios(study: Study, base: str | None) -> tuple[str, ...]:
    if base is None:
        return study.scenarios
    if base not in study.scenarios:
        sentence = f"'{base}' is no scenario of the sweep"
        raise InputError([Problem(Address("--base"), "", sentence, nearest(base, study.scenarios))])
    return (base,)


def _look(sample: Sample, series: Series, rows: dict[str, list[Row]]) -> None:
    """Everything that is said of one outcome of one scenario."""
    head = {"scenario": series.scenario, "outcome": series.outcome, "scope": series.scope}
    for method in methods_of(sample):
        inputs, values, dropped = _samples(sample, series, method)
        flat = values.ravel()
        several = max(len(values), 1)
        about = {**head, "method": method, "samples": several, "dropped": dropped}
        if not len(flat):
            flat = np.full(1, np.nan)
        centre = series.values[0] if method == "swing" else flat.mean()
        told = {"centre": float(centre), "spread": float(flat.std()), "chance": series.chance}
        none = {"half": math.nan, "steady": False, "enough": False, "needed": math.nan}
        if len(values) < (2 if method == "swing" else FEWEST) or not np.ptp(flat) > 0:
            rows["sufficiency"].append({**about, **told, **none})
            continue
        found, judged = _found(sample, series, method, inputs, values, beside=method != methods_of(sample)[0])
        own = {**head, "method": method}
        rows["indices"] += _indices(sample.paths, own, found, method)
        rows["convergence"] += _convergence(sample.paths, own, judged, method)
        widest = {"half": judged.half, "steady": judged.steady, "enough": judged.enough, "needed": judged.needed}
        rows["sufficiency"].append({**about, **told, **widest})


def _samples(sample: Sample, series: Series, method: str) -> tuple[Floats, Floats, int]:
    """Inputs (N, T, D) and values (N, T) of the samples of a method that are whole, and how many are not."""
    values, several = series.values, len(sample.paths)
    held = values.reshape(-1, sample.together)
    inputs = sample.inputs.reshape(-1, sample.together, several)
    if method == "pawn":
        ends = [0, -1] if sample.kind == "sobol" else [0]  # the points between are made of these two
        held, inputs = held[:, ends].reshape(-1, 1), inputs[:, ends].reshape(-1, 1, several)
        order = np.random.default_rng(sample.study.manifest.seed).permutation(len(held))  # a grid's parts are no grids
        held, inputs = held[order], inputs[order]
    whole = ~np.isnan(held).any(axis=1)
    return inputs[whole], held[whole], int((~whole).sum())


def _found(
    sample: Sample, series: Series, method: str, inputs: Floats, values: Floats, *, beside: bool
) -> tuple[Found, Settled]:
    """What a method finds and how that settles; of one beside the method that judges, parts are not looked at."""
    if method == "swing":
        found = swings(sample, series.scenario, series.outcome, series.scope)
        return found, settle([], found, method, False, len(values), sample.study.manifest.replicates)
    found = METHODS[method](sample, inputs, values, True)
    if beside:
        return found, settle([], found, method, False, len(values))
    return found, settled(sample, method, inputs, values, found)


def _indices(paths: Sequence[str], head: Row, found: Found, method: str) -> list[Row]:
    rows, judged = [], verdicts(found)
    for name, one in found.indices.items():
        if one.value.ndim == 2:
            pairs = [(d, e) for d in range(len(paths)) for e in range(d + 1, len(paths))]
            rows += [
                {**head, "index": name, "dimension": paths[d], "other": paths[e], "value": float(one.value[d, e]),
                 "low": float(one.low[d, e]), "high": float(one.high[d, e]), "least": math.nan, "matters": ""}
                for d, e in pairs
            ]  # fmt: skip
            continue
        decides = name == DECIDES[method]
        least = found.least if decides else np.full(len(paths), math.nan)
        rows += [
            {**head, "index": name, "dimension": path, "other": "", "value": float(one.value[d]),
             "low": float(one.low[d]), "high": float(one.high[d]), "least": float(least[d]),
             "matters": judged[d] if decides else ""}
            for d, path in enumerate(paths)
        ]  # fmt: skip
    return rows


def _convergence(paths: Sequence[str], head: Row, judged: Settled, method: str) -> list[Row]:
    return [
        {**head, "index": DECIDES[method], "dimension": path, "samples": several,
         "value": float(one.value[d]), "low": float(one.low[d]), "high": float(one.high[d])}
        for several, one in judged.parts
        for d, path in enumerate(paths)
    ]  # fmt: skip


def _schema(name: str) -> pa.Schema:
    return pa.schema([(column.name, arrow_type(column)) for column in INDEX_TABLES[name].columns])
