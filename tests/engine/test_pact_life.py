"""The life of a pact, step by step, among spokes that do as they are told."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import pytest

from sim.world.records import World

Parts = dict[str, Any]  # of luck, those in which it is not still

NEVER = 1 - 2**-33
FOUNDERS = ("AUS", "JPN", "PHL")
OFFER = (
    "{{type: formal_pact, start: 2027, invited: [AUS, JPN, PHL], quorum: {quorum}, minimum: 2, notice: {notice}{more}}}"
)
SHORT = "horizon.end=2036"


def _offer(quorum: int = 3, notice: float = 1, more: str = "") -> str:
    return f"policies=[{OFFER.format(quorum=quorum, notice=notice, more=more)}]"


def _ratifying(*when: tuple[str, int], always: Collection[str] = ()) -> Callable[[World], Parts]:
    """Luck under which nothing happens but ratification: of some at once, of others at a step."""

    def luck(world: World) -> Parts:
        def fate(code: str, t: int) -> float:
            return 0.0 if code in always or (code, t) in when else NEVER

        review = [[[NEVER, NEVER, NEVER, fate(c, t)] for c in world.countries] for t in range(world.steps)]
        return {"review": review}

    return luck


def _signing(step: int, *codes: str) -> dict[tuple[str, int], str]:
    return {(code, step): "pact" for code in codes}


def test_nothing_happens_before_the_quorum_is_met(stage: Any) -> None:
    told = stage.run(
        "status_quo", SHORT, _offer(), script=_signing(1, *FOUNDERS), luck=_ratifying(always=("AUS", "JPN"))
    )
    assert told.theatre("pact_offered").tolist() == [0] + [1] * 10
    assert told.theatre("signatories").tolist() == [0] + [3] * 10
    assert not told.theatre("pact_in_force").any()
    assert not told.country("member").any()
    assert set(told.posture("JPN")) == {"ally"}  # a signature is no membership
    assert not told.country("changed").any()


def test_it_enters_into_force_with_the_last_ratification_needed(stage: Any) -> None:
    told = stage.run(
        "status_quo",
        SHORT,
        _offer(),
        script=_signing(1, *FOUNDERS),
        luck=_ratifying(("AUS", 1), ("JPN", 3), ("PHL", 5)),
    )
    assert told.theatre("pact_in_force").tolist() == [0] * 5 + [1] * 6
    assert told.theatre("members").tolist() == [0] * 5 + [3] * 6
    assert told.posture("AUS") == ["ally"] * 5 + ["pact"] * 6
    assert told.country("changed", "AUS").tolist() == [0] * 5 + [1] + [0] * 5
    assert told.country("side", "AUS").tolist() == [told.model.ladder[3].side] * 5 + [1.0] * 6


def test_a_smaller_quorum_does_not_wait_for_the_rest(stage: Any) -> None:
    told = stage.run(
        "status_quo",
        SHORT,
        _offer(quorum=2),
        script=_signing(1, *FOUNDERS),
        luck=_ratifying(("AUS", 1), ("JPN", 3), ("PHL", 5)),
    )
    assert told.theatre("pact_in_force").tolist() == [0] * 3 + [1] * 8
    assert told.theatre("members").tolist() == [0] * 3 + [2] * 2 + [3] * 6
    assert told.posture("PHL") == ["ally"] * 5 + ["pact"] * 6


def test_only_the_signed_ratify(stage: Any) -> None:
    told = stage.run("status_quo", SHORT, _offer(), script=_signing(4, *FOUNDERS), luck=_ratifying(always=FOUNDERS))
    assert told.theatre("pact_in_force").tolist() == [0] * 4 + [1] * 7


def test_a_signature_withdrawn_is_a_ratification_lost(stage: Any) -> None:
    script = {**_signing(1, *FOUNDERS), ("AUS", 2): "ally", **_signing(4, "AUS")}
    told = stage.run("status_quo", SHORT, _offer(), script=script, luck=_ratifying(("AUS", 1), ("JPN", 1), ("PHL", 3)))
    assert told.theatre("signatories").tolist() == [0, 3, 2, 2] + [3] * 7
    assert not told.theatre("pact_in_force").any()  # Australia's ratification of 2027 does not come back


def _opening(stage: Any, code: str, more: str = "") -> list[bool]:
    """Whether the pact is open to a country, step by step."""
    model = stage.model(
        "status_quo", SHORT, _offer(more=more), script=_signing(1, *FOUNDERS), luck=_ratifying(always=FOUNDERS)
    )
    bound = model.world.postures.index("pact")
    country = model.countries[model.world.countries.index(code)]
    seen = []
    for _ in range(model.world.steps):
        model.step()
        seen.append(bound in country.open_now())
    return seen


def test_founders_may_sign_while_it_is_on_offer_and_others_once_it_is_in_force(stage: Any) -> None:
    assert _opening(stage, "JPN") == [False] + [True] * 10
    assert _opening(stage, "KOR") == [False] + [True] * 10  # after the step in which it came into force


def test_it_is_open_to_those_it_names_only(stage: Any) -> None:
    assert not any(_opening(stage, "KOR", ", open_to: [IND]"))
    assert _opening(stage, "IND", ", open_to: [IND]") == [False] + [True] * 10


def test_before_entry_into_force_it_is_closed_to_those_not_invited(stage: Any) -> None:
    model = stage.model("status_quo", SHORT, _offer(), script={})
    bound = model.world.postures.index("pact")
    for _ in range(4):
        model.step()
    open_ = {model.world.countries[c.index] for c in model.countries if bound in c.open_now()}
    assert open_ == set(FOUNDERS)


def test_accession_needs_a_ratification_of_its_own(stage: Any) -> None:
    told = stage.run(
        "status_quo",
        SHORT,
        _offer(),
        script={**_signing(1, *FOUNDERS), **_signing(3, "KOR")},
        luck=_ratifying(("KOR", 5), always=FOUNDERS),
    )
    assert told.theatre("members").tolist() == [0] + [3] * 4 + [4] * 6
    assert told.posture("KOR") == ["ally"] * 5 + ["pact"] * 6


@pytest.mark.parametrize(("notice", "bound"), [(0, 0), (1, 1), (2, 2), (3, 3)])
def test_a_member_that_leaves_stays_bound_for_its_notice(stage: Any, notice: int, bound: int) -> None:
    told = stage.run(
        "status_quo",
        SHORT,
        _offer(quorum=2, notice=notice),
        script={**_signing(1, *FOUNDERS), ("PHL", 4): "network"},
        luck=_ratifying(always=FOUNDERS),
    )
    assert told.posture("PHL") == ["ally"] + ["pact"] * (3 + bound) + ["network"] * (7 - bound)
    assert told.country("member", "PHL").tolist() == [0] + [1] * (3 + bound) + [0] * (7 - bound)
    assert told.theatre("pact_in_force").tolist() == [0] + [1] * 10


@pytest.mark.parametrize("parts", [1, 2, 3, 4, 6, 10, 12])
def test_notice_counts_years_whatever_the_step(stage: Any, parts: int) -> None:
    told = stage.run(
        "status_quo",
        "horizon.end=2031",
        f"step={1 / parts}",
        _offer(quorum=2, notice=1),
        script={**_signing(parts, *FOUNDERS), ("PHL", 3 * parts): "ally"},
        luck=_ratifying(always=FOUNDERS),
    )
    # declared at the beginning of 2029: bound through 2029
    assert told.country("member", "PHL").tolist() == [0] * parts + [1] * (3 * parts) + [0] * (2 * parts)


def test_a_member_may_think_again_during_its_notice(stage: Any) -> None:
    script = {**_signing(1, *FOUNDERS), ("PHL", 3): "ally", **_signing(5, "PHL")}
    told = stage.run("status_quo", SHORT, _offer(notice=3), script=script, luck=_ratifying(always=FOUNDERS))
    assert told.country("member", "PHL").tolist() == [0] + [1] * 10


def test_notice_is_given_once(stage: Any) -> None:
    """Declaring again to leave does not begin the notice anew."""
    script = {**_signing(1, *FOUNDERS), ("PHL", 3): "ally", ("PHL", 4): "network"}
    told = stage.run("status_quo", SHORT, _offer(quorum=2, notice=2), script=script, luck=_ratifying(always=FOUNDERS))
    assert told.posture("PHL") == ["ally"] + ["pact"] * 4 + ["network"] * 6


def test_below_its_minimum_it_lapses_and_releases_all(stage: Any) -> None:
    script = {**_signing(1, *FOUNDERS), ("PHL", 4): "network", ("AUS", 6): "ally"}
    told = stage.run("status_quo", SHORT, _offer(notice=0), script=script, luck=_ratifying(always=FOUNDERS))
    assert told.theatre("members").tolist() == [0] + [3] * 3 + [2] * 2 + [0] * 5
    assert told.theatre("pact_in_force").tolist() == [0] + [1] * 5 + [0] * 5
    assert told.posture("JPN") == ["ally"] + ["pact"] * 5 + ["ally"] * 5  # back to its former posture
    assert told.posture("AUS")[6:] == ["ally"] * 5
    assert told.posture("PHL")[4:] == ["network"] * 7
    assert told.country("changed", "JPN").tolist() == [0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0]


def test_an_offer_that_ends_lets_the_signatories_go(stage: Any) -> None:
    told = stage.run(
        "status_quo",
        SHORT,
        _offer(more=", end: 2029"),
        script=_signing(1, *FOUNDERS),
        luck=_ratifying(("AUS", 1), ("JPN", 2)),
    )
    assert told.theatre("pact_offered").tolist() == [0, 1, 1, 1] + [0] * 7
    assert told.theatre("signatories").tolist() == [0, 3, 3, 3] + [0] * 7
    assert not told.theatre("pact_in_force").any()
    assert set(told.posture("JPN")) == {"ally"}


def test_a_hedger_that_signed_in_vain_is_a_hedger_still(stage: Any) -> None:
    """Thailand has a treaty in force but hedges: a failed pact must not make it an ally."""
    told = stage.run(
        "status_quo",
        SHORT,
        "policies=[{type: formal_pact, start: 2027, end: 2029, invited: [AUS, JPN, THA], quorum: 3}]",
        script=_signing(1, "THA"),
    )
    assert told.country("signed", "THA").tolist() == [0, 1, 1, 1] + [0] * 7
    assert set(told.posture("THA")) == {"hedge"}
    assert not told.country("changed", "THA").any()


def test_a_pact_in_force_outlives_its_offer_but_takes_nobody_in(stage: Any) -> None:
    script = {**_signing(1, *FOUNDERS), **_signing(2, "KOR")}
    model = stage.model(
        "status_quo", SHORT, _offer(more=", end: 2029"), script=script, luck=_ratifying(("KOR", 6), always=FOUNDERS)
    )
    for _ in range(8):
        model.step()
    assert model.in_force
    assert [model.world.countries[c.index] for c in model.countries if c.member] == ["AUS", "JPN", "KOR", "PHL"]
    assert not model.may_join(model.world.countries.index("TWN"))


def test_a_pact_that_lapsed_may_be_founded_again(stage: Any) -> None:
    script = {**_signing(1, *FOUNDERS), ("PHL", 3): "ally", ("AUS", 3): "ally", **_signing(6, *FOUNDERS)}
    told = stage.run("status_quo", SHORT, _offer(notice=0), script=script, luck=_ratifying(always=FOUNDERS))
    assert told.theatre("pact_in_force").tolist() == [0, 1, 1, 0, 0, 0] + [1] * 5


def test_members_work_towards_deeper_ties_and_better_help(stage: Any) -> None:
    luck = _ratifying(always=FOUNDERS)
    inside = stage.model("status_quo", SHORT, _offer(), script=_signing(1, *FOUNDERS), luck=luck)
    outside = stage.model("status_quo", SHORT, _offer(), script={}, luck=luck)
    for model in (inside, outside):
        model.run()
    a, p = (inside.world.countries.index(code) for code in ("AUS", "PHL"))
    assert inside.ties[a][p] > outside.ties[a][p]
    assert inside.preparedness == pytest.approx(0.6)
    assert inside.countries[p].strength > outside.countries[p].strength
    assert inside.countries[p].success > outside.countries[p].success


def test_the_offer_and_the_entry_into_force_make_countries_decide(stage: Any) -> None:
    model = stage.model("status_quo", SHORT, _offer(), script=_signing(2, *FOUNDERS), luck=_ratifying(always=FOUNDERS))
    deciding = []
    for _ in range(5):
        model.lever = model.levers[model.t]
        deciding.append({model.world.countries[c.index] for c in model.countries if model.must_decide(c)})
        model.step()
    everyone = set(model.world.countries)
    # 2026 nothing, 2027 the offer, 2028 nothing (they sign and ratify in it), 2029 what came into force, 2030 nothing
    assert deciding == [set(), set(FOUNDERS), set(), everyone, set()]


def test_what_the_treaty_leaves_open_the_law_fills_in(stage: Any) -> None:
    silent = stage.model("status_quo", SHORT, "policies=[{type: formal_pact, start: 2027, invited: [JPN, AUS]}]")
    w = silent.w
    assert silent.pact == (2, 2, w.pact_preparedness, w.pact_exit_price, w.pact_notice)
    text = "{type: formal_pact, start: 2027, invited: [JPN, AUS], preparedness: 0, exit_price: 0, notice: 3}"
    said = stage.model("status_quo", SHORT, f"policies=[{text}]")
    assert said.pact == (2, 2, 0.0, 0.0, 3.0)
