"""Anchors carried over to drawn parameters, and to postures that were never open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sim.engine.anchor import anchored, extrapolate, interpolate, invert
from sim.engine.calibrated import Calibrated
from sim.engine.record import COUNTRY_COLUMNS, THEATRE_COLUMNS
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory
from sim.scenario import Scenario

CURVE = ((0.02, -0.4), (0.1, 0.0), (0.3, 0.5))


@pytest.mark.parametrize(
    ("x", "y"), [(0.0, -0.4), (0.02, -0.4), (0.06, -0.2), (0.1, 0.0), (0.2, 0.25), (0.3, 0.5), (0.9, 0.5)]
)
def test_interpolate_by_hand(x: float, y: float) -> None:
    assert interpolate(CURVE, x) == pytest.approx(y)


def _base(stage: Any, replicate: int | None = None, name: str = "status_quo") -> tuple[Factory, Any]:
    made, world = stage.world(name, replicate=replicate)
    return made, world


def test_constants_of_what_was_never_open_stand_on_the_highest_rung_that_was(stage: Any) -> None:
    _, world = _base(stage)
    w = world.weights
    raw = invert(world, 0.8)
    given = extrapolate(world, raw, 0.2)
    ally, pact, network = (world.postures.index(p) for p in ("ally", "pact", "network"))
    for i in range(len(world.countries)):
        before, after = raw.constants[i], given.constants[i]
        if world.treaty[i]:
            assert after[:pact] == before[:pact]
            assert after[pact] == pytest.approx(before[ally] + 0.2)
        else:
            assert after[:ally] == before[:ally]
            assert after[ally] == pytest.approx(before[network] + 0.2)
            assert after[pact] == pytest.approx(before[network] + 0.2 - w.treaty_reluctance)


def test_the_central_world_has_the_stored_constants(stage: Any, calibrated: Calibrated) -> None:
    made, world = _base(stage)
    found = anchored(world, made.middle, calibrated)
    for i, code in enumerate(world.countries):
        assert found.stakes[i] == pytest.approx(calibrated.stakes[code], rel=1e-12)
        assert found.other_motives[i] == pytest.approx(calibrated.other_motives[code], abs=1e-12)
        for o, posture in enumerate(world.postures):
            if posture != "pact" and (posture != "ally" or world.treaty[i]):
                assert found.constants[i][o] == pytest.approx(calibrated.constants[code][posture], abs=1e-12)


def test_countries_have_the_stored_constants_in_the_company_they_were_fitted_in(
    stage: Any, calibrated: Calibrated
) -> None:
    """In the whole theatre the six that joined do; the twelve, fitted without them, are solved anew."""
    made, world = _base(stage, name="whole_theatre")
    found, own = anchored(world, made.middle, calibrated), invert(world, calibrated.exit_ratio)
    twelve = calibrated.base_years[0]
    for i, code in enumerate(world.countries):
        for o, posture in enumerate(world.postures):
            if posture in ("pact", "ally"):
                continue
            stored = calibrated.constants[code][posture]
            assert found.constants[i][o] == pytest.approx(own.constants[i][o], abs=1e-6), code
            if code not in twelve:
                assert found.constants[i][o] == pytest.approx(stored, abs=1e-12), code
    moved = [
        code
        for i, code in enumerate(world.countries)
        for o, posture in enumerate(world.postures)
        if posture in ("accommodate", "hedge", "network")
        and abs(found.constants[i][o] - calibrated.constants[code][posture]) > 1e-5
    ]
    assert moved
    assert set(moved) <= set(twelve)


def test_a_wider_theatre_moves_no_central_value_of_the_twelve(stage: Any) -> None:
    narrow, wide = _base(stage)[0].middle, _base(stage, name="whole_theatre")[0].middle
    assert narrow == wide


def test_what_is_stored_shifts_every_world_alike(stage: Any, calibrated: Calibrated) -> None:
    """A user who edits a stored constant moves it by the same amount in worlds with drawn parameters."""
    made, world = _base(stage, replicate=3)
    lines = {code: dict(line) for code, line in calibrated.constants.items()}
    lines["JPN"]["network"] += 0.25
    moved = replace(calibrated, constants=lines, stakes={**calibrated.stakes, "KOR": 2 * calibrated.stakes["KOR"]})
    before, after = anchored(world, made.middle, calibrated), anchored(world, made.middle, moved)
    j, k = world.countries.index("JPN"), world.countries.index("KOR")
    network = world.postures.index("network")
    assert after.constants[j][network] - before.constants[j][network] == pytest.approx(0.25)
    assert after.stakes[k] == pytest.approx(2 * before.stakes[k])
    assert after.constants[k] == before.constants[k]


def test_the_likelier_a_pact_is_held_the_dearer_its_constant(stage: Any) -> None:
    pact = []
    for prior in (0.02, 0.1, 0.3):
        made, _ = stage.world("status_quo", f"parameters.pact_formation_prior={prior}")
        base, anchor = made.anchor(made.frames[0], {**made.row(0), "law.pact_formation_prior": prior})
        pact.append(anchor.constants[base.countries.index("JPN")][-1])
    assert pact == sorted(pact)
    assert pact[0] < pact[2]


def test_a_scenario_that_sets_the_prior_or_the_rate_has_its_base_year_anchored_with_it(
    factory: Callable[..., Factory], read_scenario: Callable[..., Scenario]
) -> None:
    """Only the base year reads them: in both engines, and each of the scenarios paired by its own."""
    sets = ((), ("parameters.pact_formation_prior=0.3",), ("parameters.posture_change_rate=0.2",))
    plain, sure, restless = (
        read_scenario("asian_nato", "horizon.end=2036", *own).model_copy(update={"name": f"with_{k}"})
        for k, own in enumerate(sets)
    )
    made = factory(plain, sure, restless)
    constants = [model.anchor.constants for model in made.models(3)]
    open_ = [[line[:3] for line in one] for one in constants]  # the rungs that need no treaty
    assert open_[0] == open_[1] != open_[2]
    assert all(a[-1] != b[-1] for a, b in zip(constants[0], constants[1], strict=True))
    mesa, ensemble = (run_worlds(made, range(40), 1, engine=engine).whole() for engine in ("mesa", "ensemble"))  # type: ignore[arg-type]
    assert [rows.tobytes() for rows in mesa.countries] == [rows.tobytes() for rows in ensemble.countries]
    shares = [rows[..., THEATRE_COLUMNS.index("pact_in_force")].max(axis=1).mean() for rows in ensemble.theatre]
    rates = [rows[..., COUNTRY_COLUMNS.index("changed")].mean() for rows in ensemble.countries]
    assert shares[1] > shares[0] + 0.03
    assert rates[2] > 2 * rates[0]
