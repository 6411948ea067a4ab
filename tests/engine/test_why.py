"""Explanations: knobs turn what they say, and the nearest crossing is the one told."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.engine.facts import distance_to_hub, facts
from sim.engine.knobs import KNOBS, Knob
from sim.engine.why import crossing, sweep
from sim.evidence import Evidence
from sim.law.types import Situation, Support

SUPPORT = Support(*(0.7 + k / 100 for k in range(len(Support._fields))))
VIEW = Situation(SUPPORT, *(0.5 + k / 100 for k in range(len(Situation._fields) - 1)))


def _flat(view: Situation) -> dict[str, float]:
    """Everything seen, by name."""
    return {**view.support._asdict(), **{k: v for k, v in view._asdict().items() if k != "support"}}


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_a_knob_at_its_present_setting_changes_nothing(knob: Knob) -> None:
    assert _flat(knob.turn(VIEW, knob.present(VIEW))) == pytest.approx(_flat(VIEW))
    assert list(knob.settings) == sorted(knob.settings)


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_a_knob_turns_one_thing(knob: Knob) -> None:
    before, turned = _flat(VIEW), _flat(knob.turn(VIEW, 0.9))
    moved = {name for name in before if turned[name] != before[name]}
    assert 1 <= len(moved) <= 2
    assert len(moved) == 1 or moved == {"trust", "hub"}  # support is trust x presence x capability


def test_trust_turns_the_support_that_rests_on_it() -> None:
    view = VIEW._replace(trust=0.5, support=SUPPORT._replace(hub=160.0))
    turned = next(k for k in KNOBS if k.name == "trust").turn(view, 0.25)
    assert (turned.trust, turned.support.hub) == (0.25, 80.0)


def test_crossing_by_hand() -> None:
    settings = np.array([0.0, 1.0, 2.0, 3.0])
    # posture 3 leads; 2 overtakes between 2 and 3 (lead 1 to -1), 1 between 0 and 1 (lead -1 to 3)
    curve = np.array([[0.0, 1.0, -1.0], [3.0, 0.0, 1.0], [2.0, 0.0, 1.0], [1.0, 0.0, 2.0]])
    assert crossing(settings, curve, [3, 1, 2], 3, 2.2) == pytest.approx((2.5, 2))
    assert crossing(settings, curve, [3, 1, 2], 3, 1.0) == pytest.approx((0.25, 1))


def test_what_nothing_overtakes_has_no_crossing() -> None:
    at, rival = crossing(np.array([0.0, 1.0]), np.array([[3.0, 1.0], [3.0, 2.0]]), [0, 1], 0, 0.5)
    assert math.isnan(at)
    assert rival is None


def test_a_sweep_passes_through_the_choice_as_it_was(stage: Any) -> None:
    model = stage.model("asian_nato", "horizon.end=2028", keep_terms=True)
    model.step()
    country = model.countries[model.world.countries.index("JPN")]
    assert country.view is not None
    before = dict(country.utilities)
    knob = next(k for k in KNOBS if k.name == "threat")
    rows = sweep(country, knob)
    at = knob.settings.index(1.0)
    assert {o: rows[at, o] for o in before} == pytest.approx(before)
    assert np.isnan(rows[:, [o for o in range(len(model.ladder)) if o not in before]]).all()
    assert country.utilities == before
    # a greater threat makes every posture less secure
    assert (np.diff(rows[:, list(before)], axis=0) < 0).all()


def test_distance_to_the_hub_is_that_to_its_nearest_garrison(evidence: Evidence) -> None:
    hosts = {c for c, item in evidence.countries.items() if item.parameters["hub_troops"].value >= 1.0}
    assert {"JPN", "KOR"} <= hosts
    assert distance_to_hub(evidence, evidence.countries["JPN"]) == 0.0
    vietnam = distance_to_hub(evidence, evidence.countries["VNM"])
    pairs = [evidence.dyads.distance_km[min("VNM", h), max("VNM", h)].value for h in hosts]
    assert vietnam == min(pairs) > 0.0


def test_facts_cover_those_that_take_part(evidence: Evidence) -> None:
    found = facts(evidence, ("AUS", "JPN"))
    assert set(found.countries) == {"AUS", "JPN"}
    assert {tie.pair for tie in found.ties} == {("AUS", "JPN")}
    assert set(facts(evidence, ()).countries) == set(evidence.countries)
    assert [p.name for p in found.postures] == list(evidence.postures)
