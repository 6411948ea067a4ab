"""What is said of a front, from worlds made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, ClassVar

import numpy as np
import pytest

from sim.advice.findings import Findings, Question, advise
from sim.advice.objectives import read_objectives
from sim.advice.regret import states
from sim.advice.tables import front_rows, regret_rows, tried_rows
from sim.advice.words import CAVEAT, sentences
from sim.engine.harvest import Failure
from sim.results.outcomes import outcomes

Make = Callable[..., Any]
WORLDS = 60
DISPUTED = "law.provocation_effect"


@pytest.fixture
def found(lever: Make, space: Make) -> Findings:
    """Two members: A gains much where provocation is low and nothing where it is high, B a little everywhere."""
    levers = space(lever("policies.a.x", 0, 1, 2, low=0.0, high=2.0))
    wanted = read_objectives(("higher trust.end",), ("lower trade_loss",), outcomes(), {}, (2026, 2030), levers)
    third = np.repeat([0, 1, 2], WORLDS // 3)
    luck = np.tile([-0.01, 0.01], WORLDS // 2)
    base = np.stack([0.5 + luck, 1.0 + luck])
    a = base + np.stack([np.array([0.3, 0.1, 0.0])[third] + luck, np.full(WORLDS, 0.2)])
    b = base + np.stack([np.full(WORLDS, 0.04), np.full(WORLDS, -0.1)])
    maker = SimpleNamespace(space=levers, baseline=lambda: SimpleNamespace(title="A test"))
    return Findings(
        maker=maker,  # type: ignore[arg-type]
        question=Question(20, WORLDS, 9, 2, 1),
        objectives=wanted,
        tried=((2,), (1,), (0,)),
        means=np.array([[0.7, 1.2], [0.55, 0.9], [np.nan, np.nan]]),
        before=np.array([0.5, 1.0]),
        refusal="x.yaml:1:1: no",
        whole=(0, 1),
        members=(0, 1),
        fresh=np.stack([a, b, base]),
        states=tuple(states({DISPUTED: np.linspace(0.0, 1.0, WORLDS)}, WORLDS)),
        lost=1,
        interrupted=False,
    )


def test_where_a_member_is_better_and_where_it_fails(found: Findings) -> None:
    assert found.better[0].tolist() == [[True, True, True, False], [False] * 4]
    assert found.better[1].all()
    assert found.fails[0].tolist() == [[False, False, False, True], [False] * 4]
    assert not found.fails[1].any()
    assert found.holds.tolist() == [True, True]
    assert found.refused == 1


def test_the_choice_by_hand(found: Findings) -> None:
    # trust: means 0.4/3 against 0.04, so a range of 0.28/3; trade loss: 0.2 against -0.1, a range of 0.3
    short = found.shortfalls
    assert short[0, 0].tolist() == pytest.approx([0.0, 0.0, 0.0, 0.04])
    assert short[1, 0].tolist() == pytest.approx([0.28 / 3, 0.26, 0.06, 0.0])
    assert short[:, 1].tolist() == [pytest.approx([0.3] * 4), pytest.approx([0.0] * 4)]
    assert found.relative[0].max() == pytest.approx(1.0)
    assert found.relative[1].max() == pytest.approx(0.26 / (0.28 / 3))
    assert found.choice == 0


def planted(found: Findings, leads: np.ndarray, rng: np.random.Generator) -> Findings:
    """The same with one member that leads by so much on average in each world, and numbers that say nothing of it."""
    worlds = len(leads)
    base = rng.normal(size=(2, worlds))
    lead = np.stack([leads + rng.normal(size=worlds), np.full(worlds, -1.0)])
    several = states({f"law.x{k}": rng.random(worlds) for k in range(3)}, worlds)
    return replace(found, members=(0,), fresh=np.stack([base + lead, base]), states=tuple(several))


def test_a_lead_that_is_the_same_everywhere_fails_nowhere(found: Findings) -> None:
    """One of three standard errors, in a third hardly to be seen."""
    rng, worlds = np.random.default_rng(4), 500
    made = [planted(found, np.full(worlds, 3.0 / np.sqrt(worlds)), rng) for _ in range(200)]
    sure = [one for one in made if one.better[0, 0, 0]]
    unseen = [one for one in sure if not one.better[0, 0].all()]
    assert len(unseen) > 100
    assert sum(one.fails.any() for one in sure) / len(sure) < 0.1
    words = next(sentences(one)[4] for one in unseen if not one.fails.any())
    assert "over all worlds; no third of a disputed number surely differs, though some show no lead." in words


def test_a_lead_that_is_gone_in_a_third_is_told(found: Findings) -> None:
    rng, worlds = np.random.default_rng(5), 500
    plain = planted(found, np.zeros(worlds), rng)
    leads = np.where(plain.states[3].chosen, 0.0, 0.6)
    change = np.stack([leads, np.zeros(worlds)])
    made = replace(plain, fresh=plain.fresh + np.stack([change, np.zeros((2, worlds))]))
    assert [made.states[s].third for s in np.flatnonzero(made.fails[0, 0])] == ["3 high"]


def test_an_objective_that_only_luck_moves_decides_nothing(found: Findings) -> None:
    """Four members, better and better in trust, and all the same in trade."""
    rng, worlds, choices = np.random.default_rng(6), 500, []
    for _ in range(50):
        gains = np.stack([[np.full(worlds, float(k)), np.zeros(worlds)] for k in range(4)])
        noise = 0.1 * rng.normal(size=(4, 2, worlds))
        fresh = np.concatenate([gains + noise, np.zeros((1, 2, worlds))])
        several = states({f"law.x{k}": rng.random(worlds) for k in range(3)}, worlds)
        made = replace(found, members=(0, 1, 0, 1), fresh=fresh, states=tuple(several))
        assert made.apart[0]
        choices.append((made.choice, bool(made.apart[1]), sentences(made)[2]))
    told = [words for choice, apart, words in choices if choice == 3 and not apart]
    assert len(told) >= 43  # nine of ten tell them right
    assert all("cannot be told apart in trade loss, which decided nothing" in words for words in told), told[0]


def test_candidates_that_lost_worlds_are_measured_by_those_they_share_with_the_scenario(
    lever: Make, space: Make
) -> None:
    """Two settings that do the same, one of which cannot finish the worlds that are easy for everybody."""
    levers = space(lever("policies.a.x", 0, 1))
    wanted = read_objectives(("higher trust.end",), ("lower trade_loss",), outcomes(), {}, (2026, 2030), levers)
    names: list[str] = []

    class Planted:
        objectives = wanted
        failures: ClassVar[list[Failure]] = []

        def measure(self, scenarios: Sequence[Any], ids: range, progress: Callable[[int], None]) -> np.ndarray:
            ease = np.linspace(-1.0, 1.0, len(ids))
            found = np.full((len(scenarios), 2, len(ids)), np.nan)
            for k, one in enumerate(scenarios):
                found[k] = ease + 0.25 * (one.title != "as it is")
                if one.title == "candidate_2":
                    found[k][:, ease > 0.0] = np.nan
                names.append(one.title)
            return found

        def drawn(self, scenario: Any, ids: Sequence[int], several: Sequence[str]) -> np.ndarray:
            return np.zeros((len(ids), len(several)))

    maker = SimpleNamespace(
        space=levers, candidate=lambda setting, name: SimpleNamespace(title=name),
        baseline=lambda: SimpleNamespace(title="as it is", parameters={}, draws="central"),
    )  # fmt: skip
    made = advise(maker, Planted(), Question(20, 10, 9, 2, 1), lambda done: None, lambda: None)  # type: ignore[arg-type]
    assert names[:3] == ["as it is", "candidate_1", "candidate_2"]
    assert made.before.tolist() == pytest.approx([0.0, 0.0])
    assert made.means.ravel().tolist() == pytest.approx([0.25] * 4)


def test_tables_and_words(found: Findings) -> None:
    assert [row["front"] for row in tried_rows(found)] == [False, False, True, True, True, True, False, False]
    rows = {(row["member"], row["objective"]): row for row in front_rows(found)}
    a = rows["A", "higher trust.end"]
    assert (a["candidate"], a["searched"], a["holds"], a["chosen"]) == (1, 0.7, True, True)
    assert a["difference"] == pytest.approx(0.4 / 3)
    assert a["difference_low"] < a["difference"] < a["difference_high"]
    assert rows["as it is", "lower trade_loss.mean"]["mean"] == pytest.approx(1.0)
    failing = [(row["member"], row["third"]) for row in regret_rows(found) if row["fails"]]
    assert failing == [("A", "3 high")]
    searched, fresh, choice, beaten, fails, caveat = sentences(found)
    assert "The model refused 1; the first: x.yaml:1:1: no. 1 run of a world failed and is left out." in searched
    assert "none is beaten by another" in fresh
    assert "0.067 smaller in trust in the hub, end" not in fresh
    # leads of the search 0.2 and 0.05, in fresh worlds 0.133 and 0.04: on average 0.038 less
    assert "is there on average 0.038 smaller in trust in the hub, end and 0.000" in fresh
    assert choice.startswith("Least regretted is A: policies.a.x 2.")
    assert beaten.startswith("B surely beats the scenario as it is in every outcome. A differs from it by")
    assert fails.endswith("but not so in trust in the hub, end where provocation effect is high (0.678 to 1).")
    assert caveat == CAVEAT
