"""New bodies in a region: who is asked and when, what follows from accepting, and that refusing changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
import pytest

from sim.engine.accords import Worth
from sim.engine.country import Country
from sim.engine.mesa_model import PactModel
from sim.law import accord, economy
from sim.law.arithmetic import logistic
from sim.world.records import World

Parts = dict[str, Any]  # of luck, those in which it is not still

SHORT = "horizon.end=2036"
NEVER, ALWAYS = 1 - 2**-33, 0.0
ASKED = ("JPN", "KOR", "PHL")
OFFER = "{type: minilateral, start: 2028, end: 2032, members: [JPN, KOR, PHL], depth: 0.3}"
FIRST, END = 2, 7  # steps: the offer's first, and the first without it


def _answers(*willing: Collection[str], windows: Collection[int] = ()) -> Callable[[World], Parts]:
    """Luck under which these accept each offer, the others refuse, members stay, and nothing happens.

    Args:
        willing: of each offer.
        windows: steps at which all look again.
    """

    def luck(world: World) -> Parts:
        n, t, answers = len(world.countries), world.steps, iter(willing)
        return {
            "review": [[[ALWAYS if step in windows else NEVER, NEVER, NEVER, NEVER]] * n for step in range(t)],
            "accord": [
                [ALWAYS] * n if body.known else [ALWAYS if c in names else NEVER for c in world.countries]
                for body in world.bodies
                for names in [() if body.known else next(answers)]
            ],
        }

    return luck


def _run(stage: Any, *willing: Collection[str], offers: tuple[str, ...] = (OFFER,), sets: tuple[str, ...] = ()) -> Any:
    told = _answers(*(willing or ((),)))
    return stage.run("status_quo", SHORT, f"policies=[{', '.join(offers)}]", *sets, luck=told, script={})


def _more(told: Any, code: str) -> list[float]:
    """Of how many bodies a country is a member, step by step, beside those of the base year."""
    model = told.model
    i = model.world.countries.index(code)
    rooted = sum(body.founded[i] for body in model.world.bodies)
    return [float(count) - rooted for count in told.country("minilaterals", code)]


def _tie(told: Any, a: str, b: str) -> float:
    names = told.model.world.countries
    return float(told.model.ties[names.index(a)][names.index(b)])


def _course(model: PactModel, a: str, b: str) -> list[float]:
    """Depth of a tie after each step."""
    i, j = (model.world.countries.index(code) for code in (a, b))
    seen = []
    for _ in range(model.world.steps):
        model.step()
        seen.append(model.ties[i][j])
    return seen


def _model(stage: Any, *willing: Collection[str], windows: Collection[int] = (), offer: str = OFFER) -> PactModel:
    made: PactModel = stage.model(
        "status_quo", SHORT, f"policies=[{offer}]", luck=_answers(*(willing or ((),)), windows=windows)
    )
    return made


def test_one_that_all_refuse_changes_not_a_bit(stage: Any) -> None:
    refused, plain = _run(stage, ()), _run(stage, offers=())
    assert refused.journal.countries == plain.journal.countries
    assert refused.journal.theatre == plain.journal.theatre
    assert refused.journal.places == plain.journal.places
    assert refused.model.ties == plain.model.ties


def test_one_that_one_alone_accepts_deepens_no_tie(stage: Any) -> None:
    assert _run(stage, ("JPN",)).model.ties == _run(stage, offers=()).model.ties


def test_ties_deepen_between_those_that_accept_while_it_lasts(stage: Any) -> None:
    accepted, plain = (_model(stage, names) for names in (("JPN", "KOR"), ()))
    for pair in (("JPN", "PHL"), ("AUS", "JPN"), ("KOR", "TWN")):  # with those who refused, or were not asked
        assert _course(_model(stage, ("JPN", "KOR")), *pair) == _course(_model(stage), *pair), pair
    gained = np.array(_course(accepted, "JPN", "KOR")) - _course(plain, "JPN", "KOR")
    assert (gained[:FIRST] == 0.0).all()
    assert (np.diff(gained[FIRST - 1 : END]) > 0).all()
    assert (np.diff(gained[END - 1 :]) < 0).all()  # and wither again when it is over
    assert (gained[END:] > 0).all()


def test_members_are_counted_while_the_offer_stands(stage: Any) -> None:
    told = _run(stage, ("JPN", "PHL"))
    counted = [0] * FIRST + [1] * (END - FIRST) + [0] * (11 - END)
    assert _more(told, "JPN") == counted
    assert _more(told, "PHL") == counted
    assert not any(_more(told, "KOR"))
    assert all(c.standing[-1] == -1.0 for c in told.model.countries)  # at the end nobody is asked any more
    assert not any(c.engaged for c in told.model.countries)


def test_several_add_up(stage: Any) -> None:
    second = "{type: minilateral, start: 2030, members: [JPN, PHL, AUS], depth: 0.2}"
    told = _run(stage, ASKED, ("JPN", "AUS"), offers=(OFFER, second))
    assert _more(told, "JPN") == [0] * 2 + [1] * 2 + [2] * 3 + [1] * 4
    assert _more(told, "PHL") == [0] * 2 + [1] * 5 + [0] * 4
    assert _more(told, "AUS") == [0] * 4 + [1] * 7
    only = _run(stage, (), ("JPN", "AUS"), offers=(OFFER, second))
    assert _tie(only, "AUS", "JPN") == pytest.approx(_tie(told, "AUS", "JPN"), rel=1e-12)


def test_whoever_is_not_invited_has_no_standing(stage: Any) -> None:
    model = _model(stage, [*ASKED, "AUS", "TWN"])
    for _ in range(FIRST + 1):
        model.step()
    standing = {model.world.countries[c.index]: c.standing[-1] for c in model.countries}
    assert {code for code, told in standing.items() if told == 1.0} == set(ASKED)
    assert {told for code, told in standing.items() if code not in ASKED} == {-1.0}


def _standings(model: PactModel, code: str, change: int, then: float) -> list[float]:
    """Standing of a country step by step, if from a step on its worth was enough, or no longer, for its uniform."""
    i = model.world.countries.index(code)
    seen = []
    for t in range(model.world.steps):
        if t == change:
            model.luck.accord[-1][i] = then
        model.step()
        seen.append(model.countries[i].standing[-1])
    return seen


def test_a_member_thinks_again_only_at_a_window(stage: Any) -> None:
    leaving = _standings(_model(stage, ASKED, windows=(5,)), "KOR", 3, NEVER)
    assert leaving == [-1, -1, 1, 1, 1, 0, 0, -1, -1, -1, -1]
    coming = _standings(_model(stage, (), windows=(5,)), "KOR", 3, ALWAYS)
    assert coming == [-1, -1, 0, 0, 0, 1, 1, -1, -1, -1, -1]
    staying = _standings(_model(stage, ASKED), "KOR", 3, NEVER)
    assert staying == [-1, -1, 1, 1, 1, 1, 1, -1, -1, -1, -1]


def test_a_member_that_leaves_lets_the_ties_wither(stage: Any) -> None:
    model, stays = _model(stage, ASKED, windows=(4,)), _model(stage, ASKED, windows=(4,))
    left = model.world.countries.index("KOR")
    for t in range(END):
        if t == 4:
            model.luck.accord[-1][left] = NEVER
        model.step()
        stays.step()
    j, p = (model.world.countries.index(code) for code in ("JPN", "PHL"))
    assert model.ties[j][left] < stays.ties[j][left]
    assert model.ties[j][p] == pytest.approx(stays.ties[j][p], rel=0.01)
    assert [c.standing[-1] == 1.0 for c in model.countries] == [i in (j, p) for i in range(len(model.countries))]
    assert [a.joined - b.joined for a, b in zip(model.countries, stays.countries, strict=True)] == [
        -float(i == left) for i in range(len(model.countries))
    ]


def test_all_answer_at_once(stage: Any) -> None:
    """The Philippines, last in the order of names, does not know yet that the others accept."""
    found: dict[str, float] = {}

    def probe(country: Country) -> None:
        model = country.model
        if model.t == FIRST and model.world.countries[country.index] == "PHL":
            offer = len(model.world.bodies) - 1
            found["unsure"] = Worth(country).of(offer)
            for other in model.countries:
                other.standing[offer] = 1.0
            found["sure"] = Worth(country).of(offer)
            for other in model.countries:
                other.standing[offer] = -1.0

    probed = stage.model("status_quo", SHORT, f"policies=[{OFFER}]", luck=_answers(ASKED), keep_terms=True)
    probed.listeners.append(probe)
    for _ in range(FIRST + 1):
        probed.step()
    assert found["unsure"] < found["sure"]
    chances = [logistic(probed.w.choice_sharpness * found[k]) for k in ("unsure", "sure")]
    model = _model(stage, ASKED, windows=(FIRST + 1,))
    i = model.world.countries.index("PHL")
    model.luck.accord[-1][i] = sum(chances) / 2  # enough if the others were sure to come
    standing = []
    for _ in range(FIRST + 2):
        model.step()
        standing.append(model.countries[i].standing[-1])
    assert standing == [-1, -1, 0, 1]  # a window later it knows


def test_what_is_worth_more_is_accepted_more(stage: Any) -> None:
    """A country that is frightened sees more in company, one with a government close to the challenger less."""
    model = _model(stage, ASKED)
    for _ in range(FIRST):
        model.step()
    model.lever = model.levers[FIRST]
    country = model.countries[model.world.countries.index("JPN")]
    offer = len(model.world.bodies) - 1
    before = Worth(country).of(offer)
    country.fear = 0.5
    afraid = Worth(country).of(offer)
    country.fear, country.orientation = 0.0, country.orientation - 1.0
    assert Worth(country).of(offer) < before < afraid


def test_it_counts_as_a_part_of_a_side_by_hand(stage: Any) -> None:
    """Retaliation strikes members, and the challenger sees more of encirclement where they are."""
    accepted, refused = _run(stage, ASKED), _run(stage, ())
    w, world, lever = accepted.model.w, accepted.model.world, accepted.model.levers[FIRST]
    side = 0.3 * w.minilateral_side
    for code in world.countries:
        i = world.countries.index(code)
        drawn_on = economy.coercion_loss(
            world.spokes[i].exports_challenger, w.trade_diversion, lever.coercion, w.retaliation_level * side, 0.0
        )
        more = accepted.country("coercion_loss", code)[FIRST] - refused.country("coercion_loss", code)[FIRST]
        assert more == pytest.approx(drawn_on if code in ASKED else 0.0, rel=1e-6), code
    for f, place in enumerate(world.places):
        seen = sum(place.weight[world.countries.index(code)] for code in ASKED) * side
        more = accepted.place("provocation")[FIRST, f] - refused.place("provocation")[FIRST, f]
        assert more == pytest.approx(seen, rel=1e-9)
    assert accord.side_taken(w.minilateral_side, 0.3) == side


def test_an_offer_that_begins_within_a_year_is_small_in_that_year(stage: Any) -> None:
    """Its depth grows in the second year though nobody answers anew: ties follow."""
    late = "{type: minilateral, start: 2028-10-01, members: [JPN, KOR], depth: 0.3}"
    full = "{type: minilateral, start: 2028, members: [JPN, KOR], depth: 0.3}"
    paths = [_course(_model(stage, ("JPN", "KOR"), offer=offer), "JPN", "KOR") for offer in (late, full)]
    plain = _course(_model(stage, (), offer=full), "JPN", "KOR")
    gained = [np.array(path) - plain for path in paths]
    assert gained[0][FIRST] == pytest.approx(gained[1][FIRST] * 92 / 366, rel=0.01)
    # of the gap to its full depth the same share is closed a year, once it is there
    assert gained[0][-1] == pytest.approx(gained[1][-2], rel=0.1)
