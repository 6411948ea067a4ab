"""A pact just in force is put to the test, and those outside it grow apart from its members."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.law import crisis, ties
from sim.law.arithmetic import approach, kept
from sim.world.records import World

Parts = dict[str, Any]  # of luck, those in which it is not still

FOUNDERS = ("AUS", "JPN", "PHL")
SHORT = "horizon.end=2034"
NEVER = 1 - 2**-33


def _offer(preparedness: float = 0.25) -> str:
    terms = f"quorum: 3, minimum: 2, notice: 0, preparedness: {preparedness}"
    return f"policies=[{{type: formal_pact, start: 2027, invited: [AUS, JPN, PHL], {terms}}}]"


def _ratifying(world: World) -> Parts:
    """Luck under which nothing happens but that whoever has signed ratifies at once."""
    n, t = len(world.countries), world.steps
    return {"review": [[[NEVER, NEVER, NEVER, 0.0]] * n for _ in range(t)]}


def _founded(step: int = 1, **more: tuple[int, str]) -> dict[tuple[str, int], str]:
    script = {(code, step): "pact" for code in FOUNDERS}
    return script | {(code, when): posture for code, (when, posture) in more.items()}


def _told(stage: Any, *sets: str, script: Any = None, preparedness: float = 0.25) -> Any:
    script = _founded() if script is None else script
    return stage.run("status_quo", SHORT, _offer(preparedness), *sets, script=script, luck=_ratifying)


def _weights(told: Any, codes: tuple[str, ...] = FOUNDERS) -> np.ndarray:
    """How much of those exposed at each flashpoint are these."""
    world = told.model.world
    rows = [world.countries.index(code) for code in codes]
    return np.array([sum(place.weight[i] for i in rows) for place in world.places])


def test_the_hazard_rises_where_its_members_are_exposed_and_this_fades(stage: Any) -> None:
    tested = _told(stage, "parameters.commitment_hazard=0.8")
    spared = _told(stage, "parameters.commitment_hazard=0")
    rise = np.log(tested.place("hazard") / spared.place("hazard"))
    weights, speed = _weights(tested), tested.model.w.commitment_settling
    assert (rise[0] == 0.0).all()
    for years in range(8):  # founded in the second step: 0.8 x 0.75 x what its members bear x what has not faded
        assert rise[1 + years] == pytest.approx(0.6 * weights * kept(speed, float(years)), rel=1e-9), years
    assert weights.max() > 0.2
    assert (np.diff(rise[1:, weights > 0], axis=0) < 0).all()


@pytest.mark.parametrize("parts", [2, 4])
def test_it_fades_by_the_year_whatever_the_step(stage: Any, parts: int) -> None:
    script = _founded(parts)

    def rise(*sets: str) -> np.ndarray:
        told = [_told(stage, *sets, f"parameters.commitment_hazard={k}", script=script) for k in (0.8, 0)]
        return np.log(told[0].place("hazard") / told[1].place("hazard"))

    yearly = np.log(
        _told(stage, "parameters.commitment_hazard=0.8").place("hazard")
        / _told(stage, "parameters.commitment_hazard=0").place("hazard")
    )
    assert rise(f"step={1 / parts}")[parts::parts] == pytest.approx(yearly[1:], rel=1e-9)


def test_one_that_is_fully_prepared_is_put_to_no_test(stage: Any) -> None:
    tested, spared = (_told(stage, f"parameters.commitment_hazard={k}", preparedness=1) for k in (0.8, 0))
    assert tested.theatre("pact_in_force").any()
    assert tested.journal.places == spared.journal.places


def test_without_a_pact_nothing_is_tested(stage: Any) -> None:
    tested, spared = (_told(stage, f"parameters.commitment_hazard={k}", script={}) for k in (0.8, 0))
    assert tested.journal.places == spared.journal.places
    assert not any(tested.model.tested)


def test_a_pact_that_lapsed_is_tested_no_longer_and_a_new_one_begins_anew(stage: Any) -> None:
    script = {**_founded(), ("PHL", 3): "ally", ("AUS", 3): "ally", **_founded(5)}
    model = stage.model("status_quo", SHORT, _offer(), script=script, luck=_ratifying)
    seen = []
    for _ in range(model.world.steps):
        model.step()
        seen.append((model.in_force, model.pact_age, sum(model.tested)))
    assert [bool(force) for force, _, _ in seen] == [False, True, True, False, False] + [True] * 4
    assert [age for _, age, _ in seen] == [0, 0, 1, 2, 0, 0, 1, 2, 3]
    assert [tested > 0 for _, _, tested in seen] == [False, True, True, False, False] + [True] * 4
    assert seen[5][2] == seen[1][2] > seen[6][2]


def test_who_thinks_of_joining_reckons_with_the_test(stage: Any) -> None:
    """It counts against the pact alone, and against staying out of it once it is left: for members it is a gain."""

    def terms(effect: float) -> Any:
        sets = (SHORT, _offer(), f"parameters.commitment_hazard={effect}")
        model = stage.model("status_quo", *sets, keep_terms=True)
        seen: dict[str, Any] = {}
        model.listeners.append(
            lambda c: seen.update({model.world.countries[c.index]: c.terms}) if model.t == 1 else None
        )
        model.step()
        model.step()
        return model, seen

    (model, tested), (_, spared) = terms(0.8), terms(0.0)
    bound = model.world.postures.index("pact")
    for code in FOUNDERS:
        assert tested[code][bound].entrapment < spared[code][bound].entrapment
        for name in ("security", "retaliation", "affinity", "inertia", "burden"):
            assert getattr(tested[code][bound], name) == getattr(spared[code][bound], name)
        assert {o: t for o, t in tested[code].items() if o != bound} == {
            o: t for o, t in spared[code].items() if o != bound
        }
    assert {code: t for code, t in tested.items() if code not in FOUNDERS} == {
        code: t for code, t in spared.items() if code not in FOUNDERS
    }


def test_a_founder_expects_the_hazard_that_its_joining_brings(stage: Any) -> None:
    model = stage.model("status_quo", SHORT, _offer(), keep_terms=True)
    model.step()
    model.step()
    w = model.w
    assert model.trial == crisis.trial(w.commitment_hazard, 0.25, w.commitment_settling, 0.0)


def _tie(told: Any, a: str, b: str) -> float:
    names = told.model.world.countries
    return float(told.model.ties[names.index(a)][names.index(b)])


def test_those_left_out_grow_apart_from_its_members_and_from_nobody_else(stage: Any) -> None:
    parted = _told(stage, "parameters.alienation=0.4")
    close = _told(stage, "parameters.alienation=0")
    assert _tie(parted, "JPN", "KOR") < _tie(close, "JPN", "KOR")
    assert _tie(parted, "AUS", "IND") < _tie(close, "AUS", "IND")
    assert _tie(parted, "AUS", "JPN") == _tie(close, "AUS", "JPN")
    assert _tie(parted, "KOR", "TWN") == _tie(close, "KOR", "TWN")


def test_without_a_pact_nobody_grows_apart(stage: Any) -> None:
    parted = _told(stage, "parameters.alienation=0.4", script={})
    close = _told(stage, "parameters.alienation=0", script={})
    assert parted.journal.theatre == close.journal.theatre
    assert parted.model.ties == close.model.ties


def test_a_tie_with_one_left_out_by_hand(stage: Any) -> None:
    model = stage.model("status_quo", SHORT, _offer(), "parameters.alienation=0.4", script=_founded(), luck=_ratifying)
    model.step()
    j, k = (model.world.countries.index(code) for code in ("JPN", "KOR"))
    before = model.ties[j][k]
    model.step()
    w, joint = model.w, model.cooperation
    goal = ties.target(model.depths[k][j], model.leadership, joint[j], joint[k], 0.6, 1.0, 0.0, 0.0)
    left = kept(w.tie_growth if goal > before else w.tie_decay, 1.0)
    assert model.ties[j][k] == pytest.approx(approach(before, goal, left), rel=1e-14)


def _help(stage: Any, haste: float, **how: Any) -> Callable[[str], float]:
    told = _told(stage, f"parameters.haste_loss={haste}", preparedness=0.8, **how)
    return lambda code: float(told.model.countries[told.model.world.countries.index(code)].strength)


def test_planning_in_haste_brings_members_less(stage: Any) -> None:
    hasty, ready = _help(stage, 0.9), _help(stage, 0.0)
    assert all(hasty(code) < ready(code) for code in FOUNDERS)
    hasty, ready = _help(stage, 0.9, script={}), _help(stage, 0.0, script={})
    assert all(hasty(code) == ready(code) for code in ("KOR", "TWN", "VNM"))  # to whom no pact is open
