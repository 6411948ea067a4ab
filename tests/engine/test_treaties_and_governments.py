"""Treaties made and ended, and governments put into office: they force a decision in that step, and bind for long."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
import pytest

from sim.engine.mesa_model import PactModel
from sim.policy.levers import Levers, TimeGrid
from sim.world.records import World

Parts = dict[str, Any]  # of luck, those in which it is not still

SHORT = "horizon.end=2034"
NEVER = 1 - 2**-33
FOUNDERS = ("AUS", "JPN", "PHL")
PACT = "policies=[{type: formal_pact, start: 2027, invited: [AUS, JPN, PHL], quorum: 3, minimum: 2, notice: 0}]"


def _treaty(code: str, *said: tuple[int, float]) -> Callable[[Levers, TimeGrid], None]:
    """What the scenario says of a treaty from a step on."""

    def pull(levers: Levers, grid: TimeGrid) -> None:
        for step, value in said:
            levers.treaty[step:, grid.countries.index(code)] = value

    return pull


def _government(code: str, *spans: tuple[int, int, float]) -> Callable[[Levers, TimeGrid], None]:
    """Governments in office from a step to another, both included."""

    def pull(levers: Levers, grid: TimeGrid) -> None:
        i = grid.countries.index(code)
        for first, last, leaning in spans:
            levers.government_fixed[first : last + 1, i] = True
            levers.government[first : last + 1, i] = leaning

    return pull


def _deciding(model: PactModel) -> list[list[str]]:
    """Run a model; who weighed its postures, step by step."""
    seen: list[list[str]] = [[] for _ in range(model.world.steps)]
    model.listeners.append(lambda c: seen[model.t].append(model.world.countries[c.index]))
    model.run()
    return seen


def _postures(stage: Any, code: str, **how: Any) -> list[str]:
    return list(stage.run("status_quo", SHORT, **how).posture(code))


def test_a_treaty_ended_closes_the_alliance_and_one_renewed_opens_it_in_that_step(stage: Any) -> None:
    pull = _treaty("PHL", (3, 0), (6, -1))
    told = stage.run("status_quo", SHORT, pull=pull)  # by still luck it takes the highest posture open
    assert told.posture("PHL") == ["ally"] * 3 + ["network"] * 3 + ["ally"] * 3
    deciding = _deciding(stage.model("status_quo", SHORT, pull=pull))
    assert deciding == [[], [], [], ["PHL"], [], [], ["PHL"], [], []]


def test_a_treaty_on_offer_opens_the_alliance_to_a_partner(stage: Any) -> None:
    pull = _treaty("SGP", (2, 1), (5, 0))
    model = stage.model("status_quo", SHORT, pull=pull)
    country = model.countries[model.world.countries.index("SGP")]
    ally = model.world.postures.index("ally")
    opened = []
    for _ in range(model.world.steps):
        model.step()
        opened.append(ally in country.open_now())
    assert opened == [False] * 2 + [True] * 3 + [False] * 4
    assert _postures(stage, "SGP", pull=pull) == ["network"] * 2 + ["ally"] * 3 + ["network"] * 4


@pytest.mark.parametrize(("code", "said"), [("JPN", 1), ("SGP", 0)])
def test_saying_what_is_so_already_changes_nothing(stage: Any, code: str, said: float) -> None:
    model = stage.model("status_quo", SHORT, pull=_treaty(code, (2, said)))
    assert not any(_deciding(model))
    assert model.journal.countries == stage.run("status_quo", SHORT).journal.countries


def _ratifying(*codes: str) -> Callable[[World], Parts]:
    """Luck under which nothing happens but that these ratify what they have signed."""

    def luck(world: World) -> Parts:
        always = [[NEVER] * 3 + [0.0 if c in codes else NEVER] for c in world.countries]
        return {"review": [always for _ in range(world.steps)]}

    return luck


def _signing(step: int, codes: Collection[str]) -> dict[tuple[str, int], str]:
    return {(code, step): "pact" for code in codes}


def test_who_waits_for_a_pact_is_no_ally_meanwhile(stage: Any) -> None:
    told = stage.run(
        "status_quo",
        SHORT,
        PACT,
        script=_signing(1, FOUNDERS),
        luck=_ratifying("AUS", "PHL"),
        pull=_treaty("JPN", (3, 0)),
    )
    assert told.posture("JPN") == ["ally"] * 3 + ["network"] * 6
    assert told.country("signed", "JPN").tolist() == [0] + [1] * 8  # its signature stands
    assert told.posture("AUS") == ["ally"] * 9


def test_a_pact_that_lapses_leaves_no_alliance_that_has_ended(stage: Any) -> None:
    told = stage.run(
        "status_quo",
        SHORT,
        PACT,
        script={**_signing(1, FOUNDERS), ("PHL", 5): "network", ("AUS", 5): "ally"},
        luck=_ratifying(*FOUNDERS),
        pull=_treaty("JPN", (3, 0)),
    )
    assert told.theatre("pact_in_force").tolist() == [0] + [1] * 4 + [0] * 4
    assert told.posture("JPN") == ["ally"] + ["pact"] * 4 + ["network"] * 4
    assert told.posture("AUS")[5:] == ["ally"] * 4


def test_a_government_put_into_office_is_in_office_for_its_span_and_decides_at_once(stage: Any) -> None:
    pull = _government("JPN", (2, 4, 0.9), (5, 6, -0.5))
    told = stage.run("status_quo", SHORT, pull=pull)
    before = told.country("government", "JPN")[0]
    # once its span is over it stays until the country itself votes for another
    assert told.country("government", "JPN").tolist() == [before] * 2 + [0.9] * 3 + [-0.5] * 4
    deciding = _deciding(stage.model("status_quo", SHORT, pull=pull))
    assert deciding == [[], [], ["JPN"], [], [], ["JPN"], [], [], []]
    plain = stage.run("status_quo", SHORT)
    others = [c for c in range(len(told.model.countries)) if told.model.world.countries[c] != "JPN"]
    assert np.array_equal(told.country("government")[:, others], plain.country("government")[:, others])


def test_a_government_that_grows_less_convinced_is_the_same_one(stage: Any) -> None:
    pull = _government("JPN", (2, 3, 0.9), (4, 5, 0.3), (6, 8, -0.3))
    deciding = _deciding(stage.model("status_quo", SHORT, pull=pull))
    assert deciding == [[], [], ["JPN"], [], [], [], ["JPN"], [], []]


def test_no_election_turns_out_a_government_that_is_given(stage: Any) -> None:
    def restless(world: World) -> Parts:
        n = len(world.countries)
        return {
            "review": [[[NEVER, NEVER, 0.0, NEVER]] * n for _ in range(world.steps)],
            "government": [[0.1 * t] * n for t in range(world.steps)],
        }

    told = stage.run("status_quo", SHORT, luck=restless, script={}, pull=_government("KOR", (0, 3, -0.7)))
    free = stage.run("status_quo", SHORT, luck=restless, script={})
    leaning, drawn = told.country("government", "KOR"), free.country("government", "KOR")
    assert leaning[:4].tolist() == [-0.7] * 4
    assert np.array_equal(leaning[4:], drawn[4:])  # afterwards it votes as it would have done
    assert len(set(drawn.tolist())) == 9


def test_in_office_from_the_first_step_it_decides_in_the_first_step(stage: Any) -> None:
    assert _deciding(stage.model("status_quo", SHORT, pull=_government("PHL", (0, 8, -1.0)))) == [["PHL"], *[[]] * 8]
