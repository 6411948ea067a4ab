"""Bodies of the base year: they hold what is there, are dissolved, left, enlarged and deepened, and may bind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import pytest

from sim.engine.accords import Worth
from sim.engine.country import Country
from sim.engine.mesa_model import PactModel
from sim.law import accord
from sim.policy.levers import Levers, TimeGrid
from sim.world.records import World

SWIFT = ("horizon.end=2031", "parameters.tie_growth=40", "parameters.tie_decay=40")  # ties are where they go at once
NEVER, ALWAYS = 1 - 2**-33, 0.0
GONE = 1e9  # above any probability: it leaves, whatever belonging is worth to it
RESTING, QUAD, TSD, SQUAD, CAMP, AUKUS = 0.5, 0.25, 0.45, 0.25, 0.4, 0.6  # of the seeds
FIRST = 2  # the step of 2028

Luck = Callable[[World], Mapping[str, Any]]


class Looking(Country):
    """A spoke that keeps its posture, and looks at bodies in the third step."""

    def decide(self) -> None:
        self.next, self.window = self.declared, self.model.t == FIRST


def _lever(terms: str) -> str:
    return f"policies=[{{type: institution, start: 2028, {terms}}}]"


def _told(stage: Any, *sets: str, luck: Luck = lambda world: {}, pull: Any = None) -> Any:
    return stage.run("status_quo", *SWIFT, *sets, luck=luck, agent=Looking, pull=pull)


def _answers(body: str, *, joining: Collection[str] = (), leaving: Collection[str] = ()) -> Luck:
    """Luck under which some join a body and others leave it when they look, and nothing else happens."""

    def luck(world: World) -> Mapping[str, Any]:
        names = [b.name for b in world.levers.bodies]
        accords = [[ALWAYS if founder else NEVER for founder in b.founded] for b in world.bodies]
        if body in names:
            for k, code in enumerate(world.countries):
                own = accords[names.index(body)]
                own[k] = ALWAYS if code in joining else GONE if code in leaving else own[k]
        return {"accord": accords}

    return luck


def _bodies(model: PactModel) -> list[str]:
    return [body.name for body in model.world.levers.bodies]


def _tie(told: Any, a: str, b: str) -> float:
    names = told.model.world.countries
    return float(told.model.ties[names.index(a)][names.index(b)])


def _moved(told: Any, plain: Any) -> set[tuple[str, str]]:
    """Pairs whose tie differs in a bit."""
    names = told.model.world.countries
    return {
        (first, names[j])
        for i, first in enumerate(names)
        for j in range(i + 1, len(names))
        if told.model.ties[i][j] != plain.model.ties[i][j]
    }


def _same(one: Any, other: Any) -> bool:
    """Whether two runs recorded the same bits."""
    a, b = one.journal, other.journal
    return (
        bool(a.countries == b.countries and a.theatre == b.theatre and a.places == b.places)
        and one.model.ties == other.model.ties
    )


def _without(levers: Levers, grid: TimeGrid) -> None:
    """As if no institution were in the seeds."""
    levers.bodies = []
    levers.offers = np.zeros((len(grid.starts), 0, len(grid.countries)))


@pytest.fixture(scope="module")
def plain(stage: Any) -> Any:
    """The status quo in which nobody moves."""
    return _told(stage)


def test_the_bodies_of_the_base_year_are_those_in_which_two_spokes_take_part(plain: Any, stage: Any) -> None:
    assert _bodies(plain.model) == [
        *("anzus_aus_nzl", "camp_david", "five_eyes", "fpda", "quad", "squad", "usa_aus_jpn", "usa_jpn_phl")
    ]  # not aukus with Australia alone, nor the Pukpuk treaty without Papua New Guinea, nor SEATO, which has ended
    wide = stage.model("whole_theatre", *SWIFT)
    assert set(_bodies(wide)) - set(_bodies(plain.model)) == {"lao_vnm", "pukpuk"}
    few = stage.model("status_quo", *SWIFT, "drop=[NZL, KOR, MYS, SGP]")
    assert _bodies(few) == ["quad", "squad", "usa_aus_jpn", "usa_jpn_phl"]


def test_memberships_are_counted(plain: Any) -> None:
    world = plain.model.world
    counted = {"JPN": 5, "AUS": 6, "PHL": 2, "NZL": 3, "KOR": 1, "IND": 1, "MYS": 1, "SGP": 1}
    for code in world.countries:
        assert plain.country("minilaterals", code).tolist() == [counted.get(code, 0)] * world.steps, code
    assert not any(c.engaged for c in plain.model.countries)  # nothing beyond the base year


def test_ties_are_those_of_a_world_without_bodies_as_long_as_nobody_looks(plain: Any, stage: Any) -> None:
    bare = _told(stage, pull=_without)
    assert bare.model.world.bodies == ()
    assert bare.model.ties == plain.model.ties


class Restless(Country):
    """A spoke that keeps its posture, and looks at bodies in every step."""

    def decide(self) -> None:
        self.next, self.window = self.declared, True


@pytest.mark.parametrize("replicate", [None, 7])
def test_nobody_leaves_in_the_base_year_however_unlucky(stage: Any, replicate: int | None) -> None:
    """All look in the first step, with the highest uniforms there are; also with drawn numbers."""

    def luck(world: World) -> Mapping[str, Any]:
        return {"accord": [[NEVER] * len(world.countries) for _ in world.bodies]}

    model = stage.model("status_quo", agent=Restless, luck=luck, replicate=replicate)
    model.step()
    for c in model.countries:
        assert c.joined == sum(body.founded[c.index] for body in model.world.bodies)


@pytest.mark.parametrize("body", ["quad", "aukus", "fpda"])
def test_a_lever_that_asks_for_nothing_new_changes_not_a_bit(stage: Any, plain: Any, body: str) -> None:
    assert _same(_told(stage, _lever(f"institution: {body}, depth: 1")), plain)


def test_a_body_that_dissolves_takes_the_ties_that_it_held(stage: Any, plain: Any) -> None:
    told = _told(stage, _lever("institution: quad, depth: 0"))
    assert _moved(told, plain) == {("AUS", "IND"), ("AUS", "JPN"), ("IND", "JPN")}
    for a, b in (("AUS", "IND"), ("IND", "JPN")):  # nothing else held these together
        assert _tie(told, a, b) == pytest.approx(_tie(plain, a, b) * (1 - RESTING), rel=1e-9)
    lost = RESTING * QUAD / (QUAD + TSD + SQUAD)
    assert _tie(told, "AUS", "JPN") == pytest.approx(_tie(plain, "AUS", "JPN") * (1 - lost), rel=1e-9)
    assert told.country("minilaterals", "IND").tolist() == [1] * FIRST + [0] * (told.model.world.steps - FIRST)
    assert all(c.standing[_bodies(told.model).index("quad")] == -1.0 for c in told.model.countries)


def test_a_body_may_be_dissolved_from_the_first_step(stage: Any, plain: Any) -> None:
    told = _told(stage, "policies=[{type: institution, start: 2026, institution: camp_david, depth: 0}]")
    assert _tie(told, "JPN", "KOR") == pytest.approx(_tie(plain, "JPN", "KOR") * (1 - RESTING), rel=1e-9)
    assert _moved(told, plain) == {("JPN", "KOR")}


def test_a_body_that_is_hollowed_out_or_deepened_by_hand(stage: Any, plain: Any) -> None:
    hollow = _told(stage, _lever("institution: camp_david, depth: 0.4"))
    was = _tie(plain, "JPN", "KOR")
    assert _tie(hollow, "JPN", "KOR") == pytest.approx(was * (1 - RESTING * 0.6), rel=1e-9)
    deep = _told(stage, _lever("institution: camp_david, depth: 1.5"))
    assert _tie(deep, "JPN", "KOR") == pytest.approx(was + RESTING * CAMP * 0.5, rel=1e-9)
    assert _moved(hollow, plain) == _moved(deep, plain) == {("JPN", "KOR")}


def test_ties_come_back_when_the_policy_ends(stage: Any, plain: Any) -> None:
    lever = "policies=[{type: institution, start: 2028, end: 2029, institution: camp_david, depth: 0}]"
    told = _told(stage, lever, luck=_answers("camp_david", joining=("JPN", "KOR")))
    assert told.country("minilaterals", "KOR").tolist() == [1, 1, 0, 0, 1, 1]
    assert _tie(told, "JPN", "KOR") == pytest.approx(_tie(plain, "JPN", "KOR"), rel=1e-9)


def test_a_member_that_leaves_loses_its_own_ties_only(stage: Any) -> None:
    stays, leaves = (_told(stage, luck=_answers("quad", leaving=who)) for who in ((), ("IND",)))
    assert _moved(leaves, stays) == {("AUS", "IND"), ("IND", "JPN")}
    for other in ("AUS", "JPN"):
        assert _tie(leaves, "IND", other) == pytest.approx(_tie(stays, "IND", other) * (1 - RESTING), rel=1e-9)
    steps = leaves.model.world.steps
    assert leaves.country("minilaterals", "IND").tolist() == [1] * FIRST + [0] * (steps - FIRST)
    india = leaves.model.countries[leaves.model.world.countries.index("IND")]
    assert india.engaged == pytest.approx(-QUAD)
    assert leaves.country("coercion_loss", "IND")[FIRST] <= stays.country("coercion_loss", "IND")[FIRST]


def test_a_new_member_deepens_its_ties_with_members(stage: Any, plain: Any) -> None:
    told = _told(stage, _lever("institution: aukus, invite: [JPN]"), luck=_answers("aukus", joining=("JPN",)))
    windows = _told(stage, luck=_answers("aukus"))
    assert _moved(told, windows) == {("AUS", "JPN")}
    assert _tie(told, "AUS", "JPN") == pytest.approx(_tie(plain, "AUS", "JPN") + RESTING * AUKUS, rel=1e-9)
    steps = told.model.world.steps
    assert told.country("minilaterals", "JPN").tolist() == [5] * FIRST + [6] * (steps - FIRST)
    assert told.country("minilaterals", "AUS").tolist() == [6] * FIRST + [7] * (steps - FIRST)


def test_one_that_refuses_changes_no_bit_but_the_count_of_the_member(stage: Any) -> None:
    asked = _told(stage, _lever("institution: aukus, invite: [JPN]"), luck=_answers("aukus"))
    plain = _told(stage, luck=_answers("aukus"))
    assert asked.model.ties == plain.model.ties
    assert asked.journal.theatre == plain.journal.theatre
    assert asked.journal.places == plain.journal.places
    n = len(plain.model.world.countries)
    differ = {
        (k // n, plain.model.world.countries[k % n])
        for k, (a, b) in enumerate(zip(asked.journal.countries, plain.journal.countries, strict=True))
        if a != b
    }
    assert differ == {(t, "AUS") for t in range(FIRST, plain.model.world.steps)}


@pytest.mark.parametrize("replicate", [1, 2, 3])
def test_nothing_moves_before_others_are_asked_in(stage: Any, factory: Any, replicate: int) -> None:
    """Australia alone does not think AUKUS over."""
    late = "policies=[{type: institution, start: 2035, institution: aukus, invite: [JPN]}]"
    restless = ("parameters.window_rate=3", "horizon.end=2036")
    models = [factory(stage.read("status_quo", *restless, *sets)).models(replicate)[0].run() for sets in ((late,), ())]
    n = 12 * 9
    assert models[0].countries[:n] == models[1].countries[:n]
    assert models[0].places[: 4 * 9] == models[1].places[: 4 * 9]


def test_one_asked_in_twice_and_one_that_takes_no_part(stage: Any, plain: Any) -> None:
    told = _told(stage, _lever("institution: fpda, invite: [SGP, BRN]"))
    assert _same(told, plain)


def test_a_duty_raises_what_partners_bring(plain: Any, stage: Any) -> None:
    """Australia and New Zealand are bound by the leg of ANZUS that was never suspended."""
    world, model = plain.model.world, plain.model
    aus, nzl = (world.countries.index(code) for code in ("AUS", "NZL"))
    assert model.bound[aus] == {nzl}
    assert model.bound[nzl] == {aus}
    assert not any(model.bound[i] for i in range(len(world.countries)) if i not in (aus, nzl))
    assert model.sworn[aus] > model.offered[aus]
    seen = model.countries[nzl].see().support.ties
    model.bound[nzl] = set()
    assert seen - model.countries[nzl].see().support.ties == pytest.approx(
        model.links[nzl][aus] * (model.sworn[aus] - model.offered[aus]), rel=1e-9
    )
    free = _told(stage, _lever("institution: anzus_aus_nzl, depth: 0"))
    assert not any(free.model.bound)
    assert (free.country("deterrence", "NZL")[FIRST + 1 :] < plain.country("deterrence", "NZL")[FIRST + 1 :]).all()


def test_a_duty_is_worth_more_help_and_costs_entrapment(stage: Any) -> None:
    """The same offer with a duty and without, in the eyes of one asked."""
    offer = "policies=[{{type: minilateral, start: 2026, members: [JPN, PHL], depth: 0.2, duty: {}}}]"
    worth, quiet = {}, {}
    for duty in ("true", "false"):
        model = stage.model("status_quo", *SWIFT, offer.format(duty))
        model.step()
        japan = model.countries[model.world.countries.index("JPN")]
        k, phl = len(model.world.bodies) - 1, model.world.countries.index("PHL")
        model.countries[phl].standing[k] = 1.0
        worth[duty] = Worth(japan).of(k)
        rates = list(model.hazard)
        model.hazard = [0.0] * len(rates)
        quiet[duty] = Worth(japan).of(k)  # where nothing ever happens there is nothing to be drawn into
    drawn = sum(
        accord.drawn_in(rate, ground.drawn, place.exposure[phl])
        for rate, ground, place in zip(rates, japan.traits.grounds, model.world.places, strict=True)
    )
    assert drawn > 0.0
    assert quiet["true"] > quiet["false"] == worth["false"]
    assert quiet["true"] - worth["true"] == pytest.approx(drawn, rel=1e-9)


def test_a_duty_binds_those_that_accept_only(stage: Any) -> None:
    offer = "policies=[{type: minilateral, id: league, start: 2028, members: [JPN, KOR, PHL], depth: 0.2, duty: true}]"
    told = _told(stage, offer, luck=_answers("offer.league", joining=("JPN", "PHL")))
    world = told.model.world
    jpn, kor, phl = (world.countries.index(code) for code in ("JPN", "KOR", "PHL"))
    assert told.model.bound[jpn] == {phl}
    assert told.model.bound[phl] == {jpn}
    assert told.model.bound[kor] == set()


def test_a_depth_set_by_the_scenario_moves_no_tie_of_the_base_year(stage: Any, plain: Any) -> None:
    told = _told(stage, "institutions={quad: {depth: 0.9}}")
    assert told.model.world.bodies[_bodies(told.model).index("quad")].depth == 0.9
    assert told.model.ties == plain.model.ties
    gone = _told(stage, "institutions={quad: {depth: 0.9}}", _lever("institution: quad, depth: 0"))
    lost = RESTING * 0.9 / (0.9 + TSD + SQUAD)
    assert _tie(gone, "AUS", "JPN") == pytest.approx(_tie(plain, "AUS", "JPN") * (1 - lost), rel=1e-9)
