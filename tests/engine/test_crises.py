"""Crises break out, are helped or not, and teach; all by draws written by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.law.arithmetic import logit
from sim.world.records import World

Parts = dict[str, Any]  # of luck, those in which it is not still

NEVER = 1 - 2**-33


def _crisis(key: str, step: int, severity: float, help_: float) -> Callable[[World], Parts]:
    """Luck under which nothing happens but one crisis."""

    def luck(world: World) -> Parts:
        t, f = world.steps, len(world.flashpoints)
        crisis = [[[NEVER] * 4 for _ in range(f)] for _ in range(t)]
        crisis[step][world.flashpoints.index(key)] = [0.0, severity, help_, NEVER]
        return {"crisis": crisis}

    return luck


SHORT = "horizon.end=2030"
SHARES = "flashpoints.korea={serious_share: 0.3, war_share: 0.05}"


@pytest.mark.parametrize(("u", "level"), [(0.01, 3), (0.2, 2), (0.6, 1)])
def test_severity_and_help(stage: Any, u: float, level: int) -> None:
    helped = stage.run("status_quo", SHORT, SHARES, luck=_crisis("korea", 1, u, 0.0), script={})
    refused = stage.run("status_quo", SHORT, SHARES, luck=_crisis("korea", 1, u, NEVER), script={})
    for told, help_ in ((helped, 1.0), (refused, 0.0)):
        assert told.place("severity", "korea").tolist() == [0, level, 0, 0, 0]
        assert told.place("helped", "korea").tolist() == [0, help_, 0, 0, 0]
        assert not told.place("severity", "taiwan_strait").any()


def test_help_raises_trust_and_refusal_lowers_it(stage: Any) -> None:
    quiet = stage.run("status_quo", SHORT, script={})
    helped = stage.run("status_quo", SHORT, SHARES, luck=_crisis("korea", 1, 0.01, 0.0), script={})
    refused = stage.run("status_quo", SHORT, SHARES, luck=_crisis("korea", 1, 0.01, NEVER), script={})
    w, world = helped.model.w, helped.model.world
    k = world.countries.index("KOR")
    exposure = world.places[world.flashpoints.index("korea")].exposure[k]
    before = quiet.country("trust", "KOR")[1]
    # a war teaches the whole lesson: (3 - 1) / 2 x exposure
    for told, push in ((helped, w.trust_help), (refused, -w.trust_refusal)):
        moved = logit(told.country("trust", "KOR")[1]) - logit(before)
        assert moved == pytest.approx(push * exposure, rel=1e-9)
    # the lesson is forgotten, a loss more slowly than it came
    trust = refused.country("trust", "KOR")
    assert trust[0] > trust[1] < trust[2] < trust[3] < trust[0]
    assert (trust[2] - trust[1]) < (trust[0] - trust[1]) / 2


def test_a_minor_crisis_teaches_nothing(stage: Any) -> None:
    quiet = stage.run("status_quo", SHORT, script={})
    minor = stage.run("status_quo", SHORT, SHARES, luck=_crisis("korea", 1, 0.9, NEVER), script={})
    assert np.array_equal(quiet.country("trust"), minor.country("trust"))


def test_a_grave_crisis_makes_the_claimants_decide(stage: Any) -> None:
    model = stage.model("status_quo", SHORT, SHARES, luck=_crisis("korea", 1, 0.01, 0.0), script={})
    deciding = []
    for _ in range(4):
        model.lever = model.levers[model.t]
        deciding.append([model.world.countries[c.index] for c in model.countries if model.must_decide(c)])
        model.step()
    assert deciding == [[], [], ["KOR"], []]


def test_dialogue_of_full_strength_leaves_no_crisis(stage: Any) -> None:
    told = stage.run(
        "status_quo",
        SHORT,
        "policies=[{type: dialogue, start: 2026, strength: 1}]",
        luck=_crisis("korea", 1, 0.01, 0.0),
        script={},
    )
    assert not told.place("hazard").any()
    assert not told.place("severity").any()


def test_nobody_helps_where_nothing_was_promised(stage: Any) -> None:
    told = stage.run(
        "status_quo",
        SHORT,
        "countries.KOR={posture: accommodate, guarantee: 0}",
        "flashpoints.korea.war_share=1",
        luck=_crisis("korea", 1, 0.01, 0.0),
        script={},
    )
    assert told.place("severity", "korea")[1] == 3
    assert not told.place("helped").any()


@pytest.mark.parametrize("capability", [0, 1e-6])
def test_an_adversary_without_forces_deters_nobody(stage: Any, capability: float) -> None:
    """North Korea disarmed does not bring the challenger to the Korean line in its stead."""
    told = stage.run("status_quo", SHORT, f"powers.PRK.capability={capability}", script={})
    assert (told.place("deterrence", "korea") > 0.999).all()


def test_frequency_of_crises_is_the_hazard(factory: Any, read_scenario: Any) -> None:
    """Over many worlds as many crises break out as the recorded rates say."""
    from sim.engine.harvest import Batch
    from sim.engine.processes import run_replicate

    made = factory(read_scenario("status_quo"))
    runs = [run for run in (run_replicate(made, r) for r in range(40)) if isinstance(run, Batch)]
    rows = np.concatenate([run.places[0] for run in runs])
    hazard, severity, helped = rows[..., 2], rows[..., 3], rows[..., 4]
    expected = (1 - np.exp(-hazard)).sum()
    found = (severity > 0).sum()
    assert len(runs) == 40
    assert abs(found - expected) < 4 * np.sqrt(expected)
    assert set(np.unique(severity)) <= {0.0, 1.0, 2.0, 3.0}
    assert not helped[severity == 0].any()
    assert 0 < helped[severity > 0].mean() < 1


@pytest.mark.parametrize("parts", [1, 2, 3, 4, 6, 7, 12])
def test_the_hub_elects_once_in_its_cycle_whatever_the_step(stage: Any, parts: int) -> None:
    """Only the step in which an inauguration falls may bring an internationalist; no other draw counts."""
    years = range(2026, 2040)
    when = {(year - 2026) * parts for year in (2029, 2033, 2037)}

    def luck(world: World) -> Parts:
        quiet = _crisis("korea", 0, NEVER, NEVER)(world)
        election = [NEVER if t in when else 0.0 for t in range(world.steps)]
        return {**quiet, "election": election}

    told = stage.run("status_quo", "horizon.end=2039", f"step={1 / parts}", luck=luck, script={})
    administration = told.theatre("administration")
    assert len(administration) == len(years) * parts
    assert administration.tolist() == [0] * (3 * parts) + [1] * (11 * parts)


def _fears(stage: Any, u: float, *sets: str, parts: int = 1) -> tuple[Any, list[list[float]]]:
    """The fear of every country after each step, where a crisis of this severity breaks out at the Korean line."""
    model = stage.model(
        "status_quo", "horizon.end=2032", SHARES, *sets, luck=_crisis("korea", parts, u, 0.0), script={}
    )
    seen = []
    for _ in range(model.world.steps):
        model.step()
        seen.append([c.fear for c in model.countries])
    return model, seen


@pytest.mark.parametrize(("u", "share"), [(0.01, 2.0), (0.2, 1.0), (0.6, 0.0)])
def test_a_crisis_frightens_the_exposed_and_fear_fades(stage: Any, u: float, share: float) -> None:
    model, fears = _fears(stage, u)
    place = model.world.places[model.world.flashpoints.index("korea")]
    assert fears[0] == [0.0] * len(model.countries)
    for years in range(6):
        wanted = [
            model.w.crisis_fear * exposure * share * np.exp(-model.w.fear_fading * years) for exposure in place.exposure
        ]
        assert fears[1 + years] == pytest.approx(wanted, rel=1e-9), years


@pytest.mark.parametrize("parts", [2, 4])
def test_fear_fades_by_the_year_whatever_the_step(stage: Any, parts: int) -> None:
    _, yearly = _fears(stage, 0.01)
    _, finer = _fears(stage, 0.01, f"step={1 / parts}", parts=parts)
    for year in range(1, 7):
        assert finer[year * parts] == pytest.approx(yearly[year], rel=1e-9)


def test_a_second_crisis_adds_to_what_is_left(stage: Any) -> None:
    def luck(world: World) -> Parts:
        once = _crisis("korea", 1, 0.01, 0.0)(world)
        once["crisis"][3][world.flashpoints.index("korea")] = once["crisis"][1][world.flashpoints.index("korea")]
        return once

    model = stage.model("status_quo", SHORT, SHARES, luck=luck, script={})
    k = model.world.countries.index("KOR")
    seen = []
    for _ in range(4):
        model.step()
        seen.append(model.countries[k].fear)
    assert seen[3] == pytest.approx(seen[1] * (1 + np.exp(-2 * model.w.fear_fading)), rel=1e-12)


def test_the_frightened_arm(stage: Any) -> None:
    war = {"luck": _crisis("korea", 1, 0.01, 0.0), "script": {}}
    afraid = stage.run("status_quo", SHORT, SHARES, "parameters.crisis_fear=0.8", **war)
    calm = stage.run("status_quo", SHORT, SHARES, "parameters.crisis_fear=0", **war)
    assert (afraid.country("effort", "KOR")[1:] > calm.country("effort", "KOR")[1:]).all()
    assert afraid.country("effort", "KOR")[0] == calm.country("effort", "KOR")[0]
    assert np.array_equal(afraid.country("trust", "KOR"), calm.country("trust", "KOR"))
