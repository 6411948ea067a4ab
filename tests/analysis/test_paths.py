from __future__ import annotations

import pytest

from sim.analysis.paths import links, paths, postures
from sim.analysis.samples import Worlds


def test_postures_are_shares_of_worlds(small, tmp_path) -> None:
    content = small.frames()
    keys = {"scenario": "storm", "country": "AAA", "year": 2027, "replicate": [0, 1, 2]}
    small.set_where(content["countries"], "posture", "ally", **keys)
    found = postures(Worlds(small.study(tmp_path, content)))
    assert len(found) == 2 * 2 * 2 * 5
    share = found.set_index(["scenario", "year", "country", "posture"])["share"]
    assert share["storm", 2027, "AAA", "ally"] == 0.75
    assert share["storm", 2027, "AAA", "hedge"] == 0.25
    assert share["calm", 2027, "AAA", "hedge"] == 1
    assert found.groupby(["scenario", "year", "country"])["share"].sum().tolist() == [1.0] * 8


def test_paths_hold_mean_and_spread(small, tmp_path) -> None:
    content = small.frames(replicates=5)
    for world in range(5):
        keys = {"scenario": "storm", "country": "AAA", "year": 2027, "replicate": world}
        small.set_where(content["countries"], "trust", world / 10, **keys)
    found = paths(Worlds(small.study(tmp_path, content, replicates=5)))
    row = found.set_index(["scenario", "quantity", "scope", "year"]).loc[("storm", "countries.trust", "AAA", 2027)]
    assert row["mean"] == pytest.approx(0.2)
    assert (row["low"], row["high"]) == pytest.approx((0.02, 0.38))
    assert row["worlds"] == 5
    assert set(found[found["quantity"] == "theatre.members"]["scope"]) == {"all"}


def test_failed_worlds_do_not_count(small, tmp_path) -> None:
    content = small.frames()
    small.set_where(content["countries"], "posture", "ally", scenario="storm", replicate=[0, 1])
    for name, frame in content.items():
        content[name] = frame[~((frame["scenario"] == "storm") & (frame["replicate"] == 0))]
    found = postures(Worlds(small.study(tmp_path, content)))
    storm = found[(found["scenario"] == "storm") & (found["posture"] == "ally")]
    assert storm["share"].to_numpy() == pytest.approx([1 / 3] * 4)


def test_links_at_the_end(small, tmp_path) -> None:
    content = small.frames(countries=("AAA", "BBB", "CCC"))
    countries = content["countries"]
    end = {"scenario": "storm", "year": 2027}
    small.set_where(countries, "posture", "pact", **end, country=["AAA", "BBB"], replicate=[0, 1, 2])
    small.set_where(countries, "member", True, **end, country="AAA", replicate=[0, 1, 2])
    small.set_where(countries, "member", True, **end, country="BBB", replicate=[2, 3])
    small.set_where(countries, "member", True, scenario="storm", country="CCC", year=2026)  # left before the end
    facts = small.facts("AAA", "BBB", "CCC", ties=[{"pair": ["CCC", "AAA"], "value": 0.3}])
    found = links(Worlds(small.study(tmp_path, content, facts=facts)))
    rows = {tuple(row) for row in found.itertuples(index=False, name=None)}
    assert rows == {
        ("storm", "hub", "HUB", "AAA", 0.75),
        ("storm", "hub", "HUB", "BBB", 0.75),
        ("storm", "pact", "AAA", "BBB", 0.25),
        ("storm", "tie", "AAA", "CCC", 0.3),
        ("calm", "tie", "AAA", "CCC", 0.3),
    }
