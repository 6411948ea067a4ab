"""One world: it stops at its end, starts again alike, and says why."""

from __future__ import annotations

import pytest

from sim.dashboard import lone
from sim.dashboard.situation import Side, Situation, scenarios
from sim.engine.calibrated import Calibrated
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.scenario import load_scenario


@pytest.fixture
def factory(evidence: Evidence, calibrated: Calibrated) -> Factory:
    both = scenarios(Situation((Side("status_quo"), Side("asian_nato"))), evidence)
    return Factory(evidence, both, calibrated)


def test_it_is_the_world_of_that_number(factory: Factory) -> None:
    watched = lone.Watched(**lone.parameters(factory, 1, 5))
    plain = factory.models(5)[1]
    for _ in range(watched.world.steps):
        watched.step()
    plain.run()
    assert [c.posture for c in watched.countries] == [c.posture for c in plain.countries]
    assert [c.trust for c in watched.countries] == [c.trust for c in plain.countries]
    assert not watched.running
    assert watched.year == 2045
    watched.step()
    assert watched.t == watched.world.steps


def test_it_says_where_it_stands_and_why(factory: Factory, evidence: Evidence) -> None:
    watched = lone.Watched(**lone.parameters(factory, 1, 5))
    japan = watched.world.countries.index("JPN")
    assert lone.state(watched) == "Before the first step, 2026."
    assert lone.weighed(watched, japan) == []
    assert lone.reasons(watched, japan) == []
    assert lone.summary(watched, japan, "Japan") == "Japan has not weighed anything yet: take a step."
    watched.step()
    assert lone.state(watched) == "The end of 2026: no pact is in force."
    found = lone.weighed(watched, japan)
    assert sum(one.chance for one in found) == pytest.approx(1)
    assert [one.chance for one in found] == sorted((one.chance for one in found), reverse=True)
    assert sum(one.held for one in found) == 1
    told = lone.reasons(watched, japan)
    assert len(told) == len(found) - 1
    best = max(found, key=lambda one: one.worth)
    assert all(line.startswith(f"{best.posture} over ") for line in told)
    assert lone.summary(watched, japan, "Japan").startswith("Japan holds ")


@pytest.mark.parametrize(
    ("step", "ends"),
    [
        (1.0, ["The end of 2026", "The end of 2027"]),
        (0.5, ["At 2026.5", "At 2027"]),
        (0.25, ["At 2026.25", "At 2026.5"]),
    ],
)
def test_it_says_when_a_step_ends(evidence: Evidence, calibrated: Calibrated, step: float, ends: list[str]) -> None:
    one = load_scenario("status_quo", [f"step={step}"], evidence)
    watched = lone.Watched(**lone.parameters(Factory(evidence, (one,), calibrated), 0, 1))
    told = []
    for _ in ends:
        watched.step()
        told.append(lone.state(watched).partition(":")[0])
    assert told == ends


def test_the_picture_holds_everybody_and_the_lines_among_them(factory: Factory, evidence: Evidence) -> None:
    watched = lone.Watched(**lone.parameters(factory, 1, 5))
    for _ in range(3):
        watched.step()
    picture = lone.picture(watched, evidence)
    codes = [node["code"] for node in picture["nodes"]]
    assert codes == [*watched.world.countries, "USA", "CHN"]
    assert max(node["size"] for node in picture["nodes"]) == 1
    for line in picture["lines"]:
        assert {line["a"], line["b"]} <= {*codes}
        if line["kind"] == "tie":
            i, j = (watched.world.countries.index(line[end]) for end in "ab")
            assert line["depth"] == pytest.approx(watched.ties[i][j], abs=1e-3)
            assert line["depth"] >= lone.LEAST
    allies = {line["b"] for line in picture["lines"] if line["kind"] in ("hub", "pact")}
    held = {c: watched.world.postures[watched.countries[k].posture] for k, c in enumerate(watched.world.countries)}
    assert allies == {code for code, posture in held.items() if posture in ("ally", "pact")}
