from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.panel import Panel
from sim.errors import InputError


def test_a_table_is_laid_out_by_scenario_world_year_and_unit(small) -> None:
    frame = small.frames(replicates=3)["countries"].sample(frac=1, random_state=1)
    small.set_where(frame, "trust", 0.9, scenario="storm", replicate=2, year=2027, country="BBB")
    small.set_where(frame, "posture", "ally", scenario="calm", replicate=0, country="AAA")
    panel = Panel(frame, ("storm", "calm"), "country", "countries")
    assert panel.shape == (2, 3, 2, 2)
    assert panel.units == ("AAA", "BBB")
    assert panel.years.tolist() == [2026, 2027]
    trust = panel.cube("trust")
    assert trust[0, 2, 1, 1] == 0.9
    assert trust.sum() == pytest.approx(23 * 0.5 + 0.9)
    ally = panel.where("posture", "ally")
    assert ally[1, 0, :, 0].tolist() == [1, 1]
    assert ally.sum() == 2


def test_a_missing_world_is_not_a_number(small) -> None:
    frame = small.frames()["theatre"]
    frame = frame[~((frame["scenario"] == "calm") & (frame["replicate"] == 1))]
    panel = Panel(frame, ("calm", "storm"), None, "theatre")
    assert panel.units == ("all",)
    assert panel.present.tolist() == [[True, False, True, True], [True] * 4]
    assert np.isnan(panel.cube("polarisation")[0, 1]).all()
    assert np.isnan(panel.cube("polarisation")).sum() == 2


def test_a_world_with_gaps_is_refused(small) -> None:
    frame = small.frames()["countries"]
    gone = (frame["scenario"] == "storm") & (frame["replicate"] == 3) & (frame["country"] == "BBB")
    with pytest.raises(InputError, match="tables: storm: world 3 lacks years, countries or flashpoints"):
        Panel(frame[~gone], ("calm", "storm"), "country", "tables")


def test_a_scenario_without_worlds_is_refused(small) -> None:
    frame = small.frames(scenarios=("calm",))["theatre"]
    with pytest.raises(InputError, match="storm: no world of this scenario was finished"):
        Panel(frame, ("calm", "storm"), None, "theatre")


def test_other_scenarios_in_the_table_are_left_out(small) -> None:
    frame = small.frames(scenarios=("calm", "storm", "third"))["theatre"]
    assert Panel(frame, ("calm", "storm"), None, "theatre").shape == (2, 4, 2, 1)
