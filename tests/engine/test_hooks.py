"""A user's own spoke: a subclass changes behaviour, and the model tells those who listen."""

from __future__ import annotations

from typing import Any

import pytest

from sim.engine.country import Country
from sim.law.types import Situation, Support

OPEN_MIND = "parameters.window_rate=50"  # a window opens every year


class Loyal(Country):
    """Never moves."""

    def choose(self) -> int:
        return self.declared


class Bold(Country):
    """Takes the highest posture that is open."""

    def choose(self) -> int:
        return max(self.probabilities)


class Blind(Country):
    """Sees no threat."""

    def muster(self) -> Support:
        return super().muster()._replace(log_threat=-14.0)


class Stubborn(Country):
    """Weighs, and finds that all speaks for what it holds."""

    def weigh(self, view: Situation) -> None:
        super().weigh(view)
        self.probabilities = dict.fromkeys(self.probabilities, 0.0) | {self.declared: 1.0}


@pytest.mark.parametrize("agent", [Loyal, Stubborn])
def test_spokes_that_never_move(stage: Any, agent: type[Country]) -> None:
    told = stage.run("asian_nato", OPEN_MIND, agent=agent)
    assert not told.country("changed").any()
    assert not told.theatre("signatories").any()


def test_bold_spokes_sign_as_soon_as_they_can(stage: Any) -> None:
    told = stage.run("asian_nato", OPEN_MIND, agent=Bold)
    assert told.theatre("signatories")[0] == 0
    assert told.theatre("signatories")[1] == 3
    assert told.posture("KOR")[0] == "ally"
    assert told.posture("VNM")[0] == "network"  # no treaty: the highest that is open


def test_a_spoke_that_sees_no_threat_is_sure_of_itself(stage: Any) -> None:
    plain, blind = stage.run("status_quo"), stage.run("status_quo", agent=Blind)
    assert (blind.country("deterrence") > 0.999).all()
    assert (plain.country("deterrence") < 0.999).all()


def test_listeners_hear_each_weighing(stage: Any) -> None:
    model = stage.model("status_quo", "horizon.end=2028", keep_terms=True)
    heard: list[tuple[int, str, float]] = []
    model.listeners.append(
        lambda c: heard.append((model.t, model.world.countries[c.index], sum(c.probabilities.values())))
    )
    model.run()
    assert len(heard) == 3 * 12
    assert [name for t, name, _ in heard if t == 1] == list(model.world.countries)
    assert all(total == pytest.approx(1.0) for _, _, total in heard)


def test_terms_are_those_of_the_utilities(stage: Any) -> None:
    model = stage.model("asian_nato", keep_terms=True)
    model.step()
    for c in model.countries:
        assert set(c.terms) == set(c.utilities) == set(c.probabilities)
        for o, terms in c.terms.items():
            assert sum(terms) == pytest.approx(c.utilities[o], abs=1e-9)


def test_the_choice_follows_the_draw(stage: Any) -> None:
    model = stage.model("status_quo", keep_terms=True)
    model.step()
    model.t = 0
    for c in model.countries:
        reached = 0.0
        for o, p in c.probabilities.items():
            for u in (reached + 1e-9, reached + p - 1e-9):
                if p > 1e-6:
                    model.luck.review[0][c.index][1] = u
                    assert c.choose() == o
            reached += p
