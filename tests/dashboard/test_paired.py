"""The dashboard's numbers are those of `pactsim compare`, and its pictures show them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from sim.dashboard import charts
from sim.dashboard.paired import OF_COUNTRIES, Paired, compared
from sim.dashboard.situation import Side, Situation, scenarios
from sim.engine.calibrated import Calibrated
from sim.evidence import Evidence
from sim.results.store import open_study

WORLDS = 24


@pytest.fixture(scope="module")
def found(evidence: Evidence, calibrated: Calibrated) -> Paired:
    both = scenarios(Situation((Side("status_quo"), Side("asian_nato"))), evidence)
    return compared(both, evidence, calibrated, WORLDS, "ensemble")


def test_they_are_those_of_a_study(found: Paired, tmp_path: Path, evidence: Evidence) -> None:
    from sim.analysis.study import analyse
    from sim.engine.study import Order, conduct

    order = Order("compare", tuple(s.model_copy(update={"replicates": WORLDS}) for s in found.scenarios), tmp_path,
                  engine="ensemble")  # fmt: skip
    study = open_study(conduct(order, evidence).path)
    table = analyse(study)["comparison"]
    whole = table[table["kind"] == "all"].set_index("outcome")
    for line in found.lines:
        row = whole.loc[line.outcome.name]
        told = (line.a, line.b, line.difference, line.low, line.high)
        assert told == pytest.approx(tuple(row[["level_a", "level_b", "difference", "ci_low", "ci_high"]]))
    japan = table[(table["kind"] == "country") & (table["scope"] == "JPN")].set_index("outcome")
    for line in found.own["JPN"]:
        assert (line.a, line.b) == pytest.approx(tuple(japan.loc[line.outcome.name, ["level_a", "level_b"]]))


def test_shares_of_postures_add_up(found: Paired) -> None:
    assert found.shares.shape == (2, 20, 12, 5)
    np.testing.assert_allclose(found.shares.sum(axis=-1), 1)
    assert (found.worlds, found.failed) == (WORLDS, 0)
    assert [line.outcome.name for line in found.own["KOR"]] == list(OF_COUNTRIES)
    assert not found.pact.mean[0].any()


def test_pictures_hold_the_numbers_and_say_them(found: Paired) -> None:
    pact = charts.course(found, found.pact, "Pact in force")
    (line,) = [one for one in pact["series"] if one["name"] == "Asian NATO"]
    assert line["data"] == [round(100 * float(v), 2) for v in found.pact.mean[1]]
    assert "Pact in force" in pact["aria"]["label"]["description"]
    own = charts.country(found, "JPN")
    assert len(own["series"]) == 10
    ends = charts.ends(found)
    totals = np.sum([one["data"] for one in ends["series"]], axis=0)
    np.testing.assert_allclose(totals, 200, atol=0.6)  # two scenarios, rounded to a tenth
    for option in (pact, own, ends):
        json.dumps(option, allow_nan=False)
