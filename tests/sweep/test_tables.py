"""What the tables of a sweep say, against sums done by hand and over the worlds themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.results.store import open_study
from sim.results.sweeps import together
from sim.sweep import gather as gathering
from sim.sweep.design import points
from sim.sweep.dimension import Dimension
from sim.sweep.form import Design
from sim.sweep.levels import BINS, KEEPS, Levels, levels
from sim.sweep.plan import Points, Sweep
from sim.sweep.responses import Responses
from sim.sweep.study import Done

Read = Callable[..., Sweep]
Conduct = Callable[..., Done]
NAMES = [("x", "all"), ("y", "all")]
FREE = [(-np.inf, np.inf)] * 2


def level(of: list[int]) -> Levels:
    count = max(of) + 1
    values = np.arange(count, dtype=float)
    return Levels(np.array(of), [""] * count, values, values, values)


def ranged(path: str) -> Dimension:
    return Dimension(path=path, role="uncertainty", distribution="uniform", low=0, mode=0.5, high=1, central=0.5)


def test_means_and_differences_by_hand() -> None:
    """Three points at two levels, two replicates: means 2 and 8 in one, 4 and 14 in the other."""
    sums = Responses([level([0, 1, 1])], 2, NAMES, None, FREE)
    sums.add(0, np.array([[[2.0, 0.0], [4.0, 0.0]], [[6.0, 1.0], [10.0, 1.0]]]))
    sums.add(2, np.array([[[10.0, 3.0], [18.0, 3.0]]]))
    low, _, high, _ = sums.rows("s")
    assert (low["mean"], high["mean"], high["points"]) == (3, 11, 2)
    effect, flat = sums.effects("s")
    assert (effect["mean_from"], effect["mean_to"], effect["difference"]) == (3, 11, 8)
    half = 6.313751514675044 * np.sqrt(8.0 / 2)  # differences 6 and 10: variance 8 over 2; t with one degree
    assert np.isclose(effect["ci_high"] - 8, half)
    assert not effect["clear"]
    assert (flat["difference"], flat["ci_low"], flat["clear"]) == (2, 2, True)  # the same in both replicates
    assert np.isclose(effect["spread"], np.std([2, 4, 6, 10, 10, 18]))


def worded(words: int) -> Levels:
    nothing = np.full(words, np.nan)
    return Levels(np.arange(words), [f"word {k}" for k in range(words)], nothing, nothing, nothing)


def test_the_word_that_differs_most_is_not_judged_as_if_it_had_been_chosen_beforehand() -> None:
    """Of 2000 outcomes in which no word does anything, a tenth at most is told to be moved by one."""
    names = [(f"x{k}", "all") for k in range(2000)]
    sums = Responses([worded(9)], 30, names, None, FREE[:1] * 2000)
    rng = np.random.default_rng(6)
    sums.add(0, rng.normal(size=(1, 30, 2000)) + rng.normal(size=(9, 30, 2000)))
    found = pd.DataFrame(sums.effects("s"))
    assert 0.03 < found["clear"].mean() < 0.1
    covered = (found["ci_low"] <= 0) & (found["ci_high"] >= 0)
    assert (covered == ~found["clear"]).all()


def test_the_interval_of_a_word_by_hand() -> None:
    """Of three words the one that differs most is the larger of two gaps: 0.05 instead of 0.1 may be missed."""
    values = np.array([[[0.0, 0.0], [0.0, 0.0]], [[1.0, 0.0], [2.0, 0.0]], [[3.0, 0.0], [5.0, 0.0]]])
    sums = Responses([worded(3), level([0, 1, 1])], 2, NAMES, None, FREE)
    sums.add(0, values)
    effect = sums.effects("s")[0]
    assert (effect["from"], effect["to"], effect["difference"]) == ("word 0", "word 2", 4)
    half = 12.706204736174707  # times the standard error, sqrt(2 / 2); t with one degree at 0.975
    assert np.isclose(effect["ci_high"] - 4, half)
    assert not effect["clear"]


def test_no_interval_reaches_beyond_what_is_possible() -> None:
    """Of the same worlds a share has its interval inside 0 to 1, its difference inside -1 to 1; a free number has not.

    Means 0 and 1 in one replicate, 0 and 0 in the other: half an interval is 6.31 standard errors, of 0.5 each.
    """
    values = np.array([[[0.0, 0.0], [0.0, 0.0]], [[1.0, 1.0], [0.0, 0.0]]])
    sums = Responses([level([0, 1])], 2, NAMES, None, [(0.0, 1.0), (-np.inf, np.inf)])
    sums.add(0, values)
    share, free = sums.rows("s")[2:]
    assert (share["mean"], share["ci_low"], share["ci_high"]) == (0.5, 0.0, 1.0)
    assert free["ci_low"] == pytest.approx(0.5 - 6.313751514675044 * 0.5)
    share, free = sums.effects("s")
    assert (share["ci_low"], share["ci_high"]) == (-1.0, 1.0)
    assert free["ci_high"] == pytest.approx(0.5 + 6.313751514675044 * 0.5)
    assert not share["clear"]
    assert not free["clear"]


def test_samples_of_points_widen_the_interval() -> None:
    values = np.zeros((4, 2, 2))
    values[:, :, 0] = [[0], [8], [2], [14]]  # two samples of two points: differences 8 and 12, alike in the replicates
    sums = Responses([level([0, 1, 0, 1])], 2, NAMES, 2, FREE)
    sums.add(0, values)
    effect = sums.effects("s")[0]
    assert effect["difference"] == 10
    assert np.isclose(effect["ci_high"] - 10, 6.313751514675044 * np.sqrt(8.0 / 2))


def test_portions_do_not_show() -> None:
    values = np.random.default_rng(0).normal(size=(30, 7, 2))
    several = [level([k % 3 for k in range(30)]), level([k // 10 for k in range(30)])]
    whole, parts = (Responses(several, 7, NAMES, 5, FREE) for _ in range(2))
    whole.add(0, values)
    for first in range(0, 30, 4):
        parts.add(first, values[first : first + 4])
    for a, b in zip(whole.effects("s"), parts.effects("s"), strict=True):
        assert all(np.isclose(a[key], b[key]) for key in ("difference", "ci_low", "ci_high", "spread"))


def test_worlds_that_failed_are_left_out() -> None:
    values = np.array([[[1.0, 1.0], [np.nan, np.nan], [3.0, 3.0]], [[2.0, 2.0], [5.0, 5.0], [6.0, 6.0]]])
    sums = Responses([level([0, 1])], 3, NAMES, None, FREE)
    sums.add(0, values)
    assert [row["mean"] for row in sums.rows("s")[::2]] == [2.0, pytest.approx(13 / 3)]
    assert sums.effects("s")[0]["difference"] == 2.0  # over the replicates that both have


def test_many_values_are_put_into_bins_few_are_not() -> None:
    one = ranged("parameters.a")
    plan: Any = type("Plan", (), {"design": Design(type="latin_hypercube", points=90), "dimensions": [one]})
    (many,) = levels(plan, Points([np.linspace(0, 1, 90)[::-1]]))
    assert (len(many), many.of[0], many.of[-1]) == (BINS, BINS - 1, 0)
    assert np.bincount(many.of).tolist() == [10] * BINS
    assert many.outer == (slice(0, 3), slice(6, 9))
    (few,) = levels(plan, Points([np.array([3.0, 1.0, 3.0])]))
    assert (few.begin.tolist(), few.of.tolist(), few.outer) == ([1.0, 3.0], [1, 0, 1], (slice(0, 1), slice(1, 2)))


def effects(design: Design) -> tuple[list[Levels], list[dict[str, Any]]]:
    """Of two dimensions on an outcome that is the first one, with a little luck."""
    several = [ranged("parameters.a"), ranged("parameters.b")]
    columns = points(design, several, 1)
    plan: Any = type("Plan", (), {"design": design, "dimensions": several})
    found = levels(plan, Points(columns))
    sums = Responses(found, 20, [("x", "all")], None, FREE)
    luck = np.random.default_rng(0).normal(scale=0.01, size=(1, 20, 1))
    sums.add(0, np.asarray(columns[0], dtype=float)[:, None, None] + luck)
    return found, sums.effects("s")


def test_what_does_nothing_in_a_fine_grid_is_told_so() -> None:
    """Equal values stay together, so that the bins of one dimension hold the same of all others."""
    found, (first, second) = effects(Design(type="grid", levels=13))
    slow, fast = (one.of.reshape(13, 13) for one in found)
    assert np.ptp(slow, axis=1).max() == np.ptp(fast, axis=0).max() == 0
    assert np.unique(slow).tolist() == list(range(BINS))
    assert (first["clear"], second["clear"]) == (True, False)
    assert abs(second["difference"]) < 1e-12


def test_one_at_a_time_is_told_from_end_to_end_however_many_levels() -> None:
    found, (first, second) = effects(Design(type="one_at_a_time", levels=21))
    assert [len(one) for one in found] == [21, 21]
    assert (first["from"], first["to"], first["clear"]) == ("0", "1", True)
    assert first["difference"] == pytest.approx(1)
    assert (second["difference"], second["clear"]) == (0, False)


def test_values_of_unequal_weight_give_fewer_bins() -> None:
    column = np.array([0.0] * 1000 + [float(k) for k in range(1, 14)])
    plan: Any = type("Plan", (), {"design": Design(type="grid"), "dimensions": [ranged("parameters.a")]})
    (found,) = levels(plan, Points([column]))
    assert (found.begin.tolist(), found.end.tolist()) == ([0, 1], [0, 13])
    assert found.outer == (slice(0, 1), slice(1, 2))


def test_words_keep_the_order_in_which_they_are_listed() -> None:
    one = Dimension(path="countries.JPN.posture", role="lever", distribution="listed", values=("pact", "hedge"))
    other = Dimension(path="p", role="lever", distribution="listed", values=(1, 2), central=1)
    plan: Any = type("Plan", (), {"design": Design(type="one_at_a_time"), "dimensions": [one, other]})
    columns = [np.array([None, "pact", "hedge", None, None], dtype=object), np.array([1.0, 1.0, 1.0, 1.0, 2.0])]
    first, second = levels(plan, Points(columns))
    assert list(first.words) == [KEEPS, "pact", "hedge"]
    assert first.of.tolist() == [0, 1, 2, 0, -1]  # at the last point the other one moves
    assert second.of.tolist() == [0, -1, -1, 0, 1]


@pytest.mark.parametrize(
    ("design", "block"),
    [(Design(type="sobol", points=4), 8), (Design(type="morris", trajectories=4), 4), (Design(type="grid"), None)],
)
def test_points_sampled_together(design: Design, block: int | None) -> None:
    assert together(design.type, 3, second_order=design.second_order) == block


def test_numbers_among_words_are_told_as_written() -> None:
    one = ranged("countries.JPN.hub_trust")
    plan: Any = type("Plan", (), {"design": Design(type="one_at_a_time"), "dimensions": [one]})
    (found,) = levels(plan, Points([np.array([np.nan, 0.3, *np.linspace(0.3, 0.6, 4)[1:]])]))
    assert found.words == [KEEPS, "0.3", "0.4", "0.5", "0.6"]


def test_a_lever_that_no_scenario_sets_goes_through_the_value_of_the_evidence(read: Read) -> None:
    """Not through a word beside numbers: 0.48, what is held of Japan's trust, in its place among four levels."""
    entry = "countries.JPN.hub_trust: {low: 0.3, high: 0.6, levels: 4}"
    text = f"levers: {{{entry}}}\ndesign: {{type: one_at_a_time}}"
    made = read(text)
    (found,) = levels(made.plan, made.points)
    assert found.ordered
    assert found.middle.tolist() == pytest.approx([0.3, 0.4, 0.48, 0.5, 0.6])
    assert made.plan.dimensions[0].central == 0.48
    (own,) = read(text, sets=("horizon.end=2029", "countries.JPN.hub_trust=0.35")).plan.dimensions
    assert own.central == 0.35


TEXT = """
levers: {policies.pact.quorum: [2, 3]}
uncertainties: {parameters.deterrence_effect: {low: 0, high: 5, levels: 3}, parameters.wedge: evidence}
design: {type: grid}
replicates: 6
countries: [KOR]
outcomes: [trust.mean, hazard.mean]
"""


@pytest.fixture
def study(read: Read, conducted: Conduct) -> Any:
    return open_study(conducted(read(TEXT, base="base: asian_nato")).path)


def test_summary_and_responses_are_those_of_the_worlds(study: Any) -> None:
    worlds, points = study.table("worlds"), study.table("points")
    assert len(worlds) == 2 * 3 * 5 * 6
    long = study.table("summary").set_index(["point", "outcome", "scope"])
    means = worlds.groupby("point")[["trust.mean", "hazard.mean", "trust.mean.KOR"]].agg(["mean", "min", "max"])
    for point in (0, 7, 29):
        for outcome, scope, column in (("trust.mean", "all", "trust.mean"), ("trust.mean", "KOR", "trust.mean.KOR")):
            row, wanted = long.loc[(point, outcome, scope)], means.loc[point, column]
            assert np.isclose(row["mean"], wanted["mean"])
            assert wanted["min"] <= row["low"] <= row["mean"] <= row["high"] <= wanted["max"]
            assert row["failures"] == 0
    joined = worlds.merge(points, on="point")
    found = study.table("responses").query("number == 2 and outcome == 'hazard.mean' and scope == 'all'")
    wanted = joined.groupby("parameters.deterrence_effect")["hazard.mean"].mean()
    assert found["middle"].tolist() == [0, 2.5, 5] == wanted.index.tolist()
    assert np.allclose(found["mean"], wanted)
    effect = study.table("effects").query("number == 2 and outcome == 'hazard.mean'").iloc[0]
    assert np.isclose(effect["difference"], wanted[5] - wanted[0])
    assert (effect["from"], effect["to"]) == ("0", "5")


def test_the_manifest_tells_the_sweep(study: Any) -> None:
    made = study.manifest
    assert (made.kind, made.replicates, made.options["points"], made.failures) == ("sweep", 6, 30, 0)
    assert made.scenarios["asian_nato"]["horizon"]["end"] == 2029
    rows = study.table("dimensions").set_index("path")
    assert rows.loc["parameters.wedge", "given"] == "law.wedge"
    assert rows.loc["parameters.wedge", "distribution"] == "triangular"
    assert rows.loc["policies.pact.quorum", "values"] == "2, 3"
    assert rows.loc["policies.pact.quorum", "given"] == ""


def test_failed_worlds_are_counted_and_named(
    read: Read, conducted: Conduct, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sweep = read("uncertainties: {parameters.decisiveness: [2.0, 3.0]}\ndesign: {type: grid}\nreplicates: 3")
    points = Points([np.array([2.0, np.inf])])
    sweep = replace(sweep, points=points, plan=sweep.plan.model_copy(update={"digest": points.digest}))
    done = conducted(sweep)
    assert done.failures == 3
    study = open_study(done.path)
    assert study.manifest.failures == 3
    assert study.table("failed")["point"].tolist() == [1, 1, 1]
    assert study.table("failed")["error"].str.contains("not a finite number").all()
    summary = study.table("summary")
    assert summary.loc[summary["point"] == 1, "mean"].isna().all()
    assert (summary.loc[summary["point"] == 1, "failures"] == 3).all()
    assert summary.loc[summary["point"] == 0, "mean"].notna().all()


def test_portions_of_a_store_do_not_depend_on_its_units(
    read: Read, conducted: Conduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "PORTION", 13)  # two points at a time
    sweep = read(TEXT, base="base: asian_nato")
    other = replace(sweep, plan=sweep.plan.model_copy(update={"unit": 7}))
    first, second = (open_study(conducted(one, home).path) for one, home in ((sweep, "a"), (other, "b")))
    for name in first.manifest.tables:
        assert first.manifest.tables[name].sha256 == second.manifest.tables[name].sha256, name
        pd.testing.assert_frame_equal(first.table(name), second.table(name))
