from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.analysis.compare import compare, contributions
from sim.analysis.levels import levels
from sim.analysis.samples import Samples, Worlds, sample
from sim.analysis.statistics import student_quantile
from sim.errors import InputError
from sim.results.wording import MINUS


def sampled(small, tmp_path, change, **shape) -> Samples:
    content = small.frames(**shape)
    change(content)
    return next(sample(Worlds(small.study(tmp_path, content))))


def row(frame: pd.DataFrame, outcome: str, scope: str = "all") -> pd.Series:
    (found,) = [r for _, r in frame[(frame["outcome"] == outcome) & (frame["scope"] == scope)].iterrows()]
    return found


def storm_of_trust(small):
    """Trust of AAA in four worlds of the storm: 0.5 + (0.1, 0.2, 0.0, -0.1) in both years."""

    def change(content) -> None:
        for world, step in enumerate((0.1, 0.2, 0.0, -0.1)):
            small.set_where(content["countries"], "trust", 0.5 + step, scenario="storm", replicate=world, country="AAA")

    return change


def test_a_difference_by_hand(small, tmp_path) -> None:
    found = row(compare(sampled(small, tmp_path, storm_of_trust(small)), 0, 1), "trust.mean", "AAA")
    differences = np.array([0.1, 0.2, 0.0, -0.1])
    half = student_quantile(0.95, 3) * differences.std(ddof=1) / 2
    assert found["level_a"] == 0.5
    assert found["level_b"] == pytest.approx(0.55)
    assert found["difference"] == pytest.approx(0.05)
    assert (found["ci_low"], found["ci_high"]) == pytest.approx((0.05 - half, 0.05 + half))
    assert (found["spread_low"], found["spread_high"]) == pytest.approx((-0.085, 0.185))
    assert found["p_better"] == 0.625  # better, better, same, worse
    assert found["worlds"] == 4
    assert (found["low_a"], found["high_a"]) == (0.5, 0.5)


def test_fewer_crises_are_better(small, tmp_path) -> None:
    def change(content) -> None:
        small.set_where(content["flashpoints"], "severity", 2, scenario="calm", flashpoint="cape", replicate=[0, 1, 2])

    found = row(compare(sampled(small, tmp_path, change), 0, 1), "crises_serious.sum")
    assert found["difference"] == pytest.approx(-1.5)  # two years in three worlds of four
    assert found["p_better"] == 0.875
    assert found["drivers"] == f"cape {MINUS}1.500"


def test_a_neutral_outcome_counts_worlds_in_which_it_is_higher(small, tmp_path) -> None:
    def change(content) -> None:
        small.set_where(content["countries"], "effort", 1.0, scenario="storm", replicate=[0, 1])

    found = row(compare(sampled(small, tmp_path, change), 0, 1), "effort.mean")
    assert found["p_better"] == 0.25


def test_the_countries_that_drive_a_difference_are_named_largest_first(small, tmp_path) -> None:
    def change(content) -> None:
        for code, trust in (("AAA", 0.6), ("CCC", 0.1), ("DDD", 0.7), ("EEE", 0.5000001)):
            small.set_where(content["countries"], "trust", trust, scenario="storm", country=code)

    samples = sampled(small, tmp_path, change, countries=("AAA", "BBB", "CCC", "DDD", "EEE"))
    assert row(compare(samples, 0, 1), "trust.mean")["drivers"] == f"CCC {MINUS}0.080, DDD +0.040, AAA +0.020"
    parts = contributions(samples, 0, 1)
    parts = parts[parts["outcome"] == "trust.mean"].sort_values("rank")
    assert parts["scope"].tolist()[:3] == ["CCC", "DDD", "AAA"]
    assert sorted(parts["rank"]) == [1, 2, 3, 4, 5]


def test_worlds_that_failed_in_one_scenario_are_left_out_of_the_pair(small, tmp_path) -> None:
    content = small.frames()
    storm_of_trust(small)(content)
    for name, frame in content.items():
        content[name] = frame[~((frame["scenario"] == "calm") & (frame["replicate"] == 3))]
    samples = next(sample(Worlds(small.study(tmp_path, content))))
    found = row(compare(samples, 0, 1), "trust.mean", "AAA")
    assert found["worlds"] == 3
    assert found["difference"] == pytest.approx(0.1)
    assert levels(samples).groupby("scenario")["worlds"].first().to_dict() == {"calm": 3, "storm": 4}


def test_scenarios_without_a_common_world_cannot_be_compared(small, tmp_path) -> None:
    content = small.frames(replicates=2)
    for name, frame in content.items():
        content[name] = frame[(frame["scenario"] == "calm") == (frame["replicate"] == 0)]
    samples = next(sample(Worlds(small.study(tmp_path, content))))
    with pytest.raises(InputError, match="no world was finished in both calm and storm"):
        compare(samples, 0, 1)


def test_one_world_gives_differences_without_intervals(small, tmp_path) -> None:
    samples = sampled(small, tmp_path, storm_of_trust(small), replicates=1)
    found = row(compare(samples, 0, 1), "trust.mean", "AAA")
    assert found["difference"] == pytest.approx(0.1)
    assert math.isnan(found["ci_low"])
    assert math.isnan(found["ci_high"])


@pytest.mark.parametrize("seed", range(3))
def test_identical_scenarios_give_exactly_nothing(small, tmp_path, seed) -> None:
    rng = np.random.default_rng(seed)

    def change(content) -> None:
        columns_of = {"countries": ("trust", "side", "gdp", "effort"), "flashpoints": ("deterrence", "hazard")}
        for name, columns in columns_of.items():
            half = len(content[name]) // 2
            for column in columns:
                content[name][column] = np.tile(rng.uniform(0, 1, half), 2)

    found = compare(sampled(small, tmp_path, change), 0, 1)
    for column in ("difference", "ci_low", "ci_high", "spread_low", "spread_high"):
        assert (found[column] == 0).all()
    assert (found["p_better"] == 0.5).all()
    assert (found["drivers"] == "").all()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000))
def test_swapping_scenarios_flips_signs_and_parts_add_up(small, tmp_path, seed) -> None:
    rng = np.random.default_rng(seed)

    def change(content) -> None:
        for column in ("trust", "side", "gdp", "capability", "trade_loss"):
            content["countries"][column] = rng.uniform(0.1, 1, len(content["countries"]))
        content["flashpoints"]["severity"] = rng.integers(0, 4, len(content["flashpoints"]))

    samples = sampled(small, tmp_path, change)
    there, back = compare(samples, 0, 1), compare(samples, 1, 0)
    assert np.array_equal(there["difference"], -back["difference"])
    assert there["ci_low"].to_numpy() == pytest.approx(-back["ci_high"].to_numpy())
    assert there["p_better"].to_numpy() == pytest.approx(1 - back["p_better"].to_numpy())
    assert np.array_equal(there["level_a"], back["level_b"])
    parts = contributions(samples, 0, 1).groupby("outcome")["difference"].sum()
    whole = there[there["scope"] == "all"].set_index("outcome")["difference"]
    added = [name for name in parts.index if samples.table[name].when != "any"]
    assert parts[added].to_numpy() == pytest.approx(whole[added].to_numpy(), abs=1e-9)
