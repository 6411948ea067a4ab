"""How a spoke decides: it sees, weighs every posture open to it by the law, and chooses at a decision window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.spoke import CHOICE, WINDOW, Spoke
from sim.law import choice, crisis, decision, deterrence
from sim.law.types import PostureRow, Situation, Terms

if TYPE_CHECKING:
    from sim.engine.mesa_model import PactModel


class Country(Spoke):
    """One spoke. Subclass and override `see`, `weigh` or `choose` to try another behaviour.

    Attributes:
        view: what it saw when it last weighed; None before.
        terms, utilities, probabilities: of each posture weighed then, by posture index.
    """

    def __init__(self, model: PactModel, index: int) -> None:
        super().__init__(model, index)
        self.view: Situation | None = None
        self.terms: dict[int, Terms] = {}
        self.utilities: dict[int, float] = {}
        self.probabilities: dict[int, float] = {}

    def parts(self, view: Situation, posture: PostureRow) -> list[tuple[float, float]]:
        """What the country would bring to each flashpoint under a posture: strength, and provocation."""
        m, w, i = self.model, self.model.w, self.index
        given = decision.promised(view, posture)
        ready = deterrence.readiness(w.bilateral_readiness, view.preparedness, posture.is_pact)
        joint = m.joint_pact if posture.is_pact else m.joint
        brought = []
        for f, place in enumerate(m.world.places):
            claim, forces = place.claims[i], self.capability * place.arriving[i]
            involved = crisis.involvement(claim, posture.duty, place.exposure[i], joint[f][i])
            strength = crisis.contribution(forces, involved, claim, given, ready, view.hub)
            provoked = crisis.provocation(posture.side, place.weight[i], w.provocation_pact, posture.is_pact)
            brought.append((strength, provoked))
        return brought

    def crisis_loss(self, view: Situation, posture: PostureRow, now: list[tuple[float, float]]) -> float:
        """Expected loss to crises if this posture were taken, counting what taking it does to peace.

        Args:
            view: what the country sees.
            posture: the posture weighed.
            now: `parts` of the posture in force.
        """
        m, w, i = self.model, self.model.w, self.index
        given, total = decision.promised(view, posture), 0.0
        held = posture is m.ladder[self.posture]
        brought = now if held else self.parts(view, posture)
        for f, place in enumerate(m.world.places):
            rate = m.hazard[f]
            if not held:  # holding on changes nothing: the factor would be exactly one
                strength, provoked = brought[f][0] - now[f][0], brought[f][1] - now[f][1]
                rate *= crisis.own_effect(
                    w.deterrence_effect, m.slope[f], strength, w.provocation_effect, provoked * m.calm
                )
            drawn_in = crisis.participation(place.claims[i], posture.duty, w.basing_entrapment, given, self.bases)
            total += crisis.exposed_loss(rate, m.harm[f], place.exposure[i], w.collateral, drawn_in)
        return total

    def valued(self, view: Situation) -> dict[int, Terms]:
        """Terms of every posture open, if the country saw this, by posture index."""
        m, constants = self.model, self.model.anchor.constants[self.index]
        now = self.parts(view, m.ladder[self.posture])
        return {
            o: decision.terms(view, row, m.w, m.lever.exemption[o], self.crisis_loss(view, row, now), constants[o])
            for o, row in enumerate(m.ladder)
            if self.open_to(o)
        }

    def weigh(self, view: Situation) -> None:
        """Score every posture that is open: terms, utilities and choice probabilities."""
        sharpness = self.model.w.choice_sharpness
        self.view = view
        self.terms = self.valued(view)
        self.utilities = {o: decision.utility(terms) for o, terms in self.terms.items()}
        best = max(self.utilities.values())
        weights = {o: choice.weight(sharpness, u, best) for o, u in self.utilities.items()}
        total = 0.0
        for value in weights.values():
            total += value
        if not total > 0.0:
            raise ArithmeticError(f"{self.model.world.countries[self.index]}: a posture's worth is not a number")
        self.probabilities = {o: value / total for o, value in weights.items()}

    def choose(self) -> int:
        """The posture drawn from the choice probabilities, in the order of the ladder."""
        u = self.model.luck.review[self.model.t][self.index][CHOICE]
        reached = 0.0
        for o, p in self.probabilities.items():
            reached += p
            if u < reached:
                return o
        return o

    def decide(self) -> None:
        """Weigh the postures if a decision window opens, and choose one."""
        m = self.model
        u = m.luck.review[m.t][self.index][WINDOW]
        forced = self.new_government or m.must_decide(self)
        self.window = choice.window_opens(u, m.window, float(forced)) > 0.0
        self.next = self.declared
        if self.window or m.keep_terms:
            self.weigh(self.see())
            for listen in m.listeners:
                listen(self)
        if self.window:
            self.next = self.choose()
