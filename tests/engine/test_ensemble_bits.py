"""The compiled engine gives the bits of the readable one: all that is recorded at every step, and the state at the end.

About a hundred more random combinations: `pytest -m slow tests/engine/test_ensemble_bits.py` (two minutes).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engine.ensemble import layout
from sim.engine.ensemble.drive import Ensemble, layout_in, run_blocks
from sim.engine.ensemble.layout import Layout
from sim.engine.ensemble.store import WIDTH
from sim.engine.mesa_model import PactModel
from sim.engine.processes import as_batch, written
from sim.engine.worlds import Factory
from sim.policy import registry
from sim.policy.levers import Levers, TimeGrid
from sim.world.raw import names_of

Floats = np.ndarray[Any, np.dtype[np.float64]]
FILES = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
SHIPPED = tuple(path.stem for path in FILES if not path.stem.startswith("history_"))
FAST, SLOW = range(8), range(8, 108)

OF_SPOKE = (
    "POSTURE", "DECLARED", "FORMER", "NEXT", "CHANGED_FROM", "SIGNED", "RATIFIED", "MEMBER", "LEAVING", "NOTICE",
    "TRUST_LOGIT", "TRUST", "EFFORT", "OUTPUT", "MARKET_GDP", "WORKERS", "CAPABILITY", "EXPORTS_HUB",
    "EXPORTS_CHALLENGER", "SHOCK", "ORIENTATION", "NEW_GOVERNMENT", "LATENT", "PACT_LATENT", "MISJUDGEMENT", "NUCLEAR",
    "AT_HAND", "BASES", "SUCCESS", "STRENGTH", "COERCION_LOSS", "TARIFF_LOSS", "DUTY_ADDED", "STOCK",
    "FEAR", "ENGAGED", "JOINED",
)  # fmt: skip
OF_REGION = (
    "ADMINISTRATION", "NEW_ADMINISTRATION", "THEATRE_CAPABILITY", "CHALLENGER_CAPABILITY", "MASSED", "COMMITMENT",
    "LEADERSHIP", "RELIABILITY", "TRUST_PUSH", "ASSERTIVENESS", "PROVOCATION_BASE", "IN_FORCE", "NEWLY_IN_FORCE",
    "PREPAREDNESS", "PACT_AGE",
)  # fmt: skip
OF_PLACE = ("DETERRENCE", "PROVOCATION", "TESTED", "HAZARD", "EASING", "SEVERITY", "HELPED")


@dataclass(frozen=True)
class Combination:
    """Worlds of one scenario: overrides, ids, numbers that every world is given, shape (R,), and levers pulled."""

    scenario: str
    sets: tuple[str, ...] = ()
    ids: tuple[int, ...] = tuple(range(7))
    numbers: Mapping[str, Floats] = field(default_factory=dict)
    pull: Callable[[Levers, TimeGrid], None] | None = None


PACT = "{{type: formal_pact, start: 2027, invited: [AUS, JPN, PHL, KOR], quorum: {quorum}, minimum: {minimum}{more}}}"
RESTLESS = ("parameters.window_rate=3", "parameters.choice_sharpness=0.4")  # they decide often, and not for long
SWIFT = tuple(f"countries.{code}.ratification_rate=3" for code in ("AUS", "JPN", "PHL", "KOR", "IND", "TWN"))
FLASHPOINTS = ("taiwan_strait", "south_china_sea", "east_china_sea", "korea")
TROUBLED = tuple(f"flashpoints.{key}.hazard=0.5" for key in FLASHPOINTS)
SET = {
    "parameters.provocation_pact": 0.9,
    "parameters.distance_scale": 3500,
    "parameters.presence_floor": 0.7,
    "parameters.tie_pact": 0.6,
    "parameters.pact_preparedness": 0.8,
    "parameters.window_rate": 2,
    "countries.JPN.duty_ceiling": 0.1,
    "countries.KOR.exports_gdp": 20,
    "countries.PHL.hub_troops": 12,
    "countries.IND.regime": 0.8,
    "countries.AUS.median_age": 45,
    "postures.ally.cooperation": 0.7,
    "postures.network.side": 0.3,
    "flashpoints.korea.hazard": 0.6,
    "powers.CHN.defence_effort": 2.5,
    "powers.USA.regime": 0.5,
}
NUMBERS = ", ".join(
    f"{{type: set_parameter, start: {2026 + k % 4}, end: {2030 + k % 5}, parameter: {name}, value: {value}}}"
    for k, (name, value) in enumerate(SET.items())
)


def every_lever(levers: Levers, grid: TimeGrid) -> None:
    """Write values that change from step to step into the levers that move powers, forces, markets and treaties."""
    rng = random.Random(11)
    n = len(grid.countries)
    for t in range(len(grid.starts)):
        levers.assertiveness[t] = rng.choice((1.0, 0.6, 1.5))
        levers.hub_output[t] = rng.uniform(0.8, 1.2)
        levers.challenger_output[t] = rng.uniform(0.8, 1.2)
        levers.hub_democracy[t] = rng.choice((0.0, -0.4, 0.3))
        for i in range(n):
            levers.arms[t, i] = rng.choice((1.0, 1.0, 1.4, 0.7))
            levers.access[t, i] = rng.choice((0.0, 0.25, -0.3))
            levers.treaty[t, i] = rng.choice((-1.0, -1.0, -1.0, 0.0, 1.0))
            levers.government_fixed[t, i] = rng.random() < 0.4
            levers.government[t, i] = rng.choice((-0.8, 0.1, 0.9))


def accords_and_treaties(levers: Levers, grid: TimeGrid) -> None:
    """Treaties that end and come back amid offers whose depth is not the same in every step."""
    half = len(grid.starts) // 2
    levers.treaty[2:half, grid.rows(["JPN", "PHL"])] = 0.0
    levers.treaty[half:, grid.rows(["KOR"])] = 0.0
    levers.offers[half:] *= 0.5


MINILATERALS = (
    "{type: minilateral, start: 2026, end: 2032, members: [JPN, KOR, AUS], depth: 0.4}",
    "{type: minilateral, start: 2027-10-01, members: [JPN, PHL, AUS, IND, VNM, SGP], depth: 0.2}",
    "{type: minilateral, start: 2028, members: [IND, JPN, TWN], depth: -0.2}",
)
INSTITUTIONS = (
    "{type: institution, start: 2027, institution: aukus, invite: [JPN, KOR, NZL]}",
    "{type: institution, start: 2029, end: 2033, institution: quad, depth: 0}",
    "{type: institution, start: 2028-07-01, end: 2034, institution: camp_david, depth: 1.8}",
    "{type: institution, start: 2026, institution: fpda, depth: 0.4, invite: [PHL, VNM]}",
    "{type: institution, start: 2031, institution: anzus_aus_nzl, depth: 0}",
)
WRITTEN: Mapping[str, Combination] = {
    "every lever at once, with a pact": Combination(
        "status_quo",
        (*RESTLESS, *SWIFT, *TROUBLED, f"policies=[{PACT.format(quorum=2, minimum=2, more=', notice: 1')}]"),
        pull=every_lever,
    ),
    "every lever at once, in halves, central numbers": Combination(
        "us_retreat", ("step=0.5", "horizon.end=2034", "draws=central"), pull=every_lever
    ),
    "minilaterals and treaties that end, among a pact": Combination(
        "status_quo",
        (
            *RESTLESS,
            *SWIFT,
            *TROUBLED,
            f"policies=[{PACT.format(quorum=2, minimum=2, more=', notice: 0')}, {', '.join(MINILATERALS)}]",
        ),
        pull=accords_and_treaties,
    ),
    "minilaterals alone, in quarters": Combination(
        "status_quo", ("step=0.25", "horizon.end=2034", f"policies=[{', '.join(MINILATERALS)}]"), ids=(4, 8, 15, 16)
    ),
    "minilaterals alone, nobody moves": Combination(
        "status_quo",
        ("parameters.window_rate=0", "parameters.tie_growth=3", f"policies=[{', '.join(MINILATERALS)}]"),
    ),
    "institutions dissolved, deepened and enlarged, among a pact that many leave": Combination(
        "status_quo",
        (
            *RESTLESS,
            *SWIFT,
            *TROUBLED,
            "institutions={squad: {depth: 0.7}}",
            f"policies=[{', '.join(INSTITUTIONS)}, "
            f"{PACT.format(quorum=2, minimum=2, more=', exit_price: 0, notice: 1')}]",
        ),
    ),
    "an alliance of spokes with a duty while the hub leaves, in halves": Combination(
        "spokes_ally_among_themselves", (*RESTLESS, *TROUBLED, "step=0.5", "horizon.end=2036"), ids=(1, 2, 3, 5, 8, 13)
    ),
    "a pact, members that leave on notice, and its lapse": Combination(
        "status_quo",
        (*RESTLESS, *SWIFT, f"policies=[{PACT.format(quorum=2, minimum=2, more=', exit_price: 0, notice: 2')}]"),
    ),
    "numbers set for a time, and given back": Combination(
        "status_quo", (*RESTLESS, *SWIFT, f"policies=[{NUMBERS}, {PACT.format(quorum=2, minimum=2, more='')}]")
    ),
    "duties with exemptions, in quarters": Combination(
        "asian_nato_with_tariffs",
        ("step=0.25", "horizon.end=2032", *SWIFT, "policies.tariffs.exempt={pact: 1.0, ally: 0.4}", *RESTLESS),
        ids=(3, 900, 12, 5, 77),
    ),
    "reassurance that begins and ends while many decide": Combination(
        "status_quo",
        (
            *RESTLESS,
            *SWIFT,
            "parameters.provocation_effect=2",
            "policies=[{type: reassurance, start: 2027, end: 2030, challenger: 0.9}, "
            f"{PACT.format(quorum=3, minimum=3, more=', exit_price: 0, notice: 0')}]",
        ),
    ),
    "crises, help and refusal, and the bomb": Combination(
        "us_retreat", (*TROUBLED, "parameters.nuclear_rate=0.9", "step=0.5", "seed=4294967295"), ids=tuple(range(8))
    ),
    "a claim of Japan's at the strait, and a Taiwan that spends nothing": Combination(
        "asian_nato",
        ("countries.TWN.defence_effort=0", "horizon.end=2033"),
        (3, 11, 5, 2),
        {"flashpoints.taiwan_strait.claims.JPN": np.array([0.0, 0.2, 0.4, 1.0])},
    ),
    "every country of the evidence, and a pact open to all": Combination(
        "whole_theatre",
        (*RESTLESS, *SWIFT, *TROUBLED, f"policies=[{PACT.format(quorum=2, minimum=2, more='')}]"),
        (0, 41, 8, 123456),
    ),
    "the year 1970, with treaties that end, in a troubled time": Combination("history_1970", (*RESTLESS, *TROUBLED)),
    "the year 1951, and a pact that may come": Combination(
        "history_1951_pacific_pact",
        (
            *RESTLESS,
            "policies.pact.quorum=2",
            *(f"countries.{code}.ratification_rate=3" for code in ("AUS", "JPN", "PHL")),
        ),
        (7, 70_000),
    ),
    "some that join, in halves": Combination("asian_nato", ("add=[BRN, MMR]", "drop=[NZL]", "step=0.5"), (2, 19)),
    "an offer that ends, in thirds, central numbers": Combination(
        "status_quo",
        (
            "draws=central",
            "step=0.3333333",
            *RESTLESS,
            f"policies=[{PACT.format(quorum=3, minimum=3, more=', end: 2032, open_to: [IND]')}]",
        ),
    ),
}


def mixed(k: int, read: Callable[..., Any], factory: Callable[..., Factory]) -> Combination:
    """A random combination of many kinds of overrides, always the same one for a number."""
    rng = random.Random(k)
    sets = [
        f"horizon.end={rng.choice((2038, 2041, 2045))}",
        f"step={rng.choice((1, 1, 1, 0.5, 0.25, 1 / 3))}",
        f"seed={rng.randrange(2**32)}",
        f"draws={rng.choice(('posterior', 'posterior', 'prior', 'central'))}",
    ]
    scenario = rng.choice(SHIPPED)
    plain = factory(read(scenario))
    evidence, figures = plain.evidence, plain.table.figures
    if rng.random() < 0.4:
        sets.append(f"drop=[{', '.join(rng.sample(list(evidence.countries), rng.randrange(1, 6)))}]")
    if rng.random() < 0.5:
        sets += [*RESTLESS, *SWIFT]
    if rng.random() < 0.4:
        sets += [*TROUBLED, f"parameters.nuclear_rate={rng.uniform(0, 1)}"]
    if rng.random() < 0.4:
        apart = ("formal_pact", rng.choice(("hub_exit", "treaty_offer")))  # these two would fix the same treaties
        kinds = rng.sample([kind for name, kind in registry().items() if name not in apart], rng.randrange(8))
        terms = f", notice: {rng.choice((0, 0.5, 3))}, exit_price: {rng.choice((0, 2))}, preparedness: {rng.random()}"
        pact = PACT.format(quorum=rng.choice((2, 3)), minimum=rng.choice((1, 2)), more=terms)
        sets.append(f"policies=[{', '.join([pact, *(kind.example for kind in kinds)])}]")
    if rng.random() < 0.4:
        for code in rng.sample(list(evidence.countries), 3):
            sets.append(f"countries.{code}.posture={rng.choice(('accommodate', 'hedge', 'network'))}")
            sets.append(f"countries.{code}.treaty={rng.choice(('none', 'in_force'))}")
    settable = [n for n in figures if n.split(".")[0] != "dyads" and n.count(".") < 3]
    for name in rng.sample(settable, rng.choice((0, 3, 12))):
        sets.append(f"{name.replace('law.', 'parameters.')}={between(figures[name], rng)}")
    made = factory(read(scenario, *sets))
    grid, bodies = made.frames[0].grid, made.frames[0].levers.bodies
    known = sorted({n.name for n in names_of(evidence, grid.countries, grid.flashpoints, bodies) if n.name in figures})
    worlds = rng.randrange(1, WIDTH + 1)
    given = rng.sample(known, rng.choice((0, 1, 5, 20)))
    numbers = {name: np.array([between(figures[name], rng) for _ in range(worlds)]) for name in given}
    return Combination(scenario, tuple(sets), tuple(rng.sample(range(10**9), worlds)), numbers)


def between(figure: Any, rng: random.Random) -> float:
    """A value from the range of a number, and near it where it has none."""
    return float(
        rng.uniform(figure.low, figure.high) if figure.low < figure.high else figure.value * rng.uniform(0.9, 1)
    )


def readable(made: Factory, one: Combination, k: int) -> PactModel:
    """The Mesa model of the world at position k."""
    if not one.numbers:
        return made.models(one.ids[k])[0]
    row = {**made.row(one.ids[k]), **{name: float(values[k]) for name, values in one.numbers.items()}}
    world = made.world(made.frames[0], row, *made.anchor(made.frames[0], row))
    return PactModel(world, made.luck(world, one.ids[k]), made.levers[0])


def lived(model: PactModel) -> Counter[str]:
    """Run a model, and count what happened in it."""
    events: Counter[str] = Counter()
    invited = [any(lever.pact_invited[c.index] for lever in model.levers) for c in model.countries]
    for _ in range(model.world.steps):
        joined = [c.joined for c in model.countries]
        before = model.in_force, [(c.member, c.leaving, c.nuclear) for c in model.countries]
        model.step()
        events["entry into force"] += model.newly_in_force
        events["lapse"] += before[0] and not model.in_force
        for severity, helped in zip(model.severity, model.helped, strict=True):
            events["help"] += bool(helped)
            events["refusal"] += severity > 1 and not helped
        for c, (member, leaving, nuclear) in zip(model.countries, before[1], strict=True):
            events["treaty"] += c.treaty_moved
            events["acceptance"] += c.joined > joined[c.index]
            events["second thoughts"] += c.joined < joined[c.index] and c.window
            events["accession"] += c.member and not member and not invited[c.index]
            events["notice"] += c.leaving and not leaving
            events["withdrawal"] += leaving and member and not c.member and model.in_force
            events["bomb"] += c.nuclear and not nuclear
            events["government"] += c.new_government
            events["change"] += c.posture != c.changed_from
        events["election"] += model.new_administration
    return events


def recorded(model: PactModel) -> dict[str, Floats]:
    """What a model has written down."""
    batch = as_batch(0, [written(model)])
    return {"countries": batch.countries[0][0], "theatre": batch.theatre[0][0], "flashpoints": batch.places[0][0]}


def end_of_model(model: PactModel) -> Iterator[tuple[str, Any]]:
    """The state of a model, and its anchor."""
    for name in OF_SPOKE:
        yield name, [getattr(c, name.lower()) for c in model.countries]
    for name in OF_REGION:
        yield name, getattr(model, name.lower())
    for name in OF_PLACE:
        yield f"place {name}", getattr(model, name.lower())
    yield "CRISIS_PUSH", model.crisis_push
    yield "ALARMED", model.alarmed
    yield "STAKE", model.anchor.stakes
    yield "OTHER_MOTIVES", model.anchor.other_motives
    yield "BASE_DETERRENCE", model.anchor.deterrence
    yield "BASE_PROVOCATION", model.anchor.provocation
    yield "constants", model.anchor.constants
    yield "ties", model.ties
    yield "standings", [c.standing for c in model.countries]


def end_of_lane(at: Layout, store: Floats, lane: int) -> dict[str, Floats]:
    """The same of one of the worlds of a store."""

    def part(first: int, units: int, wide: int) -> Floats:
        return store[first : first + units * wide, lane].reshape(units, wide)

    state, trait = part(at.state, at.n, layout.WIDE_STATE), part(at.trait, at.n, layout.WIDE_TRAIT)
    place, region = part(at.place, at.f, layout.WIDE_PLACE), store[at.theatre :, lane]
    found = {name: state[:, getattr(layout, name)] for name in (*OF_SPOKE, "CRISIS_PUSH", "ALARMED")}
    found |= {name: region[getattr(layout, name)] for name in OF_REGION}
    found |= {f"place {name}": place[:, getattr(layout, name)] for name in OF_PLACE}
    found |= {name: place[:, getattr(layout, name)] for name in ("BASE_DETERRENCE", "BASE_PROVOCATION")}
    found |= {name: trait[:, getattr(layout, name)] for name in ("STAKE", "OTHER_MOTIVES")}
    found["constants"] = part(at.constant, at.n, at.p)
    found["ties"] = part(at.pair, at.n * at.n, layout.WIDE_PAIR)[:, layout.TIE].reshape(at.n, at.n)
    found["standings"] = part(at.standing, at.n, at.k)
    return found


def differs(a: Any, b: Any) -> bool:
    """Whether two arrays differ in shape or in a bit: -0 is not 0."""
    one, other = (np.ascontiguousarray(x, dtype=np.float64) for x in (a, b))
    return one.shape != other.shape or bool((one.view(np.int64) != other.view(np.int64)).any())


@dataclass(frozen=True)
class Found:
    """What two engines made of a combination: where they differ, and what happened."""

    differences: list[str]
    events: Counter[str]


def compared(made: Factory, one: Combination) -> Found:
    """Run the worlds of a combination through both engines."""
    ensemble = Ensemble.of(made, tuple(one.numbers))
    (plan,) = ensemble.plans
    at, ids = layout_in(plan), np.array(one.ids, dtype=np.int64)
    given = np.stack(list(one.numbers.values()), axis=1) if one.numbers else np.empty((len(ids), 0))
    store = np.zeros((at.rows, WIDTH))
    rows = run_blocks(plan, ids, ensemble.fitted(ids).ids, given, store)
    assert rows.sound.all()
    tables = unpacked(at, rows.worlds())
    differences, events = [], Counter[str]()
    for k in range(len(ids)):
        model = readable(made, one, k)
        events += lived(model)
        for table, values in recorded(model).items():
            if differs(values, tables[table][k]):
                step = int(np.argmax((values != tables[table][k]).reshape(len(values), -1).any(axis=1)))
                differences.append(f"world {ids[k]}: {table} from step {step} on")
        ours = end_of_lane(at, store, k)
        differences += [f"world {ids[k]}: {name}" for name, value in end_of_model(model) if differs(value, ours[name])]
    return Found(differences, events)


def unpacked(at: Layout, rows: Floats) -> dict[str, Floats]:
    """Rows of worlds as tables (R, T, units, columns), the theatre without units."""
    units = {"countries": (at.n, layout.COUNTRY_OUT), "theatre": (1, layout.THEATRE_OUT)}
    units["flashpoints"] = (at.f, layout.PLACE_OUT)
    ends = np.cumsum([at.steps * u * c for u, c in units.values()])
    parts = zip(units.items(), np.split(rows, ends[:-1], axis=1), strict=True)
    found = {name: values.reshape(len(rows), at.steps, *shape) for (name, shape), values in parts}
    return found | {"theatre": found["theatre"][:, :, 0]}


Run = Callable[[str | int], Found]


@pytest.fixture(scope="module")
def run(read_scenario: Callable[..., Any], factory: Callable[..., Factory]) -> Run:
    """Runs a combination by its name or number, once."""
    held: dict[str | int, Found] = {}

    def once(name: str | int) -> Found:
        if name not in held:
            one = WRITTEN[name] if isinstance(name, str) else mixed(name, read_scenario, factory)
            made = factory(read_scenario(one.scenario, *one.sets))
            if one.pull is not None:
                one.pull(made.frames[0].levers, made.frames[0].grid)
            held[name] = compared(made, one)
        return held[name]

    return once


@pytest.mark.parametrize("name", [*WRITTEN, *FAST])
def test_both_engines_give_the_same_bits(run: Run, name: str | int) -> None:
    assert run(name).differences == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_both_engines_give_the_same_bits_in_many_combinations(run: Run, name: int) -> None:
    assert run(name).differences == []


def test_everything_that_can_happen_has_happened(run: Run) -> None:
    """Else bits of rules that were never applied would have been compared."""
    names: Sequence[str | int] = [*WRITTEN, *FAST]
    happened = sum((run(name).events for name in names), Counter[str]())
    new = {"treaty", "acceptance", "second thoughts"}
    wanted = new | {"entry into force", "accession", "notice", "withdrawal", "lapse", "help", "refusal", "bomb"}
    rare = {event: happened[event] for event in wanted | {"government", "change", "election"} if happened[event] < 5}
    assert rare == {}, happened
