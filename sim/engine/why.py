"""Why a country chose as it did: the terms of every posture open to it, and what would have to change."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.country import Country
from sim.engine.harvest import Batch, Failure, Floats, Harvest, nothing
from sim.engine.knobs import KNOBS, Knob
from sim.engine.mesa_model import PactModel
from sim.engine.processes import as_batch, in_a_line, written
from sim.engine.runner import Patience
from sim.engine.worlds import Factory
from sim.errors import Address, InputError, Problem, nearest
from sim.evidence import Evidence
from sim.law import decision
from sim.law.types import Terms
from sim.scenario.period import outside

if TYPE_CHECKING:
    import pyarrow as pa

    from sim.engine.study import Order

WORLDS = 60  # worlds of an explanation unless told otherwise
ALL = "all"
"""Stands for every country of the scenarios where the country to explain is named."""


@dataclass
class Account:
    """What one world says about one choice.

    Attributes:
        scenario, replicate: the world.
        country: code of the one that chooses.
        terms: terms of each posture open, by posture index.
        utilities, probabilities: the same, summed up and as chances.
        held: the posture declared when the country weighed.
        present: each knob's present setting.
        swept: per knob, utilities of the postures open at each setting, shape (settings, postures), NaN if closed.
    """

    scenario: str
    replicate: int
    country: str
    terms: dict[int, Terms]
    utilities: dict[int, float]
    probabilities: dict[int, float]
    held: int
    present: list[float] = field(default_factory=list)
    swept: list[Floats] = field(default_factory=list)


def settle(order: Order, evidence: Evidence) -> Order:
    """Fill in year and number of worlds, and check country and year.

    Raises:
        InputError: the country takes no part, or the year lies outside the horizon.
    """
    first, problems = order.scenarios[0], []
    names = first.include or tuple(evidence.countries)
    year = float(first.end) if order.year is None else float(order.year)
    if order.country not in (ALL, *names):
        near = nearest(str(order.country), names)
        problems.append(Problem(Address("COUNTRY"), "", f"unknown country '{order.country}'", near))
    if said := outside(year, first.start, first.end):
        problems.append(Problem(Address("--year"), "", said))
    if problems:
        raise InputError(problems)
    return replace(order, year=year, worlds=order.worlds or WORLDS)


def sweep(agent: Country, knob: Knob) -> Floats:
    """Utilities at each setting of a knob, shape (settings, postures); NaN for postures not open."""
    view = agent.view
    if view is None:
        raise ValueError("the country has not weighed its postures")
    rows = np.full((len(knob.settings), len(agent.model.ladder)), np.nan)
    for s, setting in enumerate(knob.settings):
        for o, terms in agent.valued(knob.turn(view, setting)).items():
            rows[s, o] = decision.utility(terms)
    return rows


def account(model: PactModel, scenario: str, replicate: int, codes: Sequence[str], step: int) -> list[Account]:
    """Run a world up to a step and let countries account for their decisions there, in their order."""
    agents = [model.countries[model.world.countries.index(code)] for code in codes]
    kept: dict[str, Account] = {}

    def listen(country: Country) -> None:
        if country in agents and model.t == step and country.view is not None:
            view = country.view
            code = codes[agents.index(country)]
            kept[code] = Account(
                scenario,
                replicate,
                code,
                dict(country.terms),
                dict(country.utilities),
                dict(country.probabilities),
                country.declared,
                [k.present(view) for k in KNOBS],
                [sweep(country, k) for k in KNOBS],
            )

    model.listeners.append(listen)
    model.run()
    return [kept[code] for code in codes]


def accounts(factory: Factory, order: Order) -> Iterator[tuple[Batch | Failure, list[Account]]]:
    """Accounts of every scenario, world by world."""
    names = factory.frames[0].grid
    codes = tuple(names.countries) if order.country == ALL else (str(order.country),)
    step = int(np.searchsorted(names.starts, float(order.year or 0.0), side="right")) - 1
    for replicate in range(order.worlds or WORLDS):
        try:
            result, told = _of_one(factory, replicate, codes, step)
        except Exception as error:
            first = factory.scenarios[0].name
            yield Failure(first, replicate, in_a_line(error), traceback.format_exc()), []
        else:
            yield result, told


def _of_one(factory: Factory, replicate: int, codes: Sequence[str], step: int) -> tuple[Batch, list[Account]]:
    """Results and accounts of one replicate in every scenario."""
    told: list[Account] = []
    rows = []
    for scenario, model in zip(factory.scenarios, factory.models(replicate), strict=True):
        model.keep_terms = True
        told += account(model, scenario.name, replicate, codes, step)
        rows.append(written(model))
    return as_batch(replicate, rows), told


def explain_tables(
    factory: Factory, order: Order, progress: Callable[[int], None] | None = None
) -> tuple[Harvest, dict[str, pa.Table]]:
    """Run the worlds of an explanation.

    Returns:
        The harvest, and the tables `terms`, `choices` and `flips`.

    Raises:
        KeyboardInterrupt: when it is interrupted before any world is done, or twice.
    """
    harvest, told = Harvest(factory), []
    with Patience() as patience:
        for result, said in accounts(factory, order):
            if isinstance(result, Failure):
                harvest.take(nothing(factory), [result])
            else:
                harvest.take(result)
            told.extend(said)
            patience.waits = True
            if progress:
                progress(1)
            if patience.asked:
                harvest.interrupted = True
                break
    told.sort(key=lambda a: ([s.name for s in factory.scenarios].index(a.scenario), a.country, a.replicate))
    return harvest, _tables(factory, order, told)


def _tables(factory: Factory, order: Order, told: list[Account]) -> dict[str, pa.Table]:
    import pyarrow as pa

    ladder = factory.frames[0].grid.postures
    whole = factory.scenarios[0].step == 1
    year: Any = int(order.year or 0) if whole else float(order.year or 0.0)
    terms, choices = [], []
    for a in told:
        key = {"scenario": a.scenario, "replicate": a.replicate, "year": year, "country": a.country}
        for o, values in a.terms.items():
            row = {**key, "posture": ladder[o]}
            terms += [
                {**row, "available": True, "term": name, "value": value}
                for name, value in zip(Terms._fields, values, strict=True)
            ]
            choices.append({**row, "utility": a.utilities[o], "probability": a.probabilities[o], "held": o == a.held})
    groups = dict.fromkeys((a.scenario, a.country) for a in told)
    flips = [
        {**row, "country": place[1], "year": year}
        for place in groups
        for row in _flips([a for a in told if (a.scenario, a.country) == place], ladder)
    ]
    return {
        "terms": pa.Table.from_pylist(terms),
        "choices": pa.Table.from_pylist(choices),
        "flips": pa.Table.from_pylist(flips),
    }


def _flips(told: list[Account], ladder: tuple[str, ...]) -> list[dict[str, Any]]:
    """For each knob the nearest setting at which another posture becomes the best on average over the worlds."""
    if not told:
        return []
    means = {o: float(np.mean([a.utilities[o] for a in told if o in a.utilities])) for a in told for o in a.utilities}
    best = max(means, key=lambda o: means[o])
    rows = []
    for k, knob in enumerate(KNOBS):
        curve = np.nanmean(np.stack([a.swept[k][:, sorted(means)] for a in told]), axis=0)
        now = float(np.mean([a.present[k] for a in told]))
        needed, rival = crossing(np.array(knob.settings), curve, sorted(means), best, now)
        rows.append(
            {
                "scenario": told[0].scenario,
                "knob": knob.name,
                "meaning": knob.meaning,
                "unit": knob.unit,
                "now": now,
                "posture": ladder[best],
                "needed": needed,
                "rival": "" if rival is None else ladder[rival],
            }
        )
    return rows


def crossing(settings: Floats, curve: Floats, postures: list[int], best: int, now: float) -> tuple[float, int | None]:
    """The setting nearest to `now` at which a rival overtakes the best posture, linear between settings.

    Args:
        settings: settings of a knob, rising.
        curve: mean utility, shape (settings, postures).
        postures: index of the posture of each column.
        best: the posture that is best now.
        now: present setting.

    Returns:
        The setting and the rival; NaN and None when none overtakes it within the settings.
    """
    found: list[tuple[float, float, int]] = []
    own = curve[:, postures.index(best)]
    for c, rival in enumerate(postures):
        if rival == best:
            continue
        lead = own - curve[:, c]
        for s in range(len(settings) - 1):
            a, b = lead[s], lead[s + 1]
            if a == b or (a > 0.0) == (b > 0.0):
                continue
            at = float(settings[s] + (settings[s + 1] - settings[s]) * a / (a - b))
            found.append((abs(at - now), at, rival))
    if not found:
        return float("nan"), None
    _, at, rival = min(found)
    return at, rival
