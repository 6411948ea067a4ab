from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.samples import Samples, Series, Worlds, sample
from sim.errors import InputError

GRAIN = 2**-30  # outcomes are multiples of it


def values(samples: Samples, outcome: str, scope: str = "all") -> np.ndarray:
    (row,) = [i for i, s in enumerate(samples.series) if (s.outcome, s.scope) == (outcome, scope)]
    return samples.values[0, row]


def sampled(small, tmp_path, change, **shape) -> Samples:
    content = small.frames(scenarios=("calm",), **shape)
    change(content)
    return next(sample(Worlds(small.study(tmp_path, content, scenarios=("calm",)))))


def test_the_end_is_the_last_year(small, tmp_path) -> None:
    def change(content) -> None:
        small.set_where(content["countries"], "side", 0.8, country="AAA", year=2027, replicate=1)

    found = sampled(small, tmp_path, change)
    assert values(found, "side.end", "AAA") == pytest.approx([0, 0.8, 0, 0], abs=GRAIN)
    assert values(found, "side.end") == pytest.approx([0, 0.4, 0, 0], abs=GRAIN)
    assert values(found, "side.mean", "AAA") == pytest.approx([0, 0.4, 0, 0], abs=GRAIN)
    assert values(found, "side.mean") == pytest.approx([0, 0.2, 0, 0], abs=GRAIN)


def test_losses_are_weighed_by_gdp(small, tmp_path) -> None:
    def change(content) -> None:
        small.set_where(content["countries"], "gdp", 300.0, country="BBB")
        small.set_where(content["countries"], "trade_loss", 1.0, country="BBB")
        small.set_where(content["countries"], "trade_loss", 2.0, country="BBB", year=2027, replicate=0)

    found = sampled(small, tmp_path, change)
    # a quarter of 0.3 and three quarters of 1.0 (or of 2.0 in one of two years)
    assert values(found, "trade_loss.mean") == pytest.approx([(0.825 + 1.575) / 2, 0.825, 0.825, 0.825])
    assert values(found, "trade_loss.mean", "BBB").tolist() == [1.5, 1, 1, 1]


def test_sides_are_shares_of_capability(small, tmp_path) -> None:
    def change(content) -> None:
        small.set_where(content["countries"], "capability", 30.0, country="BBB")
        small.set_where(content["countries"], "side", 0.1, country="BBB", replicate=0)
        small.set_where(content["countries"], "side", -1.0, country="AAA", replicate=1, year=2027)

    found = sampled(small, tmp_path, change)
    assert values(found, "hub_side.end").tolist() == [0.75, 0, 0, 0]
    assert values(found, "challenger_side.end").tolist() == [0, 0.25, 0, 0]
    assert values(found, "unaligned.end").tolist() == [0.25, 0.75, 1, 1]
    assert values(found, "challenger_side.mean").tolist() == [0, 0.125, 0, 0]
    assert values(found, "hub_side.end", "BBB").tolist() == [1, 0, 0, 0]


def test_crises_are_counted_by_severity(small, tmp_path) -> None:
    def change(content) -> None:
        places = content["flashpoints"]
        small.set_where(places, "severity", 1, flashpoint="strait", replicate=0)  # both years
        small.set_where(places, "severity", 3, flashpoint="cape", replicate=0, year=2026)
        small.set_where(places, "severity", 2, flashpoint="cape", replicate=2, year=2027)

    found = sampled(small, tmp_path, change)
    assert values(found, "crises_minor.sum").tolist() == [2, 0, 0, 0]
    assert values(found, "crises_serious.sum").tolist() == [0, 0, 1, 0]
    assert values(found, "wars.sum", "cape").tolist() == [1, 0, 0, 0]
    assert values(found, "crises.sum").tolist() == [3, 0, 1, 0]
    assert values(found, "hazard.mean") == pytest.approx([0.2] * 4)  # summed over two flashpoints


def test_a_pact_in_the_eleventh_year_is_not_within_ten(small, tmp_path) -> None:
    def change(content) -> None:
        small.set_where(content["theatre"], "pact_in_force", True, replicate=0, year=2036)
        small.set_where(content["theatre"], "pact_in_force", True, replicate=1, year=2035)

    found = sampled(small, tmp_path, change, years=range(2026, 2038))
    assert values(found, "pact_in_force.ten_years").tolist() == [0, 1, 0, 0]
    assert values(found, "pact_in_force.end").tolist() == [0, 0, 0, 0]


def test_members_postures_and_arms_are_counted(small, tmp_path) -> None:
    def change(content) -> None:
        countries = content["countries"]
        small.set_where(countries, "member", True, replicate=0, year=2027)
        small.set_where(countries, "member", True, replicate=1, year=2026, country="AAA")
        small.set_where(countries, "posture", "pact", replicate=0, year=2027, country="AAA")
        small.set_where(countries, "nuclear", 1.0, replicate=3, country="BBB")
        small.set_where(countries, "changed", True, replicate=2)

    found = sampled(small, tmp_path, change)
    assert values(found, "members.end").tolist() == [2, 0, 0, 0]
    assert values(found, "members.ever").tolist() == [2, 1, 0, 0]
    assert values(found, "posture.pact.end").tolist() == [0.5, 0, 0, 0]
    assert values(found, "posture.pact.mean", "AAA").tolist() == [0.5, 0, 0, 0]
    assert values(found, "nuclear.end").tolist() == [0, 0, 0, 1]
    assert values(found, "changes.sum").tolist() == [0, 0, 4, 0]


def test_pieces_add_up_to_the_whole(small, tmp_path) -> None:
    rng = np.random.default_rng(5)

    def change(content) -> None:
        for column in ("side", "trust", "capability", "gdp", "trade_loss", "effort"):
            content["countries"][column] = rng.uniform(0.1, 1, len(content["countries"]))
        content["flashpoints"]["severity"] = rng.integers(0, 4, len(content["flashpoints"]))

    found = sampled(small, tmp_path, change)
    for outcome in {series.outcome for series in found.part_series}:
        rows = [i for i, series in enumerate(found.part_series) if series.outcome == outcome]
        if found.table[outcome].when != "any":
            assert found.parts[0, rows].sum(axis=0) == pytest.approx(values(found, outcome), abs=GRAIN)


def test_only_outcomes_of_tables_at_hand_are_measured(small, tmp_path) -> None:
    content = small.frames(scenarios=("calm",))
    study = small.study(tmp_path, {"countries": content["countries"]}, scenarios=("calm",))
    found = next(sample(Worlds(study)))
    assert {found.table[series.outcome].table for series in found.series} == {"countries"}
    assert Series("side.end", "country", "AAA") in found.series


def test_tables_must_hold_the_same_worlds(small, tmp_path) -> None:
    content = small.frames(scenarios=("calm",))
    content["theatre"] = content["theatre"][content["theatre"]["replicate"] > 0]
    with pytest.raises(InputError, match="theatre: holds other worlds than the other tables"):
        next(sample(Worlds(small.study(tmp_path, content, scenarios=("calm",)))))


def test_without_facts_the_ladder_is_read_from_the_table(small, tmp_path) -> None:
    content = small.frames(scenarios=("calm",))
    small.set_where(content["countries"], "posture", "zeal", country="AAA", replicate=0)
    small.set_where(content["countries"], "side", 0.9, country="AAA", replicate=0)
    small.set_where(content["countries"], "posture", "yield", country="AAA", replicate=1)
    small.set_where(content["countries"], "side", -0.9, country="AAA", replicate=1)
    worlds = Worlds(small.study(tmp_path, content, scenarios=("calm",), facts={}))
    assert worlds.sides == {"yield": -0.9, "hedge": 0, "zeal": 0.9}
