"""The account of a calibration in words: what was learnt, what was not, and how well what was left out was foreseen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.calibration.crossed import POSTURES, SURVEY, UNITS
from sim.calibration.learn import NARROWED, SHIFTED
from sim.report.markdown import table
from sim.results.wording import listed, plain, signed

if TYPE_CHECKING:
    from sim.calibration.account import Account

PAGE = "calibration.md"
SHOWN = 12  # constants named
WIDE = 120


class Mean(NamedTuple):
    """Scores of what was left out, together: as `crossed.Left`."""

    kind: str
    measure: str
    cases: int
    prior: float
    fitted: float
    naive: float


def means(account: Account) -> Iterator[Mean]:
    """Means over the countries and over the periods left out, each case counting as much."""
    for kind, measure in (("country", POSTURES), ("period", POSTURES), ("country", SURVEY)):
        own = [one for one in account.learnt.crossed if (one.kind, one.measure) == (kind, measure)]
        if own:
            sizes = np.array([one.cases for one in own], dtype=float)
            scores = np.array([(one.prior, one.fitted, one.naive) for one in own])
            yield Mean(kind, measure, int(sizes.sum()), *(sizes @ scores / sizes.sum()).tolist())


def page(account: Account) -> str:
    """The text of calibration.md."""
    lines = ["# What was fitted, and what it says of the coefficients", "", account.headline(), ""]
    lines += [*_method(account), *_coefficients(account), *_left_out(account), *_constants(account)]
    return "\n".join(lines) + "\n"


def _method(account: Account) -> list[str]:
    learnt = account.learnt
    years = listed([str(year) for year in learnt.tried.chances])
    return _wrapped(
        f"All {len(learnt.lessons)} uncertain coefficients were drawn {learnt.tried.draws} times from their ranges. "
        f"Each draw ran {learnt.worlds} worlds of {years} ten years forward, told what the hub and others did, and "
        "weighs as much as the postures that followed are probable in them; and as the surveys of ASEAN's elites are, "
        "by a straight line from the worth of the hub's side by the law alone. The targets: "
        f"{', '.join(learnt.targets)} (seeds/targets.yaml). They say something of a coefficient when its mean moves by "
        f"more than {SHIFTED:g} standard deviations of its draws, or more than {1 - NARROWED:.0%} of its range goes."
    )


def _coefficients(account: Account) -> list[str]:
    lessons = account.learnt.lessons
    head = ("coefficient", "drawn, 5 to 95 %", "posterior, 5 to 95 %", "shift", "by the past", "by surveys")
    rows = []
    for name in account.told:
        lesson = lessons[name]
        ends = (f"{r.low:.3g} to {r.high:.3g}" for r in (lesson.prior, lesson.posterior))
        rows.append((name, *ends, signed(lesson.shift), *(signed(value) for value in lesson.moved.values())))
    silent = ", ".join(sorted(name for name in lessons if name not in account.told))
    return [
        "", "## Coefficients that the targets say something of", "", *table(head, rows),
        "", "## Coefficients that they say nothing of", "", *_wrapped(f"{silent}."),
    ]  # fmt: skip


def _left_out(account: Account) -> list[str]:
    told = (
        "Each country, and each period, left out of the fit in turn; less is better. Worlds are told what the hub did; "
        "no change, the naive forecast of postures, is not. That of a survey is the mean of the other countries."
    )
    head = ("left out", "measure", "cases", "drawn from the ranges", "fitted to the rest", "naive")
    every = (_scores(f"each {one.kind}", one) for one in means(account))
    each = (_scores(f"{one.kind} {one.name}", one) for one in account.learnt.crossed)
    return [
        "", "## What is left out, foreseen by the rest", "", *_wrapped(told), "", *table(head, every), "",
        *table(head, each),
    ]  # fmt: skip


def _scores(what: str, one: Any) -> tuple[str, ...]:
    decimals = 3 if one.measure == POSTURES else 1
    said = (f"{plain(value, decimals)} {UNITS[one.measure]}" for value in (one.prior, one.fitted, one.naive))
    return what, one.measure, str(one.cases), *said


def _constants(account: Account) -> list[str]:
    rows, fit = account.constants(), account.fit
    sizes = np.array([abs(row["value"]) for row in rows if row["value"] != 0.0])
    told = (
        f"Of {len(sizes)} constants {int((sizes < 1.0).sum())} are below 1 % of GDP a year; their mean size is "
        f"{sizes.mean():.2f}. Postures change at {fit.rate:.4f} a country and year, with an exit ratio of "
        f"{fit.exit_ratio:.3f}. The largest, at the central coefficients, and over worlds:"
    )
    head = ("country", "posture", "constant, % of GDP a year", "5 to 95 % of the worlds")
    body = (
        (row["country"], row["posture"], signed(row["value"]), f"{signed(row['low'])} to {signed(row['high'])}")
        for row in rows[:SHOWN]
    )
    return ["", "## Constants: what the law does not explain", "", *_wrapped(told), "", *table(head, body)]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDE, break_long_words=False, break_on_hyphens=False)
