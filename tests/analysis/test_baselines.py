from __future__ import annotations

import pytest

from sim.analysis.baselines import baselines, bigger_customer, camp, nearest_power
from sim.analysis.samples import Worlds
from sim.results.manifest import CountryFacts


@pytest.mark.parametrize(("side", "name"), [(0.1, "hub"), (0, "neither"), (-0.1, "challenger")])
def test_camps(side, name) -> None:
    assert camp(side) == name


@pytest.mark.parametrize(
    ("changes", "near", "customer"),
    [
        ({"distance_hub": 10, "distance_challenger": 20, "export_share_hub": 9, "export_share_challenger": 8},
         "hub", "hub"),
        ({"distance_hub": 20, "distance_challenger": 10, "export_share_hub": 8, "export_share_challenger": 9},
         "challenger", "challenger"),
        ({"distance_hub": 10, "distance_challenger": 10, "export_share_hub": 9, "export_share_challenger": 9},
         "neither", "neither"),
    ],
)  # fmt: skip
def test_naive_rules(small, changes, near, customer) -> None:
    country = CountryFacts.model_validate(small.country_facts("A", **changes))
    assert nearest_power(country) == near
    assert bigger_customer(country) == customer


def test_the_model_beside_the_rules(small, tmp_path) -> None:
    content = small.frames()
    countries = content["countries"]
    # AAA ends as ally in one world, network in one and hedge in two: hedge is the rung, but camps are even
    small.set_where(countries, "posture", "ally", scenario="calm", country="AAA", year=2027, replicate=0)
    small.set_where(countries, "posture", "network", scenario="calm", country="AAA", year=2027, replicate=1)
    small.set_where(countries, "posture", "ally", scenario="storm", country="AAA", year=2027)
    facts = small.facts(
        countries={
            "AAA": small.country_facts("A", posture="ally", distance_hub=0),
            "BBB": small.country_facts("B", posture="hedge", export_share_hub=90),
        }
    )
    found = baselines(Worlds(small.study(tmp_path, content, facts=facts))).set_index(["scenario", "country"])
    first = found.loc[("calm", "AAA")]
    assert (first["modal"], first["modal_share"], first["modal_camp"]) == ("hedge", 0.5, "neither")
    assert (first["observed"], first["observed_camp"], first["persistence"]) == ("ally", "hub", "hub")
    assert not first["model_agrees"]
    assert found.loc[("storm", "AAA"), "modal_share"] == 1
    assert found["model_agrees"].tolist() == [False, True, True, True]
    assert found["nearest_power"].tolist() == ["hub", "hub"] * 2
    assert found["nearest_agrees"].tolist() == [True, False] * 2
    assert found["trade_partner"].tolist() == ["challenger", "hub"] * 2
    assert not found["trade_agrees"].any()


def test_without_facts_there_are_no_baselines(small, tmp_path) -> None:
    assert baselines(Worlds(small.study(tmp_path, small.frames(), facts={}))) is None
