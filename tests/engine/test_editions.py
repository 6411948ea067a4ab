"""Worlds of past years: the base year is reality there too, and nothing is stored of it but the ratio and the curve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.engine.alike import check_alike
from sim.engine.calibrated import Calibrated, read_calibrated
from sim.engine.ensemble.simulate import simulate
from sim.engine.mesa_model import PactModel
from sim.engine.record import COUNTRY_COLUMNS
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory
from sim.errors import InputError
from sim.evidence import Evidence
from sim.scenario import Scenario

Make = Callable[..., Factory]
YEARS = (1951, 1970, 1990, 2000, 2015)
HISTORY = [f"history_{year}" for year in YEARS]


def after_a_step(stage: Any, name: str, *sets: str, replicate: int | None = None) -> PactModel:
    """A world after its first step, of central numbers unless a replicate is named, without luck."""
    model: PactModel = stage.model(name, *sets, replicate=replicate, keep_terms=True)
    model.step()
    return model


@pytest.mark.parametrize("name", HISTORY)
def test_without_levers_the_first_year_shows_the_observed_postures(
    factory: Make, evidence: Evidence, read_scenario: Callable[..., Scenario], name: str
) -> None:
    made = factory(read_scenario(name, "policies=[]"))
    worlds = run_worlds(made, range(100), 1, engine="ensemble").whole()
    postures = worlds.countries[0][:, 0, :, COUNTRY_COLUMNS.index("posture")]
    own, ladder = evidence.at(made.scenarios[0].edition), list(evidence.postures)
    observed = [ladder.index(own.countries[code].posture.value) for code in made.frames[0].grid.countries]
    assert (postures == observed).mean() > 0.97
    assert ((postures == observed).mean(axis=0) > 0.9).all()


def test_an_edition_stores_the_ratio_and_the_curve_alone(evidence: Evidence, calibrated: Calibrated) -> None:
    past = read_calibrated(evidence.at(1990))
    assert evidence.calibration is not None
    assert past.exit_ratio == evidence.calibration["editions"]["1990"]["value"] != calibrated.exit_ratio
    assert past.pact_curve == calibrated.pact_curve
    assert (past.stakes, past.other_motives, past.constants) == ({}, {}, {})
    assert past.base_years == (tuple(evidence.at(1990).countries),)


def test_company_does_not_move_the_base_year(stage: Any) -> None:
    model = after_a_step(stage, "history_1970", "include=[AUS, TWN]", "policies=[]", replicate=5)
    assert [max(c.probabilities, key=lambda o: c.probabilities[o]) for c in model.countries] == [3, 3]


def test_the_administration_in_office_changes_nothing_in_its_own_base_year(stage: Any) -> None:
    for name in ("status_quo", "history_1990"):
        model = after_a_step(stage, name)
        assert (model.commitment, model.leadership, model.trust_push) == (1.0, 1.0, 0.0)
        assert model.administration == (name == "history_1990")


def test_an_administration_of_the_other_kind_is_felt_the_other_way(stage: Any) -> None:
    inward = "policies=[{type: administration, start: 1990, holder: america_first}]"
    model = after_a_step(stage, "history_1990", inward)
    w = model.w
    assert model.commitment == pytest.approx(1 / w.commitment_internationalist)
    assert model.leadership == pytest.approx(1 / w.leadership_internationalist)
    assert model.trust_push < -w.trust_internationalist


def test_worlds_of_two_years_cannot_be_paired(read_scenario: Callable[..., Scenario]) -> None:
    with pytest.raises(InputError) as caught:
        check_alike((read_scenario("status_quo"), read_scenario("history_1990")))
    assert [str(problem) for problem in caught.value.problems] == [
        "history_1990: edition: is about 1990, but 'status_quo' about today; worlds share one year's evidence"
    ]


def test_taipei_loses_its_treaty_and_seoul_gets_one(factory: Make) -> None:
    def share(name: str, code: str, year: int) -> Any:
        made = factory(name)
        end = simulate(made, range(200), keep="trajectories")
        step = year - made.scenarios[0].start
        column = end.of("countries", "posture")
        return np.mean(np.asarray(column)[:, step, made.frames[0].grid.countries.index(code)] == 3)

    assert share("history_1970", "TWN", 1975) > 0.5
    assert share("history_1970", "TWN", 1985) == 0.0
    assert share("history_1951", "KOR", 1952) == 0.0
    assert share("history_1951", "KOR", 1960) > 0.5
