"""Candidates: scenarios with levers set, over the worlds of the scenario as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from sim.advice.candidates import Maker
from sim.advice.objectives import read_objectives
from sim.advice.read import find_levers, read_space
from sim.advice.worlds import Ground
from sim.errors import InputError
from sim.evidence import Evidence
from sim.results.outcomes import outcomes

ROOT = Path(__file__).parents[2]
SHORT = ("horizon.end=2029",)
PACT = """\
policies:
  - {id: duties, type: tariff, start: 2027, change: 0}
levers:
  policies.pact: [off, on]
  policies.pact.quorum: [2, 3]
  policies.duties.change: {low: 0, high: 20, step: 10}
"""

Make = Callable[..., Maker]


@pytest.fixture
def maker(tmp_path: Path, evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes candidates of a shipped scenario with a file of levers."""
    monkeypatch.chdir(tmp_path)

    def made(scenario: str, text: str, sets: Sequence[str] = SHORT) -> Maker:
        Path("mine.yaml").write_text(text, encoding="utf-8")
        return Maker.of(
            str(ROOT / "scenarios" / f"{scenario}.yaml"), sets, read_space("mine.yaml"), evidence, {"seed": 5}
        )

    return made


def test_levers_are_set_and_policies_left_out(maker: Make) -> None:
    several = maker("asian_nato", PACT)
    several.check()
    base = several.baseline()
    assert ([policy.id for policy in base.policies], base.seed, base.end) == (["pact"], 5, 2029)
    on = several.candidate(("on", 2, 20), "A")
    assert [(policy.id, policy.type) for policy in on.policies] == [("pact", "formal_pact"), ("duties", "tariff")]
    assert (on.policies[0].model_dump()["quorum"], on.policies[1].model_dump()["change"]) == (2, 20)
    assert (on.name, on.title, on.seed) == ("A", base.title, 5)
    off = several.candidate(("off", 2, 20))
    assert [policy.id for policy in off.policies] == ["duties"]


def test_a_value_possible_with_some_others_is_no_mistake_of_the_file(maker: Make) -> None:
    text = "levers:\n  policies.pact.invited: [[AUS, JPN], [AUS, JPN, KOR]]\n  policies.pact.quorum: [2, 3]\n"
    several = maker("asian_nato", text, (*SHORT, "policies.pact.quorum=2"))
    several.check()
    with pytest.raises(InputError, match="quorum 3 is above the 2 countries invited"):
        several.candidate((("AUS", "JPN"), 3))
    assert several.candidate((("AUS", "JPN", "KOR"), 3)).policies[0].model_dump()["quorum"] == 3


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (PACT, "mine.yaml:4:18: policies.pact: no policy has this id, neither in the scenario nor in this file"),
        ("levers:\n  policies.dutys.change: [0, 1]\n", "mine.yaml:2:26: policies: no policy has the id 'dutys'"),
        (
            "policies:\n  - {id: duties, type: tariff, start: 2027}\nlevers:\n  policies.dutis.change: [0, 1]\n",
            "mine.yaml:4:26: policies: no entry has the id, index or type 'dutis'; ids are duties; did you mean",
        ),
        (
            "policies:\n  - {id: duties, type: tarif, start: 2027}\nlevers:\n  policies.duties.change: [0, 1]\n",
            "unknown policy type 'tarif'; did you mean 'tariff'?",
        ),
        (
            "levers:\n  countries.JPN.hub_trust: {low: 0.2, high: 1.2}\n",
            "mine.yaml:2:28: countries.JPN.hub_trust: 1.2 is out of range, must be at most 1",
        ),
        ("levers:\n  countries.JPN.hub_trst: [0.1, 0.2]\n", "mine.yaml:2:27: countries.JPN.hub_trst: unknown key"),
    ],
)
def test_levers_that_a_scenario_does_not_have(text: str, problem: str, maker: Make) -> None:
    with pytest.raises(InputError) as told:
        maker("status_quo", text).check()
    assert problem in str(told.value)


@pytest.mark.parametrize("scenario", ["status_quo", "asian_nato", "us_retreat"])
def test_levers_that_ship_fit_scenarios_that_ship(scenario: str, evidence: Evidence) -> None:
    for path in find_levers().values():
        Maker.of(str(ROOT / "scenarios" / f"{scenario}.yaml"), (), read_space(str(path)), evidence, {}).check()


def test_levers_at_rest_change_not_a_bit_and_engines_agree(evidence: Evidence) -> None:
    space = read_space("us")
    several = Maker.of(str(ROOT / "scenarios" / "status_quo.yaml"), SHORT, space, evidence, {})
    units = {"countries": several.baseline().include, "flashpoints": tuple(evidence.flashpoints)}
    wanted = read_objectives(
        ("higher flashpoint_deterrence.mean", "higher trust.end of JPN, KOR"),
        ("lower trade_loss", "lower policies.us_duties.change"),
        outcomes(evidence.postures), units, (2026, 2029), space,
    )  # fmt: skip
    rest = several.candidate(("off", 2, 0, 0.0, 0.0, 0.0, 0.0, 0.0), "rest")
    moved = several.candidate(("off", 2, 15, 0.0, 0.0, 0.0, 0.0, 0.0), "moved")
    scenarios = [several.baseline(), rest, moved]
    told: list[int] = []
    found = Ground(evidence, wanted, "mesa", 1).measure(scenarios, [3, 4], told.append)
    assert sum(told) == 6
    assert np.isnan(found[:, 3]).all()
    assert (found[0, :3] == found[1, :3]).all()
    assert (found[2, 2] > found[0, 2]).all()
    again = Ground(evidence, wanted, "ensemble", 2).measure(scenarios, [3, 4])
    assert (again[:, :3] == found[:, :3]).all()
