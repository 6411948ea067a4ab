"""Past years run forward: what the model says from each edition of the evidence, beside what was seen and naive rivals.

Worlds start from the editions of 1951, 1970, 1990 ..., once without any event after the origin (a forecast) and once
with the events that are known (what the hub did, told by the levers of `history_YEAR`). Every number of the law is
today's; only the base year of the origin is fitted, and coefficients come from draws that agree with what was seen
before the origin, if anything was fitted by then. What was seen is the coded record in `seeds/history`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.analysis.baselines import CHALLENGER, HUB, NEITHER, bigger_customer, nearest_power
from sim.engine.calibrated import read_calibrated
from sim.engine.facts import facts
from sim.engine.record import COUNTRY_COLUMNS
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory
from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence
from sim.evidence.reader import shorten
from sim.history import History, observed
from sim.results.manifest import Engine
from sim.scenario import Scenario
from sim.scenario.past import AHEAD, past
from sim.validation import rivals
from sim.validation.rivals import Cases

Floats = NDArray[np.float64]

INPUTS = ("dispute", "distance_challenger", "export_share_challenger", "export_share_hub", "regime", "hub_troops")
"""What the logit is given of a country, besides its posture."""
FORECAST, INFORMED = "model", "model, events known"
PERSISTENCE, NEAREST, CUSTOMER, LOGIT = "persistence", "nearest power", "bigger customer", "logit"
PAST, LATER = "postures_to_1980", "postures_from_1991"
"""What forecasts are held against, in `seeds/targets.yaml`: the first says up to which year coefficients are fitted."""
CAMPS = {HUB: 1.0, NEITHER: 0.0, CHALLENGER: -1.0}


@dataclass(frozen=True)
class Hindcast:
    """Forecasts of every case, and what was seen.

    Attributes:
        cases: country, origin and years ahead.
        sides: of each posture; postures: their names.
        forecasts: by forecaster, shape (cases, postures); rows of the logit that it could not make are not numbers.
        fitted_to: last year whose postures the coefficients of today are fitted to.
    """

    cases: Cases
    sides: tuple[float, ...]
    postures: tuple[str, ...]
    forecasts: Mapping[str, Floats]
    fitted_to: int

    @property
    def targets(self) -> tuple[str, ...]:
        """What these cases are held against; the worlds of each know what was seen before its origin, and no more."""
        early = self.cases.origin + self.cases.ahead <= self.fitted_to
        return tuple(name for name, there in ((PAST, early), (LATER, ~early)) if there.any())

    @property
    def sound(self) -> NDArray[np.bool_]:
        """Cases that every forecaster has an answer to."""
        return np.asarray(np.all([np.isfinite(made).all(axis=1) for made in self.forecasts.values()], axis=0))

    def part(self, chosen: NDArray[np.bool_]) -> Hindcast:
        """Some of the cases."""
        made = {name: forecast[chosen] for name, forecast in self.forecasts.items()}
        return replace(self, cases=self.cases.where(chosen), forecasts=made)


def hindcast(
    evidence: Evidence,
    history: History,
    replicates: int,
    seed: int,
    engine: Engine,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Hindcast:
    """Run every edition forward and ask every rival.

    Args:
        evidence: the seeds of today.
        history: the record.
        replicates: worlds of each scenario.
        seed: of all draws.
        engine: that runs them.
        workers: threads or processes.
        progress: told how many worlds were just finished.
    """
    postures = tuple(evidence.postures)
    sides = tuple(float(p.attributes["side"].value) for p in evidence.postures.values())
    parts: list[tuple[Cases, Floats, Floats]] = []
    for year in evidence.editions:
        if not any(year + 1 in history.years(code) for code in evidence.at(year).countries):
            continue  # nothing has been seen of what it foresees
        said = {}
        for name, told in ((FORECAST, False), (INFORMED, True)):
            scenario = past(evidence, year, told=told).model_copy(update={"seed": seed})
            said[name] = shares(evidence, scenario, replicates, engine, workers, progress)
        parts.append(_cases(evidence, history, year, said, postures))
    if not parts:
        raise InputError([Problem(Address(shorten(evidence.root)), "editions", "the record holds no year after any")])
    cases = Cases(*(np.concatenate([getattr(one, name) for one, _, _ in parts]) for name in Cases.__dataclass_fields__))
    made = {
        FORECAST: np.concatenate([forecast for _, forecast, _ in parts]),
        INFORMED: np.concatenate([informed for _, _, informed in parts]),
    }
    made |= naive(cases, sides, evidence.law["posture_change_rate"].value)
    return Hindcast(cases, sides, postures, made, int(evidence.targets[PAST].given["last"]))


def shares(
    evidence: Evidence,
    scenario: Scenario,
    replicates: int,
    engine: Engine,
    workers: int | None,
    progress: Callable[[int], None] | None,
) -> dict[str, Floats]:
    """Share of worlds in each posture by country, from the origin on; shape (years, postures).

    A posture that no world shows is given half a world, so that no forecast is certain.
    """
    own = evidence.at(scenario.edition)
    factory = Factory(own, (scenario,), read_calibrated(own))
    harvest = run_worlds(factory, range(replicates), workers, progress, engine=engine)
    if harvest.interrupted:
        raise KeyboardInterrupt
    held = harvest.whole().countries[0][..., COUNTRY_COLUMNS.index("posture")]
    many = len(factory.frames[0].grid.postures)
    counts = np.stack([(held == o).sum(axis=0) for o in range(many)], axis=-1).astype(float)
    found = (counts + 0.5) / (len(held) + 0.5 * many)
    return {c: found[:, i] for i, c in enumerate(factory.frames[0].grid.countries)}


def _cases(
    evidence: Evidence, history: History, year: int, said: Mapping[str, dict[str, Floats]], postures: tuple[str, ...]
) -> tuple[Cases, Floats, Floats]:
    """The cases of an origin with both forecasts of the model."""
    then = evidence.at(year)
    known = facts(then, ()).countries
    rows, forecasts, informed = [], [], []
    for code in said[FORECAST]:
        inputs = [float(then.countries[code].parameters[name].value) for name in INPUTS]
        nearest, customer = (CAMPS[rule(known[code])] for rule in (nearest_power, bigger_customer))
        for ahead in range(1, AHEAD + 1):
            if year + ahead not in history.years(code):
                continue
            held = postures.index(then.countries[code].posture.value)
            seen = postures.index(observed(history, code, year + ahead).posture)
            rows.append((code, year, ahead, held, seen, nearest, customer, inputs))
            forecasts.append(said[FORECAST][code][ahead])
            informed.append(said[INFORMED][code][ahead])
    columns = list(zip(*rows, strict=True))
    kinds = (np.str_, np.int64, np.int64, np.int64, np.int64, np.float64, np.float64, np.float64)
    cases = Cases(*(np.array(column, dtype=kind) for column, kind in zip(columns, kinds, strict=True)))
    return cases, np.array(forecasts), np.array(informed)


def naive(cases: Cases, sides: Sequence[float], rate: float) -> dict[str, Floats]:
    """What the rivals say of every case; each origin sees what was known by then."""
    many = len(sides)
    made = {name: np.full((len(cases), many), np.nan) for name in (PERSISTENCE, NEAREST, CUSTOMER, LOGIT)}
    made[PERSISTENCE] = rivals.persistence(cases, many, rate)
    for origin in sorted(set(cases.origin.tolist())):
        here = cases.origin == origin
        now, before = cases.where(here), cases.known(origin)
        made[NEAREST][here] = rivals.camp(now, now.nearest, before, before.nearest, sides)
        made[CUSTOMER][here] = rivals.camp(now, now.customer, before, before.customer, sides)
        fitted = rivals.logit(now, before, many) if len(before) else None
        if fitted is not None:
            made[LOGIT][here] = fitted
    return made
