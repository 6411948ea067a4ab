from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.analysis.choices import choice_gaps, choice_postures, choice_terms, choices

LADDER = ("accommodate", "hedge", "network", "ally", "pact")


def terms(worlds: list[dict[str, dict[str, float]]], closed: tuple[tuple[int, str], ...] = ()) -> pd.DataFrame:
    """Terms of AAA in 2027 under the calm: one mapping of postures to terms for each world."""
    rows = [
        ("calm", world, 2027, "AAA", posture, (world, posture) not in closed, term, value)
        for world, postures in enumerate(worlds)
        for posture, values in postures.items()
        for term, value in values.items()
    ]
    columns = ["scenario", "replicate", "year", "country", "posture", "available", "term", "value"]
    return pd.DataFrame(rows, columns=columns)


def explained(small, tmp_path, frame: pd.DataFrame, **content):
    return small.study(tmp_path, {"terms": frame, **content}, scenarios=("calm",), kind="explain")


TWO_WORLDS = [
    {"hedge": {"security": -2.0, "burden": 0.0}, "ally": {"security": -1.0, "burden": -0.4}},
    {"hedge": {"security": -2.2, "burden": 0.0}, "ally": {"security": -1.6, "burden": -0.4}},
]


def test_gaps_by_hand(small, tmp_path) -> None:
    made = choices(explained(small, tmp_path, terms(TWO_WORLDS)), LADDER)
    found = choice_gaps(made).set_index("term")
    assert (found["leading"] == "ally").all()
    assert (found["other"] == "hedge").all()
    assert found["mean"].to_dict() == pytest.approx({"security": 0.8, "burden": -0.4, "total": 0.4})
    # security would have to give 0.4 instead of 0.8, burden to cost 0.8 instead of 0.4
    assert found.loc[["security", "burden"], "flip"].tolist() == pytest.approx([0.5, 2.0])
    assert np.isnan(found.loc["total", "flip"])
    assert (found.loc["security", "low"], found.loc["security", "high"]) == pytest.approx((0.62, 0.98))
    assert (found["worlds"] == 2).all()


def test_values_of_postures_by_hand(small, tmp_path) -> None:
    content = small.frames(scenarios=("calm",), replicates=2)
    small.set_where(content["countries"], "posture", "ally", country="AAA", year=2027, replicate=0)
    study = explained(small, tmp_path, terms(TWO_WORLDS), countries=content["countries"])
    made = choices(study, LADDER)
    found = choice_postures(study, made).set_index("posture")
    assert found["mean"].to_dict() == pytest.approx({"hedge": -2.1, "ally": -1.7})
    assert found["best"].to_dict() == {"hedge": 0.0, "ally": 1.0}
    assert found["chosen"].to_dict() == {"hedge": 0.5, "ally": 0.5}
    assert found["available"].tolist() == [1.0, 1.0]
    totals = choice_terms(made).query("term == 'total'").set_index("posture")["mean"]
    assert totals.to_dict() == pytest.approx({"hedge": -2.1, "ally": -1.7})


def test_a_closed_posture_is_neither_best_nor_counted(small, tmp_path) -> None:
    worlds = [{**world, "pact": {"security": 9.0, "burden": 0.0}} for world in TWO_WORLDS]
    study = explained(small, tmp_path, terms(worlds, closed=((0, "pact"), (1, "pact"))))
    made = choices(study, LADDER)
    found = choice_postures(study, made).set_index("posture")
    assert found.loc["pact", ["available", "best"]].tolist() == [0, 0]
    assert np.isnan(found.loc["pact", "mean"])
    assert np.isnan(found.loc["pact", "chosen"])  # the study holds no table of what was taken
    assert set(choice_gaps(made)["other"]) == {"hedge"}
    assert "pact" not in set(choice_terms(made)["posture"])


@pytest.mark.parametrize("marked", [True, False])
def test_a_posture_open_in_some_worlds_is_compared_in_those(small, tmp_path, marked) -> None:
    """Closed may mean rows that say so, or no rows at all."""
    pact = {"security": -1.2, "burden": -0.1}
    worlds = [{**TWO_WORLDS[0], "pact": pact}, dict(TWO_WORLDS[1])]
    if marked:
        worlds[1]["pact"] = {"security": 100.0, "burden": 100.0}
    made = choices(explained(small, tmp_path, terms(worlds, closed=((1, "pact"),))), LADDER)
    assert made[0].best.tolist() == [2, 1]  # pact where it is open, ally where not
    found = choice_gaps(made).query("other == 'pact' or leading == 'pact'")
    total = found[found["term"] == "total"].iloc[0]
    assert total["worlds"] == 1
    assert abs(total["mean"]) == pytest.approx(0.1)


def test_each_country_year_and_scenario_is_a_choice_of_its_own(small, tmp_path) -> None:
    one = terms(TWO_WORLDS)
    frame = pd.concat([one, one.assign(year=2026), one.assign(country="BBB")])
    made = choices(explained(small, tmp_path, frame), LADDER)
    assert [(choice.country, choice.year) for choice in made] == [("AAA", 2026), ("AAA", 2027), ("BBB", 2027)]


def test_rungs_come_in_the_order_of_the_ladder(small, tmp_path) -> None:
    made = choices(explained(small, tmp_path, terms(TWO_WORLDS)), ("ally", "hedge"))
    assert made[0].postures == ("ally", "hedge")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000))
def test_a_term_changed_by_its_factor_makes_the_postures_equal(small, tmp_path, seed) -> None:
    rng = np.random.default_rng(seed)
    worlds = [
        {posture: dict(zip(("a", "b", "c"), rng.normal(size=3), strict=True)) for posture in ("hedge", "ally", "pact")}
        for _ in range(4)
    ]
    found = choice_gaps(choices(explained(small, tmp_path, terms(worlds)), LADDER))
    for _, rows in found.groupby("other"):
        rows = rows.set_index("term")
        parts = rows.drop(index="total")
        assert parts["mean"].sum() == pytest.approx(rows.loc["total", "mean"])
        for term in parts.index:
            changed = parts["mean"].copy()
            changed[term] *= parts.loc[term, "flip"]
            assert changed.sum() == pytest.approx(0, abs=1e-9)
