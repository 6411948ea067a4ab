"""Evidence and scenario resolved into numbers: computed by hand, overridden, dropped, cut into shorter steps."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from sim.evidence import Evidence
from sim.scenario import Scenario
from sim.world.build import base_frame, bodies_of, build, frame
from sim.world.records import World
from sim.world.table import Table

Read = Callable[..., Scenario]
Build = Callable[..., World]


@pytest.fixture(scope="module")
def central(evidence: Evidence, read_scenario: Read) -> Build:
    """The world of the status quo with central numbers and overrides."""

    def make(*sets: str, name: str = "status_quo") -> World:
        return build(evidence, frame(evidence, read_scenario(name, *sets)), Table.of(evidence).central)

    return make


def test_a_spoke_by_hand(central: Build) -> None:
    world = central(
        "countries.JPN={gdp: 4000, gdp_ppp: 6250, exports_gdp: 20, export_share_challenger: 15, export_share_hub: 25,"
        " distance_challenger: 1500, challenger_unfavourable: 80, hub_trust: 0.5, defence_effort: 2}",
        "parameters={ppp_weight: 0.5, distance_scale: 3000}",
    )
    japan = world.spokes[world.countries.index("JPN")]
    assert japan.output == pytest.approx(5000, rel=1e-13)  # sqrt(4000 x 6250)
    assert japan.market_gdp == 4000
    assert japan.exports_challenger == pytest.approx(3.0)  # 15 % of 20 % of GDP
    assert japan.exports_hub == pytest.approx(5.0)
    assert japan.arriving == pytest.approx(math.exp(-0.5), rel=1e-14)
    assert japan.opinion == pytest.approx(0.6)  # 80 % unfavourable on a scale from -1 to 1
    assert (japan.trust, japan.effort) == (0.5, 2.0)


def test_japan_from_the_seeds(evidence: Evidence, central: Build) -> None:
    figures = {name: figure.value for name, figure in evidence.countries["JPN"].parameters.items()}
    world = central()
    japan = world.spokes[world.countries.index("JPN")]
    assert japan.exports_challenger == pytest.approx(
        figures["exports_gdp"] * figures["export_share_challenger"] / 100, rel=1e-13
    )
    assert 2 < japan.exports_challenger < 5  # % of GDP: between a fiftieth and a twentieth
    weight = evidence.law["ppp_weight"].value
    assert japan.output == pytest.approx(figures["gdp"] ** (1 - weight) * figures["gdp_ppp"] ** weight, rel=1e-12)
    plain = {
        "growth": "growth_per_worker",
        "working_age_change": "working_age_change",
        "median_age": "median_age",
        "effort": "defence_effort",
        "tariff": "hub_tariff",
        "troops": "hub_troops",
        "dispute": "dispute",
        "other_threat": "other_threat",
        "trust": "hub_trust",
        "guarantee": "guarantee",
        "regime": "regime",
        "nonalignment": "nonalignment",
        "control_sensitivity": "control_sensitivity",
        "duty_ceiling": "duty_ceiling",
        "orientation": "government_orientation",
        "government_spread": "government_spread",
        "turnover": "government_turnover",
        "latency": "nuclear_latency",
        "nuclear_support": "nuclear_support",
        "nuclear_armed": "nuclear_armed",
        "ratification_rate": "ratification_rate",
        "market_gdp": "gdp",
    }
    for field, name in plain.items():
        assert getattr(japan, field) == figures[name], field


def test_powers_by_hand(central: Build) -> None:
    world = central(
        "powers.USA={gdp: 30000, gdp_ppp: 30000, defence_effort: 3, theatre_share: 0.5}",
        "powers.CHN={gdp: 16000, gdp_ppp: 36000}",
        "parameters.ppp_weight=0.5",
    )
    assert world.hub.output == pytest.approx(30000, rel=1e-13)
    assert (world.hub.effort, world.hub.theatre_share) == (3.0, 0.5)
    assert world.challenger.output == pytest.approx(24000, rel=1e-13)  # sqrt(16000 x 36000)
    assert world.challenger.theatre_share == 1.0


def test_the_ladder(evidence: Evidence, central: Build) -> None:
    world = central("postures.network.side=0.5")
    assert world.postures == ("accommodate", "hedge", "network", "ally", "pact")
    assert [row.rung for row in world.ladder] == [0, 1, 2, 3, 4]
    assert [row.is_pact for row in world.ladder] == [0, 0, 0, 0, 1]
    assert world.ladder[2].side == 0.5
    assert world.needs == ("none", "none", "none", "treaty", "pact")
    names = world.countries
    assert world.observed == tuple(world.postures.index(evidence.countries[c].posture.value) for c in names)
    assert world.treaty == tuple(evidence.countries[c].treaty.value == "in_force" for c in names)


def test_flashpoints(evidence: Evidence, central: Build) -> None:
    world = central("flashpoints.korea={hazard: 0.2, distance_adversary: 300}", "parameters.distance_scale=3000")
    names, places = world.countries, dict(zip(world.flashpoints, world.places, strict=True))
    korea, strait = places["korea"], places["taiwan_strait"]
    assert korea.hazard == 0.2
    assert korea.adversary_arriving == pytest.approx(math.exp(-0.1), rel=1e-14)
    assert korea.other_capability == evidence.powers["PRK"].parameters["capability"].value
    assert strait.other_capability == 0.0  # there the adversary is the challenger itself
    for key, place in places.items():
        seen = evidence.flashpoints[key]
        assert place.claims == tuple(seen.claims[c].value if c in seen.claims else 0.0 for c in names)
        assert place.exposure == tuple(seen.exposure[c].value for c in names)
        assert sum(place.claims) == pytest.approx(1.0)
        assert sum(place.weight) == pytest.approx(1.0)
        assert place.arriving == pytest.approx(tuple(math.exp(-seen.distance[c].value / 3000) for c in names))


def test_pairs(evidence: Evidence, central: Build) -> None:
    world = central("countries.JPN.regime=0.8", "countries.KOR.regime=0.7", "parameters.distance_scale=3000")
    i, j = world.countries.index("JPN"), world.countries.index("KOR")
    mistrust = evidence.dyads.mistrust["JPN", "KOR"].value
    assert world.mistrust[i][j] == world.mistrust[j][i] == mistrust
    assert world.propensity[i][j] == pytest.approx(1 - 2 * 0.1 - mistrust)
    assert world.ties[i][j] == world.ties[j][i] == evidence.dyads.tie["JPN", "KOR"].value
    distance = evidence.dyads.distance_km["JPN", "KOR"].value
    assert world.pair_arriving[i][j] == pytest.approx(math.exp(-distance / 3000), rel=1e-13)
    n = len(world.countries)
    for matrix in (world.mistrust, world.ties, world.pair_arriving, world.propensity):
        assert all(matrix[a][b] == matrix[b][a] for a in range(n) for b in range(n))
    assert all(world.ties[k][k] == world.mistrust[k][k] == 0.0 for k in range(n))


def test_bodies_of_the_base_year(evidence: Evidence, central: Build) -> None:
    world = central("institutions.quad.depth=0.3")
    names = [body.name for body in world.levers.bodies]
    assert names == sorted(names)
    quad, anzus = (world.bodies[names.index(name)] for name in ("quad", "anzus_aus_nzl"))
    assert (quad.depth, quad.duty, quad.known) == (0.3, 0.0, 1.0)
    assert quad.founded == tuple(float(code in ("AUS", "IND", "JPN")) for code in world.countries)
    institution = evidence.institutions["anzus_aus_nzl"]
    assert institution.depth is not None
    assert (anzus.depth, anzus.duty) == (institution.depth.value, 1.0)
    assert world.levers.offers.shape == (world.steps, len(names), len(world.countries))
    assert (world.levers.offers == [body.founded for body in world.bodies]).all()


@pytest.mark.parametrize(
    ("year", "there"),
    [
        (2026, {"pukpuk", "squad", "camp_david", "usa_jpn_phl", "fpda", "anzus_aus_nzl"}),
        (2024, {"squad", "camp_david", "usa_jpn_phl", "fpda", "anzus_aus_nzl"}),
        (2023, {"squad", "camp_david", "fpda", "anzus_aus_nzl"}),
        (1976, {"seato", "fpda", "anzus_aus_nzl"}),
        (1977, {"fpda", "anzus_aus_nzl"}),
        (1960, {"seato", "anzus_aus_nzl"}),
    ],
)
def test_what_is_founded_later_or_has_ended_is_not_there(year: int, there: set[str], evidence: Evidence) -> None:
    asked = {"pukpuk", "seato", "squad", "camp_david", "usa_jpn_phl", "fpda", "anzus_aus_nzl", "anzus_nzl"}
    assert {body.name for body in bodies_of(evidence, tuple(evidence.countries), year)} & asked == there


def test_a_new_body_counts_as_one_times_its_offer(central: Build) -> None:
    world = central("policies=[{type: minilateral, start: 2026, members: [JPN, KOR], depth: 0.2, duty: true}]")
    new = world.bodies[-1]
    assert (new.depth, new.duty, new.known) == (1.0, 1.0, 0.0)
    assert not any(new.founded)


def test_overrides_land_and_nothing_else_moves(central: Build) -> None:
    plain, changed = central(), central("countries.THA={posture: ally, treaty: none}", "parameters.wedge=0.07")
    k = plain.countries.index("THA")
    assert plain.postures[plain.observed[k]] == "hedge"
    assert changed.postures[changed.observed[k]] == "ally"
    assert (plain.treaty[k], changed.treaty[k]) == (True, False)
    assert changed.weights == plain.weights._replace(wedge=0.07)
    assert changed.spokes == plain.spokes
    assert changed.places == plain.places


def test_only_those_included_take_part(central: Build) -> None:
    everyone, few = central(), central("include=[KOR, JPN, PHL]")
    assert few.countries == ("JPN", "KOR", "PHL")
    rows = [everyone.countries.index(c) for c in few.countries]
    assert few.spokes == tuple(everyone.spokes[k] for k in rows)
    assert few.ties == tuple(tuple(everyone.ties[a][b] for b in rows) for a in rows)
    assert len(few.places[0].claims) == 3
    assert central("drop=[NZL]").countries == tuple(c for c in everyone.countries if c != "NZL")


def test_the_base_year_knows_no_scenario(evidence: Evidence, read_scenario: Read) -> None:
    changed = read_scenario("us_retreat", "countries.JPN={posture: hedge, hub_trust: 0.1}", "parameters.wedge=0.07")
    plain = read_scenario("status_quo")
    row = Table.of(evidence).central
    bases = [build(evidence, base_frame(evidence, frame(evidence, s)), row) for s in (changed, plain)]
    assert bases[0].spokes == bases[1].spokes
    assert bases[0].weights == bases[1].weights
    assert bases[0].observed == bases[1].observed
    assert bases[0].levers.troops.tolist() == bases[1].levers.troops.tolist()


@pytest.mark.parametrize(("step", "steps"), [("1", 20), ("0.5", 40), ("0.25", 80), ("0.083333333", 240)])
def test_steps_of_a_fraction_of_a_year(central: Build, step: str, steps: int) -> None:
    world = central(f"step={step}", name="us_retreat")
    assert world.steps == steps == len(world.levers.commitment)
    assert world.start == 2026.0
    assert world.step * steps == pytest.approx(20.0)
    # the retreat begins with 2028, two years into the run
    first = next(t for t in range(steps) if world.levers.commitment[t] != 1.0)
    assert first * world.step == pytest.approx(2.0)
