"""What the compiled engine is told of a scenario: numbers and names as arrays, the same for every world of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.streams import LUCK, RANGES, identity, party
from sim.engine.ensemble.layout import layout
from sim.engine.ensemble.setting import Setting
from sim.engine.lever_rows import LeverRow
from sim.world.build import base_frame
from sim.world.raw import names_of

if TYPE_CHECKING:
    from sim.engine.calibrated import Calibrated
    from sim.engine.worlds import Factory
    from sim.evidence import Evidence
    from sim.world.build import Frame
    from sim.world.table import Table

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]
Indices = NDArray[np.int64]
NEEDS = ("none", "treaty", "pact")
PACT = NEEDS.index("pact")


class Stored(NamedTuple):
    """The stored calibration: per country (N,), or per country and posture (N, P).

    Attributes:
        curve_prior, curve_step: the curve from the prior on a pact to the unexplained step.
    """

    exit_ratio: float
    stakes: Floats
    other_motives: Floats
    constants: Floats
    curve_prior: Floats
    curve_step: Floats


class Middle(NamedTuple):
    """The inversion of the central world, shapes as in `Stored`."""

    stakes: Floats
    other_motives: Floats
    constants: Floats


class Plan(NamedTuple):
    """One scenario of a study.

    Attributes:
        setting: the scenario; base: the same countries in the base year, levers at rest.
        central: (D,) values of the drawn rows, before anything is drawn.
        drawn: (U,) rows that are drawn, coefficients last; who, low, mode, high, even: their identities and ranges.
        own: how many of them are no coefficients, but drawn for each world by itself.
        given: (G,) rows that every world is given a value of its own for.
        copied: (C, 2) rows that repeat an earlier one: to, from.
        changed: (E,) steps at which rows are set or given back; set: (S,) those rows; numbers: (E, S) values, not a
            number where a row is as it was.
        replaced: (M,) rows that the scenario sets after the base year was anchored; values: to what.
    """

    setting: Setting
    base: Setting
    central: Floats
    drawn: Indices
    who: Words
    low: Floats
    mode: Floats
    high: Floats
    even: Floats
    own: int
    given: Indices
    copied: Indices
    replaced: Indices
    values: Floats
    changed: Indices
    set: Indices
    numbers: Floats
    stored: Stored
    middle: Middle


def stored(calibrated: Calibrated, countries: Sequence[str], postures: Sequence[str], middle: Middle) -> Stored:
    """The stored calibration of some countries; the inversion of the central world where nothing is stored."""
    kept = middle
    if calibrated.stakes:
        kept = Middle(
            stakes=np.array([calibrated.stakes[c] for c in countries]),
            other_motives=np.array([calibrated.other_motives[c] for c in countries]),
            constants=np.array([[calibrated.constants[c][p] for p in postures] for c in countries]),
        )
    return Stored(
        calibrated.exit_ratio,
        *kept,
        curve_prior=np.array([x for x, _ in calibrated.pact_curve]),
        curve_step=np.array([y for _, y in calibrated.pact_curve]),
    )


def columns(fixed: Frame) -> Floats:
    """Every lever step by step, then length of a step, first year and treaty text; shape (T, columns)."""
    steps, terms = len(fixed.grid.starts), fixed.levers.pact
    levers = [np.asarray(getattr(fixed.levers, name), dtype=np.float64).reshape(steps, -1) for name in LeverRow._fields]
    own = (terms.preparedness, terms.exit_price, terms.notice)
    said = [float(terms.quorum), float(terms.minimum), *(np.nan if x is None else float(x) for x in own)]
    still = np.tile([float(fixed.grid.step), float(fixed.grid.starts[0]), *said], (steps, 1))
    return np.ascontiguousarray(np.concatenate([*levers, still], axis=1))


def setting(
    evidence: Evidence, table: Table, fixed: Frame, seeds: tuple[int, int], given: Sequence[str], count: int = 0
) -> Setting:
    """A scenario, or the base year, as arrays."""
    grid = fixed.grid
    needs = [NEEDS.index(p.needs) for p in evidence.postures.values()]
    sizes = len(grid.countries), len(grid.postures), len(grid.flashpoints)
    bodies = fixed.levers.bodies
    facts = [
        *needs,
        *map(int, fixed.treaty),
        *(grid.postures.index(p) for p in fixed.postures),
        *(int(may_claim(table, fixed, key, c, given)) for key in grid.flashpoints for c in grid.countries),
        *(int(evidence.powers[evidence.flashpoints[key].adversary].role == "challenger") for key in grid.flashpoints),
        *(int(member) for body in bodies for member in body.members),
        *(int(body.duty) for body in bodies),
        *(int(body.led) for body in bodies),
        *(int(body.known) for body in bodies),
    ]
    parties = (party(body.name, c) for body in bodies for c in grid.countries)
    names = [identity(name) for name in ("hub", *grid.countries, *grid.flashpoints, *parties)]
    return Setting(
        rows=np.array(
            [*layout(*sizes, len(grid.starts), needs.index(PACT), len(bodies), count), *facts], dtype=np.int64
        ),
        lever=columns(fixed),
        word=np.array([*seeds, RANGES, LUCK, 0, *names], dtype=np.uint64),
    )


def may_claim(table: Table, fixed: Frame, key: str, country: str, given: Sequence[str]) -> bool:
    """Whether a country may have a claim at a flashpoint in some world."""
    name = f"flashpoints.{key}.claims.{country}"
    figure = table.figures.get(name)
    return name in given or fixed.overrides.get(name, 0.0) > 0.0 or (figure is not None and figure.high > 0.0)


def plan(factory: Factory, fixed: Frame, middle: Middle, *, drawn: bool, given: Sequence[str] = ()) -> Plan:
    """The plan of a scenario of a study.

    Args:
        factory: the study.
        fixed: the scenario's frame.
        middle: the inversion of the central world, in the order of the scenario's countries.
        drawn: whether numbers are drawn from their ranges.
        given: full names of numbers that every world is given a value of its own for, drawn or not.

    Raises:
        KeyError: when the scenario's worlds have no number of a name given.
    """
    evidence, table, grid = factory.evidence, factory.table, fixed.grid
    seeds = factory.scenarios[0].seed, factory.fitted(np.zeros(1, np.int64)).seed if drawn else 0
    names = list(names_of(evidence, grid.countries, grid.flashpoints, fixed.levers.bodies))
    central = [table.central.get(n.name, n.otherwise) if n.name else n.otherwise for n in names]
    row_of: dict[str, int] = {}
    copied = []
    for k, n in enumerate(names):
        if n.name and row_of.setdefault(n.name, k) != k:
            copied.append((k, row_of[n.name]))
    based = base_frame(evidence, fixed)
    central = [based.overrides.get(n.name or "", value) for n, value in zip(names, central, strict=True)]
    apart = set(table.coefficients)
    drawable = (n for n in table.uncertain if drawn and n in row_of and n not in based.overrides)
    uncertain = sorted(drawable, key=lambda name: name in apart)
    figures = [table.figures[n] for n in uncertain]
    replaced = [(k, fixed.overrides[n.name]) for k, n in enumerate(names) if n.name in fixed.overrides]
    epochs = fixed.epochs
    known = {name for _, now in epochs for name in now}
    rows = [k for k, n in enumerate(names) if n.name in known]
    numbers = [[now.get(names[k].name or "", np.nan) for k in rows] for _, now in epochs]
    return Plan(
        setting=setting(evidence, table, fixed, seeds, given, len(rows)),
        base=setting(evidence, table, based, seeds, given),
        central=np.array(central, dtype=np.float64),
        drawn=np.array([row_of[n] for n in uncertain], dtype=np.int64),
        who=np.array([identity(n) for n in uncertain], dtype=np.uint64),
        low=np.array([f.low for f in figures], dtype=np.float64),
        mode=np.array([f.value for f in figures], dtype=np.float64),
        high=np.array([f.high for f in figures], dtype=np.float64),
        even=np.array([f.draw == "uniform" for f in figures], dtype=np.float64),
        own=sum(name not in apart for name in uncertain),
        given=np.array([row_of[n] for n in given], dtype=np.int64),
        copied=np.array(copied, dtype=np.int64).reshape(-1, 2),
        replaced=np.array([k for k, _ in replaced], dtype=np.int64),
        values=np.array([value for _, value in replaced], dtype=np.float64),
        changed=np.array([t for t, _ in epochs], dtype=np.int64),
        set=np.array(rows, dtype=np.int64),
        numbers=np.array(numbers, dtype=np.float64).reshape(len(epochs), len(rows)),
        stored=stored(factory.calibrated, grid.countries, grid.postures, middle),
        middle=middle,
    )
