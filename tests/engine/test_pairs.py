"""Paired worlds: same luck, to the bit, until a scenario gives a reason to differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.engine.harvest import Batch
from sim.engine.mesa_model import PactModel
from sim.engine.processes import run_replicate
from sim.engine.worlds import Factory
from sim.policy import registry
from sim.scenario import Scenario

Read = Callable[..., Scenario]
Make = Callable[..., Factory]
PARTS = ("countries", "theatre", "places")


def _run(factory: Factory, replicate: int = 0) -> Batch:
    found = run_replicate(factory, replicate)
    assert isinstance(found, Batch), found[0].traceback
    return found


def _same(a: Batch, b: Batch, first: int = 0, second: int = 0, until: float = 1.0) -> bool:
    """Whether the rows of two scenarios are the same bits over the first share of the run."""
    pairs = ((getattr(a, part)[first][0], getattr(b, part)[second][0]) for part in PARTS)
    return all(np.array_equal(x[: round(len(x) * until)], y[: round(len(y) * until)]) for x, y in pairs)


def _with(read: Read, policy: str, name: str = "status_quo", *sets: str) -> Scenario:
    """A scenario with one policy more."""
    plain = read(name, *sets)
    given = read(name, *sets, f"policies=[{policy}]")
    return given.model_copy(update={"name": "other", "policies": (*plain.policies, *given.policies)})


def test_the_same_seed_gives_the_same_world(factory: Make) -> None:
    one, other = (_run(factory("asian_nato"), 7) for _ in range(2))
    assert _same(one, other)


def test_another_seed_or_replicate_gives_another_world(factory: Make, read_scenario: Read) -> None:
    one = _run(factory("status_quo"), 7)
    assert not _same(one, _run(factory("status_quo"), 8))
    assert not _same(one, _run(factory(read_scenario("status_quo", "seed=1")), 7))


def test_a_world_does_not_depend_on_those_before_it_or_beside_it(factory: Make) -> None:
    alone = _run(factory("asian_nato"), 3)
    made = factory("status_quo", "asian_nato", "us_retreat")
    for replicate in (0, 5):
        _run(made, replicate)
    assert _same(alone, _run(made, 3), 0, 1)
    turned = _run(factory("asian_nato", "status_quo"), 3)
    assert _same(alone, turned)


def test_explaining_a_world_does_not_change_it(factory: Make) -> None:
    plain, told = (factory("asian_nato").models(4)[0] for _ in range(2))
    told.keep_terms = True
    seen: list[int] = []
    told.listeners.append(lambda country: seen.append(country.index))
    a, b = plain.run(), told.run()
    assert (a.countries, a.theatre, a.places) == (b.countries, b.theatre, b.places)
    assert len(seen) == 12 * 20


SOON = {
    "tariff": "{type: tariff, start: 2030, change: 40}",
    "formal_pact": "{type: formal_pact, start: 2030, invited: [JPN, AUS, PHL, KOR], quorum: 2, exit_price: 2}",
    "troop_change": "{type: troop_change, start: 2030, change: -0.8}",
    "commitment": "{type: commitment, start: 2030, change: -0.5}",
    "security_guarantee": "{type: security_guarantee, start: 2030, countries: [TWN], change: 0.5}",
    "burden_demand": "{type: burden_demand, start: 2030, target: 5, penalty: 0.5}",
    "minilateral": "{type: minilateral, start: 2030, members: [JPN, KOR], depth: 0.4}",
    "institution": "{type: institution, start: 2030, institution: aukus, depth: 1.5, invite: [JPN, KOR]}",
    "reassurance": "{type: reassurance, start: 2030, challenger: 0.5, allies: 0.5}",
    "dialogue": "{type: dialogue, start: 2030, strength: 0.5}",
    "administration": "{type: administration, start: 2030, holder: internationalist}",
    "credibility_shock": "{type: credibility_shock, start: 2030, size: -1}",
    "coercion": "{type: coercion, start: 2030, strength: 5}",
    "inducement": "{type: inducement, start: 2030, strength: 5}",
    "assertiveness": "{type: assertiveness, start: 2030, strength: 2}",
    "growth": "{type: growth, start: 2030, power: challenger, change: -3}",
    "trade_access": "{type: trade_access, start: 2030, change: 0.5}",
    "treaty_offer": "{type: treaty_offer, start: 2030, countries: [AUS, JPN, KOR, PHL], ended: true}",
    "arms_and_technology": "{type: arms_and_technology, start: 2030, countries: [AUS, JPN], change: 1}",
    "grand_bargain": "{type: grand_bargain, start: 2030, reassurance: 0.5, restraint: 0.5, guarantee: -0.5, trust: -1}",
    "hub_exit": "{type: hub_exit, start: 2030}",
    "regime_change": "{type: regime_change, start: 2030, change: -0.5}",
    "government": "{type: government, start: 2030, countries: [KOR, PHL, JPN], orientation: -1}",
    "set_parameter": "{type: set_parameter, start: 2030, parameter: parameters.window_rate, value: 3}",
}


@pytest.mark.parametrize("kind", sorted(registry()))
def test_a_policy_from_2030_on_leaves_the_years_before_alone(kind: str, factory: Make, read_scenario: Read) -> None:
    made = factory("status_quo", _with(read_scenario, SOON[kind]))
    runs = [_run(made, replicate) for replicate in range(3)]
    assert all(_same(run, run, 0, 1, until=4 / 20) for run in runs)
    assert not all(_same(run, run, 0, 1) for run in runs), "the policy has no effect at all"


NOTHING = {
    "tariff": "{type: tariff, start: 2027, change: 0, exempt: {pact: 1}}",
    "formal_pact": "{type: formal_pact, start: 2027, invited: [NZL, THA], quorum: 2, preparedness: 1, exit_price: 3}",
    "troop_change": "{type: troop_change, start: 2027, change: 0}",
    "commitment": "{type: commitment, start: 2027, change: 0}",
    "security_guarantee": "{type: security_guarantee, start: 2027, countries: [TWN], change: 0}",
    "burden_demand": "{type: burden_demand, start: 2027, target: 0, penalty: 1}",
    "minilateral": "{type: minilateral, start: 2027, members: [JPN, KOR], depth: 0}",
    "institution": "{type: institution, start: 2027, institution: quad, depth: 1, invite: [JPN]}",  # which is in it
    "reassurance": "{type: reassurance, start: 2027, challenger: 0, allies: 0}",
    "dialogue": "{type: dialogue, start: 2027, strength: 0}",
    "administration": "{type: administration, start: 2026, end: 2028, holder: america_first}",  # which governs anyway
    "credibility_shock": "{type: credibility_shock, start: 2027, size: 0}",
    "coercion": "{type: coercion, start: 2027, strength: 1}",
    "inducement": "{type: inducement, start: 2027, strength: 1}",
    "assertiveness": "{type: assertiveness, start: 2027, strength: 1}",
    "growth": "{type: growth, start: 2027, power: hub, change: 0}",
    "trade_access": "{type: trade_access, start: 2027, change: 0}",
    "treaty_offer": "{type: treaty_offer, start: 2027, countries: [AUS, JPN]}",  # which have one
    "arms_and_technology": "{type: arms_and_technology, start: 2027, countries: [AUS], change: 0}",
    "grand_bargain": "{type: grand_bargain, start: 2027, reassurance: 0, restraint: 0, guarantee: 0, trust: 0}",
    "hub_exit": "{type: hub_exit, start: 2027, share: 0}",
    "regime_change": "{type: regime_change, start: 2027, change: 0}",
    "government": "{type: government, start: 2027, countries: [NZL, THA], orientation: 1}",  # who stay away
    "set_parameter": "{type: set_parameter, start: 2027, parameter: parameters.pact_notice, value: 1}",  # which it is
}


@pytest.mark.parametrize("kind", sorted(registry()))
@pytest.mark.parametrize("name", ["status_quo", "asian_nato"])
def test_a_lever_of_no_strength_changes_not_a_bit(kind: str, name: str, factory: Make, read_scenario: Read) -> None:
    if kind == "formal_pact" and name == "asian_nato":
        name = "deepen_the_network"  # one pact at a time
    drop = ("drop=[NZL, THA]",)  # so that a pact can be offered to nobody
    made = factory(read_scenario(name, *drop), _with(read_scenario, NOTHING[kind], name, *drop))
    for replicate in range(2):
        run = _run(made, replicate)
        assert _same(run, run, 0, 1)


@pytest.mark.parametrize("gone", ["NZL", "TWN", "KOR"])
def test_a_country_that_stays_away_leaves_the_draws_of_the_others(
    gone: str, factory: Make, read_scenario: Read
) -> None:
    made = factory("asian_nato", read_scenario("asian_nato", f"drop=[{gone}]").model_copy(update={"name": "without"}))
    everyone, without = made.models(2)
    assert len(without.countries) == 11
    stay = [everyone.world.countries.index(c) for c in without.world.countries]
    for part in ("review", "government", "drift", "pact_drift", "perception", "nuclear"):
        old, new = (np.array(getattr(model.luck, part)) for model in (everyone, without))
        assert np.array_equal(old[:, stay], new), part
    assert everyone.luck.crisis == without.luck.crisis
    assert everyone.luck.election == without.luck.election
    assert [everyone.world.spokes[k] for k in stay] == list(without.world.spokes)
    assert isinstance(run_replicate(made, 2), Batch)


@pytest.mark.parametrize("include", ["[AUS, NZL]", "[JPN]", "[JPN, KOR, TWN, PHL]", "[IDN, MYS, SGP, THA]"])
def test_any_few_countries_make_a_world(include: str, factory: Make, read_scenario: Read) -> None:
    made = factory(read_scenario("us_retreat", f"include={include}"))
    _run(made)


def test_common_luck_makes_a_difference_sharper(factory: Make, read_scenario: Read) -> None:
    """The spread of a paired difference is a fraction of that of worlds with luck of their own."""
    made = factory("status_quo", _with(read_scenario, "{type: tariff, start: 2027, change: 10}"))
    runs = [_run(made, replicate) for replicate in range(12)]
    trust = np.array([[rows[..., 9].mean() for rows in run.theatre] for run in runs])
    paired, own = np.std(trust[:, 1] - trust[:, 0]), np.std(trust[1:, 1] - trust[:-1, 0])
    assert paired < own / 2


def test_models_of_one_world_share_their_luck(factory: Make) -> None:
    models: list[Any] = list(factory("status_quo", "asian_nato", "us_retreat").models(1))
    assert all(isinstance(model, PactModel) for model in models)
    assert models[0].luck is models[1].luck is models[2].luck
    assert models[0].world.spokes == models[1].world.spokes
    assert models[0].anchor == models[1].anchor
