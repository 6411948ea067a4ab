"""The game of a scenario: who plays it, what its payoffs are made of, and what the treaty's terms do to it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.coalitions import findings
from sim.coalitions.accession import Accession
from sim.coalitions.findings import Question, find
from sim.coalitions.game import Game, play, sizes, summed
from sim.coalitions.stability import moves
from sim.coalitions.stage import SIGNING, Stage, World, set_up
from sim.coalitions.worlds import bringer
from sim.errors import InputError, RunFailed
from sim.evidence import Evidence
from sim.law import pact
from sim.law.types import UNEXPLAINED, Terms
from sim.scenario import Scenario

Read = Callable[..., Scenario]
Set = Callable[..., Stage]
FOUR = ("AUS", "JPN", "KOR", "PHL")


@pytest.fixture
def stage(read_scenario: Read, evidence: Evidence) -> Set:
    """The maker of stages of the scenario `asian_nato`, or of another with sets."""

    def made(*sets: str, name: str = "asian_nato", **other: object) -> Stage:
        return set_up(evidence, read_scenario(name, *sets), **other)

    return made


def played(made: Stage, *, law_alone: bool = False) -> Game:
    world = bringer(made, "mesa", chance=False)(0)
    return play(made, world, "mesa", law_alone=law_alone)


# --- who plays ----------------------------------------------------------------------------------------------------
def test_the_offer_says_who_when_and_how_many(stage: Set) -> None:
    made = stage()
    assert (made.candidates, made.year, made.treaty.least) == (("AUS", "JPN", "PHL"), 2027.0, 3)
    assert not made.treaty.in_force
    stood = stage(stood=3.0)
    assert (stood.treaty.least, stood.treaty.in_force) == (2, True)
    other = stage(year=2030.6, among=("PHL", "JPN", "KOR", "JPN"))
    assert (other.candidates, other.year) == (("JPN", "KOR", "PHL"), 2030.0)
    assert stage(year=2026).candidates == ("AUS", "JPN", "PHL")  # asked later on


def test_without_an_offer_two_make_a_pact(stage: Set) -> None:
    made = stage(name="status_quo", among=("JPN", "KOR"))
    assert (made.year, made.treaty.least) == (2026.0, 2)


@pytest.mark.parametrize(
    ("sets", "name", "other", "said"),
    [
        ((), "status_quo", {}, "--among: status_quo invites nobody into a pact; name candidates, as --among AUS,JPN"),
        ((), "asian_nato", {"among": ("JPN", "KOT", "PHL")}, "KOT takes no part in asian_nato; did you mean 'KOR'?"),
        ((), "asian_nato", {"among": ("JPN", "PHL")}, "the pact needs 3 members, and there are 2 candidates"),
        ((), "asian_nato", {"year": 2046}, "--year: 2046 lies outside the horizon 2026-2045"),
    ],
)
def test_what_cannot_be_set_up(
    sets: tuple[str, ...], name: str, other: dict[str, object], said: str, stage: Set
) -> None:
    with pytest.raises(InputError) as error:
        stage(*sets, name=name, **other)
    assert said in str(error.value)


def test_memberships_are_numbered_by_bits(stage: Set) -> None:
    made = stage(among=FOUR)
    assert made.number(("AUS", "PHL")) == 0b1001
    assert made.members(0b0110) == ("JPN", "KOR")
    rows = made.standings(np.array([0b1001]))
    assert [made.countries[i] for i in np.flatnonzero(rows[0] == pact.IN)] == ["AUS", "PHL"]


# --- payoffs ------------------------------------------------------------------------------------------------------
def test_too_few_signatures_change_nothing(stage: Set) -> None:
    own = played(stage(among=FOUR))
    assert (own.payoffs[sizes(4) < 3] == own.payoffs[0]).all()
    assert (own.payoffs[sizes(4) >= 3] != own.payoffs[0]).any(axis=1).all()
    assert (own.crises[sizes(4) < 3] == own.crises[0]).all()


def test_members_hold_the_pact_and_others_what_they_held(stage: Set) -> None:
    made = stage()
    world = bringer(made, "mesa", chance=False)(0)
    found = world.weigh(made.standings(np.array([0, 7])), made.treaty)
    constants = found.terms[:, :, Terms._fields.index("constant")]
    insured = found.terms[:, :, Terms._fields.index("hedging")]
    outsiders = [i for i in range(len(made.countries)) if i not in made.places]
    assert (constants[0] != constants[1])[made.places].all()
    assert (constants[0] == constants[1])[outsiders].all()
    assert (insured[1, made.places] == 0.0).all()  # a member is not insured with both sides


def test_no_offer_is_left_in_the_worlds(stage: Set) -> None:
    made = stage("parameters.pact_formation_prior=0.3", year=2044)
    (model,) = made.factory.models(0)
    assert not any(any(lever.pact_invited) or any(lever.pact_open) for lever in model.levers)
    model.run()
    assert not any(c.signed for c in model.countries)


def test_the_law_alone_leaves_out_what_it_does_not_explain() -> None:
    terms = np.random.default_rng(3).normal(size=(5, 2, 15))
    explained = [k for k, name in enumerate(Terms._fields) if name not in UNEXPLAINED]
    assert summed(terms, law_alone=False) == pytest.approx(terms.sum(axis=-1))
    assert summed(terms, law_alone=True) == pytest.approx(terms[..., explained].sum(axis=-1))


def test_money_is_output(stage: Set, evidence: Evidence) -> None:
    own = played(stage(year=2026))
    japan = evidence.countries["JPN"].parameters
    gdp = next(japan[name].value for name in ("gdp", "gdp_market") if name in japan)
    assert own.scale[1] * 100.0 == pytest.approx(gdp)


# --- what the treaty says -----------------------------------------------------------------------------------------
def test_leaving_a_pact_that_stands_costs_its_price(stage: Set) -> None:
    cheap = played(stage("policies.pact.exit_price=0", among=FOUR, stood=1.0))
    dear = played(stage("policies.pact.exit_price=2", among=FOUR, stood=1.0))
    assert dear.leaving - cheap.leaving == pytest.approx(2.0)
    assert np.array_equal(dear.payoffs, cheap.payoffs)
    assert np.array_equal(dear.joining, cheap.joining)
    assert (cheap.leaving + cheap.joining > 0.0).all()  # there and back again is a loss
    assert not played(stage(among=FOUR)).leaving.any()


def test_prices_do_not_depend_on_the_others(stage: Set) -> None:
    made = stage(among=FOUR, stood=2.0)
    world = bringer(made, "mesa", chance=False)(0)
    own = play(made, world, "mesa")
    for number in (0b0011, 0b0111, 0b1110):
        for k, i in enumerate(made.places):
            if number >> k & 1 and number.bit_count() > 2:
                rows = made.standings(np.array([number ^ (1 << k)] * 2 + [number] * 2))
                rows[1, i], rows[3, i] = pact.LEFT, pact.JOINED
                out, left, inside, joined = summed(world.weigh(rows, made.treaty).terms, law_alone=False)[:, i]
                assert out - left == pytest.approx(own.leaving[k])
                assert inside - joined == pytest.approx(own.joining[k])


def test_signing_and_joining_later_cost_the_same_way_up(stage: Set) -> None:
    new, old = (
        played(stage("policies.pact.minimum=3", among=FOUR)),
        played(stage("policies.pact.minimum=3", "parameters.commitment_hazard=0", among=FOUR, stood=0.0)),
    )
    calm = played(stage("parameters.commitment_hazard=0", among=FOUR))
    full = old.everybody
    assert calm.payoffs[full] == pytest.approx(old.payoffs[full] - old.joining)
    assert (new.crises[full] >= calm.crises[full]).all()  # a young promise is put to the test


def test_a_pact_that_has_stood_is_tested_less(stage: Set) -> None:
    young, old = played(stage(among=FOUR, stood=0.0)), played(stage(among=FOUR, stood=20.0))
    assert old.crises[old.everybody] < young.crises[young.everybody]
    assert old.crises[0] == young.crises[0]


# --- findings -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("stood", [SIGNING, 2.0])
@pytest.mark.parametrize("law_alone", [False, True])
def test_reasons_add_up_to_the_gain_of_moving(stood: float, law_alone: bool, stage: Set) -> None:
    made = stage(among=FOUR, stood=stood)
    close = made.number(("AUS", "JPN", "PHL"))
    found = find(made, Question((0,), False, law_alone, Accession.open, close), "mesa")
    assert found.reasons.sum(axis=1) == pytest.approx(found.moves[close], abs=1e-9)
    assert found.shapley.sum() == pytest.approx(found.worth[-1])
    assert found.payoffs[0].tolist() == [0.0] * 4


def test_engines_and_threads_find_the_same(stage: Set) -> None:
    pytest.importorskip("numba")
    made = stage(among=FOUR, drawn=True, year=2029)
    question = Question((0, 1, 2), True, False, Accession.majority, 15)
    fast, slow = (find(made, question, engine) for engine in ("ensemble", "mesa"))
    assert np.array_equal(fast.payoffs, slow.payoffs)
    assert np.array_equal(fast.shapley, slow.shapley)
    assert fast.commitments == slow.commitments
    assert fast.exits == slow.exits
    assert all(np.array_equal(fast.holds[name], slow.holds[name]) for name in fast.holds)
    world = bringer(made, "ensemble", chance=True)(0)
    one, two = (play(made, world, "ensemble", threads=n) for n in (1, 2))
    assert np.array_equal(one.payoffs, two.payoffs)


def test_shares_are_means_of_worlds(stage: Set) -> None:
    made = stage(among=FOUR, drawn=True)
    each = [find(made, Question((r,), True, False, Accession.open, 15), "mesa") for r in (4, 9)]
    both = find(made, Question((4, 9), True, False, Accession.open, 15), "mesa")
    for name, share in both.holds.items():
        assert share == pytest.approx((each[0].holds[name] + each[1].holds[name]) / 2)
    assert both.worth == pytest.approx((each[0].worth + each[1].worth) / 2)
    assert both.first.sum() <= 1.0


def test_every_mean_is_of_a_game(stage: Set) -> None:
    made = stage(among=FOUR)
    own = played(made)
    found = find(made, Question((0,), False, False, Accession.open, 15), "mesa")
    assert found.moves == pytest.approx(moves(own))
    assert found.payoffs == pytest.approx(own.payoffs - own.payoffs[0])


def test_a_world_that_fails_is_left_out_and_named(stage: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    made = stage(drawn=True)
    plain = bringer(made, "mesa", chance=True)

    def sometimes(replicate: int) -> World:
        if replicate in (1, 2):
            raise ArithmeticError("not a number")
        return plain(replicate)

    monkeypatch.setattr(findings, "bringer", lambda *args, **kwargs: sometimes)
    found = find(made, Question((0, 1, 2, 3), True, False, Accession.open, 7), "mesa")
    assert (found.failed, found.question.replicates, found.shapley.shape) == ((1, 2), (0, 3), (2, 3))
    with pytest.raises(RunFailed, match="no world could be looked at"):
        find(made, Question((1, 2), True, False, Accession.open, 7), "mesa")
