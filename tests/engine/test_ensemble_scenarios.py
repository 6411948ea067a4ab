"""Pairs in the compiled engine: scenarios share draws and luck, and differ in what their levers do and when."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.engine.ensemble import layout
from sim.engine.ensemble.drive import Ensemble, Floats, layout_in, run_blocks
from sim.engine.ensemble.simulate import TABLES, Worlds, block, simulate
from sim.engine.ensemble.store import WIDTH
from sim.engine.worlds import Factory
from sim.policy import registry
from sim.scenario import Scenario
from sim.world.raw import names_of

Read = Callable[..., Scenario]
Make = Callable[..., Factory]
LATER = 2033  # when the second of a pair begins to differ
END = "horizon.end=2036"
WORLDS = 24

NOTHING = (
    "{type: tariff, start: 2027, change: 0, exempt: {ally: 1}}",
    "{type: troop_change, start: 2027, change: 0}",
    "{type: commitment, start: 2027, change: 0}",
    "{type: security_guarantee, start: 2027, countries: [TWN, VNM], change: 0}",
    "{type: burden_demand, start: 2027, target: 0, penalty: 3}",
    "{type: minilateral, start: 2027, members: [JPN, KOR], depth: 0}",
    "{type: institution, start: 2027, institution: quad, depth: 1, invite: [JPN]}",  # which is in it
    "{type: reassurance, start: 2027, challenger: 0, allies: 0}",
    "{type: dialogue, start: 2027, strength: 0}",
    "{type: credibility_shock, start: 2027, size: 0}",
    "{type: coercion, start: 2027, strength: 1}",
    "{type: inducement, start: 2027, strength: 1}",
    "{type: assertiveness, start: 2027, strength: 1}",
    "{type: growth, start: 2027, power: challenger, change: 0}",
    "{type: trade_access, start: 2027, change: 0}",
    "{type: treaty_offer, start: 2027, countries: [AUS, JPN]}",  # which have one
    "{type: arms_and_technology, start: 2027, countries: [AUS], change: 0}",
    "{type: grand_bargain, start: 2027, reassurance: 0, restraint: 0, guarantee: 0, trust: 0}",
    "{type: hub_exit, start: 2027, share: 0}",
    "{type: regime_change, start: 2027, change: 0}",
    "{type: set_parameter, start: 2027, end: 2030, parameter: parameters.pact_notice, value: 1}",  # which it is
    "{type: administration, start: 2026, end: 2028, holder: america_first}",
)
"""A lever of each type that asks for nothing new."""


def worlds(made: Factory, scenario: int = 0) -> Worlds:
    found = simulate(made, range(WORLDS), scenario=scenario)
    assert isinstance(found, Worlds)
    assert len(found.ids) == WORLDS
    return found


def words(found: Worlds, table: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The bits of a table, shape (R, T, everything else)."""
    values = np.ascontiguousarray(block(found.at, table, found.rows, found.steps))
    return values.view(np.int64).reshape(len(values), found.steps, -1)


STRONGER = {
    "regime_change": "{type: regime_change, start: 2027, change: -0.8}",
    "set_parameter": "{type: set_parameter, start: 2027, parameter: parameters.window_rate, value: 3}",
}
"""Levers whose examples are too weak to move anybody in a few worlds."""


@pytest.mark.parametrize("kind", [name for name in registry() if name != "administration"])
def test_scenarios_are_the_same_until_they_part(read_scenario: Read, factory: Make, kind: str) -> None:
    example = STRONGER.get(kind, registry()[kind].example)
    lever = re.sub(r"end: \d+", "end: 2035", re.sub(r"start: \d+", f"start: {LATER}", example))
    pair = read_scenario("status_quo", END), read_scenario("status_quo", END, f"policies=[{lever}]")
    made = factory(*pair)
    plain, other = worlds(made), worlds(made, 1)
    before = LATER - pair[0].start
    for table in TABLES:
        a, b = words(plain, table), words(other, table)
        assert (a[:, :before] == b[:, :before]).all(), table
    assert any((words(plain, table)[:, before:] != words(other, table)[:, before:]).any() for table in TABLES)


@pytest.mark.parametrize("base", ["status_quo", "asian_nato"])
def test_levers_without_strength_change_not_a_bit(read_scenario: Read, factory: Make, base: str) -> None:
    plain = worlds(factory(read_scenario(base, END)))
    pact = "{type: formal_pact, start: 2027, invited: [AUS, JPN, PHL], quorum: 3, minimum: 2, preparedness: 0.6, "
    own = [f"{pact}exit_price: 0.5, notice: 1}}"] if base == "asian_nato" else []
    idle = worlds(factory(read_scenario(base, END, f"policies=[{', '.join([*own, *NOTHING])}]")))
    for table in TABLES:
        assert (words(plain, table) == words(idle, table)).all(), table


def test_every_type_of_lever_but_two_can_ask_for_nothing() -> None:
    kinds = {lever.partition("type: ")[2].partition(",")[0] for lever in NOTHING}
    assert kinds == set(registry()) - {"formal_pact", "government"}


LUCK = ("WINDOW_LUCK", "CHOICE_LUCK", "RATIFY_LUCK", "NEW_GOVERNMENT", "MISJUDGEMENT", "LATENT", "PACT_LATENT")


def drawn(made: Factory) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Of eight worlds every number of the evidence by name, and by country the luck of the last step; lanes last."""
    ensemble, ids = Ensemble.of(made), np.arange(WIDTH)
    (plan,) = ensemble.plans
    at, grid = layout_in(plan), made.frames[0].grid
    store = np.zeros((at.rows, WIDTH))
    run_blocks(plan, ids, ensemble.fitted(ids).ids, np.empty((WIDTH, 0)), store)
    named = names_of(made.evidence, grid.countries, grid.flashpoints, made.frames[0].levers.bodies)
    numbers = {n.name: store[k].copy() for k, n in enumerate(named) if n.name}
    states = store[at.state : at.state + at.n * layout.WIDE_STATE].reshape(at.n, layout.WIDE_STATE, WIDTH)
    own = [getattr(layout, name) for name in LUCK]
    return numbers, {c: states[i, own].copy() for i, c in enumerate(grid.countries)}


def test_who_else_takes_part_changes_no_draw(read_scenario: Read, factory: Make) -> None:
    everyone, without = (drawn(factory(read_scenario("status_quo", END, s))) for s in ("drop=[]", "drop=[AUS, KOR]"))
    for all_, some in zip(everyone, without, strict=True):
        assert 0 < len(some) < len(all_)
        assert [name for name, values in some.items() if values.tobytes() != all_[name].tobytes()] == []
    spread = [name for name, values in without[0].items() if np.unique(values).size == WIDTH]
    assert len(spread) > 300  # they are draws


def test_worlds_are_drawn_by_seed_and_id(read_scenario: Read, factory: Make) -> None:
    one, other = (drawn(factory(read_scenario("status_quo", END, f"seed={s}", "draws=prior")))[0] for s in (1, 2))
    same = [name for name, values in one.items() if (values == other[name]).any() and np.unique(values).size == WIDTH]
    assert same == []
