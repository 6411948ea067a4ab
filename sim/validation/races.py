"""Forecasts of past years scored: the model's beside its naive rivals', with how sure it is who is ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario.past import AHEAD
from sim.validation.against import rank_correlation
from sim.validation.findings import Better, Finding, Lead, against, shown
from sim.validation.hindcast import FORECAST, INFORMED, LOGIT, Hindcast
from sim.validation.scores import Moves, brier_score, likeliest, log_score, moves, side_order

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Score = Callable[[Floats, Indices], float]

HORIZONS = (1, 5, 10)
"""Years ahead that have a line of their own on the scorecard; the others stand in the table by year."""

ALL_ORIGINS, WITH_PAST = "postures foreseen, all origins", "postures foreseen, origins with a past"
ORDER = "order of sides (Somers' D)"
RANKS = "rank correlation of sides (Spearman)"
SURE = 0.5  # a change foreseen
RESAMPLED, DRAWN = 400, 2026  # samples of countries behind a lead, and the seed of their draw
OUTER = 0.05


class YearScore(NamedTuple):
    """A score of a forecaster, so many years ahead."""

    test: str
    forecaster: str
    ahead: int
    measure: str
    value: float


def scores(sides: Sequence[float]) -> Mapping[str, tuple[str, Better, Score]]:
    """Unit, sense and function of each measure."""
    return {
        "log score": ("nats", "lower", log_score),
        "Brier score": ("", "lower", brier_score),
        ORDER: ("", "higher", partial(side_order, sides=sides)),
    }


def hindcast_findings(found: Hindcast) -> Iterator[Finding]:
    """Scores of the model's forecast beside the rivals'.

    The logit needs a past to learn from, so that it is a rival from the second origin on; the others from the first.
    """
    for test, part, names in _tests(found):
        for ahead in HORIZONS:
            now = part.part(part.cases.ahead == ahead)
            if len(now.cases):
                yield from _raced(now, test, ahead, names)
    yield from _moved(found)


def by_year(found: Hindcast) -> Iterator[YearScore]:
    """Every score, from one year ahead to ten."""
    for test, part, names in _tests(found):
        for ahead in range(1, AHEAD + 1):
            now = part.part(part.cases.ahead == ahead)
            for measure, (_, _, score) in scores(now.sides).items() if len(now.cases) else ():
                for name in (FORECAST, *names):
                    yield YearScore(test, name, ahead, measure, score(now.forecasts[name], now.cases.seen))


def _tests(found: Hindcast) -> Iterator[tuple[str, Hindcast, list[str]]]:
    """Tests by name, their cases, and the forecasters beside the model."""
    others = [name for name in found.forecasts if name != FORECAST]
    yield ALL_ORIGINS, found.part(np.ones(len(found.cases), np.bool_)), [name for name in others if name != LOGIT]
    yield WITH_PAST, found.part(found.sound), others


def _raced(now: Hindcast, test: str, ahead: int, names: Sequence[str]) -> Iterator[Finding]:
    told = (
        f"{len(now.cases)} countries and origins; {INFORMED}: a forecast that is told what the hub did; {ORDER}: the "
        "share in order of the pairs that took different sides, less the share turned round; of pairs on the same "
        "side nothing is asked, where Spearman's charges for grading them"
    )
    samples = list(resampled(now.cases.country))
    for measure, (unit, better, score) in scores(now.sides).items():
        value = {name: score(now.forecasts[name], now.cases.seen) for name in (FORECAST, *names)}
        others = {name: value[name] for name in names if name != INFORMED}
        what = f"{measure}, {_years(ahead)}"
        one = against(test, what, unit, value[FORECAST], others, better, note=told, targets=now.targets)
        rival = one.best[0] if one.best else ""
        if measure != ORDER:
            yield replace(one, lead=lead(now, rival, better, score, samples))
            yield shown(test, f"{what}, {INFORMED}", unit, value[INFORMED])
            continue
        perfect = value[FORECAST] == value[rival] == 1.0
        if perfect:
            said = f"{_years(ahead)} ahead model and {rival} order every pair, so that nothing is compared"
            yield replace(one, verdict="shown", note=said)
        else:
            yield replace(one, lead=lead(now, rival, better, score, samples))
        yield _ranked(now, test, ahead, (FORECAST, rival))


def _ranked(now: Hindcast, test: str, ahead: int, names: tuple[str, str]) -> Finding:
    """Spearman's correlation of the side expected with the side seen, the model's beside a rival's; no test."""
    sides = np.asarray(now.sides)
    own, other = (rank_correlation(np.round(now.forecasts[name] @ sides, 9), sides[now.cases.seen]) for name in names)
    line = shown(test, f"{RANKS}, {_years(ahead)}", "", own, targets=now.targets)
    return replace(line, rivals={names[1]: other})


def resampled(countries: NDArray[np.str_]) -> Iterator[Indices]:
    """Cases of as many countries as there are, drawn with replacement, each with all of its cases."""
    rng, names = np.random.default_rng(DRAWN), np.unique(countries)
    own = [np.flatnonzero(countries == name) for name in names]
    for _ in range(RESAMPLED):
        yield np.concatenate([own[k] for k in rng.integers(len(names), size=len(names))])


def lead(now: Hindcast, rival: str, better: Better, score: Score, samples: Sequence[Indices]) -> Lead:
    """How far the model is ahead of a rival, and the interval over countries resampled (Davison and Hinkley 1997)."""
    sign = 1.0 if better == "higher" else -1.0

    def gap(cases: Indices) -> float:
        own, other = (score(now.forecasts[name][cases], now.cases.seen[cases]) for name in (FORECAST, rival))
        return sign * (own - other)

    low, high = np.quantile([gap(sample) for sample in samples], [OUTER, 1.0 - OUTER])
    return Lead(gap(np.arange(len(now.cases))), float(low), float(high))


def _years(many: int) -> str:
    return f"{many} year{'s' * (many > 1)}"


def _moved(found: Hindcast) -> Iterator[Finding]:
    """Changes of posture within ten years of the origin."""
    now = found.part(found.cases.ahead == AHEAD)
    held, seen = now.cases.held, now.cases.seen
    for name, forecast in now.forecasts.items():
        if not np.isfinite(forecast).all():
            continue
        sure, best = moves(forecast, held, seen, SURE), likeliest(forecast, held, seen)
        if name == FORECAST:
            rival = {
                other: likeliest(made, held, seen).recall
                for other, made in now.forecasts.items()
                if other not in (FORECAST, INFORMED) and np.isfinite(made).all()
            }
            yield against(
                "moves", f"share of changes among the {best.came} likeliest", "share", best.recall, rival, "higher",
                note=f"{len(now.cases)} countries and origins, ten years; persistence draws lots", targets=now.targets,
            )  # fmt: skip
        yield from _shown_moves(name, sure)


def _shown_moves(name: str, sure: Moves) -> Iterator[Finding]:
    yield shown("moves", f"precision of {sure.foreseen} changes foreseen, {name}", "share", sure.precision)
    yield shown("moves", f"recall of {sure.came} changes that came, {name}", "share", sure.recall)
