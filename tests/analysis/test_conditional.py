from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.conditional import conditional, groups, thirds
from sim.analysis.samples import Worlds, sample
from sim.analysis.sensitivity import LISTED, chance_correlation, sensitivity

K_D = "law.deterrence_effect"


def opened(small, tmp_path, draws, change=lambda content: None, replicates=6):
    content = small.frames(replicates=replicates)
    if draws is not None:
        content["draws"] = small.draws(draws)
    change(content)
    worlds = Worlds(small.study(tmp_path, content, replicates=replicates))
    return worlds, next(sample(worlds))


def rising_trust(small):
    """Trust of AAA rises by 0.01 times the number of the world in the storm."""

    def change(content) -> None:
        for world in range(6):
            small.set_where(
                content["countries"], "trust", 0.5 + world / 100, scenario="storm", replicate=world, country="AAA"
            )

    return change


def test_thirds_by_the_value_of_a_draw(small, tmp_path) -> None:
    draws = {K_D: [6.0, 5.0, 4.0, 3.0, 2.0, 1.0], "law.other": [1.0] * 6}
    worlds, samples = opened(small, tmp_path, draws, rising_trust(small))
    found = conditional(samples, 0, 1, groups(worlds, 0, 1))
    rows = found[(found["outcome"] == "trust.mean") & (found["split"] == K_D)].set_index("group")
    assert rows["worlds"].to_dict() == {"1 low": 2, "2 middle": 2, "3 high": 2}
    assert rows[["group_low", "group_high"]].to_numpy().tolist() == [[1, 2], [3, 4], [5, 6]]
    # worlds 5 and 4 are the low third; the mean over two countries halves the change of one
    assert rows["difference"].to_numpy() == pytest.approx([0.0225, 0.0125, 0.0025])
    assert rows["level_b"].to_numpy() == pytest.approx([0.5225, 0.5125, 0.5025])
    assert rows["level_a"].tolist() == [0.5, 0.5, 0.5]


def test_worlds_with_and_without_a_pact(small, tmp_path) -> None:
    def change(content) -> None:
        rising_trust(small)(content)
        small.set_where(content["theatre"], "pact_in_force", True, scenario="storm", replicate=[4, 5], year=2026)
        small.set_where(content["theatre"], "pact_in_force", True, scenario="calm", replicate=[0])

    worlds, samples = opened(small, tmp_path, None, change)
    found = conditional(samples, 0, 1, groups(worlds, 0, 1))
    assert set(found["split"]) == {"pact_in_force_b"}
    rows = found[found["outcome"] == "trust.mean"].set_index("group")
    assert rows["worlds"].to_dict() == {"no": 4, "yes": 2}
    assert rows["difference"].to_numpy() == pytest.approx([0.0075, 0.0225])
    assert rows["group_low"].isna().all()


def test_a_number_that_does_not_vary_or_was_not_drawn_splits_nothing(small, tmp_path) -> None:
    worlds, samples = opened(small, tmp_path, {K_D: [2.0] * 6})
    assert set(conditional(samples, 0, 1, groups(worlds, 0, 1))["split"]) == {"pact_in_force_b"}


def test_groups_hold_every_world_once_and_average_to_the_whole(small, tmp_path) -> None:
    rng = np.random.default_rng(1)
    worlds, samples = opened(small, tmp_path, {K_D: rng.uniform(size=6).tolist()}, rising_trust(small))
    found = conditional(samples, 0, 1, groups(worlds, 0, 1))
    rows = found[(found["outcome"] == "trust.mean") & (found["split"] == K_D)]
    assert rows["worlds"].sum() == 6
    assert (rows["difference"] * rows["worlds"]).sum() / 6 == pytest.approx(0.0125)


def test_equal_values_share_a_third() -> None:
    assert thirds(np.array([1.0, 1.0, 1.0, 1.0, 5.0, 9.0])).tolist() == [0, 0, 0, 0, 2, 2]


@given(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=40))
def test_thirds_rise_with_the_value(values) -> None:
    found = thirds(np.array(values))
    order = np.argsort(values, kind="stable")
    assert (np.diff(found[order]) >= 0).all()
    assert set(found) <= {0, 1, 2}
    if len(set(values)) == len(values):
        assert np.bincount(found, minlength=3).max() <= len(values) // 3 + 1


def test_rank_correlations_by_hand(small, tmp_path) -> None:
    draws = {
        "law.up": [1.0, 2.0, 4.0, 8.0, 16.0, 32.0],
        "law.down": [5.0, 4.0, 3.0, 2.0, 1.0, 0.0],
        "law.mixed": [2.0, 1.0, 4.0, 3.0, 6.0, 5.0],  # Spearman 1 - 6 * 6 / (6 * 35)
        "law.flat": [1.0] * 6,
    }
    worlds, samples = opened(small, tmp_path, draws, rising_trust(small))
    found = sensitivity(worlds, samples, 0, 1)
    rows = found[found["outcome"] == "trust.mean"].set_index("parameter")
    assert rows["correlation"].to_dict() == pytest.approx({"law.up": 1.0, "law.down": -1.0, "law.mixed": 1 - 36 / 210})
    assert rows["rank"].max() == 3
    assert rows["chance"].iloc[0] == pytest.approx(min(1, NormalDist().inv_cdf(1 - 0.05 / 6) / math.sqrt(5)))
    assert set(found["outcome"]) == {"trust.mean", "trust.end"}  # nothing else differs between the scenarios


def test_only_the_largest_correlations_are_listed(small, tmp_path) -> None:
    rng = np.random.default_rng(2)
    draws = {f"law.p{i:02d}": rng.uniform(size=6).tolist() for i in range(20)}
    worlds, samples = opened(small, tmp_path, draws, rising_trust(small))
    rows = sensitivity(worlds, samples, 0, 1).query("outcome == 'trust.mean'")
    assert rows["rank"].tolist() == list(range(1, LISTED + 1))
    assert (rows["correlation"].abs().diff().dropna() <= 0).all()


@pytest.mark.parametrize("draws", [None, {K_D: [1.0] * 6}])
def test_without_uncertainty_nothing_is_sensitive(small, tmp_path, draws) -> None:
    worlds, samples = opened(small, tmp_path, draws, rising_trust(small))
    assert sensitivity(worlds, samples, 0, 1).empty


def test_chance_grows_with_parameters_and_shrinks_with_worlds() -> None:
    assert chance_correlation(1, 401) == pytest.approx(1.95996 / 20, abs=1e-5)
    assert chance_correlation(300, 200) > chance_correlation(3, 200)
    assert chance_correlation(300, 2) == 1.0
